"""Framing: which of the 15 dimensions of the Media Frames Corpus a report speaks in.

A linear model over cue words and meaning gives each sentence its chances (newsar_build/weights/framing.md), with
weights of their own for headlines, whose clipped style would mislead those for sentences. The set it learns from joins
some frames of the codebook; there the sentence's own cue words tell them apart (`PARTNERS`). In a report a sentence
counts for a frame only where it holds the frame's own words. The score is the mean over the report's sentences: the
share of sentences that the frame is expected in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from newsar_build.analyse import linear
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Report
from newsar_build.analyse.linear import Linear, Matrix
from newsar_build.model.findings import Frame, FrameScore, Framing, Sentences, Span

THRESHOLD = 0.1
"""Below about one sentence in ten, a frame is touched but does not shape the report."""
SHOWS = 0.3
"""Chance from which a sentence is evidence for a frame; the likeliest sentence always is."""
WITNESSES, SHORT = 2, 10
"""Different sentences that must show a frame, and the sentences below which a report needs but one."""
LEAST_WORDS = 4
"""A shorter line is a mark left over, a caption or an exclamation: it is no sentence of the report."""
EVIDENCE = 6
"""Sentences that show a frame most: what a reader checks, and what an excerpt may cite."""
CUES_SHOWN = 8
HEADLINE_WORDS = 20
_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
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

    `Other` stands only where no frame is shown: it says that none of the 14 was found.
    """
    spans, by_sentence = chances_by_sentence(report.text, sentences.spans)
    if not spans:
        return Framing(frames=(), threshold=config.threshold)
    texts = [report.text[span.start : span.end] for span in spans]
    means = by_sentence.mean(axis=0)
    order = sorted(range(len(FRAMES)), key=lambda each: (-round(float(means[each]), 3), each))
    shown = [each for each in order if means[each] >= config.threshold and _witnessed(by_sentence[:, each], texts)]
    named = [each for each in shown if FRAMES[each] is not Frame.OTHER]
    if named and (len(texts) > 1 or FRAMES[shown[0]] is not Frame.OTHER):
        shown = named
    found = (_found(FRAMES[each], by_sentence[:, each], report.text, spans) for each in shown)
    return Framing(frames=tuple(found), threshold=config.threshold)


def chances_by_sentence(text: str, sentences: tuple[Span, ...]) -> tuple[tuple[Span, ...], Matrix]:
    """The sentences that count, and sentences × frames: the chances whose means are the report's scores."""
    spans = _spoken(text, sentences)
    if not spans:
        return (), np.zeros((0, len(FRAMES)))
    scores = report_scores if len(spans) > 1 else sentence_scores
    return spans, scores(linear.load("framing"), [text[span.start : span.end] for span in spans])


def sentence_scores(model: Linear, texts: Sequence[str]) -> Matrix:
    """Texts × frames: the chance that a text alone shows a frame. Partners may share it: rows pass 1."""
    return _scores(model, texts, headlines=True)


def report_scores(model: Linear, texts: Sequence[str]) -> Matrix:
    """Sentences of one report × frames: the chance that a sentence shows a frame, 0 where none of its words stands.

    Meaning alone is too weak a witness for a page: it takes figures for polls, and politics for policy.
    """
    scores = _scores(model, texts, headlines=False)
    for column, frame in enumerate(FRAMES):
        if frame is not Frame.OTHER:
            scores[:, column] *= [linear.proves("framing", frame, text) for text in texts]
    return scores


def _scores(model: Linear, texts: Sequence[str], *, headlines: bool) -> Matrix:
    rows = rows_of(texts, model.lexicon, model.groups, model.cue_scale, headlines=headlines)
    learnt = linear.chances(model, rows)
    scores = np.zeros((len(texts), len(FRAMES)))
    for column, name in enumerate(model.classes):
        scores[:, FRAMES.index(Frame(name))] = learnt[:, column]
    for whole, part in PARTNERS:
        own, other = (np.array([len(linear.cues("framing", each, text)) for text in texts]) for each in (part, whole))
        share = own / np.maximum(own + other, 1)
        column = FRAMES.index(part)
        scores[:, column] = np.maximum(scores[:, column], share * learnt[:, model.classes.index(whole)])
    return scores


def rows_of(
    texts: Sequence[str], lexicon: str, groups: Sequence[str], cue_scale: float, *, headlines: bool = True
) -> Matrix:
    """Texts × features: those of `linear.features`, then the same for headlines and zero for sentences.

    Within a report no line is a headline: what ends there without a full stop is a part of a sentence.
    """
    rows = linear.features(texts, lexicon, groups, cue_scale)
    headline = np.array([[float(headlines and is_headline(text))] for text in texts])
    return np.hstack([rows, headline * rows, headline])


def is_headline(text: str) -> bool:
    """Whether a text is short and ends without a full stop or the like, as headlines do."""
    return not _ENDS.search(text.rstrip()) and len(text.split()) <= HEADLINE_WORDS


def _spoken(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The sentences long enough to say something; all where none is."""
    long = tuple(span for span in spans if len(_WORD.findall(text[span.start : span.end])) >= LEAST_WORDS)
    return long or spans


def _witnessed(chances: Matrix, texts: Sequence[str]) -> bool:
    if len(texts) < SHORT:
        return bool(chances.any())
    return len({text for text, chance in zip(texts, chances, strict=True) if chance >= SHOWS}) >= WITNESSES


def _found(frame: Frame, chances: Matrix, text: str, spans: tuple[Span, ...]) -> FrameScore:
    least = min(SHOWS, float(chances.max()))
    showing = [place for place in np.argsort(-chances, kind="stable") if chances[place] >= least]
    evidence = tuple(spans[place] for place in sorted(showing[:EVIDENCE]))
    parts = (text[span.start : span.end] for span in evidence)
    words = dict.fromkeys(
        part[cue.start : cue.end].lower()
        for part in parts
        if frame is not Frame.OTHER
        for cue in linear.cues("framing", frame, part)
    )
    score = round(min(float(chances.mean()), linear.SUREST), 3)
    return FrameScore(frame=frame, score=score, cues=tuple(words)[:CUES_SHOWN], evidence=evidence)


ANALYSER = Analyser(
    name="framing",
    version="4",
    requires=(Report, Sentences),
    provides=Framing,
    run=find_frames,
    absent=Framing(frames=(), threshold=THRESHOLD),
    config=FramingConfig,
    lexicons=("framing", "framing_weak", linear.FIGURATIVE),
    languages=frozenset({"en"}),
)
