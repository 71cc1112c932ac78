"""The columns of a dossier's timeline."""

from __future__ import annotations

from datetime import date

from newsar_build.model.relations import MentionDay
from newsar_build.render.views.common import bars


def day(number: int, mentions: int) -> MentionDay:
    return MentionDay(day=date(2026, 2, number), mentions=mentions, briefs=1)


def test_days_without_mentions_keep_their_place() -> None:
    first, middle, last = bars((day(1, 4), day(2, 2), day(11, 1)))
    assert first.x == 0
    assert last.x + last.width == 100
    assert middle.x < 15
    assert (first.height, middle.height, last.height) == (100, 50, 25)


def test_one_day_or_none_is_drawn() -> None:
    assert [(bar.x, bar.height) for bar in bars((day(1, 3),))] == [(0, 100)]
    assert bars(()) == ()


def test_only_days_that_have_room_for_it_are_named_under_their_column() -> None:
    named = [bar.label for bar in bars((day(1, 1), day(2, 1), day(12, 1), day(20, 1), day(21, 1)))]
    assert named == ["1 Feb", "", "12 Feb", "", "21 Feb"]
