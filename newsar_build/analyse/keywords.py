"""Keywords: the names, noun phrases and single nouns a report is about.

Candidates are the report's names, whole and in their fullest form, and runs of adjectives, nouns and words joined by
hyphens that end in a noun; where the parse has no tags, runs between function words whose last word is used as a noun
more often than not (`weights/keywords.json` knows how often). A logistic model ranks them by how often, how early and
how far through the report they stand, what sort of name they are, and whether the headline has them (features after
YAKE, Campos et al. 2020, and PositionRank, Florescu and Caragea 2017); the first five lean to phrases.
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
FIRST, PHRASES = 5, 1.5
"""Among the first five a term of several words has this many log odds more: it says more than its words one by one, and
annotators of newspaper articles choose four phrases to a single word. docs/methods.md has what other numbers give."""
GENERAL = -1.0
"""Log odds of a word that says little alone, such as "decision" or "office": it comes when better words are used up."""
AGAIN = -0.5
"""Log odds of a word that a phrase before it holds: "ward" tells less behind "maternity ward". Twice as much costs
KPCrowd's single words more than it gives elsewhere."""
EVIDENCE = 12
"""Places shown for a term."""
NOUNLIKE, PHRASELIKE = 0.5, 0.25
"""Share of a word's uses that are nouns, for the last word of a term, and nouns or adjectives, for the others."""
STUB = 3
"""Words in a line that is no prose where it has no stop."""
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
_STOPS = (".", "!", "?", "”", '"', ":", ";")
_JOINED = ("ADJ", "NOUN", "PROPN", "VERB", "ADV")
_MARKS = ("’s", "'s", "’", "'")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a run: its place, its stem, whether a term may end with it and whether it may be one alone."""

    start: int
    end: int
    stem: str
    ends: bool
    stands: bool


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
    seen = features(found, report, filing, doc)
    odds = {key: _odds(values) + GENERAL * is_general(key) for key, values in seen.items()}
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
        left = sorted(found, key=lambda key: (-weighed[key], found[key].spans[0], key))
        while len(kept) < most and (best := _next(left, weighed, kept, found)):
            kept[best[0]] = best[1]
    return kept


def _next(
    left: list[str], weighed: Mapping[str, float], kept: Iterable[str], found: Mapping[str, Candidate]
) -> tuple[str, float] | None:
    """The best term left, with its odds; those that repeat one kept are taken out of `left`, which falls by odds."""
    best: tuple[str, float] | None = None
    for key in tuple(left):
        if best and weighed[key] <= best[1]:
            break
        if key in kept or _repeats(key, kept, found):
            left.remove(key)
            continue
        odds = weighed[key] + AGAIN * is_held(key, kept, found)
        if best is None or odds > best[1]:
            best = key, odds
    return best


def is_held(key: str, kept: Iterable[str], found: Mapping[str, Candidate]) -> bool:
    """Whether a single word is part of a phrase before it."""
    parts = found[key].parts
    return len(parts) == 1 and any(parts[0] in found[other].parts for other in kept)


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

    What stands only inside longer runs or in lines too short to be prose is none, and no term is part of a name: a name
    is whole, in its fullest form.
    """
    begin = after_dateline(report.text)
    stubs = _stubs(report)
    found = _named(report.text, begin, doc, entities, stubs)
    named = {_key(alias) for item in entities.items for alias in item.aliases} | set(found)
    part_of_name = {part for name in named for part in _parts(name)}
    inside = _inside(entities)
    for run in _runs(doc, begin, report.language):
        for size in range(1, min(LONGEST, len(run)) + 1):
            for start in range(len(run) - size + 1):
                words = run[start : start + size]
                if not words[-1].ends or (size == 1 and not words[0].stands):
                    continue
                span = Span(start=words[0].start, end=words[-1].end)
                parts = tuple(word.stem for word in words)
                key = " ".join(parts)
                if key in named or (key in part_of_name and report.text[span.start].isupper()):
                    continue
                if _cuts(span, words, inside):
                    continue
                term = found.setdefault(key, Candidate(report.text[span.start : span.end], parts))
                term.spans.append(span)
                term.own += (size == len(run) or size == LONGEST) and span.start not in stubs
    return {key: term for key, term in found.items() if term.own} or found


def _stubs(report: Report) -> frozenset[int]:
    """The places inside lines of a few words without a stop: subheads and furniture of the page, not the report."""
    return frozenset(
        at
        for block in report.blocks[1:]
        for line in [report.text[block.start : block.end].rstrip()]
        if len(line.split()) <= STUB and not line.endswith(_STOPS)
        for at in range(block.start, block.end)
    )


