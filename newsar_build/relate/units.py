"""What numbers are numbers of: currencies, measures, durations, and words for the counted thing."""

from __future__ import annotations

import re
from itertools import islice

from newsar_build.relate.numerals import Read, Tokens
from newsar_build.relate.terms import FUNCTION_WORDS, stem

RUN = 3
"""Words after a number among which the counted thing stands."""

CURRENCIES = {
    "$": "dollar", "us$": "dollar", "dollar": "dollar", "dollars": "dollar", "€": "euro", "euro": "euro",
    "euros": "euro", "£": "pound", "pounds": "pound", "¥": "yen", "yen": "yen", "₹": "rupee", "rupees": "rupee",
    "crowns": "crown", "crown": "crown", "kroner": "crown", "kronor": "crown", "francs": "franc", "yuan": "yuan",
    "roubles": "rouble", "rubles": "rouble", "pesos": "peso", "rand": "rand", "lira": "lira",
}  # fmt: skip
_MEASURES = {
    "km": ("metre", 1e3), "kilometre": ("metre", 1e3), "kilometer": ("metre", 1e3), "mile": ("metre", 1609.344),
    "metre": ("metre", 1.0), "meter": ("metre", 1.0), "feet": ("metre", 0.3048), "foot": ("metre", 0.3048),
    "ft": ("metre", 0.3048), "cm": ("metre", 0.01), "centimetre": ("metre", 0.01), "centimeter": ("metre", 0.01),
    "mm": ("metre", 1e-3), "millimetre": ("metre", 1e-3), "millimeter": ("metre", 1e-3), "yard": ("metre", 0.9144),
    "inch": ("metre", 0.0254), "inches": ("metre", 0.0254), "kg": ("kilogram", 1.0), "kilogram": ("kilogram", 1.0),
    "kilo": ("kilogram", 1.0), "gram": ("kilogram", 1e-3), "tonne": ("kilogram", 1e3), "ton": ("kilogram", 1e3),
    "t": ("kilogram", 1e3), "mw": ("watt", 1e6), "megawatt": ("watt", 1e6), "gw": ("watt", 1e9),
    "gigawatt": ("watt", 1e9), "kilowatt": ("watt", 1e3), "kw": ("watt", 1e3), "mwh": ("watt hour", 1e6),
    "gwh": ("watt hour", 1e9), "kwh": ("watt hour", 1e3), "hectare": ("hectare", 1.0), "acre": ("hectare", 0.404686),
    "litre": ("litre", 1.0), "liter": ("litre", 1.0), "gallon": ("litre", 3.78541), "degree": ("degree", 1.0),
    "mph": ("metre an hour", 1609.344), "kph": ("metre an hour", 1e3), "knot": ("knot", 1.0), "barrel": ("barrel", 1.0),
}  # fmt: skip
_DURATIONS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25}
_SPEEDS = {("km", "/", "h"): 1e3, ("m", "/", "s"): 3600.0}
_SQUARES = {"kilometre": 100.0, "kilometer": 100.0, "km": 100.0, "mile": 258.999, "metre": 1e-4, "meter": 1e-4}
"""Hectares of a square of that side."""
COUNT, PERCENT, POINT, DURATION = "count", "percent", "percentage point", "day"
MANY_KINDS = frozenset({COUNT, PERCENT, POINT, DURATION, "metre", *CURRENCIES.values()})
"""Units in which a report measures many things; of others (watts, tonnes) a story seldom has two."""
_PLURALS = frozenset({"people", "men", "women", "children", "police", "staff", "mice", "feet", "deaths", "troops", "cattle", "aircraft"})  # fmt: skip  # noqa: E501
_NOT_HEADS = frozenset({"am", "pm", "gmt", "percent", "per", "cent", "points", "times", "o’clock", "others", "years", "year", "ways"})  # fmt: skip  # noqa: E501
_NOT_PLURAL = frozenset({"is", "was", "has", "does", "this", "says", "its", "his", "as", "us", "needs", "wants"})
_PERSONS = frozenset(
    map(
        stem,
        """
        people persons men women children adults residents neighbours neighbors inhabitants citizens locals workers
        employees staff miners passengers travellers travelers commuters tourists visitors guests students pupils
        teachers patients nurses doctors drivers sailors crew soldiers troops officers firefighters police protesters
        demonstrators marchers supporters fans spectators villagers islanders migrants refugees prisoners inmates
        customers victims civilians rescuers volunteers voters members
        """.split(),  # noqa: SIM905  a word list
    )
)
PEOPLE = stem("people")
MANY_SORTS = frozenset(
    map(
        stem,
        (
            "people", "persons", "men", "women", "children", "residents", "workers", "employees", "officials",
            "members", "days", "weeks", "months", "hours", "minutes", "cases", "places", "cities", "states",
            "countries", "points", "votes", "times", "reports", "groups", "others", "deaths", "tests", "jobs",
            "americans", "patients", "officers", "protesters", "voters", "delegates",
        ),
    )
)  # fmt: skip
"""Heads of which a report counts many sorts: what is done with them must agree too."""
FATES = {
    word: fate
    for fate, words in (
        (
            "dead",
            "dead died die dies dying killed kills killing kill deaths death fatalities fatality perished drowned",
        ),
        ("injured", "injured injures injuring injure hurt wounded wounding injuries injury"),
        ("missing", "missing unaccounted"),
        ("arrested", "arrested arrests arresting detained detaining detentions"),
        ("infected", "infected infections infection"),
        ("moved", "evacuated evacuees displaced homeless evacuating"),
        ("in hospital", "hospitalised hospitalized hospitalisations hospitalizations"),
        ("freed", "rescued saved released freed"),
    )
    for word in words.split()
}
"""What became of the people that are counted, by the words for it: the dead are not the injured."""
FATE_HEADS = frozenset({"deaths", "fatalities", "injuries", "arrests", "infections", "detentions", "hospitalizations", "hospitalisations"})  # fmt: skip  # noqa: E501
"""Plurals that count people by what became of them."""


