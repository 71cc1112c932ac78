"""Claims: check-worthy statements of a report, typed, attributed, each with the words it stands on.

Check-worthiness is the calibrated probability of a linear model (`sentence_model.py`) over words, relations of words,
meaning and features that a reader can count (`statements.py`). It learnt from the sentences of ClaimBuster (Hassan et
al. 2017), which people judged: "will the public want to know whether this is true?". `newsar_build/weights/claims.md`
is its card. What a claim asserts is told by `claim_type.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as Stretch

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Report
from newsar_build.analyse.claim_type import claim_types
from newsar_build.analyse.matching import DATELINE
from newsar_build.analyse.sentence_model import load, probabilities
from newsar_build.analyse.statements import counts, relations
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

SHORT = 7
"""Words a content needs to be read by itself."""
MOSTLY = 0.5
"""Share of a sentence that somebody's content must make up for the sentence to be theirs."""
SURE = 0.97
"""Confidence never says more: of the surest held-out sentences about so many were right."""
NEVER = 0.9999
"""Check-worthiness stays below this and above its complement: it ranks, so it is cut as late as its digits allow."""
ALIKE = 0.7
"""Share of words in common (Jaccard) from which the later of two claims says nothing new."""

_OPENER = re.compile(
    r"^(?:And|But|So|Yet|Still|Meanwhile|However|Also|Moreover|In addition|Indeed|Now),?\s+"
    r"|^(?-i:that)\s+(?!(?:is|was|were|are|has|had|will|would|can|could|may|might|must|should|does|did)\b)",
    re.IGNORECASE,
)
"""What joins a statement to the one before it; "that" before a verb is its subject and stays."""
_LEANING = re.compile(r"(?:that )?(?:he|she|they|it|this|these|those)\b", re.IGNORECASE)
"""What opens a content that needs the words before it."""
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
    report: Report,
    sentences: Sentences,
    entities: Entities,
    attributions: Attributions,
    doc: Doc,
    *,
    config: AnalyserConfig,
) -> Claims:
    """Every candidate, most check-worthy first; a claim's words are verbatim words of its evidence."""
    del config
    found = list(_candidates(doc, sentences, entities, attributions))
    worths = check_worthiness([_stretch(doc, each.sentence) for each in found])
    types = claim_types([_stretch(doc, each.shown) for each in found])
    claims = [_claim(report.text, *each) for each in zip(found, worths, types, strict=True)]
    ranked = sorted(claims, key=lambda each: (-each.check_worthiness, each.evidence[0].start))
    return Claims(items=tuple(_different(ranked)))


def check_worthiness(sentences: Sequence[Stretch]) -> list[float]:
    """The probability of each sentence, 0–1, that people want it checked."""
    texts = [each.text for each in sentences]
    return probabilities(
        load("claims"), texts, [counts(each) for each in sentences], [relations(each) for each in sentences]
    )


def _stretch(doc: Doc, span: Span) -> Stretch:
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return doc[:0] if found is None else found


def _candidates(doc: Doc, sentences: Sentences, entities: Entities, attributions: Attributions) -> Iterator[_Candidate]:
    """Each sentence, or the content of its one attribution where that stands by itself."""
    text = doc.text
    people = sorted(
        (span, item.name) for item in entities.items if item.type is EntityType.PERSON for span in item.mentions
    )
    before: Span | None = None
    for sentence in sentences.spans:
        inside = _outermost(each for each in attributions.items if sentence.start <= each.content.start < sentence.end)
        span, source = sentence, _source_of(sentence, inside)
        if len(inside) == 1 and inside[0].content.end <= sentence.end and _stands(doc, inside[0].content):
            span, source = inside[0].content, inside[0]
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


def _source_of(sentence: Span, inside: list[Attribution]) -> Attribution | None:
    """Whose statement a whole sentence is: that of the content which makes up most of it, else the reporter's own."""
    longest = max(inside, key=lambda each: min(each.content.end, sentence.end) - each.content.start, default=None)
    if longest is None:
        return None
    covered = min(longest.content.end, sentence.end) - longest.content.start
    return longest if covered >= MOSTLY * (sentence.end - sentence.start) else None


def _stands(doc: Doc, content: Span) -> bool:
    """Whether a content is a clause with a subject of its own: it can be read without the sentence around it."""
    span = doc.char_span(content.start, content.end, alignment_mode="expand")
    words = doc.text[content.start : content.end]
    if span is None or len(words.split()) < SHORT or _LEANING.match(words):
        return False
    return any(
        child.dep_.startswith(("nsubj", "expl", "csubj")) and span.start <= child.i for child in span.root.children
    )


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    opener = DATELINE.match(words) or _OPENER.match(words)
    start = span.start + (opener.end() if opener else 0)
    words = text[start : span.end]
    start += len(words) - len(words.lstrip(_TRIM))
    return Span(start=start, end=max(start, span.start + len(text[span.start : span.end].rstrip(_TRIM))))


def _claim(text: str, found: _Candidate, worth: float, kind: ClaimType) -> Claim:
    words = text[found.shown.start : found.shown.end]
    evidence = (found.shown,) if found.name is None else (found.shown, found.name)
    return Claim(
        text=_standing_alone(text, words, found.name),
        type=kind,
        attributed_to=found.attribution.speaker if found.attribution else None,
        confidence=round(min(SURE, max(1 - NEVER, worth)), 4),
        check_worthiness=round(min(NEVER, max(1 - NEVER, worth)), 4),
        evidence=evidence,
    )


def _standing_alone(text: str, words: str, name: Span | None) -> str:
    if name is not None:
        return text[name.start : name.end] + _SUBJECT.sub("", words, count=1)
    return words[0].upper() + words[1:]


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
    version="4",
    requires=(Report, Sentences, Entities, Attributions, Doc),
    provides=Claims,
    run=find_claims,
    absent=Claims(items=()),
    lexicons=("claims_opinion", "keywords_stop", "tone_subjective", "tone_vader"),
    languages=frozenset({"en"}),
)
