"""Names: tags of a linear layer over the encoder's vectors, decoded so that each name is whole."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from newsar_build.pipeline.encoder import starts_of, words_of
from newsar_build.pipeline.heads import Array, Head, log_softmax, vectors_of
from newsar_build.pipeline.kinds import EVENT, kind_of, names_a_storm, sounds_like_an_event
from newsar_build.pipeline.places import GPE, LOC

OUTSIDE = "O"


@Language.factory("newsar_ner", requires=["doc.tensor"], assigns=["doc.ents", "token.ent_type", "token.ent_iob"])
def make_ner(nlp: Language, name: str) -> NameTagger:
    """A factory for spaCy."""
    del nlp
    return NameTagger(name)


class NameTagger(Head):
    """Sets `doc.ents` from tags O, B-LABEL and I-LABEL; the words of a name may tell its kind more surely."""

    def ready(self) -> None:
        """Which tag may follow which: I-X only B-X or I-X."""
        tags = self.lists["names"]
        self._may = np.zeros((len(tags), len(tags)), dtype=np.float32)
        for at, tag in enumerate(tags):
            if tag.startswith("I-"):
                self._may[:, at] = [0 if before[2:] == tag[2:] else -np.inf for before in tags]

    def __call__(self, doc: Doc) -> Doc:
        """Find the names."""
        places = words_of(doc)
        if not places:
            return doc
        weights = log_softmax(self.linear("names", vectors_of(doc, places)))
        begins = starts_of(doc, places) == 1
        begins[0] = True
        starts = np.flatnonzero(begins).tolist()
        found = decode(weights, starts, self._may)
        storms = list(_storms(doc, places))
        names = [self._name(doc, places, weights, *each) for each in self._spans(found)]
        doc.set_ents(filter_spans([*(name for name in names if name.label_ != OUTSIDE), *storms]))
        return doc

    @property
    def labels(self) -> tuple[str, ...]:
        """What a name can be."""
        learnt = {tag[2:] for tag in self.lists.get("names", ()) if tag != OUTSIDE}
        return tuple(sorted(learnt | {GPE, LOC}))

    def _spans(self, numbers: NDArray[np.int64]) -> Iterator[tuple[int, int, str]]:
        tags = [self.lists["names"][number] for number in numbers]
        start = 0
        for at, tag in enumerate([*tags, OUTSIDE]):
            inside = tag.startswith("I-")
            if at > start and not inside and tags[start] != OUTSIDE:
                yield start, at, tags[start][2:]
            if not inside:
                start = at

    def _name(self, doc: Doc, places: list[int], weights: Array, start: int, end: int, label: str) -> Span:
        first, last = places[start], places[end - 1] + 1
        text = doc[first:last].text
        kind = kind_of(text, label)
        if kind == EVENT and not sounds_like_an_event(text):
            kind = kind_of(text, self._likeliest(weights[start:end], but=(EVENT, "DATE")))
        return Span(doc, first, last, label=kind)

    def _likeliest(self, weights: Array, *, but: tuple[str, ...]) -> str:
        """The label of all these words together, OUTSIDE among them, save those in `but`."""
        tags = {tag: at for at, tag in enumerate(self.lists["names"])}
        sums = {OUTSIDE: float(weights[:, tags[OUTSIDE]].sum())}
        for label in sorted({tag[2:] for tag in tags if tag != OUTSIDE} - set(but)):
            begin, inside = tags[f"B-{label}"], tags[f"I-{label}"]
            sums[label] = float(weights[0, begin] + weights[1:, inside].sum())
        return max(sums, key=sums.__getitem__)


def _storms(doc: Doc, places: list[int]) -> Iterator[Span]:
    for word, following in itertools.pairwise(places):
        if names_a_storm(doc[word].text, doc[following].text):
            yield Span(doc, word, following + 1, label=EVENT)


def decode(weights: Array, starts: list[int], may: Array) -> NDArray[np.int64]:
    """The likeliest allowed tag sequence of each sentence (Viterbi 1967), all sentences at once.

    `weights` is words × tags of log-probabilities, `starts` where sentences begin, `may` what a tag costs after
    another.
    """
    ends = [*starts[1:], len(weights)]
    lengths = np.array(ends) - np.array(starts)
    grid = np.zeros((len(starts), int(lengths.max()), weights.shape[1]), dtype=np.float32)
    for row, (start, end) in enumerate(zip(starts, ends, strict=True)):
        grid[row, : end - start] = weights[start:end]
    best = grid[:, 0] + may[0]
    back = np.zeros(grid.shape, dtype=np.int64)
    for at in range(1, grid.shape[1]):
        ways = best[:, :, None] + may
        back[:, at] = ways.argmax(axis=1)
        reached = ways.max(axis=1) + grid[:, at]
        best = np.where((at < lengths)[:, None], reached, best)
    found = np.zeros(len(weights), dtype=np.int64)
    for row, (start, end) in enumerate(zip(starts, ends, strict=True)):
        tag = int(best[row].argmax())
        for at in range(end - start - 1, -1, -1):
            found[start + at] = tag
            tag = int(back[row, at, tag])
    return found
