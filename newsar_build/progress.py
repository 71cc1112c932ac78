"""How a long job tells where it is; the command line decides how that looks."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Hears which stage has begun and how far it is."""

    def begin(self, stage: str, total: int) -> None:
        """A stage of `total` steps begins; the stage before it has ended."""

    def advance(self, count: int) -> None:
        """`count` more steps of the stage are done."""


class Silent:
    """Says nothing."""

    def begin(self, stage: str, total: int) -> None:
        """Say nothing."""

    def advance(self, count: int) -> None:
        """Say nothing."""
