"""Claims: check-worthy statements of a report, typed, attributed, each with the words it stands on.

Check-worthiness is a logistic function of features that a reader can count. The weights follow the findings of
ClaimBuster (Hassan et al. 2017): numbers, named things and assertions in the past tense make a sentence worth checking;
opinions, questions and the first person do not.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Report
from newsar_build.analyse.matching import DATELINE, pattern
from newsar_build.model.findings import Attribution, Attributions, Claim, Claims, ClaimType, Entities, Sentences, Span

WEIGHTS = {
    "numbers": 1.3, "money or percent": 0.9, "names": 0.45, "past tense": 0.5, "comparison": 0.5, "a date": 0.3,
    "hedged": -0.4, "first person": -1.3, "a question": -2.5, "judging words": -0.6, "opens on a pronoun": -0.9,
    "too short": -1.8, "too long": -0.4, "about the future": -0.3,
}  # fmt: skip
BIAS = -1.9
"""The log-odds of a sentence with none of the features."""
SHORT, LONG = 7, 45
"""Words."""
SURE = 0.95
"""The model never claims to be surer than this."""
ALIKE = 0.7
"""Share of words in common (Jaccard) from which the later of two claims says nothing new."""

_NUMBER = re.compile(r"(?<![\w.])\d[\d,.]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|millions?|billions?|half|twice|double|third|quarter)\b", re.IGNORECASE)  # fmt: skip  # noqa: E501
_MONEY = re.compile(r"[$€£¥]\s?\d|\bper cent\b|\bpercent\b|%|\b(?:crowns|dollars|euros|pounds)\b", re.IGNORECASE)
_DATE = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:19|20)\d\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")  # fmt: skip  # noqa: E501
_PAST = re.compile(r"\b(?:was|were|had|did|has|have|is|are)\b|\b\w{3,}ed\b", re.IGNORECASE)
_COMPARISON = re.compile(r"\b(?:more|less|fewer|most|least|highest|lowest|largest|biggest|than|increased|rose|fell|dropped|doubled|record)\b", re.IGNORECASE)  # fmt: skip  # noqa: E501
_FUTURE = re.compile(r"\b(?:will|would|shall|going to|is expected to|are expected to|plans? to|forecast|predict\w*)\b", re.IGNORECASE)  # fmt: skip  # noqa: E501
_FIRST = re.compile(r"\b(?:I|we|my|our|me|us)\b")
_OPINION = re.compile(r"\b(?:should|must|ought|believe|think|feel|best|worst|unfair|wrong|right thing|disgrace)\b", re.IGNORECASE)  # fmt: skip  # noqa: E501
_OPENER = re.compile(
    r"^(?:And|But|So|Yet|Still|Meanwhile|However|Also|Moreover|In addition|Indeed|Now),?\s+", re.IGNORECASE
)
_PRONOUN = re.compile(r"^(?:He|She|It|They|This|That|These|Those|His|Her|Their|Its|There)\b")
_TRIM = " \t\n,;:—–-"


def find_claims(
    report: Report, sentences: Sentences, entities: Entities, attributions: Attributions, *, config: AnalyserConfig
) -> Claims:
    """Every candidate, most check-worthy first; a claim's words are verbatim words of its evidence."""
    del config
    names = sorted(span for item in entities.items for span in item.mentions)
    candidates = [
        _claim(report.text, span, source, names) for span, source in _candidates(report.text, sentences, attributions)
    ]
    ranked = sorted(candidates, key=lambda each: (-each.check_worthiness, each.evidence[0].start))
    return Claims(items=tuple(_different(ranked)))


def _candidates(
    text: str, sentences: Sentences, attributions: Attributions
) -> Iterator[tuple[Span, Attribution | None]]:
    """Each sentence, or the content of its one attribution where that stands by itself."""
    for sentence in sentences.spans:
        inside = [each for each in attributions.items if sentence.start <= each.content.start < sentence.end]
        span, source = sentence, inside[0] if inside else None
        if len(inside) == 1 and inside[0].content.end <= sentence.end and _stands(text, inside[0].content):
            span = inside[0].content
        trimmed = _trimmed(text, span)
        if trimmed.end > trimmed.start:
            yield trimmed, source


def _stands(text: str, span: Span) -> bool:
    words = text[span.start : span.end]
    return len(words.split()) >= SHORT and bool(_PAST.search(words) or _FUTURE.search(words))


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    opener = DATELINE.match(words) or _OPENER.match(words)
    start = span.start + (opener.end() if opener else 0)
    words = text[start : span.end]
    start += len(words) - len(words.lstrip(_TRIM))
    return Span(start=start, end=max(start, span.start + len(text[span.start : span.end].rstrip(_TRIM))))


def _claim(text: str, span: Span, attribution: Attribution | None, names: list[Span]) -> Claim:
    words = text[span.start : span.end]
    worth = round(
        _probability(sum(WEIGHTS[name] * value for name, value in features(words, span, names).items()) + BIAS), 3
    )
    return Claim(
        text=words[0].upper() + words[1:],
        type=_type(words),
        attributed_to=attribution.speaker if attribution else None,
        confidence=min(SURE, round(0.5 + abs(worth - 0.5), 3)),
        check_worthiness=worth,
        evidence=(span,),
    )


def features(words: str, span: Span, names: list[Span]) -> dict[str, float]:
    """What is counted in a sentence; each value is 0–1 or a small count."""
    length = len(words.split())
    inside = sum(1 for name in names if span.start <= name.start < span.end)
    return {
        "numbers": min(2, len(_NUMBER.findall(words))) / 2,
        "money or percent": float(bool(_MONEY.search(words))),
        "names": min(2, inside) / 2,
        "past tense": float(bool(_PAST.search(words))),
        "comparison": float(bool(_COMPARISON.search(words))),
        "a date": float(bool(_DATE.search(words))),
        "hedged": float(bool(pattern("tone_hedges").search(words))),
        "first person": float(bool(_FIRST.search(words))),
        "a question": float(words.rstrip("”\"' ").endswith("?")),
        "judging words": float(bool(pattern("tone_subjective").search(words))),
        "opens on a pronoun": float(bool(_PRONOUN.match(words))),
        "too short": float(length < SHORT),
        "too long": float(length > LONG),
        "about the future": float(bool(_FUTURE.search(words))),
    }


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def _type(words: str) -> ClaimType:
    if _FUTURE.search(words):
        return ClaimType.PREDICTION
    if _OPINION.search(words) or (_FIRST.search(words) and not _NUMBER.search(words)):
        return ClaimType.OPINION
    measured = _MONEY.search(words) or (_NUMBER.search(words) and re.search(r"\d", _DATE.sub("", words)))
    return ClaimType.STATISTIC if measured else ClaimType.FACTUAL


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
    version="1",
    requires=(Report, Sentences, Entities, Attributions),
    provides=Claims,
    run=find_claims,
    absent=Claims(items=()),
    lexicons=("tone_hedges", "tone_subjective", "keywords_stop"),
    languages=frozenset({"en"}),
)
