"""Summaries: ROUGE of the analyser's sentences against summaries that people wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean

from benchmarks.quality.figure import Figure, reliability
from benchmarks.rouge import overlap, rouge, sentences, tokens
from newsar_build.config import Config
from newsar_build.model.brief import Brief, Outlet
from newsar_build.model.findings import Analysis, Span
from newsar_build.read.plain import plain_article
from newsar_build.steps.analysing import analyse_one, setup_of

NAMES = ("ROUGE-1", "ROUGE-2", "ROUGE-L")
BEST = 3
"""Sentences of the best summary by extraction."""
LIMIT, FEW = 100, 50
"""Items measured, the first of AllSides' and of the BBC's lower-cased set, so that measuring stays short."""
REACH_ECE = 0.05
NOTE = "three sentences, defaults, nothing learnt from this set"
NOTE_ECE = f"{NOTE}; form of the curve chosen with a look at it"


def measure(bench: Path) -> tuple[Figure, ...]:
    """ROUGE on AllSides' neutral summaries of three reports and on BBC's longer extracts; LEAD-3 is the floor.

    Confidence is judged on bbc100: whether a sentence shown is one of the best three for the set's summary.
    """
    return (
        *_figures("neus_allsides_triples val", _allsides(bench)[:LIMIT]),
        *_figures("bbc100", _bbc(bench), judged=True),
        *_figures("bbc_news_summary valid", _bbc_news(bench)[:FEW]),
    )


def _figures(dataset: str, items: list[tuple[str, str]], *, judged: bool = False) -> Iterator[Figure]:
    setup = setup_of(Config(), Path("config.yaml"))
    ours, lead, confidence, right = [], [], list[float](), list[bool]()
    for text, reference in items:
        analysis = analyse_one(setup, _brief(text))
        gold = sentences(reference)
        ours.append(rouge([each.text for each in analysis.summary.sentences], gold))
        lead.append(rouge(_lead(text, analysis), gold))
        if judged:
            best = _best(text, analysis, reference)
            confidence.extend(each.confidence for each in analysis.summary.sentences)
            right.extend(any(_in(each.evidence[0], span) for span in best) for each in analysis.summary.sentences)
    for at, name in enumerate(NAMES):
        value, floor = (fmean(row[at] for row in rows) for rows in (ours, lead))
        yield Figure(
            facet="summary", dataset=dataset, measure=name, value=value, items=len(items),
            floor=round(floor, 4), note=NOTE,
        )  # fmt: skip
    if judged:
        points = reliability(confidence, right)
        error = sum(abs(sure - share) * count for sure, share, count in points) / len(right)
        yield Figure(
            facet="summary", dataset=dataset, measure="ECE", value=error, items=len(right),
            reach=REACH_ECE, note=NOTE_ECE, reliability=points,
        )  # fmt: skip


def _best(text: str, analysis: Analysis, reference: str) -> list[Span]:
    """Greedily the (at most three) sentences with the greatest ROUGE-1 and ROUGE-2 together."""
    shown = {span: tokens(text[span.start : span.end]) for span in analysis.sentences.spans}
    gold, taken, best = tokens(reference), list[Span](), 0.0
    while len(taken) < BEST and len(taken) < len(shown):
        scores = {
            span: sum(overlap([word for each in (*taken, span) for word in shown[each]], gold, size) for size in (1, 2))
            for span in shown
            if span not in taken
        }
        span = max(scores, key=lambda each: (scores[each], -each.start))
        if scores[span] <= best:
            break
        best = scores[span]
        taken.append(span)
    return taken


def _in(part: Span, whole: Span) -> bool:
    return whole.start <= part.start < whole.end


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


def _bbc_news(bench: Path) -> list[tuple[str, str]]:
    path = bench / "03_summarization" / "bbc_news_summary" / "valid.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    return [(row["document"].partition("\n\n")[2], row["summary"]) for row in rows]
