"""Keywords: the noun phrases a report is about.

Candidates are runs of adjectives, nouns and names that end in a noun or name; where the parse has no tags, runs between
function words whose last word is used as a noun more often than not (`weights/keywords.json` knows how often). A
logistic model ranks them by how often and how early they stand, how rare their words are, how close they are in meaning
to the whole report, and whether they are names or in the headline (features after YAKE, Campos et al. 2020;
PositionRank, Florescu and Caragea 2017; SIFRank, Sun et al. 2020). `weights/keywords.md` says what it learnt from.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Doc, Token

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Filing, Report
from newsar_build.model.findings import Entities, Keyword, Keywords, Span
from newsar_build.pipeline.meaning import embed

LONGEST = 4
"""Words in a term."""
AT_MOST = 30
EVIDENCE = 12
"""Places shown for a term."""
EMBEDDED = 80
"""Candidates, most promising first, whose meaning is compared with the report's: the others would not come that far."""
OPENING = 4_000
"""Code points of the report that stand for its meaning."""
NOUNLIKE, PHRASELIKE = 0.5, 0.25
"""Share of a word's uses that are nouns, for the last word of a term, and nouns or adjectives, for the others."""
UNKNOWN = 9.0
"""Inverse document frequency (natural logarithm) of a word that the table lacks."""
FEATURES = (
    "bias", "one", "three", "four", "often", "one often", "words often", "least often", "alone", "early", "in first",
    "late", "rare", "name", "capital", "headline", "close",
)  # fmt: skip
"""What the model sees of a candidate."""
_WORD = re.compile(r"[^\W_][\w’'.&-]*")
_NOT_NOUNLIKE = re.compile(r"(?:ly|[a-z]ed|[a-z]ing)$")
_MARKS = ("’s", "'s", "’", "'")


@dataclass(slots=True)
class Candidate:
    """A term: its words as first written and where it stands; `own` counts places where no longer run holds it."""

    words: str
    parts: tuple[str, ...]
    spans: list[Span] = field(default_factory=list)
    own: int = 0


def find_keywords(report: Report, filing: Filing, doc: Doc, entities: Entities, *, config: AnalyserConfig) -> Keywords:
    """Terms by falling salience, the first 1.0; a term inside a weightier one, or around one, is left out."""
    del config
    found = candidates(report, doc)
    chance = {key: _chance(values) for key, values in features(found, report, filing, doc, entities).items()}
    ranked = sorted(found, key=lambda key: (-chance[key], found[key].spans[0], key))
    kept: list[str] = []
    for key in ranked:
        if len(kept) < AT_MOST and not any(_overlaps(key, other) for other in kept):
            kept.append(key)
    top = chance[kept[0]] if kept else 1.0
    return Keywords(
        items=tuple(
            Keyword(
                term=found[key].words,
                salience=round(chance[key] / top, 3),
                evidence=tuple(found[key].spans[:EVIDENCE]),
            )
            for key in kept
        )
    )


def candidates(report: Report, doc: Doc) -> dict[str, Candidate]:
    """The terms by a key that case and number leave the same; what stands only inside longer runs is none."""
    found: dict[str, Candidate] = {}
    for run in _runs(doc, report.language):
        for size in range(1, min(LONGEST, len(run)) + 1):
            for start in range(len(run) - size + 1):
                tokens = run[start : start + size]
                if not _may_end(tokens[-1], report.language) or (size == 1 and not _may_stand(tokens[0])):
                    continue
                span = Span(start=tokens[0].idx, end=tokens[-1].idx + len(tokens[-1]))
                words = report.text[span.start : span.end]
                parts = tuple(_stem(token.lower_) for token in tokens)
                term = found.setdefault(" ".join(parts), Candidate(words, parts))
                term.spans.append(span)
                term.own += size == len(run) or size == LONGEST
    return {key: term for key, term in found.items() if term.own} or found


def features(
    found: Mapping[str, Candidate], report: Report, filing: Filing, doc: Doc, entities: Entities
) -> dict[str, dict[str, float]]:
    """What the model sees of each candidate."""
    starts = sorted({token.idx for token in doc if token.is_sent_start} | {block.start for block in report.blocks})
    counts = Counter(_stem(token.lower_) for token in doc)
    names = {_key(alias) for item in entities.items for alias in item.aliases}
    headline = f" {_key(filing.headline)} "
    values = {
        key: _plain_features(term, counts, names, headline, report, bisect_right(starts, term.spans[0].start) - 1)
        for key, term in found.items()
    }
    promising = sorted(found, key=lambda key: (-_chance(values[key]), found[key].spans[0], key))[:EMBEDDED]
    if promising:
        vectors = embed([report.text[:OPENING], *(found[key].words for key in promising)])
        for key, closeness in zip(promising, vectors[1:] @ vectors[0], strict=True):
            values[key]["close"] = float(closeness)
    return values


