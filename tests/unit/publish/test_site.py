"""The output folder: swapped in whole, never half, never outside itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsar_build.errors import PublishError
from newsar_build.publish import site as publish_site
from newsar_build.publish.site import fault_of, open_staging, read_manifest, recover


def publish(output: Path, files: dict[str, bytes]) -> None:
    with open_staging(output) as staging:
        for path, body in files.items():
            staging.write(path, body)
        staging.commit()


def contents(output: Path) -> dict[str, bytes]:
    found = (place for place in output.rglob("*") if place.is_file() and place.name != "manifest.json")
    return {place.relative_to(output).as_posix(): place.read_bytes() for place in found}


@pytest.mark.parametrize(
    "path", ["../x", "/x", "a//b", "a/./b", "a/../../b", "a\\b", "a\0b", "C:/x", "x" * 300, "", "a/" + "é" * 150]
)
def test_a_path_that_could_lead_out_is_refused(tmp_path: Path, path: str) -> None:
    assert fault_of(path)
    with pytest.raises(PublishError), open_staging(tmp_path / "out") as staging:
        staging.write(path, b"x")
    assert [place.name for place in tmp_path.iterdir() if not place.name.startswith(".")] == []


def test_files_that_are_no_longer_planned_are_removed_and_no_others(tmp_path: Path) -> None:
    output = tmp_path / "out"
    publish(output, {"a": b"1", "b/c": b"2"})
    (output / "own.txt").write_bytes(b"mine")
    publish(output, {"a": b"1"})
    assert contents(output) == {"a": b"1", "own.txt": b"mine"}


@pytest.mark.parametrize("step", ["link", "write_bytes", "rename", "exchange"])
def test_a_crash_at_any_step_leaves_the_last_good_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    output = tmp_path / "out"
    before = {"a": b"1", "b": b"2"}
    publish(output, before)

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    if step == "link":
        monkeypatch.setattr(os, "link", crash)
    elif step == "exchange":
        monkeypatch.setattr(publish_site, "_exchanged", crash)
    else:
        monkeypatch.setattr(publish_site, "_exchanged", lambda *_: False)
        monkeypatch.setattr(Path, step, crash)
    with pytest.raises(KeyboardInterrupt):
        publish(output, {"a": b"1", "b": b"changed", "c": b"new"})
    monkeypatch.undo()
    recover(output)
    assert contents(output) == before
    publish(output, {"a": b"1"})
    assert contents(output) == {"a": b"1"}


def test_a_crash_between_two_renames_is_mended_at_the_next_start(tmp_path: Path) -> None:
    output = tmp_path / "out"
    publish(output, {"a": b"1"})
    output.rename(tmp_path / ".out.newsar-old")
    recover(output)
    assert contents(output) == {"a": b"1"}


def test_an_output_that_is_a_file_or_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("file", "link"):
        with pytest.raises(PublishError):
            publish(tmp_path / name, {"a": b"1"})
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_two_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    output = tmp_path / "out"
    with open_staging(output) as first:
        first.write("a", b"1")
        with pytest.raises(PublishError) as refused:
            publish(output, {"b": b"2"})
        assert "another build" in refused.value.diagnostics[0].message
        first.commit()
    assert contents(output) == {"a": b"1"}


def test_a_manifest_that_names_files_outside_is_not_believed(tmp_path: Path) -> None:
    output = tmp_path / "out"
    publish(output, {"a": b"1"})
    (tmp_path / "secret").write_text("mine")
    (output / "manifest.json").write_text('{"files": {"../secret": "0", "a": "0"}}')
    assert list(read_manifest(output)) == ["a"]
