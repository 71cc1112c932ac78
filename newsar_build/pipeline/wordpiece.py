"""Words to word pieces: the greedy longest-match WordPiece of BERT (Devlin et al. 2019), in lower case."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

UNKNOWN = "[UNK]"
OPEN, CLOSE = "[CLS]", "[SEP]"
"""Every sequence that an encoder reads begins with OPEN and ends with CLOSE."""
LONGEST = 100
"""Code points; a longer word is unknown, as it was when the vocabulary was learnt."""


class WordPieces:
    """A closed vocabulary, one piece a line of `vocabulary.txt`; a piece that does not open a word begins with ##."""

    def __init__(self, vocabulary: tuple[str, ...]) -> None:
        self.number = {piece: number for number, piece in enumerate(vocabulary)}
        self._known: dict[str, tuple[int, ...]] = {}

    def ids(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces; none for white space and control signs."""
        found = self._known.get(word)
        if found is None:
            found = tuple(number for part in _parts(word) for number in self._split(part))
            self._known[word] = found
        return found

    def _split(self, part: str) -> tuple[int, ...]:
        unknown = (self.number[UNKNOWN],)
        if len(part) > LONGEST:
            return unknown
        numbers: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = part[start:end] if start == 0 else f"##{part[start:end]}"
                if (number := self.number.get(piece)) is not None:
                    break
            else:
                return unknown
            numbers.append(number)
            start = end
        return tuple(numbers)


@cache
def wordpieces() -> WordPieces:
    """The word pieces of all-MiniLM-L6-v2, which newsar_en and the vectors of meaning share."""
    text = (files("newsar_build.pipeline") / "vocabulary.txt").read_text(encoding="utf-8")
    return WordPieces(tuple(text.splitlines()))


def _parts(word: str) -> Iterator[str]:
    """A word in lower case without accents, parted at punctuation, symbols and ideographs."""
    plain = unicodedata.normalize("NFD", "".join(" " if each.isspace() else each for each in word).lower())
    run = ""
    for sign in plain:
        kind = unicodedata.category(sign)
        if kind == "Mn" or kind.startswith("C"):
            continue
        alone = _is_punctuation(sign, kind) or _is_ideograph(sign)
        if (alone or sign == " ") and run:
            yield run
            run = ""
        if alone:
            yield sign
        elif sign != " ":
            run += sign
    if run:
        yield run


def _is_punctuation(sign: str, kind: str) -> bool:
    return kind.startswith("P") or (sign.isascii() and not sign.isalnum() and sign != " ")


def _is_ideograph(sign: str) -> bool:
    point = ord(sign)
    return any(first <= point <= last for first, last in _IDEOGRAPHS)


_IDEOGRAPHS = (
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0x2F800, 0x2FA1F),
)  # fmt: skip
"""The blocks that BERT takes for CJK."""
