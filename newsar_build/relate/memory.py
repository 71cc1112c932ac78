"""What relate may ask to be remembered: results that depend on a few briefs alone, by the values of their inputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

Made = TypeVar("Made")


class Memory(Protocol):
    """Remembers results; what it gives back equals what `make` would give."""

    def recall(self, step: str, kind: type[Made], inputs: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """The result of `step` on inputs of these values, of type `kind`; `make` may read nothing but the inputs."""
        ...


class Forgetful:
    """Remembers nothing: each result is made."""

    def recall(self, step: str, kind: type[Made], inputs: tuple[object, ...], make: Callable[[], Made]) -> Made:  # noqa: ARG002
        """What `make` makes."""
        return make()


FORGETFUL = Forgetful()
"""Where nothing was made before."""
