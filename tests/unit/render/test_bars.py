"""The columns of a dossier's timeline."""

from __future__ import annotations

from datetime import date, timedelta

from newsar_build.model.pages import Bar
from newsar_build.model.relations import MentionDay
from newsar_build.render.views.common import plot


def day(number: int, mentions: int) -> MentionDay:
    return MentionDay(day=date(2026, 2, number), mentions=mentions, briefs=1)


def bars(*days: MentionDay) -> tuple[Bar, ...]:
    drawn = plot(days, "Mentions")
    return drawn.bars if drawn else ()


def test_days_without_mentions_keep_their_place() -> None:
    first, middle, last = bars(day(1, 4), day(2, 2), day(11, 1))
    assert first.x == 0
    assert last.x + last.width == 100
    assert middle.x < 15
    assert (first.height, middle.height, last.height) == (100, 50, 25)


def test_one_day_or_none_is_drawn() -> None:
    assert [(bar.x, bar.height) for bar in bars(day(1, 3))] == [(0, 100)]
    assert plot((), "Mentions") is None


def test_only_days_that_have_room_for_it_are_named_under_their_column() -> None:
    named = [bar.label for bar in bars(day(1, 1), day(2, 1), day(12, 1), day(20, 1), day(21, 1))]
    assert named == ["1 Feb", "", "12 Feb", "", "21 Feb"]


def test_a_long_archive_is_told_by_weeks_then_by_months_and_loses_nothing() -> None:
    days = tuple(
        MentionDay(day=date(2025, 1, 1) + timedelta(days=gap), mentions=2, briefs=1) for gap in range(0, 130, 3)
    )
    weeks = plot(days, "Mentions")
    assert weeks is not None
    assert weeks.unit == "week"
    assert sum(bar.value for bar in weeks.bars) == 88
    assert weeks.bars[0].name == "30 Dec 2024"
    years = plot((*days, MentionDay(day=date(2027, 6, 30), mentions=1, briefs=1)), "Mentions")
    assert years is not None
    assert years.unit == "month"
    assert [bar.name for bar in years.bars] == ["Jan 2025", "Feb 2025", "Mar 2025", "Apr 2025", "May 2025", "Jun 2027"]


def test_many_columns_are_read_off_round_numbers_that_reach_above_the_highest() -> None:
    many = plot(tuple(day(number, number * 3) for number in range(1, 21)), "Mentions")
    assert many is not None
    assert [number for number, _ in many.lines] == [20, 40, 60]
    assert many.bars[-1].height == 100
    assert "most 60, on 20 Feb 2026" in many.told
