"""The weights of salience, learnt from GUM (Zeldes): in how many of five summaries of a document a thing is named.

Ridge regression in which no feature may have a negative weight. News counts more than the other genres, and a document
by the root of its number of things, so that one list of names does not outweigh the rest.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
from scipy.optimize import lsq_linear

from benchmarks.quality.correlation import rank_correlation
from newsar_build.analyse import salience
from newsar_build.analyse.analyser import Report
from newsar_build.analyse.entities import named_things
from newsar_build.analyse.language import load_pipeline, parse
from newsar_build.model.findings import EntityType
from newsar_build.read.plain import paragraphs
from training.gum import Document, documents, salience_of

GENRES = ("news", "interview", "bio", "voyage")
"""Genres with an open licence whose documents are told as articles."""
OTHERS = 0.5
"""What a document of another genre than news counts."""
RIDGE = 1.0
TYPES = tuple(
    str(each)
    for each in (
        EntityType.PERSON,
        EntityType.LOCATION,
        EntityType.GROUP,
        EntityType.ORGANIZATION,
        EntityType.EVENT,
    )
)
"""Sorts of things with a weight of their own; of the others there are too few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A document's things: their features, types, and in how many summaries each is named."""

    genre: str
    rows: tuple[dict[str, float], ...]
    types: tuple[str, ...]
    wanted: tuple[int, ...]


def examples(gum: Path, part: str) -> list[Example]:
    """The documents of a part, with the things that newsar_en finds and GUM has too."""
    return [_example(each) for each in documents(gum / f"gum-{part}.conllu", GENRES)]


def _example(document: Document) -> Example:
    report = Report(text=document.text, blocks=paragraphs(document.text), language="en")
    doc = parse(load_pipeline("en", {}), report)
    things = named_things(report, doc)
    wanted = [salience_of(document, [(span.start, span.end) for span in thing.mentions]) for thing in things]
    known = [
        (row, str(thing.type), level)
        for row, thing, level in zip(salience.rows(things, doc, document.title), things, wanted, strict=True)
        if level is not None
    ]
    rows, types, levels = zip(*known, strict=True) if known else ((), (), ())
    return Example(genre=document.name.split("_")[1], rows=rows, types=types, wanted=levels)


def fitted(found: Sequence[Example]) -> salience.Weights:
    """The weights, learnt from these documents."""
    blocks, targets = [], []
    for each in found:
        if not each.wanted:
            continue
        counts = np.sqrt((1.0 if each.genre == "news" else OTHERS) / np.sqrt(len(each.wanted)))
        blocks.append(_matrix(each) * counts)
        targets.append(np.array(each.wanted, dtype=float) * counts)
    width = blocks[0].shape[1]
    ridge = np.sqrt(RIDGE) * np.eye(width)
    ridge[0, 0] = 0.0
    free = 1 + len(TYPES)
    least = np.array([-np.inf] * free + [0.0] * (width - free))
    solved = lsq_linear(np.vstack([*blocks, ridge]), np.concatenate([*targets, np.zeros(width)]), (least, np.inf)).x
    values = [round(float(each), 2) for each in solved]
    return salience.Weights(
        start=values[0],
        types=dict(zip(TYPES, values[1:free], strict=True)),
        features=dict(zip(salience.FEATURES, values[free:], strict=True)),
    )


def _matrix(example: Example) -> np.ndarray:
    return np.array(
        [
            [1.0, *(float(kind == each) for each in TYPES), *(row[name] for name in salience.FEATURES)]
            for row, kind in zip(example.rows, example.types, strict=True)
        ]
    )


def correlation(weights: salience.Weights, example: Example) -> float | None:
    """Spearman's ρ of a document, None where all its things are alike in salience."""
    if len(set(example.wanted)) == 1 or not example.wanted:
        return None
    sums = [salience.total(weights, *each) for each in zip(example.rows, example.types, strict=True)]
    return rank_correlation([each if each >= salience.PASSING else 0.0 for each in sums], example.wanted)


def left_out(found: Sequence[Example]) -> float:
    """Mean ρ over the news documents, each judged by weights that were learnt from all others."""
    scores = [
        correlation(fitted([*found[:place], *found[place + 1 :]]), each)
        for place, each in enumerate(found)
        if each.genre == "news"
    ]
    return fmean(each for each in scores if each is not None)


def main() -> None:
    """``python -m training.salience --gum CORPORA/gum --out newsar_build/weights/salience.json``."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    for name in ("gum", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    found = examples(args.gum, "train")
    print(f"mean rank correlation over news documents left out {left_out(found):.3f}")
    weights = fitted(found)
    stored = {"start": weights.start, "features": weights.features, "types": weights.types}
    args.out.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
