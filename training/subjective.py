"""The weights of judging language, learnt from texts whose licences allow it; no set of judged news sentences is used.

Four directions of meaning, each scaled to unit spread over the editorials and Wikinews and then added:
- unpleasant editorial sentences (NYT, MIT) against Wikinews (CC BY) and neutral editorial ones;
- editorials and clickbait against Wikinews, plain headlines and check-worthy statements;
- debate sentences without a check-worthy fact against those with one (ClaimBuster; GPL-3.0);
- the word list `tone_subjective` against other words, by ridge regression on the vectors of single words.
The counted features are scaled alike. The shares are set by hand; slope and offset part unpleasant editorial sentences
from Wikinews (Platt 1999).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge

from newsar_build.analyse import lexicon, sentence_model
from newsar_build.analyse.judging import counted
from newsar_build.pipeline.meaning import embed
from training import claims, tone
from training.claims import calibrated
from training.sentence_model import store

UNPLEASANT, NEUTRAL = -1.0, 0.3
"""Mean ratings: below the one an editorial sentence counts as judging, within the other as neutral."""
COUNTS = {"judging words": 1.0, "reporting verbs": -0.3, "a figure": -0.3}
SHARES = {"unpleasant": 1.0, "opinion": 0.3, "no fact": 0.3, "loaded words": 0.6}
FREQUENT = 3
MOST = 1500
"""Texts of a kind in the direction of opinion: more moved no figure."""


def directions(args: argparse.Namespace) -> tuple[dict[str, np.ndarray], list[str], list[str]]:
    """The four directions, and the judging and the plain sentences for calibration."""
    texts, ratings, _ = tone.editorials(args.editorials)
    news = wikinews(args.wikinews)
    bait, plain = (headlines(args.clickbait / name) for name in ("clickbait_data.txt", "non_clickbait_data.txt"))
    spoken, worth = claims.sentences(args.claimbuster)
    facts = [text for text, label in zip(spoken, worth, strict=True) if label]
    others = [text for text, label in zip(spoken, worth, strict=True) if not label]
    judging = [text for text, rating in zip(texts, ratings, strict=True) if rating < UNPLEASANT]
    neutral = [text for text, rating in zip(texts, ratings, strict=True) if abs(rating) < NEUTRAL]
    return (
        {
            "unpleasant": _between(judging, news + neutral),
            "opinion": _between(texts[::2] + bait[:MOST], news + plain[:MOST] + facts[:MOST]),
            "no fact": _between(others[::2], facts),
            "loaded words": _of_words(news + plain[:MOST] + spoken),
        },
        judging,
        news,
    )


def wikinews(folder: Path) -> list[str]:
    """The sentences of the articles' bodies, roughly cut."""
    bodies = [path.read_text(encoding="utf-8").split("---", 2)[-1] for path in sorted(folder.glob("*_*.md"))]
    lines = [line for body in bodies for line in body.split("\n")]
    return [part for line in lines for part in re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", line) if len(part.split()) > 5]


def headlines(place: Path) -> list[str]:
    """One a line."""
    return [line.strip() for line in place.read_text(encoding="utf-8").splitlines() if line.strip()]


def _between(judging: list[str], plain: list[str]) -> np.ndarray:
    labels = np.r_[np.ones(len(judging)), np.zeros(len(plain))]
    model = LogisticRegression(C=5.0, max_iter=200, class_weight="balanced")
    return model.fit(embed(judging + plain), labels).coef_[0]


def _of_words(texts: list[str]) -> np.ndarray:
    weights = lexicon.weighted("tone_subjective")
    loaded = sorted(term for term in weights if " " not in term)
    times = Counter(word for text in texts for word in sentence_model.words(text) if word.isalpha())
    others = sorted(word for word, count in times.items() if count >= FREQUENT and word not in weights)
    targets = np.array([weights[term] for term in loaded] + [0.0] * len(others))
    return Ridge(alpha=1.0).fit(embed(loaded + others), targets).coef_


def main() -> None:
    """``python -m training.subjective --editorials DIR --clickbait DIR --claimbuster DIR --wikinews DIR --out F``."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    for name in ("editorials", "clickbait", "claimbuster", "wikinews", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    found, judging, news = directions(args)
    pool = tone.editorials(args.editorials)[0] + news
    vectors = embed(pool)
    counts = {name: np.array([counted(text)[name] for text in pool]) for name in COUNTS}
    meaning = sum(share * found[name] / np.std(vectors @ found[name]) for name, share in SHARES.items())
    model = {
        "words": [],
        "relations": [],
        "meaning": [round(float(each), 4) for each in np.asarray(meaning)],
        "counts": {name: round(share / float(np.std(counts[name])), 4) for name, share in COUNTS.items()},
        "bias": 0.0,
        "slope": 1.0,
        "offset": 0.0,
    }
    sample = judging + news
    raw = sentence_model.raw_log_odds(sentence_model.from_stored(model), sample, [counted(text) for text in sample])
    labels = np.r_[np.ones(len(judging)), np.zeros(len(news))]
    model["slope"], model["offset"] = calibrated(np.array(raw), labels)
    store(model, args.out)


if __name__ == "__main__":
    main()
