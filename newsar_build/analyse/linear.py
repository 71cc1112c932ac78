"""A small linear model of short texts: their cue words by group, and their meaning. Made by training/.

A text's features are its unit vector of meaning and, for each group of a word list, `cue_scale` · log(1 + cues). The
chances of the classes are the softmax of one weighted sum a class (multinomial logistic regression). The log keeps
a text that repeats a word from drowning the rest. A cue inside a figurative phrase ("a perfect storm") is none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from newsar_build.analyse import lexicon as lists
from newsar_build.analyse.matching import pattern, spans_of
from newsar_build.model.findings import Evidence
from newsar_build.pipeline.meaning import embed

Matrix = NDArray[np.float64]
SUREST = 0.99
"""The highest chance that is stated: no reading of words is certain."""
FIGURATIVE = "figurative"
"""The list of such phrases, each under the word that is not meant as it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """`weights` is features × classes, `bias` one number a class; `lexicon` names the word list with `groups`."""

    classes: tuple[str, ...]
    lexicon: str
    groups: tuple[str, ...]
    cue_scale: float
    weights: Matrix
    bias: Matrix


@cache
def load(name: str) -> Linear:
    """The model in newsar_build/weights/`name`.json."""
    stored = json.loads((files("newsar_build") / "weights" / f"{name}.json").read_bytes())
    return Linear(
        classes=tuple(stored["classes"]),
        lexicon=stored["lexicon"],
        groups=tuple(stored["groups"]),
        cue_scale=stored["cue_scale"],
        weights=np.array(stored["weights"], dtype=np.float64),
        bias=np.array(stored["bias"], dtype=np.float64),
    )


def features(texts: Sequence[str], lexicon: str, groups: Sequence[str], cue_scale: float) -> Matrix:
    """Texts × (dimensions of meaning + groups)."""
    meant = [literal(text) for text in texts]
    counts = np.array([[_count(lexicon, group, text) for group in groups] for text in meant], dtype=np.float64)
    return np.hstack([embed(texts).astype(np.float64), cue_scale * np.log1p(counts.reshape(len(texts), len(groups)))])


def chances(model: Linear, rows: Matrix) -> Matrix:
    """Texts × classes, each row a distribution, of texts × features."""
    return softmax(rows @ model.weights + model.bias)


def softmax(rows: Matrix) -> Matrix:
    """Rows of sums as rows of chances."""
    powers: Matrix = np.exp(rows - rows.max(axis=1, keepdims=True))
    shares: Matrix = powers / powers.sum(axis=1, keepdims=True)
    return shares


def cues(lexicon: str, group: str, text: str) -> Evidence:
    """Where the words of a group stand and are meant as they say."""
    return spans_of(pattern(lexicon, group), literal(text))


def proves(lexicon: str, group: str, text: str) -> bool:
    """Whether a cue word stands in the text that speaks for the group alone, or two different ones that do together.

    The list `lexicon`_weak names the words that do not do so alone: "fire" may be a blaze, a dismissal or a shot.
    """
    weak = lists.grouped(f"{lexicon}_weak").get(group, ())
    found = {text[cue.start : cue.end].lower() for cue in cues(lexicon, group, text)}
    return len(found) > 1 or any(each not in weak for each in found)


@lru_cache(maxsize=256)
def literal(text: str) -> str:
    """The text with the figurative word of each figurative phrase blanked; no offset moves."""
    return pattern(FIGURATIVE).sub(_blanked, text)


def _blanked(found: re.Match[str]) -> str:
    phrase = found.group()
    word = _headings()[phrase.lower()]
    return re.sub(rf"\b{re.escape(word)}\b", " " * len(word), phrase, flags=re.IGNORECASE)


@cache
def _headings() -> dict[str, str]:
    return {phrase: word for word, phrases in lists.grouped(FIGURATIVE).items() for phrase in phrases}


def _count(lexicon: str, group: str, text: str) -> int:
    return sum(1 for _ in pattern(lexicon, group).finditer(text))
