"""The weights of check-worthiness, learnt from ClaimBuster (Hassan et al. 2017; GPL-3.0).

Logistic regression over words, relations, meaning and the counted features of `newsar_build.analyse.statements`,
calibrated by a second logistic regression (Platt 1999) on out-of-fold sums.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import StratifiedKFold
from spacy.tokens import Doc

from newsar_build.analyse.analyser import Report
from newsar_build.analyse.language import load_pipeline, parse
from newsar_build.analyse.statements import counts, relations
from newsar_build.read.plain import paragraphs
from training.sentence_model import Recipe, learn, out_of_fold, store

FOLDS = 5
SEED = 0


def _logistic(matrix: Any, labels: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=2.0, solver="liblinear", random_state=SEED).fit(matrix, labels)


RECIPE = Recipe(rare=4, words=1.0, relations=1.3, meaning=2.0, counts=0.5, fit=_logistic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """Sentences with what is counted in each, and whether each is check-worthy."""

    texts: list[str]
    counts: list[dict[str, float]]
    relations: list[list[str]]
    labels: np.ndarray


def sentences(claimbuster: Path) -> Sentences:
    """The sentences and their labels, parsed."""
    rows = json.loads((claimbuster / "train.json").read_bytes())
    docs = docs_of([row["text"] for row in rows])
    return Sentences(
        texts=[doc.text for doc in docs],
        counts=[counts(doc[:]) for doc in docs],
        relations=[relations(doc[:]) for doc in docs],
        labels=np.array([row["label"] for row in rows]),
    )


def docs_of(texts: Sequence[str]) -> list[Doc]:
    """The parse of each text."""
    pipeline = load_pipeline("en", {})
    return [parse(pipeline, Report(text=text, blocks=paragraphs(text), language="en")) for text in texts]


def held_out(found: Sentences) -> np.ndarray:
    """Each sentence's raw log-odds by a model that has not seen it."""
    folds = list(StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(found.texts, found.labels))
    return out_of_fold(RECIPE, found.texts, found.counts, found.labels, folds, found.relations)


def calibrated(raw: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Slope and offset."""
    fitted = LogisticRegression(C=1e6).fit(raw[:, None], labels)
    return round(float(fitted.coef_[0, 0]), 4), round(float(fitted.intercept_[0]), 4)


def main() -> None:
    """``python -m training.claims --claimbuster DIR --out newsar_build/weights/claims.json``."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    for name in ("claimbuster", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    found = sentences(args.claimbuster)
    raw = held_out(found)
    print(f"average precision out of fold {average_precision_score(found.labels, raw):.4f}")
    model = learn(RECIPE, found.texts, found.counts, found.labels, found.relations)
    model["slope"], model["offset"] = calibrated(raw, found.labels)
    store(model, args.out)


if __name__ == "__main__":
    main()
