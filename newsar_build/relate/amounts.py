"""Amounts in a claim, brought to one form so that two reports' numbers can be compared.

An amount is an interval, a unit and what is counted. Two amounts are compared only where unit, rate, direction and the
counted thing agree; they conflict only where neither lies in the other's interval or rounds to it. Whatever is unclear
is no amount: a conflict that is none does more harm than one that is missed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from newsar_build.relate.terms import FUNCTION_WORDS, stem

ABOUT = 0.1
"""Share by which "about" and "nearly" may be off, as newsrooms use them."""
ROUND = 0.05
"""Share by which a number that ends in zeros may have been rounded; at most half of its last digit that is not zero."""
ROUND_FROM = 100
"""Smaller whole numbers are counts, not rounded ones."""
HALF = 0.5
"""A whole number may stand for one with decimals."""
AROUND = 6
"""Words before and after an amount that tell what it measures."""
RUN = 3
"""Words after a number among which the counted thing stands."""

_SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "mn": 1e6, "crore": 1e7,
    "crores": 1e7, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12,
}  # fmt: skip
_VAGUE = {
    "dozens": (24, math.inf), "scores": (40, math.inf), "hundreds": (200, math.inf), "thousands": (2e3, math.inf),
    "millions": (2e6, math.inf), "billions": (2e9, math.inf), "several": (3, 9), "couple": (2, 2),
}  # fmt: skip
"""What a word for an unclear number says: least and most."""
_PARTS = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10}
_CURRENCIES = {
    "$": "dollar", "us$": "dollar", "dollar": "dollar", "dollars": "dollar", "€": "euro", "euro": "euro",
    "euros": "euro", "£": "pound", "pounds": "pound", "¥": "yen", "yen": "yen", "₹": "rupee", "rupees": "rupee",
    "crowns": "crown", "crown": "crown", "francs": "franc", "yuan": "yuan", "roubles": "rouble", "rubles": "rouble",
}  # fmt: skip
_MEASURES = {
    "km": ("metre", 1e3), "kilometre": ("metre", 1e3), "kilometer": ("metre", 1e3), "mile": ("metre", 1609.344),
    "metre": ("metre", 1.0), "meter": ("metre", 1.0), "feet": ("metre", 0.3048), "foot": ("metre", 0.3048),
    "kg": ("kilogram", 1.0), "kilogram": ("kilogram", 1.0), "kilo": ("kilogram", 1.0), "tonne": ("kilogram", 1e3),
    "ton": ("kilogram", 1e3), "mw": ("watt", 1e6), "megawatt": ("watt", 1e6), "gw": ("watt", 1e9),
    "gigawatt": ("watt", 1e9), "kilowatt": ("watt", 1e3), "kw": ("watt", 1e3), "hectare": ("hectare", 1.0),
    "litre": ("litre", 1.0), "liter": ("litre", 1.0), "degree": ("degree", 1.0), "mph": ("metre an hour", 1609.344),
    "knot": ("knot", 1.0), "barrel": ("barrel", 1.0),
}  # fmt: skip
_LEAST = re.compile(r"\b(?:at least|more than|over|above|no fewer than|no less than|upwards of|exceeding)\s+$", re.IGNORECASE)  # fmt: skip  # noqa: E501
_MOST = re.compile(r"\b(?:at most|fewer than|less than|under|below|up to|as many as|as much as|no more than|nearly|almost|close to|just under)\s+$", re.IGNORECASE)  # fmt: skip  # noqa: E501
_ABOUT = re.compile(r"\b(?:about|around|some|roughly|approximately|an estimated|estimated|more or less|circa)\s+$|~$", re.IGNORECASE)  # fmt: skip  # noqa: E501
_DIRECTION = re.compile(r"\b(by|to|from)\s+(?:(?:about|around|at least|more than|nearly|almost|some|just|a|an)\s+)*$", re.IGNORECASE)  # fmt: skip  # noqa: E501
_ARTICLE = re.compile(r"\b(?:an?|the)\s+$", re.IGNORECASE)
_TOKEN = re.compile(r"US\$|[$€£¥₹%]|\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+(?:[’'][^\W\d_]+)?|[^\w\s]")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip  # noqa: E501
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if name != "may" else "may" for name in _MONTHS)
_DATE = re.compile(rf"\b(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?|(?P<first>{_MONTH})\b\.?\s+(?P<after>\d{{1,2}})(?:st|nd|rd|th)?\b(?![,.]?\d))(?:,?\s+(?:19|20)\d\d\b)?", re.IGNORECASE)  # fmt: skip  # noqa: E501
_YEAR = re.compile(r"(?:19|20)\d\d$")
_PLURALS = frozenset({"people", "men", "women", "children", "police", "staff", "mice", "feet", "deaths"})
_NOT_HEADS = frozenset({"am", "pm", "gmt", "percent", "per", "cent", "points", "times", "o’clock", "others", "years", "year"})  # fmt: skip  # noqa: E501
_NOT_PLURAL = frozenset({"is", "was", "has", "does", "this", "says", "its", "his", "as", "us"})
MANY_SORTS = frozenset(
    map(
        stem,
        (
            "people", "persons", "men", "women", "children", "residents", "workers", "employees", "officials",
            "members", "days", "weeks", "months", "hours", "minutes", "cases", "places", "cities", "states",
            "countries", "points", "votes", "times", "reports", "groups", "others",
        ),
    )
)  # fmt: skip
"""Heads of which a report counts many sorts: what is done with them must agree too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its interval: `low` ≤ it ≤ `high`, in `unit`. `text` is as written, `start`–`end` its place.

    `unit` is `percent`, a currency, a base unit, `date` (day of the year) or `count`; `head` the stem of what is
    counted, empty where the unit says all; `about` are stems near by; `point` the number itself where it is one.
    """

    text: str
    start: int
    end: int
    low: float
    high: float
    point: float | None
    unit: str
    head: str
    rate: str
    direction: str
    of_more: bool
    about: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A number as read: its interval and the tokens it took."""

    low: float
    high: float
    point: float | None
    after: int
    percent: bool = False


