"""The weights of check-worthiness, learnt from ClaimBuster (Hassan et al. 2017; GPL-3.0).

Logistic regression over words, shapes, meaning and the counted features of `newsar_build.analyse.claims`, calibrated by
a second logistic regression (Platt 1999) on out-of-fold sums.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import StratifiedKFold

from newsar_build.analyse.claims import features
from training.sentence_model import Recipe, learn, out_of_fold, store

FOLDS = 5
SEED = 0


def _logistic(matrix: Any, labels: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=2.0, max_iter=2000).fit(matrix, labels)


RECIPE = Recipe(rare=3, words=1.0, shapes=1.0, meaning=2.0, counts=0.5, fit=_logistic)


def sentences(claimbuster: Path) -> tuple[list[str], np.ndarray]:
    """The sentences and their labels."""
    rows = json.loads((claimbuster / "train.json").read_bytes())
    return [row["text"] for row in rows], np.array([row["label"] for row in rows])


def held_out(texts: list[str], labels: np.ndarray) -> np.ndarray:
    """Each sentence's raw log-odds by a model that has not seen it."""
    folds = list(StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(texts, labels))
    return out_of_fold(RECIPE, texts, [features(text) for text in texts], labels, folds)


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
    texts, labels = sentences(args.claimbuster)
    raw = held_out(texts, labels)
    print(f"average precision out of fold {average_precision_score(labels, raw):.4f}")
    model = learn(RECIPE, texts, [features(text) for text in texts], labels)
    model["slope"], model["offset"] = calibrated(raw, labels)
    store(model, args.out)


if __name__ == "__main__":
    main()
