"""Whether the reports of a story hold together by what they tell, whatever their days.

On a day on which everybody writes on one matter the day brings reports together that tell no event in common. Two of a
story hold together as their whole texts are alike and as the headline of one is told in the lead of the other: one that
names another's people and places in passing has their words, but nothing of its headline.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np

from newsar_build.relate.compared import Rows, crossed, products

HOLDING = 0.10
"""Mean hold by which two parts of a story are one. At .09 a tenth more pairs of strangers stay in crowded stories that
were judged by eye; at .11 mean B³ falls by .002, and a tenth fewer stay."""
UNTOLD = 0.02
"""What a headline that the other's lead does not tell counts for: some are a play on words. At none, columns leave the
events that they argue about; at .06 the headline no longer matters."""


def held(groups: Iterable[Sequence[int]], fields: dict[str, Rows]) -> dict[tuple[int, int], float]:
    """How much each two members of a group hold together, 0–1: the geometric mean of text and headline.

    `fields` has the rows `headline`, `lead` and `long` of every member by its number.
    """
    pairs = sorted(
        ((min(pair), max(pair)) for group in groups for pair in combinations(group, 2)),
        key=lambda pair: (pair[1], pair[0]),
    )
    one, other = (np.array([pair[end] for pair in pairs], dtype=np.int64) for end in (0, 1))
    unit = _unit(fields["long"])
    text = products(unit, unit, one, other)
    found = np.sqrt(text * (crossed(fields, one, other) + UNTOLD))
    return dict(zip(pairs, found.tolist(), strict=True))


def _unit(rows: Rows) -> Rows:
    """The rows, each of length 1."""
    count = len(rows.starts) - 1
    holder = np.repeat(np.arange(count), np.diff(rows.starts))
    sizes = np.sqrt(np.bincount(holder, weights=rows.weights**2, minlength=count))
    return Rows(starts=rows.starts, columns=rows.columns, weights=rows.weights / np.where(sizes > 0, sizes, 1)[holder])
