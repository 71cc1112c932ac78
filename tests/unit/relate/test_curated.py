"""content/entities.yaml: what is wrong in it is told where it stands, and costs only its own entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsar_build.errors import Code, Diagnostic
from newsar_build.relate.curated import Curated, load_curated

TOLVIK = "- name: Maren Tolvik\n  type: Person\n"


def loaded(folder: Path, text: str | bytes) -> tuple[Curated, tuple[Diagnostic, ...]]:
    place = folder / "entities.yaml"
    place.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_curated(folder)


def test_an_entry_may_say_all_that_the_format_knows(tmp_path: Path) -> None:
    text = (
        TOLVIK + "  aliases: [M. Tolvik]\n  merges: [person/maren-tolvig]\n"
        "  splits: [Jon Tolvik, {name: Tolvik, briefs: [NSR-2026-0221-00001]}]\n  wikidata: Q42\n"
        "  same_as: [https://tides.example/tolvik]\n  description: >\n    Director of the\n    Grid Office.\n"
    )
    found, problems = loaded(tmp_path, text)
    (entry,) = found.entities
    assert problems == ()
    assert entry.id == "person/maren-tolvik"
    assert [(split.name, split.briefs) for split in entry.splits] == [
        ("Jon Tolvik", ()),
        ("Tolvik", ("NSR-2026-0221-00001",)),
    ]
    assert entry.same_as == ("https://www.wikidata.org/wiki/Q42", "https://tides.example/tolvik")
    assert entry.description == "Director of the Grid Office."


def test_no_file_and_an_empty_one_say_nothing(tmp_path: Path) -> None:
    assert load_curated(tmp_path) == (Curated(), ())
    assert loaded(tmp_path, "") == (Curated(), ())


@pytest.mark.parametrize(
    ("text", "line", "code", "hint"),
    [
        ("- name: [\n", "2:1", Code.ENTITIES_SYNTAX, "quotation marks"),
        (b"\xff\xfe- name: A\n", "1:1", Code.ENTITIES_SYNTAX, "UTF-8"),
        ("name: A\n", "1:1", Code.ENTITIES_INVALID, "- {name: …"),
        ("- Maren\n", "1:3", Code.ENTITIES_INVALID, "- {name: …"),
        ("- name: A\n", "1:3", Code.ENTITIES_INVALID, "- {name: …"),
        ("- name: A\n  type: Persn\n", "2:3", Code.ENTITIES_UNKNOWN_TYPE, "did you mean 'Person'"),
        ("- name: A\n  type: person\n", "2:3", Code.ENTITIES_UNKNOWN_TYPE, "did you mean 'Person'"),
        ("- name: A\n  type: Person\n  alias: [B]\n", "3:3", Code.ENTITIES_INVALID, "did you mean 'aliases'"),
        ("- name: A\n  type: Person\n  wikidata: 42\n", "3:3", Code.ENTITIES_INVALID, "Q42"),
        ("- name: A\n  type: Person\n  same_as: [wiki]\n", "3:13", Code.ENTITIES_INVALID, "https://"),
        ("- name: A\n  type: Person\n  merges: [Maren]\n", "3:12", Code.ENTITIES_INVALID, "person/maren-tolvik"),
        ("- name: A\n  type: Person\n  merges: [persn/b]\n", "3:12", Code.ENTITIES_CONFLICT, "did you mean 'person'"),
        ("- name: A\n  type: Person\n  merges: [person/a]\n", "3:12", Code.ENTITIES_CONFLICT, "dossiers that join"),
        (
            "- name: A\n  type: Person\n  splits: [{name: B, brief: [x]}]\n",
            "3:22",
            Code.ENTITIES_INVALID,
            "did you mean 'briefs'",
        ),
        ("- name: A\n  type: Person\n  splits: [A]\n", "3:12", Code.ENTITIES_CONFLICT, "give the briefs"),
        (TOLVIK * 2, "3:3", Code.ENTITIES_CONFLICT, "a slug and the briefs"),
        (
            TOLVIK + "- name: B\n  type: Person\n  aliases: [C, MAREN TOLVIK]\n",
            "5:16",
            Code.ENTITIES_CONFLICT,
            "namesakes",
        ),
        (
            "- {name: A, type: Person, merges: [person/c]}\n- {name: B, type: Person, merges: [person/c]}\n",
            "2:36",
            Code.ENTITIES_CONFLICT,
            "one entry only",
        ),
        (
            "- {name: A, type: Person, merges: [person/b]}\n- {name: B, type: Person}\n",
            "2:4",
            Code.ENTITIES_CONFLICT,
            "in one entry",
        ),
    ],
)
def test_a_fault_is_located_coded_and_comes_with_a_hint(
    tmp_path: Path, text: str | bytes, line: str, code: Code, hint: str
) -> None:
    problem = loaded(tmp_path, text)[1][0]
    assert (f"{problem.location.line}:{problem.location.column}", problem.code) == (line, code)
    assert hint in problem.hint


def test_a_faulty_entry_costs_only_itself_and_all_faults_are_told(tmp_path: Path) -> None:
    found, problems = loaded(tmp_path, f"- {{name: '', type: Person}}\n{TOLVIK}- {{name: Orrin, type: Town}}\n")
    assert [entry.name for entry in found.entities] == ["Maren Tolvik"]
    assert [problem.location.line for problem in problems] == [1, 4]


def test_an_entry_that_lists_no_brief_of_the_site_is_told_of_and_counts(tmp_path: Path) -> None:
    place = tmp_path / "entities.yaml"
    text = "  briefs: [NSR-2026-0221-00001, NSR-2026-0221-0001]\n  splits: [{name: Jon Tolvik, briefs: [nonsense]}]\n"
    place.write_text(TOLVIK + text)
    found, problems = load_curated(tmp_path, {"NSR-2026-0221-00001", "NSR-2025-0101-00001"})
    assert [entry.name for entry in found.entities] == ["Maren Tolvik"]
    assert [(each.code, each.location.line, each.hint) for each in problems] == [
        (Code.ENTITIES_UNKNOWN_BRIEF, 3, "did you mean 'NSR-2026-0221-00001'?"),
        (Code.ENTITIES_UNKNOWN_BRIEF, 4, "ids stand in content/ledger.yaml"),
    ]


def test_no_message_names_our_classes(tmp_path: Path) -> None:
    (problem,) = loaded(tmp_path, "- 5\n")[1]
    assert "entry 1: this is no mapping of keys to values" in problem.message


def test_a_namesake_bound_to_its_briefs_is_no_conflict(tmp_path: Path) -> None:
    found, problems = loaded(tmp_path, TOLVIK + TOLVIK + "  slug: the-goalkeeper\n  briefs: [NSR-2026-0221-00001]\n")
    assert problems == ()
    assert {entry.id for entry in found.entities} == {"person/maren-tolvik", "person/the-goalkeeper"}
