"""Libraries loaded without what they name and Newsar never uses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


class _Empty(ModuleType):
    """A module whose every name is None."""

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)


@contextmanager
def stand_ins(*names: str) -> Iterator[None]:
    """Empty modules stand in for those of these names that are not loaded, and are gone afterwards.

    Only what is loaded meanwhile sees them: whoever asks for the real modules later gets them.
    """
    missing = [name for name in names if name not in sys.modules]
    sys.modules.update({name: _Empty(name) for name in missing})
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]
