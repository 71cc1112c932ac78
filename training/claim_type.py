"""The weights of claim types, learnt from our own labels of Wikinews sentences (`benchmarks/claim_types.jsonl`).

Multinomial logistic regression, every type weighing the same. The parts `test` and `fresh` are never learnt from.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold
from spacy.tokens import Span as Stretch

from newsar_build.analyse.claim_type import signs_of
from training.claims import docs_of

LABELS = Path(__file__).parents[1] / "benchmarks" / "claim_types.jsonl"
LEARNT = ("develop", "learn")
"""Parts that the weights are learnt from; `test` and `fresh` are held out, `fresh` was annotated last."""
FOLDS = 8
SEED = 0
STRENGTH = 0.3


def labelled(wikinews: Path, parts: Sequence[str]) -> tuple[list[Stretch], list[str]]:
    """The sentences in their articles, and their types; those of the parts."""
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["half"] in parts]
    places = sorted({row["file"] for row in rows})
    docs = dict(zip(places, docs_of([(wikinews / place).read_text(encoding="utf-8") for place in places]), strict=True))
    found = [docs[row["file"]].char_span(row["start"], row["end"], alignment_mode="expand") for row in rows]
    return [each for each in found if each is not None], [row["type"] for row in rows]


def learn(signs: Sequence[dict[str, float]], types: Sequence[str]) -> dict[str, Any]:
    """The stored form of a model."""
    vectorizer = DictVectorizer(sparse=False)
    fitted = _fitted(vectorizer.fit_transform(signs), np.array(types))
    names = vectorizer.get_feature_names_out()
    return {
        "types": fitted.classes_.tolist(),
        "start": [round(float(each), 3) for each in fitted.intercept_],
        "weights": [
            {str(name): round(float(each), 3) for name, each in zip(names, row, strict=True)} for row in fitted.coef_
        ],
    }


def _fitted(matrix: np.ndarray, types: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=3000).fit(matrix, types)


def held_out(signs: Sequence[dict[str, float]], types: Sequence[str]) -> list[str]:
    """Each sentence's type by a model that has not seen it."""
    matrix, labels = DictVectorizer(sparse=False).fit_transform(signs), np.array(types)
    found = labels.copy()
    for train, held in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(matrix, labels):
        found[held] = _fitted(matrix[train], labels[train]).predict(matrix[held])
    return [str(each) for each in found]


def main() -> None:
    """``python -m training.claim_type --wikinews DIR --out newsar_build/weights/claim_type.json``."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    for name in ("wikinews", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    stretches, types = labelled(args.wikinews, LEARNT)
    signs = signs_of(stretches)
    print(f"macro F1 out of fold {f1_score(types, held_out(signs, types), average='macro'):.3f} of {len(types)}")
    args.out.write_text(json.dumps(learn(signs, types), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
