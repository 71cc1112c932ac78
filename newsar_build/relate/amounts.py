"""Amounts of a text, brought to one form so that two reports' numbers can be compared.

An amount is an interval, a unit and what is counted. Two amounts are compared only where unit, rate, direction and the
counted thing agree; they conflict only where neither lies in the other's interval or rounds to it. Whatever is unclear
is no amount: a conflict that is none does more harm than one that is missed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from newsar_build.relate.numerals import ABOUT, PARTS, SMALL, TENS, VAGUE, Read, Tokens, read_number, read_range
from newsar_build.relate.terms import FUNCTION_WORDS, stem
from newsar_build.relate.units import (
    COUNT,
    CURRENCIES,
    DURATION,
    FATE_HEADS,
    FATES,
    MANY_KINDS,
    MANY_SORTS,
    PEOPLE,
    alpha_joined,
    head_of,
    is_person,
    unit_of,
)  # fmt: skip

ROUNDED = 0.93
"""Share of the larger of two equal numbers that the smaller one is at least, both rounded as newsrooms do."""
NEAR = 0.6
"""Share of the larger number from which the smaller can be meant by "more than" or "up to"."""
AROUND = 6
"""Words before and after an amount that tell what it measures."""
FATE_AFTER = 4
"""Words after the counted thing among which its fate stands."""

_QUALIFIER = (
    r"at least|more than|over|above|no fewer than|no less than|upwards of|exceeding|at most|fewer than|less than|under"
    r"|below|up to|as many as|as much as|no more than|nearly|almost|close to|just under|just over|about|around|some"
    r"|roughly|approximately|an estimated|estimated|more or less|circa|only|just|another|a further|an additional|the|a"
)
_QUALIFIED = re.compile(rf"(?:\b(?:{_QUALIFIER})\s+)+$", re.IGNORECASE)
_LEAST = re.compile(r"\b(?:at least|more than|over|above|no fewer than|no less than|upwards of|exceeding|just over)\s+$", re.IGNORECASE)  # fmt: skip  # noqa: E501
_MOST = re.compile(r"\b(?:at most|fewer than|less than|under|below|up to|as many as|as much as|no more than|nearly|almost|close to|just under)\s+$", re.IGNORECASE)  # fmt: skip  # noqa: E501
_CLOSE = re.compile(r"(?:nearly|almost|close to|just under)\s+$", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:about|around|some|roughly|approximately|an estimated|estimated|more or less|circa)\s+$|~$", re.IGNORECASE)  # fmt: skip  # noqa: E501
_PLUS = re.compile(r"\s?(?:\+|or more\b|plus\b)", re.IGNORECASE)
_ADDED = re.compile(r"\b(?:another|a further|an additional|an extra|additional|further)\s+$", re.IGNORECASE)
_ADDED_AFTER = frozenset({"more", "new", "additional", "further", "extra", "other", "others"})
_DIRECTION = re.compile(r"\b(by|to|from)\s+$", re.IGNORECASE)
_CHANGE = r"ris(?:e|es|en|ing)|rose|increas(?:e|ed|es|ing)|grew|grow(?:n|s|th|ing)?|jump(?:ed|s)?|climb(?:ed|s)?|fall(?:s|en|ing)?|fell|drop(?:ped|s)?|declin(?:e|ed|es|ing)|slid(?:e)?|sank|cut|gain(?:ed|s)?|los(?:t|es|s)|shrank|shr(?:i|u)nk|down|up|dearer|cheaper|higher|lower|plung(?:e|ed|es)|soar(?:ed|s)?|surg(?:e|ed|es)"  # noqa: E501
_CHANGED = re.compile(rf"\b(?:(?:{_CHANGE})(?:\s+(?:of|in value))?)\s+$", re.IGNORECASE)
_CHANGES = re.compile(rf"\s*(?:{_CHANGE})\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:an?|the)\s+$", re.IGNORECASE)
_TOKEN = re.compile(r"US\$|[$€£¥₹%]|\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+(?:[’'][^\W\d_]+)?|[^\w\s]")
_BEGINS = re.compile(rf"\d|\b(?:{'|'.join((*SMALL, *TENS, *VAGUE, *PARTS, 'dozen'))})\b", re.IGNORECASE)
"""What every amount begins with: most sentences have none."""
_YEAR = re.compile(r"(?:19|20)\d\d$")
_AGE = re.compile(r"\S*[- ]years?[- ]olds?\b|\S+ years? of age\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?|age of|over the age of|under the age of|turns|turned)\s+$", re.IGNORECASE)
_AGO = re.compile(r"\s*(?:ago|earlier|before|later|after)\b", re.IGNORECASE)
_TOLL = re.compile(
    r"\b(?:(?P<death>death toll|toll)|(?:number|total|count|tally) of (?:the |those )?"
    r"(?:(?:people|persons|passengers|patients) )?(?P<of>\w+))\b[^,;.]*?"
    r"\b(?:to|at|of|is|was|reached|reaches|hit|hits|passed|topped|exceeded)\s+$",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"\s+(?:out )?of (?:the |its |their |all |some |about )*(?=\d|[a-z]+[- ])", re.IGNORECASE)
_OF_BEFORE = re.compile(
    r"(?:\d|%|\b(?:per ?cent|half|thirds?|quarters?|most|many|some|all|none|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve|\w+teen|\w+ty|dozens?|hundreds?|thousands))\s+(?:out )?of "
    r"(?:the |its |their |all |some |about )*$",
    re.IGNORECASE,
)
_STOPS = frozenset({"and", "or", "but", "while", ",", ";", ":", ".", "including", "(", ")", "—", "–"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its interval: `low` ≤ it ≤ `high`, in `unit`. `text` is as written, `start`–`end` its place.

    `unit` is `percent`, a currency, a base unit, `day` (a duration) or `count`; `head` the stem of what is counted,
    empty where the unit says all; `fate` what became of the people that are counted; `about` are stems near by;
    `point` the number itself where it is one; `whole` what it is a part of; `total` says that it is such a whole,
    `added` that it comes on top of another.
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
    total: bool
    whole: float | None
    added: bool
    fate: str
    about: frozenset[str]

    @property
    def many_sorts(self) -> bool:
        """Whether reports give many amounts of this sort, so that more than the sort must agree."""
        return self.head in MANY_SORTS if self.head else self.unit in MANY_KINDS


def amounts(text: str) -> tuple[Amount, ...]:
    """The amounts that a text gives beyond doubt, in order."""
    if not _BEGINS.search(text):
        return ()
    tokens = list(_TOKEN.finditer(text))
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
    return tuple(found)


def _amount(text: str, tokens: Tokens, at: int) -> tuple[Amount | None, int] | None:
    """The amount that begins here and the token after it; an amount of None where the number is of no known sort."""
    first = tokens[at].group().lower()
    currency = CURRENCIES.get(first, "") if not first.isalpha() else ""
    read = read_number(text, tokens, at + bool(currency), money=bool(currency))
    if read is None:
        return None
    start = tokens[at].start()
    before = text[:start]
    ranged = read_range(text, tokens, read, money=bool(currency))
    if ranged is None:
        return None, read.after + 2
    read = ranged
    unit, factor, after = unit_of(tokens, read, currency)
    vague = read.point is None and after < len(tokens) and tokens[after].group().lower() == "of"  # dozens of boats
    noun, after_head = ("", after) if unit else head_of(text, tokens, after + vague)
    whole: float | None = None
    share = not (unit or noun) and _OF_ALL.match(text[tokens[after - 1].end() :])  # 23 of 58 posts
    if share:
        noun, whole = _head_of_all(text, tokens, after)
    fate = "" if unit else _fate(text, tokens, at, after_head, noun)
    head = PEOPLE if fate and (not noun or noun in FATE_HEADS) else stem(noun)
    after_head = after if share else after_head
    if (
        not (unit or head)
        or _is_label(text, tokens, at, unit, read)
        or (not unit and alpha_joined(text, tokens, read.after))
    ):
        return None, max(read.after, at + 1)
    if _YEAR.fullmatch(first) and unit in ("", DURATION):
        return None, max(read.after, at + 1)
    qualified = _QUALIFIED.search(before)
    stem_of_it = before[: qualified.start()] if qualified else before
    low, high = _bounded(before, text[tokens[read.after - 1].end() :], read)
    end = tokens[after_head - 1].end() if noun and not share else tokens[after - 1].end()
    about = _about(text, start, end) - {head, unit}
    return (
        Amount(
            text=text[start:end],
            start=start,
            end=end,
            low=low * factor,
            high=high * factor,
            point=None if read.point is None else read.point * factor,
            unit=unit or COUNT,
            head=head,
            rate=_rate(tokens, after),
            direction=_direction(stem_of_it, text[end:], unit),
            of_more=not share and _of_more(tokens, after_head),
            total=bool(_OF_BEFORE.search(before)),
            whole=whole,
            added=bool(_ADDED.search(before))
            or any(tokens[n].group().lower() in _ADDED_AFTER for n in range(after, after_head)),
            fate=fate,
            about=about,
        ),
        max(after, after_head if noun else after),
    )


def _head_of_all(text: str, tokens: Tokens, at: int) -> tuple[str, float | None]:
    """What is counted where a number is a part of another one, and that other one."""
    for place in range(at, min(at + 5, len(tokens))):
        whole = read_number(text, tokens, place, money=False)
        if whole is not None:
            return head_of(text, tokens, whole.after)[0], whole.point
    return "", None


def _fate(text: str, tokens: Tokens, at: int, after_head: int, noun: str) -> str:
    """What became of the counted people: said by the noun, the words after it, those before, or a toll."""
    if noun in FATE_HEADS:
        return FATES[noun]
    for token in tokens[after_head : after_head + FATE_AFTER]:
        word = token.group().lower()
        if word in _STOPS or (word == "of" and not noun):
            break
        if word in FATES:
            return FATES[word]
    before = text[: tokens[at].start()]
    qualified = _QUALIFIED.search(before)
    before = before[: qualified.start()] if qualified else before
    last = re.search(r"([^\W\d_]+)\s+$", before)
    if last and last[1].lower() in FATES:
        return FATES[last[1].lower()]
    toll = _TOLL.search(before)
    if toll:
        return "dead" if toll["death"] else FATES.get(toll["of"].lower(), "")
    return ""


def _is_label(text: str, tokens: Tokens, at: int, unit: str, read: Read) -> bool:
    """Whether the number names a thing (Route 7, No. 5) or is somebody's age, a score or an hour."""
    start = tokens[at].start()
    if at and not unit:
        before = tokens[at - 1]
        opens = at == 1 or tokens[at - 2].group() in ".!?“\"'"
        gap = text[before.end() : start]
        if before.group()[0].isupper() and not opens and gap.isspace() and tokens[at].group()[0].isdigit():
            return True
    if unit == DURATION and _AGO.match(text[tokens[min(read.after, len(tokens) - 1)].end() :]):
        return True
    return bool(_AGE.match(text[start:]) or _AGED.search(text[:start]))


