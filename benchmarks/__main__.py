"""Speed and quality. `python -m benchmarks` measures both; the sets that quality needs lie beside the project.

`--facet NAME` (repeatable) measures the quality of these facets alone, `--speed` speed alone, `--content DIR` builds
other content than the demonstration. Writes benchmarks/speed.json and benchmarks/quality.json.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import quality, speed
from benchmarks.quality.figure import write

SHARED = frozenset(["correlation", "figure", "running"])
"""Modules of benchmarks.quality that measure no facet."""
BENCH = speed.ROOT.parent / "shared" / "bench"


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facet", action="append", default=[])
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--content", type=Path, default=speed.ROOT / "content")
    parser.add_argument("--bench", type=Path, default=BENCH)
    asked = parser.parse_args()
    if not asked.facet:
        speed.measure(asked.content)
    if not asked.speed:
        _quality(asked.bench, asked.facet)


def _quality(bench: Path, facets: list[str]) -> None:
    if not bench.is_dir():
        print(f"no evaluation sets at {bench}: quality was not measured")
        return
    names = facets or [each.name for each in pkgutil.iter_modules(quality.__path__) if each.name not in SHARED]
    for name in names:
        figures = importlib.import_module(f"benchmarks.quality.{name}").measure(bench)
        write(figures, datetime.now(tz=UTC).date().isoformat())
        for each in figures:
            aim = f" (floor {each.floor}, aim {each.reach})"
            print(f"{each.facet:>14}  {each.dataset}: {each.measure} {each.value:.3f}{aim}, {each.items} items")


if __name__ == "__main__":
    main()
