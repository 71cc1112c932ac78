"""How the weights of `analyse/sentence_model.py` are learnt: TF-IDF, meaning and counts into one linear model."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from newsar_build.analyse import sentence_model
from newsar_build.pipeline.meaning import embed

Counted = Sequence[Mapping[str, float]]
Related = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What goes in, and how much of it: a block's scale beside the others says how little its weights are penalised.

    A term that stands in fewer than `rare` texts has no weight, so that no text can be read back from the file. Where
    relations count, `learn` and `out_of_fold` are given those of each text.
    `fit` takes a matrix and targets and gives a fitted model with `coef_` and `intercept_`.
    """

    rare: int
    words: float
    relations: float
    meaning: float
    counts: float
    fit: Callable[[Any, np.ndarray], Any]


def learn(
    recipe: Recipe, texts: Sequence[str], counted: Counted, targets: np.ndarray, relations: Related = ()
) -> dict[str, Any]:
    """The stored form of a model, uncalibrated."""
    names = list(counted[0])
    blocks, terms, scales = [], [], []
    found = [(list(map(sentence_model.words, texts)), recipe.words)]
    found += [(relations, recipe.relations)] if recipe.relations else []
    for each, scale in found:
        vectorizer = TfidfVectorizer(analyzer=_as_it_is, sublinear_tf=True, min_df=recipe.rare)
        blocks.append(vectorizer.fit_transform(each) * scale)
        terms.append(vectorizer)
        scales.append(scale)
    blocks.append(csr_matrix(embed(texts) * recipe.meaning))
    blocks.append(csr_matrix(np.array([list(row.values()) for row in counted]) * recipe.counts))
    fitted = recipe.fit(hstack(blocks).tocsr(), targets)
    bounds = np.cumsum([block.shape[1] for block in blocks])
    *weights, meaning, counts = np.split(np.ravel(fitted.coef_), bounds[:-1])
    rows = [_rows(*each) for each in zip(terms, weights, scales, strict=True)]
    return {
        "words": rows[0],
        "relations": rows[1] if recipe.relations else [],
        "meaning": [round(float(each) * recipe.meaning, 4) for each in meaning],
        "counts": {name: round(float(each) * recipe.counts, 4) for name, each in zip(names, counts, strict=True)},
        "bias": round(float(np.ravel(fitted.intercept_)[0]), 4),
        "slope": 1.0,
        "offset": 0.0,
    }


def out_of_fold(
    recipe: Recipe,
    texts: Sequence[str],
    counted: Counted,
    targets: np.ndarray,
    folds: Sequence[tuple[Any, Any]],
    relations: Related = (),
) -> np.ndarray:
    """Each text's raw sum by a model that has not seen it."""
    raw = np.zeros(len(texts))
    for train, test in folds:
        seen = learn(recipe, *_part(train, texts, counted), targets[train], *_part(train, relations))
        raw[test] = sentence_model.raw_log_odds(
            sentence_model.from_stored(seen), *_part(test, texts, counted), *_part(test, relations)
        )
    return raw


def store(model: Mapping[str, Any], place: Path) -> None:
    """Write the model as one line of JSON."""
    place.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _part(places: Any, *columns: Sequence[Any]) -> list[list[Any]]:
    return [[column[at] for at in places] if len(column) else [] for column in columns]


def _as_it_is(terms: Sequence[str]) -> Sequence[str]:
    return terms


def _rows(vectorizer: TfidfVectorizer, weights: np.ndarray, scale: float) -> list[list[Any]]:
    terms = vectorizer.get_feature_names_out()
    return [
        [str(term), round(float(idf), 3), round(float(weight) * scale, 3)]
        for term, idf, weight in zip(terms, vectorizer.idf_, weights, strict=True)
    ]
