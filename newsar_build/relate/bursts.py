"""How rare a word is in the days of a report: what everybody writes about that week tells no event from another.

The counts of news that ship with the program know no word that came up since. So each report's words are weighed by the
rarer of two things at once: how many of all news hold a word, and how many of the reports filed within a week of this
one. A report weighs its words by its own week: one report more moves those of its week, and no others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

import numpy as np

from newsar_build.relate.compared import (
    KEY_BYTES,
    LENGTHS,
    Compared,
    Numbers,
    Rows,
    Values,
    arrays_of,
    likeness,
    names_of,
    names_packed,
    no_rows,
    packed,
    ranges,
    rows_of,
    unpacked,
)
from newsar_build.relate.wording import rareness, shares

WEEK = 7
"""Days on either side whose reports are counted. Of pairs in crowded stories judged by eye, 3 told .82 of the likely
from the unlikely (area under the curve), 7 .84, 14 as much: but what is counted should be what is near."""
OWN = 8
"""Reports that may hold a word because they tell its event: only those beyond count as a burst."""
PRIOR = 50
"""Reports without the word that are held to have been filed as well: a few reports do not tell what is usual."""
MOST = {"headline": 0.18, "lead": 0.18, "long": 0.09}
"""Share of a report's length (of the vector) from which a word that all of the week's reports hold counts less. No pair
of one event parted in invented local papers; at .15 and .08 the recall of giveme5w1h falls from .848 to .822."""
KNOWN = 0.45
"""Exponent of the share of the week's other reports that hold a word, by which that limit is divided: where a
quarter hold it, it is nearly twice as high. By .25 and .38 one event told by a week's seven reports falls in two."""
RARELY = 0.001
"""Share of others at which no word comes near its limit."""
SAME_TEXT = tuple(name for name in LENGTHS if name != "numbers")
"""Fields whose words are weighed; a number is as telling on a crowded day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Reports and pairs as `Compared` has them, each word weighed by its week.

    `weeks` stand for the reports of each one's week: as long as they are the same, so are its weights.
    """

    keys: tuple[str, ...]
    weeks: tuple[str, ...]
    fields: dict[str, Rows]
    one: Numbers
    other: Numbers
    likeness: Values


UNSEEN = Seen(
    keys=(),
    weeks=(),
    fields=no_rows(),
    one=np.zeros(0, dtype=np.int64),
    other=np.zeros(0, dtype=np.int64),
    likeness=np.zeros(0),
)


def in_their_days(compared: Compared, days: Values, known: Seen = UNSEEN) -> Seen:
    """The same reports and pairs, each word weighed anew; `days` (since 1970, or nan) in the order of `keys`.

    Reports without a day are held to be of one week. What `known` holds of the same reports in the same weeks is not
    worked out again; the result does not depend on it.
    """
    week_of = _weeks(np.floor(days))
    weeks = _names(compared.keys, week_of)
    if (compared.keys, weeks) == (known.keys, known.weeks) and _same_pairs(compared, known):
        return known
    before = {pair: number for number, pair in enumerate(zip(known.keys, known.weeks, strict=True))}
    at = np.array([before.get(pair, -1) for pair in zip(compared.keys, weeks, strict=True)], dtype=np.int64)
    fields = {
        name: _weighed(rows, known.fields[name], at, week_of, name) if name in SAME_TEXT else rows
        for name, rows in compared.fields.items()
    }
    found = _known_likeness(known, at, compared.one, compared.other)
    fresh = np.isnan(found)
    # The pairs stand sorted by `one`, and the second end must not fall.
    found[fresh] = likeness(fields, compared.meaning, compared.other[fresh], compared.one[fresh])
    return Seen(keys=compared.keys, weeks=weeks, fields=fields, one=compared.one, other=compared.other, likeness=found)


def _same_pairs(compared: Compared, known: Seen) -> bool:
    return np.array_equal(compared.one, known.one) and np.array_equal(compared.other, known.other)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Week:
    """The reports `of` a day, and those filed within a week of it, by their numbers."""

    of: Numbers
    filed: Numbers


def _weeks(days: Values) -> tuple[_Week, ...]:
    undated = np.flatnonzero(np.isnan(days))
    found = [_Week(of=undated, filed=undated)] if len(undated) else []
    order = np.argsort(days, kind="stable")[: len(days) - len(undated)]
    filed = days[order]
    for day in np.unique(filed):
        begin, end = np.searchsorted(filed, day - WEEK, side="left"), np.searchsorted(filed, day + WEEK, side="right")
        own = order[np.searchsorted(filed, day, side="left") : np.searchsorted(filed, day, side="right")]
        found.append(_Week(of=own, filed=np.sort(order[begin:end])))
    return tuple(found)


