"""Claims: check-worthy statements of a report, typed, attributed, each with the words it stands on.

Check-worthiness is the calibrated probability of a linear model (`sentence_model.py`) over words, shapes of words,
meaning and features that a reader can count. It learnt from the sentences of ClaimBuster (Hassan et al. 2017), which
people judged: "will the public want to know whether this is true?". `newsar_build/weights/claims.md` is its card.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Report
from newsar_build.analyse.matching import DATELINE, pattern
from newsar_build.analyse.sentence_model import load, probabilities
from newsar_build.model.findings import (
    Attribution,
    Attributions,
    Claim,
    Claims,
    ClaimType,
    Entities,
    EntityType,
    Sentences,
    Span,
)

SHORT, LONG = 7, 45
"""Words."""
SURE = 0.97
"""Confidence never says more: of the surest held-out sentences about so many were right."""
NEVER = 0.9999
"""Check-worthiness stays below this and above its complement: it ranks, so it is cut as late as its digits allow."""
MARKED = 2.2
"""The pleasant valence, of at most 4, from which a word in somebody's mouth judges."""
ALIKE = 0.7
"""Share of words in common (Jaccard) from which the later of two claims says nothing new."""

_NUMBER = re.compile(r"(?<![\w.])\d[\d,.]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|millions?|billions?|half|twice|double|third|quarter)\b", re.IGNORECASE)  # fmt: skip  # noqa: E501
_MONEY = re.compile(r"[$€£¥]\s?\d|\bper cent\b|\bpercent\b|%|\b(?:crowns|dollars|euros|pounds)\b", re.IGNORECASE)
_DATE = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:19|20)\d\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")  # fmt: skip  # noqa: E501
_PAST = re.compile(r"\b(?:was|were|had|did|has|have|is|are)\b|\b\w{3,}ed\b", re.IGNORECASE)
_COMPARISON = re.compile(r"\b(?:more|less|fewer|most|least|highest|lowest|largest|biggest|than|increased|rose|fell|dropped|doubled|record)\b", re.IGNORECASE)  # fmt: skip  # noqa: E501
_FUTURE = re.compile(r"\b(?:will|would|shall|going to|is expected to|are expected to|plans? to|forecast|predict\w*)\b", re.IGNORECASE)  # fmt: skip  # noqa: E501
_TO_COME = re.compile(r"\b(?:[Ww]ill|[Ww]on[’']t|shall|would(?! (?:have|like|say)\b)|going to|may(?! (?:have|be currently)\b)|might(?! have\b)|could (?:become|rise|fall|lead|cost|reach|see|swell|lose|face|take|mean|come|destroy)|(?:is|are|was|were|be) (?:now |currently |still )?(?:expected|scheduled|due|set|likely|planned|slated|projected|forecast) (?:to|for|in|by)|(?:is|are) pending|(?:plan|plans|planned|intend|intends|aim|aims|hopes?|vows?|vowed|promised|promises|pledged) to|plans (?:\w+ )?to|expects?|forecasts?|predicts?|predicted|projects? that|by 20[3-9]\d|[Nn]ext (?:year|month|week|spring|summer|autumn|winter)['’]?s?)\b")  # fmt: skip  # noqa: E501
"""Signs that a statement is about what is yet to come, plans and schedules included."""
_WE_VALUE = re.compile(r"\b(?:I[’']m|I am|[Ww]e are|[Ww]e[’']re) (?:very |so |deeply |fully |truly )?\w+(?:ed|ful|py|ous)\b|\b(?:described|describes) .{3,60} as (?:an? )?[“\"]")  # fmt: skip  # noqa: E501
_NO_QUANTITY = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2}\b)?(?:, \d{4})?|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\b(?:19|20)\d\d(?:s|[–-]\d\d)?\b|\b\d{1,2}:\d\d\b|\b[A-Z][A-Za-z]*[- ]?\d+[A-Za-z]*(?:-\d+)?\b|\b(?:the )?\d{3}s?\b(?= “|[- ][A-Z])|\b\d+(?:st|nd|rd|th)\b|\b(?:aged?|No\.|number|Number) \d+|, \d\d,|\b\d+[- ](?:year|month|week|day|hour|minute)s?\b(?:[- ]old)?")  # fmt: skip  # noqa: E501
"""Figures that count nothing: dates, times, ages, durations, ordinals and the names of models."""
_QUANTITY = re.compile(r"\d|\b(?:half of|twice|double[ds]?|tripled|(?:one|two|three)[- ](?:third|quarter|fifth)s?|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty) (?:percent|per cent|million|billion|thousand|hundred|people|others)|per ?cent|dozens?|hundreds|thousands|millions|billions)\b", re.IGNORECASE)  # fmt: skip  # noqa: E501
_SPEECH = re.compile(r"[“”\"]")
_FIRST = re.compile(r"\b(?:I|we|my|our|me|us)\b")
_OPINION = re.compile(r"\b(?:should|must|ought|believe|think|feel|best|worst|unfair|wrong|right thing|disgrace)\b", re.IGNORECASE)  # fmt: skip  # noqa: E501
_OPENER = re.compile(
    r"^(?:And|But|So|Yet|Still|Meanwhile|However|Also|Moreover|In addition|Indeed|Now),?\s+"
    r"|^(?-i:that)\s+(?!(?:is|was|were|are|has|had|will|would|can|could|may|might|must|should|does|did)\b)",
    re.IGNORECASE,
)
"""What joins a statement to the one before it; "that" before a verb is its subject and stays."""
_PRONOUN = re.compile(r"^(?:He|She|It|They|This|That|These|Those|His|Her|Their|Its|There)\b")
_SUBJECT = re.compile(r"(?:He|She)\b(?![’'])")
_TRIM = " \t\n,;:—–-"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A sentence and the part of it that is shown; `name` is where the person stands for whom its pronoun does."""

    sentence: Span
    shown: Span
    attribution: Attribution | None
    name: Span | None


def find_claims(
    report: Report, sentences: Sentences, entities: Entities, attributions: Attributions, *, config: AnalyserConfig
) -> Claims:
    """Every candidate, most check-worthy first; a claim's words are verbatim words of its evidence."""
    del config
    found = list(_candidates(report.text, sentences, entities, attributions))
    texts = [report.text[each.sentence.start : each.sentence.end] for each in found]
    worths = probabilities(load("claims"), texts, [features(text) for text in texts])
    claims = [_claim(report.text, each, worth) for each, worth in zip(found, worths, strict=True)]
    ranked = sorted(claims, key=lambda each: (-each.check_worthiness, each.evidence[0].start))
    return Claims(items=tuple(_different(ranked)))


