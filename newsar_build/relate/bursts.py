"""How rare a word is in the days of a report: what everybody writes about that week tells no event from another.

The counts of news that ship with the program know no word that came up since. So each report's words are weighed by the
rarer of two things at once: how many of all news hold a word, and how many of the reports filed within a week of this
one. A report weighs its words by its own week: one report more moves those of its week, and no others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import numpy as np

from newsar_build.relate.compared import LENGTHS, Compared, Numbers, Rows, Values, likeness
from newsar_build.relate.wording import rareness, shares

WEEK = 7
"""Days on either side whose reports are counted. Of pairs in crowded stories judged by eye, 3 told .82 of the likely
from the unlikely (area under the curve), 7 .84, 14 as much: but what is counted should be what is near."""
OWN = 8
"""Reports that may hold a word because they tell its event: only those beyond count as a burst."""
PRIOR = 50
"""Reports without the word that are held to have been filed as well: a few reports do not tell what is usual."""
SAME_TEXT = tuple(name for name in LENGTHS if name != "numbers")
"""Fields whose words are weighed; a number is as telling on a crowded day."""


def in_their_days(compared: Compared, days: Values) -> Compared:
    """The same reports and pairs, each word weighed anew; `days` (since 1970, or nan) in the order of `keys`.

    Reports without a day are held to be of one week.
    """
    fields = {
        name: _weighed(rows, np.floor(days), LENGTHS[name]) if name in SAME_TEXT else rows
        for name, rows in compared.fields.items()
    }
    # The pairs stand sorted by `one`, and the second end must not fall.
    return replace(compared, fields=fields, likeness=likeness(fields, compared.meaning, compared.other, compared.one))


def _weighed(rows: Rows, days: Values, length: int) -> Rows:
    """The rows with their words' weights changed, and their own lengths kept."""
    words, place = np.unique(rows.columns, return_inverse=True)
    usual = shares(words, length)
    weights = rows.weights.copy()
    for number, counts, filed in _weeks(rows, place, len(words), days):
        own = slice(rows.starts[number], rows.starts[number + 1])
        word = place[own]
        here = np.maximum(usual[word], np.maximum(0, counts[word] - OWN) / (filed + PRIOR))
        changed = rows.weights[own] * rareness(here) / rareness(usual[word])
        size = float(np.sqrt((changed**2).sum()))
        if size:
            weights[own] = np.rint(changed * (float(np.sqrt((rows.weights[own] ** 2).sum())) / size))
    return replace(rows, weights=weights)


def _weeks(rows: Rows, place: Numbers, words: int, days: Values) -> Iterator[tuple[int, Numbers, int]]:
    """Each row with the number of its week's rows that hold each word, and how many they are."""
    undated = np.isnan(days)
    for numbers in (np.flatnonzero(undated), np.flatnonzero(~undated)):
        ordered = numbers[np.argsort(days[numbers], kind="stable")].tolist()
        counts = np.zeros(words, dtype=np.int64)
        begin = end = 0
        for day, group in groupby(ordered, key=lambda number: 0.0 if undated[number] else float(days[number])):
            while end < len(ordered) and not days[ordered[end]] > day + WEEK:
                counts[place[rows.starts[ordered[end]] : rows.starts[ordered[end] + 1]]] += 1
                end += 1
            while days[ordered[begin]] < day - WEEK:
                counts[place[rows.starts[ordered[begin]] : rows.starts[ordered[begin] + 1]]] -= 1
                begin += 1
            for number in group:
                yield number, counts, end - begin