def amounts(text: str) -> tuple[Amount, ...]:
    """The amounts that a text gives beyond doubt, in order."""
    dated = tuple(_dates(text))
    tokens = [
        found for found in _TOKEN.finditer(text) if not any(day.start <= found.start() < day.end for day in dated)
    ]
    found = []
    at = 0
    while at < len(tokens):
        made = _amount(text, tokens, at)
        if made is None:
            at += 1
        else:
            amount, at = made
            if amount:
                found.append(amount)
    return tuple(sorted((*found, *dated), key=lambda each: each.start))


def _amount(text: str, tokens: list[re.Match[str]], at: int) -> tuple[Amount | None, int] | None:
    """The amount that begins here and the token after it; an amount of None where the number is of no known sort."""
    first = tokens[at].group().lower()
    currency = _CURRENCIES.get(first, "") if not first.isalpha() else ""
    begin = at + bool(currency)
    read = _number(text, tokens, begin)
    if read is None:
        return None
    start = tokens[at].start()
    before = text[:start]
    read = _range(text, tokens, read, currency=currency)
    unit, factor, after = _unit(tokens, read, currency)
    vague = read.point is None and _of_follows(tokens, after)  # dozens of boats
    head, after_head = ("", after) if unit else _head(text, tokens, after + vague)
    bare = not unit and not head
    if bare or _is_label(text, tokens, at, unit) or (_YEAR.fullmatch(first) and not unit):
        return None, max(read.after, at + 1)
    low, high = _bounded(before, read)
    end = tokens[after_head - 1].end() if head else tokens[after - 1].end()
    direction = _DIRECTION.search(before)
    return (
        Amount(
            text=text[start:end],
            start=start,
            end=end,
            low=low * factor,
            high=high * factor,
            point=None if read.point is None else read.point * factor,
            unit=unit or "count",
            head=head,
            rate=_rate(tokens, after),
            direction=direction.group(1).lower() if direction else "",
            of_more=_of_more(tokens, after_head),
            about=_about(text, start, end) - {head, unit},
        ),
        after,
    )


