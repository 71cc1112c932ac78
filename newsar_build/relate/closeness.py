"""How likely two reports tell one event: their texts and their days, seen against their surroundings.

The likeness of two texts (`compared`), their words seen in their days (`bursts`), gains where both were filed on near
days. A report in a crowded place, as each report of an election is, is like many others without telling their event:
each likeness is divided by a root of how like the two reports are to those that rank behind their closest (local
scaling; Zelnik-Manor and Perona 2004, Conneau 2018).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from newsar_build.relate.bursts import UNSEEN, Seen, in_their_days
from newsar_build.relate.compared import (
    NOTHING,
    Compared,
    Numbers,
    Rows,
    StoryItem,
    Values,
    compare,
    key_of,
    taken,
)

NEAR = 0.14
"""What reports of the same day gain. At .06 developing events of dense days fell apart (B³ recall .75 against .83),
at .20 collections with wrong dates were joined wrongly."""
NEAR_DAYS = 1.5
"""Days in which that gain falls to 1/e."""
APART = 0.06
"""What reports far apart lose: twice .03, which left 50 stories of more than ten days in the newsroom; .06 leaves 32,
at the same B³."""
APART_FROM, APART_FOR = 5, 10
"""Days after which reports begin to lose, and over which the loss grows to its whole. It goes no further, since dates
are wrong in many collections."""
UNDATED = 0.35
"""Share of the gain where a date is missing: that of reports one and a half days apart."""
DAY_SECONDS = 86_400
RANKS = slice(4, 14)
"""The surroundings of a report: behind its four closest, which may tell its event, the next ten."""
USUAL = 0.12
"""The likeness of a report's surroundings in an ordinary collection. Where there are too few others to tell, they are
taken to be those of a dense day: like this, and filed at the same time."""
CROWDING = 0.2
"""Exponent of local scaling: 0 takes no account of the surroundings, 1 looks at nothing but ranks. Since words are
weighed by their days, which tell most of what is crowded, .2 and .3 serve better than .4 (mean B³ .938, .937, .937, and
a dense day's strangers are fewer)."""
NEVER = 0.06
"""Likeness of two texts with their days below which they are held not to have been compared, whatever their week."""
ELSEWHERE = 0.04
"""Likeness of reports that were not compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Likeness (0 to about 1.5) of report `one[n]` and report `other[n]`, `one` before `other`, no pair twice.

    `plain` is the likeness of the two alone, without regard to their week and their surroundings. `fields` are the
    reports' words, seen in their days, in the order of the reports.
    """

    one: Numbers
    other: Numbers
    likeness: Values
    plain: Values
    fields: dict[str, Rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Reports compared with each other, and seen in their days: what is kept from one build to the next."""

    compared: Compared
    seen: Seen


UNSURVEYED = Survey(compared=NOTHING, seen=UNSEEN)


def survey(items: tuple[StoryItem, ...], known: Survey = UNSURVEYED) -> Survey:
    """The items compared, and the pairs that are near seen in their days.

    The result does not depend on `known`, nor on the order of the items: what `known` holds is not worked out again.
    """
    compared = compare(items, known.compared)
    place = {key_of(item): number for number, item in enumerate(items)}
    days = _days(items)[[place[key] for key in compared.keys]] if items else np.zeros(0)
    return Survey(compared=compared, seen=in_their_days(_near(compared, days), days, known.seen))


def close_pairs(items: tuple[StoryItem, ...], surveyed: Survey) -> Pairs:
    """The likeness of the items that are near; `surveyed` is what `survey` makes of them."""
    seen, days = surveyed.seen, _days(items)
    place = {key: number for number, key in enumerate(seen.keys)}
    row = np.array([place[key_of(item)] for item in items], dtype=np.int64)
    number = np.empty(len(place), dtype=np.int64)
    number[row] = np.arange(len(items))
    ends = number[seen.one], number[seen.other]
    one, other = np.minimum(*ends), np.maximum(*ends)
    order = np.lexsort((other, one))
    one, other = one[order], other[order]
    by_date = _by_date(days, one, other)
    dated = seen.likeness[order] + by_date
    likeness = dated * _scale(items, one, other, dated)
    plain = _near(surveyed.compared, days[number]).likeness[order] + by_date
    fields = {name: taken(rows, row) for name, rows in seen.fields.items()}
    return Pairs(one=one, other=other, likeness=likeness, plain=plain, fields=fields)


def _near(compared: Compared, days: Values) -> Compared:
    """With the pairs alone that may tell one event; `days` in the order of its keys."""
    near = compared.likeness + _by_date(days, compared.one, compared.other) >= NEVER
    return replace(compared, one=compared.one[near], other=compared.other[near], likeness=compared.likeness[near])


def _days(items: tuple[StoryItem, ...]) -> Values:
    """When each was filed, in days since 1970; nan where nobody knows."""
    return np.array([item.filed.timestamp() / DAY_SECONDS if item.filed else math.nan for item in items])


def _by_date(days: Values, one: Numbers, other: Numbers) -> Values:
    apart = np.abs(days[one] - days[other])
    gain: Values = NEAR * np.exp(-np.maximum(apart - 0.5, 0) / NEAR_DAYS)
    loss: Values = APART * np.clip((apart - APART_FROM) / APART_FOR, 0, 1)
    return np.where(np.isnan(apart), NEAR * UNDATED, gain - loss)


def _scale(items: tuple[StoryItem, ...], one: Numbers, other: Numbers, likeness: Values) -> Values:
    """What each likeness is multiplied by: less than 1 in a crowded place."""
    count = len(items)
    density = np.full(count, USUAL)
    ends = np.concatenate([one, other])
    both = np.concatenate([likeness, likeness])
    order = np.lexsort((-both, ends))
    edges = np.searchsorted(ends[order], np.arange(count + 1))
    for number in range(count):
        ranked = both[order[edges[number] : edges[number + 1]]][: RANKS.stop]
        missing = max(0, min(RANKS.stop, count - 1) - len(ranked))
        unknown = RANKS.stop - len(ranked) - missing
        dense_day = USUAL + NEAR * (1.0 if items[number].filed else UNDATED)
        filled = np.concatenate([ranked, np.full(missing, ELSEWHERE), np.full(unknown, dense_day)])
        density[number] = max(ELSEWHERE, float(filled[RANKS].mean()))
    scale: Values = (USUAL / np.sqrt(density[one] * density[other])) ** CROWDING
    return scale
