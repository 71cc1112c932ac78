"""How often the first answer to who, what, when, where, why and how is one that a person gave.

The gold of Giveme5W1H (Hamborg et al. 2019) holds for each question the phrases that coders picked. An answer is a hit
if it and one of these phrases share words: at least half of the content words of the shorter of the two, by stem. No
answer of ours is longer than 14 words, so that length buys nothing. Articles for which no coder gave a phrase are not
asked; where we give none, that is a miss.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.quality.figure import Figure
from newsar_build.analyse import lexicon
from newsar_build.analyse.support import stem
from newsar_build.config import Config
from newsar_build.model.brief import Brief, Outlet
from newsar_build.model.findings import Event
from newsar_build.read.plain import plain_article
from newsar_build.steps.analysing import Setup, analyse_one, setup_of

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""No answer depends on the day filed, which some articles lack."""
QUESTIONS = Event.__slots__
SHARED = 0.5
STRICT = 0.5
"""The token F above which the note counts an answer as the same phrase."""
_WORD = re.compile(r"\w+")


def measure(bench: Path) -> tuple[Figure, ...]:
    """One figure a question, and their mean."""
    place = bench / "12_event_5w1h" / "giveme5w1h_gold" / "dev.jsonl"
    if not place.exists():
        return ()
    rows = [json.loads(line) for line in place.read_text(encoding="utf-8").splitlines()]
    setup = setup_of(Config(), Path("config.yaml"))
    found = [_answers(setup, row) for row in rows]
    each = tuple(_figure(question, rows, found) for question in QUESTIONS)
    mean = sum(figure.value for figure in each) / len(each)
    note = "the mean of the six questions"
    return (*each, _made("all six, precision@1", mean, sum(figure.items for figure in each), note))


def _figure(question: str, rows: list[dict[str, Any]], found: list[dict[str, str]]) -> Figure:
    pairs = [
        (answers[question], gold)
        for row, answers in zip(rows, found, strict=True)
        if (gold := list(_gold(row, question)))
    ]
    hits = sum(any(hit(answer, phrase) for phrase in gold) for answer, gold in pairs)
    same = sum(any(f_score(answer, phrase) >= STRICT for phrase in gold) for answer, gold in pairs)
    given = sum(bool(answer) for answer, _ in pairs)
    note = f"{given} of {len(pairs)} answered, {hits} hits; {same} with a token F of .5 or more"
    return _made(f"{question}, precision@1", hits / max(len(pairs), 1), len(pairs), note)


def _made(measured: str, value: float, items: int, note: str) -> Figure:
    return Figure(facet="events", dataset="Giveme5W1H gold, dev", measure=measured, value=value, items=items, note=note)


def _gold(row: dict[str, Any], question: str) -> Iterator[str]:
    for phrase in row["fiveWoneH"][question]["annotated"]:
        if phrase.get("text", "").strip():
            yield phrase["text"]


def _answers(setup: Setup, row: dict[str, Any]) -> dict[str, str]:
    article = plain_article(
        row["text"],
        name=row["dId"],
        headline=row["title"],
        outlet="",
        filed=UNDATED,
        filed_has_time=False,
        language="en",
    )
    event = analyse_one(setup, Brief(id=row["dId"], article=article, outlet=Outlet(key="", name=""))).event
    spans = {question: getattr(event, question) for question in QUESTIONS}
    return {question: article.text[span.start : span.end] if span else "" for question, span in spans.items()}


def hit(answer: str, phrase: str) -> bool:
    """Whether the two share at least half of the content words of the shorter."""
    ours, theirs = _stems(answer), _stems(phrase)
    return bool(ours and theirs) and len(ours & theirs) >= SHARED * min(len(ours), len(theirs))


def f_score(answer: str, phrase: str) -> float:
    """The harmonic mean of the shares of content words that each has of the other."""
    ours, theirs = _stems(answer), _stems(phrase)
    return 2 * len(ours & theirs) / max(len(ours) + len(theirs), 1)


def _stems(words: str) -> frozenset[str]:
    lowers = [found.group().lower() for found in _WORD.finditer(words)]
    telling = [stem(lower) for lower in lowers if lower not in lexicon.words("summary_glue")]
    return frozenset(telling or lowers)
