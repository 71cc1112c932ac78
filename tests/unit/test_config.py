from __future__ import annotations

from pathlib import Path

import pytest

from newsar_build.config import Config, load_config
from newsar_build.errors import Code, Diagnostic, UsageError


def faults(folder: Path, text: str) -> tuple[Diagnostic, ...]:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_config(path)
    return caught.value.diagnostics


def fault(folder: Path, text: str) -> tuple[str, int, int, str]:
    (only,) = faults(folder, text)
    return only.code, only.location.line, only.location.column, only.hint


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("", encoding="utf-8")
    assert load_config(path) == Config()


def test_a_missing_file_points_to_init(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load_config(tmp_path / "config.yaml")
    (only,) = caught.value.diagnostics
    assert only.code == Code.CONFIG_MISSING
    assert "newsar init" in only.hint


def test_an_unknown_key_is_located_and_its_neighbour_offered(tmp_path: Path) -> None:
    assert fault(tmp_path, "site:\n  name: A\n  tagine: B\n") == (
        Code.CONFIG_UNKNOWN_KEY, 3, 3, "did you mean 'tagline'?",
    )  # fmt: skip


def test_broken_yaml_is_located_at_its_mark(tmp_path: Path) -> None:
    code, line, _, _ = fault(tmp_path, "site:\n  name: 'A\n")
    assert (code, line) == (Code.CONFIG_SYNTAX, 3)


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    assert fault(tmp_path, "content: a\noutput: b\ncontent: c\n")[:3] == (Code.CONFIG_SYNTAX, 3, 1)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("  id_prefix: nsr", 3),
        ("  id_prefix: TOOLONGPREFIX", 3),
        ("  timezone: Nope/Nowhere", 3),
        ("  timezone: ../../etc/passwd", 3),
        ("  base_url: ftp://example.org/", 3),
        ("  base_url: https://me:secret@example.org/", 3),
        ("  base_url: https://example.org/?q=1", 3),
        ("  base_url: 'http://[::1'", 3),
        ("  base_url: http://example.org:port/", 3),
        ("  language: no", 3),
        ("  name: [a]", 3),
        ('  name: "a\\0b"', 3),
    ],
)
def test_a_wrong_site_setting_is_located(tmp_path: Path, line: str, column: int) -> None:
    assert fault(tmp_path, f"site:\n{line}\n")[:3] == (Code.CONFIG_INVALID, 2, column)


def test_every_fault_is_reported(tmp_path: Path) -> None:
    codes = [each.code for each in faults(tmp_path, "reprot: full\nreport: half\nlimits: {article_bytes: x}\n")]
    assert sorted(codes) == [Code.CONFIG_INVALID, Code.CONFIG_INVALID, Code.CONFIG_UNKNOWN_KEY]


def test_the_base_url_ends_in_one_slash(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("site: {base_url: 'https://example.org/news'}\n", encoding="utf-8")
    assert load_config(path).site.base_url == "https://example.org/news/"


@pytest.mark.parametrize("output", [".", "content", "content/site", "..", "/", "~x/../content"])
def test_an_output_folder_that_would_swallow_files_is_refused(tmp_path: Path, output: str) -> None:
    (only,) = faults(tmp_path, f"content: content\noutput: {output}\n")
    assert only.code == Code.CONFIG_INVALID


def test_home_is_no_output_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    assert faults(tmp_path, f"output: {home}\n")[0].code == Code.CONFIG_INVALID


def test_a_list_is_no_configuration(tmp_path: Path) -> None:
    assert fault(tmp_path, "- a\n")[0] == Code.CONFIG_INVALID


def test_paths_with_a_null_are_refused_not_tripped_over(tmp_path: Path) -> None:
    assert fault(tmp_path, 'site: {}\noutput: "a\\0b"\n')[:3] == (Code.CONFIG_INVALID, 2, 1)
