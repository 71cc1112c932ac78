"""Weights of the summary: which words of a report a summary repeats, and how sure a chosen sentence is.

``python -m training.summary --corpora CORPORA --out newsar_build/weights/summary.json``; CORPORA holds GUM. Learns from
the one-sentence summaries of each document; prints ROUGE and calibration error on news documents not learnt from.
"""

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.rouge import overlap, rouge, sentences, tokens
from newsar_build.analyse import summary
from newsar_build.analyse.analyser import Filing, Report
from newsar_build.analyse.entities import ANALYSER as ENTITIES
from newsar_build.analyse.keywords import ANALYSER as KEYWORDS
from newsar_build.analyse.language import load_pipeline, parse
from newsar_build.analyse.sentences import ANALYSER as SENTENCES
from newsar_build.model.brief import Kind
from newsar_build.read.plain import paragraphs

GENRES = ("news", "interview", "bio", "voyage")
"""Genres with an open licence whose documents are told as articles; only news is measured on."""
FOLDS = 11
STRENGTH = 1.0
"""Inverse of the ridge penalty."""
SHOWN_STRENGTH = 0.1
"""The same for a sentence's chance: there are few sentences shown, so that a flatter curve holds better elsewhere."""


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


def fitted(rows: list[tuple[dict[str, float], float]], strength: float = STRENGTH) -> dict[str, float]:
    """Logistic weights by name; a row's label is a probability."""
    names = sorted({name for row, _ in rows for name in row})
    values = np.array([[row.get(name, 0.0) for name in names] for row, _ in rows])
    chance = np.array([label for _, label in rows])
    twice, labels = np.concatenate([values, values]), np.repeat([1, 0], len(rows))
    model = LogisticRegression(C=strength, fit_intercept=False, max_iter=5000)
    model.fit(twice, labels, sample_weight=np.concatenate([chance, 1 - chance]))
    return dict(zip(names, map(float, model.coef_[0]), strict=True))


def word_rows(field: summary.SummaryField, references: tuple[str, ...]) -> list[tuple[dict[str, float], float]]:
    """Each word's features and the share of summaries that have it."""
    said = [set(summary._words(each)) for each in references]  # noqa: SLF001
    return [(row, sum(word in each for each in said) / len(said)) for word, row in field.features.items()]


def sentence_rows(
    field: summary.SummaryField, chosen: list[int], references: tuple[str, ...]
) -> list[tuple[dict[str, float], float]]:
    """Each chosen sentence's signs and the share of summaries whose best three sentences it belongs to."""
    best = [oracle(field, each) for each in references]
    return [(field.signs(at), sum(at in each for each in best) / len(best)) for at in chosen]


def oracle(field: summary.SummaryField, reference: str) -> set[int]:
    """Greedily the (at most three) sentences with the greatest R-1 + R-2 together, candidates or not."""
    gold, taken, best = tokens(reference), list[int](), 0.0
    shown = {at: tokens(field.text[span.start : span.end]) for at, span in enumerate(field.spans)}
    while len(taken) < 3:
        scores = {at: _both([w for i in (*taken, at) for w in shown[i]], gold) for at in shown if at not in taken}
        at = max(scores, key=lambda each: (scores[each], -each), default=None)
        if at is None or scores[at] <= best:
            break
        best = scores[at]
        taken.append(at)
    return set(taken)


def _both(ours: list[str], gold: list[str]) -> float:
    return overlap(ours, gold, 1) + overlap(ours, gold, 2)


def rescored(field: summary.SummaryField, weights: dict[str, float]) -> summary.SummaryField:
    """The field with other word weights."""
    field.worth = {word: summary._probability(weights, row) for word, row in field.features.items()}  # noqa: SLF001
    return field


def calibration_error(judged: list[list[tuple[dict[str, float], float]]]) -> float:
    """In ten bins, over the sentences shown; each document judged by weights of the others."""
    bins: dict[int, list[tuple[float, float]]] = {}
    for fold in range(FOLDS):
        outside = [row for at, rows in enumerate(judged) if at % FOLDS != fold for row in rows]
        weights = fitted(outside, SHOWN_STRENGTH)
        for signs, share in (row for at, rows in enumerate(judged) if at % FOLDS == fold for row in rows):
            chance = summary._probability(weights, signs)  # noqa: SLF001
            bins.setdefault(min(int(chance * 10), 9), []).append((chance, share))
    total = sum(map(len, bins.values()))
    gaps = [abs(sum(chance - share for chance, share in held)) for held in bins.values()]
    return round(sum(gaps) / total, 4)


def main() -> None:
    """Learn, cross-validate, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    examples = articles(args.corpora)
    plain = [field_of(each, "") for each in examples]
    headed = [field_of(each, each.headline) for each in examples]
    words = [
        word_rows(each, example.references)
        for fields in (plain, headed)
        for each, example in zip(fields, examples, strict=True)
    ]
    count = len(examples)
    judged: list[list[tuple[dict[str, float], float]]] = []
    figures = []
    for number, (field, example) in enumerate(zip(plain, examples, strict=True)):
        if example.genre != "news":
            continue
        outside = [row for at, rows in enumerate(words) if at % count % FOLDS != number % FOLDS for row in rows]
        chosen = sorted(rescored(field, fitted(outside)).choose(3))
        shown = [field.sentence(at).text for at in chosen]
        judged.append(sentence_rows(field, chosen, example.references))
        figures.append(np.mean([rouge(shown, sentences(each)) for each in example.references], axis=0))
    print("cross-validated R-1, R-2, R-L:", np.round(100 * np.mean(figures, axis=0), 1))
    print("cross-validated calibration error:", calibration_error(judged))
    model = {
        "words": fitted([row for rows in words for row in rows]),
        "sentences": fitted([row for rows in judged for row in rows], SHOWN_STRENGTH),
    }
    text = json.dumps({part: {k: round(v, 4) for k, v in row.items()} for part, row in model.items()}, indent=1)
    args.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