def _candidates(
    text: str, sentences: Sentences, entities: Entities, attributions: Attributions
) -> Iterator[_Candidate]:
    """Each sentence, or the content of its one attribution where that stands by itself."""
    people = sorted(
        (span, item.name) for item in entities.items if item.type is EntityType.PERSON for span in item.mentions
    )
    before: Span | None = None
    for sentence in sentences.spans:
        inside = _outermost(each for each in attributions.items if sentence.start <= each.content.start < sentence.end)
        span, source = sentence, inside[0] if inside else None
        if len(inside) == 1 and inside[0].content.end <= sentence.end and _stands(text, inside[0].content):
            span = inside[0].content
        shown = _trimmed(text, span)
        if shown.end > shown.start:
            name = _meant(text, shown, before, people) if span == sentence else None
            yield _Candidate(sentence=sentence, shown=shown, attribution=source, name=name)
        before = sentence


def _outermost(attributions: Iterable[Attribution]) -> list[Attribution]:
    """Without those whose content lies within another's: what somebody says that somebody said."""
    found = sorted(attributions, key=lambda each: (each.content.start, -each.content.end))
    return [
        each
        for place, each in enumerate(found)
        if not any(other.content.end >= each.content.end for other in found[:place])
    ]


def _meant(text: str, shown: Span, before: Span | None, people: list[tuple[Span, str]]) -> Span | None:
    """Whom an opening "he" or "she" stands for: the one person that the sentence before names, else nobody."""
    if before is None or not _SUBJECT.match(text, shown.start, shown.end):
        return None
    named = [(span, name) for span, name in people if before.start <= span.start < before.end]
    return named[0][0] if len({name for _, name in named}) == 1 else None


