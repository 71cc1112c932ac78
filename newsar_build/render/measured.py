"""The measured figures, as `make bench` wrote them, ready for the methodology page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from newsar_build.model.pages import Measured, Reliability, ReliabilityPoint

LEFT, TOP, SIDE = 56, 16, 320
"""The diagram's square, in units of its view box (400 × 470)."""
BAR_BASE, BAR_TALLEST = 436, 60
SMALLEST, GROWTH = 4, 5
"""A point's radius, and what the fullest bin's has beyond it."""

Row = Mapping[str, Any]


def measured(text: str) -> dict[str, tuple[Measured, ...]]:
    """The figures of each facet, by its anchor, from the text of quality.json."""
    rows: list[Row] = json.loads(text)["figures"] if text else []
    facets = sorted({row["facet"] for row in rows})
    return {facet: tuple(_measured(row) for row in rows if row["facet"] == facet) for facet in facets}


def reliability(points: Sequence[tuple[float, float, int]]) -> Reliability | None:
    """The diagram of (mean stated confidence, share that was right, count) for each bin; None without any."""
    count = sum(each for _, _, each in points)
    if not count:
        return None
    fullest = max(each for _, _, each in points)
    drawn = tuple(_point(stated, observed, each, each / fullest) for stated, observed, each in points)
    return Reliability(
        ece=sum(abs(stated - observed) * each for stated, observed, each in points) / count,
        count=count,
        points=drawn,
        line=" ".join(f"{each.x},{each.y}" for each in drawn),
    )


def _point(stated: float, observed: float, count: int, fullness: float) -> ReliabilityPoint:
    height = max(1, round(BAR_TALLEST * fullness))
    return ReliabilityPoint(
        stated=stated,
        observed=observed,
        count=count,
        x=round(LEFT + SIDE * stated, 1),
        y=round(TOP + SIDE * (1 - observed), 1),
        radius=round(SMALLEST + GROWTH * fullness**0.5, 1),
        bar_y=BAR_BASE - height,
        bar_height=height,
    )


def _measured(row: Row) -> Measured:
    value, floor, reach = row["value"], row["floor"], row["reach"]
    known = [each for each in (value, floor, reach) if each is not None]
    whole = 1.0 if max(known) <= 1 else 100.0
    return Measured(
        dataset=row["dataset"],
        measure=row["measure"],
        value=_shown(value),
        value_at=_place(value, whole),
        floor=None if floor is None else _shown(floor),
        floor_at=None if floor is None else _place(floor, whole),
        reach=None if reach is None else _shown(reach),
        reached=None if reach is None else _reaches(row),
        items=row["items"],
        measured=row["measured"],
        note=row["note"],
        reliability=reliability([tuple(each) for each in row.get("reliability", ())]),
    )


def _reaches(row: Row) -> bool:
    aimed: float = row["reach"] - row["value"] if row.get("less_is_better") else row["value"] - row["reach"]
    return aimed >= 0


def _shown(value: float) -> str:
    return f"{value:.3f}" if abs(value) <= 1 else f"{value:.1f}"


def _place(value: float, whole: float) -> float:
    return min(max(value / whole, 0.0), 1.0)
