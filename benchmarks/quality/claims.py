"""Check-worthiness on ClaimBuster (held-out folds), CheckThat 2019, environmental claims; claim types on Wikinews."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score

from benchmarks.quality.figure import Figure, calibration
from newsar_build.analyse.claim_type import claim_types, signs_of
from newsar_build.analyse.claims import check_worthiness
from training import claim_type as typing_
from training import claims as training

SEEN = 0.05
"""A CheckThat file that shares more of its lines with ClaimBuster was partly learnt and is left out."""


def measure(bench: Path) -> tuple[Figure, ...]:
    """All figures of the facet claims."""
    known = training.sentences(bench / "04_claims" / "claimbuster")
    return (
        *_claimbuster(known),
        *_checkthat(bench, known.texts),
        _environment(bench),
        *_types(bench.parent / "wikinews"),
    )


def worths(texts: Sequence[str]) -> list[float]:
    """Check-worthiness by the shipped weights."""
    return check_worthiness([doc[:] for doc in training.docs_of(texts)])


def _claimbuster(known: training.Sentences) -> tuple[Figure, ...]:
    texts, labels = known.texts, known.labels
    raw = training.held_out(known)
    chances = _cross_calibrated(raw, labels)
    precision = float(average_precision_score(labels, raw))
    macro = float(f1_score(labels, raw > 0, average="macro"))
    note = "five held-out folds of the training part; the floor is TF-IDF and logistic regression on the same folds"
    return (
        Figure(
            facet="claims",
            dataset="claimbuster",
            measure="average precision",
            value=precision,
            items=len(texts),
            floor=0.812,
            note=note,
        ),
        Figure(
            facet="claims",
            dataset="claimbuster",
            measure="macro F1",
            value=macro,
            items=len(texts),
            floor=0.806,
            note=note,
        ),
        calibration(
            "claims",
            "claimbuster, check-worthiness",
            [float(each) for each in chances],
            [bool(each) for each in labels],
            "held-out folds, calibrated on the other folds",
        ),
    )


def _cross_calibrated(raw: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Probabilities of each half by the calibration that the other half gave."""
    chances = np.zeros(len(raw))
    half = np.arange(len(raw)) % 2 == 0
    for fit, use in ((half, ~half), (~half, half)):
        chances[use] = LogisticRegression(C=1e6).fit(raw[fit, None], labels[fit]).predict_proba(raw[use, None])[:, 1]
    return chances


def _checkthat(bench: Path, known: Sequence[str]) -> tuple[Figure, ...]:
    learnt = {_plain(text) for text in known}
    every: list[float] = []
    unseen: list[float] = []
    lines = 0
    for place in sorted((bench / "04_claims" / "checkthat2019_t1" / "training").glob("*.tsv")):
        rows = [line.split("\t") for line in place.read_text(encoding="utf-8").splitlines()]
        labels = np.array([int(row[3]) for row in rows])
        lines += len(rows)
        found = float(average_precision_score(labels, worths([row[2] for row in rows])))
        every.append(found)
        if sum(_plain(row[2]) in learnt for row in rows) <= SEEN * len(rows):
            unseen.append(found)
    return tuple(
        Figure(
            facet="claims",
            dataset=name,
            measure="mean average precision per file",
            value=float(np.mean(found)),
            items=items,
            floor=0.147,
            reach=0.18,
            note=note,
        )
        for name, found, items, note in (
            (
                "checkthat 2019",
                every,
                lines,
                "never learnt from; the floor was measured on another part; some debates are also in ClaimBuster",
            ),
            ("checkthat 2019, files not in ClaimBuster", unseen, len(unseen), f"{len(unseen)} of {len(every)} files"),
        )
    )


def _plain(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())


def _environment(bench: Path) -> Figure:
    places = sorted((bench / "04_claims" / "environmental_claims").glob("*.jsonl"))
    rows = [json.loads(line) for place in places for line in place.read_text(encoding="utf-8").splitlines()]
    labels = np.array([row["label"] for row in rows])
    value = float(average_precision_score(labels, worths([row["text"] for row in rows])))
    note = "never learnt from; chance is 0.25. A claim there is a green promise, not a checkable statement"
    return Figure(
        facet="claims",
        dataset="environmental claims",
        measure="average precision",
        value=value,
        items=len(rows),
        note=note,
    )


def _types(wikinews: Path) -> tuple[Figure, ...]:
    stretches, types = typing_.labelled(wikinews, typing_.LEARNT)
    held, held_types = typing_.labelled(wikinews, ("test",))
    fresh, fresh_types = typing_.labelled(wikinews, ("fresh",))
    folds = typing_.held_out(signs_of(stretches), types)
    found = [str(each) for each in claim_types(held)]
    found_fresh = [str(each) for each in claim_types(fresh)]
    return tuple(
        Figure(
            facet="claims",
            dataset=name,
            measure="macro F1 of claim type",
            value=float(f1_score(gold, given, average="macro")),
            items=len(gold),
            floor=floor,
            reach=0.85,
            note=note,
        )
        for name, gold, given, floor, note in (
            (
                "Wikinews, annotated by us, a new hundred",
                fresh_types,
                found_fresh,
                None,
                "never learnt from and not looked at before this figure; one annotator, two passes",
            ),
            (
                "Wikinews, annotated by us, held out",
                held_types,
                found,
                0.663,
                "never learnt from, but often looked at; one annotator",
            ),
            (
                "Wikinews, annotated by us, in folds",
                types,
                folds,
                0.706,
                "eight held-out folds, labels of two annotators; the floor is the former rules on 298 of them",
            ),
        )
    )
