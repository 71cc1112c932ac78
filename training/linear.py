"""How the small linear models are learnt: multinomial logistic regression, then one temperature for honest chances."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newsar_build.analyse import linear
from newsar_build.analyse.linear import Linear, Matrix

Indexes = NDArray[np.int64]
WEIGHTS = Path(__file__).parents[1] / "newsar_build" / "weights"
SEED = 0
FOLDS = 3
"""Inner folds on which the temperature is found."""
TEMPERATURES = np.arange(0.4, 2.55, 0.1)
STEPS = 60
"""Enough for held-out figures to stand still."""
FREE = 1e-3
"""Regularisation of a bias: next to none."""
DECIMALS = 3
"""Of a stored weight: chances move by less than a hundredth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What is learnt with: the word list and its groups, their scale beside the meaning, and 1/regularisation."""

    lexicon: str
    groups: tuple[str, ...]
    cue_scale: float
    strength: float


def learn(recipe: Recipe, rows: Matrix, labels: Sequence[str], importance: Matrix, judged: NDArray[np.bool_]) -> Linear:
    """A model of `rows` (features, as `linear.features` makes them), each counting by its importance.

    The temperature is the one that best predicts held-out rows among those that are `judged`.
    """
    names = np.array(labels)
    classes, bias, weights = _fit(recipe, rows, names, importance)
    heat = _temperature(recipe, rows, names, importance, judged)
    return Linear(
        classes=classes,
        lexicon=recipe.lexicon,
        groups=recipe.groups,
        cue_scale=recipe.cue_scale,
        weights=np.round(weights / heat, DECIMALS),
        bias=np.round(bias / heat, DECIMALS),
    )


def balanced(labels: Sequence[str]) -> Matrix:
    """Importance by which every label weighs the same, 1 on average."""
    _, position, counts = np.unique(np.array(labels), return_inverse=True, return_counts=True)
    shares: Matrix = len(labels) / (len(counts) * counts[position])
    return shares


def folds(labels: Sequence[str] | NDArray[np.str_], count: int, seed: int) -> Iterator[tuple[Indexes, Indexes]]:
    """Known and held-out positions of each fold; every label is spread evenly over the folds."""
    names = np.array(labels)
    shuffled = np.random.default_rng(seed).permutation(len(names))
    fold = np.empty(len(names), dtype=np.int64)
    fold[shuffled[np.argsort(names[shuffled], kind="stable")]] = np.arange(len(names)) % count
    for number in range(count):
        yield np.flatnonzero(fold != number), np.flatnonzero(fold == number)


def store(model: Linear, name: str) -> Path:
    """Write newsar_build/weights/`name`.json."""
    place = WEIGHTS / f"{name}.json"
    place.parent.mkdir(exist_ok=True)
    rows = ",\n  ".join(json.dumps(row) for row in model.weights.tolist())
    head = {"classes": model.classes, "lexicon": model.lexicon, "groups": model.groups, "cue_scale": model.cue_scale}
    lines = [f' "{key}": {json.dumps(value)}' for key, value in head.items()]
    lines += [f' "bias": {json.dumps(model.bias.tolist())}', f' "weights": [\n  {rows}\n ]']
    place.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return place


def _fit(
    recipe: Recipe, rows: Matrix, names: NDArray[np.str_], importance: Matrix
) -> tuple[tuple[str, ...], Matrix, Matrix]:
    """Classes, biases, weights. Each step is solved against one bound of all Hessians (Böhning 1992), with momentum."""
    classes, position = np.unique(names, return_inverse=True)
    inputs = np.hstack([rows, np.ones((len(rows), 1))])
    truth = np.eye(len(classes))[position]
    ridge = np.full(inputs.shape[1], 1 / recipe.strength)
    ridge[-1] = FREE
    bound = np.linalg.inv(inputs.T @ (0.5 * importance[:, None] * inputs) + np.diag(ridge))
    found = ahead = np.zeros((inputs.shape[1], len(classes)))
    for step in range(STEPS):
        wrong = importance[:, None] * (linear.softmax(inputs @ ahead) - truth)
        following = ahead - bound @ (inputs.T @ wrong + ridge[:, None] * ahead)
        ahead = following + step / (step + 3) * (following - found)
        found = following
    return tuple(str(each) for each in classes), found[-1], found[:-1]


def _temperature(
    recipe: Recipe, rows: Matrix, names: NDArray[np.str_], importance: Matrix, judged: NDArray[np.bool_]
) -> float:
    lost = np.zeros(len(TEMPERATURES))
    for known, held in folds(names, FOLDS, SEED):
        classes, bias, weights = _fit(recipe, rows[known], names[known], importance[known])
        asked = held[judged[held] & np.isin(names[held], classes)]
        truth = [classes.index(each) for each in names[asked]]
        sums = rows[asked] @ weights + bias
        for place, heat in enumerate(TEMPERATURES):
            given = linear.softmax(sums / heat)[np.arange(len(asked)), truth]
            lost[place] -= np.log(np.maximum(given, 1e-9)).sum()
    return float(TEMPERATURES[int(lost.argmin())])
