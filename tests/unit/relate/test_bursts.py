"""Words seen in their days: what a whole week writes about tells no event, and other weeks have no say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from newsar_build.relate.bursts import in_their_days
from newsar_build.relate.compared import Compared, StoryItem, compare, key_of

SUBJECTS = (
    "choir", "ferry", "school", "bakery", "library", "harbour", "tannery", "bridge", "orchard", "museum", "brewery",
    "stadium", "theatre", "lighthouse", "quarry", "market", "hospital", "prison", "railway", "chapel", "circus", "farm",
    "cinema", "embassy",
)  # fmt: skip
DAY = datetime(2026, 3, 2, tzinfo=UTC)


def report(number: int, subject: str, matter: str, filed: datetime) -> StoryItem:
    return StoryItem(
        id=f"{filed:%m-%d}-{number:02}",
        headline=f"The {subject} and the {matter}",
        text=f"The {subject} in Orrin spoke of the {matter} on Monday. The {matter} kept the {subject} shut for a day.",
        filed=filed,
    )


def likeness(items: tuple[StoryItem, ...]) -> tuple[Compared, dict[frozenset[str], float]]:
    by_key = {key_of(item): item for item in items}
    compared = compare(items)
    filed = [by_key[key].filed for key in compared.keys]
    days = np.array([moment.timestamp() / 86_400 if moment else np.nan for moment in filed])
    seen = in_their_days(compared, days)
    names = [by_key[key].id for key in seen.keys]
    ends = zip(seen.one.tolist(), seen.other.tolist(), strict=True)
    return compared, {
        frozenset((names[one], names[other])): value
        for (one, other), value in zip(ends, seen.likeness.tolist(), strict=True)
    }


CROWD = tuple(report(number, subject, "grellpox", DAY) for number, subject in enumerate(SUBJECTS))
FEW = tuple(report(number, subject, "grellpox", DAY) for number, subject in enumerate(SUBJECTS[:2]))
PAIR = frozenset((CROWD[0].id, CROWD[1].id))


def test_what_everybody_writes_about_that_week_makes_two_reports_less_alike() -> None:
    assert likeness(CROWD)[1][PAIR] < 0.7 * likeness(FEW)[1][PAIR]


def test_reports_of_another_month_do_not_move_how_alike_two_are() -> None:
    later = tuple(
        report(number, subject, "grellpox", DAY + timedelta(days=40)) for number, subject in enumerate(SUBJECTS)
    )
    near = likeness((*FEW, *later))[1]
    assert near[PAIR] == likeness(FEW)[1][PAIR]


def test_reports_without_a_day_are_held_to_be_of_one_week() -> None:
    undated = tuple(StoryItem(id=item.id, headline=item.headline, text=item.text, filed=None) for item in CROWD)
    assert likeness(undated)[1][PAIR] == likeness(CROWD)[1][PAIR]