def _bounded(before: str, rest: str, read: Read) -> tuple[float, float]:
    low, high = read.low, read.high
    before = _ARTICLE.sub("", before)
    if _LEAST.search(before) or _PLUS.match(rest):
        return low, math.inf
    if _MOST.search(before):
        return (low * (1 - ABOUT) if _CLOSE.search(before) else 0.0), high
    if _ABOUT.search(before):
        return low * (1 - ABOUT), high * (1 + ABOUT)
    return low, high


def _direction(before: str, rest: str, unit: str) -> str:
    """Whether the amount is a change (`by`), or where one leads (`to`) or began (`from`)."""
    said = _DIRECTION.search(before)
    if said and (unit or _CHANGED.search(before[: said.start()])):
        return said.group(1).lower()
    if unit and (_CHANGED.search(before) or _CHANGES.match(rest)):
        return "by"
    return ""


def _rate(tokens: Tokens, at: int) -> str:
    """`a year`, `per adult`, `each`: the same money at another rate is another amount."""
    words = [token.group().lower() for token in tokens[at : at + 2]]
    if words[:1] == ["each"]:
        return "each"
    if words[:1] in (["annually"], ["yearly"]):
        return stem("year")
    if len(words) > 1 and words[0] in ("a", "an", "per", "every", "/") and words[1].isalpha():
        return stem(words[1])
    return ""


