"""Plain text, as programs hand it over, as an article: the text is left as it is, to the code point."""

from __future__ import annotations

import re
from datetime import datetime

from newsar_build.model.brief import Article, Block, BlockKind, Kind

_PARAGRAPH = re.compile(r"\S(?:.*?\S)??(?=\s*\n[^\S\n]*\n|\s*\Z)", re.DOTALL)
_LINE = re.compile(r"\S(?:.*\S)?")
_BREAK = re.compile(r"\n\s*(?P<next>\w)?")
WRAPPED = 0.2
"""Share of a text's line breaks with a small letter behind them from which its lines were cut for width alone."""


def paragraphs(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text, without surrounding white space, as code points.

    Blank lines part them. A text without any has a paragraph a line, unless its lines were cut for width alone.
    """
    found = tuple(_PARAGRAPH.finditer(text))
    if len(found) == 1 and not _wrapped(text):
        found = tuple(_LINE.finditer(text))
    return tuple(Block(kind=BlockKind.PARAGRAPH, start=each.start(), end=each.end()) for each in found)


def _wrapped(text: str) -> bool:
    following = [found["next"] or "" for found in _BREAK.finditer(text.strip())]
    small: int = sum(sign.islower() for sign in following)
    return small >= WRAPPED * max(len(following), 1)


def plain_article(
    text: str, *, name: str, headline: str, outlet: str, filed: datetime, filed_has_time: bool, language: str
) -> Article:
    """An article made of a text alone. `name` stands where a file's path would."""
    return Article(
        path=name,
        headline=headline,
        outlet=outlet,
        filed=filed,
        filed_has_time=filed_has_time,
        day=filed.date(),
        language=language,
        kind=Kind.NEWS_REPORT,
        section=None,
        text=text,
        blocks=paragraphs(text),
    )
