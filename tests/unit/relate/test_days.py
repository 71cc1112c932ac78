"""Days are resolved against the day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from newsar_build.relate.days import days

SATURDAY = date(2026, 2, 21)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It failed on 14 February.", date(2026, 2, 14), date(2026, 2, 14)),
        ("It failed between 10 and 18 February.", date(2026, 2, 10), date(2026, 2, 18)),
        ("It failed on Feb. 10 to 18.", date(2026, 2, 10), date(2026, 2, 18)),
        ("It failed on 30 December.", date(2025, 12, 30), date(2025, 12, 30)),
        ("It failed on 3 March 2019.", date(2019, 3, 3), date(2019, 3, 3)),
        ("It failed on Friday.", date(2026, 2, 20), date(2026, 2, 20)),
        ("It will be mended on Monday.", date(2026, 2, 23), date(2026, 2, 23)),
        ("It failed yesterday.", date(2026, 2, 20), date(2026, 2, 20)),
        ("It carried more in 2024.", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_day_is_the_one_that_the_report_means(text: str, first: date, last: date) -> None:
    (found,) = days(text, SATURDAY)
    assert (found.first, found.last) == (first, last)


def test_no_month_is_read_into_a_verb() -> None:
    assert days("They may 12 times a year.", SATURDAY) == ()


def test_a_weekday_meets_its_date_and_the_same_weekday_told_before() -> None:
    (monday,) = days("on Monday", date(2026, 2, 24))
    (dated,) = days("on 23 February", date(2026, 2, 26))
    (ahead,) = days("It is due on Sunday", date(2026, 4, 10))
    (bare,) = days("More are expected to come Sunday", date(2026, 4, 11))
    assert monday.meets(dated)
    assert ahead.meets(bare)
