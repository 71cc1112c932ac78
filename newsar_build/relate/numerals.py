"""Numbers as reports write them: digits, words, scales, dozens, parts and vague words, each as an interval."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

ABOUT = 0.1
"""Share by which "about" and "nearly" may be off, as newsrooms use them."""
ROUND = 0.05
"""Share by which a number that ends in zeros may have been rounded; at most half of its last digit that is not zero."""
ROUND_FROM = 100
"""Smaller whole numbers are counts, not rounded ones."""
HALF = 0.5
"""A whole number may stand for one with decimals."""

SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "mn": 1e6, "mln": 1e6,
    "crore": 1e7, "crores": 1e7, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
JOINED_SCALES = {"m": 1e6, "b": 1e9, "t": 1e12, "k": 1e3}
"""Letters that are scales where they touch the number and a currency stands before it; `m` and `k` always."""
VAGUE = {
    "dozens": (24, math.inf), "scores": (40, math.inf), "hundreds": (200, math.inf), "thousands": (1e3, math.inf),
    "millions": (1e6, math.inf), "billions": (1e9, math.inf), "several": (3, 9), "couple": (2, 2), "few": (3, 9),
    "tens": (20, math.inf),
}  # fmt: skip
"""What a word for an unclear number says: least and most."""
HEAPS = {"thousands": 1e3, "millions": 1e6, "billions": 1e9}
"""What "tens of", "hundreds of" and "dozens of" may be times."""
PARTS = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10}  # fmt: skip  # noqa: E501
CURRENCY_SIGNS = frozenset({"$", "us$", "€", "£", "¥", "₹"})
_ARTICLE = re.compile(r"\b(?:an?|the)\s+$", re.IGNORECASE)
Tokens = list[re.Match[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A number as read: its interval, the number itself where it is one, and the token after it."""

    low: float
    high: float
    point: float | None
    after: int
    percent: bool = False


def read_number(text: str, tokens: Tokens, at: int, *, money: bool) -> Read | None:  # noqa: PLR0911 - one return a form
    """The number that begins at a token, with its scale; None where none does."""
    if at >= len(tokens):
        return None
    word = tokens[at].group()
    lower = word.lower()
    if word[0].isdigit():
        if at and tokens[at - 1].end() == tokens[at].start() and tokens[at - 1].group().lower() not in CURRENCY_SIGNS:
            return None  # part of a name or a score: G7, 11-6
        return _one_in(tokens, at) or _scaled(tokens, float(word.replace(",", "")), word, at + 1, money=money)
    if lower in SMALL or lower in TENS:
        return _one_in(tokens, at) or _worded(tokens, at)
    if lower == "half" and _words(tokens, at + 1, 2) == ["a", "dozen"]:
        return Read(low=6, high=6, point=6, after=at + 3)
    if lower == "dozen":
        return Read(low=12, high=12, point=12, after=at + 1)
    if (lower in PARTS and _ARTICLE.search(text[: tokens[at].start()])) or lower == "half":
        return _part(1, lower, at + 1) if _of_follows(tokens, at + 1) else None
    return _vague(tokens, at, lower)


def _words(tokens: Tokens, at: int, count: int) -> list[str]:
    return [token.group().lower() for token in tokens[at : at + count]]


def _vague(tokens: Tokens, at: int, lower: str) -> Read | None:
    if lower not in VAGUE or (at + 1 < len(tokens) and not tokens[at + 1].group().isalpha()):
        return None
    low, high = VAGUE[lower]
    rest = _words(tokens, at + 1, 2)
    rest = rest[1:] if rest[:1] == ["of"] and (len(rest) > 1 and (rest[1] in HEAPS or rest[1] in SCALES)) else rest
    skipped = len(_words(tokens, at + 1, 2)) - len(rest)
    if rest and rest[0] in HEAPS and math.isinf(high):
        return Read(low=low * HEAPS[rest[0]], high=high, point=None, after=at + 2 + skipped)
    if rest and rest[0] in (*SCALES, "dozen"):
        scale = SCALES.get(rest[0], 12)
        return Read(low=low * scale, high=high * scale, point=None, after=at + 2 + skipped)
    if lower in ("few", "tens"):
        return None
    return Read(low=low, high=high, point=None, after=at + 1)


def _one_in(tokens: Tokens, at: int) -> Read | None:
    """`one in three`, `nine out of 10` as a share, in per cent."""
    rest = _words(tokens, at + 1, 3)
    skip = 2 if rest[:2] == ["out", "of"] else 1
    if rest[:1] != ["in"] and rest[:2] != ["out", "of"] and rest[:1] != ["of"]:
        return None
    if len(rest) <= skip or (rest[:1] == ["of"]):
        return None
    part, whole = _plain(tokens[at].group()), _plain(rest[skip])
    if part is None or whole is None or not 0 < part < whole or whole > ROUND_FROM:
        return None
    after = at + 2 + skip
    if after < len(tokens) and tokens[after].group()[0].isupper() and part != 1:
        return None  # nine in 10 Downing Street
    share = 100 * part / whole
    return Read(low=share * (1 - ABOUT), high=share * (1 + ABOUT), point=None, after=after, percent=True)


