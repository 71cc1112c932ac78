"""The weights of stories: how often each word stands in news, and the directions of meaning that all news shares.

Counts of single words (stems) and the mean and first principal axes of passages' meaning; no text is kept. Reads the
Groningen Meaning Bank extract (public domain), Wikipedia's current events (CC BY-SA 4.0) and Wikinews (CC BY 2.5).

    python -m training.stories --corpora CORPORA --wikinews WIKINEWS
"""

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from newsar_build.pipeline.meaning import embed
from newsar_build.relate.wording import WEIGHTS, stems

LEAST = 3
"""Rarer words tell nothing that their absence does not."""
PASSAGE = 4
"""Sentences of a passage: about as long as a headline and a lead."""
PASSAGES = 6000
AXES = 5
"""What the largest axes hold is genre and subject, not the event."""
DIGITS = 4


def bank_sentences(folder: Path) -> Iterator[str]:
    """The sentences of the meaning bank's word-per-row table."""
    words: list[str] = []
    with (folder / "ner_dataset.csv").open(encoding="latin-1", newline="") as rows:
        for row in csv.reader(rows):
            if row[0].startswith("Sentence:") and words:
                yield " ".join(words)
                words = []
            words.append(row[1])
    yield " ".join(words)


def event_notes(folder: Path) -> Iterator[str]:
    """Each note of each day, links as their text."""
    for place in sorted((folder / "_posts").glob("*.md")):
        for line in place.read_text(encoding="utf-8").splitlines():
            if line.strip()[:1] == "*":
                yield re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line.strip(" *"))


def main() -> None:
    """Count, centre and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--wikinews", type=Path, required=True)
    asked = parser.parse_args()
    sentences = list(bank_sentences(asked.corpora / "gmb_kaggle"))
    notes = list(event_notes(asked.corpora / "wikipedia_current_events"))
    articles = [place.read_text(encoding="utf-8").split("---", 2)[-1] for place in sorted(asked.wikinews.glob("*.md"))]
    counts: Counter[str] = Counter()
    for text in (*sentences, *notes, *articles):
        counts.update(stems(text))
    passages = [" ".join(sentences[start : start + PASSAGE]) for start in range(0, len(sentences), PASSAGE)]
    rows = embed([*passages[:PASSAGES], *notes]).astype(np.float64)
    mean = rows.mean(0)
    _, vectors = np.linalg.eigh((rows - mean).T @ (rows - mean))
    axes = vectors[:, ::-1][:, :AXES].T
    axes *= np.sign(axes[np.arange(AXES), np.abs(axes).argmax(1)])[:, None]
    weights = {
        "words": sum(counts.values()),
        "mean": mean.round(DIGITS).tolist(),
        "axes": axes.round(DIGITS).tolist(),
        "counts": {word: count for word, count in sorted(counts.items()) if count >= LEAST},
    }
    body = json.dumps(weights, ensure_ascii=False, separators=(",", ":"))
    Path("newsar_build", "weights", WEIGHTS).write_text(body + "\n", encoding="utf-8")
    print(f"{len(weights['counts'])} words of {weights['words']}, {len(rows)} passages")


if __name__ == "__main__":
    main()
