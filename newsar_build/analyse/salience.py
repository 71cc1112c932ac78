"""How central a named thing is to its report: a sum of counted features that a reader can add up.

salience = (start + Σ weight × feature + type) / the report's largest such sum; LEAST where the sum is below PASSING.
Early, frequent and headline names are the salient ones (Dunietz and Gillick 2014). The sum is an expectation: in how
many of five summaries of the report the thing would be named. The weights stand in
`newsar_build/weights/salience.json`, learnt by `python -m training.salience`; no feature has a negative one, so that
more of it never makes a thing less central.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from newsar_build.model.findings import EntityType, Span

FEATURES = ("early", "often", "headline", "not a voice", "beside the first")
"""What is counted; each is 0 or more."""
NEAR = 4
"""Sentences after which standing early counts a third."""
PASSING = 0.75
"""Sums below it are told apart by chance only: names that three summaries in four leave out are mentioned in passing,
one as much as another. .5 to .9 gave the same correlation within .02."""
LEAST = 0.01
"""No name that a report has is of no weight at all."""
_WORD = re.compile(r"\w{3,}")
"""A word of a name that is long enough to tell it from others."""
_FILLING = frozenset({"the", "and", "for"})
_SAYING = frozenset({
    "accord", "add", "announce", "argue", "claim", "comment", "describe", "explain", "insist", "note", "quote",
    "report", "say", "state", "suggest", "tell", "warn", "write",
})  # fmt: skip
"""Lemmas whose subject, or whose hearer, is a voice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A thing by all its names, and where they stand."""

    names: tuple[str, ...]
    type: EntityType
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The sum that stands before any feature, the weight of each feature, and what a sort of thing adds."""

    start: float
    features: Mapping[str, float]
    types: Mapping[str, float]


def saliences(things: Sequence[Counted], doc: Doc, headline: str) -> list[float]:
    """The salience of each thing of a report, 0–1, 1 for the most central."""
    sums = [
        total(shipped(), row, str(thing.type)) for row, thing in zip(rows(things, doc, headline), things, strict=True)
    ]
    return scaled(sums)


def scaled(sums: Sequence[float]) -> list[float]:
    """Sums over the largest, 0–1; names in passing are of no weight but the least."""
    top = max(sums, default=0.0)
    return [max(LEAST, round(each / top, 3)) if each >= min(PASSING, top) > 0 else LEAST for each in sums]


def total(weights: Weights, row: Mapping[str, float], kind: str) -> float:
    """The sum for one thing: in how many of five summaries it is expected."""
    return sum(value * weight for _, value, weight in points(weights, row, kind))


def points(weights: Weights, row: Mapping[str, float], kind: str) -> tuple[tuple[str, float, float], ...]:
    """What `total` adds up: name, value and weight of each part that is not zero."""
    parts = (
        ("start", 1.0, weights.start),
        (kind, 1.0, weights.types.get(kind, 0.0)),
        *((name, row[name], weights.features[name]) for name in FEATURES),
    )
    return tuple(part for part in parts if part[1] * part[2])


def rows(things: Sequence[Counted], doc: Doc, headline: str) -> list[dict[str, float]]:
    """The features of each thing.

    `early`: e^(-sentence / 4) of the first mention. `often`: ln(1 + mentions), those of longer and shorter names with
    the same words included. `headline`: share of the words of a name that the headline has. `not a voice`: share of
    mentions that say nothing and are told nothing. `beside the first`: ln(1 + own mentions) over the report's largest.
    """
    starts = [sentence.start_char for sentence in doc.sents] if doc.has_annotation("SENT_START") else [0]
    told = _words(headline)
    words = [frozenset().union(*map(_words, thing.names)) for thing in things]
    counts = [len(thing.mentions) for thing in things]
    most = math.log1p(max(counts, default=1))
    return [
        {
            "early": math.exp(-max(0, bisect_right(starts, min(thing.mentions).start) - 1) / NEAR),
            "often": math.log1p(sum(counts[other] for other in _family(place, words))),
            "headline": _share_told(thing.names, told),
            "not a voice": 1 - sum(_is_voice(doc, span) for span in thing.mentions) / len(thing.mentions),
            "beside the first": math.log1p(counts[place]) / most,
        }
        for place, thing in enumerate(things)
    ]


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.lower())) - _FILLING


def _family(place: int, words: Sequence[frozenset[str]]) -> list[int]:
    """The thing itself and those whose names have all its words, or only words of it."""
    own = words[place]
    return [
        other
        for other, theirs in enumerate(words)
        if other == place or (own and theirs and (own <= theirs or theirs <= own))
    ]


def _share_told(names: Sequence[str], told: frozenset[str]) -> float:
    shares = [len(words & told) / len(words) for words in map(_words, names) if words]
    return max(shares, default=0.0)


def _is_voice(doc: Doc, span: Span) -> bool:
    """Whether a mention names who says something, or to whom."""
    found = doc.char_span(span.start, span.end, alignment_mode="expand") if doc.has_annotation("DEP") else None
    return found is not None and _speaks(found.root)


def _speaks(token: Token) -> bool:
    above = token.head.lemma_
    told_to = above in ("tell", "accord") or any(child.lower_ == "according" for child in token.children)
    return told_to or (token.dep_.startswith("nsubj") and above in _SAYING)


@cache
def shipped() -> Weights:
    """The shipped weights."""
    stored = json.loads((files("newsar_build") / "weights" / "salience.json").read_bytes())
    return Weights(start=stored["start"], features=stored["features"], types=stored["types"])