def _of_more(tokens: Tokens, at: int) -> bool:
    """Whether the amount is a part of some (`30 of the 140 boats`): of what is part of the meaning."""
    return at < len(tokens) and tokens[at].group().lower() == "of"


def _about(text: str, start: int, end: int) -> frozenset[str]:
    """Stems of the words near by, within the clause."""
    before = re.split(r"[;:()]|,\s", text[:start])[-1]
    after = re.split(r"[;:()]|,\s|[.!?]\s", text[end:])[0]
    near = (*re.findall(r"[^\W\d_]+", before)[-AROUND:], *re.findall(r"[^\W\d_]+", after)[:AROUND])
    return frozenset(stem(word) for word in near if word.lower() not in FUNCTION_WORDS)


def comparable(one: Amount, other: Amount) -> bool:
    """Whether two amounts may measure the same thing, as far as their own words tell."""
    if (one.unit, one.rate, one.added) != (other.unit, other.rate, other.added) or not _same_head(one, other):
        return False
    parted = one.total != other.total or (one.unit == COUNT and one.of_more != other.of_more)
    return not parted and one.fate == other.fate and {one.direction, other.direction} not in _OPPOSED


def _same_head(one: Amount, other: Amount) -> bool:
    """Whether the same is counted; people may be told by what they are."""
    if one.head == other.head:
        return True
    return PEOPLE in (one.head, other.head) and is_person(one.head) and is_person(other.head)


_OPPOSED: tuple[set[str], ...] = ({"by", "to"}, {"by", "from"}, {"to", "from"}, {"", "from"}, {"", "by"})


def agree(one: Amount, other: Amount) -> bool:
    """Whether one amount equals, rounds to or lies within the other."""
    if one.point is not None and other.point is not None:
        return other.low <= one.point <= other.high or one.low <= other.point <= one.high
    return one.low <= other.high and other.low <= one.high


def near(one: Amount, other: Amount) -> bool:
    """Whether two amounts that agree may be of one count: "more than 1,400" leaves 2,997 open and does not mean it."""
    if one.point is None or other.point is None:
        return True
    return min(size_of(one), size_of(other)) >= NEAR * max(size_of(one), size_of(other))


def same_number(one: Amount, other: Amount) -> bool:
    """Whether two amounts are one number, rounded at most: "more than 500" and 21,000 agree but are not the same."""
    if one.point is None or other.point is None or not agree(one, other):
        return False
    return min(size_of(one), size_of(other)) >= ROUNDED * max(size_of(one), size_of(other))


def size_of(amount: Amount) -> float:
    """The number, or the middle of what it may be."""
    if amount.point is not None:
        return amount.point
    return amount.low if math.isinf(amount.high) else (amount.low + amount.high) / 2
