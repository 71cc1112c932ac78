"""Salience of named entities against GUM's: in how many of five summaries of a document each is mentioned."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.quality.correlation import rank_correlation
from benchmarks.quality.figure import Figure
from benchmarks.quality.running import briefs_of
from training import salience as training
from training.gum import Document, documents, salience_of

MEASURE = "Spearman ρ, mean over documents"


def measure(bench: Path) -> tuple[Figure, ...]:
    """Mean Spearman correlation over the news documents of each part; empty where GUM is not beside `bench`."""
    home = bench.parent / "corpora" / "gum"
    if not home.is_dir():
        return ()
    return (_held_out(list(documents(home / "gum-dev.conllu"))), _left_out(home))


def _held_out(found: list[Document]) -> Figure:
    briefs = briefs_of({"id": each.name, "headline": each.title, "text": each.text} for each in found)
    pairs = [list(_pairs(document, brief)) for document, brief in zip(found, briefs, strict=True)]
    scores = [rank_correlation(*zip(*each, strict=True)) for each in pairs if len({gold for _, gold in each}) > 1]
    return _figure("dev", fmean(scores), sum(map(len, pairs)), f"never learnt from; {len(found)} documents only")


def _left_out(home: Path) -> Figure:
    found = training.examples(home, "train")
    items = sum(len(each.wanted) for each in found if each.genre == "news")
    return _figure("train", training.left_out(found), items, "each document judged by weights learnt from the others")


def _figure(part: str, value: float, items: int, note: str) -> Figure:
    return Figure(
        facet="salience", dataset=f"GUM news, {part}", measure=MEASURE, floor=0.55, reach=0.70,
        value=value, items=items, note=note,
    )  # fmt: skip


def _pairs(document: Document, brief: dict[str, Any]) -> Iterator[tuple[float, int]]:
    """Our salience and GUM's, of each entity that the annotation has too."""
    for entity in brief["entities"]:
        gold = salience_of(document, [(mention["start"], mention["end"]) for mention in entity["mentions"]])
        if gold is not None:
            yield entity["salience"], gold
