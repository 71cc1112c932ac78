"""Words seen in their days: what a whole week writes about tells no event, and other weeks have no say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from newsar_build.relate.bursts import UNSEEN, Seen, from_bytes, in_their_days, to_bytes
from newsar_build.relate.closeness import Survey, survey
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
OTHERS = tuple(report(number, subject, SUBJECTS[-number], DAY) for number, subject in enumerate(SUBJECTS) if number > 1)
PAIR = frozenset((CROWD[0].id, CROWD[1].id))


def test_what_everybody_writes_about_that_week_makes_two_reports_less_alike() -> None:
    assert likeness(CROWD)[1][PAIR] < 0.7 * likeness((*FEW, *OTHERS))[1][PAIR]


def test_reports_of_another_month_do_not_move_how_alike_two_are() -> None:
    later = tuple(
        report(number, subject, "grellpox", DAY + timedelta(days=40)) for number, subject in enumerate(SUBJECTS)
    )
    near = likeness((*FEW, *later))[1]
    assert near[PAIR] == likeness(FEW)[1][PAIR]


def test_reports_without_a_day_are_held_to_be_of_one_week() -> None:
    undated = tuple(StoryItem(id=item.id, headline=item.headline, text=item.text, filed=None) for item in CROWD)
    assert likeness(undated)[1][PAIR] == likeness(CROWD)[1][PAIR]


LATER = tuple(
    report(number, subject, "tram strike", DAY + timedelta(days=40)) for number, subject in enumerate(SUBJECTS[:9])
)


def seen(items: tuple[StoryItem, ...], known: Survey | None = None) -> Seen:
    return (survey(items, known) if known else survey(items)).seen


def test_a_report_that_joins_leaves_or_gets_another_day_gives_what_looking_anew_gives() -> None:
    known = survey((*CROWD[:-1], *LATER))
    dated = (replace(CROWD[0], filed=DAY + timedelta(days=39)), *CROWD[1:-1], *LATER)
    for items in ((*CROWD, *LATER), (*CROWD[1:-1], *LATER), dated, (*LATER,)):
        assert to_bytes(seen(items, known)) == to_bytes(seen(items))


def test_only_the_reports_of_a_new_one_s_week_are_weighed_again() -> None:
    known = survey((*CROWD[:-1], *LATER))
    marked = replace(known, seen=replace(known.seen, likeness=known.seen.likeness + 5))
    likeness = seen((*CROWD, *LATER), marked).likeness
    within = len(LATER) * (len(LATER) - 1) // 2

    assert sum(value > 4 for value in likeness.tolist()) == within


def test_what_was_seen_comes_back_from_its_bytes_and_damaged_bytes_are_begun_anew() -> None:
    body = to_bytes(seen(CROWD))
    assert to_bytes(from_bytes(body)) == body
    assert from_bytes(body[: len(body) // 2]) is UNSEEN
    assert from_bytes(b"") is UNSEEN
