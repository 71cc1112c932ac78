"""How well newsar_en names people, bodies and places, and parses: spaCy's scorer on the corpora's dev parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.scorer import PRFScore, Scorer
from spacy.tokens import Doc
from spacy.training import Example as Pair

from benchmarks.quality.figure import Figure
from newsar_build.analyse.language import load_pipeline
from training import corpora, labels
from training.corpora import Example

Spans = set[tuple[int, int, str]]
CORE = frozenset([labels.PERSON, labels.ORG, labels.LOC])
NEWSWIRE = frozenset(set(labels.WORLDWIDE.values()) - {labels.UNKNOWN})
AIMS = {
    "all labels": 0.82, "PERSON": 0.88, "ORG": 0.76, "LOC": 0.84,
    "UPOS": 0.955, "UAS": 0.88, "LAS": 0.855, "lemma": 0.96, "sentences": 0.90,
}  # fmt: skip
FLOORS = {"all labels": 0.77, "PERSON": 0.80, "ORG": 0.70, "LOC": 0.82}
"""A plain convolutional spaCy pipeline, taught on the newswire's train part with static vectors."""


def measure(bench: Path) -> tuple[Figure, ...]:
    """Figures of the pipeline that the project ships; empty where the corpora are not beside `bench`."""
    root = bench.parent / "corpora"
    return tuple(figures(load_pipeline("en", {}).nlp, root)) if root.is_dir() else ()


def figures(nlp: Language, root: Path) -> Iterator[Figure]:
    """Names and parse of `nlp` on each dev part under `root`."""
    plain = spacy.blank("en")
    newswire = list(corpora.worldwide(root, "dev", plain))
    yield from _names(nlp, newswire, "Worldwide newswire, dev", NEWSWIRE, by_label=True)
    malaysian = [(nlp(text), set(spans)) for text, spans in corpora.men_outermost(root, "dev")]
    score = _scored((_characters(doc, CORE), {each for each in spans if each[2] in CORE}) for doc, spans in malaysian)
    yield _figure("Malaysian news, dev", "person, organization, location F, outermost", score, 0.75)
    gum = list(corpora.gum(root, "dev"))
    news = [each for each in gum if each.name.startswith("GUM_news")]
    yield from _names(nlp, news, "GUM news, dev", CORE, aim=0.72)
    ewt = list(corpora.ewt(root, "dev"))
    yield from _names(nlp, [each for each in ewt if each.corpus], "UNER-EWT, dev", CORE, aim=0.72)
    events = [*corpora.men(root, "dev", plain), *gum]
    yield from _names(nlp, events, "Malaysian news and GUM, dev", frozenset([labels.EVENT]), aim=0.50)
    for name, examples in (("EWT, dev", ewt), ("GUM, dev", gum)):
        yield from _parse(nlp, examples, name)


def _names(
    nlp: Language, examples: list[Example], dataset: str, wanted: frozenset[str], *, aim: float | None = None,
    by_label: bool = False,
) -> Iterator[Figure]:  # fmt: skip
    pairs = [(_tokens(_run(nlp, each), wanted), _gold(each, wanted)) for each in examples]
    score = _scored(pairs)
    kinds = "all labels" if by_label else ", ".join(sorted(wanted))
    yield _figure(dataset, f"{kinds} F", score, aim or AIMS.get(kinds), FLOORS.get(kinds))
    for label in sorted(wanted) if by_label else ():
        one = _scored((_only(found, label), _only(gold, label)) for found, gold in pairs)
        yield _figure(dataset, f"{label} F", one, AIMS.get(label), FLOORS.get(label))


def _parse(nlp: Language, examples: list[Example], dataset: str) -> Iterator[Figure]:
    pairs = [Pair(_run(nlp, each), _reference(nlp, each)) for each in examples]
    scores: dict[str, Any] = {
        **Scorer.score_token_attr(pairs, "pos"),
        **Scorer.score_token_attr(pairs, "lemma"),
        **Scorer.score_spans(pairs, "sents", has_annotation=lambda _: True, getter=lambda doc, _: list(doc.sents)),
        **Scorer.score_deps(pairs, "dep", ignore_labels=("punct",)),
    }  # fmt: skip
    words = sum(len(each.words) for each in examples)
    found = {
        "UPOS": scores["pos_acc"], "UAS": scores["dep_uas"], "LAS": scores["dep_las"], "lemma": scores["lemma_acc"],
        "sentences": scores["sents_f"],
    }  # fmt: skip
    for name, value in found.items():
        yield Figure(facet="entities", dataset=dataset, measure=name, value=value, items=words, reach=AIMS[name])


def _run(nlp: Language, example: Example) -> Doc:
    doc = Doc(nlp.vocab, words=list(example.words), spaces=list(example.spaces))
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def _reference(nlp: Language, example: Example) -> Doc:
    tree = example.tree
    if tree is None:
        raise ValueError(f"{example.name} has no tree")
    return Doc(
        nlp.vocab, words=list(example.words), spaces=list(example.spaces), pos=list(tree.upos),
        lemmas=list(tree.lemmas), heads=list(tree.heads), deps=[each.replace("root", "ROOT") for each in tree.deps],
    )  # fmt: skip


def _merged(label: str) -> str:
    return labels.LOC if label == "GPE" else label


def _tokens(doc: Doc, wanted: frozenset[str]) -> Spans:
    return {(e.start, e.end, _merged(e.label_)) for e in doc.ents if _merged(e.label_) in wanted}


def _characters(doc: Doc, wanted: frozenset[str]) -> Spans:
    return {(e.start_char, e.end_char, _merged(e.label_)) for e in doc.ents if _merged(e.label_) in wanted}


def _gold(example: Example, wanted: frozenset[str]) -> Spans:
    return {each for each in example.entities if each[2] in wanted}


def _only(spans: Spans, label: str) -> Spans:
    return {each for each in spans if each[2] == label}


def _scored(pairs: Iterable[tuple[Spans, Spans]]) -> tuple[PRFScore, int]:
    score = PRFScore()
    items = 0
    for found, gold in pairs:
        score.score_set(found, gold)
        items += len(gold)
    return score, items


def _figure(
    dataset: str, measured: str, score: tuple[PRFScore, int], aim: float | None, floor: float | None = None
) -> Figure:
    found, items = score
    note = f"precision {found.precision:.3f}, recall {found.recall:.3f}"
    return Figure(
        facet="entities",
        dataset=dataset,
        measure=measured,
        value=found.fscore,
        items=items,
        reach=aim,
        floor=floor,
        note=note,
    )