def _plain_features(
    term: Candidate, counts: Mapping[str, int], names: set[str], headline: str, report: Report, sentence: int
) -> dict[str, float]:
    size, key = len(term.parts), " ".join(term.parts)
    rarity = [_rarity(part, report.language) for part in term.parts]
    repeated = [math.log(counts[part]) if counts[part] else 0.0 for part in term.parts]
    return {
        "bias": 1.0,
        "one": float(size == 1),
        "three": float(size == 3),  # noqa: PLR2004
        "four": float(size > 3),  # noqa: PLR2004
        "often": math.log(len(term.spans)),
        "one often": float(size == 1) * math.log(len(term.spans)),
        "words often": sum(repeated) / size,
        "least often": min(repeated),
        "alone": term.own / len(term.spans),
        "early": math.exp(-sentence / 4),
        "in first": float(sentence == 0),
        "late": term.spans[0].start / max(len(report.text), 1),
        "rare": sum(rarity) / size / UNKNOWN,
        "name": float(key in names),
        "capital": float(all(part[:1].isupper() for part in term.words.split())),
        "headline": float(f" {key} " in headline),
        "close": 0.0,
    }


def _runs(doc: Doc, language: str) -> Iterator[list[Token]]:
    """Stretches of words that may make a term."""
    run: list[Token] = []
    for token in doc:
        if token.is_sent_start or not _usable(token, language):
            if run:
                yield run
            run = []
        if _usable(token, language):
            run.append(token)
    if run:
        yield run


def _usable(token: Token, language: str) -> bool:
    lower = token.lower_
    if not _WORD.fullmatch(token.text) or token.is_stop or lower in lexicon.words("keywords_stop") or lower in _MARKS:
        return False
    if token.doc.has_annotation("TAG"):
        return token.pos_ in ("ADJ", "NOUN", "PROPN")
    if language != "en" or token.text[0].isupper():
        return True
    return sum(_uses(lower)) >= PHRASELIKE


def _may_end(token: Token, language: str) -> bool:
    if token.doc.has_annotation("TAG"):
        return token.pos_ in ("NOUN", "PROPN")
    return language != "en" or not token.text.islower() or _uses(token.lower_)[0] >= NOUNLIKE


def _may_stand(token: Token) -> bool:
    return len(token.text) > 2 and not token.text[0].isdigit()  # noqa: PLR2004


def _uses(lower: str) -> tuple[float, float]:
    """How often a word is a noun and an adjective; a guess by its ending where the table lacks it."""
    known = _model()["uses"].get(lower)
    if known is not None:
        return known[0] / 100, known[1] / 100
    return (0.0, 0.0) if _NOT_NOUNLIKE.search(lower) else (1.0, 0.0)


def _rarity(part: str, language: str) -> float:
    return float(_model()["rarity"].get(part, UNKNOWN)) if language == "en" else UNKNOWN / 2


@cache
def _stem(lower: str) -> str:
    """A plural s makes no other word."""
    lower = lower.rstrip(".")
    return lower[:-1] if len(lower) > 3 and lower[-1] == "s" and lower[-2] not in "su’'" else lower  # noqa: PLR2004


def _key(words: str) -> str:
    return " ".join(_stem(word) for word in _WORD.findall(words.lower()))


def _chance(values: Mapping[str, float]) -> float:
    weights = _model()["terms"]
    return 1 / (1 + math.exp(-sum(weights[name] * value for name, value in values.items())))


@cache
def _model() -> dict[str, Any]:
    """`terms`: the weights of a candidate's features; `uses` and `rarity`: of single English words."""
    found: dict[str, Any] = json.loads((files("newsar_build") / "weights" / "keywords.json").read_text("utf-8"))
    return found


def _overlaps(key: str, other: str) -> bool:
    shorter, longer = sorted((key.split(), other.split()), key=len)
    return any(_same(longer[at : at + len(shorter)], shorter) for at in range(len(longer) - len(shorter) + 1))


def _same(words: Sequence[str], others: Sequence[str]) -> bool:
    return list(words) == list(others)


ANALYSER = Analyser(
    name="keywords",
    version="2",
    requires=(Report, Filing, Doc, Entities),
    provides=Keywords,
    run=find_keywords,
    absent=Keywords(items=()),
    lexicons=("keywords_stop",),
)
