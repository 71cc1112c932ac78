"""Weights of the summary: which words of a report a summary repeats, and how sure a chosen sentence is.

``python -m training.summary --corpora CORPORA --bench BENCH --out newsar_build/weights/summary.json``, where CORPORA
holds GUM. Words are learnt from its one-sentence summaries, confidence from those of several sets that BENCH holds.
"""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.rouge import overlap, tokens
from newsar_build.analyse import summary
from newsar_build.analyse.analyser import Filing, Report
from newsar_build.analyse.entities import ANALYSER as ENTITIES
from newsar_build.analyse.keywords import ANALYSER as KEYWORDS
from newsar_build.analyse.language import load_pipeline, parse
from newsar_build.analyse.sentences import ANALYSER as SENTENCES
from newsar_build.analyse.summary_candidates import words_of
from newsar_build.model.brief import Kind
from newsar_build.read.plain import paragraphs

GENRES = ("news", "interview", "bio", "voyage")
"""Genres with an open licence whose documents are told as articles; only news is measured on."""
FOLDS = 11
STRENGTH = 1.0
"""Inverse of the ridge penalty."""
CONFIDENCE_STRENGTH, SET = 0.1, 300.0
"""The same for confidence, and how many sentences each set counts for: sets differ more than sentences do."""
LEARNT = ("GUM news", "AllSides", "bbc100", "BBC lower-cased")
"""Sets whose labels have an open licence."""
LIMIT = 100
"""Items of a set, so that none takes long."""
Shown = tuple[dict[str, float], float]
"""Features or signs by name, and the share of summaries that they were right for."""


@dataclass(frozen=True)
class Example:
    """A document with its summaries."""

    genre: str
    headline: str
    text: str
    references: tuple[str, ...]


def articles(corpora: Path) -> list[Example]:
    """GUM's documents of the genres."""
    return [
        example
        for part in ("train", "dev")
        for example in _documents((corpora / "gum" / f"gum-{part}.conllu").read_text("utf-8"))
    ]


def _documents(conllu: str) -> Iterator[Example]:
    for document in conllu.split("# newdoc id = GUM_")[1:]:
        genre = document.split("_")[0]
        if genre not in GENRES:
            continue
        found = re.findall(r"# meta::summary\d = (?:\([^)]*\) )?(.*)", document)
        parts = re.split(r"\n# newpar\n", document)[1:]
        blocks = [" ".join(re.findall(r"^# text = (.*)", part, re.MULTILINE)) for part in parts]
        yield Example(genre=genre, headline=blocks[0], text="\n\n".join(blocks[1:]), references=tuple(found))


def field_of(example: Example, headline: str) -> summary.SummaryField:
    """The document as the analyser sees it."""
    report = Report(text=example.text, blocks=paragraphs(example.text), language="en")
    filing = Filing(
        headline=headline, dek=None, byline=(), outlet="", filed=datetime(1970, 1, 1, tzinfo=UTC),
        kind=Kind.NEWS_REPORT, section=None, url=None, dateline=None, corrections=0,
    )  # fmt: skip
    doc = parse(load_pipeline("en", {}), report)
    spans = SENTENCES.run(report, doc, config=SENTENCES.config())
    known = {Report: report, Filing: filing, type(doc): doc, SENTENCES.provides: spans}
    for analyser in (ENTITIES, KEYWORDS):
        known[analyser.provides] = analyser.run(*(known[each] for each in analyser.requires), config=analyser.config())
    return summary.SummaryField(report, filing, doc, spans, known[ENTITIES.provides], known[KEYWORDS.provides])


def fitted(
    rows: Sequence[Shown], strength: float = STRENGTH, counts: Sequence[float] | None = None
) -> dict[str, float]:
    """Logistic weights by name; a row's label is a probability, `counts` how often it counts."""
    names = sorted({name for row, _ in rows for name in row})
    values = np.array([[row.get(name, 0.0) for name in names] for row, _ in rows])
    chance = np.array([label for _, label in rows])
    twice, labels = np.concatenate([values, values]), np.repeat([1, 0], len(rows))
    model = LogisticRegression(C=strength, fit_intercept=False, max_iter=5000)
    times = np.ones(len(rows)) if counts is None else np.array(counts)
    model.fit(twice, labels, sample_weight=np.concatenate([times * chance, times * (1 - chance)]))
    return dict(zip(names, map(float, model.coef_[0]), strict=True))


def word_rows(field: summary.SummaryField, references: tuple[str, ...]) -> list[Shown]:
    """Each word's features and the share of summaries that have it."""
    said = [set(words_of(each)) for each in references]
    return [(row, sum(word in each for each in said) / len(said)) for word, row in field.features.items()]


