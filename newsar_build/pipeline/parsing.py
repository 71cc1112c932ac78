"""Dependencies and sentences: a biaffine parser (Dozat and Manning 2017) over the encoder's vectors."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from newsar_build.pipeline.chunks import noun_chunks
from newsar_build.pipeline.encoder import starts_of, words_of
from newsar_build.pipeline.heads import Array, Head, gelu, log_softmax, set_columns, vectors_of

LONGEST_SENTENCE = 256
"""Words; a longer stretch without an end is cut, since the table of arcs grows with the square."""
BLOCK = 64
"""Words whose relations are weighed at once: what fits a processor's cache."""
SPACE_RELATION = "dep"

Heads = NDArray[np.int64]


@Language.factory(
    "newsar_parser", requires=["doc.tensor"], assigns=["token.dep", "token.head", "token.is_sent_start", "doc.sents"]
)
def make_parser(nlp: Language, name: str) -> Parser:
    """A factory for spaCy."""
    return Parser(nlp.vocab, name)


class Parser(Head):
    """Universal Dependencies (`token.head`, `token.dep_`), one tree a sentence.

    A token whose `is_sent_start` is set beforehand keeps it, whatever the model thinks.
    """

    def __init__(self, vocab: Vocab, name: str) -> None:
        super().__init__(name)
        self._vocab = vocab
        rules: Any = noun_chunks
        vocab.get_noun_chunks = rules

    def ready(self) -> None:
        """Number the labels as the vocabulary does, and lay the relations' weights out for one product."""
        self._deps = np.array([self._vocab.strings.add(each) for each in self.lists["deps"]], dtype=np.uint64)
        self._root = self.lists["deps"].index("root")
        self._root_name = np.uint64(self._vocab.strings.add("ROOT"))
        self._space = np.uint64(self._vocab.strings.add(SPACE_RELATION))
        relations, size, _ = self.arrays["rel"].shape
        self._flat = np.ascontiguousarray(self.arrays["rel"].transpose(1, 0, 2).reshape(size, relations * size))

    def __call__(self, doc: Doc) -> Doc:
        """Set heads, relations and sentence bounds."""
        places = words_of(doc)
        heads = np.zeros(len(doc), dtype=np.int64)
        deps = np.full(len(doc), self._space, dtype=np.uint64)
        if places:
            vectors = vectors_of(doc, places)
            found = self._trees(vectors, self._starts(vectors, starts_of(doc, places)))
            own = np.array(places)
            heads[own] = own[found] - own
            deps[own] = self._relations(vectors, found)
        _hang_spaces(heads, deps, places, self._space)
        if len(doc):
            columns = np.stack([heads.astype(np.uint64), deps], axis=1)
            set_columns(doc, ["HEAD", "DEP"], columns)
        return doc

    def _starts(self, vectors: Array, known: Heads) -> list[int]:
        scores = self.linear("begins", vectors)
        begins = ((scores[:, 1] > scores[:, 0]) | (known == 1)) & (known != -1)
        begins[0] = True
        starts = [int(at) for at in np.flatnonzero(begins)]
        ends = [*starts[1:], len(vectors)]
        return [at for start, end in zip(starts, ends, strict=True) for at in range(start, end, LONGEST_SENTENCE)]

    def _trees(self, vectors: Array, starts: list[int]) -> Heads:
        head: Array = gelu(self.linear("arc_head", vectors))
        word = _with_one(gelu(self.linear("arc_word", vectors))) @ self.arrays["arc"]
        root = self.linear("root", vectors)[:, 0]
        found = np.zeros(len(vectors), dtype=np.int64)
        for start, end in zip(starts, [*starts[1:], len(vectors)], strict=True):
            scores: Any = word[start:end] @ head[start:end].T
            np.fill_diagonal(scores, root[start:end])
            found[start:end] = start + tree(log_softmax(scores))
        return found

    def _relations(self, vectors: Array, heads: Heads) -> NDArray[np.uint64]:
        word = _with_one(gelu(self.linear("rel_word", vectors)))
        head: Array = _with_one(gelu(self.linear("rel_head", vectors)))[heads]
        size = word.shape[1]
        best = np.zeros(len(vectors), dtype=np.int64)
        for start in range(0, len(vectors), BLOCK):
            end = start + BLOCK
            wide = (word[start:end] @ self._flat).reshape(-1, len(self._deps), size)
            scores: Any = (wide @ head[start:end, :, None])[:, :, 0]
            scores[:, self._root] = -np.inf
            best[start:end] = scores.argmax(axis=1)
        names: NDArray[np.uint64] = self._deps[best]
        names[heads == np.arange(len(heads))] = self._root_name
        return names


def tree(scores: Array) -> Heads:
    """The heaviest tree: each word's head, the root's its own place.

    `scores[i, j]` weighs word i under head j, `scores[i, i]` word i as root. One root: the word likeliest to be one
    takes it, then the maximum spanning tree below it (Chu and Liu 1965, Edmonds 1967).
    """
    weights = scores.astype(np.float64)
    root = int(np.diagonal(weights).argmax())
    np.fill_diagonal(weights, -np.inf)
    return _spanning(weights, root)


def _spanning(weights: NDArray[np.float64], root: int) -> Heads:
    heads: Heads = weights.argmax(axis=1).astype(np.int64)
    heads[root] = root
    cycle = np.array(_cycle(heads, root), dtype=np.int64)
    if not len(cycle):
        return heads
    inside = np.zeros(len(heads), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    kept = weights[cycle, heads[cycle]]
    into = weights[np.ix_(cycle, outside)] - kept[:, None]
    out_of = weights[np.ix_(outside, cycle)]
    smaller = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    smaller[:-1, :-1] = weights[np.ix_(outside, outside)]
    smaller[-1, :-1] = into.max(axis=0)
    smaller[:-1, -1] = out_of.max(axis=1)
    merged = _spanning(smaller, int(np.flatnonzero(outside == root)[0]))
    for at, head in enumerate(merged[:-1]):
        heads[outside[at]] = cycle[int(out_of[at].argmax())] if head == len(outside) else outside[head]
    entered = int(into[:, merged[-1]].argmax())
    heads[cycle[entered]] = outside[merged[-1]]
    heads[root] = root
    return heads


def _cycle(heads: Heads, root: int) -> list[int]:
    """The places of one cycle, or none."""
    state = np.zeros(len(heads), dtype=np.int8)
    state[root] = 2
    for start in range(len(heads)):
        path = []
        at = start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if state[at] == 1:
            return path[path.index(at) :]
        state[path] = 2
    return []


def _with_one(vectors: Array) -> Array:
    return np.concatenate([vectors, np.ones((len(vectors), 1), dtype=np.float32)], axis=1)


def _hang_spaces(heads: Heads, deps: NDArray[np.uint64], places: list[int], relation: np.uint64) -> None:
    """White space hangs on the word before it, at the beginning on the word after it."""
    words = set(places)
    last = places[0] if places else 0
    for at in range(len(heads)):
        if at in words:
            last = at
        else:
            heads[at] = last - at
            deps[at] = relation