def _named(text: str, begin: int, doc: Doc, entities: Entities, stubs: frozenset[int]) -> dict[str, Candidate]:
    """A term for each name: its fullest form, as behind the dateline's capitals, and all places that name the thing."""
    adjectives = {token.idx + len(token) for token in doc if token.pos_ == "ADJ"}
    found: dict[str, Candidate] = {}
    for item in entities.items:
        spans = [span for span in item.mentions if span.start >= begin]
        parts = tuple(_key(item.name).split())
        if not spans or not 0 < len(parts) <= LONGEST_NAME or all(span.end in adjectives for span in spans):
            continue
        if _general("furniture").issuperset(parts):
            continue
        written = (text[span.start : span.end] for span in spans)
        name = next((words for words in written if words.casefold() == item.name.casefold()), item.name)
        own = sum(span.start not in stubs for span in spans)
        found.setdefault(" ".join(parts), Candidate(name, parts, spans, own=own, entity=item.type))
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


def _cuts(span: Span, words: Sequence[Word], inside: Mapping[int, tuple[Span, EntityType]]) -> bool:
    """Whether the words are a name, hold or are a part of one, or are a person's name behind a title."""
    names = {inside[word.start] for word in words if word.start in inside}
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


def _runs(doc: Doc, begin: int, language: str) -> Iterator[list[Word]]:
    """Stretches of words that may make a term."""
    run: list[Word] = []
    for pieces in _compounds(doc):
        word = _word(pieces, language) if pieces[0].idx >= begin else None
        if run and (word is None or pieces[0].is_sent_start):
            yield run
            run = []
        if word is not None:
            run.append(word)
    if run:
        yield run


def _compounds(doc: Doc) -> Iterator[list[Token]]:
    """The tokens, those that hyphens join together; one by one where nothing tells what a compound is."""
    tagged = doc.has_annotation("TAG")
    pieces: list[Token] = []
    for token in doc:
        if pieces and not (tagged and not pieces[-1].whitespace_ and "-" in (token.text, pieces[-1].text)):
            yield pieces
            pieces = []
        pieces.append(token)
    if pieces:
        yield pieces


def _word(pieces: Sequence[Token], language: str) -> Word | None:
    """A word of a term; None where the pieces are none. A compound says of what kind, whatever its pieces are."""
    first, last = pieces[0], pieces[-1]
    lower = "".join(piece.lower_ for piece in pieces)
    if len(pieces) == 1:
        if not _usable(first, language):
            return None
    elif not _WORD.fullmatch(lower) or lower.endswith("-") or first.pos_ not in _JOINED:
        return None
    stem = _stem(lower)
    return Word(
        start=first.idx,
        end=last.idx + len(last),
        stem=stem,
        ends=_may_end(last, language),
        stands=len(lower) > 2 and not lower[0].isdigit() and not _empty(first if len(pieces) == 1 else last),  # noqa: PLR2004
    )


def is_general(key: str) -> bool:
    """Whether a term is one word that says little alone."""
    return key in _general("alone")


def _usable(token: Token, language: str) -> bool:
    lower = token.lower_
    stem = _stem(lower)
    if not _WORD.fullmatch(token.text) or lower in _MARKS or stem in _general("furniture"):
        return False
    if _empty(token) and stem not in _general("alone"):
        return False
    if token.doc.has_annotation("TAG"):
        return token.pos_ in ("ADJ", "NOUN", "PROPN")
    if language != "en" or token.text[0].isupper():
        return True
    return sum(_uses(lower)) >= PHRASELIKE


def _empty(token: Token) -> bool:
    """Whether a word says nothing alone."""
    return token.is_stop or token.lower_ in lexicon.words("keywords_stop")


def _may_end(token: Token, language: str) -> bool:
    if token.doc.has_annotation("TAG"):
        return token.pos_ in ("NOUN", "PROPN")
    return language != "en" or not token.text.islower() or _uses(token.lower_)[0] >= NOUNLIKE


@cache
def _general(group: str) -> frozenset[str]:
    return frozenset(lexicon.grouped("keywords_general")[group])


def _uses(lower: str) -> tuple[float, float]:
    """How often a word is a noun and an adjective; a guess by its ending where the table lacks it."""
    known = model()["uses"].get(lower)
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
    weights = model()["terms"]
    return float(sum(weights[name] * value for name, value in values.items()))


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


@cache
def model() -> dict[str, Any]:
    """`terms`: the weights of a candidate's features; `uses`: of single English words."""
    found: dict[str, Any] = json.loads((files("newsar_build") / "weights" / "keywords.json").read_text("utf-8"))
    return found


def _holds(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    size = len(shorter)
    return any(longer[at : at + size] == shorter for at in range(len(longer) - size + 1))


ANALYSER = Analyser(
    name="keywords",
    version="5",
    requires=(Report, Filing, Doc, Entities),
    provides=Keywords,
    run=find_keywords,
    absent=Keywords(items=()),
    lexicons=("keywords_general", "keywords_stop"),
)
