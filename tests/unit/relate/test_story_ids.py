"""Which id a story has after reports came, went, met and parted."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from newsar_build.relate.story_ids import Naming, age, name_stories, story_id

A, B, C, D, E, F = (f"NSR-2026-020{number}-0000{number}" for number in range(1, 7))


def named(
    *stories: tuple[str, ...], former: dict[str, str] | None = None, merged: dict[str, str] | None = None
) -> Naming:
    return name_stories(stories, former or {}, merged or {})


def test_a_new_story_is_known_by_its_first_report() -> None:
    assert named((B, C)).ids == (story_id(B),)


def test_a_story_keeps_its_id_when_an_earlier_report_joins() -> None:
    known = dict.fromkeys((B, C), story_id(B))
    assert named((A, B, C), former=known).ids == (story_id(B),)


def test_a_story_keeps_its_id_when_its_first_report_is_withdrawn() -> None:
    known = dict.fromkeys((A, B, C), story_id(A))
    assert named((B, C), former=known).ids == (story_id(A),)


def test_of_two_stories_that_merge_the_older_id_stays_and_the_other_leads_there() -> None:
    known = dict.fromkeys((A, D), story_id(A)) | dict.fromkeys((B, C, E), story_id(B))
    found = named((A, B, C, D, E), former=known)
    assert found == Naming(ids=(story_id(A),), merged=((story_id(B), story_id(A)),))


def test_the_larger_part_of_a_story_that_splits_keeps_the_id() -> None:
    known = dict.fromkeys((A, B, C, D, E), story_id(A))
    found = named((A, B), (C, D, E), former=known)
    assert found.ids[1] == story_id(A)
    assert found.ids[0] not in {story_id(A), story_id(C)}
    assert age(found.ids[0]) > age(story_id(A))


def test_of_two_equal_parts_the_one_that_was_told_first_keeps_the_id() -> None:
    known = dict.fromkeys((A, B, C, D), story_id(A))
    assert named((B, C), (A, D), former=known).ids == (story_id(A), "NSR-S-2026-0201-00002")


def test_reports_that_were_not_in_a_story_have_no_say_in_where_it_goes_on() -> None:
    known = dict.fromkeys((A, B, C), story_id(A))
    assert named((A, D, E, F), (B, C), former=known).ids[1] == story_id(A)


def test_a_story_that_comes_apart_again_takes_its_own_id_back() -> None:
    merged = {story_id(C): story_id(A)}
    known = dict.fromkeys((A, B, C, D), story_id(A))
    found = named((A, B), (C, D), former=known, merged=merged)
    assert found == Naming(ids=(story_id(A), story_id(C)), merged=())


def test_a_report_that_returns_brings_its_merged_story_to_where_it_went() -> None:
    known = {A: story_id(A), B: story_id(A), C: story_id(C), D: story_id(C)}
    assert named((A, B), (C, D), former=known, merged={story_id(C): story_id(A)}).ids[0] == story_id(A)


def test_mergers_that_follow_each_other_lead_to_the_last_and_a_circle_ends() -> None:
    known = dict.fromkeys((A, B), story_id(A))
    found = named((A, B), former=known, merged={story_id(D): story_id(C), story_id(C): story_id(A)})
    assert dict(found.merged) == {story_id(D): story_id(A), story_id(C): story_id(A)}
    assert named((E, F), merged={story_id(A): story_id(B), story_id(B): story_id(A)}).ids == (story_id(E),)


def test_the_id_of_a_story_that_nobody_tells_is_not_given_to_another() -> None:
    known = {A: story_id(C), B: story_id(C)}
    assert named((C, D), former=known).ids == ("NSR-S-2026-0203-00004",)


BRIEFS = tuple(f"NSR-2026-02{number:02d}-{number:05d}" for number in range(1, 10))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.integers(0, 3), min_size=9, max_size=9), min_size=1, max_size=6))
def test_whatever_happens_every_id_is_one_storys_or_leads_to_one_and_nothing_changes_without_a_cause(
    builds: list[list[int]],
) -> None:
    former: dict[str, str] = {}
    merged: dict[str, str] = {}
    for groups in builds:
        stories = tuple(
            members
            for group in range(4)
            if len(members := tuple(b for b, g in zip(BRIEFS, groups, strict=True) if g == group)) > 1
        )
        ordered = tuple(sorted(stories))
        found = name_stories(ordered, former, merged)
        assert len(set(found.ids)) == len(found.ids)
        assert not set(found.ids) & {old for old, _ in found.merged}
        former |= {brief: one for story, one in zip(ordered, found.ids, strict=True) for brief in story}
        merged = dict(found.merged)
        assert name_stories(ordered, former, merged) == found