def _stands(text: str, span: Span) -> bool:
    words = text[span.start : span.end]
    return (
        len(words.split()) >= SHORT
        and not words.startswith("to ")
        and bool(_PAST.search(words) or _FUTURE.search(words))
    )


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    opener = DATELINE.match(words) or _OPENER.match(words)
    start = span.start + (opener.end() if opener else 0)
    words = text[start : span.end]
    start += len(words) - len(words.lstrip(_TRIM))
    return Span(start=start, end=max(start, span.start + len(text[span.start : span.end].rstrip(_TRIM))))


def _claim(text: str, found: _Candidate, worth: float) -> Claim:
    words = text[found.shown.start : found.shown.end]
    evidence = (found.shown,) if found.name is None else (found.shown, found.name)
    return Claim(
        text=_standing_alone(text, words, found.name),
        type=claim_type(words),
        attributed_to=found.attribution.speaker if found.attribution else None,
        confidence=round(min(SURE, max(1 - NEVER, worth)), 4),
        check_worthiness=round(min(NEVER, max(1 - NEVER, worth)), 4),
        evidence=evidence,
    )


def _standing_alone(text: str, words: str, name: Span | None) -> str:
    if name is not None:
        return text[name.start : name.end] + _SUBJECT.sub("", words, count=1)
    return words[0].upper() + words[1:]


def features(words: str) -> dict[str, float]:
    """What is counted in a sentence; each value is 0–1."""
    length = len(words.split())
    return {
        "numbers": min(2, len(_NUMBER.findall(words))) / 2,
        "money or percent": float(bool(_MONEY.search(words))),
        "past tense": float(bool(_PAST.search(words))),
        "comparison": float(bool(_COMPARISON.search(words))),
        "a date": float(bool(_DATE.search(words))),
        "first person": float(bool(_FIRST.search(words))),
        "a question": float(words.rstrip("”\"' ").endswith("?")),
        "judging words": float(bool(_OPINION.search(words))),
        "opens on a pronoun": float(bool(_PRONOUN.match(words))),
        "too short": float(length < SHORT),
        "too long": float(length > LONG),
        "about the future": float(bool(_FUTURE.search(words))),
    }


def claim_type(words: str) -> ClaimType:
    """What a statement asserts: something to come, a value or wish, a quantity, or else plainly a fact."""
    if _TO_COME.search(words):
        return ClaimType.PREDICTION
    if pattern("claims_opinion").search(words) or _WE_VALUE.search(words) or _values_in_speech(words):
        return ClaimType.OPINION
    return ClaimType.STATISTIC if _QUANTITY.search(_NO_QUANTITY.sub(" ", words)) else ClaimType.FACTUAL


def _values_in_speech(words: str) -> bool:
    """Whether somebody speaks, in quotation marks or as I or we, a word of praise.

    Words of blame did not tell opinion from report on the half where the rules were made: harm is news.
    """
    if not (_SPEECH.search(words) or _FIRST.search(words)) or re.search(r"\d", words):
        return False
    rated = lexicon.weighted("tone_vader")
    return any(rated.get(word, 0.0) >= MARKED for word in re.findall(r"[a-z'-]+", words.lower()))


def _different(claims: list[Claim]) -> Iterator[Claim]:
    kept: list[frozenset[str]] = []
    for claim in claims:
        words = frozenset(
            word for word in re.findall(r"\w+", claim.text.lower()) if word not in lexicon.words("keywords_stop")
        )
        if all(len(words & other) < ALIKE * max(len(words | other), 1) for other in kept):
            kept.append(words)
            yield claim


ANALYSER = Analyser(
    name="claims",
    version="2",
    requires=(Report, Sentences, Entities, Attributions),
    provides=Claims,
    run=find_claims,
    absent=Claims(items=()),
    lexicons=("claims_opinion", "keywords_stop", "linear_shapes", "tone_vader"),
    languages=frozenset({"en"}),
)
