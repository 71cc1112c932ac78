"""Summaries: ROUGE of the analyser's sentences against summaries that people wrote, and whether confidence holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean

from benchmarks.quality.figure import Figure, calibration
from benchmarks.rouge import rouge, sentences
from newsar_build.analyse.summary import SummaryField, probability
from training import summary as training
from training.summary import Example, Shown

NAMES = ("ROUGE-1", "ROUGE-2", "ROUGE-L")
NOTES = {
    "GUM news": "five summaries each; weights of folds that did not see the document",
    "AllSides": "the first 100 of the part val; three reports' openings at once, an editor's summary of them",
    "decks": "headline and description as their outlet wrote them, where the text does not open with them",
    "bbc100": "references of eight whole sentences",
    "BBC lower-cased": "BBC News Summary, valid, the first 100, lower-cased; references are long extracts",
}
WORDS = "three sentences, defaults; no word weight was learnt from this set, settings were compared on it"
CONFIDENCE = (
    "right: a summary has more in common with the sentence than with half of the report's; learnt from other sets"
)
SHORTEST, LONGEST = 250, 2500
"""Words of the articles with decks."""


def measure(bench: Path) -> tuple[Figure, ...]:
    """ROUGE on each set, LEAD-3 the floor; calibration with the weights of confidence learnt from the other sets."""
    fields = training.fields_of(training.gum(bench.parent / "corpora"), bench)
    fields["decks"] = [(training.field_of(each, ""), each) for each in decks(bench)]
    figures: list[Figure] = []
    shown: dict[str, list[Shown]] = {}
    for name, pairs in fields.items():
        figures.extend(_rouge(name, pairs))
        shown[name] = [row for field, example in pairs for row in training.shown_rows(field, example.references)]
    every: list[tuple[float, float]] = []
    for name, rows in shown.items():
        others = [each for other, each in shown.items() if other != name and other in training.LEARNT]
        weights = training.learnt_confidence(others)
        judged = [(probability(weights, signs), share) for signs, share in rows]
        every.extend(judged)
        figures.append(_calibration(name, judged))
    figures.append(_calibration("all five sets, each by the others", every))
    return tuple(figures)


def _calibration(name: str, judged: Sequence[tuple[float, float]]) -> Figure:
    return calibration("summary", name, [chance for chance, _ in judged], [share for _, share in judged], CONFIDENCE)


def _rouge(name: str, pairs: Sequence[tuple[SummaryField, Example]]) -> Iterator[Figure]:
    ours, lead = [], []
    for field, example in pairs:
        chosen = sorted(field.choose(3))
        told = [field.sentence(at, 0).text for at in chosen]
        first = [field.text[span.start : span.end] for span in field.spans[:3]]
        golds = [sentences(each) for each in example.references]
        for found, shown in ((ours, told), (lead, first)):
            scores = [rouge(shown, gold) for gold in golds]
            found.append([fmean(score[at] for score in scores) for at in range(len(NAMES))])
    for at, measured in enumerate(NAMES):
        value, floor = (fmean(row[at] for row in rows) for rows in (ours, lead))
        yield Figure(
            facet="summary", dataset=name, measure=measured, value=value, items=len(pairs),
            floor=round(floor, 4), note=f"{NOTES[name]}; {WORDS}",
        )  # fmt: skip


def decks(bench: Path) -> list[Example]:
    """Articles of many outlets with the headline and description that their outlet gave them."""
    place = bench / "01_story_clustering" / "giveme5w1h_news_cluster" / "articles.jsonl"
    rows = [json.loads(line) for line in place.read_text("utf-8").split("\n") if line]
    return [
        Example(genre="news", headline="", text=_without(row["title"], row["text"]), references=(_deck(row),))
        for row in rows
        if row["description"]
        and 12 <= len(row["description"].split()) <= 80  # noqa: PLR2004
        and SHORTEST <= len(row["text"].split()) <= LONGEST
        and _letters(row["description"])[:40] not in _letters(row["text"])
    ]


def _deck(row: dict[str, str]) -> str:
    return f"{row['title']}\n{row['description']}"


def _without(title: str, text: str) -> str:
    """The text without the lines at its top that repeat its title: LEAD-3 shall not have it for nothing."""
    first, _, rest = text.lstrip().partition("\n")
    repeats = bool(rest) and not re.search(r"[.!?][\"”]?$", first.strip()) and _letters(first) in _letters(title)
    return _without(title, rest) if repeats else text.lstrip()


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).lower()
