from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsar_build.located_yaml import Place, YamlFault, load


def fault(text: str) -> YamlFault:
    with pytest.raises(YamlFault) as caught:
        load(text)
    return caught.value


def test_every_key_and_item_knows_its_place() -> None:
    located = load("a: 1\nb:\n  - c: 2\n", first_line=10)
    assert located.value == {"a": 1, "b": [{"c": 2}]}
    assert located.place(("b", 0, "c")) == Place(line=12, column=5)
    assert located.place(("b", 7)) == Place(line=11, column=1)


def test_aliases_that_multiply_stop_early() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert fault("\n".join(lines)).too_deep


@pytest.mark.parametrize("text", ["&a [*a]", "[" * 100_000, "{a: " * 5_000, "- " * 5_000])
def test_bottomless_nesting_is_refused(text: str) -> None:
    assert fault(text).too_deep


@pytest.mark.parametrize(
    "text",
    ["a: !!python/object:os.system x", "a: !!bool x", 'a: !!int ""', "a: !!binary eA==", "a: !x y"],
)
def test_tags_that_make_anything_but_plain_values_are_refused(text: str) -> None:
    assert (fault(text).place.line, fault(text).place.column) == (1, 4)


def test_a_character_that_yaml_forbids_is_located() -> None:
    assert fault("a: b\nc: \x1b[31m").place == Place(line=2, column=4)
    assert fault("a: \ud800").place == Place(line=1, column=4)


def test_an_endless_number_stays_text() -> None:
    assert load("a: 1" + ":59" * 4_000).value["a"].endswith(":59")


def test_an_impossible_date_stays_text() -> None:
    assert load("a: 2026-02-30").value == {"a": "2026-02-30"}


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(YamlFault):
        assert load(text) == load(text)
