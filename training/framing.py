"""Makes newsar_build/weights/framing.json: `python -m training.framing --bench BENCH`.

Learns from FrAC (CC BY 4.0) and from the headlines of GVFC's first training fold (Apache-2.0). Seeded; a minute on
one core.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from newsar_build.analyse import lexicon
from newsar_build.analyse.framing import rows_of
from newsar_build.analyse.linear import Linear, Matrix
from newsar_build.model.findings import Frame
from training.linear import Recipe, balanced, learn, store

CODES = (
    Frame.ECONOMIC, Frame.CAPACITY, Frame.MORALITY, Frame.FAIRNESS, Frame.LEGALITY, Frame.POLICY, Frame.CRIME,
    Frame.SECURITY, Frame.HEALTH, Frame.QUALITY_OF_LIFE, Frame.CULTURE, Frame.PUBLIC_OPINION, Frame.POLITICAL,
    Frame.EXTERNAL, Frame.OTHER,
)  # fmt: skip
"""The codebook's numbers 1 to 15."""
GUN_FRAMES = (
    Frame.LEGALITY, Frame.POLICY, Frame.POLITICAL, Frame.HEALTH, Frame.SECURITY, Frame.FAIRNESS, Frame.PUBLIC_OPINION,
    Frame.CULTURE, Frame.ECONOMIC,
)  # fmt: skip
"""GVFC's nine: gun rights, gun control, politics, mental health, safety of schools and public places, race,
public opinion, society and culture, economic consequences; each under the frame whose definition holds it."""
HEADLINE_SHARE = 0.3
"""What a headline on one single subject counts beside a sentence on any: its subject must not decide."""
RECIPE = Recipe(lexicon="framing", groups=tuple(lexicon.grouped("framing")), cue_scale=0.3, strength=5.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text and the frames that its annotators gave it."""

    text: str
    frames: tuple[Frame, ...]


def sentences(bench: Path) -> list[Example]:
    """FrAC: one frame a sentence."""
    place = bench / "06_framing" / "frac_sentences" / "gold_standard_single_label_all.csv"
    with place.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    return [Example(text=row["sentence"], frames=(CODES[int(row["label"]) - 1],)) for row in rows]


def headlines(bench: Path, part: str) -> list[Example]:
    """GVFC's first fold, `part` "train" or "dev": one frame or more a headline."""
    place = bench / "06_framing" / "gvfc_headlines" / "0" / f"{part}.tsv"
    rows = (line.split("\t") for line in place.read_text(encoding="utf-8").splitlines())
    return [Example(text=row[1], frames=_marked(row[3:])) for row in rows]


def as_rows(texts: list[str]) -> Matrix:
    """The features of texts."""
    return rows_of(texts, RECIPE.lexicon, RECIPE.groups, RECIPE.cue_scale)


def learnt(rows: Matrix, frames: list[Frame], extra: Matrix, extra_frames: list[Frame]) -> Linear:
    """A model of sentences (all frames weigh the same) and of headlines, `extra`."""
    importance = np.concatenate([balanced(frames), HEADLINE_SHARE * balanced(extra_frames)])
    judged = np.arange(len(importance)) < len(frames)
    return learn(RECIPE, np.vstack([rows, extra]), [*frames, *extra_frames], importance, judged)


def _marked(flags: list[str]) -> tuple[Frame, ...]:
    return tuple(frame for frame, flag in zip(GUN_FRAMES, flags, strict=True) if float(flag))


def main() -> None:
    """Learn from all of FrAC and from the training headlines, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    bench = parser.parse_args().bench
    known, more = sentences(bench), headlines(bench, "train")
    rows, extra = as_rows([each.text for each in known]), as_rows([each.text for each in more])
    model = learnt(rows, [each.frames[0] for each in known], extra, [each.frames[0] for each in more])
    print(f"wrote {store(model, 'framing')}")


if __name__ == "__main__":
    main()
