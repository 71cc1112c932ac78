"""Salience of named entities against GUM's: in how many of five summaries of a document each is mentioned."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.quality.correlation import rank_correlation
from benchmarks.quality.figure import Figure
from benchmarks.quality.running import briefs_of

MEASURE = "Spearman ρ, mean over documents"
MISC = 9
"""The column of a CoNLL-U row that holds entities and spaces."""
WIDER = 12
"""Code points by which an annotated mention, with its modifiers, may be longer than thrice the name in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document with, for each annotated entity, its salience (0–5) and mentions as code points."""

    name: str
    title: str
    text: str
    entities: tuple[tuple[int, tuple[tuple[int, int], ...]], ...]


def measure(bench: Path) -> tuple[Figure, ...]:
    """Mean Spearman correlation over the news documents of each part; empty where GUM is not beside `bench`."""
    home = bench.parent / "corpora" / "gum"
    if not home.is_dir():
        return ()
    note = {"dev": "held out", "train": "the weights were fitted on these and other genres"}
    return tuple(_figure(part, list(documents(home / f"gum-{part}.conllu")), note[part]) for part in ("dev", "train"))


def _figure(part: str, found: list[Document], note: str) -> Figure:
    briefs = briefs_of({"id": each.name, "headline": each.title, "text": each.text} for each in found)
    pairs = [list(_pairs(document, brief)) for document, brief in zip(found, briefs, strict=True)]
    scores = [rank_correlation(*zip(*each, strict=True)) for each in pairs if len({gold for _, gold in each}) > 1]
    return Figure(
        facet="salience", dataset=f"GUM news, {part}", measure=MEASURE, floor=0.55, reach=0.70,
        value=sum(scores) / len(scores), items=sum(len(each) for each in pairs), note=note,
    )  # fmt: skip


def documents(place: Path) -> Iterator[Document]:
    """The news documents of a part, their entities read from the Entity= annotation."""
    for block in place.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
        name = block.split("\n", 1)[0].strip()
        if name.startswith("GUM_news"):
            yield _document(name, block)


def _document(name: str, block: str) -> Document:
    title = re.search(r"# meta::title = (.*)", block)
    rows = [row for line in block.split("\n") if len(row := line.split("\t")) > MISC]
    text, offsets, fields = "", [], []
    last_of_word = 0
    space = ""
    for row in rows:
        if "-" in row[0]:
            last_of_word, space = int(row[0].split("-")[1]), "" if "SpaceAfter=No" in row[9] else " "
        elif row[0].isdigit():
            offsets.append((len(text), len(text) + len(row[1])))
            fields.append(next((field[7:] for field in row[9].split("|") if field.startswith("Entity=")), ""))
            inside = int(row[0]) < last_of_word
            own = "" if inside or "SpaceAfter=No" in row[9] else " "
            text += row[1] + (space if int(row[0]) == last_of_word else own)
            last_of_word = 0 if int(row[0]) >= last_of_word else last_of_word
    return Document(name=name, title=title[1] if title else "", text=text, entities=_entities(fields, offsets))


def _entities(fields: list[str], offsets: list[tuple[int, int]]) -> tuple[tuple[int, tuple[tuple[int, int], ...]], ...]:
    opened: dict[str, list[int]] = defaultdict(list)
    mentions: dict[str, list[tuple[int, int]]] = defaultdict(list)
    salience: dict[str, int] = defaultdict(int)
    for at, field in enumerate(fields):
        for piece in re.findall(r"\([^()]*\)?|[^()]+\)", field):
            parts = piece.strip("()").split("-")
            if piece.startswith("("):
                salience[parts[0]] = max(salience[parts[0]], parts[3].count("s"))
                opened[parts[0]].append(at)
            if piece.endswith(")") and opened[parts[0]]:
                mentions[parts[0]].append((offsets[opened[parts[0]].pop()][0], offsets[at][1]))
    return tuple((salience[key], tuple(spans)) for key, spans in mentions.items())


def _pairs(document: Document, brief: dict[str, Any]) -> Iterator[tuple[float, int]]:
    """Our salience and GUM's, of each entity that the annotation has too: the one that shares most mentions."""
    for entity in brief["entities"]:
        shared = [
            sum(_same(mention, span) for mention in entity["mentions"] for span in spans)
            for _, spans in document.entities
        ]
        if shared and max(shared):
            yield entity["salience"], document.entities[shared.index(max(shared))][0]


def _same(mention: dict[str, int], span: tuple[int, int]) -> bool:
    wide = span[1] - span[0] < 3 * (mention["end"] - mention["start"]) + WIDER
    return wide and mention["start"] < span[1] and span[0] < mention["end"]
