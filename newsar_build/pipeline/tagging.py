"""Parts of speech and morphology, read from each word's vector."""

from __future__ import annotations

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from newsar_build.pipeline.encoder import words_of
from newsar_build.pipeline.heads import Head, set_columns, vectors_of

SPACE_TAG, SPACE_POS = "_SP", "SPACE"


@Language.factory("newsar_tagger", requires=["doc.tensor"], assigns=["token.tag"])
def make_tagger(nlp: Language, name: str) -> Tagger:
    """A factory for spaCy."""
    return Tagger(nlp.vocab, name)


@Language.factory("newsar_morphologizer", requires=["doc.tensor"], assigns=["token.pos", "token.morph"])
def make_morphologizer(nlp: Language, name: str) -> Morphologizer:
    """A factory for spaCy."""
    return Morphologizer(nlp.vocab, name)


class Tagger(Head):
    """Penn Treebank tags (`token.tag_`)."""

    def __init__(self, vocab: Vocab, name: str) -> None:
        super().__init__(name)
        self._vocab = vocab

    def ready(self) -> None:
        """Number the labels as the vocabulary does."""
        self._tags = np.array([self._vocab.strings.add(each) for each in self.lists["xpos"]], dtype=np.uint64)
        self._space = np.uint64(self._vocab.strings.add(SPACE_TAG))

    def __call__(self, doc: Doc) -> Doc:
        """Tag each word."""
        column = np.full(len(doc), self._space, dtype=np.uint64)
        if places := words_of(doc):
            column[places] = self._tags[self.linear("xpos", vectors_of(doc, places)).argmax(axis=1)]
            set_columns(doc, ["TAG"], column.reshape(-1, 1))
        return doc


class Morphologizer(Head):
    """Universal parts of speech and features (`token.pos_`, `token.morph`)."""

    def __init__(self, vocab: Vocab, name: str) -> None:
        super().__init__(name)
        self._vocab = vocab

    def ready(self) -> None:
        """Number the labels as the vocabulary does."""
        self._pos = np.array([self._vocab.strings.add(each) for each in self.lists["upos"]], dtype=np.uint64)
        plain = ("" if each == "_" else each for each in self.lists["feats"])
        self._morphs = np.array([self._vocab.morphology.add(each) for each in plain], dtype=np.uint64)
        self._space = np.uint64(self._vocab.strings.add(SPACE_POS))
        self._none = np.uint64(self._vocab.morphology.add(""))

    def __call__(self, doc: Doc) -> Doc:
        """Say of each word what part of speech it is, and its features."""
        columns = np.tile(np.array([self._space, self._none], dtype=np.uint64), (len(doc), 1))
        if places := words_of(doc):
            vectors = vectors_of(doc, places)
            columns[places, 0] = self._pos[self.linear("upos", vectors).argmax(axis=1)]
            columns[places, 1] = self._morphs[self.linear("feats", vectors).argmax(axis=1)]
            set_columns(doc, ["POS", "MORPH"], columns)
        return doc
