"""§04: the report in blocks, sentences and pieces, with what cites each sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from newsar_build.model.brief import Article, Block, Mark, MarkKind
from newsar_build.model.findings import Span
from newsar_build.model.pages import Citation, Link, Piece, ReportBlock, ReportSentence

Uses = Mapping[int, tuple[Link, ...]]


def report_blocks(article: Article, sentences: tuple[Span, ...], uses: Uses) -> tuple[ReportBlock, ...]:
    """The report's blocks in order; every sentence is in one of them, under its number from 1."""
    return tuple(_block(article, block, sentences, uses) for block in article.blocks)


def sentence_of(article: Article, number: int, span: Span) -> ReportSentence:
    """One sentence in pieces."""
    return ReportSentence(number=number, pieces=tuple(_pieces(article, span)))


def _block(article: Article, block: Block, sentences: tuple[Span, ...], uses: Uses) -> ReportBlock:
    inside = [(n, span) for n, span in enumerate(sentences, start=1) if block.start <= span.start < block.end]
    return ReportBlock(
        kind=block.kind,
        level=block.level,
        sentences=tuple(sentence_of(article, number, span) for number, span in inside),
        cited=tuple(Citation(number=number, uses=uses[number]) for number, _ in inside if number in uses),
    )


def _pieces(article: Article, span: Span) -> Iterator[Piece]:
    """The sentence cut wherever a mark begins or ends."""
    marks = [mark for mark in article.marks if mark.start < span.end and span.start < mark.end]
    cuts = {span.start, span.end}
    for mark in marks:
        cuts |= {max(mark.start, span.start), min(mark.end, span.end)}
    places = sorted(cuts)
    for start, end in pairwise(places):
        around = [mark for mark in marks if mark.start <= start and end <= mark.end]
        yield _piece(article.text[start:end], around)


def _piece(text: str, marks: list[Mark]) -> Piece:
    kinds = {mark.kind for mark in marks}
    return Piece(
        text=text,
        href=next((mark.href for mark in marks if mark.kind is MarkKind.LINK), None),
        emphasis=MarkKind.EMPHASIS in kinds,
        strong=MarkKind.STRONG in kinds,
        code=MarkKind.CODE in kinds,
    )
