"""A linear model of sentences: words, relations, meaning and counts, each with one learnt weight.

log-odds = bias + Σ word weight + Σ relation weight + meaning · vector + Σ count × weight. Words and relations count by
TF-IDF: (1 + ln count) × idf, divided by the length of the sentence's whole vector. A relation is a term that the parse
gives (`statements.relations`); a model may have none.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsar_build.pipeline.meaning import embed

Weighted = Mapping[str, tuple[float, float]]
"""Term → idf, weight."""

_TOKEN = re.compile(r"[A-Za-z]+(?:'[a-z]+)?|\d[\d,.]*|[%$€£?!]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LARGE = 4
"""Digits from which a number is a large one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """The weights. `slope` and `offset` turn the raw sum into calibrated log-odds (Platt 1999)."""

    words: Weighted
    relations: Weighted
    meaning: NDArray[np.float64]
    counts: Mapping[str, float]
    bias: float
    slope: float
    offset: float


@cache
def load(name: str) -> Linear:
    """The model stored as `newsar_build/weights/<name>.json`; its card lies beside it."""
    return from_stored(json.loads((files("newsar_build") / "weights" / f"{name}.json").read_bytes()))


def from_stored(stored: Mapping[str, Any]) -> Linear:
    """The model that a weight file holds."""
    return Linear(
        words={term: (idf, weight) for term, idf, weight in stored["words"]},
        relations={term: (idf, weight) for term, idf, weight in stored.get("relations", ())},
        meaning=np.array(stored["meaning"], dtype=np.float64),
        counts=stored["counts"],
        bias=stored["bias"],
        slope=stored["slope"],
        offset=stored["offset"],
    )


def probabilities(
    model: Linear, texts: Sequence[str], counts: Sequence[Mapping[str, float]], relations: Sequence[Sequence[str]] = ()
) -> list[float]:
    """The calibrated probability of each text, 0–1, from its counted features and the terms of its relations."""
    return [_logistic(model.slope * raw + model.offset) for raw in raw_log_odds(model, texts, counts, relations)]


def raw_log_odds(
    model: Linear, texts: Sequence[str], counts: Sequence[Mapping[str, float]], relations: Sequence[Sequence[str]] = ()
) -> list[float]:
    """The sums before calibration."""
    near = embed(texts).astype(np.float64) @ model.meaning
    return [
        model.bias
        + _weigh(model.words, words(text))
        + _weigh(model.relations, related)
        + float(closeness)
        + sum(model.counts[name] * value for name, value in counted.items())
        for text, closeness, counted, related in zip(texts, near, counts, relations or [()] * len(texts), strict=True)
    ]


def words(text: str) -> list[str]:
    """The words in lower case; numbers by kind, so that no single figure has a weight."""
    return [_kind_of_number(each) if each[0].isdigit() else each.lower() for each in _TOKEN.findall(_plain(text))]


def _plain(text: str) -> str:
    return text.replace("’", "'")


def _kind_of_number(found: str) -> str:
    digits = found.rstrip(".,").replace(",", "")
    if _YEAR.fullmatch(digits):
        return "0year"
    if len(digits) >= _LARGE:
        return "0large"
    return "0decimal" if "." in digits else "0number"


def _weigh(weighted: Weighted, terms: Iterable[str]) -> float:
    total = length = 0.0
    for term, times in Counter(terms).items():
        if (found := weighted.get(term)) is not None:
            idf, weight = found
            value = (1 + math.log(times)) * idf
            total += value * weight
            length += value * value
    return total / math.sqrt(length) if length else 0.0


def _logistic(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-500.0, min(500.0, log_odds))))
