"""Framing: which of the 15 dimensions of the Media Frames Corpus a report speaks in.

A frame's score is the share of sentences that hold at least one of its cues; a sentence counts once a frame, whatever
the number of its cues, and may count for several frames.
"""

from __future__ import annotations

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Report
from newsar_build.analyse.matching import pattern, sentence_indexes, spans_of
from newsar_build.model.findings import Frame, FrameScore, Framing, Sentences

THRESHOLD = 0.2
"""Below one sentence in five, a frame's words are there but do not shape the report."""
CUES_SHOWN = 8


class FramingConfig(AnalyserConfig):
    """`threshold`: the share of sentences from which a frame is shown, 0–1."""

    threshold: float = THRESHOLD


def find_frames(report: Report, sentences: Sentences, *, config: FramingConfig) -> Framing:
    """The frames at or above the threshold, strongest first, with their cues and the sentences that hold them."""
    total = max(len(sentences.spans), 1)
    scores: list[FrameScore] = []
    for name in lexicon.grouped("framing"):
        cues = spans_of(pattern("framing", name), report.text)
        holding = sentence_indexes(sentences.spans, cues)
        share = round(len(holding) / total, 3)
        if share >= config.threshold:
            words = dict.fromkeys(report.text[cue.start : cue.end].lower() for cue in cues)
            evidence = tuple(sentences.spans[index] for index in holding)
            scores.append(FrameScore(frame=Frame(name), score=share, cues=tuple(words)[:CUES_SHOWN], evidence=evidence))
    return Framing(frames=tuple(sorted(scores, key=lambda each: (-each.score, each.frame))), threshold=config.threshold)


ANALYSER = Analyser(
    name="framing",
    version="1",
    requires=(Report, Sentences),
    provides=Framing,
    run=find_frames,
    absent=Framing(frames=(), threshold=THRESHOLD),
    config=FramingConfig,
    lexicons=("framing",),
    languages=frozenset({"en"}),
)
