from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsar_build.errors import Code
from newsar_build.model.brief import Article, Kind, Redirect
from newsar_build.read.ledger import Assignment, Ledger, assign, dump_ledger, load_ledger, new_id

A_DAY = date(2026, 2, 25)


def article(path: str, text: str = "", *, own: str | None = None, day: date = A_DAY, headline: str = "") -> Article:
    return Article(
        path=path,
        headline=headline or f"Head of {text or path}",
        outlet="courier",
        filed=datetime(day.year, day.month, day.day, tzinfo=UTC),
        filed_has_time=False,
        day=day,
        language="en",
        kind=Kind.NEWS_REPORT,
        section=None,
        text=text or path,
        blocks=(),
        id=own,
    )


def run(before: Assignment | None, *articles: Article, unread: tuple[str, ...] = ()) -> Assignment:
    return assign(before.ledger if before else Ledger(), articles, "NSR", unread)


def test_an_id_depends_on_day_and_path_alone() -> None:
    alone = run(None, article("b.md"))
    among = run(None, article("a.md"), article("b.md"), article("c.md"))
    assert among.ids["b.md"] == alone.ids["b.md"]
    assert alone.ids["b.md"].startswith("NSR-2026-0225-")


def test_where_two_ids_would_meet_the_next_free_number_is_taken() -> None:
    first = new_id("NSR", A_DAY, "a.md")
    assert new_id("NSR", A_DAY, "a.md", {first}) != first


def test_an_article_keeps_its_id_when_text_and_date_change() -> None:
    first = run(None, article("a.md", "old"))
    second = run(first, article("a.md", "new", day=date(2026, 3, 9)))
    assert second.ids == first.ids
    assert second.tombstones == ()


def test_a_moved_article_keeps_its_id_and_remembers_its_path() -> None:
    first = run(None, article("a.md", "same"))
    second = run(first, article("z/b.md", "same"))
    assert second.ids == {"z/b.md": first.ids["a.md"]}
    assert second.ledger.entries[0].former == ("a.md",)
    assert second.tombstones == ()


def test_a_file_renamed_and_edited_at_once_keeps_its_id() -> None:
    first = run(None, article("a.md", "old", headline="Fares"))
    assert run(first, article("b.md", "new", headline="Fares")).ids == {"b.md": first.ids["a.md"]}


def test_a_copy_is_another_article() -> None:
    first = run(None, article("a.md", "same"))
    second = run(first, article("a.md", "same"), article("b.md", "same"))
    assert second.ids["a.md"] == first.ids["a.md"]
    assert second.ids["b.md"] != first.ids["a.md"]


def test_files_that_take_each_others_names_keep_their_ids() -> None:
    first = run(None, article("a.md", "one"), article("b.md", "two"))
    second = run(first, article("a.md", "two"), article("b.md", "one"))
    assert second.ids == {"a.md": first.ids["b.md"], "b.md": first.ids["a.md"]}


def test_a_chain_of_renames_withdraws_only_what_is_gone(tmp_path: Path) -> None:
    first = run(None, article("a.md", "one"), article("b.md", "two"), article("c.md", "three"))
    second = run(first, article("b.md", "one"), article("c.md", "two"))
    assert second.ids == {"b.md": first.ids["a.md"], "c.md": first.ids["b.md"]}
    assert [(each.id, each.withdrawn) for each in second.tombstones] == [(first.ids["c.md"], True)]
    (tmp_path / "ledger.yaml").write_text(dump_ledger(second.ledger), encoding="utf-8")
    assert load_ledger(tmp_path / "ledger.yaml") == (second.ledger, ())


def test_a_removed_article_is_withdrawn_and_may_return() -> None:
    first = run(None, article("a.md"))
    gone = run(first)
    assert [(each.id, each.withdrawn) for each in gone.tombstones] == [(first.ids["a.md"], True)]
    back = run(gone, article("a.md"))
    assert (back.ids, back.tombstones) == (first.ids, ())
    assert not back.ledger.entries[0].withdrawn


def test_the_id_of_a_withdrawn_brief_is_never_given_again() -> None:
    first = run(None, article("a.md"))
    taken = first.ids["a.md"]
    gone = run(first)
    other = run(gone, article("b.md", "other", own=None))
    assert taken not in other.ids.values()


