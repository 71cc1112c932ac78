"""Digests: equal for equal values, different for different ones, the same in every process."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from newsar_build.memo.fingerprint import Digests, key_of, of_bytes, of_data
from newsar_build.model.findings import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    start: int
    end: int


def test_equal_values_have_equal_digests_though_they_are_different_objects() -> None:
    assert Digests().of((Span(start=1, end=2), "x")) == Digests().of((Span(start=1, end=2), "x"))


def test_values_that_differ_in_content_type_or_shape_have_different_digests() -> None:
    values = (
        1,
        1.0,
        "1",
        True,
        None,
        (),
        ("1",),
        (("1",),),
        Span(start=1, end=2),
        Range(start=1, end=2),
        ("a", "bc"),
        ("ab", "c"),
    )
    digests = Digests()
    assert len({digests.of(value) for value in values}) == len(values)


def test_compiled_bytes_in_a_data_folder_change_no_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    for package, words in (("plain", "tide"), ("compiled", "tide"), ("other", "ebb")):
        (tmp_path / package / "data").mkdir(parents=True)
        (tmp_path / package / "__init__.py").write_text("")
        (tmp_path / package / "data" / "words.txt").write_text(words)
    (tmp_path / "compiled" / "data" / "__pycache__").mkdir()
    assert of_data("compiled", "data") == of_data("plain", "data") != of_data("other", "data")


def test_parts_of_a_key_do_not_run_into_each_other() -> None:
    assert key_of("step", "a", "bc") != key_of("step", "ab", "c")
    assert of_bytes(b"a", b"") != of_bytes(b"", b"a")


def test_a_digest_is_the_same_in_a_process_with_another_hash_seed() -> None:
    program = (
        "from newsar_build.memo.fingerprint import Digests\n"
        "from newsar_build.model.findings import Span\n"
        "print(Digests().of((Span(start=3, end=9), 'a', 0.1, None)))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
