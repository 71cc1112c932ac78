"""Topics: the top level of the IPTC Media Topics, and international relations below it.

A linear model over cue words and meaning (newsar_build/weights/topics.md) gives each passage of the report its
chances. A topic's confidence is their mean, the headline and the opening counting double: the chance that this is what
the report is mainly about.
"""

from __future__ import annotations

import numpy as np

from newsar_build.analyse import lexicon, linear
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Filing, Report
from newsar_build.analyse.matching import pattern, spans_of
from newsar_build.model.findings import Evidence, Sentences, Span, TopicFinding, Topics

PASSAGE = 40
"""Words of a passage: the length of the items that the model learnt from. Sentences are taken until it is reached."""
FIRST = 2.0
"""The headline, and the opening passage, say as much as two later ones."""
THRESHOLD = 0.15
"""Below about one chance in seven a topic is a guess."""
AT_MOST = 3
EVIDENCE = 12
"""Cue words kept as evidence for each topic."""


def find_topics(report: Report, filing: Filing, sentences: Sentences, *, config: AnalyserConfig) -> Topics:
    """At most three topics, surest first; confidence 0–1. Evidence: the topic's cue words, or its likeliest passage."""
    del config
    passages = passages_of(report.text, sentences.spans)
    if not passages:
        return Topics(items=())
    heading = " ".join(part for part in (filing.section, filing.headline) if part)
    texts = [report.text[each.start : each.end] for each in passages] + ([heading] if heading else [])
    model = linear.load("topics")
    chances = linear.chances(model, linear.features(texts, model.lexicon, model.groups, model.cue_scale))
    counts = np.ones(len(texts))
    counts[0] = FIRST
    counts[len(passages) :] = FIRST
    confidence = counts @ chances / counts.sum()
    order = sorted(range(len(model.classes)), key=lambda each: (-float(confidence[each]), model.classes[each]))
    names = {group[:8]: group for group in lexicon.grouped("topics")}
    return Topics(
        items=tuple(
            TopicFinding(
                id=f"medtop:{model.classes[each]}",
                name=names[model.classes[each]][9:],
                confidence=round(min(float(confidence[each]), linear.SUREST), 3),
                evidence=_cues(names[model.classes[each]], report.text)
                or (passages[int(chances[: len(passages), each].argmax())],),
            )
            for each in order[:AT_MOST]
            if confidence[each] >= THRESHOLD
        )
    )


def passages_of(text: str, sentences: tuple[Span, ...]) -> tuple[Span, ...]:
    """Runs of whole sentences of at least `PASSAGE` words; the last may be shorter."""
    found: list[Span] = []
    start, words = 0, 0
    for place, sentence in enumerate(sentences):
        start = sentence.start if words == 0 else start
        words += len(text[sentence.start : sentence.end].split())
        if words >= PASSAGE or place == len(sentences) - 1:
            found.append(Span(start=start, end=sentence.end))
            words = 0
    return tuple(found)


def _cues(group: str, text: str) -> Evidence:
    return spans_of(pattern("topics", group), text)[:EVIDENCE]


ANALYSER = Analyser(
    name="topics",
    version="2",
    requires=(Report, Filing, Sentences),
    provides=Topics,
    run=find_topics,
    absent=Topics(items=()),
    lexicons=("topics",),
    languages=frozenset({"en"}),
)