def _number(text: str, tokens: list[re.Match[str]], at: int) -> _Read | None:  # noqa: PLR0911 - one return a form
    """Digits, words, parts and vague words, with their scale."""
    if at >= len(tokens):
        return None
    word = tokens[at].group()
    lower = word.lower()
    if word[0].isdigit():
        if at and tokens[at - 1].end() == tokens[at].start() and tokens[at - 1].group() not in _CURRENCIES:
            return None  # part of a name or a score: G7, 11-6
        return _scaled(tokens, float(word.replace(",", "")), word, at + 1)
    if lower in _SMALL or lower in _TENS:
        return _worded(tokens, at)
    if lower == "dozen":
        return _Read(low=12, high=12, point=12, after=at + 1)
    if (lower in _PARTS and _ARTICLE.search(text[: tokens[at].start()])) or lower == "half":
        return _part(1, lower, at + 1) if _of_follows(tokens, at + 1) else None
    if lower in _VAGUE and (at + 1 >= len(tokens) or tokens[at + 1].group().isalpha()):
        low, high = _VAGUE[lower]
        return _Read(low=low, high=high, point=None, after=at + 1)
    return None


def _worded(tokens: list[re.Match[str]], at: int) -> _Read | None:
    word = tokens[at].group().lower()
    value = float(_SMALL.get(word, _TENS.get(word, 0)))
    after = at + 1
    rest = [token.group().lower() for token in tokens[after : after + 2]]
    if word in _TENS and len(rest) > 1 and rest[0] == "-" and rest[1] in _SMALL:
        value += _SMALL[rest[1]]
        after += 2
    elif len(rest) > 1 and rest[0] == "-" and rest[1] in _PARTS:
        return _part(value, rest[1], after + 2)
    elif rest and rest[0] in _PARTS and word != "one":
        return _part(value, rest[0], after + 1)
    elif rest and rest[0] == "dozen":
        return _Read(low=12 * value, high=12 * value, point=12 * value, after=after + 1)
    elif rest and rest[0] == "one":
        return None
    if word == "one" and not (rest and rest[0] in _SCALES):
        return None  # "one" is an article or a pronoun more often than a count
    return _scaled(tokens, value, "", after)


def _part(times: float, name: str, after: int) -> _Read:
    share = 100 * times / _PARTS[name]
    return _Read(low=share * (1 - ABOUT), high=share * (1 + ABOUT), point=None, after=after, percent=True)


def _of_follows(tokens: list[re.Match[str]], at: int) -> bool:
    return at < len(tokens) and tokens[at].group().lower() == "of"


def _scaled(tokens: list[re.Match[str]], value: float, written: str, after: int) -> _Read:
    """The number times the scales that follow it, with the interval that its written form leaves open."""
    scale = 1.0
    while after < len(tokens):
        word = tokens[after].group().lower()
        joined = tokens[after].start() == tokens[after - 1].end()
        if word == "-" and after + 1 < len(tokens) and tokens[after + 1].group().lower() in _SCALES:
            after += 1
            continue
        if word == "m" and joined:
            scale *= 1e6
        elif word in _SCALES:
            scale *= _SCALES[word]
        else:
            break
        after += 1
    digits = len(written.partition(".")[2])
    slack = 0.5 * 10**-digits * scale if digits or scale > 1 else _slack(value)
    value *= scale
    return _Read(low=value - slack, high=value + slack, point=value, after=after)


