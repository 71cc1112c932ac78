"""Words of a report as stories compare them: stems, how rare each is in news, and meaning less what all news shares."""

from __future__ import annotations

import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from newsar_build.pipeline.meaning import embed

WEIGHTS = "stories.json"
"""In newsar_build/weights, with its card; made by training/stories.py."""
SHORTEST = 3
"""Shorter words are small words, initials and endings; numbers count whatever their length."""
UNSEEN = 0.5
"""Times that a word unknown to the counts of news is held to stand there."""
RAREST = 0.002
"""Share of news below which words are equally rare: from so small a share the counts are chance."""
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
Rows = NDArray[np.float32]
Numbers = NDArray[np.int64]
Values = NDArray[np.float64]


def words(text: str) -> list[str]:
    """The words of a text as they stand."""
    return _WORD.findall(text)


def stem(word: str) -> str:
    """Case and common English endings make no other word."""
    lower = word.lower().removesuffix("’s").removesuffix("'s")
    for ending in ("ing", "ed", "es", "s"):
        if lower.endswith(ending) and len(lower) > len(ending) + 3:
            return lower.removesuffix(ending)
    return lower


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(word) for word in words(text)]


def telling(counts: Counter[str]) -> dict[str, int]:
    """The counts of stems that can tell one event from another."""
    return {word: count for word, count in counts.items() if len(word) >= SHORTEST or word.isdigit()}


def number_of(word: str) -> int:
    """The number that stands for a stem, 32 bits: the same in every run."""
    return zlib.crc32(word.encode())


@cache
def rarity(word: str, length: int) -> float:
    """How rare a stem is in stretches of news of `length` words: natural log of the inverse share that hold it.

    The shares are those of the counts that ship with the program, never of the corpus: which reports are compared does
    not move with the reports beside them. What is frequent in their days only, `bursts` and `closeness` tell.
    """
    news = _weights()
    share = -math.expm1(-length * news.counts.get(word, UNSEEN) / news.words)
    return math.log(1 + 1 / (share + RAREST))


def shares(numbers: Numbers, length: int) -> Values:
    """The shares of stretches of news of `length` words that hold the stems of these numbers."""
    held, counts = _numbered()
    place = np.minimum(np.searchsorted(held, numbers), len(held) - 1)
    found: Values = -np.expm1(-length * np.where(held[place] == numbers, counts[place], UNSEEN) / _weights().words)
    return found


def rareness(share: Values) -> Values:
    """How rare stems are that these shares of stretches hold, as `rarity` has it."""
    found: Values = np.log(1 + 1 / (share + RAREST))
    return found


def meanings(texts: Iterable[str]) -> Rows:
    """Unit vectors of the texts' meaning, as rows, without the mean and the main axes of news.

    Plain sentence vectors of any two news texts are close; what is left after taking out the common part is the matter
    (Mu and Viswanath, All-but-the-top, 2018).
    """
    news = _weights()
    rows = embed(texts) - news.mean
    rows -= (rows @ news.axes.T) @ news.axes
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    """How often words stand in `words` words of news; mean (dimensions) and axes (number × dimensions) of meaning."""

    words: int
    counts: dict[str, int]
    mean: Rows
    axes: Rows


@cache
def _weights() -> _News:
    read = json.loads((files("newsar_build") / "weights" / WEIGHTS).read_bytes())
    mean, axes = (np.array(read[name], dtype=np.float32) for name in ("mean", "axes"))
    return _News(words=read["words"], counts=read["counts"], mean=mean, axes=axes)


@cache
def _numbered() -> tuple[Numbers, Values]:
    """The numbers of the stems of news, in order, and how often each stands there."""
    counts: Counter[int] = Counter()
    for word, count in _weights().counts.items():
        counts[number_of(word)] += count
    held = sorted(counts)
    return np.array(held, dtype=np.int64), np.array([counts[number] for number in held], dtype=np.float64)