def test_a_file_that_cannot_be_read_is_not_withdrawn() -> None:
    first = run(None, article("a.md"))
    second = run(first, unread=("a.md",))
    assert [(each.id, each.withdrawn) for each in second.tombstones] == [(first.ids["a.md"], False)]
    assert second.ledger == first.ledger


def test_an_explicit_id_wins_and_the_former_one_redirects_for_ever() -> None:
    first = run(None, article("a.md"))
    old = first.ids["a.md"]
    second = run(first, article("a.md", own="NSR-2026-0225-00001"))
    assert second.ids == {"a.md": "NSR-2026-0225-00001"}
    assert second.redirects == (Redirect(source=f"briefs/{old}/", target="briefs/NSR-2026-0225-00001/"),)
    third = run(second, article("a.md", own="NSR-2026-0225-00002"))
    assert {(each.source, each.target) for each in third.redirects} == {
        (f"briefs/{old}/", "briefs/NSR-2026-0225-00002/"),
        ("briefs/NSR-2026-0225-00001/", "briefs/NSR-2026-0225-00002/"),
    }
    assert third.tombstones == ()


def test_an_explicit_id_goes_with_its_file() -> None:
    first = run(None, article("a.md", "old", own="NSR-2026-0225-00001"))
    second = run(first, article("b.md", "new", own="NSR-2026-0225-00001"))
    assert second.ids == {"b.md": "NSR-2026-0225-00001"}
    assert second.diagnostics == ()


def test_nobody_takes_an_id_that_the_ledger_gave_to_another() -> None:
    first = run(None, article("a.md"))
    second = run(first, article("a.md"), article("b.md", own=first.ids["a.md"]))
    assert second.ids == first.ids
    assert [(each.code, each.location.path) for each in second.diagnostics] == [(Code.BRIEF_DUPLICATE_ID, "b.md")]


def test_an_article_refused_for_its_id_is_not_withdrawn() -> None:
    first = run(None, article("a.md"), article("b.md"))
    second = run(first, article("a.md"), article("b.md", own=first.ids["a.md"]))
    assert [(each.id, each.withdrawn) for each in second.tombstones] == [(first.ids["b.md"], False)]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("briefs: [\n", Code.LEDGER_SYNTAX, 2),
        ("<<<<<<< ours\nbriefs: []\n", Code.LEDGER_SYNTAX, 2),
        ("briefs:\n- {id: x}\n", Code.LEDGER_INVALID, 2),
        ("brief: []\n", Code.LEDGER_INVALID, 1),
        ("[]x: 1\n", Code.LEDGER_SYNTAX, 1),
    ],
)
def test_a_damaged_ledger_is_located(tmp_path: Path, text: str, code: Code, line: int) -> None:
    path = tmp_path / "ledger.yaml"
    path.write_text(text, encoding="utf-8")
    ledger, problems = load_ledger(path)
    assert ledger == Ledger()
    assert (problems[0].code, problems[0].location.line) == (code, line)


def test_an_id_or_path_that_stands_twice_is_damage(tmp_path: Path) -> None:
    one = run(None, article("a.md")).ledger.entries[0]
    path = tmp_path / "ledger.yaml"
    for twins in ((one, one), (one, replace(one, id="NSR-2026-0225-00000"))):
        path.write_text(dump_ledger(Ledger(entries=twins)), encoding="utf-8")
        assert [each.code for each in load_ledger(path)[1]] == [Code.LEDGER_INVALID]


def test_no_ledger_is_an_empty_one(tmp_path: Path) -> None:
    assert load_ledger(tmp_path / "ledger.yaml") == (Ledger(), ())


LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(LINES, LINES, max_size=5))
def test_any_ledger_comes_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str]
) -> None:
    made = run(None, *(article(path, text) for path, text in texts.items())).ledger
    path = tmp_path_factory.mktemp("l") / "ledger.yaml"
    path.write_text(dump_ledger(made), encoding="utf-8")
    assert load_ledger(path) == (made, ())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from("abcde"), st.sampled_from("123"), max_size=5), min_size=1, max_size=5))
def test_no_id_is_ever_lost_or_shared(builds: list[dict[str, str]]) -> None:
    before: Assignment | None = None
    known: set[str] = set()
    for texts in builds:
        now = run(before, *(article(f"{path}.md", text) for path, text in texts.items()))
        assert len(set(now.ids.values())) == len(now.ids) == len(texts)
        alive, dead = set(now.ids.values()), {each.id for each in now.tombstones}
        assert not alive & dead
        assert known <= alive | dead
        known, before = alive | dead, now
