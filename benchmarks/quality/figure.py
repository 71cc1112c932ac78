"""One measured figure, and the file that holds them all."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

PLACE = Path(__file__).parents[1] / "quality.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How well one facet did on one evaluation set.

    `facet` is an anchor of the methodology page; `measure` names the metric, `value` is ours, `floor` the plain
    baseline's on the same data, `reach` the aim; all on one scale. `items` says how many were judged, `note` what a
    reader must know: held out or cross-validated, known failures.
    """

    facet: str
    dataset: str
    measure: str
    value: float
    items: int
    floor: float | None = None
    reach: float | None = None
    note: str = ""


def write(figures: Iterable[Figure], measured: str) -> None:
    """Replace, in benchmarks/quality.json, the figures of the facets that were measured on the day `measured`."""
    new = sorted(figures, key=lambda each: (each.facet, each.dataset, each.measure))
    facets = {each.facet for each in new}
    old = json.loads(PLACE.read_bytes())["figures"] if PLACE.exists() else []
    kept = [row for row in old if row["facet"] not in facets]
    rows = kept + [{**asdict(each), "value": round(each.value, 4), "measured": measured} for each in new]
    rows.sort(key=lambda row: (row["facet"], row["dataset"], row["measure"]))
    PLACE.write_text(json.dumps({"figures": rows}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
