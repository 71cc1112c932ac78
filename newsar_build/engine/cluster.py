"""The dask engine: the same map over a cluster's workers. Needs the extra `newsar[dask]`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

From = TypeVar("From")
To = TypeVar("To")


class Dask:
    """Workers of the dask scheduler at `address`, or of a cluster on this machine where it is None.

    Raises ImportError where `distributed` is not installed.
    """

    def __init__(self, address: str | None, jobs: int) -> None:
        import dask  # noqa: PLC0415  an optional extra

        dask.config.set({"logging.distributed": "error"})
        from distributed import Client  # noqa: PLC0415  reads its logging as it is imported

        self._client = (
            Client(address) if address else Client(n_workers=jobs, threads_per_worker=1, dashboard_address=":0")
        )

    def map(self, function: Callable[[From], To], values: Sequence[From]) -> Iterator[To]:
        """Yield `function(value)` for each value, in order."""
        for future in self._client.map(function, list(values), pure=False):
            yield future.result()
