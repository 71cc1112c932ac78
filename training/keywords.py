"""Weights of the keywords: a table of single words, and a logistic model of which candidates an editor would choose.

``python -m training.keywords --corpora CORPORA --bench BENCH --out newsar_build/weights/keywords.json``. Words come
from EWT and GUM; choices from the salient entities of GUM's news (English) and from the
Wikinews keywords (French).
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from newsar_build.analyse import keywords
from newsar_build.analyse.analyser import Filing, Report
from newsar_build.analyse.entities import ANALYSER as ENTITIES
from newsar_build.analyse.language import load_pipeline, parse
from newsar_build.model.brief import Kind
from newsar_build.read.plain import paragraphs

SEEN = 3
"""Uses of a word below which the table leaves it out."""
SALIENT = 2
"""Summaries of five that must name an entity of GUM for it to count as a keyword."""
STRENGTH = 1.0

Rows = list[tuple[dict[str, float], bool]]


def table(corpora: Path) -> dict[str, tuple[int, int]]:
    """Per word: percent of uses as noun and as adjective."""
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    for place in sorted((*corpora.glob("ud_ewt/**/*train*.conllu"), corpora / "gum" / "gum-train.conllu")):
        for line in place.read_text("utf-8").split("\n"):
            if line[:1].isdigit():
                row = line.split("\t")
                uses[row[1].lower()][row[3]] += 1
    return {
        word: (round(100 * (tags["NOUN"] + tags["PROPN"]) / tags.total()), round(100 * tags["ADJ"] / tags.total()))
        for word, tags in sorted(uses.items())
        if tags.total() >= SEEN and word.isalpha()
    }


def salient(corpora: Path) -> Iterator[tuple[str, str, list[str]]]:
    """GUM's news: headline, text, first mentions of its salient entities."""
    for part in ("train", "dev"):
        for document in (corpora / "gum" / f"gum-{part}.conllu").read_text("utf-8").split("# newdoc id = GUM_")[1:]:
            if document.startswith("news_"):
                blocks = [
                    " ".join(re.findall(r"^# text = (.*)", each, re.MULTILINE))
                    for each in re.split(r"\n# newpar\n", document)[1:]
                ]
                yield blocks[0], "\n\n".join(blocks[1:]), _mentions(document)


def _mentions(document: str) -> list[str]:
    listed = re.search(r"# meta::salientEntities = (.*)", document)
    wanted = {
        number
        for number, level in re.findall(r"(\d+) \((\d)\*?\)", listed[1] if listed else "")
        if int(level) >= SALIENT
    }
    found: dict[str, str] = {}
    opened: list[tuple[str, list[str]]] = []
    for row in (line.split("\t") for line in document.split("\n") if re.match(r"\d+\t", line)):
        marks = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        opened.extend((number, []) for number in re.findall(r"\((\d+)-", marks[1] if marks else ""))
        for _, words in opened:
            if row[3] not in ("DET", "PUNCT", "PRON", "PART"):
                words.append(row[1])
        for number, words in _closed(marks[1] if marks else "", opened):
            if number in wanted and 0 < len(words) <= keywords.LONGEST:
                found.setdefault(number + " " + " ".join(words).lower(), " ".join(words))
    return list(found.values())


def _closed(marks: str, opened: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    done = []
    for number, alone in re.findall(r"(?<![-\d(])(\d+)\)|\((\d+)-[^()]*\)", marks):
        at = max((i for i, each in enumerate(opened) if each[0] == (number or alone)), default=None)
        if at is not None:
            done.append(opened.pop(at))
    return done


def french(bench: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Wikinews in French: no headline apart, text, keywords."""
    for line in (bench / "02_keyphrases" / "wikinews_fr" / "data.jsonl").read_text("utf-8").split("\n"):
        if line:
            row = json.loads(line)
            yield "", row["text"], row["keys"]


def rows_of(headline: str, text: str, wanted: list[str], language: str) -> Rows:
    """Each candidate's features, and whether it was wanted."""
    report = Report(text=text, blocks=paragraphs(text), language=language)
    filing = Filing(
        headline=headline, dek=None, byline=(), outlet="", filed=datetime(1970, 1, 1, tzinfo=UTC),
        kind=Kind.NEWS_REPORT, section=None, url=None, dateline=None, corrections=0,
    )  # fmt: skip
    doc = parse(load_pipeline(language, {}), report)
    known = {Report: report, type(doc): doc}
    names = ENTITIES.run(*(known.get(each, filing) for each in ENTITIES.requires), config=ENTITIES.config())
    found = keywords.candidates(report, doc, names)
    gold = {keywords._key(each) for each in wanted}  # noqa: SLF001
    return [(row, key in gold) for key, row in keywords.features(found, report, filing, doc).items()]


def fitted(rows: Rows, weight: list[float]) -> dict[str, float]:
    """Logistic weights by name."""
    names = keywords.FEATURES
    values = np.array([[row[name] for name in names] for row, _ in rows])
    model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=5000)
    model.fit(values, [label for _, label in rows], sample_weight=weight)
    return {name: round(float(each), 4) for name, each in zip(names, model.coef_[0], strict=True)}


def main() -> None:
    """Count, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("corpora", "bench", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    start = dict.fromkeys(keywords.FEATURES, 0.0) | {"early": 1.0, "often": 1.0}
    model: dict[str, object] = {"terms": start, "uses": table(args.corpora)}
    _write(args.out, model)
    english = [row for each in salient(args.corpora) for row in rows_of(*each, "en")]
    other = [row for each in french(args.bench) for row in rows_of(*each, "fr")]
    balance = len(english) / len(other)
    print(len(english), sum(label for _, label in english), len(other), sum(label for _, label in other))
    model["terms"] = fitted(english + other, [1.0] * len(english) + [balance] * len(other))
    print(model["terms"])
    _write(args.out, model)


def _write(out: Path, model: dict[str, object]) -> None:
    out.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