def is_person(head: str) -> bool:
    """Whether a counted thing (a stem) is somebody."""
    return head in _PERSONS or head.endswith("men")


def unit_of(tokens: Tokens, read: Read, currency: str) -> tuple[str, float, int]:
    """Unit, factor to its base, and the token after it; an empty unit where none follows."""
    at = read.after
    if currency or read.percent:
        return currency or PERCENT, 1.0, at
    words = [token.group().lower() for token in islice(tokens, at, at + 4)]
    if words[:1] == ["-"]:
        words, at = words[1:], at + 1
    if not words:
        return "", 1.0, read.after
    return _share(words, at) or _measure(words, at) or ("", 1.0, read.after)


def _share(words: list[str], at: int) -> tuple[str, float, int] | None:
    """Per cent, percentage points and basis points."""
    if words[0] in ("%", "percent", "pc"):
        return _points(words[1:], at + 1)
    if words[:2] == ["per", "cent"]:
        return _points(words[2:], at + 2)
    if words[0] in ("percentage", "basis") and words[1:2] in (["points"], ["point"]):
        return POINT, 1.0 if words[0] == "percentage" else 0.01, at + 2
    return None


def _measure(words: list[str], at: int) -> tuple[str, float, int] | None:
    """Money, speeds, areas, durations and the other measures."""
    if words[0] in CURRENCIES:
        return CURRENCIES[words[0]], 1.0, at + 1
    if tuple(words[:3]) in _SPEEDS:
        return "metre an hour", _SPEEDS[words[0], words[1], words[2]], at + 3
    if words[0] in ("square", "sq") and len(words) > 1 and words[1].removesuffix("s") in _SQUARES:
        return "hectare", _SQUARES[words[1].removesuffix("s")], at + 2
    single = words[0].removesuffix("s")
    if single in _DURATIONS:
        return DURATION, _DURATIONS[single], at + 1
    name = words[0] if words[0] in _MEASURES else single
    return (*_MEASURES[name], at + 1) if name in _MEASURES else None


def _points(words: list[str], after: int) -> tuple[str, float, int]:
    return (POINT, 1.0, after + 1) if words[:1] in (["point"], ["points"]) else (PERCENT, 1.0, after)


def head_of(text: str, tokens: Tokens, at: int) -> tuple[str, int]:
    """The counted thing's word: the first plural among the next words; empty where another word comes between."""
    for place in range(at, min(at + RUN, len(tokens))):
        word = tokens[place].group()
        lower = word.lower()
        gap = text[tokens[place - 1].end() : tokens[place].start()]
        if word == "-" and place > at:
            continue
        if not word[0].isalpha() or (gap.strip() and gap != "-") or lower in _NOT_HEADS or lower in _NOT_PLURAL:
            return "", at
        if not gap and tokens[place - 1].group() != "-":
            return "", at
        if lower in FUNCTION_WORDS and lower not in _PLURALS and lower not in ("new", "more", "other"):
            return "", at
        if (
            lower in _PLURALS
            or lower.endswith(("men", "people"))
            or (lower.endswith("s") and not lower.endswith(("ss", "us", "’s", "'s", "ous", "is")))
        ):
            return lower, place + 1
    return "", at


def alpha_joined(text: str, tokens: Tokens, after: int) -> bool:
    """Whether letters touch the number (`14th`, `737s`): then it counts nothing."""
    if after >= len(tokens) or not re.match(r"\w", tokens[after].group()):
        return False
    return tokens[after].start() == tokens[after - 1].end() and tokens[after - 1].group()[-1].isdigit() and bool(text)