def shown_rows(field: summary.SummaryField, references: Sequence[str]) -> list[Shown]:
    """For each sentence shown its signs and the share of summaries that it has more in common with than half have."""
    order = field.choose(summary.SummaryConfig().sentences)
    better = [_better_half(field, each) for each in references]
    return [(field.signs(place), fmean(at in each for each in better)) for place, at in enumerate(order)]


def _better_half(field: summary.SummaryField, reference: str) -> set[int]:
    """The half of a report's sentences, candidates or not, that share most with a summary: R-1 + R-2."""
    gold = tokens(reference)
    scores = [_both(tokens(field.text[span.start : span.end]), gold) for span in field.spans]
    order = sorted(range(len(scores)), key=lambda at: (-scores[at], at))
    return set(order[: -(-len(order) // 2)])


def _both(ours: list[str], gold: list[str]) -> float:
    return overlap(ours, gold, 1) + overlap(ours, gold, 2)


def rescored(field: summary.SummaryField, weights: dict[str, float]) -> summary.SummaryField:
    """The field with other word weights."""
    field.worth = {word: summary.probability(weights, row) for word, row in field.features.items()}
    return field


def learnt_confidence(sets: Sequence[Sequence[Shown]]) -> dict[str, float]:
    """Weights of a sentence's signs; each set weighs the same, so that none's length of reports decides."""
    return fitted([row for rows in sets for row in rows], CONFIDENCE_STRENGTH, [SET / len(s) for s in sets for _ in s])


@dataclass(frozen=True)
class Gum:
    """GUM's documents, without their headlines and with them."""

    examples: list[Example]
    plain: list[summary.SummaryField]
    headed: list[summary.SummaryField]

    def rows(self) -> list[list[Shown]]:
        """What words are learnt from, a list a document, the headed ones last."""
        pairs = [*zip(self.plain, self.examples, strict=True), *zip(self.headed, self.examples, strict=True)]
        return [word_rows(field, example.references) for field, example in pairs]


def gum(corpora: Path) -> Gum:
    """GUM's documents of the genres."""
    examples = articles(corpora)
    return Gum(
        examples=examples,
        plain=[field_of(each, "") for each in examples],
        headed=[field_of(each, each.headline) for each in examples],
    )


def fields_of(known: Gum, bench: Path) -> dict[str, list[tuple[summary.SummaryField, Example]]]:
    """The documents of each set of LEARNT; GUM's with word weights of folds that did not hold them."""
    count, rows = len(known.examples), known.rows()
    found: list[tuple[summary.SummaryField, Example]] = []
    for number, (field, example) in enumerate(zip(known.plain, known.examples, strict=True)):
        if example.genre == "news":
            outside = [row for at, each in enumerate(rows) if at % count % FOLDS != number % FOLDS for row in each]
            found.append((rescored(field, fitted(outside)), example))
    others = {"AllSides": allsides(bench), "bbc100": bbc(bench), "BBC lower-cased": bbc_news(bench)}
    return {"GUM news": found} | {
        name: [(field_of(each, ""), each) for each in examples] for name, examples in others.items()
    }


def allsides(bench: Path) -> list[Example]:
    """Three outlets' openings of one event, and an editor's neutral summary."""
    home = bench / "01_story_clustering" / "neus_allsides_triples"
    lines = ((home / name).read_text("utf-8").strip().split("\n") for name in ("val.source", "val.target"))
    return [
        _example(
            "\n\n".join(part.split("ARTICLE=>")[1].strip() for part in source.split("[SEP]")),
            target.split("ARTICLE=>")[1],
        )
        for source, target in zip(*lines, strict=True)
    ][:LIMIT]


def bbc(bench: Path) -> list[Example]:
    """BBC reports and extracts of eight sentences."""
    rows = _rows(bench / "03_summarization" / "bbc100_sentence_aligned" / "data.jsonl")
    return [
        _example(" ".join(part or "\n\n" for part in row["article"][1:]).strip(), "\n".join(row["summary"]))
        for row in rows
    ]


def bbc_news(bench: Path) -> list[Example]:
    """BBC reports in small letters, and long extracts."""
    rows = _rows(bench / "03_summarization" / "bbc_news_summary" / "valid.jsonl")[:LIMIT]
    return [_example(row["document"].partition("\n\n")[2], row["summary"]) for row in rows]


def _rows(place: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in place.read_text("utf-8").split("\n") if line]


def _example(text: str, reference: str) -> Example:
    return Example(genre="news", headline="", text=text, references=(reference,))


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("corpora", "bench", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    known = gum(args.corpora)
    words = [row for rows in known.rows() for row in rows]
    shown = [
        [row for field, example in pairs for row in shown_rows(field, example.references)]
        for pairs in fields_of(known, args.bench).values()
    ]
    model = {"words": fitted(words), "sentences": learnt_confidence(shown)}
    text = json.dumps({part: {k: round(v, 4) for k, v in row.items()} for part, row in model.items()}, indent=1)
    args.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
