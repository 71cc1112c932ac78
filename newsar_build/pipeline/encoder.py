"""The encoder of newsar_en: each word's vector in its context, as `doc.tensor`.

all-MiniLM-L6-v2 (Wang et al. 2020), fine-tuned for what the components after it read from the vectors, its matrices
as signed bytes. It reads lower case, so that each piece also carries an embedding of its word's shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from newsar_build.pipeline.wordpiece import CLOSE, OPEN, UNKNOWN, wordpieces

WINDOW_WORDS = 80
"""Words that are read together: several sentences of context; attention over more costs time and gains nothing."""
WINDOW_PIECES = 480
"""Pieces: a window of long addresses is cut sooner, since the encoder has 512 places."""
BATCH_PIECES = 1024
"""Padded pieces read at once: enough to keep the processor busy, few enough to stay in its cache."""
EXACT = ("session.x64quantprecision", "1")
"""Products of bytes are summed exactly on every processor. Else those without VNNI, an older laptop's or a virtual
machine's, cut large sums off: other vectors, other names, at the same speed."""
STOPS = frozenset([".", "!", "?", "”", '"'])
"""Words after which a window may end with little harm."""

Array = NDArray[np.float32]


def shape(word: str) -> int:
    """A word's shape as one of nine classes: what lower-casing loses."""
    title = word[0].isupper() and word[1:].islower()
    tests = (
        word.isdigit(),
        any(sign.isdigit() for sign in word),
        not any(sign.isalpha() for sign in word),
        word.islower(),
        len(word) == 1,
        word.isupper(),
        title,
        True,
    )
    return 1 + tests.index(True)


def words_of(doc: Doc) -> list[int]:
    """Where the tokens stand that are no white space: the only ones that the encoder reads."""
    is_space: Any = doc.to_array(["IS_SPACE"])
    places: list[int] = np.flatnonzero(is_space == 0).tolist()
    return places


def starts_of(doc: Doc, places: list[int]) -> NDArray[np.int64]:
    """What is known of the words at `places`: 1 for the first of a sentence, -1 for one inside, 0 where nobody said."""
    marks: Any = doc.to_array(["SENT_START"])
    known: NDArray[np.int64] = marks[places].astype(np.int64)
    return known


def windows(words: list[str], edges: frozenset[int], most: int = WINDOW_WORDS) -> Iterator[tuple[int, int]]:
    """Stretches of at most `most` words that end, where they can, after a full stop or before one of `edges`."""
    start = 0
    while start < len(words):
        end = min(start + most, len(words))
        if end < len(words):
            good = (at for at in range(end, start, -1) if words[at - 1] in STOPS or at in edges)
            end = next(good, end)
        yield start, end
        start = end


@Language.factory("newsar_encoder", assigns=["doc.tensor"])
def make_encoder(nlp: Language, name: str) -> Encoder:
    """A factory for spaCy."""
    del nlp
    return Encoder(name)


