"""What an article leaves unsaid and its own words tell: its kind and its dateline."""

from __future__ import annotations

import re

from newsar_build.model.brief import Kind

_CUES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.OPINION, re.compile(r"\b(?:opinion|editorial|op-ed|column|comment|commentary)\b", re.IGNORECASE)),
    (Kind.INTERVIEW, re.compile(r"\b(?:interview|q ?& ?a)\b", re.IGNORECASE)),
    (Kind.PRESS_RELEASE, re.compile(r"\b(?:press|media|news) release\b|\bfor immediate release\b", re.IGNORECASE)),
    (Kind.ANALYSIS, re.compile(r"\b(?:analysis|explainer|explained)\b", re.IGNORECASE)),
)
_LABELS = (re.compile(r"^\s*([^:|]{2,20})\s*[:|]"), re.compile(r"\|\s*([^|]{2,20})$"))
_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ’'. -]{2,30}(?:, [A-Z][A-Za-z. ]{1,20}){0,2})(?:, \w{3,9}\.? \d{1,2})?"
    r"(?: \([A-Z][\w ]{1,20}\))?\s*(?:—|–|--|-)\s"
)
_NO_PLACES = frozenset({"FILE", "UPDATE", "EXCLUSIVE", "BREAKING", "WATCH", "OPINION", "ANALYSIS"})


def kind_of(headline: str, section: str | None) -> Kind:
    """The kind that the section, or the label before a headline's colon, names; else a news report."""
    labels = [found.group(1) for label in _LABELS if (found := label.search(headline))]
    words = " ".join((section or "", *labels))
    return next((kind for kind, cue in _CUES if cue.search(words)), Kind.NEWS_REPORT)


def dateline_of(text: str) -> str | None:
    """The place in capitals that opens a report, as in "ORRIN, Feb 24 — …"; None where there is none."""
    found = _DATELINE.match(text)
    place = found["place"].strip(" ,-") if found else None
    return None if place in _NO_PLACES else place
