"""Texts compared word by word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsar_build.model.changes import Splice, spliced, splices

BEFORE = "The ferry took 31 cars.\n\nNobody was hurt.\n\nIt sails again on Monday."


def test_only_the_words_that_changed_are_told() -> None:
    after = BEFORE.replace("31", "13").replace("Nobody was hurt.\n\n", "")
    assert splices(BEFORE, after) == (Splice(start=15, end=18, words="13 "), Splice(start=25, end=43, words=""))


TEXTS = st.lists(st.sampled_from(["a", "b ", "c\n", "\n\n", "dé ", " ", "¶ "]), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_the_changes_make_the_one_text_of_the_other(one: str, other: str) -> None:
    assert spliced(one, splices(one, other)) == other


@pytest.mark.parametrize("changes", [[(5, 4, "")], [(0, 9, ""), (3, 12, "")], [(0, 9_999, "")], [(-1, 2, "")]])
def test_changes_that_do_not_fit_the_text_are_refused(changes: list[tuple[int, int, str]]) -> None:
    with pytest.raises(ValueError, match="change"):
        spliced(BEFORE, [Splice(start=start, end=end, words=words) for start, end, words in changes])


def test_a_long_text_rewritten_from_end_to_end_is_compared_at_once() -> None:
    began = time.process_time()
    one, other = ("the old word " * 30_000), ("a new word " * 30_000)
    assert spliced(one, splices(one, other)) == other
    assert time.process_time() - began < 5
