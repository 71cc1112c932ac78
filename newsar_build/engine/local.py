"""A function mapped over many values, in order, on this machine's cores or on a dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol, TypeVar

From = TypeVar("From")
To = TypeVar("To")


class Engine(Protocol):
    """Maps a module-level function over values; results come in the order of the values."""

    def map(self, function: Callable[[From], To], values: Sequence[From]) -> Iterator[To]:
        """Yield `function(value)` for each value, in order."""
        ...


class Local:
    """Worker processes on this machine; in this very process where one job is asked for, or one value given."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def map(self, function: Callable[[From], To], values: Sequence[From]) -> Iterator[To]:
        """Yield `function(value)` for each value, in order."""
        if self._jobs == 1 or len(values) <= 1:
            yield from map(function, values)
            return
        from joblib import Parallel, delayed  # noqa: PLC0415  most builds need no second process

        workers = Parallel(n_jobs=min(self._jobs, len(values)), return_as="generator")
        yield from workers(delayed(function)(value) for value in values)


def in_chunks(values: Iterable[From], size: int) -> Iterator[tuple[From, ...]]:
    """The values in tuples of `size`, the last one shorter."""
    rest = iter(values)
    while chunk := tuple(islice(rest, size)):
        yield chunk
