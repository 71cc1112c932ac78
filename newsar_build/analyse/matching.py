"""Where the terms of a word list stand in a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from spacy.tokens import Doc

from newsar_build.analyse import lexicon
from newsar_build.model.findings import Span

_Branch = dict[str, "_Branch"]
"""The signs that may come next, each with what may follow it; "" where a term ends."""


@lru_cache(maxsize=8)
def text_of(doc: Doc) -> str:
    """A parse's text: spaCy joins it from the tokens whenever it is asked for."""
    return doc.text


@cache
def pattern(name: str, group: str | None = None) -> re.Pattern[str]:
    """A pattern for any whole term of a word list (or of one of its groups), in either case, longest first."""
    terms = lexicon.words(name) if group is None else frozenset(lexicon.grouped(name)[group])
    if not terms:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<![\w-]){any_of(terms)}(?![\w-])", re.IGNORECASE)


def any_of(terms: Iterable[str]) -> str:
    """A pattern for the longest of these terms, either apostrophe for ’.

    Terms share their beginnings, so that a list of thousands costs no more at a place than the letters that fit there.
    """
    root: _Branch = {}
    for term in terms:
        branch = root
        for sign in term.lower():
            branch = branch.setdefault(sign, {})
        branch[""] = {}
    return _grown(root)


def _grown(branch: _Branch) -> str:
    ways = [_sign(sign) + _grown(rest) for sign, rest in sorted(branch.items()) if sign]
    if not ways:
        return ""
    together = f"(?:{'|'.join(ways)})"
    return f"{together}?" if "" in branch else together


def _sign(sign: str) -> str:
    return "[’']" if sign == "’" else re.escape(sign)


def spans_of(found: re.Pattern[str], text: str) -> tuple[Span, ...]:
    """Each place where the pattern stands."""
    return tuple(Span(start=each.start(), end=each.end()) for each in found.finditer(text))


def sentence_indexes(sentences: Sequence[Span], spans: Iterable[Span]) -> tuple[int, ...]:
    """The indexes of the sentences in which the spans begin, each once, in order. Sentences are sorted and disjoint."""
    starts = [sentence.start for sentence in sentences]
    found = {bisect_right(starts, span.start) - 1 for span in spans}
    return tuple(sorted(index for index in found if index >= 0))
