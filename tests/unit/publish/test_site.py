"""The output folder: swapped in whole, never half, never outside itself."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from newsar_build.errors import PublishError
from newsar_build.publish import site as publish_site
from newsar_build.publish.site import fault_of, open_staging, read_manifest, recover, seal, sealed


def publish(output: Path, files: dict[str, bytes], spare: Path | None = None) -> None:
    with open_staging(output, spare=spare) as staging:
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


SITES: tuple[dict[str, bytes], ...] = (
    {"a": b"1", "b/c": b"2", "d/e/f": b"3"},
    {"a": b"1", "b/c": b"other", "d/e/f": b"3"},
    {"a/x": b"1", "b": b"2", "d/e/f": b"3"},
    {"a": b"1", "b/c": b"2", "g": b"4"},
)


def test_a_site_put_together_from_a_spare_one_is_the_same_and_shares_no_file_that_changed(tmp_path: Path) -> None:
    output, spare = tmp_path / "out", tmp_path / "state" / "spare"
    publish(output, SITES[0], spare)
    (output / "own.txt").write_bytes(b"mine")
    for files in (*SITES, *reversed(SITES), *SITES):
        publish(output, files, spare)
        assert contents(output) == {**files, "own.txt": b"mine"}
        assert not [place for place in output.rglob("*") if place.is_dir() and not any(place.iterdir())]
        clean = tmp_path / "clean"
        publish(clean, files)
        assert (clean / "manifest.json").read_bytes() == (output / "manifest.json").read_bytes()
    assert {place.name for place in tmp_path.iterdir()} == {"out", "clean", "state"}


def test_a_spare_site_that_leads_elsewhere_is_thrown_away(tmp_path: Path) -> None:
    output, spare, elsewhere = tmp_path / "out", tmp_path / "state" / "spare", tmp_path / "elsewhere"
    elsewhere.mkdir()
    publish(output, {"a": b"1"}, spare)
    publish(output, {"a": b"2"}, spare)
    (spare / "b").symlink_to(elsewhere)
    publish(output, {"a": b"2", "b/c": b"3"}, spare)
    assert contents(output) == {"a": b"2", "b/c": b"3"}
    assert list(elsewhere.iterdir()) == []
    shutil.rmtree(spare)
    spare.symlink_to(elsewhere)
    publish(output, {"a": b"4"}, spare)
    assert contents(output) == {"a": b"4"}
    assert list(elsewhere.iterdir()) == []


def test_a_file_changed_behind_the_builds_back_breaks_the_seal(tmp_path: Path) -> None:
    output = tmp_path / "out"
    publish(output, {"a": b"1", "b": b"2"})
    known = seal(output)
    assert sealed(output, known)
    before = (output / "a").stat()
    (output / "a").write_bytes(b"x")
    os.utime(output / "a", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not sealed(output, known)
    with open_staging(output, known) as staging:
        assert staging.present() == {"b"}
