"""Whether the reports of a story hold together by what they tell, whatever their days.

On a day on which everybody writes on one matter the day brings reports together that tell no event in common. Two of a
story hold together as their whole texts are alike and as the headline of one is told in the lead of the other: one that
names another's people and places in passing has their words, but nothing of its headline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

import numpy as np

from newsar_build.relate.compared import ENOUGH, GRAIN, Rows, crossed, products

HOLDING = 0.10
"""Mean hold by which two parts of a story are one. At .09 a tenth more pairs of strangers stay in crowded stories that
were judged by eye; at .11 mean B³ falls by .002, and a tenth fewer stay."""
UNTOLD = 0.02
"""What a headline that the other's lead does not tell counts for: some are a play on words. At none, columns leave the
events that they argue about; at .06 the headline no longer matters."""


def within(groups: Iterable[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Each two members of each group, the smaller number first."""
    return ((min(pair), max(pair)) for group in groups for pair in combinations(group, 2))


def between(groups: Iterable[tuple[Sequence[int], Sequence[int]]]) -> Iterator[tuple[int, int]]:
    """Each member of the first group with each of the second, the smaller number first."""
    return ((min(pair), max(pair)) for one, other in groups for pair in product(one, other))


def held(found: Iterable[tuple[int, int]], fields: dict[str, Rows]) -> dict[tuple[int, int], float]:
    """How much the two reports of each pair hold together, 0–1: the geometric mean of text and headline.

    `fields` has the rows `headline`, `lead` and `long` of every report by its number.
    """
    pairs = sorted(found, key=lambda pair: (pair[1], pair[0]))
    one, other = (np.array([pair[end] for pair in pairs], dtype=np.int64) for end in (0, 1))
    unit = _unit(fields["long"])
    text = products(unit, unit, one, other)
    hold = np.sqrt(text * (crossed(fields, one, other) + UNTOLD))
    return dict(zip(pairs, hold.tolist(), strict=True))


def _unit(rows: Rows) -> Rows:
    """The rows as they would be had short texts not been made to prove less: of length 1, less what `bursts` took."""
    counts = np.diff(rows.starts)
    sizes = GRAIN * np.sqrt(np.minimum(1.0, counts / ENOUGH["long"]))
    return Rows(starts=rows.starts, columns=rows.columns, weights=rows.weights / np.repeat(sizes, counts))
