"""Keywords: the names, noun phrases and single nouns a report is about.

Candidates are the report's names, whole and in their fullest form, and runs of adjectives and nouns that end in a noun;
where the parse has no tags, runs between function words whose last word is used as a noun more often than not
(`weights/keywords.json` knows how often). A logistic model ranks them by how often, how early and how far through the
report they stand, what sort of name they are, and whether the headline has them (features after YAKE, Campos et al.
2020, and PositionRank, Florescu and Caragea 2017); the first five lean to phrases.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Doc, Token

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Filing, Report
from newsar_build.model.dateline import after_dateline
from newsar_build.model.findings import Entities, EntityType, Keyword, Keywords, Span

LONGEST = 4
"""Words in a term."""
LONGEST_NAME = 6
"""Words in a name that is a term: longer ones are mostly two names taken for one."""
AT_MOST = 30
FIRST, PHRASES = 5, 0.7
"""Among the first five a term of several words has this many log odds more: it says more than its words one by one, and
editors choose it rather than a single word. More of it costs single-word keywords more than it gains."""
EVIDENCE = 12
"""Places shown for a term."""
NOUNLIKE, PHRASELIKE = 0.5, 0.25
"""Share of a word's uses that are nouns, for the last word of a term, and nouns or adjectives, for the others."""
LONG = 12
"""Letters a word from which it counts as long."""
NEAR = 4
"""Sentences after which standing early counts a third."""
FEATURES = (
    "bias", "two", "three", "four", "often", "one often", "words often", "least often", "alone", "early", "in first",
    "late", "spread", "name", "person", "place", "group", "long", "headline",
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
    entity: EntityType | None = None


def find_keywords(report: Report, filing: Filing, doc: Doc, entities: Entities, *, config: AnalyserConfig) -> Keywords:
    """Terms by falling salience, the first 1.0; a phrase inside a weightier one, or around one, is left out."""
    del config
    found = candidates(report, doc, entities)
    odds = {key: _odds(values) for key, values in features(found, report, filing, doc).items()}
    kept = _chosen(found, odds)
    chances = [_chance(each) for each in kept.values()]
    return Keywords(
        items=tuple(
            Keyword(
                term=found[key].words,
                salience=round(chance / chances[0], 3),
                evidence=tuple(found[key].spans[:EVIDENCE]),
            )
            for key, chance in zip(kept, chances, strict=True)
        )
    )


def _chosen(found: Mapping[str, Candidate], odds: Mapping[str, float]) -> dict[str, float]:
    """The terms shown, in order, with their odds. A single word may stand behind a phrase that holds it."""
    kept: dict[str, float] = {}
    favoured = {key: each + PHRASES * (len(found[key].parts) > 1) for key, each in odds.items()}
    for weighed, most in ((favoured, FIRST), (odds, AT_MOST)):
        for key in sorted(found, key=lambda key: (-weighed[key], found[key].spans[0], key)):
            if len(kept) < most and key not in kept and not _repeats(key, kept, found):
                kept[key] = weighed[key]
    return kept


def _repeats(key: str, kept: Iterable[str], found: Mapping[str, Candidate]) -> bool:
    """Whether a term says what one before it said."""
    parts = found[key].parts
    return any(
        _holds(parts, found[other].parts)
        or (_holds(found[other].parts, parts) and (len(parts) > 1 or found[other].entity is not None))
        for other in kept
    )


def candidates(report: Report, doc: Doc, entities: Entities) -> dict[str, Candidate]:
    """The terms by a key that case and number leave the same.

    What stands only inside longer runs is none, and no term is part of a name: a name is whole, in its fullest form.
    """
    begin = after_dateline(report.text)
    found = _named(report.text, begin, doc, entities)
    named = {_key(alias) for item in entities.items for alias in item.aliases} | set(found)
    part_of_name = {part for name in named for part in _parts(name)}
    inside = _inside(entities)
    for run in _runs(doc, begin, report.language):
        for size in range(1, min(LONGEST, len(run)) + 1):
            for start in range(len(run) - size + 1):
                tokens = run[start : start + size]
                if not _may_end(tokens[-1], report.language) or (size == 1 and not _may_stand(tokens[0])):
                    continue
                span = Span(start=tokens[0].idx, end=tokens[-1].idx + len(tokens[-1]))
                parts = tuple(_stem(token.lower_) for token in tokens)
                key = " ".join(parts)
                if key in named or (key in part_of_name and tokens[0].text[0].isupper()):
                    continue
                if _cuts(span, tokens, inside):
                    continue
                term = found.setdefault(key, Candidate(report.text[span.start : span.end], parts))
                term.spans.append(span)
                term.own += size == len(run) or size == LONGEST
    return {key: term for key, term in found.items() if term.own} or found


def _named(text: str, begin: int, doc: Doc, entities: Entities) -> dict[str, Candidate]:
    """A term for each name: its fullest form, as behind the dateline's capitals, and all places that name the thing."""
    adjectives = {token.idx for token in doc if token.pos_ == "ADJ"}
    found: dict[str, Candidate] = {}
    for item in entities.items:
        spans = [span for span in item.mentions if span.start >= begin]
        parts = tuple(_key(item.name).split())
        if not spans or not 0 < len(parts) <= LONGEST_NAME or all(span.start in adjectives for span in spans):
            continue
        written = (text[span.start : span.end] for span in spans)
        name = next((words for words in written if words.casefold() == item.name.casefold()), item.name)
        found.setdefault(" ".join(parts), Candidate(name, parts, spans, own=len(spans), entity=item.type))
    return found


def _parts(name: str) -> Iterator[str]:
    """The runs of a name's words that are shorter than it."""
    words = name.split()
    for size in range(1, len(words)):
        yield from (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))


