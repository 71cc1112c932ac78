"""Keywords: F1 of the first terms against annotators' keywords, stemmed and exact."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Any

from nltk.stem.porter import PorterStemmer
from nltk.stem.snowball import FrenchStemmer

from benchmarks.quality.figure import Figure
from newsar_build.config import Config
from newsar_build.model.brief import Brief, Outlet
from newsar_build.read.plain import plain_article
from newsar_build.steps.analysing import analyse_one, setup_of

Rows = list[tuple[str, str, list[str]]]
STEMMERS: dict[str, Callable[[str], str]] = {"en": PorterStemmer().stem, "fr": FrenchStemmer().stem}
FLOORS = {("500n_kpcrowd dev", 5): 0.115, ("500n_kpcrowd dev", 10): 0.181, ("500n_kpcrowd dev", 15): 0.22,
          ("kptimes_sample10", 5): 0.105, ("kptimes_sample10", 10): 0.105, ("kptimes_sample10", 15): 0.087,
          ("wikinews_fr", 5): 0.295, ("wikinews_fr", 10): 0.349, ("wikinews_fr", 15): 0.333}  # fmt: skip
"""YAKE or TF-IDF of single words, whichever is better, counted by `f1` below."""


def measure(bench: Path) -> tuple[Figure, ...]:
    """F1 at 5, 10 and 15 on each set; the model learnt from the French one, so that its figure is no held-out one."""
    home = bench / "02_keyphrases"
    crowd = [("", row["text"], row["keys"]) for row in _rows(home / "500n_kpcrowd" / "dev.jsonl")]
    times = [
        (row["title"], row["abstract"], [key for group in row["keyword"] for key in group])
        for row in _rows(home / "kptimes_sample10" / "train_sample.jsonl")
    ]
    french = [("", row["text"], row["keys"]) for row in _rows(home / "wikinews_fr" / "data.jsonl")]
    return (
        *_figures("500n_kpcrowd dev", crowd, "en", "nothing learnt from this set; at ten 0.404 is the most"),
        *_figures("kptimes_sample10", times, "en", "ten reports; many of the editors' keywords do not occur in them"),
        *_figures("wikinews_fr", french, "fr", "the model learnt from this set: a fit, not held out"),
    )


def _figures(dataset: str, rows: Rows, language: str, note: str) -> Iterator[Figure]:
    setup = setup_of(Config(), Path("config.yaml"))
    found = [([each.term for each in analyse_one(setup, _brief(head, text, language)).keywords.items], gold)
             for head, text, gold in rows]  # fmt: skip
    for count in (5, 10, 15):
        yield Figure(
            facet="keywords", dataset=dataset, measure=f"F1@{count}", items=len(rows), note=note,
            value=fmean(f1(terms, gold, count, language) for terms, gold in found), floor=FLOORS.get((dataset, count)),
            reach=0.22 if (dataset, count) == ("500n_kpcrowd dev", 10) else None,
        )  # fmt: skip


def f1(terms: list[str], gold: list[str], count: int, language: str) -> float:
    """F-measure of the first `count` different terms."""
    wanted = {_stemmed(each, language) for each in gold}
    shown = list(dict.fromkeys(_stemmed(each, language) for each in terms))[:count]
    return 2 * sum(each in wanted for each in shown) / (len(shown) + len(wanted)) if shown else 0.0


def _stemmed(term: str, language: str) -> str:
    return " ".join(STEMMERS[language](word) for word in re.findall(r"\w+", term.lower()))


def _brief(headline: str, text: str, language: str) -> Brief:
    article = plain_article(
        text, name="x", headline=headline, outlet="", filed=datetime(1970, 1, 1, tzinfo=UTC), filed_has_time=False,
        language=language,
    )  # fmt: skip
    return Brief(id="x", article=article, outlet=Outlet(key="x", name="x"))


def _rows(place: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in place.read_text("utf-8").split("\n") if line]
