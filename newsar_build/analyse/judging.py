"""How far a sentence judges rather than reports: loaded words, and its nearness in meaning to opinion or to report."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from newsar_build.analyse import lexicon
from newsar_build.analyse.sentence_model import load, probabilities
from newsar_build.model.findings import Span

LONGEST = 4
"""Words of the longest phrase in the list."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_REPORTING = re.compile(r"\b(?:said|told|says|according|announced|reported)\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


def probabilities_of_judging(texts: Sequence[str]) -> list[float]:
    """For each sentence the probability that it judges, 0–1."""
    return probabilities(load("tone_subjective"), texts, [counted(text) for text in texts])


def counted(text: str) -> dict[str, float]:
    """Root of the loaded words' weights, plain verbs of reporting, and whether there is a figure."""
    weights = lexicon.weighted("tone_subjective")
    loaded = sum(weights[term(text, span)] for span in judging_words(text))
    return {
        "judging words": math.sqrt(loaded),
        "reporting verbs": float(len(_REPORTING.findall(text))),
        "a figure": float(bool(_DIGIT.search(text))),
    }


def judging_words(text: str) -> tuple[Span, ...]:
    """Where words and phrases of the list stand, the longest first, none within another."""
    known = lexicon.weighted("tone_subjective")
    places = list(_WORD.finditer(text))
    found: list[Span] = []
    at = 0
    while at < len(places):
        step = 1
        for length in range(min(LONGEST, len(places) - at), 0, -1):
            span = Span(start=places[at].start(), end=places[at + length - 1].end())
            if term(text, span) in known:
                found.append(span)
                step = length
                break
        at += step
    return tuple(found)


def term(text: str, span: Span) -> str:
    """The words at a span as the list writes them."""
    return " ".join(text[span.start : span.end].lower().replace("’", "'").split())
