"""Words are cut into the pieces that the encoder was taught with."""

from __future__ import annotations

import pytest

from newsar_build.pipeline.wordpiece import wordpieces


def pieces(word: str) -> list[str]:
    known = wordpieces()
    names = {number: piece for piece, number in known.number.items()}
    return [names[number] for number in known.ids(word)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Ferries", ["ferries"]),
        ("Skerrin", ["sk", "##er", "##rin"]),
        ("Müller’s", ["muller", "’", "s"]),
        ("14.5%", ["14", ".", "5", "%"]),
        ("a\u200bb", ["ab"]),
        ("\n\n", []),
        ("𐎠", ["[UNK]"]),
        ("x" * 101, ["[UNK]"]),
    ],
)
def test_a_word_is_cut_greedily_in_lower_case_without_accents(word: str, expected: list[str]) -> None:
    assert pieces(word) == expected