def _plain(word: str) -> float | None:
    if word.isdigit():
        return float(word)
    value = SMALL.get(word.lower(), TENS.get(word.lower()))
    return None if value is None else float(value)


def _worded(tokens: Tokens, at: int) -> Read | None:
    word = tokens[at].group().lower()
    value = float(SMALL.get(word, TENS.get(word, 0)))
    after = at + 1
    rest = _words(tokens, after, 2)
    if word in TENS and len(rest) > 1 and rest[0] == "-" and rest[1] in SMALL:
        value += SMALL[rest[1]]
        after += 2
    elif len(rest) > 1 and rest[0] == "-" and rest[1] in PARTS:
        return _part(value, rest[1], after + 2)
    elif rest and rest[0] in PARTS:
        return _part(value, rest[0], after + 1) if word != "one" or _of_follows(tokens, after + 1) else None
    elif rest and rest[0] == "dozen":
        return Read(low=12 * value, high=12 * value, point=12 * value, after=after + 1)
    elif rest and rest[0] == "one":
        return None
    written = ""
    if _words(tokens, after, 3) == ["and", "a", "half"]:  # four and a half billion
        value, written, after = value + 0.5, ".5", after + 3
        rest = _words(tokens, after, 1)
    if word == "one" and not (rest and rest[0] in SCALES):
        return None  # "one" is an article or a pronoun more often than a count
    return _scaled(tokens, value, written, after, money=False)


def _part(times: float, name: str, after: int) -> Read:
    share = 100 * times / PARTS[name]
    return Read(low=share * (1 - ABOUT), high=share * (1 + ABOUT), point=None, after=after, percent=True)


def _of_follows(tokens: Tokens, at: int) -> bool:
    return at < len(tokens) and tokens[at].group().lower() == "of"


def _scaled(tokens: Tokens, value: float, written: str, after: int, *, money: bool) -> Read:
    """The number times the scales that follow it, with the interval that its written form leaves open."""
    scale = 1.0
    while after < len(tokens):
        word = tokens[after].group().lower()
        joined = tokens[after].start() == tokens[after - 1].end()
        if word == "-" and after + 1 < len(tokens) and tokens[after + 1].group().lower() in SCALES:
            after += 1
            continue
        if joined and word in JOINED_SCALES and (money or word in "mk"):
            scale *= JOINED_SCALES[word]
        elif word in SCALES:
            scale *= SCALES[word]
        else:
            break
        after += 1
    digits = len(written.partition(".")[2])
    slack = 0.5 * 10**-digits * scale if digits or scale > 1 else _slack(value)
    value *= scale
    return Read(low=value - slack, high=value + slack, point=value, after=after)


def _slack(value: float) -> float:
    """How far off a whole number may be by rounding."""
    if value < ROUND_FROM or value != int(value):
        return HALF
    whole, step = int(value), 1
    while whole % (step * 10) == 0:
        step *= 10
    return min(step / 2, ROUND * value) if step > 1 else HALF


_BETWEEN = re.compile(r"\b(?:between|from)\s+\S{1,12}(?:\s\S{1,12})?\s*$", re.IGNORECASE)


_FROM = re.compile(r"\bfrom\s+(?:[\w$€£.]+\s+){0,2}$", re.IGNORECASE)


def read_range(  # noqa: PLR0911 - one return a form
    text: str, tokens: Tokens, read: Read, *, money: bool
) -> Read | None:
    """`3 to 5`, `3–5`, `3 or 4`, `between 3 and 5` as one interval; None where it is a score (`72 to 27`)."""
    at = read.after
    if at + 1 >= len(tokens) or read.point is None:
        return read
    link = tokens[at].group().lower()
    between = link == "and" and _BETWEEN.search(text[: tokens[at].start()])
    if link not in ("-", "–", "to", "or") and not between:
        return read
    then = at + 1 + bool(money and tokens[at + 1].group().lower() in CURRENCY_SIGNS)
    if then >= len(tokens):
        return read
    first = tokens[then].group()
    if first[0].isdigit():
        other: Read | None = _scaled(tokens, float(first.replace(",", "")), first, then + 1, money=money)
    elif first.lower() in SMALL or first.lower() in TENS:
        other = _worded(tokens, then)
    else:
        return read
    if other is None or other.point is None:
        return read
    bare = _plain(first) if first[0].isalpha() else float(first.replace(",", ""))
    scale = other.point / bare if bare else 1.0
    shared = scale > 1 and not _has_scale(tokens, read) and read.point * scale <= other.point  # 3 to 5 million
    low = read.low * scale if shared else read.low
    if low <= other.high:
        return Read(low=low, high=other.high, point=None, after=other.after)
    return read if _FROM.search(text[: tokens[at - 1].start()]) else None  # 72 to 27: a score


def _has_scale(tokens: Tokens, read: Read) -> bool:
    word = tokens[read.after - 1].group().lower()
    return word in SCALES or word in JOINED_SCALES
