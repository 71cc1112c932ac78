"""What one article more costs relate, by the size of the corpus: `python -m benchmarks.relating CONTENT`.

For each size the corpus is related without its last article, then with it, each in a process of its own. The figures
are CPU seconds of the relate step, what is written to the memo included: `recount` with nothing of relate remembered,
`added` with all but the last article's, `whole` everything from the start of that second process to the end of relate.
The last column is the digest of what relate made: another hash seed, or a corpus related at once, gives the same one.
Articles are analysed once, in `--home`, which keeps that for the next time.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.speed import ROOT
from newsar_build.memo.fingerprint import encode, of_bytes
from newsar_build.progress import Silent
from newsar_build.steps import analysing, reading, relating
from newsar_build.steps.workshop import STATE_FOLDER, Request, open_workshop

SIZES = (300, 1000)
"""Beside the whole folder."""


def measure(content: Path, home: Path) -> None:
    """Print the CPU seconds for each size, and how the last compares with the first."""
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "config.yaml", home)
    every = _analysed(home, content)
    costs = []
    for size in sorted({*(each for each in SIZES if each < every), every}):
        with tempfile.TemporaryDirectory() as folder:
            own = Path(folder)
            shutil.copy(home / "config.yaml", own)
            shutil.copytree(home / STATE_FOLDER, own / STATE_FOLDER)
            recount, _, _ = _apart(own, content, size - 1)
            added, whole, digest = _apart(own, content, size)
        costs.append(added)
        print(f"{size:>6,} articles: recount {recount:.2f}, added {added:.2f}, whole {whole:.2f} CPU s  {digest}")
    print(f"added, the largest to the smallest corpus: {costs[-1] / costs[0]:.2f}")


def once(home: Path, content: Path, count: int) -> tuple[float, float, str]:
    """CPU seconds of relating the first `count` briefs, and of this process until then; the result's digest."""
    with open_workshop(_request(home, content), Silent()) as workshop:
        briefs = tuple(sorted(reading.read(workshop).briefs, key=lambda each: each.article.path))
        analysed = analysing.analyse(workshop, briefs[:count])
        began = time.process_time()
        relations = relating.relate(workshop, analysed)
        workshop.store.flush()
        ended = time.process_time()
    return ended - began, ended, of_bytes(encode(relations))


def _apart(home: Path, content: Path, count: int) -> tuple[float, float, str]:
    command = [sys.executable, "-m", "benchmarks.relating", str(content), "--home", str(home), "--count", str(count)]
    cost, whole, digest = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    return cost, whole, digest


def _analysed(home: Path, content: Path) -> int:
    with open_workshop(_request(home, content), Silent()) as workshop:
        return len(analysing.analyse(workshop, reading.read(workshop).briefs))


def _request(home: Path, content: Path) -> Request:
    return Request(config=home / "config.yaml", content=content, now=datetime.now(tz=UTC), frozen=True)


def main() -> None:
    """Measure; with `--count`, relate so many articles in this very process and print what that cost as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("content", type=Path)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--count", type=int)
    asked = parser.parse_args()
    if asked.count is None:
        measure(asked.content.absolute(), asked.home.absolute())
    else:
        print(json.dumps(once(asked.home, asked.content, asked.count)))


if __name__ == "__main__":
    main()
