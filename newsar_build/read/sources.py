"""The content folder: which files are articles."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsar_build.errors import Code, Diagnostic, Location


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A content file; `path` is relative to the content folder, `/`-separated."""

    path: str
    body: bytes


def list_sources(
    content: Path, article_bytes: int
) -> tuple[tuple[SourceFile, ...], tuple[str, ...], tuple[Diagnostic, ...]]:
    """Every `*.md` file below the content folder, sorted by path; the paths of those not read; and why.

    Hidden files are passed over. Links are followed only to what lies in the content folder itself.
    """
    home = content.resolve()
    found: list[SourceFile] = []
    problems: list[Diagnostic] = []
    unread: list[str] = []
    for place, path in _entries_below(content, home):
        try:
            found.append(SourceFile(path=path, body=_read(place, path, home, article_bytes)))
        except _Unread as refused:
            unread.append(path)
            location = Location(path=_shown(path))
            problems.append(Diagnostic(location=location, code=refused.code, message=str(refused), hint=refused.hint))
    return tuple(sorted(found, key=lambda each: each.path)), tuple(sorted(unread)), tuple(problems)


class _Unread(Exception):  # noqa: N818  never leaves this module
    def __init__(self, code: Code, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint


def _entries_below(content: Path, home: Path) -> Iterator[tuple[Path, str]]:
    """Article files, and what stands in the way of some: links that lead out, folders that cannot be listed.

    A link to what lies in the content folder is passed over: its target is read at its own place. A folder's path
    ends in `/`.
    """
    folders = [content]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                inside = sorted(entries, key=lambda each: each.name)
        except OSError:
            yield folder, "/" if folder == content else f"{folder.relative_to(content).as_posix()}/"
            continue
        for entry in inside:
            place = Path(entry.path)
            if entry.name.startswith(".") or (entry.is_symlink() and not _is_trouble(place, home)):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(place)
            elif entry.name.endswith(".md") or (entry.is_symlink() and place.is_dir()):
                yield place, place.relative_to(content).as_posix()


def _is_trouble(link: Path, home: Path) -> bool:
    """Whether a link leads out of the content folder, or is an article's that leads nowhere."""
    try:
        return not link.resolve(strict=True).is_relative_to(home)
    except (OSError, RuntimeError):
        return link.name.endswith(".md")


def _read(place: Path, path: str, home: Path, article_bytes: int) -> bytes:
    if path != _shown(path):
        raise _Unread(Code.BRIEF_UNREADABLE, "its name holds signs that no address can hold", "rename it")
    try:
        if place.is_symlink() and not place.resolve(strict=True).is_relative_to(home):
            hint = "copy what it leads to into the content folder"
            raise _Unread(Code.BRIEF_LINK_OUT, "a link that leads out of the content folder is not followed", hint)
        if path.endswith("/"):
            next(place.iterdir(), None)
        if not place.is_file():
            raise _Unread(Code.BRIEF_UNREADABLE, "this is no regular file")
        with place.open("rb") as file:
            body = file.read(article_bytes + 1)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "the link leads nowhere"
        hint = "check the file and its permissions"
        raise _Unread(Code.BRIEF_UNREADABLE, f"cannot be read: {reason}", hint) from error
    if len(body) > article_bytes:
        hint = "split it, or raise limits.article_bytes in config.yaml"
        raise _Unread(Code.BRIEF_TOO_LARGE, f"the file is larger than {article_bytes:,} bytes", hint)
    return body


def _shown(path: str) -> str:
    """A path that a terminal can print: other signs as escapes."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in path)
