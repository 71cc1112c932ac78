"""Attributions against PolNeAR: content tokens, and whether the source of a content is the right one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy

from benchmarks.quality.figure import Figure
from benchmarks.quality.running import briefs_of_texts

DATASET = "PolNeAR, dev"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One annotated attribution: code points that the content and the source cover."""

    content: frozenset[int]
    source: frozenset[int]


def measure(bench: Path) -> tuple[Figure, ...]:
    """Content token F and the share of matched contents whose source overlaps the annotated one."""
    texts, golds = zip(*read(bench / "05_quotes" / "polnear" / "dev"), strict=True)
    return tuple(score(golds, briefs_of_texts(texts)))


def read(part: Path) -> Iterator[tuple[str, list[Gold]]]:
    """Text and annotation of each article, by the first annotator where there are several."""
    for place in sorted((part / "text").glob("*.txt")):
        notes = sorted((part / "attributions").glob(f"{place.stem}*.ann"))
        if notes:
            yield place.read_text(encoding="utf-8"), list(_annotation(notes[0].read_text(encoding="utf-8")))


def _annotation(lines: str) -> Iterator[Gold]:
    rows = [row for line in lines.splitlines() if len(row := line.split("\t")) > 1 and " " in row[1]]
    spans = {row[0]: frozenset(_points(row[1].split(" ", 1)[1])) for row in rows if row[0].startswith("T")}
    for row in rows:
        if row[0].startswith("E"):
            parts = [part.split(":") for part in row[1].split()]
            content = [spans.get(name, frozenset()) for role, name in parts if role.startswith("Content")]
            source = [spans.get(name, frozenset()) for role, name in parts if role.startswith("Source")]
            if content:
                yield Gold(content=frozenset().union(*content), source=frozenset().union(*source))


def _points(places: str) -> Iterator[int]:
    for piece in places.split(";"):
        start, end = piece.split()
        yield from range(int(start), int(end))


def score(golds: tuple[list[Gold], ...], briefs: list[dict[str, Any]]) -> Iterator[Figure]:
    """Figures from the briefs of the annotated texts."""
    tokenizer = spacy.blank("en")
    right = wrong = missed = speakers = matched = items = 0
    for gold, brief in zip(golds, briefs, strict=True):
        starts = {word.idx for word in tokenizer(brief["text"]) if any(sign.isalnum() for sign in word.text)}
        inside = {point for each in gold for point in each.content} & starts
        ours = {point for each in brief["attributions"] for point in _range(each["content"])} & starts
        right, wrong, missed = right + len(inside & ours), wrong + len(ours - inside), missed + len(inside - ours)
        items += len(gold)
        for each in brief["attributions"]:
            source = _matched_source(each, gold)
            if source:
                matched += 1
                speakers += bool(each["source"] and source & _range(each["source"]))
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    yield Figure(
        facet="attributions", dataset=DATASET, measure="content tokens F", items=items, floor=0.658, reach=0.78,
        value=2 * precision * recall / max(1e-9, precision + recall),
        note=f"precision {precision:.3f}, recall {recall:.3f}",
    )  # fmt: skip
    yield Figure(
        facet="attributions", dataset=DATASET, measure="source of a matched content", items=matched, reach=0.87,
        value=speakers / max(1, matched),
    )  # fmt: skip


def _matched_source(attribution: dict[str, Any], gold: list[Gold]) -> frozenset[int]:
    """The annotated source of the content that this one matches: half of the two together is common."""
    points = _range(attribution["content"])
    best = max(gold, key=lambda each: len(points & each.content) / len(points | each.content), default=None)
    if best is None or len(points & best.content) < 0.5 * len(points | best.content):
        return frozenset()
    return best.source


def _range(span: dict[str, int]) -> frozenset[int]:
    return frozenset(range(span["start"], span["end"]))
