"""Where a report was filed, as its first words say."""

from __future__ import annotations

import re

DATELINE = re.compile(
    r"^(?:[A-ZÀ-Þ][A-ZÀ-Þ’'. -]{2,30}(?:, [A-Z][A-Za-z. ]{1,20}){0,2}(?:, \w{3,9}\.? \d{1,2})?(?: \([^)]{2,30}\))?"
    r"|\([A-Z][A-Za-z ]{1,24}\))(?:\s*(?:—|–|--|-)\s+|\s*—(?=[“\"A-Z]))"
)
"""The place, and often the date and agency, that open a report: no part of its first sentence."""


def after_dateline(text: str) -> int:
    """Where a report begins to tell: behind its dateline, 0 where it has none."""
    found = DATELINE.match(text)
    return found.end() if found else 0
