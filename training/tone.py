"""The weights of valence, learnt from the editorials that came with VADER (Hutto and Gilbert 2014; MIT)."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import spearmanr
from sklearn.linear_model import Ridge
from sklearn.model_selection import GroupKFold

from newsar_build.analyse.tone import balance
from training.sentence_model import Recipe, learn, out_of_fold, store

FOLDS = 5


def _ridge(matrix: Any, targets: np.ndarray) -> Ridge:
    return Ridge(alpha=3.0, solver="lsqr").fit(matrix, targets)


VALENCE = Recipe(rare=3, words=1.0, relations=0.0, meaning=2.0, counts=2.0, fit=_ridge)


def editorials(folder: Path) -> tuple[list[str], np.ndarray, list[str]]:
    """The snippets, the mean rating of each (−4 to 4) and the editorial that each is from."""
    lines = (folder / "nytEditorialSnippets_GroundTruth.txt").read_text(encoding="latin-1").splitlines()
    rows = [line.split("\t") for line in lines]
    return [row[2] for row in rows], np.array([float(row[1]) for row in rows]), [row[0].split("_")[0] for row in rows]


def held_out(texts: list[str], ratings: np.ndarray, groups: list[str]) -> np.ndarray:
    """Each snippet's rating by a model that has seen nothing of its editorial."""
    folds = list(GroupKFold(FOLDS).split(texts, ratings, groups))
    return out_of_fold(VALENCE, texts, [balance(text) for text in texts], ratings, folds)


def main() -> None:
    """``python -m training.tone --editorials DIR --out newsar_build/weights/tone_valence.json``."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    for name in ("editorials", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    texts, ratings, groups = editorials(args.editorials)
    print(f"Spearman's rho out of fold {spearmanr(ratings, held_out(texts, ratings, groups)).statistic:.4f}")
    store(learn(VALENCE, texts, [balance(text) for text in texts], ratings), args.out)


if __name__ == "__main__":
    main()
