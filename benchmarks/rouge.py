"""ROUGE-1, ROUGE-2 and summary-level ROUGE-L (Lin 2004) as F-measures, as Google's `rouge-score` counts with stems."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from nltk.stem.porter import PorterStemmer

_PORTER = PorterStemmer()
_UNSTEMMED = 3
"""Words of so few letters are left as they are."""


def rouge(shown: Sequence[str], reference: Sequence[str]) -> tuple[float, float, float]:
    """R-1, R-2 and R-L, 0–1, of the sentences shown against the reference's sentences."""
    ours, theirs = [tokens(each) for each in shown], [tokens(each) for each in reference]
    flat, gold = [word for each in ours for word in each], [word for each in theirs for word in each]
    return overlap(flat, gold, 1), overlap(flat, gold, 2), _union_lcs(ours, theirs)


def sentences(text: str) -> list[str]:
    """A reference's sentences: at a stop before a capital, or at a line's end."""
    return [each for each in re.split(r"(?<=[.!?])\s*(?=[\"“A-Z])|\n", text) if each.strip()]


def tokens(text: str) -> list[str]:
    """Lower-cased, stemmed words and numbers."""
    return [_stem(word) for word in re.findall(r"[a-z0-9]+", text.lower())]


def overlap(ours: Sequence[str], theirs: Sequence[str], size: int) -> float:
    """F-measure of shared n-grams."""
    mine, gold = (Counter(zip(*(words[at:] for at in range(size)), strict=False)) for words in (ours, theirs))
    return _f_measure((mine & gold).total(), mine.total(), gold.total())


def _union_lcs(ours: list[list[str]], theirs: list[list[str]]) -> float:
    left, gold = Counter(w for each in ours for w in each), Counter(w for each in theirs for w in each)
    mine, all_gold, hits = left.total(), gold.total(), 0
    for reference in theirs:
        union = set().union(*(_common(reference, each) for each in ours)) if ours else set()
        for word in (reference[place] for place in sorted(union)):
            if left[word] and gold[word]:
                hits, left[word], gold[word] = hits + 1, left[word] - 1, gold[word] - 1
    return _f_measure(hits, mine, all_gold)


def _common(first: list[str], second: list[str]) -> set[int]:
    """Places in `first` of a longest common subsequence."""
    rows = [[0] * (len(second) + 1)]
    for word in first:
        above = rows[-1]
        row = [0]
        for at, other in enumerate(second):
            row.append(above[at] + 1 if word == other else max(above[at + 1], row[at]))
        rows.append(row)
    found: set[int] = set()
    down, along = len(first), len(second)
    while down and along:
        if first[down - 1] == second[along - 1]:
            found.add(down - 1)
            down, along = down - 1, along - 1
        elif rows[down - 1][along] >= rows[down][along - 1]:
            down -= 1
        else:
            along -= 1
    return found


def _f_measure(hits: int, ours: int, theirs: int) -> float:
    return 2 * hits / (ours + theirs) if ours + theirs else 0.0


@cache
def _stem(word: str) -> str:
    return str(_PORTER.stem(word)) if len(word) > _UNSTEMMED else word
