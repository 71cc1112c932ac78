"""Claims meet only where they may be one: no rise meets a fall, no rating that of somebody else."""

from __future__ import annotations

import pytest

from newsar_build.relate.amounts import amounts, near
from newsar_build.relate.course import opposed


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("The index climbed 9.2 per cent.", "The index was down more than 9 per cent.", True),
        ("Prices rose by a third.", "Prices increased by 30 per cent.", False),
        ("Prices rose, then fell again.", "Prices fell by a third.", False),
        ("Prices stood at 40 crowns.", "Prices fell to 40 crowns.", False),
    ],
)
def test_a_rise_and_a_fall_are_opposed(one: str, other: str, wanted: bool) -> None:
    assert opposed(one, other) is wanted
    assert opposed(other, one) is wanted


def test_more_than_so_many_does_not_mean_twice_as_many() -> None:
    least, much, some = (amounts(f"The firm cut more than {count} jobs.")[0] for count in ("1,400", "2,997", "1,464"))
    assert near(least, some)
    assert not near(least, much)
