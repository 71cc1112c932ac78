"""The report's sentences: what every evidence link points at.

The parse's, mended where it cut around quotation marks: a mark is no sentence, and none ends before its full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Report
from newsar_build.model.dateline import after_dateline
from newsar_build.model.findings import Sentences, Span

_MARKS = re.compile(r"[\"“”‘’«»'`]+")
_OPENING = re.compile(r"(?<=\s)[“«\"]$")
_GOES_ON = re.compile(r"[^.!?…:;\"”»’)\s][”»\"]$|,[”»\"’']$")
"""The end of a quotation that is no end of a sentence: "We won," or a “term”."""


def find_sentences(report: Report, doc: Doc, *, config: AnalyserConfig) -> Sentences:
    """The parse's sentences, cut at block bounds and trimmed, empty ones left out; a dateline is part of the first."""
    del config
    begun = {token.idx for token in doc if token.is_sent_start} - {after_dateline(report.text)}
    starts = sorted(begun | {block.start for block in report.blocks})
    spans: list[Span] = []
    for block in report.blocks:
        inside = [start for start in starts if block.start <= start < block.end]
        bounds = zip(inside, [*inside[1:], block.end], strict=True)
        spans.extend(_mended(report.text, (span for bound in bounds if (span := _trimmed(report.text, *bound)))))
    return Sentences(spans=tuple(spans))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    return Span(start=first, end=first + len(words.strip())) if words.strip() else None


def _mended(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """A block's sentences, joined where only a quotation mark parted them."""
    last: Span | None = None
    for span in spans:
        if last is None:
            last = span
            continue
        words = text[last.start : last.end]
        if _joins(words, text[span.start : span.end]):
            last = Span(start=last.start, end=span.end)
        elif _OPENING.search(words) and _is_open(words):
            yield Span(start=last.start, end=last.start + len(words[:-1].rstrip()))
            last = Span(start=last.end - 1, end=span.end)
        else:
            yield last
            last = span
    if last is not None:
        yield last


def _joins(words: str, following: str) -> bool:
    """Whether two pieces are one sentence: one is a mark alone, the first a title, or it ends in no full stop."""
    if words.strip('“"(').removesuffix(".") in lexicon.words("sentences_never_end"):
        return True
    if _MARKS.fullmatch(words) or (_MARKS.fullmatch(following) and _is_open(words)):
        return True
    return bool(_GOES_ON.search(words)) and not (words.endswith('"') and _is_open(words))


def _is_open(words: str) -> bool:
    """Whether a quotation mark in a sentence is not closed there."""
    return words.count('"') % 2 == 1 or words.count("“") > words.count("”") or words.count("«") > words.count("»")


ANALYSER = Analyser(
    name="sentences",
    version="3",
    requires=(Report, Doc),
    provides=Sentences,
    run=find_sentences,
    absent=Sentences(spans=()),
    lexicons=("sentences_never_end", "sentences_may_end", "sentences_before_number", "sentences_begin"),
)
