"""GUM's documents (Zeldes): text, title, and for each annotated entity in how many of five summaries it is named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

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


def documents(place: Path, genres: tuple[str, ...] = ("news",)) -> Iterator[Document]:
    """The documents of a part that are of these genres, their entities read from the Entity= annotation."""
    for block in place.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
        name = block.split("\n", 1)[0].strip()
        if name.split("_")[1] in genres:
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


def salience_of(document: Document, mentions: Sequence[tuple[int, int]]) -> int | None:
    """GUM's salience of the annotated entity that shares most of these mentions, None where none does."""
    shared = [sum(_same(mention, span) for mention in mentions for span in spans) for _, spans in document.entities]
    return document.entities[shared.index(max(shared))][0] if shared and max(shared) else None


def _same(mention: tuple[int, int], span: tuple[int, int]) -> bool:
    wide = span[1] - span[0] < 3 * (mention[1] - mention[0]) + WIDER
    return wide and mention[0] < span[1] and span[0] < mention[1]
