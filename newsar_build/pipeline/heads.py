"""What the components of newsar_en share: linear maps over `doc.tensor`, and how they are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

Array = NDArray[np.float32]


class Head:
    """A component with named arrays (half precision on disk) and named lists of labels."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.arrays: dict[str, Array] = {}
        self.lists: dict[str, Any] = {}

    def learn(self, arrays: Mapping[str, Any], lists: Mapping[str, Any]) -> None:
        """Take over weights and labels."""
        self.arrays = {key: np.asarray(value, dtype=np.float32) for key, value in arrays.items()}
        self.lists = dict(lists)
        self.ready()

    def ready(self) -> None:
        """Called when the weights are there."""

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Write weights and labels to a folder."""
        del exclude
        home = Path(path)
        home.mkdir(parents=True, exist_ok=True)
        halves: dict[str, Any] = {key: value.astype(np.float16) for key, value in sorted(self.arrays.items())}
        np.savez(home / "weights.npz", **halves)
        text = json.dumps(self.lists, ensure_ascii=False, indent=0, sort_keys=True)
        (home / "labels.json").write_text(text + "\n", encoding="utf-8")

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> Self:
        """Read what `to_disk` wrote."""
        del exclude
        home = Path(path)
        lists = json.loads((home / "labels.json").read_text(encoding="utf-8"))
        with np.load(home / "weights.npz") as stored:
            self.learn({key: stored[key] for key in stored.files}, lists)
        return self

    def linear(self, name: str, vectors: Array) -> Array:
        """Rows × the outputs of the map `name`."""
        result: Array = vectors @ self.arrays[f"{name}.weight"].T + self.arrays[f"{name}.bias"]
        return result


def vectors_of(doc: Doc, places: list[int]) -> Array:
    """The vectors of the words at `places`, as rows."""
    return np.asarray(doc.tensor[places], dtype=np.float32)


def set_columns(doc: Doc, attributes: list[int | str], columns: Any) -> None:
    """Set attributes of all tokens at once: tokens × attributes, as the vocabulary numbers them."""
    doc.from_array(attributes, columns)


def gelu(values: Array) -> Array:
    """The Gaussian error linear unit (Hendrycks and Gimpel 2016), by its tanh form."""
    inner = values * values
    inner *= 0.7978845608 * 0.044715
    inner += 0.7978845608
    inner *= values
    np.tanh(inner, out=inner)
    inner += 1
    inner *= values
    inner *= 0.5
    return inner


def log_softmax(scores: Array) -> Array:
    """Log-probabilities over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: Array = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result
