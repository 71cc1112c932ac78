"""Plain text, as programs hand it over, as an article: the text is left as it is, to the code point."""

from __future__ import annotations

import re
from datetime import datetime

from newsar_build.model.brief import Article, Block, BlockKind, Kind

_PARAGRAPH = re.compile(r"\S(?:.*?\S)??(?=\s*\n[^\S\n]*\n|\s*\Z)", re.DOTALL)


def paragraphs(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text: what blank lines part, without surrounding white space, as code points."""
    return tuple(
        Block(kind=BlockKind.PARAGRAPH, start=found.start(), end=found.end()) for found in _PARAGRAPH.finditer(text)
    )


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
