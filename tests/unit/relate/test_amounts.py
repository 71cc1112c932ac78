"""Amounts: written in many ways, compared only where they measure the same thing."""

from __future__ import annotations

import pytest

from newsar_build.relate.amounts import Amount, agree, amounts, comparable


def only(text: str) -> Amount:
    (found,) = amounts(text)
    return found


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("It cost 2.1 billion crowns", 2.05e9, 2.15e9, "crown"),
        ("It cost 12 lakh rupees", 1.15e6, 1.25e6, "rupee"),
        ("It cost four and a half billion crowns", 4.45e9, 4.55e9, "crown"),
        ("a dozen boats sank", 12, 12, "count"),
        ("nine boats sank", 9, 9, "count"),
        ("dozens of boats sank", 24, float("inf"), "count"),
        ("more than 40 boats sank", 40, float("inf"), "count"),
        ("three to five boats sank", 3, 5.5, "count"),
        ("two-thirds of the fleet", 60, 73.34, "percent"),
        ("it grew by 3 to 5 per cent", 3, 5.5, "percent"),
        ("the peak was 1.2 gigawatts", 1.15e9, 1.25e9, "watt"),
        ("900 kilograms escaped", 855, 945, "kilogram"),
    ],
)
def test_an_amount_is_an_interval_in_a_unit(text: str, low: float, high: float, unit: str) -> None:
    found = only(text)
    assert found.unit == unit
    assert found.low <= low + 0.5 * (low < 100) + 1e-6
    assert found.high == pytest.approx(high, rel=0.06)


@pytest.mark.parametrize("text", ["a 54-year-old man", "Route 7 was shut", "since 2019 it rained", "COVID-19 spread"])
def test_ages_years_and_names_are_no_amounts(text: str) -> None:
    assert amounts(text) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("31 per cent of the power", "31.4 per cent of the power"),
        ("about 130 boats sank", "140 boats sank"),
        ("1.2 tonnes escaped from the tank", "1,200 kilograms escaped from the tank"),
        ("more than 100 boats sank", "140 boats sank"),
        ("a third of the power", "31 per cent of the power"),
    ],
)
def test_amounts_that_round_to_or_hold_each_other_agree(one: str, other: str) -> None:
    assert comparable(only(one), only(other))
    assert agree(only(one), only(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("140 boats sank", "about 90 boats sank"), ("output peaked at 412 megawatts", "output peaked at 421 megawatts")],
)
def test_amounts_of_one_thing_that_do_not_meet_conflict(one: str, other: str) -> None:
    assert comparable(only(one), only(other))
    assert not agree(only(one), only(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nine people were injured", "two people died"),
        ("140 boats sank", "140 houses burnt"),
        ("prices rose by 4 per cent", "prices rose to 9 per cent"),
        ("a grant of 300 crowns a month", "a grant of 3,600 crowns a year"),
        ("30 of the boats sank", "140 boats sank"),
    ],
)
def test_amounts_of_different_things_are_not_compared(one: str, other: str) -> None:
    found = [(a, b) for a in amounts(one) for b in amounts(other)]
    assert not any(comparable(a, b) for a, b in found)
