"""How likely two reports tell one event: their words, their meaning and their days, seen against their surroundings.

The likeness of two reports is the weighted mean of four cosines (TF-IDF of headlines, of openings, of longer openings,
and meaning of headline and lead) and a bonus for being filed on near days. A report in a crowded place, as each report
of an election is, is like many others without telling their event: each likeness is divided by a root of how like the
two reports are to those that rank behind their closest (local scaling; Zelnik-Manor and Perona 2004, Conneau 2018).
Only reports that share telling words are compared, so one report more costs by its neighbours.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from newsar_build.relate.wording import Rows, meanings, rarity, stem, telling, words

HEADLINE_WORDS = 12
ENOUGH = {"headline": 5, "opening": 30, "long": 30}
"""Telling words: fewer, as in a headline that is a name alone or a text of two sentences, prove less."""
OPENING = 220
"""Words: news tells the event first."""
LONG = 700
"""Words: what comes later tells long reports of different events apart, and links those that open differently."""
LEAD = 80
"""Words whose meaning is compared, after the headline: more of them blur it."""
NAME = 2
HEADLINE = 2
WEIGHTS = {"headline": 0.24, "opening": 0.26, "long": 0.33, "meaning": 0.17}
"""Shares of each cosine: those of a logistic model of pairs over all development sets, rounded; each may double
without moving the mean result by more than .01."""
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
TELLING = 40
"""Heaviest words of a report by which others are looked up."""
COMMON, FEW = 0.1, 200
"""A word in more than FEW reports and a larger share than COMMON of them leads to none."""
COMPARED = 60
"""Reports that each report is compared with: those that share the most telling words."""
RANKS = slice(4, 14)
"""The surroundings of a report: behind its four closest, which may tell its event, the next ten."""
USUAL = 0.12
"""The likeness of a report's surroundings in an ordinary collection. Where there are too few others to tell, they are
taken to be those of a dense day: like this, and filed at the same time."""
CROWDING = 0.3
"""Exponent of local scaling: 0 takes no account of the surroundings, 1 looks at nothing but ranks."""
ELSEWHERE = 0.04
"""Likeness of reports that were not compared."""
Numbers = NDArray[np.int64]
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryItem:
    """What a story is told by: any text; `filed` None where nobody knows."""

    id: str
    headline: str
    text: str
    filed: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Likeness (0 to about 1.5) of report `one[n]` and report `other[n]`, `one` before `other`, no pair twice."""

    one: Numbers
    other: Numbers
    likeness: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """TF-IDF unit vectors: the words of report n are `columns[starts[n]:starts[n + 1]]`, with `weights` alike."""

    starts: Numbers
    columns: Numbers
    weights: Values
    width: int


def close_pairs(items: tuple[StoryItem, ...]) -> Pairs:
    """The likeness of all reports that share telling words. The order of `items` decides on nothing but numbering."""
    if len(items) < 2:  # noqa: PLR2004  nothing to compare
        nothing = np.zeros(0, dtype=np.int64)
        return Pairs(one=nothing, other=nothing, likeness=np.zeros(0))
    fields = {
        "headline": _field(
            [telling(Counter(map(stem, words(item.headline)))) for item in items], HEADLINE_WORDS, ENOUGH["headline"]
        ),
        "opening": _field([_counts(item, OPENING) for item in items], OPENING, ENOUGH["opening"]),
        "long": _field([_counts(item, LONG) for item in items], LONG, ENOUGH["long"]),
    }
    one, other = _candidates(fields["opening"], len(items))
    likeness = np.zeros(len(one))
    for name, field in fields.items():
        likeness += WEIGHTS[name] * _cosines(field, one, other)
    meaning = meanings(f"{item.headline}. {' '.join(item.text.split()[:LEAD])}" for item in items)
    likeness += WEIGHTS["meaning"] * _dots(meaning, one, other)
    likeness += _by_date(items, one, other)
    return _scaled(Pairs(one=one, other=other, likeness=likeness), items)


def _counts(item: StoryItem, length: int) -> dict[str, int]:
    count: Counter[str] = Counter()
    for word in words(item.text)[:length]:
        count[stem(word)] += NAME if word[:1].isupper() else 1
    for word in words(item.headline):
        count[stem(word)] += HEADLINE
    return telling(count)


def _field(counts: list[dict[str, int]], length: int, enough: int) -> _Field:
    rare = rarity(counts, length)
    numbers = {word: number for number, word in enumerate(sorted(rare))}
    starts = np.cumsum([0, *map(len, counts)])
    columns = np.array([numbers[word] for count in counts for word in count], dtype=np.int64)
    raw = [(1 + math.log(times)) * rare[word] for count in counts for word, times in count.items()]
    weights = np.array(raw, dtype=np.float64)
    for start, end in itertools.pairwise(starts):
        short = min(1.0, (end - start) / enough)
        weights[start:end] *= math.sqrt(short / (float((weights[start:end] ** 2).sum()) or 1.0))
    return _Field(starts=starts, columns=columns, weights=weights, width=len(numbers))


