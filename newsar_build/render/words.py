"""How dates, numbers and ratings are put into words: the same for every reader, whatever the machine's locale."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from newsar_build.model.brief import Brief, Outlet, Rating
from newsar_build.model.pages import Table

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LEANS = {
    Rating.LEFT: "Left",
    Rating.CENTER_LEFT: "Center-left",
    Rating.CENTER: "Center",
    Rating.CENTER_RIGHT: "Center-right",
    Rating.RIGHT: "Right",
}
NOT_RATED = "Not rated"
NOT_SCORED = "not scored"
_NUMBER = re.compile(r"−?[\d,]+(\.\d+)?(\+| of \d+)?")
_DATE = re.compile(r"(\d{4}(-\d\d){0,2})?")


def stamp(brief: Brief) -> str:
    """`WED · 2026-02-25 · 11:30 GMT`; without a time of day where the article gives none."""
    article = brief.article
    if not article.filed_has_time:
        return f"{DAYS[article.day.weekday()][:3].upper()} · {article.day.isoformat()}"
    filed = article.filed
    return f"{DAYS[filed.weekday()][:3].upper()} · {filed:%Y-%m-%d} · {filed:%H:%M} GMT"


def filed_text(brief: Brief, timezone: str) -> str:
    """`2026-02-25 · 11:30 GMT`, in the site's time zone."""
    article = brief.article
    if not article.filed_has_time:
        return article.day.isoformat()
    local = article.filed.astimezone(ZoneInfo(timezone))
    zone = "GMT" if timezone in ("UTC", "GMT", "Etc/UTC") else (local.tzname() or timezone)
    return f"{local:%Y-%m-%d} · {local:%H:%M} {zone}"


def iso(moment: datetime, *, has_time: bool) -> str:
    """The machine-readable form."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if has_time else f"{moment:%Y-%m-%d}"


def long_day(day: date) -> str:
    """`Wednesday 25 February 2026`."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """`25 Feb 2026`."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def lean(outlet: Outlet) -> str:
    """The ratings of an outlet in few words: one, a range, or not rated."""
    if not outlet.lean:
        return NOT_RATED
    order = list(LEANS)
    found = sorted({each.rating for each in outlet.lean}, key=order.index)
    return LEANS[found[0]] if len(found) == 1 else f"{LEANS[found[0]]} to {LEANS[found[-1]].lower()}"


def lean_with_raters(outlet: Outlet) -> str:
    """`Center · 2 raters`."""
    raters = len(outlet.lean)
    return lean(outlet) + (f" · {count(raters, 'rater')}" if raters else "")


def lean_bins(outlets: list[Outlet]) -> tuple[tuple[str, int], ...]:
    """How many outlets stand at each step, by their first rating; unrated ones apart."""
    bins = dict.fromkeys((*LEANS.values(), NOT_RATED), 0)
    for outlet in outlets:
        bins[LEANS[outlet.lean[0].rating] if outlet.lean else NOT_RATED] += 1
    return tuple(bins.items())


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 claim`, `2 claims`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def thousands(value: object) -> str:
    """A number with its thousands apart; words as they are."""
    return f"{value:,}" if isinstance(value, int) else str(value)


def signed(value: float, digits: int = 3) -> str:
    """`+0.120`, with a true minus sign."""
    return f"{value:+.{digits}f}".replace("-", "−")


def plain(value: float, digits: int = 2) -> str:
    """`0.12`, with a true minus sign."""
    return f"{value:.{digits}f}".replace("-", "−")


def column_kinds(table: Table) -> tuple[str, ...]:
    """For each column after the first: `n` where it holds numbers, `d` where dates, else nothing."""
    return tuple(_column_kind([row.cells[place] for row in table.rows]) for place in range(len(table.columns) - 1))


def _column_kind(cells: list[str]) -> str:
    told = [cell for cell in cells if cell != NOT_SCORED]
    if told and all(_NUMBER.fullmatch(cell) for cell in told):
        return "n"
    return "d" if any(told) and all(_DATE.fullmatch(cell) for cell in told) else ""
