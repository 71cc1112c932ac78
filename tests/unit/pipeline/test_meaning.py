"""Texts that mean alike stand close."""

from __future__ import annotations

import numpy as np

from newsar_build.pipeline.meaning import embed


def test_the_same_event_in_other_words_is_closer_than_another_event() -> None:
    coup, putsch, bakery = embed(
        ["Troops storm the capital as coup unfolds", "Soldiers seize parliament in putsch", "Bakery wins bread prize"]
    )
    assert coup @ putsch > coup @ bakery + 0.1


def test_a_text_without_known_pieces_is_no_direction_at_all() -> None:
    assert not embed(["\n\u200b"]).any()
    assert embed([]).shape == (0, 256)
    assert np.isclose(np.linalg.norm(embed(["ferry"])[0]), 1, atol=1e-5)
