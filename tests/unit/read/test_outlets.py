from __future__ import annotations

from pathlib import Path

import pytest

from newsar_build.errors import Code
from newsar_build.model.brief import Rating
from newsar_build.read.outlets import load_outlets


def faults(folder: Path, text: str) -> list[tuple[str, int, int]]:
    (folder / "outlets.yaml").write_text(text, encoding="utf-8")
    return [(each.code, each.location.line, each.location.column) for each in load_outlets(folder)[1]]


def test_an_outlet_may_have_one_rating_or_several(tmp_path: Path) -> None:
    lean = "{rating: center-right, rater: R, dated: 2026}"
    text = f"a:\n  name: A\n  wire: true\n  lean: {lean}\nb-2:\n  name: B\n  lean:\n  - {lean}\n  - {lean}\n"
    text += "c: {name: C}\n"
    assert faults(tmp_path, text) == []
    outlets, _ = load_outlets(tmp_path)
    assert [len(each.lean) for each in outlets.values()] == [1, 2, 0]
    assert (outlets["a"].lean[0].rating, outlets["a"].lean[0].dated) == (Rating.CENTER_RIGHT, "2026")


def test_a_missing_list_is_reported(tmp_path: Path) -> None:
    outlets, (problem,) = load_outlets(tmp_path)
    assert outlets == {}
    assert problem.code == Code.OUTLETS_MISSING


@pytest.mark.parametrize(
    "lean",
    [
        "  lean: {rating: centre-right, rater: R, dated: 2026}",
        "  lean: [{rating: centre-right, rater: R, dated: 2026}]",
    ],
)
def test_an_unknown_lean_is_located_and_its_neighbour_offered(tmp_path: Path, lean: str) -> None:
    ((code, line, column),) = faults(tmp_path, f"a:\n  name: A\n{lean}\n")
    assert (code, line) == (Code.OUTLETS_UNKNOWN_LEAN, 3)
    assert column == lean.index("rating") + 1
    assert "'center-right'" in load_outlets(tmp_path)[1][0].hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: {name: A", (Code.OUTLETS_SYNTAX, 2, 1)),
        ("a: {name: A}\na: {name: B}\n", (Code.OUTLETS_SYNTAX, 2, 1)),
        ("- a\n", (Code.OUTLETS_INVALID, 1, 1)),
        ("a: {url: https://a.example}\n", (Code.OUTLETS_INVALID, 1, 1)),
        ("a:\n  name: A\n  url: javascript:x\n", (Code.OUTLETS_INVALID, 3, 3)),
        ("a:\n  name: A\n  wires: true\n", (Code.OUTLETS_INVALID, 3, 3)),
        ("a:\n  name: A\n  wire: perhaps\n", (Code.OUTLETS_INVALID, 3, 3)),
        ("../a: {name: A}\n", (Code.OUTLETS_INVALID, 1, 1)),
        ("A: {name: A}\n", (Code.OUTLETS_INVALID, 1, 1)),
    ],
)
def test_what_is_wrong_is_located(tmp_path: Path, text: str, expected: tuple[str, int, int]) -> None:
    assert faults(tmp_path, text) == [expected]


def test_one_bad_outlet_costs_only_itself(tmp_path: Path) -> None:
    assert len(faults(tmp_path, "a: {name: A}\nb: {nam: B}\n")) == 2
    assert set(load_outlets(tmp_path)[0]) == {"a"}