class Encoder:
    """Sets `doc.tensor` to tokens × dimensions; the rows of white space are zero."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._graph = b""
        self._pieces: NDArray[np.int8] = np.zeros((0, 0), dtype=np.int8)
        self._scale: Array = np.zeros(0, dtype=np.float32)
        self._shapes: Array = np.zeros((0, 0), dtype=np.float32)
        self._session: Any = None
        self._bounds: tuple[int, int] = (0, 0)

    def learn(self, graph: bytes, pieces: NDArray[np.int8], scale: Array, shapes: Array) -> None:
        """Take over an ONNX graph (vectors, mask → states) and the embeddings of pieces and shapes."""
        self._graph, self._pieces = graph, pieces
        self._scale, self._shapes = scale.astype(np.float32), shapes.astype(np.float32)
        numbers = wordpieces().number
        self._bounds = numbers[OPEN], numbers[CLOSE]
        options = onnxruntime.SessionOptions()
        options.add_session_config_entry(*EXACT)
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def __call__(self, doc: Doc) -> Doc:
        """Read a document. Its vectors depend on nothing outside it."""
        places = words_of(doc)
        tensor: Any = np.zeros((len(doc), self._shapes.shape[1]), dtype=np.float32)
        if places:
            texts = [doc[at].text for at in places]
            edges = frozenset(np.flatnonzero(starts_of(doc, places) == 1).tolist())
            tensor[places] = self._read(texts, edges)
        doc.tensor = tensor
        return doc

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Write the graph and the embeddings to a folder."""
        del exclude
        home = Path(path)
        home.mkdir(parents=True, exist_ok=True)
        (home / "encoder.onnx").write_bytes(self._graph)
        np.savez(
            home / "embeddings.npz",
            pieces=self._pieces,
            scale=self._scale.astype(np.float16),
            shapes=self._shapes.astype(np.float16),
        )

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> Encoder:
        """Read what `to_disk` wrote."""
        del exclude
        home = Path(path)
        with np.load(home / "embeddings.npz") as stored:
            self.learn((home / "encoder.onnx").read_bytes(), stored["pieces"], stored["scale"], stored["shapes"])
        return self

    def _read(self, words: list[str], edges: frozenset[int]) -> Array:
        pieces, shapes = zip(*(_pieces_of(word) for word in words), strict=True)
        vectors = np.zeros((len(words), self._shapes.shape[1]), dtype=np.float32)
        cuts = [cut for start, end in windows(words, edges) for cut in _short(pieces, start, end)]
        for batch in _batches(cuts, pieces):
            self._read_batch(batch, pieces, shapes, vectors)
        return vectors

    def _read_batch(
        self,
        batch: list[tuple[int, int]],
        pieces: tuple[tuple[int, ...], ...],
        shapes: tuple[int, ...],
        vectors: Array,
    ) -> None:
        """Fill in the vectors of the windows of a batch: a word's vector is the state of its first piece."""
        width = max(_length(pieces, window) for window in batch)
        numbers = np.zeros((len(batch), width), dtype=np.int64)
        forms = np.zeros((len(batch), width), dtype=np.int64)
        mask = np.zeros((len(batch), width), dtype=np.int64)
        firsts: list[list[int]] = []
        for row, (start, end) in enumerate(batch):
            line, form, first = [self._bounds[0]], [0], []
            for word in range(start, end):
                first.append(len(line))
                line.extend(pieces[word])
                form.extend([shapes[word]] * len(pieces[word]))
            line.append(self._bounds[1])
            form.append(0)
            numbers[row, : len(line)], forms[row, : len(line)], mask[row, : len(line)] = line, form, 1
            firsts.append(first)
        given = self._pieces[numbers] * self._scale[numbers][..., None] + self._shapes[forms]
        (states,) = self._session.run(None, {"vectors": given, "mask": mask})
        for row, (start, end) in enumerate(batch):
            vectors[start:end] = states[row, firsts[row]]


def _pieces_of(word: str) -> tuple[tuple[int, ...], int]:
    """A word's pieces, at least one, and its shape."""
    known = wordpieces()
    return known.ids(word) or (known.number[UNKNOWN],), shape(word)


def _length(pieces: tuple[tuple[int, ...], ...], window: tuple[int, int]) -> int:
    return 2 + sum(len(each) for each in pieces[window[0] : window[1]])


def _short(pieces: tuple[tuple[int, ...], ...], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The window, halved until the encoder has places for it; a word of more pieces than that loses the rest."""
    if _length(pieces, (start, end)) <= WINDOW_PIECES or end - start == 1:
        yield start, end
        return
    middle = (start + end) // 2
    yield from _short(pieces, start, middle)
    yield from _short(pieces, middle, end)


def _batches(cuts: list[tuple[int, int]], pieces: tuple[tuple[int, ...], ...]) -> Iterator[list[tuple[int, int]]]:
    """Windows of like length together."""
    batch: list[tuple[int, int]] = []
    for window in sorted(cuts, key=lambda cut: (_length(pieces, cut), cut)):
        if batch and (len(batch) + 1) * _length(pieces, window) > BATCH_PIECES:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch
