"""Canonical entities: cross-document B³ on the named mentions of MEANTIME's development articles.

Measured twice: each gold mention, with its document and coarse type, through the function that builds use; and the
articles' plain text through pipeline, analyser and relation, where a gold mention has the entity that names its head.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.quality.figure import Figure
from benchmarks.quality.stories import b_cubed
from newsar_build.config import Config
from newsar_build.model.brief import Brief, Outlet
from newsar_build.model.findings import AnalysedBrief, EntityType, Span
from newsar_build.read.plain import plain_article
from newsar_build.relate.curated import Curated
from newsar_build.relate.identity import NamedIn, identify, same_things
from newsar_build.steps.analysing import analyse_one, setup_of

TYPES = {
    "ORG": EntityType.ORGANIZATION,
    "PER": EntityType.PERSON,
    "LOC": EntityType.LOCATION,
    "PRO": EntityType.PRODUCT,
    "FIN": EntityType.WORK,
}
BETWEEN = "\n\n"
"""Stands between the sentences of an article."""
TOKEN = 5.6
"""Code points of a token with its blank, to tell which of several equal words a token number means."""


def measure(bench: Path) -> tuple[Figure, ...]:
    """B³ of names with their types and of names in plain text, and of heads and types on the same mentions."""
    folder = bench / "10_entities" / "meantime_en"
    articles = [json.loads(line) for line in (folder / "dev_articles.jsonl").read_text(encoding="utf-8").splitlines()]
    documents = {each["id"] for each in articles}
    rows = json.loads((folder / "entities_mentions.json").read_text(encoding="utf-8"))
    named = [row for row in rows if row["doc_id"] in documents and row["mention_head_pos"] == "PROPN"]
    mentions = tuple(
        NamedIn(brief=row["doc_id"], name=row["tokens_str"], type=TYPES[row["mention_type"]]) for row in named
    )
    ways = (("gold mentions and types", same_things(mentions, Curated())), ("plain text", _read(articles, named)))
    heads = [f"{row['mention_head'].casefold()} {row['mention_type']}" for row in named]
    listed = {str(number): row["coref_chain"] for number, row in enumerate(named)}
    instances = {str(number): _instance(row) for number, row in enumerate(named)}
    best = b_cubed(_groups([instances[str(number)] for number in range(len(named))]), listed)[2]
    figures = []
    for way, keys in ways:
        for label, gold in (("instances", instances), ("chains as listed", listed)):
            precision, recall, score = b_cubed(_groups(keys), gold)
            note = f"P {precision:.3f}, R {recall:.3f}; floor is head and type of the gold mentions"
            if gold is listed:
                note += (
                    f"; the list parts each instance's first six sentences from the rest: who joins every instance "
                    f"rightly gets {best:.3f}"
                )
            figures.append(
                Figure(facet="identity", dataset=f"meantime_en dev, {way}, {label}", measure="B³ F", value=score,
                       items=len(named), floor=round(b_cubed(_groups(heads), gold)[2], 3), reach=0.8, note=note)
            )  # fmt: skip
    return tuple(figures)


def _instance(row: dict) -> str:
    """The corpus-level instance: the list prefixes one id in two ways, by how the chain was annotated."""
    return row["coref_chain"].removeprefix("cross_").removeprefix("intra_")


def _read(articles: list[dict], named: list[dict]) -> list[str]:
    """For each gold mention, the id of the entity that the built site would give its head; its own where none."""
    setup = setup_of(Config(), Path("config.yaml"))
    briefs = []
    for each in articles:
        article = plain_article(
            BETWEEN.join(each["sentences"]), name=each["id"], headline=each["title"], outlet="o",
            filed=datetime.fromisoformat(each["date"]).replace(tzinfo=UTC), filed_has_time=False, language="en",
        )  # fmt: skip
        brief = Brief(id=each["id"], article=article, outlet=Outlet(key="o", name="O"))
        briefs.append(AnalysedBrief(brief=brief, analysis=analyse_one(setup, brief)))
    found = defaultdict(list)
    for brief_id, entities in identify(tuple(briefs), Curated()).in_brief.items():
        found[brief_id] = [(span, one.entity.id) for one in entities for span in one.mentions]
    sentences = {each["id"]: each["sentences"] for each in articles}
    keys = []
    for number, row in enumerate(named):
        head = _head(sentences[row["doc_id"]], row)
        over = (key for span, key in found[row["doc_id"]] if span.start < head.end and head.start < span.end)
        keys.append(next(over, f"none {number}"))
    return keys


def _head(sentences: list[str], row: dict) -> Span:
    """Where a mention's head stands: of equal words in its sentence, the one nearest to where its token should be."""
    sentence, head = sentences[row["sent_id"]], row["mention_head"]
    places = [each.start() for each in re.finditer(rf"(?<!\w){re.escape(head)}(?!\w)", sentence)]
    places = places or [each.start() for each in re.finditer(re.escape(head), sentence)]
    place = min(places, key=lambda start: abs(start - row["mention_head_id"] * TOKEN))
    start = sum(len(each) + len(BETWEEN) for each in sentences[: row["sent_id"]]) + place
    return Span(start=start, end=start + len(head))


def _groups(keys: Sequence[str]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for number, key in enumerate(keys):
        groups.setdefault(key, []).append(str(number))
    return list(groups.values())
