"""Topics: the top level of the IPTC Media Topics, by the words that cue each.

A topic's confidence is its share of all cue words found, headline words and the section counting more.
"""

from __future__ import annotations

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Filing, Report
from newsar_build.analyse.matching import pattern, spans_of
from newsar_build.model.findings import TopicFinding, Topics

HEADLINE = 3
"""A headline word says as much as three of the body."""
SECTION = 5
"""The desk's own word for it."""
SMOOTHING = 3
"""Cues that every report is taken to have for no topic: few cues give no sure topic."""
THRESHOLD = 0.2
AT_MOST = 3
EVIDENCE = 12
"""Cue words kept as evidence for each topic."""


def find_topics(report: Report, filing: Filing, *, config: AnalyserConfig) -> Topics:
    """At most three topics, surest first; confidence 0–1."""
    del config
    found = []
    for heading in lexicon.grouped("topics"):
        cue = pattern("topics", heading)
        body = spans_of(cue, report.text)
        weight = (
            len(body) + HEADLINE * len(cue.findall(filing.headline)) + SECTION * len(cue.findall(filing.section or ""))
        )
        found.append((heading, weight, body))
    total = sum(weight for _, weight, _ in found) + SMOOTHING
    topics = [
        TopicFinding(
            id=f"medtop:{heading[:8]}", name=heading[9:], confidence=round(weight / total, 3), evidence=body[:EVIDENCE]
        )
        for heading, weight, body in found
        if weight / total >= THRESHOLD and body
    ]
    return Topics(items=tuple(sorted(topics, key=lambda each: (-each.confidence, each.id))[:AT_MOST]))


ANALYSER = Analyser(
    name="topics",
    version="1",
    requires=(Report, Filing),
    provides=Topics,
    run=find_topics,
    absent=Topics(items=()),
    lexicons=("topics",),
    languages=frozenset({"en"}),
)
