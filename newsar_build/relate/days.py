"""Days that a text names, resolved against the day it was published: dates, weekdays, "yesterday", "in 2024".

A weekday is the last one up to the day of publication, or the next one after words of what is to come: news speaks of
the week around it. A date without a year is the one nearest to publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = 7
_ANY = date(2000, 7, 1)
_OF_YEAR = re.compile(r",?\s+(?:19|20)\d\d\b")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip  # noqa: E501
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = "|".join(f"{name[:3]}(?:t)?(?:{name[3:]})?" if name != "may" else "may" for name in _MONTHS)
_LINK = r"\s*(?:-|–|\bto\b|\band\b|\buntil\b)\s*"
_DATE = re.compile(
    rf"\b(?:(?:(?P<from>\d{{1,2}})(?:st|nd|rd|th)?{_LINK})?(?P<before>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?"
    rf"(?P<month>{_MONTH})\b\.?"
    rf"|(?P<first>{_MONTH})\b\.?\s+(?P<after>\d{{1,2}})(?:st|nd|rd|th)?(?:{_LINK}(?P<till>\d{{1,2}}))?\b(?![,.]?\d))"
    r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"\b(?P<ahead>next\s+)?(?P<day>{'|'.join(_WEEKDAYS)})(?:[’']s)?\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:in|during|for|of) (?P<year>(?:19|20)\d\d)\b(?!s)", re.IGNORECASE)
_NEAR = re.compile(r"\b(?P<day>today|tonight|yesterday|tomorrow)\b", re.IGNORECASE)
_AWAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_TO_COME = re.compile(r"\b(?:will|would|shall|next|due|plans?|scheduled|expected|set to|to be)\b[^.]{0,40}$", re.IGNORECASE)  # fmt: skip  # noqa: E501


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days `first`–`last` (one day where equal) that stand at `start`–`end` of a text.

    `twin` is the other day that a weekday may mean: "expected on Sunday" is the next one, but not every verb says so.
    """

    start: int
    end: int
    first: date
    last: date
    twin: date | None = None

    def meets(self, other: Days) -> bool:
        """Whether a day is common to both."""
        return any(a <= d and c <= b for a, b in self._ranges() for c, d in other._ranges())

    def _ranges(self) -> tuple[tuple[date, date], ...]:
        return ((self.first, self.last), *(((self.twin, self.twin),) if self.twin else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The day of an event as stated, in stems: what happens (`verb`), to what (`about`) and where (`beside`).

    `moved` says that the sentence tells of a day that was changed, `named` are all days that the report names.
    """

    day: date
    verb: str
    about: tuple[frozenset[str], ...]
    beside: frozenset[str]
    moved: bool
    named: tuple[Days, ...]


def days(text: str, published: date) -> tuple[Days, ...]:
    """The days that a text names, in order."""
    dated = list(_dates(text, published))
    taken = [(each.start, each.end) for each in dated]
    further = (*_weekdays(text, published), *_years(text))
    named = (each for each in further if not any(a <= each.start < b for a, b in taken))
    return tuple(sorted((*dated, *named), key=lambda each: each.start))


def written(text: str) -> tuple[Days, ...]:
    """The dates that a text writes out, as of one year: texts that share none name other days."""
    return tuple(_dates(_OF_YEAR.sub("", text), _ANY))


def _dates(text: str, published: date) -> Iterator[Days]:
    for found in _DATE.finditer(text):
        if found["first"] and found["first"][0].islower():
            continue  # "may 12" is a verb
        name = (found["month"] or found["first"]).lower()
        month = next(number for number, each in enumerate(_MONTHS, start=1) if each.startswith(name[:3]))
        year = int(found["year"]) if found["year"] else None
        ends = [number for number in (found["from"], found["before"] or found["after"], found["till"]) if number]
        resolved = [each for number in ends if (each := _nearest(year, month, int(number), published))]
        if len(resolved) == len(ends):
            yield Days(start=found.start(), end=found.end(), first=min(resolved), last=max(resolved))


def _nearest(year: int | None, month: int, day: int, published: date) -> date | None:
    years = (year,) if year else (published.year - 1, published.year, published.year + 1)
    made = []
    for each in years:
        try:
            made.append(date(each, month, day))
        except ValueError:
            continue
    return min(made, key=lambda each: abs(each - published), default=None)


def _years(text: str) -> Iterator[Days]:
    for found in _YEAR.finditer(text):
        year = int(found["year"])
        start = found.start("year")
        yield Days(start=start, end=found.end(), first=date(year, 1, 1), last=date(year, 12, 31))


def _weekdays(text: str, published: date) -> Iterator[Days]:
    for found in _WEEKDAY.finditer(text):
        if not found["day"][0].isupper():
            continue
        number = _WEEKDAYS.index(found["day"].lower())
        ahead = bool(found["ahead"]) or _TO_COME.search(text[: found.start()]) is not None
        away = (number - published.weekday()) % WEEK
        resolved = published + timedelta(days=away if ahead else -((-away) % WEEK))
        week = timedelta(days=WEEK)
        twin = None if found["ahead"] or resolved == published else resolved - week if ahead else resolved + week
        yield Days(start=found.start(), end=found.end(), first=resolved, last=resolved, twin=twin)
    for found in _NEAR.finditer(text):
        resolved = published + timedelta(days=_AWAY[found["day"].lower()])
        yield Days(start=found.start(), end=found.end(), first=resolved, last=resolved)
