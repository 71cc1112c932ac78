"""newsar_en beside spaCy's default convolutional pipeline (`--optimize efficiency`), in one run on one core.

The default is taught in a few passes what newsar_en says of the demonstration content: enough for it to build trees and
find names, which its speed depends on. Also: size on disk, memory after loading, time to load.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import spacy
from spacy.cli.init_config import init_config
from spacy.language import Language
from spacy.training import Example
from spacy.util import load_model_from_config

from benchmarks.quality.figure import Figure
from newsar_build.analyse.language import OWN, load_pipeline
from newsar_build.read.frontmatter import ReadSettings, read_article

ROOT = Path(__file__).parents[2]
COMPONENTS = ["tagger", "morphologizer", "trainable_lemmatizer", "parser", "ner"]
RATIO = "words per second, as a ratio to spaCy's default"
AIMS = {RATIO: 0.8, "MB on disk": 30, "MB resident after loading": 400, "seconds to load": 1.5}
PASSES = 8
RUNS = 3
_LOAD = """
import json, pathlib, time
import spacy, newsar_build.analyse.language as language
began = time.perf_counter()
language.load_pipeline("en", {})
seconds = time.perf_counter() - began
resident = next(line for line in pathlib.Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
print(json.dumps([seconds, int(resident.split()[1]) / 1024]))
"""


def measure(bench: Path) -> tuple[Figure, ...]:
    """Speed as a ratio, size, memory and time to load. Needs nothing of `bench`; runs itself anew on one core."""
    del bench
    one_core = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "benchmarks.quality.pipeline"]
    answer = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=one_core)
    return tuple(
        Figure(
            facet="pipeline", dataset="demonstration content", measure=name, value=value, items=1, reach=AIMS.get(name)
        )
        for name, value in json.loads(answer.stdout).items()
    )


def _measured() -> dict[str, float]:
    ours = load_pipeline("en", {}).nlp
    texts = list(_texts())
    default = _default(ours, texts)
    for nlp in (ours, default):
        _speed(nlp, texts[:4])
    fast = max(_speed(ours, texts) for _ in range(RUNS))
    slow = max(_speed(default, texts) for _ in range(RUNS))
    answer = subprocess.run([sys.executable, "-c", _LOAD], check=True, capture_output=True, cwd=ROOT)
    seconds, memory = json.loads(answer.stdout)
    home = ROOT / "newsar_build" / OWN
    size = sum(place.stat().st_size for place in home.rglob("*") if place.is_file())
    return {
        "words per second": round(fast),
        "words per second, spaCy's default": round(slow),
        RATIO: round(fast / slow, 3),
        "MB on disk": round(size / 2**20, 1),
        "MB resident after loading": round(memory),
        "seconds to load": round(seconds, 2),
    }


def _texts() -> list[str]:
    settings = ReadSettings(timezone="UTC", language="en")
    read = (read_article(str(place), place.read_bytes(), settings) for place in sorted(ROOT.glob("content/**/*.md")))
    return [each.article.text for each in read if each.article is not None and each.article.language == "en"]


def _default(ours: Language, texts: list[str]) -> Language:
    nlp = load_model_from_config(init_config(lang="en", pipeline=COMPONENTS, optimize="efficiency"), auto_fill=True)
    examples = [Example(nlp.make_doc(text), ours(text)) for text in texts]
    optimizer: Any = nlp.initialize(lambda: examples)
    spacy.util.fix_random_seed(0)
    for _ in range(PASSES):
        for start in range(0, len(examples), 8):
            nlp.update(examples[start : start + 8], sgd=optimizer)
    return nlp


def _speed(nlp: Language, texts: list[str]) -> float:
    began = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return words / (time.process_time() - began)


if __name__ == "__main__":
    print(json.dumps(_measured()))
