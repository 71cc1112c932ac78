"""Summaries: ROUGE of the analyser's sentences against summaries that people wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean

from benchmarks.quality.figure import Figure
from benchmarks.rouge import rouge, sentences
from newsar_build.config import Config
from newsar_build.model.brief import Brief, Outlet
from newsar_build.model.findings import Analysis
from newsar_build.read.plain import plain_article
from newsar_build.steps.analysing import analyse_one, setup_of

NAMES = ("ROUGE-1", "ROUGE-2", "ROUGE-L")
NOTE = "three sentences, defaults, nothing learnt from this set"


def measure(bench: Path) -> tuple[Figure, ...]:
    """ROUGE on AllSides' neutral summaries of three reports and on BBC's longer extracts; LEAD-3 is the floor."""
    return (*_figures("neus_allsides_triples val", _allsides(bench)), *_figures("bbc100", _bbc(bench)))


def _figures(dataset: str, items: list[tuple[str, str]]) -> Iterator[Figure]:
    setup = setup_of(Config(), Path("config.yaml"))
    ours, lead = [], []
    for text, reference in items:
        analysis = analyse_one(setup, _brief(text))
        gold = sentences(reference)
        ours.append(rouge([each.text for each in analysis.summary.sentences], gold))
        lead.append(rouge(_lead(text, analysis), gold))
    for at, name in enumerate(NAMES):
        value, floor = (fmean(row[at] for row in rows) for rows in (ours, lead))
        yield Figure(
            facet="summary", dataset=dataset, measure=name, value=value, items=len(items),
            floor=round(floor, 4), note=NOTE,
        )  # fmt: skip


def _lead(text: str, analysis: Analysis) -> list[str]:
    return [text[span.start : span.end] for span in analysis.sentences.spans[:3]]


def _brief(text: str) -> Brief:
    article = plain_article(
        text, name="x", headline="", outlet="", filed=datetime(1970, 1, 1, tzinfo=UTC), filed_has_time=False,
        language="en",
    )  # fmt: skip
    return Brief(id="x", article=article, outlet=Outlet(key="x", name="x"))


def _allsides(bench: Path) -> list[tuple[str, str]]:
    home = bench / "01_story_clustering" / "neus_allsides_triples"
    pairs = zip(
        *((home / name).read_text("utf-8").strip().split("\n") for name in ("val.source", "val.target")), strict=True
    )
    return [
        (
            "\n\n".join(part.split("ARTICLE=>")[1].strip() for part in source.split("[SEP]")),
            target.split("ARTICLE=>")[1],
        )
        for source, target in pairs
    ]


def _bbc(bench: Path) -> list[tuple[str, str]]:
    lines = (bench / "03_summarization" / "bbc100_sentence_aligned" / "data.jsonl").read_text("utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line]
    return [
        (" ".join(part or "\n\n" for part in row["article"][1:]).strip(), "\n".join(row["summary"])) for row in rows
    ]
