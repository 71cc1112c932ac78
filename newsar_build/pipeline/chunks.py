"""Noun chunks over Universal Dependencies: spaCy's own rules for English expect other labels."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.symbols import NOUN, PRON, PROPN
from spacy.tokens import Doc, Span, Token

_INNER = frozenset(["compound", "flat", "fixed", "goeswith", "list"])
"""A nominal in one of these relations is part of another's chunk."""
_BEFORE = frozenset(
    ["det", "det:predet", "amod", "nummod", "compound", "nmod:poss", "poss", "flat", "advmod", "case", "punct", "nmod",
     "nmod:npmod", "nmod:unmarked", "obl:npmod", "obl:unmarked", "goeswith", "fixed", "cc", "conj", "cc:preconj"]
)  # fmt: skip
_AFTER = frozenset(["flat", "goeswith", "fixed", "compound", "nummod"])
_EDGES = frozenset(["case", "punct", "cc", "advmod", "cc:preconj"])
"""Relations that a chunk may contain, but not begin with."""


def noun_chunks(thing: Doc | Span) -> Iterator[tuple[int, int, int]]:
    """Start, end and label of each base noun phrase, in order, none inside another."""
    doc = thing.doc
    label = doc.vocab.strings.add("NP")
    last = -1
    for word in thing:
        if word.pos not in (NOUN, PROPN, PRON) or word.dep_ in _INNER or word.i <= last:
            continue
        start, end = _start(word), _end(word)
        if start > last:
            yield start, end, label
            last = end - 1


def _start(word: Token) -> int:
    start = word.i
    for at in range(word.i - 1, word.sent.start - 1, -1):
        if not _belongs(word.doc[at], word):
            break
        if word.doc[at].dep_ not in _EDGES or word.doc[at].head.i != word.i:
            start = at
    while start < word.i and word.doc[start].dep_ in _EDGES:
        start += 1
    return start


def _end(word: Token) -> int:
    end = word.i + 1
    while end < word.sent.end and word.doc[end].dep_ in _AFTER and _belongs(word.doc[end], word):
        end += 1
    return end


def _belongs(token: Token, word: Token) -> bool:
    """Whether each step from the token up to the word is one that a chunk may contain."""
    while token.i != word.i:
        allowed = _BEFORE if token.i < word.i else _AFTER
        if token.dep_ not in allowed or token.head.i == token.i:
            return False
        token = token.head
    return True