def _inside(entities: Entities) -> dict[int, tuple[Span, EntityType]]:
    """The name that holds a place of the text."""
    return {
        at: (span, item.type) for item in entities.items for span in item.mentions for at in range(span.start, span.end)
    }


def _cuts(span: Span, tokens: Sequence[Token], inside: Mapping[int, tuple[Span, EntityType]]) -> bool:
    """Whether the words are a name, hold or are a part of one, or are a person's name behind a title."""
    names = {inside[token.idx] for token in tokens if token.idx in inside}
    return any(
        name.start < span.start
        or name.end > span.end
        or name == span
        or (kind is EntityType.PERSON and name.end == span.end)
        for name, kind in names
    )


def features(found: Mapping[str, Candidate], report: Report, filing: Filing, doc: Doc) -> dict[str, dict[str, float]]:
    """What the model sees of each candidate. Sentences count from the first that holds one: a line above has none."""
    starts = sorted({token.idx for token in doc if token.is_sent_start} | {block.start for block in report.blocks})
    counts = Counter(_stem(token.lower_) for token in doc)
    headline = f" {_key(filing.headline)} "
    sentence = {key: bisect_right(starts, term.spans[0].start) for key, term in found.items()}
    first = min(sentence.values(), default=0)
    return {key: _features(term, counts, headline, report, sentence[key] - first) for key, term in found.items()}


def _features(
    term: Candidate, counts: Mapping[str, int], headline: str, report: Report, sentence: int
) -> dict[str, float]:
    size, key, length = len(term.parts), " ".join(term.parts), max(len(report.text), 1)
    repeated = [math.log(counts[part]) if counts[part] else 0.0 for part in term.parts]
    often = math.log(len(term.spans))
    return {
        "bias": 1.0,
        "two": float(size == 2),  # noqa: PLR2004
        "three": float(size == 3),  # noqa: PLR2004
        "four": float(size > 3),  # noqa: PLR2004
        "often": often,
        "one often": float(size == 1) * often,
        "words often": sum(repeated) / size,
        "least often": min(repeated),
        "alone": term.own / len(term.spans),
        "early": math.exp(-sentence / NEAR),
        "in first": float(sentence == 0),
        "late": term.spans[0].start / length,
        "spread": (term.spans[-1].start - term.spans[0].start) / length,
        "name": float(term.entity is not None),
        "person": float(term.entity is EntityType.PERSON),
        "place": float(term.entity is EntityType.LOCATION),
        "group": float(term.entity is EntityType.GROUP),
        "long": min(sum(map(len, term.parts)) / size / LONG, 1.0),
        "headline": float(f" {key} " in headline),
    }


def _runs(doc: Doc, begin: int, language: str) -> Iterator[list[Token]]:
    """Stretches of words that may make a term."""
    run: list[Token] = []
    for token in doc:
        usable = token.idx >= begin and _usable(token, language)
        if run and (token.is_sent_start or not usable):
            yield run
            run = []
        if usable:
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


@cache
def _stem(lower: str) -> str:
    """A plural s makes no other word."""
    lower = lower.rstrip(".")
    return lower[:-1] if len(lower) > 3 and lower[-1] == "s" and lower[-2] not in "su’'" else lower  # noqa: PLR2004


def _key(words: str) -> str:
    return " ".join(_stem(word) for word in _WORD.findall(words.lower()))


def _odds(values: Mapping[str, float]) -> float:
    weights = _model()["terms"]
    return float(sum(weights[name] * value for name, value in values.items()))


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


@cache
def _model() -> dict[str, Any]:
    """`terms`: the weights of a candidate's features; `uses`: of single English words."""
    found: dict[str, Any] = json.loads((files("newsar_build") / "weights" / "keywords.json").read_text("utf-8"))
    return found


def _holds(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    size = len(shorter)
    return any(longer[at : at + size] == shorter for at in range(len(longer) - size + 1))


ANALYSER = Analyser(
    name="keywords",
    version="4",
    requires=(Report, Filing, Doc, Entities),
    provides=Keywords,
    run=find_keywords,
    absent=Keywords(items=()),
    lexicons=("keywords_stop",),
)
