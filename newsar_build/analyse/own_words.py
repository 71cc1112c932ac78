"""The outlet's own words: a report without what it quotes, what things are called, and what belongs to the page."""

from __future__ import annotations

from collections.abc import Iterable

from newsar_build.analyse.analyser import Report
from newsar_build.analyse.quotations import find_quotations
from newsar_build.model.dateline import after_dateline
from newsar_build.model.findings import Entities, Span


def own_words(report: Report, entities: Entities, page: Iterable[Span]) -> str:
    """The text with quotations, names, the dateline and `page` blanked; no offset moves.

    A war that a report names is no alarm, and a loaded word in somebody's mouth is theirs.
    """
    blanked = [quoted.content for quoted in find_quotations(report.text, report.blocks)]
    blanked += [span for item in entities.items for span in item.mentions]
    blanked += [*page, Span(start=0, end=after_dateline(report.text))]
    pieces, place = [], 0
    for span in sorted(blanked):
        if span.end > place:
            start = max(span.start, place)
            pieces += [report.text[place:start], " " * (span.end - start)]
            place = span.end
    return "".join((*pieces, report.text[place:]))
