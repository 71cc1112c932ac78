"""Claims: check-worthy statements of a report, typed, attributed, each with the words it stands on.

Check-worthiness is the calibrated probability of a linear model (`sentence_model.py`) over words, relations of words,
meaning and features that a reader can count (`statements.py`). It learnt from the sentences of ClaimBuster (Hassan et
al. 2017), which people judged: "will the public want to know whether this is true?". `newsar_build/weights/claims.md`
is its card. What a claim asserts is told by `claim_type.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc
from spacy.tokens import Span as Stretch

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Report
from newsar_build.analyse.claim_type import claim_types
from newsar_build.analyse.furniture import furniture
from newsar_build.analyse.matching import text_of
from newsar_build.analyse.reported import is_asking, is_living
from newsar_build.analyse.sentence_model import load, probabilities
from newsar_build.analyse.standing import FINITE, stands
from newsar_build.analyse.standing import LEXICONS as STANDING
from newsar_build.analyse.statements import counts, relations
from newsar_build.analyse.voices import pronoun_of
from newsar_build.model.dateline import DATELINE
from newsar_build.model.findings import (
    Attribution,
    AttributionMode,
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
    r"^(?:And|But|So(?!,? far| (?:much|many|long|that)\b)|Yet|Still|Meanwhile|However|Also|Moreover"
    r"|In addition(?! to\b)|Indeed|Now),?\s+"
    r"|^(?-i:that)\s+(?!(?:is|was|were|are|has|had|will|would|can|could|may|might|must|should|does|did)\b)",
    re.IGNORECASE,
)
"""What joins a statement to the one before it; "that" before a verb is its subject and stays."""
_LEANING = re.compile(r"(?:that )?(?:he|she|they|it|this|these|those)\b", re.IGNORECASE)
"""What opens a content that needs the words before it."""
_SUBJECT = re.compile(r"(?P<who>He|She)\b(?![’'])|(?P<whose>His|Her)\b(?= [\w-]+)")
_SHARE = re.compile(r"^\d|%|\b(?:percent|per cent|share|portion|in-ten|majority)\b")
"""So many of those who were asked are nobody."""
_NOT = frozenset(["not", "n't", "n’t", "never"])
_NOBODY = frozenset(["all", "some", "many"])
_TRIM = " \t\n,;:—–-"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A sentence and the part of it that is shown; `name` is where the person stands for whom its pronoun does."""

    sentence: Span
    shown: Span
    attribution: Attribution | None
    name: Span | None
    alone: bool


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
    page = furniture(report, sentences.spans, doc)
    found = list(_candidates(doc, sentences, entities, attributions, page))
    worths = check_worthiness([_stretch(doc, each.sentence) for each in found])
    types = claim_types([_stretch(doc, each.shown) for each in found])
    claims = [_claim(report.text, *each) for each in zip(found, worths, types, strict=True)]
    kept = _different(sorted(claims, key=lambda each: (not each.self_contained, *_rank(each))))
    return Claims(items=tuple(sorted(kept, key=_rank)))


def _rank(claim: Claim) -> tuple[float, int]:
    return -claim.check_worthiness, claim.evidence[0].start


def check_worthiness(sentences: Sequence[Stretch]) -> list[float]:
    """The probability of each sentence, 0–1, that people want it checked."""
    texts = [each.text for each in sentences]
    return probabilities(
        load("claims"), texts, [counts(each) for each in sentences], [relations(each) for each in sentences]
    )


def _stretch(doc: Doc, span: Span) -> Stretch:
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return doc[:0] if found is None else found


def _candidates(
    doc: Doc, sentences: Sentences, entities: Entities, attributions: Attributions, page: frozenset[Span]
) -> Iterator[_Candidate]:
    """Each sentence, or the content of its one attribution where that stands by itself."""
    text = text_of(doc)
    people = sorted(
        (span, item.name) for item in entities.items if item.type is EntityType.PERSON for span in item.mentions
    )
    before: Span | None = None
    meant: tuple[str, Span] | None = None
    for sentence in sentences.spans:
        inside = _outermost(part for each in attributions.items if (part := _part(each, sentence)) is not None)
        span, source = sentence, _source_of(doc, sentence, inside)
        if len(inside) == 1 and _stands(doc, inside[0].content):
            span, source = inside[0].content, inside[0]
        shown = _trimmed(text, span)
        if shown.end > shown.start:
            meant = _meant(text, shown, before, people, meant)
            name = meant[1] if meant is not None and span == sentence else None
            alone = sentence not in page and stands(tuple(_stretch(doc, shown)), resolved=name is not None)
            yield _Candidate(sentence=sentence, shown=shown, attribution=source, name=name, alone=alone)
        before = sentence


def _part(attribution: Attribution, sentence: Span) -> Attribution | None:
    """As much of an attribution as a sentence holds: a quotation may go over several."""
    start, end = max(attribution.content.start, sentence.start), min(attribution.content.end, sentence.end)
    return replace(attribution, content=Span(start=start, end=end)) if start < end else None


def _outermost(attributions: Iterable[Attribution]) -> list[Attribution]:
    """Without those whose content lies within another's: what somebody says that somebody said."""
    found = sorted(attributions, key=lambda each: (each.content.start, -each.content.end))
    return [
        each
        for place, each in enumerate(found)
        if not any(other.content.end >= each.content.end for other in found[:place])
    ]