def _candidates(field: _Field, count: int) -> tuple[Numbers, Numbers]:
    """Pairs of reports that rank among each other's most alike by their heaviest words."""
    holder = np.repeat(np.arange(count), np.diff(field.starts))
    by_word = np.argsort(field.columns, kind="stable")
    holders, weights = holder[by_word], field.weights[by_word]
    first = np.searchsorted(field.columns[by_word], np.arange(field.width + 1))
    most = max(FEW, COMMON * count)
    keys = []
    for number in range(count):
        own = slice(field.starts[number], field.starts[number + 1])
        columns, own_weights = field.columns[own], field.weights[own]
        heaviest = np.lexsort((columns, -own_weights))[:TELLING]
        lists = [
            (slice(first[column], first[column + 1]), weight)
            for column, weight in zip(columns[heaviest], own_weights[heaviest], strict=True)
            if 1 < first[column + 1] - first[column] <= most
        ]
        if not lists:
            continue
        found = np.concatenate([holders[place] for place, _ in lists])
        shares = np.concatenate([weights[place] * weight for place, weight in lists])
        others, place_of = np.unique(found, return_inverse=True)
        scores = np.bincount(place_of, weights=shares)
        scores[others == number] = -1
        best = others[np.lexsort((others, -scores))[:COMPARED]]
        best = best[best != number]
        keys.append(np.minimum(best, number) * count + np.maximum(best, number))
    pairs = np.unique(np.concatenate(keys)) if keys else np.zeros(0, dtype=np.int64)
    return pairs // count, pairs % count


def _cosines(field: _Field, one: Numbers, other: Numbers) -> Values:
    found = np.zeros(len(one))
    dense = np.zeros(field.width)
    edges = np.searchsorted(one, np.arange(len(field.starts)))
    for number in range(len(field.starts) - 1):
        mates = other[edges[number] : edges[number + 1]]
        if not len(mates):
            continue
        own = slice(field.starts[number], field.starts[number + 1])
        dense[field.columns[own]] = field.weights[own]
        lengths = field.starts[mates + 1] - field.starts[mates]
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1]) + np.repeat(field.starts[mates] - (ends - lengths), lengths)
        products = dense[field.columns[places]] * field.weights[places]
        mate = np.repeat(np.arange(len(mates)), lengths)
        found[edges[number] : edges[number + 1]] = np.bincount(mate, weights=products, minlength=len(mates))
        dense[field.columns[own]] = 0
    return found


def _dots(rows: Rows, one: Numbers, other: Numbers) -> Values:
    found = np.zeros(len(one))
    step = 100_000
    for start in range(0, len(one), step):
        part = slice(start, start + step)
        found[part] = np.einsum("nd,nd->n", rows[one[part]], rows[other[part]])
    return found


def _by_date(items: tuple[StoryItem, ...], one: Numbers, other: Numbers) -> Values:
    days = np.array([item.filed.timestamp() / DAY_SECONDS if item.filed else math.nan for item in items])
    apart = np.abs(days[one] - days[other])
    gain: Values = NEAR * np.exp(-np.maximum(apart - 0.5, 0) / NEAR_DAYS)
    loss: Values = APART * np.clip((apart - APART_FROM) / APART_FOR, 0, 1)
    return np.where(np.isnan(apart), NEAR * UNDATED, gain - loss)


def _scaled(pairs: Pairs, items: tuple[StoryItem, ...]) -> Pairs:
    count = len(items)
    density = np.full(count, USUAL)
    ends = np.concatenate([pairs.one, pairs.other])
    both = np.concatenate([pairs.likeness, pairs.likeness])
    order = np.lexsort((-both, ends))
    edges = np.searchsorted(ends[order], np.arange(count + 1))
    for number in range(count):
        ranked = both[order[edges[number] : edges[number + 1]]][: RANKS.stop]
        missing = max(0, min(RANKS.stop, count - 1) - len(ranked))
        unknown = RANKS.stop - len(ranked) - missing
        dense_day = USUAL + NEAR * (1.0 if items[number].filed else UNDATED)
        filled = np.concatenate([ranked, np.full(missing, ELSEWHERE), np.full(unknown, dense_day)])
        density[number] = max(ELSEWHERE, float(filled[RANKS].mean()))
    scale = (USUAL / np.sqrt(density[pairs.one] * density[pairs.other])) ** CROWDING
    return Pairs(one=pairs.one, other=pairs.other, likeness=pairs.likeness * scale)
