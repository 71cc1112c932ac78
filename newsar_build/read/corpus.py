"""The content folder: which files are articles, and what they make together."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from newsar_build.config import Config, did_you_mean
from newsar_build.errors import Code, Diagnostic, Location
from newsar_build.model.brief import Article, Brief, ImageFile, Outlet, Redirect, Tombstone
from newsar_build.read.frontmatter import Reading
from newsar_build.read.images import ImageError, load_image
from newsar_build.read.ledger import Ledger, assign


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A content file; `path` is relative to the content folder, `/`-separated."""

    path: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """All briefs sorted by id, and what else the content folder holds.

    `ledger` is as it is after this build, `before` as it was; `sources` are the digests of the articles' files by path.
    """

    briefs: tuple[Brief, ...]
    outlets: tuple[Outlet, ...]
    tombstones: tuple[Tombstone, ...]
    redirects: tuple[Redirect, ...]
    ledger: Ledger
    diagnostics: tuple[Diagnostic, ...]
    before: Ledger
    sources: Mapping[str, str] = field(default_factory=dict)


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


def assemble(
    readings: Iterable[Reading],
    *,
    outlets: Mapping[str, Outlet],
    ledger: Ledger,
    content: Path,
    config: Config,
    now: datetime,
    drafts: bool,
    unread: Iterable[str] = (),
    last_good: Mapping[str, Article] | None = None,
) -> Corpus:
    """Join articles, outlets, ids and pictures.

    Where a file makes no article now, the one it made last (`last_good`) stands in. Drafts wait for `drafts`, and even
    then the ledger knows nothing of them; expired articles (by `now`, UTC) are withdrawn. `unread` are the paths of
    files, or ending in `/` of folders, that exist but could not be read.
    """
    kept = last_good or {}
    unread = tuple(unread)
    readings = tuple(readings)
    problems = [problem for reading in readings for problem in reading.diagnostics]
    articles = [kept[path] for path in unread if path in kept and kept[path].outlet in outlets]
    missing = set(unread) - {article.path for article in articles}
    missing.update(_below(ledger, missing))
    for reading in readings:
        article = reading.article
        trouble = _outlet_trouble(reading, article, outlets) if article else None
        if trouble:
            problems.append(trouble)
        if article is None or trouble:
            article = kept.get(reading.path)
        if article is None or article.outlet not in outlets:
            missing.add(reading.path)
        else:
            articles.append(article)
    current = [each for each in articles if not (each.expires and each.expires <= now)]
    shown = [each for each in current if not each.draft]
    assignment = assign(ledger, shown, config.site.id_prefix, missing)
    kept_ledger = assignment.ledger
    if drafts and len(shown) < len(current):
        shown = current
        assignment = assign(kept_ledger, shown, config.site.id_prefix, missing)
    places = {reading.path: reading for reading in readings}
    problems.extend(_at_field(problem, places, "id") for problem in assignment.diagnostics)
    briefs = []
    for article in shown:
        if article.path in assignment.ids:
            image, trouble = _image(content, article, places.get(article.path))
            problems.extend([trouble] if trouble else [])
            brief_id = assignment.ids[article.path]
            briefs.append(Brief(id=brief_id, article=article, outlet=outlets[article.outlet], image=image))
    return Corpus(
        briefs=tuple(sorted(briefs, key=lambda brief: brief.id)),
        outlets=tuple(outlets[key] for key in sorted(outlets)),
        tombstones=assignment.tombstones,
        redirects=assignment.redirects,
        ledger=kept_ledger,
        diagnostics=tuple(problems),
        before=ledger,
    )


def under(content: Path, problem: Diagnostic) -> Diagnostic:
    """The problem with its path as the user would type it: an article's path lies in the content folder."""
    return replace(problem, location=replace(problem.location, path=str(content / problem.location.path)))


def _outlet_trouble(reading: Reading, article: Article, outlets: Mapping[str, Outlet]) -> Diagnostic | None:
    if article.outlet in outlets:
        return None
    hint = did_you_mean(article.outlet, sorted(outlets))
    if not hint.startswith("did you mean"):
        hint = f"add {article.outlet!r} to outlets.yaml"
    message = f"there is no outlet {article.outlet!r} in outlets.yaml"
    return Diagnostic(location=_place(reading, "outlet"), code=Code.BRIEF_UNKNOWN_OUTLET, message=message, hint=hint)


def _image(content: Path, article: Article, reading: Reading | None) -> tuple[ImageFile | None, Diagnostic | None]:
    if article.image is None:
        return None, None
    try:
        return load_image(content, article.image.path), None
    except ImageError as error:
        location = _place(reading, "image") if reading else Location(path=article.path)
        return None, Diagnostic(location=location, code=Code.BRIEF_BAD_IMAGE, message=str(error), hint=error.hint)


def _below(ledger: Ledger, unread: Iterable[str]) -> Iterator[str]:
    """The ledger's paths in folders that could not be listed: their articles may still be there."""
    folders = tuple("" if path == "/" else path for path in unread if path.endswith("/"))
    return (entry.path for entry in ledger.entries if folders and entry.path.startswith(folders))


def _at_field(problem: Diagnostic, readings: Mapping[str, Reading], field: str) -> Diagnostic:
    reading = readings.get(problem.location.path)
    return replace(problem, location=_place(reading, field)) if reading else problem


def _place(reading: Reading, field: str) -> Location:
    for place in reading.places:
        if place.field == field:
            return Location(path=reading.path, line=place.line, column=place.column)
    return Location(path=reading.path)
