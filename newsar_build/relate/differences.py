"""Whether two figures of one quantity agree, conflict, changed over time, or were never of one quantity."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from newsar_build.relate.amounts import agree, near, same_number
from newsar_build.relate.course import RATED
from newsar_build.relate.figures import Figure
from newsar_build.relate.units import PERCENT

BACKED = 0.45
"""Closeness from which a figure that agrees is held to be the other report's own for this quantity."""
CHANGE_AFTER = timedelta(hours=5)
"""Between reports further apart than this, what is still being counted has been counted anew."""
_AS_OF = re.compile(
    r"\b(?:by|as of|until|up to) (?:late |early )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d|[A-Z][a-z]+ \d)"
    r"|\b(?:rose|risen|rises|climbed|increased|updated|put)\b"
)
_TRADED = re.compile(
    r"\b(?:averages?|bonds?|crude|dax|dow|ftse|futures|index|nasdaq|nikkei|points|shares|stocks?|yields?)\b",
    re.IGNORECASE,
)
"""What is quoted anew each day."""
_QUOTED = re.compile(r"\b(?:bonds?|crude|dax|dow|ftse|futures|index|nasdaq|nikkei|stocks?|yields?)\b", re.IGNORECASE)
"""What is quoted anew each minute."""
_CLOSED = re.compile(r"\b(?:clos(?:e|ed|ing)|ended|finish(?:ed)?|settled)\b", re.IGNORECASE)
"""What a day's trading came to: only then are two reports' numbers of it one quantity."""
_ASKED = re.compile(r"\b(?:polls?|polled|survey(?:s|ed)?|voters|respondents|americans|of people)\b", re.IGNORECASE)
_ANSWER = re.compile(
    r"\b(approv|disapprov|support|oppos|favou?r|vot(?!er)|trust|distrust|believ|worr|satisf|agree|disagree|back)\w*",
    re.IGNORECASE,
)
"""What those who were asked say, by its stem; "voters" only says who was asked."""
STATED_APART = timedelta(days=1)
"""A count of a stated day may be in a report of the next."""
_TELLING = ("person/", "organization/", "location/", "facility/")
GREW = 0.4
"""Share of the later number that the earlier one must be to be the same count."""


class Verdict(StrEnum):
    """How two figures stand to each other."""

    AGREE = "agree"
    CONFLICT = "conflict"
    CHANGE = "change"
    UNLIKE = "unlike"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two figures of one quantity that do not agree; `one` is what the row goes by."""

    verdict: Verdict
    one: Figure
    other: Figure


def verdicts(figures: Sequence[Figure], close: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], Verdict]:
    """The verdict on each pair that may measure one thing.

    A number that the other report gives too, of the same thing, does not conflict with a further number there; "nearly
    a third" gives none.
    """
    backed: dict[int, set[str]] = defaultdict(set)
    for (one, other), value in close.items():
        if value >= BACKED and same_number(figures[one].amount, figures[other].amount):
            backed[one].add(figures[other].brief)
            backed[other].add(figures[one].brief)
    return {
        (one, other): verdict(
            figures[one],
            figures[other],
            backed=figures[other].brief in backed[one] or figures[one].brief in backed[other],
        )
        for one, other in close
    }


def verdict(  # noqa: PLR0911 - one return a rule
    one: Figure, other: Figure, *, backed: bool = False
) -> Verdict:
    """How two figures that may measure one thing stand to each other."""
    running = one.running or other.running
    if _of_nobody(one, other):
        return Verdict.UNLIKE
    if same_number(one.amount, other.amount):
        return Verdict.AGREE
    if _of_others(one, other) or _contrasted(one, other) or _other_answers(one, other):
        return Verdict.UNLIKE
    if agree(one.amount, other.amount):
        if not near(one.amount, other.amount):
            return Verdict.UNLIKE
        return Verdict.CHANGE if running and _grew(one, other) else Verdict.AGREE
    if backed:
        return Verdict.UNLIKE
    days_apart = _days_apart(one, other)
    if running and (days_apart or _apart(one, other)):
        return Verdict.CHANGE if _grew(one, other) else Verdict.UNLIKE
    return Verdict.UNLIKE if days_apart else Verdict.CONFLICT


def _days_apart(one: Figure, other: Figure) -> bool:
    """Whether the numbers are of different days: as stated, or by a market's day, or of an earlier day's count."""
    if _QUOTED.search(one.text) and _QUOTED.search(other.text) and not (_closed(one) and _closed(other)):
        return True
    if one.when and other.when:
        return not any(a.meets(b) for a in one.when for b in other.when)
    if _TRADED.search(one.text) and _TRADED.search(other.text):
        return one.day != other.day
    dated, undated = (one, other) if one.when else (other, one)
    if not dated.when or not (one.running or other.running):
        return False
    return undated.day - dated.when[-1].last > STATED_APART


def _closed(figure: Figure) -> bool:
    return bool(_CLOSED.search(figure.text))


def _other_answers(one: Figure, other: Figure) -> bool:
    """Whether two shares of people who were asked are of different answers, or of answers that no clause tells."""
    if one.amount.unit != PERCENT or not (_ASKED.search(one.text) and _ASKED.search(other.text)):
        return False
    mine, its = ({found[1].lower() for found in _ANSWER.finditer(each.text)} for each in (one, other))
    return not mine & its


def _of_nobody(one: Figure, other: Figure) -> bool:
    """Whether two ratings name nobody in common: "his" and "the press" may be any two."""
    rated = one.amount.unit == PERCENT and all(RATED.search(each.text) for each in (one, other))
    return rated and not set(_names(one)) & set(_names(other))


def _grew(one: Figure, other: Figure) -> bool:
    """Whether the number of the later day is the greater, and not so much greater that something else was counted."""
    first, last = sorted((one, other), key=lambda each: (true_of(each), each.filed))
    a, b = first.amount, last.amount
    if a.point is None or b.point is None or not a.point < b.low:
        return False
    return (true_of(first), first.filed) < (true_of(last), last.filed) and a.point >= GREW * b.point


def _of_others(one: Figure, other: Figure) -> bool:
    """Whether each names somebody or something that the other does not: Skerrin and Skerrin Bay may be one."""
    left, right = (frozenset(re.findall(r"[^/-]+", "-".join(_names(each)))) for each in (one, other))
    mine = any(not right & frozenset(re.findall(r"[^/-]+", name)) for name in _names(one))
    theirs = any(not left & frozenset(re.findall(r"[^/-]+", name)) for name in _names(other))
    return mine and theirs


def _contrasted(one: Figure, other: Figure) -> bool:
    """Whether one word is told apart: the harbour party is not the upland party, bread's price not that of milk."""
    for word, mine in one.qualified:
        for same, its in other.qualified:
            if word == same and mine != its and mine not in other.words and its not in one.words:
                return True
    return False


def _names(figure: Figure) -> tuple[str, ...]:
    """The people, bodies and places, without their types."""
    return tuple(sorted(name.partition("/")[2] for name in figure.names if name.startswith(_TELLING)))


def _apart(one: Figure, other: Figure) -> bool:
    """Whether the reports were filed so far apart that what they count has gone on."""
    if one.timed and other.timed:
        return abs(one.filed - other.filed) > CHANGE_AFTER
    return one.day != other.day


def true_of(figure: Figure) -> date:
    """The day that a figure was true of: the one it is said to be as of, else that of the report."""
    named = [each for each in figure.when if each.last <= figure.day]
    return named[-1].last if named and _AS_OF.search(figure.text) else figure.day
