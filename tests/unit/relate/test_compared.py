"""Reports compared: what is known of some of them changes nothing but the work."""

from __future__ import annotations

from datetime import UTC, datetime

from newsar_build.relate.compared import NOTHING, Compared, StoryItem, compare, from_bytes, to_bytes

TEXTS = {
    "a": ("Cable under Pell Sound fails", "The cable under Pell Sound failed on Monday and Skerrin lost its power for 14 hours."),
    "b": ("Skerrin without power", "Skerrin lost power on Monday when the Pell Sound cable failed, the grid office said."),
    "c": ("Tram drivers stop work", "Tram drivers in Orrin stopped work on Sunday; 61 per cent of the union had voted for it."),
    "d": ("Orrin trams stand still", "No tram ran in Orrin on Sunday after drivers of the union stopped work over their pay."),
}  # fmt: skip


def items(names: str, **other: str) -> tuple[StoryItem, ...]:
    """Reports by name, `other` with another text."""
    filed = datetime(2026, 2, 2, tzinfo=UTC)
    return tuple(
        StoryItem(id=name, headline=TEXTS[name][0], text=other.get(name, TEXTS[name][1]), filed=filed) for name in names
    )


def same(one: Compared, other: Compared) -> bool:
    return to_bytes(one) == to_bytes(other)


def test_a_report_that_joins_or_leaves_or_is_edited_gives_what_a_fresh_comparison_gives() -> None:
    three = compare(items("abc"))
    assert same(compare(items("abcd"), three), compare(items("abcd")))
    assert same(compare(items("ac"), three), compare(items("ac")))
    edited = items("abc", b="Trams in Orrin ran again on Monday, drivers of the union said.")
    assert same(compare(edited, three), compare(edited))
    assert same(compare((), three), NOTHING)


def test_only_the_pairs_of_a_new_report_are_compared() -> None:
    three = compare(items("abc"))
    marked = Compared(
        keys=three.keys,
        fields=three.fields,
        meaning=three.meaning,
        one=three.one,
        other=three.other,
        likeness=three.likeness + 1,
    )
    likeness = compare(items("abcd"), marked).likeness.tolist()
    assert len(likeness) == len(three.one) + 1
    assert sum(value > 1 for value in likeness) == len(three.one)


def test_the_order_of_the_reports_makes_no_difference() -> None:
    assert same(compare(items("abcd")), compare(items("dbca")))


def test_the_table_comes_back_from_its_bytes_and_a_damaged_one_is_begun_anew() -> None:
    body = to_bytes(compare(items("abcd")))
    assert to_bytes(from_bytes(body)) == body
    assert from_bytes(body[: len(body) // 2]) is NOTHING
    assert from_bytes(b"") is NOTHING
