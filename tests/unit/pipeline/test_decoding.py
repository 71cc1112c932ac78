"""Trees and tag sequences are well-formed whatever the scores say."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsar_build.pipeline.ner import decode
from newsar_build.pipeline.parsing import tree


def best_by_hand(scores: np.ndarray) -> float:
    """The weight of the heaviest tree with the root that `tree` takes, by trying all."""
    size = len(scores)
    root = int(np.diagonal(scores).argmax())
    best = -np.inf
    for number in range(size**size):
        heads = [(number // size**place) % size for place in range(size)]
        if heads[root] == root and all(reaches(place, heads, root) for place in range(size)):
            best = max(best, sum(scores[place, heads[place]] for place in range(size) if place != root))
    return float(best)


def reaches(place: int, heads: list[int], root: int) -> bool:
    for _ in heads:
        if place == root:
            return True
        place = heads[place]
    return place == root


@given(st.integers(1, 4), st.integers(0, 10_000))
def test_heads_make_the_heaviest_tree_with_one_root(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)
    heads = tree(scores)
    root = int(np.diagonal(scores).argmax())
    assert [place for place in range(size) if heads[place] == place] == [root]
    assert all(reaches(place, list(heads), root) for place in range(size))
    weight = sum(float(scores[place, heads[place]]) for place in range(size) if place != root)
    assert np.isclose(weight, best_by_hand(scores), atol=1e-4)


def test_an_inside_tag_never_stands_without_its_beginning() -> None:
    tags = ["O", "B-X", "I-X"]
    may = np.zeros((3, 3), dtype=np.float32)
    may[:, 2] = [-np.inf, 0, 0]
    weights = np.log(
        np.array([[0.4, 0.3, 0.3], [0.1, 0.1, 0.8], [0.8, 0.1, 0.1], [0.1, 0.0001, 0.8999]], dtype=np.float32)
    )
    found = [tags[number] for number in decode(weights, [0, 3], may)]
    assert found == ["B-X", "I-X", "O", "O"]
