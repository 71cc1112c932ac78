"""Rows of what several reports say alike: one item a report, each near to every other of its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from newsar_build.model.findings import Span


class Placed(Protocol):
    """Something that a report says: `span` is where it stands."""

    @property
    def brief(self) -> str:
        """The report's id."""

    @property
    def span(self) -> Span:
        """Where in the report it stands."""


Item = TypeVar("Item", bound=Placed)


def align(
    items: Sequence[Item], close: Mapping[tuple[int, int], float], least: float, linked: float
) -> list[list[Item]]:
    """Rows of items that say the same, at most one of each report; items without a partner are left out.

    `close` gives the closeness of pairs (places, the smaller first). Pairs of at least `least` join, nearest first, as
    long as every pair of the row has `linked` (complete link).
    """
    row_of = {index: [index] for index in range(len(items))}
    for (one, other), value in sorted(close.items(), key=lambda item: (-item[1], item[0])):
        if value < least:
            break
        left, right = row_of[one], row_of[other]
        if left is right or {items[each].brief for each in left} & {items[each].brief for each in right}:
            continue
        if all(close.get((min(a, b), max(a, b)), 0.0) >= linked for a in left for b in right):
            left.extend(right)
            for each in right:
                row_of[each] = left
    rows = {id(row): row for row in row_of.values() if len(row) > 1}
    return sorted(([items[each] for each in sorted(row)] for row in rows.values()), key=lambda row: _key(row[0]))


def _key(item: Placed) -> tuple[str, int]:
    return item.brief, item.span.start