def _names(keys: tuple[str, ...], weeks: tuple[_Week, ...]) -> tuple[str, ...]:
    """For each report, what stands for the reports of its week."""
    names = [""] * len(keys)
    for week in weeks:
        state = blake2b(digest_size=KEY_BYTES)
        for number in week.filed.tolist():
            state.update(keys[number].encode())
        for number in week.of.tolist():
            names[number] = state.hexdigest()
    return tuple(names)


def _weighed(rows: Rows, known: Rows, at: Numbers, weeks: tuple[_Week, ...], name: str) -> Rows:
    """The rows of this field with their words' weights changed; `at` are their places in `known`."""
    weights = rows.weights.copy()
    same = np.flatnonzero(at >= 0)
    here, there = (ranges(held.starts[each], held.starts[each + 1]) for held, each in ((rows, same), (known, at[same])))
    weights[here] = known.weights[there]
    if len(same) == len(at):
        return replace(rows, weights=weights)
    words, place = np.unique(rows.columns, return_inverse=True)
    usual, most = shares(words, LENGTHS[name]), MOST.get(name, 1.0)
    for week in weeks:
        fresh = week.of[at[week.of] < 0]
        if len(fresh):
            filed = ranges(rows.starts[week.filed], rows.starts[week.filed + 1])
            counts = np.bincount(place[filed], minlength=len(words))
            share = np.maximum(usual, np.maximum(0, counts - OWN) / (len(week.filed) + PRIOR))
            others = np.maximum(0, counts - 1) / max(1, len(week.filed) - 1)
            for number in fresh.tolist():
                own = slice(rows.starts[number], rows.starts[number + 1])
                changed = _reweighed(rows.weights[own], share[place[own]], usual[place[own]])
                weights[own] = _limited(changed, others[place[own]], most)
    return replace(rows, weights=weights)


def _reweighed(weights: Values, share: Values, usual: Values) -> Values:
    """The weights of a row by how rare its words are now; the row keeps its length."""
    changed = weights * rareness(share) / rareness(usual)
    size = float(np.sqrt((changed**2).sum()))
    return np.rint(changed * (float(np.sqrt((weights**2).sum())) / size)) if size else weights


def _limited(weights: Values, others: Values, most: float) -> Values:
    """The weights, those beyond their limit at the geometric mean of both; `others` are the shares that hold a word.

    The row becomes shorter: what a word proves less, the other words do not prove instead.
    """
    size = float(np.sqrt((weights**2).sum()))
    limit = most * size / np.maximum(others, RARELY) ** KNOWN
    found: Values = np.where(weights > limit, np.rint(np.sqrt(weights * limit)), weights)
    return found


def _known_likeness(known: Seen, at: Numbers, one: Numbers, other: Numbers) -> Values:
    """What is known of these pairs; nan of the others."""
    count = max(len(known.keys), 1)
    ends = at[one], at[other]
    codes = np.minimum(*ends) * count + np.maximum(*ends)
    held = known.one * count + known.other
    order = np.argsort(held, kind="stable")
    place = np.minimum(np.searchsorted(held[order], codes), max(len(held) - 1, 0))
    found = np.full(len(one), np.nan)
    there = np.flatnonzero((ends[0] >= 0) & (ends[1] >= 0)) if len(held) else np.zeros(0, dtype=np.int64)
    there = there[held[order][place[there]] == codes[there]]
    found[there] = known.likeness[order][place[there]]
    return found


def to_bytes(seen: Seen) -> bytes:
    """What was seen, as bytes, equal for equal values."""
    return packed(
        {
            "keys": names_packed(seen.keys),
            "weeks": names_packed(seen.weeks),
            "one": seen.one.astype(np.int32),
            "other": seen.other.astype(np.int32),
            "likeness": seen.likeness,
            **arrays_of(seen.fields),
        }
    )


def from_bytes(body: bytes) -> Seen:
    """What `to_bytes` was given; UNSEEN where the bytes are no such thing."""
    return unpacked(body, _from_arrays, UNSEEN)


def _from_arrays(read: Mapping[str, Any]) -> Seen:
    return Seen(
        keys=names_of(read["keys"]),
        weeks=names_of(read["weeks"]),
        fields=rows_of(read),
        one=read["one"].astype(np.int64),
        other=read["other"].astype(np.int64),
        likeness=read["likeness"],
    )
