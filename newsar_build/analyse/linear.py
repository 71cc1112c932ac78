"""A small linear model of short texts: their cue words by group, and their meaning. Made by training/.

A text's features are its unit vector of meaning and, for each group of a word list, `cue_scale` · log(1 + cues). The
chances of the classes are the softmax of one weighted sum a class (multinomial logistic regression). The log keeps
a text that repeats a word from drowning the rest.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from newsar_build.analyse.matching import pattern
from newsar_build.pipeline.meaning import embed

Matrix = NDArray[np.float64]
SUREST = 0.99
"""The highest chance that is stated: no reading of words is certain."""


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
    cues = np.array([[_count(lexicon, group, text) for group in groups] for text in texts], dtype=np.float64)
    return np.hstack([embed(texts).astype(np.float64), cue_scale * np.log1p(cues.reshape(len(texts), len(groups)))])


def chances(model: Linear, rows: Matrix) -> Matrix:
    """Texts × classes, each row a distribution, of texts × features."""
    return softmax(rows @ model.weights + model.bias)


def softmax(rows: Matrix) -> Matrix:
    """Rows of sums as rows of chances."""
    powers: Matrix = np.exp(rows - rows.max(axis=1, keepdims=True))
    shares: Matrix = powers / powers.sum(axis=1, keepdims=True)
    return shares


def _count(lexicon: str, group: str, text: str) -> int:
    return sum(1 for _ in pattern(lexicon, group).finditer(text))
