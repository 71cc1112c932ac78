"""The no-orphan gate: nothing is shown whose evidence does not hold what it says.

Numbers and names of a summary sentence or claim must stand in its evidence, each as a whole word: 5 is not in 75. The
name of a source must stand in the report, if not in the evidence itself ("she"). Evidence must lie in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsar_build.analyse import lexicon
from newsar_build.analyse.support import stem
from newsar_build.model.findings import Analysis, Basis, Event, Evidence

_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]*")
_POSSESSIVE = re.compile(r"[’']s?\Z")
"""Whose something is: the name is there, and a pronoun that gave way to it was a possessive."""
_OPENING, _ENDS = " \n\"“‘'(", ".!?:…"


def orphans(text: str, analysis: Analysis) -> tuple[str, ...]:
    """One line for each finding without evidence inside the text, or whose evidence lacks its numbers or names."""
    found = [
        f"{analyser}: {fault}: {words[:80]!r}"
        for analyser, words, evidence, verbatim in _shown(analysis)
        if (fault := _fault(text, words, evidence, verbatim=verbatim))
    ]
    for source in analysis.sources.named:
        strange = [name for name in _NAME.findall(source.name) if name.lower() not in text.lower()]
        found.extend(f"sources: {name!r} is not in the report: {source.name[:80]!r}" for name in strange[:1])
    return tuple(found)


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
    held = " ".join(text[span.start : span.end] for span in evidence)
    missing = next(iter(_missing(words, held)), None) if verbatim else None
    return f"{missing!r} is not in the evidence" if missing else ""


def _missing(words: str, held: str) -> Iterator[str]:
    """Numbers and names that the evidence lacks.

    A name is a capital within a sentence; at its start any word counts, common ones apart, in whatever form of it the
    evidence has.
    """
    numbers = set(_NUMBER.findall(held))
    yield from (each for each in _NUMBER.findall(words) if each not in numbers)
    lower = held.lower()
    stems = {stem(word) for word in re.findall(r"\w+", lower)}
    for found in _NAME.finditer(words):
        name = _POSSESSIVE.sub("", found.group().lower())
        begins = not words[: found.start()].strip(_OPENING) or words[: found.start()].rstrip(_OPENING)[-1:] in _ENDS
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", lower):
            continue
        if not begins or (name not in lexicon.words("summary_glue") and stem(re.split(r"\W", name)[0]) not in stems):
            yield found.group()
