"""How close texts are in meaning: static vectors of word pieces, distilled from a sentence encoder.

`newsar_build/vectors/CARD.md` says what from and how good. A text's vector is the mean of its pieces' vectors, which
are already weighted so that rare pieces count more (Model2Vec; Tulkens and van Dongen 2024).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from newsar_build.pipeline.wordpiece import wordpieces

Vectors = NDArray[np.float32]
_WORD = re.compile(r"\S+")


def embed(texts: Iterable[str]) -> Vectors:
    """One unit vector a text, as rows; a text without any known piece is all zero."""
    table, pieces = _table(), wordpieces()
    rows = [_mean(table, [number for word in _WORD.findall(text) for number in pieces.ids(word)]) for text in texts]
    return np.stack(rows) if rows else np.zeros((0, table.shape[1]), dtype=np.float32)


def _mean(table: Vectors, numbers: list[int]) -> Vectors:
    if not numbers:
        return np.zeros(table.shape[1], dtype=np.float32)
    total: Vectors = table[numbers].mean(axis=0)
    length = float(np.linalg.norm(total))
    return total / np.float32(length) if length else total


@cache
def _table() -> Vectors:
    """Pieces × dimensions. Stored as signed bytes and one scale a piece."""
    with (files("newsar_build") / "vectors" / "meaning.npz").open("rb") as place, np.load(place) as stored:
        table: Vectors = stored["bytes"].astype(np.float32) * stored["scale"].astype(np.float32)[:, None]
    return table
