"""Valence on newspaper editorials (held-out editorials) and news sentences; alarm on headlines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from benchmarks.quality.figure import Figure
from newsar_build.analyse.analyser import AnalyserConfig, Filing, Report
from newsar_build.analyse.tone import balance, measure_tone, sentence_valences
from newsar_build.model.brief import Kind
from newsar_build.model.findings import Entities, Sentences, Span
from training import tone as training

HEADLINES = 3_000
"""Of each kind, the first of the file."""


def measure(bench: Path) -> tuple[Figure, ...]:
    """All figures of the facet tone."""
    return (*_editorials(bench), _news(bench), _clickbait(bench))


def _editorials(bench: Path) -> tuple[Figure, ...]:
    texts, ratings, groups = training.editorials(bench / "07_tone_bias" / "vader_nyt_editorials")
    held = training.held_out(texts, ratings, groups)
    rules = [balance(text)["balance"] for text in texts]
    note = "held out by editorial, five folds; the floor is VADER's rules alone"
    return (
        Figure(
            facet="tone",
            dataset="NYT editorials",
            measure="Spearman's rho of valence",
            value=_rho(ratings, held),
            items=len(texts),
            floor=round(_rho(ratings, rules), 3),
            reach=0.55,
            note=note,
        ),
    )


def _news(bench: Path) -> Figure:
    lines = (bench / "07_tone_bias" / "newsmtsc" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    texts = [row["sentence_normalized"] for row in rows]
    polarity = [float(np.mean([target["polarity"] for target in row["targets"]])) for row in rows]
    rules = _rho(polarity, [balance(text)["balance"] for text in texts])
    note = (
        "never learnt from; polarity is towards persons named, valence is of the sentence; the floor is VADER's rules"
    )
    return Figure(
        facet="tone",
        dataset="NewsMTSC",
        measure="Spearman's rho of valence",
        value=_rho(polarity, sentence_valences(texts)),
        items=len(texts),
        floor=round(rules, 3),
        note=note,
    )


def _clickbait(bench: Path) -> Figure:
    folder = bench / "07_tone_bias" / "clickbait_headlines"
    kinds = [
        [line.strip() for line in (folder / name).read_text(encoding="utf-8").splitlines() if line.strip()][:HEADLINES]
        for name in ("clickbait_data.txt", "non_clickbait_data.txt")
    ]
    labels = [1] * len(kinds[0]) + [0] * len(kinds[1])
    scores = [alarm(text) for kind in kinds for text in kind]
    value = float(roc_auc_score(labels, scores))
    note = "alarm of a headline as text; below one half: news headlines tell of harm, clickbait does not"
    return Figure(
        facet="tone", dataset="clickbait headlines", measure="AUC of alarm", value=value, items=len(labels), note=note
    )


def alarm(text: str) -> float:
    """The tone's score of one sentence without a headline."""
    filing = Filing(
        headline="",
        dek=None,
        byline=(),
        outlet="",
        filed=datetime(2026, 1, 1, tzinfo=UTC),
        kind=Kind.NEWS_REPORT,
        section=None,
        url=None,
        dateline=None,
        corrections=0,
    )
    sentences = Sentences(spans=(Span(start=0, end=len(text)),))
    report = Report(text=text, blocks=(), language="en")
    return measure_tone(report, filing, sentences, Entities(items=()), config=AnalyserConfig()).score


def _rho(one: Sequence[float] | np.ndarray, other: Sequence[float] | np.ndarray) -> float:
    return float(spearmanr(one, other).statistic)
