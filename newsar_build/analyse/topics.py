"""Topics: the top level of the IPTC Media Topics, and international relations below it.

A linear model over cue words and meaning (newsar_build/weights/topics.md) gives each passage of the report its
chances. In a report of several passages a passage speaks for a topic only if it holds the topic's own words: meaning
alone takes any discourse for science. What is left is averaged, the headline and the opening counting double: a topic's
share of the report. Its confidence is that share of all topics' shares: the chance that the report is mainly about it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newsar_build.analyse import lexicon, linear
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Filing, Report
from newsar_build.analyse.linear import Matrix
from newsar_build.model.findings import Sentences, Span, TopicFinding, Topics

PASSAGE = 40
"""Words of a passage: the length of the items that the model learnt from. Sentences are taken until it is reached."""
FIRST = 2.0
"""The headline, and the opening passage, say as much as two later ones."""
THRESHOLD = 0.12
"""A topic's least share: below about an eighth of the report it is touched in passing."""
AT_MOST = 3
EVIDENCE = 12
"""Cue words kept as evidence for each topic."""


def find_topics(report: Report, filing: Filing, sentences: Sentences, *, config: AnalyserConfig) -> Topics:
    """At most three topics, surest first; confidence 0–1. Evidence: the topic's cue words, or its likeliest passage."""
    del config
    passages, chances, counts = weighed_passages(report, filing, sentences)
    if not passages:
        return Topics(items=())
    model = linear.load("topics")
    names = topic_names()
    shares = counts @ chances / counts.sum()
    confidence = shares / max(float(shares.sum()), 1e-9)
    order = sorted(range(len(model.classes)), key=lambda each: (-float(shares[each]), model.classes[each]))
    return Topics(
        items=tuple(
            TopicFinding(
                id=f"medtop:{model.classes[each]}",
                name=names[model.classes[each]][9:],
                confidence=round(min(float(confidence[each]), linear.SUREST), 3),
                evidence=linear.cues("topics", names[model.classes[each]], report.text)[:EVIDENCE]
                or (passages[int(chances[: len(passages), each].argmax())],),
            )
            for each in order[:AT_MOST]
            if shares[each] >= THRESHOLD
        )
    )


def weighed_passages(report: Report, filing: Filing, sentences: Sentences) -> tuple[tuple[Span, ...], Matrix, Matrix]:
    """The passages; passages × topics, the chances, with a row for the headline below where there is one; each weight.

    A topic's share of the report is the weighted mean of its column.
    """
    passages = passages_of(report.text, sentences.spans)
    heading = " ".join(part for part in (filing.section, filing.headline) if part)
    texts = [report.text[each.start : each.end] for each in passages] + ([heading] if heading else [])
    model = linear.load("topics")
    if not passages:
        return (), np.zeros((0, len(model.classes))), np.zeros(0)
    chances = linear.chances(model, linear.features(texts, model.lexicon, model.groups, model.cue_scale))
    if len(passages) > 1:
        names = topic_names()
        chances *= _proved(texts, [names[code] for code in model.classes])
    counts = np.ones(len(texts))
    counts[0] = FIRST
    counts[len(passages) :] = FIRST
    return passages, chances, counts


def topic_names() -> dict[str, str]:
    """By a topic's number, the heading of its word list: number, space, name."""
    return {group[:8]: group for group in lexicon.grouped("topics")}


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


def _proved(texts: Sequence[str], groups: Sequence[str]) -> Matrix:
    return np.array([[float(linear.proves("topics", group, text)) for group in groups] for text in texts])


ANALYSER = Analyser(
    name="topics",
    version="3",
    requires=(Report, Filing, Sentences),
    provides=Topics,
    run=find_topics,
    absent=Topics(items=()),
    lexicons=("topics", "topics_weak", linear.FIGURATIVE),
    languages=frozenset({"en"}),
)
