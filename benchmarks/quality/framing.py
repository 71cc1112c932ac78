"""Framing: the strongest frame of a sentence (cross-validated) and of a headline (held out)."""

from __future__ import annotations

from pathlib import Path

from benchmarks.quality.figure import Figure, macro_f, reliability
from newsar_build.analyse import linear
from newsar_build.analyse.framing import FRAMES, sentence_scores
from newsar_build.analyse.linear import Linear
from training import framing as training
from training.linear import folds

FOLDS = 5
SEEDS = (0, 1)


def measure(bench: Path) -> tuple[Figure, ...]:
    """Sentences by models that did not see them; headlines by the shipped one, which did not see these."""
    return _sentences(bench), _headlines(bench)


def _sentences(bench: Path) -> Figure:
    known, more = training.sentences(bench), training.headlines(bench, "train")
    rows, extra = training.as_rows([each.text for each in known]), training.as_rows([each.text for each in more])
    frames, extra_frames = [each.frames[0] for each in known], [each.frames[0] for each in more]
    values, stated, right = [], [], []
    for seed in SEEDS:
        found = [("", 0.0)] * len(known)
        for learnt, held in folds([str(each) for each in frames], FOLDS, seed):
            model = training.learnt(rows[learnt], [frames[each] for each in learnt], extra, extra_frames)
            for place, answer in zip(held, strongest(model, [known[each].text for each in held]), strict=True):
                found[place] = answer
        gold = [str(each) for each in frames]
        values.append(macro_f(gold, [name for name, _ in found]))
        stated += [score for _, score in found]
        right += [name == truth for (name, _), truth in zip(found, gold, strict=True)]
    return Figure(
        facet="framing",
        dataset="FrAC sentences",
        measure="macro-F of the strongest frame",
        value=sum(values) / len(values),
        items=len(known),
        floor=0.581,
        reach=0.70,
        note=(
            f"{FOLDS}-fold cross-validation, mean of {len(SEEDS)} shuffles. Some cue words were added after "
            "about a fifth of the sentences had been read. The set joins policy with politics, law with crime, health "
            "with quality of life and economy with resources; there the joined frame's first name counts."
        ),
        reliability=reliability(stated, right),
    )


def _headlines(bench: Path) -> Figure:
    held = training.headlines(bench, "dev")
    found = strongest(linear.load("framing"), [each.text for each in held])
    hits = [name in {str(frame) for frame in each.frames} for (name, _), each in zip(found, held, strict=True)]
    return Figure(
        facet="framing",
        dataset="GVFC headlines",
        measure="strongest frame is one of the annotators'",
        value=sum(hits) / len(hits),
        items=len(held),
        note=(
            "First fold's held-out headlines on gun violence, its nine frames under the nearest of the fifteen. The "
            "set's published figures count all nine frames of a headline and are not comparable."
        ),
        reliability=reliability([score for _, score in found], hits),
    )


def strongest(model: Linear, texts: list[str]) -> list[tuple[str, float]]:
    """Each text's first frame and its score, as a report of this one sentence has them."""
    scores = sentence_scores(model, texts)
    return [(str(FRAMES[int(row.argmax())]), float(row.max())) for row in scores]
