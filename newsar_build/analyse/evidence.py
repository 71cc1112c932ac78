"""The no-orphan gate: nothing is shown whose evidence does not hold what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsar_build.model.findings import Analysis, Basis, Event, Evidence

_TELLING = re.compile(r"\d[\d.,]*\d|\d|(?<![.!?] )(?<!^)\b[A-ZÀ-Þ][\w’'-]+")


def orphans(text: str, analysis: Analysis) -> tuple[str, ...]:
    """One line for each finding without evidence inside the text, or whose evidence lacks its numbers or names."""
    return tuple(
        f"{analyser}: {fault}: {words[:80]!r}"
        for analyser, words, evidence, verbatim in _shown(analysis)
        if (fault := _fault(text, words, evidence, verbatim=verbatim))
    )


def _shown(analysis: Analysis) -> Iterator[tuple[str, str, Evidence, bool]]:
    """Analyser, words, evidence, and whether the words' numbers and names must stand in the evidence."""
    for sentence in analysis.summary.sentences:
        yield "summary", sentence.text, sentence.evidence, True
    for claim in analysis.claims.items:
        yield "claims", claim.text, claim.evidence, True
    for attribution in analysis.attributions.items:
        spans = tuple(span for span in (attribution.source, attribution.cue, attribution.content) if span)
        yield "attributions", attribution.speaker or "", spans, False
    yield from _named(analysis)
    for name, signals in (("tone", analysis.tone.signals), ("factuality", analysis.factuality.signals)):
        found = (signal for signal in signals if signal.value and signal.basis is Basis.TEXT)
        yield from ((name, signal.name, signal.evidence, False) for signal in found)


def _named(analysis: Analysis) -> Iterator[tuple[str, str, Evidence, bool]]:
    """The findings that are a name and the places where it stands."""
    answers = {name: getattr(analysis.event, name) for name in Event.__slots__}
    yield from (("event", name, (span,), False) for name, span in answers.items() if span is not None)
    yield from (("framing", frame.frame, frame.evidence, False) for frame in analysis.framing.frames)
    yield from (("sources", source.name, source.evidence, False) for source in analysis.sources.named)
    yield from (("topics", topic.name, topic.evidence, False) for topic in analysis.topics.items)
    yield from (("keywords", keyword.term, keyword.evidence, False) for keyword in analysis.keywords.items)
    yield from (("entities", entity.name, entity.mentions, False) for entity in analysis.entities.items)


def _fault(text: str, words: str, evidence: Evidence, *, verbatim: bool) -> str:
    if not evidence:
        return "no evidence"
    if any(not 0 <= span.start < span.end <= len(text) for span in evidence):
        return "evidence outside the text"
    if verbatim:
        held = " ".join(text[span.start : span.end] for span in evidence)
        missing = [each for each in _TELLING.findall(words) if each not in held]
        if missing:
            return f"{missing[0]!r} is not in the evidence"
    return ""
