"""Framing: which of the 15 dimensions of the Media Frames Corpus a report speaks in.

A linear model over cue words and meaning gives each sentence its chances (newsar_build/weights/framing.md), with
weights of their own for headlines, whose clipped style would mislead those for sentences. The set it learns from joins
some frames of the codebook; there the sentence's own cue words tell them apart (`PARTNERS`). A frame's score is the
mean of its chances over the report's sentences: the share of sentences that it is expected in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from newsar_build.analyse import linear
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Report
from newsar_build.analyse.linear import Linear, Matrix
from newsar_build.analyse.matching import pattern, spans_of
from newsar_build.model.findings import Frame, FrameScore, Framing, Sentences, Span

THRESHOLD = 0.15
"""Below about one sentence in seven, a frame is touched but does not shape the report."""
SHOWS = 0.3
"""Chance from which a sentence is evidence for a frame; the likeliest sentence always is."""
EVIDENCE = 6
"""Sentences that show a frame most: what a reader checks, and what an excerpt may cite."""
CUES_SHOWN = 8
HEADLINE_WORDS = 20
_ENDS = re.compile(r"[.!?…:;][\"'”’)\]]*$")
FRAMES = tuple(Frame)
"""Codebook order, which also settles equal scores."""
PARTNERS = (
    (Frame.ECONOMIC, Frame.CAPACITY),
    (Frame.LEGALITY, Frame.CRIME),
    (Frame.POLICY, Frame.POLITICAL),
    (Frame.POLICY, Frame.EXTERNAL),
    (Frame.HEALTH, Frame.QUALITY_OF_LIFE),
)
"""A learnt frame, and one that its training sentences include under the same label."""


class FramingConfig(AnalyserConfig):
    """`threshold`: the score from which a frame is shown, 0–1."""

    threshold: float = THRESHOLD


def find_frames(report: Report, sentences: Sentences, *, config: FramingConfig) -> Framing:
    """The frames at or above the threshold, strongest first, with their cues and the sentences that show them.

    A report of several sentences shows no frame without a cue word: meaning alone is too weak a witness for a page, and
    all there is of one sentence. `Other` stands only where no frame is stronger: it says that none of the 14 was found.
    """
    if not sentences.spans:
        return Framing(frames=(), threshold=config.threshold)
    texts = [report.text[span.start : span.end] for span in sentences.spans]
    by_sentence = sentence_scores(linear.load("framing"), texts)
    means = by_sentence.mean(axis=0)
    order = sorted(range(len(FRAMES)), key=lambda each: (-round(float(means[each]), 3), each))
    shown = [each for each in order if means[each] >= config.threshold]
    if shown and FRAMES[shown[0]] is not Frame.OTHER:
        shown = [each for each in shown if FRAMES[each] is not Frame.OTHER]
    found = (_found(FRAMES[each], by_sentence[:, each], report.text, sentences.spans) for each in shown)
    rested = (each for each in found if each.cues or each.frame is Frame.OTHER or len(texts) == 1)
    return Framing(frames=tuple(rested), threshold=config.threshold)


def sentence_scores(model: Linear, texts: Sequence[str]) -> Matrix:
    """Sentences × frames: the chance that a sentence shows a frame. Partners may share a sentence, so rows pass 1."""
    learnt = linear.chances(model, rows_of(texts, model.lexicon, model.groups, model.cue_scale))
    scores = np.zeros((len(texts), len(FRAMES)))
    for column, name in enumerate(model.classes):
        scores[:, FRAMES.index(Frame(name))] = learnt[:, column]
    for whole, part in PARTNERS:
        share = np.array([_share(text, whole, part) for text in texts])
        column = FRAMES.index(part)
        scores[:, column] = np.maximum(scores[:, column], share * learnt[:, model.classes.index(whole)])
    return scores


def rows_of(texts: Sequence[str], lexicon: str, groups: Sequence[str], cue_scale: float) -> Matrix:
    """Texts × features: those of `linear.features`, then the same for headlines and zero for sentences."""
    rows = linear.features(texts, lexicon, groups, cue_scale)
    headline = np.array([[float(is_headline(text))] for text in texts])
    return np.hstack([rows, headline * rows, headline])


def is_headline(text: str) -> bool:
    """Whether a text is short and ends without a full stop or the like, as headlines do."""
    return not _ENDS.search(text.rstrip()) and len(text.split()) <= HEADLINE_WORDS


def _share(text: str, whole: Frame, part: Frame) -> float:
    own, other = (sum(1 for _ in pattern("framing", frame).finditer(text)) for frame in (part, whole))
    return own / (own + other) if own else 0.0


def _found(frame: Frame, chances: Matrix, text: str, spans: tuple[Span, ...]) -> FrameScore:
    least = min(SHOWS, float(chances.max()))
    showing = [place for place in np.argsort(-chances, kind="stable") if chances[place] >= least]
    evidence = tuple(spans[place] for place in sorted(showing[:EVIDENCE]))
    cues = [] if frame is Frame.OTHER else list(spans_of(pattern("framing", frame), text))
    inside = (cue for cue in cues if _within(cue, evidence))
    words = dict.fromkeys(text[cue.start : cue.end].lower() for cue in inside)
    score = round(min(float(chances.mean()), linear.SUREST), 3)
    return FrameScore(frame=frame, score=score, cues=tuple(words)[:CUES_SHOWN], evidence=evidence)


def _within(cue: Span, spans: tuple[Span, ...]) -> bool:
    return any(span.start <= cue.start < span.end for span in spans)


ANALYSER = Analyser(
    name="framing",
    version="3",
    requires=(Report, Sentences),
    provides=Framing,
    run=find_frames,
    absent=Framing(frames=(), threshold=THRESHOLD),
    config=FramingConfig,
    lexicons=("framing",),
    languages=frozenset({"en"}),
)
