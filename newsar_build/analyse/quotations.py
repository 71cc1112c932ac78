"""Stretches of a report inside quotation marks, of every style, over sentences and paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsar_build.model.brief import Block
from newsar_build.model.findings import Span

_STYLES = (
    ("“", "”"),
    ("„", "“"),
    ("«", "»"),
    ('"', '"'),
    ("''", "''"),
    ("``", "''"),
)
LONGEST = 3_000
"""Code points; a mark that finds no partner within them was never closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """The words between two marks, marks left out. `open_ended` where the next paragraph goes on quoting."""

    content: Span
    outer: Span
    open_ended: bool


def find_quotations(text: str, blocks: tuple[Block, ...]) -> tuple[Quotation, ...]:
    """All quotations, in order, none within another. One that a paragraph leaves open ends with the paragraph."""
    found: list[Quotation] = []
    for block in blocks:
        position = block.start
        while (quotation := _next(text, position, block.end)) is not None:
            if quotation.content.end > quotation.content.start:
                found.append(quotation)
            position = quotation.outer.end
    return tuple(found)


def _next(text: str, start: int, end: int) -> Quotation | None:
    openers = [(at, style) for style in _STYLES if (at := _opening(text, style[0], start, end)) >= 0]
    if not openers:
        return None
    at, (opening, closing) = min(openers)
    inside = at + len(opening)
    close = text.find(closing, inside, min(end, at + LONGEST))
    open_ended = close < 0
    stop = end if open_ended else close
    content = _trimmed(text, inside, stop)
    outer = Span(start=at, end=min(end, stop + len(closing)))
    return Quotation(content=content, outer=outer, open_ended=open_ended)


def _opening(text: str, mark: str, start: int, end: int) -> int:
    """The next opening mark; a straight one opens only where no word stands right before it."""
    at = text.find(mark, start, end)
    while mark == '"' and at > 0 and (text[at - 1].isalnum() or _MEASURE.match(text, at - 1)):
        at = text.find(mark, at + 1, end)
    return at


_MEASURE = re.compile(r"[0-9]\"")


def _trimmed(text: str, start: int, end: int) -> Span:
    inside = text[start:end]
    first = start + len(inside) - len(inside.lstrip())
    last = first + len(inside.strip())
    return Span(start=first, end=max(first, last))
