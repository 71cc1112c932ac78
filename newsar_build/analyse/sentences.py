"""The report's sentences: what every evidence link points at."""

from __future__ import annotations

from spacy.tokens import Doc

from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Report
from newsar_build.analyse.matching import after_dateline
from newsar_build.model.findings import Sentences, Span


def find_sentences(report: Report, doc: Doc, *, config: AnalyserConfig) -> Sentences:
    """The parse's sentences, cut at block bounds and trimmed, empty ones left out; a dateline is part of the first."""
    del config
    begun = {token.idx for token in doc if token.is_sent_start} - {after_dateline(report.text)}
    starts = sorted(begun | {block.start for block in report.blocks})
    spans: list[Span] = []
    for block in report.blocks:
        inside = [start for start in starts if block.start <= start < block.end]
        for start, end in zip(inside, [*inside[1:], block.end], strict=True):
            text = report.text[start:end]
            if text.strip():
                first = start + len(text) - len(text.lstrip())
                spans.append(Span(start=first, end=first + len(text.strip())))
    return Sentences(spans=tuple(spans))


ANALYSER = Analyser(
    name="sentences",
    version="2",
    requires=(Report, Doc),
    provides=Sentences,
    run=find_sentences,
    absent=Sentences(spans=()),
    lexicons=("sentences_never_end", "sentences_may_end", "sentences_before_number", "sentences_begin"),
)
