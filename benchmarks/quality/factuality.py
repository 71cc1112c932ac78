"""The signal of subjective language on BABE, which is never learnt from."""

from __future__ import annotations

import csv
from pathlib import Path

from sklearn.metrics import roc_auc_score

from benchmarks.quality.figure import Figure
from newsar_build.analyse.judging import counted, probabilities_of_judging


def measure(bench: Path) -> tuple[Figure, ...]:
    """The figure of the facet factuality."""
    with (bench / "07_tone_bias" / "babe" / "final_labels_SG1.csv").open(encoding="utf-8-sig", newline="") as place:
        rows = [row for row in csv.DictReader(place, delimiter=";") if row["label_bias"] in ("Biased", "Non-biased")]
    texts = [row["text"] for row in rows]
    labels = [row["label_bias"] == "Biased" for row in rows]
    value = float(roc_auc_score(labels, probabilities_of_judging(texts)))
    words = float(roc_auc_score(labels, [counted(text)["judging words"] for text in texts]))
    note = f"sentences; never learnt from; the word list alone {words:.3f}; a model learnt on BABE itself .80"
    return (
        Figure(
            facet="factuality",
            dataset="BABE SG1",
            measure="AUC of subjective language",
            value=value,
            items=len(rows),
            floor=0.561,
            reach=0.78,
            note=note,
        ),
    )