def _slack(value: float) -> float:
    """How far off a whole number may be by rounding."""
    if value < ROUND_FROM or value != int(value):
        return HALF
    whole, step = int(value), 1
    while whole % (step * 10) == 0:
        step *= 10
    return min(step / 2, ROUND * value) if step > 1 else HALF


def _range(text: str, tokens: list[re.Match[str]], read: _Read, *, currency: str) -> _Read:
    """`3 to 5`, `3–5`, `between 3 and 5` as one interval."""
    at = read.after
    if at + 1 >= len(tokens) or read.point is None:
        return read
    link = tokens[at].group().lower()
    start = tokens[at].start()
    between = link == "and" and re.search(r"\bbetween\s+\S{1,12}(?:\s\S{1,12})?\s*$", text[:start], re.IGNORECASE)
    if link not in ("-", "–", "to") and not between:
        return read
    then = at + 1 + bool(currency and tokens[at + 1].group() in _CURRENCIES)
    if then >= len(tokens) or not (tokens[then].group()[0].isdigit() or tokens[then].group().lower() in _SMALL):
        return read
    other = (
        _scaled(tokens, float(tokens[then].group().replace(",", "")), tokens[then].group(), then + 1)
        if tokens[then].group()[0].isdigit()
        else _worded(tokens, then)
    )
    if other is None or other.point is None:
        return read
    low = read.low
    if read.point < other.point and other.point >= min(_SCALES.values()) and read.high < ROUND_FROM:
        scale = other.point / max(1.0, _mantissa(other.point))  # 3 to 5 million
        low = read.point * scale
    return _Read(low=low, high=other.high, point=None, after=other.after) if low <= other.high else read


