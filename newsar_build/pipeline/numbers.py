"""Amounts by rule: percentages, money, quantities, times, ordinals and cardinals, where no name stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc, Span

_WORDS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_SCALE = r"(?:hundred|thousand|million|billion|trillion|m|bn|lakh|crore)"
_DIGITS = r"\d+(?:[.,]\d+)*"
_NUMBER = rf"(?:{_DIGITS}|{_WORDS}(?:[- ]{_WORDS})?)(?:[ -]?{_SCALE}\b)*"
_RANGE = rf"{_NUMBER}(?:\s?(?:-|–|to)\s?{_NUMBER})?"
_UNIT = (
    r"(?:kilometres?|kilometers?|km|metres?|meters?|cm|mm|miles?|feet|foot|ft|inch(?:es)?|yards?|acres?|hectares?|"
    r"square (?:kilometres|kilometers|miles|metres|meters|feet)|kilograms?|kilos?|kg|grams?|pounds? of|tonnes?|tons?|"
    r"ounces?|litres?|liters?|gallons?|barrels?|megawatts?|gigawatts?|kilowatts?|MW|GW|kWh|MWh|"
    r"degrees(?: Celsius| Fahrenheit)?|"
    r"mph|km/h|knots?|volts?|megabytes?|gigabytes?|terabytes?)"
)
_CURRENCY = (
    r"(?:dollars?|euros?|pounds?|yen|yuan|rupees?|roubles?|rubles?|francs?|crowns?|cents?|pence|pesos?|reais|ringgit|"
    r"rand)"
)
_CLOCK = r"\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m\b\.?|o[’']clock)|\d{1,2}:\d\d(?: (?:GMT|UTC))?\b|(?:mid-?night|noon)\b"
_ORDER = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)"
_SYMBOL = r"(?:US|A|C|HK|NZ|S)?[$€£¥₹]|(?:USD|EUR|GBP|RM|Rs\.?|CHF) ?"

RULES: Final = (
    ("PERCENT", re.compile(rf"{_RANGE}\s?(?:%|per ?cent\b|percentage points?\b)", re.IGNORECASE)),
    ("MONEY", re.compile(rf"(?:{_SYMBOL})\s?{_DIGITS}(?:[ -]?{_SCALE}\b)*|{_RANGE} (?:\w+ )?{_CURRENCY}\b")),
    ("QUANTITY", re.compile(rf"{_RANGE}[ -]?{_UNIT}(?!\w)")),
    ("TIME", re.compile(_CLOCK, re.IGNORECASE)),
    ("ORDINAL", re.compile(rf"\d+(?:st|nd|rd|th)\b|\b{_ORDER}\b", re.IGNORECASE)),
    ("CARDINAL", re.compile(rf"(?:\b(?:dozens|hundreds|thousands|millions|billions)|{_RANGE})\b", re.IGNORECASE)),
)  # fmt: skip
"""Label and pattern, the more telling first: what one has taken no later one takes."""


@Language.factory("newsar_numbers", assigns=["doc.ents"])
def make_numbers(nlp: Language, name: str) -> NumberRuler:
    """A factory for spaCy."""
    del nlp
    return NumberRuler(name)


class NumberRuler:
    """Adds amounts to `doc.ents` and leaves what stands there."""

    labels = tuple(label for label, _ in RULES)

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Find the amounts."""
        kinds: Any = doc.to_array(["ENT_TYPE"])
        taken = (kinds != 0).tolist()
        found: list[Span] = []
        for label, pattern in RULES:
            for span in _spans(doc, pattern, label):
                if not any(taken[span.start : span.end]):
                    taken[span.start : span.end] = [True] * len(span)
                    found.append(span)
        if found:
            doc.set_ents([*doc.ents, *found])
        return doc


def _spans(doc: Doc, pattern: re.Pattern[str], label: str) -> Iterator[Span]:
    for match in pattern.finditer(doc.text):
        span = doc.char_span(match.start(), match.end(), label=label)
        if span is not None:
            yield span
