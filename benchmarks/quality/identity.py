"""Canonical entities: cross-document B³ on the named mentions of MEANTIME's development articles.

Each gold mention goes, with the document it stands in and its coarse type, through the function that builds use.
"""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.quality.figure import Figure
from benchmarks.quality.stories import b_cubed
from newsar_build.model.findings import EntityType
from newsar_build.relate.curated import Curated
from newsar_build.relate.identity import NamedIn, same_things

TYPES = {
    "ORG": EntityType.ORGANIZATION,
    "PER": EntityType.PERSON,
    "LOC": EntityType.LOCATION,
    "PRO": EntityType.PRODUCT,
    "FIN": EntityType.WORK,
}


def measure(bench: Path) -> tuple[Figure, ...]:
    """B³ of names with their types, and of exact names on the same mentions."""
    folder = bench / "10_entities" / "meantime_en"
    articles = (folder / "dev_articles.jsonl").read_text(encoding="utf-8").splitlines()
    documents = {json.loads(line)["id"] for line in articles}
    rows = json.loads((folder / "entities_mentions.json").read_text(encoding="utf-8"))
    named = [row for row in rows if row["doc_id"] in documents and row["mention_head_pos"] == "PROPN"]
    mentions = tuple(
        NamedIn(brief=row["doc_id"], name=row["tokens_str"], type=TYPES[row["mention_type"]]) for row in named
    )
    keys = same_things(mentions, Curated())
    heads = [f"{row['mention_head'].casefold()} {row['mention_type']}" for row in named]
    figures = []
    for label, gold_of in (("instances", _instance), ("chains as listed", lambda row: row["coref_chain"])):
        gold = {str(number): gold_of(row) for number, row in enumerate(named)}
        precision, recall, score = b_cubed(_groups(keys), gold)
        floor = b_cubed(_groups(heads), gold)[2]
        figures.append(
            Figure(facet="identity", dataset=f"meantime_en dev, {label}", measure="B³ F", value=score,
                   items=len(named), floor=round(floor, 3), reach=0.8,
                   note=f"P {precision:.3f}, R {recall:.3f}; floor is head and type on the same mentions; gold "
                   "mentions and types given")
        )  # fmt: skip
    return tuple(figures)


def _instance(row: dict) -> str:
    """The corpus-level instance: the list prefixes one id in two ways, by how the chain was annotated."""
    return row["coref_chain"].removeprefix("cross_").removeprefix("intra_")


def _groups(keys: list[str] | tuple[str, ...]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for number, key in enumerate(keys):
        groups.setdefault(key, []).append(str(number))
    return list(groups.values())