def _mantissa(value: float) -> float:
    return value / 10 ** (3 * int(math.log10(value) // 3)) if value >= 1 else value


def _unit(tokens: list[re.Match[str]], read: _Read, currency: str) -> tuple[str, float, int]:  # noqa: PLR0911 - one return a unit
    """Unit, factor to its base, and the token after it."""
    at = read.after
    if currency:
        return currency, 1.0, at
    if read.percent:
        return "percent", 1.0, at
    words = [token.group().lower() for token in islice(tokens, at, at + 3)]
    if words[:1] == ["-"]:
        words, at = words[1:], at + 1
    if not words:
        return "", 1.0, read.after
    if words[0] in ("%", "percent"):
        return _points(words[1:], at + 1)
    if words[:2] == ["per", "cent"]:
        return _points(words[2:], at + 2)
    if words[:2] == ["percentage", "points"]:
        return "percentage point", 1.0, at + 2
    if words[0] in _CURRENCIES:
        return _CURRENCIES[words[0]], 1.0, at + 1
    name = words[0] if words[0] in _MEASURES else words[0].removesuffix("s")
    if name in _MEASURES:
        return *_MEASURES[name], at + 1
    return "", 1.0, read.after


def _points(words: list[str], after: int) -> tuple[str, float, int]:
    return ("percentage point", 1.0, after + 1) if words[:1] in (["point"], ["points"]) else ("percent", 1.0, after)


def _head(text: str, tokens: list[re.Match[str]], at: int) -> tuple[str, int]:
    """The counted thing: the first plural among the next words; none where another word comes between."""
    for place in range(at, min(at + RUN, len(tokens))):
        word = tokens[place].group()
        lower = word.lower()
        gap = text[tokens[place - 1].end() : tokens[place].start()]
        if not word[0].isalpha() or gap.strip() or not gap or lower in _NOT_HEADS or lower in _NOT_PLURAL:
            return "", at
        if (lower in FUNCTION_WORDS and lower not in _PLURALS and not lower.endswith("s")) or lower in _SMALL:
            return "", at
        if lower in _PLURALS or (lower.endswith("s") and not lower.endswith(("ss", "us", "’s", "'s"))):
            return stem(word), place + 1
    return "", at


def _is_label(text: str, tokens: list[re.Match[str]], at: int, unit: str) -> bool:
    """Whether the number names a thing (Route 7, No. 5) or is somebody's age, a score or an hour."""
    if at and not unit:
        before = tokens[at - 1]
        opens = at == 1 or tokens[at - 2].group() in ".!?“\"'"
        gap = text[before.end() : tokens[at].start()]
        if before.group()[0].isupper() and not opens and gap.isspace() and tokens[at].group()[0].isdigit():
            return True
    return bool(re.match(r"\S*[- ]years?[- ]old\b", text[tokens[at].start() :], re.IGNORECASE))


def _bounded(before: str, read: _Read) -> tuple[float, float]:
    low, high = read.low, read.high
    before = _ARTICLE.sub("", before)
    if _LEAST.search(before):
        return low, math.inf
    if _MOST.search(before):
        close = re.search(r"(?:nearly|almost|close to|just under)\s+$", before, re.IGNORECASE)
        return (low * (1 - ABOUT) if close else 0.0), high
    if _ABOUT.search(before):
        return low * (1 - ABOUT), high * (1 + ABOUT)
    return low, high


def _rate(tokens: list[re.Match[str]], at: int) -> str:
    """`a year`, `per adult`, `each`: the same money at another rate is another amount."""
    words = [token.group().lower() for token in tokens[at : at + 2]]
    if words[:1] == ["each"]:
        return "each"
    if len(words) > 1 and words[0] in ("a", "an", "per", "every") and words[1].isalpha():
        return stem(words[1])
    return ""


def _of_more(tokens: list[re.Match[str]], at: int) -> bool:
    """Whether the amount is a part of some (`30 of the 140 boats`): of what is part of the meaning."""
    return at < len(tokens) and tokens[at].group().lower() == "of"


def _about(text: str, start: int, end: int) -> frozenset[str]:
    """Stems of the words near by, within the clause."""
    before = re.split(r"[;:()]|,\s", text[:start])[-1]
    after = re.split(r"[;:()]|,\s|[.!?]\s", text[end:])[0]
    near = (*re.findall(r"[^\W\d_]+", before)[-AROUND:], *re.findall(r"[^\W\d_]+", after)[:AROUND])
    return frozenset(stem(word) for word in near if word.lower() not in FUNCTION_WORDS)


def _dates(text: str) -> Iterator[Amount]:
    """Days of a month as days of a leap year; a year beside it is not compared."""
    for found in _DATE.finditer(text):
        name = (found["month"] or found["first"]).lower()
        day = int(found["before"] or found["after"])
        month = next(number for number, each in enumerate(_MONTHS) if each.startswith(name[:3]))
        if found["first"] and found["first"][0].islower():
            continue  # "may 12" is a verb
        value = float(31 * month + day)
        yield Amount(
            text=found.group(), start=found.start(), end=found.end(), low=value, high=value, point=value, unit="date",
            head="", rate="", direction="", of_more=False, about=_about(text, found.start(), found.end()),
        )  # fmt: skip


def comparable(one: Amount, other: Amount) -> bool:
    """Whether two amounts measure the same thing, as far as their words tell."""
    same = (one.unit, one.head, one.rate) == (other.unit, other.head, other.rate)
    parted = one.unit == "count" and one.of_more != other.of_more
    if not same or parted or {one.direction, other.direction} in _OPPOSED:
        return False
    if one.head and one.head not in MANY_SORTS:
        return True
    return bool(one.about & other.about)


_OPPOSED: tuple[set[str], ...] = ({"by", "to"}, {"by", "from"}, {"to", "from"}, {"", "from"}, {"", "by"})


def agree(one: Amount, other: Amount) -> bool:
    """Whether one amount equals, rounds to or lies within the other."""
    if one.point is not None and other.point is not None:
        return other.low <= one.point <= other.high or one.low <= other.point <= one.high
    return one.low <= other.high and other.low <= one.high