def _meant(
    text: str,
    shown: Span,
    before: Span | None,
    people: list[tuple[Span, str]],
    last: tuple[str, Span] | None,
) -> tuple[str, Span] | None:
    """Whom an opening "he" or "she" stands for, with the pronoun: the one person that the sentence before names.

    Nobody who goes by the other pronoun. Where that sentence names nobody and opens with the same pronoun, it is still
    the person meant there.
    """
    opening = _SUBJECT.match(text, shown.start, shown.end)
    if before is None or opening is None:
        return None
    goes_by = "he" if opening.group() in ("He", "His") else "she"
    named = [(span, name) for span, name in people if before.start <= span.start < before.end]
    if not named:
        return last if last is not None and last[0] == goes_by else None
    if len({name for _, name in named}) > 1:
        return None
    span, name = named[0]
    return (goes_by, span) if pronoun_of(name.split()[0]) in (None, goes_by) else None


def _source_of(doc: Doc, sentence: Span, inside: list[Attribution]) -> Attribution | None:
    """Whose statement a whole sentence is: whose content makes up most of it, or whose saying is its main clause.

    Else, and where the content is only what somebody decided or called something, it is the reporter's own.
    """
    stated = [each for each in inside if _is_stated(doc, each)]
    longest = max(stated, key=lambda each: each.content.end - each.content.start, default=None)
    if longest is not None and longest.content.end - longest.content.start >= MOSTLY * (sentence.end - sentence.start):
        return longest
    return next((each for each in stated if _is_main(doc, each.cue)), None)


def _is_stated(doc: Doc, attribution: Attribution) -> bool:
    """Whether a content is somebody's statement: quoted, or a clause that their verb of saying governs."""
    if attribution.mode is not AttributionMode.INDIRECT or attribution.cue is None:
        return True
    cue, content = _stretch(doc, attribution.cue), _stretch(doc, attribution.content)
    if not cue or not content or cue.root.pos_ == "NOUN" or any(each.lower_ in _NOT for each in cue):
        return False
    if any(each.tag_ in FINITE for each in content):
        return True
    return is_asking(cue.root) and not is_living(cue.root) and any(each.tag_ == "VB" for each in content)


def _is_main(doc: Doc, cue: Span | None) -> bool:
    """Whether a cue is its sentence's main verb, or what that goes on to do."""
    verb = _stretch(doc, cue) if cue is not None else doc[:0]
    if not verb:
        return False
    token = verb.root
    while token.dep_ == "xcomp":
        token = token.head
    return token.head.i == token.i


def _stands(doc: Doc, content: Span) -> bool:
    """Whether a content is a clause with subject and finite verb: it can be read without the sentence around it."""
    span = doc.char_span(content.start, content.end, alignment_mode="expand")
    words = text_of(doc)[content.start : content.end]
    if span is None or len(words.split()) < SHORT or _LEANING.match(words):
        return False
    children = [child for child in span.root.children if span.start <= child.i < span.end]
    finite = any(each.tag_ in FINITE for each in (span.root, *children))
    return finite and any(child.dep_.startswith(("nsubj", "expl", "csubj")) for child in children)


def _trimmed(text: str, span: Span) -> Span:
    """The span without dateline, connective and marks at its edges; a quotation that opens in it keeps its end."""
    words = text[span.start : span.end]
    opener = DATELINE.match(words) or _OPENER.match(words)
    start = span.start + (opener.end() if opener else 0)
    words = text[start : span.end]
    start += len(words) - len(words.lstrip(_TRIM))
    end = max(start, span.start + len(text[span.start : span.end].rstrip(_TRIM)))
    words = text[start:end]
    open_ended = words.count("“") > words.count("”") or words.count('"') % 2 == 1
    return Span(start=start, end=end + (open_ended and text[end : end + 1] in ("”", '"')))


def _claim(text: str, found: _Candidate, worth: float, kind: ClaimType) -> Claim:
    words = text[found.shown.start : found.shown.end]
    evidence = (found.shown,) if found.name is None else (found.shown, found.name)
    return Claim(
        text=_standing_alone(text, words, found.name),
        type=kind,
        attributed_to=_speaker(found.attribution),
        confidence=round(min(SURE, max(1 - NEVER, worth)), 4),
        check_worthiness=round(min(NEVER, max(1 - NEVER, worth)), 4),
        self_contained=found.alone,
        evidence=evidence,
    )


def _speaker(attribution: Attribution | None) -> str | None:
    """Who makes a claim; a share of a poll is nobody."""
    speaker = attribution.speaker if attribution is not None else None
    return None if speaker is None or speaker in _NOBODY or _SHARE.search(speaker) else speaker


def _standing_alone(text: str, words: str, name: Span | None) -> str:
    if name is None:
        return words[0].upper() + words[1:]
    opening = _SUBJECT.match(words)
    owned = "’s" if opening is not None and opening["whose"] else ""
    return text[name.start : name.end] + owned + _SUBJECT.sub("", words, count=1)


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
    version="5",
    requires=(Report, Sentences, Entities, Attributions, Doc),
    provides=Claims,
    run=find_claims,
    absent=Claims(items=()),
    lexicons=("claims_opinion", "keywords_stop", "tone_subjective", "tone_vader", *STANDING, "attribution_genders"),
    languages=frozenset({"en"}),
)
