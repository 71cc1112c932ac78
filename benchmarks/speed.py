"""How fast a site builds: cold, unchanged, and after one edit.

Each figure is the best of a few runs in fresh processes on this machine; compare only figures of one run.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 3


def measure(source: Path) -> None:
    """Build the content folder `source`, print the figures and write benchmarks/speed.json."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copytree(source, home / "content")
        shutil.copy(ROOT / "config.yaml", home)
        words = sum(len(place.read_text(encoding="utf-8").split()) for place in (home / "content").rglob("*.md"))
        cold = min(_build(home, clean=True) for _ in range(RUNS))
        unchanged = min(_build(home) for _ in range(RUNS))
        edited = min(_edit_and_build(home) for _ in range(RUNS))
        files = len(json.loads((home / "output" / "manifest.json").read_bytes())["files"])
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    found = {
        "words": words,
        "files": files,
        "cold_seconds": round(cold, 2),
        "unchanged_seconds": round(unchanged, 2),
        "one_edit_seconds": round(edited, 2),
        "words_per_second": round(words / cold),
        "files_per_second": round(files / cold),
        "peak_memory_mb": memory,
        "unchanged_to_cold": round(unchanged / cold, 3),
        "one_edit_to_cold": round(edited / cold, 3),
    }
    for name, value in found.items():
        print(f"{name:>20}  {value:,}")
    (Path(__file__).parent / "speed.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _build(home: Path, *, clean: bool = False) -> float:
    if clean:
        for name in ("output", ".newsar"):
            shutil.rmtree(home / name, ignore_errors=True)
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "newsar_build", "build", "--quiet"], cwd=home, check=True)
    return time.perf_counter() - began


def _edit_and_build(home: Path) -> float:
    place = min((home / "content").rglob("*.md"))
    place.write_text(place.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
    return _build(home)
