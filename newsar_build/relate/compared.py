"""Each report as the words and the meaning that it is compared by, and how alike the texts of two reports are.

What a report is compared by depends on that report alone: how rare a word is comes from counts of news that ship with
the program, not from the corpus. So the likeness of two texts is a fact of these two, and a corpus that gains a report
gains that report's own pairs and nothing else. Weights are whole numbers, so that a sum is the same in any order.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from newsar_build.model.dateline import after_dateline
from newsar_build.relate.wording import meanings, number_of, rarity, stem, telling, words

LONG = 700
"""Words: what comes later tells long reports of different events apart, and links those that open differently."""
OPENING = 220
"""Words of the opening, whose plain words say what happened without who."""
LEAD = 60
"""Words that a headline is held against: news tells the event first."""
MEANT = 80
"""Words whose meaning is compared, after the headline: more of them blur it."""
COUNTED = 300
"""Words in which numbers are looked for."""
NAME = 2
HEADLINE = 2
"""How often a name, and a word of the headline, counts in the whole report."""
SHARES = {"headline": 0.14, "crossed": 0.16, "long": 0.36, "plain": 0.14, "numbers": 0.05, "meaning": 0.15}
"""What each likeness adds, from a pair model learnt on three development sets and tried on the fourth, rounded.
`crossed` holds each headline against the other's lead and takes the better: outlets head one event differently."""
ENOUGH = {"headline": 5, "lead": 30, "long": 70, "plain": 40, "numbers": 3}
"""Telling words: fewer, as in a headline that is a name alone or a text of two sentences, prove less."""
LENGTHS = {"headline": LEAD, "lead": LEAD, "long": LONG, "plain": OPENING, "numbers": COUNTED}
"""Words of the stretch of news in which a word's rarity is asked for."""
GRAIN = 4096
"""Steps of a weight: finer ones change no likeness in its third digit."""
TELLING = 60
"""Heaviest words of a report by which others are looked up."""
SHARED = 0.045
"""Least product of the telling words that two reports share: of less, no event ever came."""
KEY_BYTES = 16
_NUMBER = re.compile(r"\d[\d,.]*\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
Made = TypeVar("Made")
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
class Rows:
    """Sparse vectors: the words of row n are `columns[starts[n]:starts[n + 1]]`, with `weights` in 1 / GRAIN alike."""

    starts: Numbers
    columns: Numbers
    weights: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Reports by `keys` (sorted), their vectors by field, and the likeness (0–1) of the texts of each near pair.

    `meaning` has a row a report in 1 / GRAIN. `one` and `other` are places in `keys`, `one` before `other`.
    """

    keys: tuple[str, ...]
    fields: dict[str, Rows]
    meaning: Values
    one: Numbers
    other: Numbers
    likeness: Values


def key_of(item: StoryItem) -> str:
    """Stands for a report and all that is read of it."""
    state = blake2b(digest_size=KEY_BYTES)
    for part in (item.id, item.headline, item.text):
        body = part.encode()
        state.update(len(body).to_bytes(8, "big") + body)
    return state.hexdigest()


def no_rows() -> dict[str, Rows]:
    """The fields of no reports."""
    return {
        name: Rows(starts=np.zeros(1, dtype=np.int64), columns=np.zeros(0, dtype=np.int64), weights=np.zeros(0))
        for name in ENOUGH
    }


NOTHING = Compared(
    keys=(),
    fields=no_rows(),
    meaning=np.zeros((0, 0)),
    one=np.zeros(0, dtype=np.int64),
    other=np.zeros(0, dtype=np.int64),
    likeness=np.zeros(0),
)  # fmt: skip


def compare(items: Iterable[StoryItem], known: Compared = NOTHING) -> Compared:
    """The items compared with each other; what `known` holds of them is not worked out again.

    The result does not depend on `known`, nor on the order of the items. Ids must be unique.
    """
    by_key = {key_of(item): item for item in items}
    place = {key: number for number, key in enumerate(known.keys)}
    kept = [key for key in sorted(by_key) if key in place]
    fresh = [key for key in sorted(by_key) if key not in place]
    if not by_key:
        return NOTHING
    if not fresh and len(kept) == len(known.keys):
        return known
    joined = _joined(_picked(known, [place[key] for key in kept]), fresh, [by_key[key] for key in fresh])
    return _picked(joined, sorted(range(len(joined.keys)), key=joined.keys.__getitem__))


def _picked(known: Compared, places: Sequence[int]) -> Compared:
    """These rows in this order, with the pairs among them."""
    now = np.full(len(known.keys) + 1, -1, dtype=np.int64)
    now[np.array(places, dtype=np.int64)] = np.arange(len(places))
    one, other = now[known.one], now[known.other]
    held = (one >= 0) & (other >= 0)
    one, other = np.minimum(one, other)[held], np.maximum(one, other)[held]
    order = np.lexsort((other, one))
    return Compared(
        keys=tuple(known.keys[number] for number in places),
        fields={name: taken(rows, places) for name, rows in known.fields.items()},
        meaning=known.meaning[np.array(places, dtype=np.int64)],
        one=one[order],
        other=other[order],
        likeness=known.likeness[held][order],
    )


def taken(rows: Rows, places: Sequence[int] | Numbers) -> Rows:
    """These rows in this order."""
    chosen = np.array(places, dtype=np.int64)
    lengths = np.diff(rows.starts)[chosen]
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    at = np.arange(starts[-1]) + np.repeat(rows.starts[:-1][chosen] - starts[:-1], lengths)
    return Rows(starts=starts, columns=rows.columns[at], weights=rows.weights[at])


def _joined(known: Compared, keys: Sequence[str], items: Sequence[StoryItem]) -> Compared:
    """With these reports behind, compared with all before them."""
    if not items:
        return known
    vectors = [_vectors(item) for item in items]
    fields = {name: _extended(rows, [each[name] for each in vectors]) for name, rows in known.fields.items()}
    meant = np.stack([_meaning(item) for item in items])
    meaning = np.concatenate([known.meaning, meant]) if len(known.keys) else meant
    one, other = _candidates(fields["long"], len(known.keys))
    return Compared(
        keys=(*known.keys, *keys),
        fields=fields,
        meaning=meaning,
        one=np.concatenate([known.one, one]),
        other=np.concatenate([known.other, other]),
        likeness=np.concatenate([known.likeness, likeness(fields, meaning, one, other)]),
    )


def _extended(rows: Rows, more: Sequence[dict[int, int]]) -> Rows:
    lengths = np.cumsum([len(each) for each in more])
    return Rows(
        starts=np.concatenate([rows.starts, rows.starts[-1] + lengths]),
        columns=np.concatenate([rows.columns, np.array([word for each in more for word in each], dtype=np.int64)]),
        weights=np.concatenate([rows.weights, np.array([weight for each in more for weight in each.values()], float)]),
    )


def _vectors(item: StoryItem) -> dict[str, dict[int, int]]:
    """By field, the weight of each word's number; words in the order of their numbers.

    Where a report was filed is no part of what it tells.
    """
    body, head = words(item.text[after_dateline(item.text) :]), [stem(word) for word in words(item.headline)]
    long: Counter[str] = Counter()
    for word in body[:LONG]:
        long[stem(word)] += NAME if word[:1].isupper() else 1
    for word in head:
        long[word] += HEADLINE
    counts = {
        "headline": telling(Counter(head)),
        "lead": telling(Counter(stem(word) for word in body[:LEAD])),
        "long": telling(long),
        "plain": telling(Counter(stem(word) for word in body[:OPENING] if word.islower())),
        "numbers": _numbers(item),
    }
    return {name: _weighed(count, LENGTHS[name], ENOUGH[name]) for name, count in counts.items()}


def _numbers(item: StoryItem) -> dict[str, int]:
    """Numbers of two digits or more; a year tells no event."""
    found = _NUMBER.findall(f"{item.headline} {' '.join(item.text.split()[:COUNTED])}")
    return Counter(number for number in found if not _YEAR.fullmatch(number))


def _weighed(counts: dict[str, int], length: int, enough: int) -> dict[int, int]:
    raw: dict[int, float] = {}
    for word in sorted(counts):
        number = number_of(word)
        raw[number] = raw.get(number, 0.0) + (1 + math.log(counts[word])) * rarity(word, length)
    size = math.sqrt(math.fsum(weight**2 for weight in raw.values()))
    scale = GRAIN * math.sqrt(min(1.0, len(raw) / enough)) / size if size else 0.0
    return {number: round(raw[number] * scale) for number in sorted(raw)}


def _meaning(item: StoryItem) -> Values:
    """One text at a time: a matrix of many may be summed in another order."""
    found = meanings([f"{item.headline}. {' '.join(item.text.split()[:MEANT])}"])[0]
    row: Values = np.rint(found.astype(np.float64) * GRAIN)
    return row


def _candidates(rows: Rows, first: int) -> tuple[Numbers, Numbers]:
    """Pairs of an earlier report and one from place `first` on whose telling words share enough."""
    count = len(rows.starts) - 1
    held = _heaviest(rows)
    by_word = np.argsort(held.columns, kind="stable")
    holder = np.repeat(np.arange(count), np.diff(held.starts))[by_word]
    columns, weights = held.columns[by_word], held.weights[by_word]
    least = SHARED * GRAIN**2
    ones, others = [], []
    for number in range(first, count):
        own = slice(held.starts[number], held.starts[number + 1])
        begin = np.searchsorted(columns, held.columns[own], side="left")
        end = np.searchsorted(columns, held.columns[own], side="right")
        at = ranges(begin, end)
        score = np.bincount(
            holder[at], weights=weights[at] * np.repeat(held.weights[own], end - begin), minlength=number
        )
        near = np.flatnonzero(score[:number] >= least)
        ones.append(near)
        others.append(np.full(len(near), number))
    return np.concatenate(ones).astype(np.int64), np.concatenate(others).astype(np.int64)


def _heaviest(rows: Rows) -> Rows:
    """Each row's TELLING heaviest words."""
    holder = np.repeat(np.arange(len(rows.starts) - 1), np.diff(rows.starts))
    order = np.lexsort((rows.columns, -rows.weights, holder))
    rank = np.arange(len(order)) - rows.starts[holder[order]]
    chosen = order[rank < TELLING]
    lengths = np.minimum(np.diff(rows.starts), TELLING)
    return Rows(
        starts=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        columns=rows.columns[chosen],
        weights=rows.weights[chosen],
    )


def ranges(begin: Numbers, end: Numbers) -> Numbers:
    """The numbers from each of `begin` to before its `end`, one range after the other."""
    lengths = end - begin
    stops = np.cumsum(lengths)
    every: Numbers = np.arange(stops[-1] if len(stops) else 0) + np.repeat(begin - (stops - lengths), lengths)
    return every


def likeness(fields: dict[str, Rows], meaning: Values, one: Numbers, other: Numbers) -> Values:
    """The likeness (0–1) of the texts of rows `one[n]` and `other[n]`; `other` does not fall."""
    found = np.zeros(len(one))
    for name in ("headline", "long", "plain", "numbers"):
        found += SHARES[name] * (products(fields[name], fields[name], one, other) / GRAIN**2)
    found += SHARES["crossed"] * crossed(fields, one, other)
    step = 50_000
    meant = [
        np.einsum("nd,nd->n", meaning[one[start : start + step]], meaning[other[start : start + step]])
        for start in range(0, len(one), step)
    ]
    return found + SHARES["meaning"] * (np.concatenate([np.zeros(0), *meant]) / GRAIN**2)


def crossed(fields: dict[str, Rows], one: Numbers, other: Numbers) -> Values:
    """Each headline against the other's lead, the better of the two, 0–1; `other` does not fall."""
    headline, lead = fields["headline"], fields["lead"]
    found: Values = np.maximum(products(headline, lead, one, other), products(lead, headline, one, other)) / GRAIN**2
    return found


def products(left: Rows, right: Rows, one: Numbers, other: Numbers) -> Values:
    """The product of row `one[n]` of `left` and row `other[n]` of `right`; `other` does not fall."""
    found = np.zeros(len(one))
    held = np.unique(other)
    vocabulary = np.unique(right.columns[ranges(right.starts[held], right.starts[held + 1])])
    if not len(vocabulary):
        return found
    lefts = np.minimum(np.searchsorted(vocabulary, left.columns), len(vocabulary) - 1)
    weights = np.where(vocabulary[lefts] == left.columns, left.weights, 0.0)
    dense = np.zeros(len(vocabulary))
    edges = np.searchsorted(other, [*held, other[-1] + 1])
    for number, place in enumerate(held):
        pairs = slice(edges[number], edges[number + 1])
        own = slice(right.starts[place], right.starts[place + 1])
        rights = np.searchsorted(vocabulary, right.columns[own])
        dense[rights] = right.weights[own]
        mates = one[pairs]
        lengths = left.starts[mates + 1] - left.starts[mates]
        at = ranges(left.starts[mates], left.starts[mates + 1])
        mate = np.repeat(np.arange(len(mates)), lengths)
        found[pairs] = np.bincount(mate, weights=dense[lefts[at]] * weights[at], minlength=len(mates))
        dense[rights] = 0
    return found


def to_bytes(compared: Compared) -> bytes:
    """The table as bytes, equal for equal tables."""
    return packed(
        {
            "keys": names_packed(compared.keys),
            "meaning": compared.meaning.astype(np.int16),
            "one": compared.one.astype(np.int32),
            "other": compared.other.astype(np.int32),
            "likeness": compared.likeness,
            **arrays_of(compared.fields),
        }
    )


def from_bytes(body: bytes) -> Compared:
    """The table of `to_bytes`; NOTHING where the bytes are no such table."""
    return unpacked(body, _from_arrays, NOTHING)


def _from_arrays(read: Mapping[str, Any]) -> Compared:
    return Compared(
        keys=names_of(read["keys"]),
        fields=rows_of(read),
        meaning=read["meaning"].astype(np.float64),
        one=read["one"].astype(np.int64),
        other=read["other"].astype(np.int64),
        likeness=read["likeness"],
    )


def names_packed(names: tuple[str, ...]) -> Any:
    """Keys as an array of bytes."""
    return np.array(names, dtype=f"S{2 * KEY_BYTES}")


def names_of(packed_names: Any) -> tuple[str, ...]:
    """The keys of `names_packed`."""
    return tuple(packed_names.astype(str).tolist())


def arrays_of(fields: dict[str, Rows]) -> dict[str, Any]:
    """Fields as named arrays, small; `rows_of` reads them."""
    arrays: dict[str, Any] = {}
    for name, rows in sorted(fields.items()):
        arrays[f"{name}.starts"] = rows.starts
        arrays[f"{name}.columns"] = rows.columns.astype(np.uint32)
        arrays[f"{name}.weights"] = rows.weights.astype(np.int32)
    return arrays


def rows_of(read: Mapping[str, Any]) -> dict[str, Rows]:
    """The fields of `arrays_of`."""
    return {
        name: Rows(
            starts=read[f"{name}.starts"],
            columns=read[f"{name}.columns"].astype(np.int64),
            weights=read[f"{name}.weights"].astype(np.float64),
        )
        for name in ENOUGH
    }


def packed(arrays: dict[str, Any]) -> bytes:
    """Named arrays as bytes."""
    place = io.BytesIO()
    np.savez(place, **arrays)
    return place.getvalue()


def unpacked(body: bytes, make: Callable[[Mapping[str, Any]], Made], otherwise: Made) -> Made:
    """What `make` makes of the arrays of `packed`; `otherwise` where the bytes are none, or not all that it reads."""
    try:
        with np.load(io.BytesIO(body)) as read:
            return make(read)
    except (EOFError, KeyError, OSError, ValueError, zipfile.BadZipFile):
        return otherwise
