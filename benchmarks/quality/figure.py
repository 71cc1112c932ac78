"""One measured figure, and the file that holds them all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

BINS = 10
CALIBRATION_ERROR = "expected calibration error"
PLACE = Path(__file__).parents[1] / "quality.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How well one facet did on one evaluation set.

    `facet` is an anchor of the methodology page; `measure` names the metric, `value` is ours, `floor` the plain
    baseline's on the same data, `reach` the aim; all on one scale. `items` says how many were judged, `note` what a
    reader must know: held out or cross-validated, known failures. `reliability` holds, for each bin of confidence that
    is not empty, the mean confidence, the share that was right, and how many there were. `less_is_better` for errors.
    """

    facet: str
    dataset: str
    measure: str
    value: float
    items: int
    floor: float | None = None
    reach: float | None = None
    note: str = ""
    less_is_better: bool = False
    reliability: tuple[tuple[float, float, int], ...] = ()


def reliability(confidence: Sequence[float], right: Sequence[float]) -> tuple[tuple[float, float, int], ...]:
    """The points of a reliability diagram, in ten bins of equal width; `right` is 0 or 1, or the share of judges."""
    bins: dict[int, list[tuple[float, float]]] = {}
    for each, outcome in zip(confidence, right, strict=True):
        bins.setdefault(min(int(each * BINS), BINS - 1), []).append((each, outcome))
    return tuple(
        (
            round(sum(each for each, _ in held) / len(held), 4),
            round(sum(outcome for _, outcome in held) / len(held), 4),
            len(held),
        )
        for _, held in sorted(bins.items())
    )


def calibration(facet: str, dataset: str, confidence: Sequence[float], right: Sequence[float], note: str) -> Figure:
    """The expected calibration error over tenths of the scale (Naeini et al. 2015), with its diagram."""
    points = reliability(confidence, right)
    return Figure(
        facet=facet,
        dataset=dataset,
        measure=CALIBRATION_ERROR,
        value=sum(abs(sure - share) * count for sure, share, count in points) / len(right),
        items=len(right),
        reach=0.05,
        note=note,
        less_is_better=True,
        reliability=points,
    )


def macro_f(gold: Sequence[str], found: Sequence[str]) -> float:
    """The mean F1 over the labels that `gold` has; what was found beyond them counts as missed."""
    scores = []
    for label in sorted(set(gold)):
        both = sum(1 for one, other in zip(gold, found, strict=True) if one == other == label)
        scores.append(2 * both / (gold.count(label) + found.count(label)))
    return sum(scores) / len(scores)


def write(figures: Iterable[Figure], measured: str) -> None:
    """Replace, in benchmarks/quality.json, the figures of the facets that were measured on the day `measured`."""
    new = sorted(figures, key=lambda each: (each.facet, each.dataset, each.measure))
    facets = {each.facet for each in new}
    old = json.loads(PLACE.read_bytes())["figures"] if PLACE.exists() else []
    kept = [row for row in old if row["facet"] not in facets]
    rows = kept + [{**asdict(each), "value": round(each.value, 4), "measured": measured} for each in new]
    rows.sort(key=lambda row: (row["facet"], row["dataset"], row["measure"]))
    PLACE.write_text(json.dumps({"figures": rows}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
