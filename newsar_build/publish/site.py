"""The output folder: written beside the old one and exchanged with it, so that a crash leaves the last good site."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from newsar_build.errors import Code, Diagnostic, Location, PublishError

MANIFEST = "manifest.json"
SCHEMA = "newsar/manifest/1"
LONGEST_SEGMENT = 200
"""Bytes of one part of a path: every file system takes 255, archives take less."""
_EXCHANGE = 2
_HERE = -100


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What publishing did: paths written and removed, sorted, and how many stayed as they were."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """How a published site is known again without reading it: the digests of its manifest and of its files' marks."""

    manifest: str
    marks: str


def seal(output: Path) -> Seal | None:
    """The seal of the site that was just published; None where there is none, or it can no longer be vouched for.

    A mark is a file's size, inode and the times of its last change, of which the kernel sets one by itself: no program
    can alter a file and leave its mark. The manifest is written last, so that a file that is younger than the manifest
    was altered since.
    """
    try:
        body = (output / MANIFEST).read_bytes()
        newest = (output / MANIFEST).stat().st_mtime_ns
        marks = _marks(output, json.loads(body)["files"], newest)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Seal(manifest=sha256(body).hexdigest(), marks=marks)


def sealed(output: Path, known: Seal | None) -> bool:
    """Whether the site is still the one that was sealed so."""
    return known is not None and seal(output) == known


def _marks(output: Path, paths: Iterable[str], newest: int) -> str:
    state, root = sha256(), f"{output}/"
    for path in paths:
        found = os.lstat(root + path)
        if found.st_mtime_ns > newest:
            raise ValueError(path)
        mark = (found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns)
        state.update(repr(mark).encode())
    return state.hexdigest()


def read_manifest(output: Path, *, verify: bool = False) -> dict[str, str]:
    """The published files with their SHA-256; {} where nothing is published.

    With `verify`, only those whose bytes are still those published; else those that are there.
    """
    listed = _safely_listed(output)
    return {path: digest for path, digest in listed.items() if _stands(output / path, digest, verify=verify)}


def _safely_listed(output: Path) -> dict[str, str]:
    try:
        listed = json.loads((output / MANIFEST).read_bytes())["files"]
        return {path: digest for path, digest in listed.items() if fault_of(path) is None}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def fault_of(path: str) -> str | None:
    """Why a path must not be written, or None: it could lead out of the output folder, or not be a file's."""
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts) or "\\" in path or "\0" in path or ":" in parts[0]:
        return "leads out of the output folder"
    if any(len(part.encode()) > LONGEST_SEGMENT for part in parts):
        return "has a part that is too long for a file's name"
    return None


class Staging:
    """The next site while it is being made; use `open_staging`.

    What is new lies in `folder` until the site is put together: in `spare`, where there is one.
    """

    def __init__(self, output: Path, folder: Path, before: Mapping[str, str], spare: Path | None) -> None:
        self._output = output
        self._folder = folder
        self._before = before
        self._spare = spare
        self._files: dict[str, str] = {}
        self._written: list[str] = []
        self._made: set[str] = set()

    def present(self) -> frozenset[str]:
        """The paths of the present site."""
        return frozenset(self._before)

    def holds(self, path: str, digest: str | None) -> bool:
        """Whether the present site has this file with these bytes."""
        return digest is not None and self._before.get(path) == digest

    def keep(self, path: str) -> None:
        """Take over a file of the present site as it is."""
        self._files[path] = self._before[path]

    def write(self, path: str, body: bytes) -> str:
        """Put a file into the next site; returns its SHA-256. Raises PublishError."""
        if fault := fault_of(path):
            raise _failure(self._output / path, f"the path {fault}")
        digest = sha256(body).hexdigest()
        if self._before.get(path) == digest:
            self.keep(path)
            return digest
        self._place(path).write_bytes(body)
        self._files[path] = digest
        self._written.append(path)
        return digest

    def commit(self) -> Published:
        """Let the next site take the place of the present one; where nothing changed, nothing is touched."""
        removed = tuple(sorted(set(self._before) - set(self._files)))
        kept = len(self._files) - len(self._written)
        if not self._written and not removed and (self._output / MANIFEST).is_file():
            return Published(written=(), removed=(), kept=kept)
        written = tuple(sorted(self._written))
        self._place(MANIFEST).write_bytes(_listing(self._files))
        site = self._put_together(written)
        _swap(site, self._output, keep_old=self._spare is not None)
        return Published(written=written, removed=removed, kept=kept)

    def _put_together(self, written: tuple[str, ...]) -> Path:
        """The whole next site in one folder: what is new moved there, what stays linked to the present site's files.

        A spare is an earlier site: what stays is there already, so that only what changed since costs anything.
        """
        new = {*written, MANIFEST}
        present = _below(self._output).files if self._output.is_dir() else {}
        listed = _listed(self._output)
        own = {path for path in present if path not in listed and path not in self._before and path != MANIFEST}
        stay = {path: present.get(path) for path in {*self._files, *own} - new}
        site = self._spare or self._folder / "site"
        _clear(site, stay, new)
        there = _below(site).files
        made: set[str] = set()
        for path in sorted(stay):
            if path not in there:
                _make_parents(site, path, made)
                _link(f"{self._output}/{path}", f"{site}/{path}")
        for path in sorted(new):
            _make_parents(site, path, made)
            os.replace(f"{self._new}/{path}", f"{site}/{path}")  # noqa: PTH105  a Path costs more than the move
        return site

    @property
    def _new(self) -> Path:
        return self._folder / "new"

    def _place(self, path: str) -> Path:
        _make_parents(self._new, path, self._made)
        return self._new / path


@contextmanager
def open_staging(output: Path, known: Seal | None = None, spare: Path | None = None) -> Iterator[Staging]:
    """A staging beside the output folder, gone afterwards. Raises PublishError where the output cannot be written.

    The present site's files are read, and those that are not as they were published are taken for missing, unless the
    site is still `known`. At `spare` the site that is replaced is kept, for the next one to be put together from.
    """
    try:
        with _lock(output):
            recover(output)
            _refuse_strangers(output)
            folder = _beside(output, "next")
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            try:
                before = _safely_listed(output) if sealed(output, known) else read_manifest(output, verify=True)
                with _usable(spare, folder) as usable:
                    yield Staging(output, folder, before, usable)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _failure(output, f"the output folder cannot be written: {reason}") from error


def recover(output: Path) -> None:
    """Finish what a crash between two renames left: the old site goes back to its place."""
    old = _beside(output, "old")
    if old.is_dir():
        if output.exists():
            shutil.rmtree(old)
        else:
            old.rename(output)


def _stands(place: Path, digest: str, *, verify: bool) -> bool:
    try:
        return sha256(place.read_bytes()).hexdigest() == digest if verify else place.is_file()
    except OSError:
        return False


def _beside(output: Path, role: str) -> Path:
    return output.parent / f".{output.name}.newsar-{role}"


def _refuse_strangers(output: Path) -> None:
    if output.is_symlink():
        raise _failure(output, "the output folder is a link", "name the folder itself")
    if output.exists() and not output.is_dir():
        raise _failure(output, "there is a file where the output folder should be")
    if output.is_dir() and any(output.iterdir()) and not (output / MANIFEST).is_file():
        hint = "name an empty folder, or remove this one's files yourself"
        raise _failure(output, "the folder holds files that Newsar did not write", hint)


@contextmanager
def _usable(spare: Path | None, folder: Path) -> Iterator[Path | None]:
    """`spare`, where files of `folder` can be moved there and no other build uses it; else None.

    Where anything fails it is thrown away: the next build begins another.
    """
    if spare is None:
        yield None
        return
    spare.parent.mkdir(parents=True, exist_ok=True)
    with spare.with_name(f"{spare.name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            trial = spare.with_name(f"{spare.name}.trial")
            (folder / "trial").mkdir()
            (folder / "trial").rename(trial)
            trial.rmdir()
        except OSError:
            yield None
            return
        try:
            yield spare
        except BaseException:
            shutil.rmtree(spare, ignore_errors=True)
            raise


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tree:
    """Regular files with their inodes, folders from the root on, and whether there is anything else."""

    files: dict[str, int]
    folders: tuple[str, ...]
    other: bool


def _below(root: Path) -> _Tree:
    """All that lies below a folder; links are not followed."""
    files: dict[str, int] = {}
    folders: list[str] = []
    other = False
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with os.scandir(root / inside) as entries:
            for entry in entries:
                path = inside + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                    waiting.append(f"{path}/")
                elif entry.is_file(follow_symlinks=False):
                    files[path] = entry.inode()
                else:
                    other = True
    return _Tree(files=files, folders=tuple(folders), other=other)


def _clear(site: Path, stay: Mapping[str, int | None], new: Iterable[str]) -> None:
    """Take from a folder whatever is not, file for file, what stays; also folders that nothing will lie in."""
    there = None if site.is_symlink() or not site.is_dir() else _below(site)
    if there is None or there.other:
        _remove(site)
        site.mkdir()
        return
    for path, inode in there.files.items():
        if stay.get(path) != inode:
            (site / path).unlink()
    needed: set[str] = set()
    for path in (*stay, *new):
        parent = path.rpartition("/")[0]
        while parent and parent not in needed:
            needed.add(parent)
            parent = parent.rpartition("/")[0]
    for path in sorted(there.folders, reverse=True):
        if path not in needed:
            (site / path).rmdir()


def _remove(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _make_parents(root: Path, path: str, made: set[str]) -> None:
    parent = path.rpartition("/")[0]
    if parent not in made:
        (root / parent).mkdir(parents=True, exist_ok=True)
        made.add(parent)


def _listing(files: Mapping[str, str]) -> bytes:
    """The manifest, one file a line: put together by hand, since json is slow where it indents."""
    rows = ",\n".join(f"{json.dumps(path, ensure_ascii=False)}: {json.dumps(files[path])}" for path in sorted(files))
    return f'{{\n"schema": {json.dumps(SCHEMA)},\n"files": {{\n{rows}\n}}\n}}\n'.encode()


def _listed(output: Path) -> set[str]:
    try:
        return set(json.loads((output / MANIFEST).read_bytes())["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP):
            raise
        shutil.copy2(source, target)


def _swap(site: Path, output: Path, *, keep_old: bool) -> None:
    """Let `site` take the place of `output`, which, if it is kept, takes the place of `site`."""
    if not output.exists():
        site.rename(output)
    elif not _exchanged(site, output):
        old = _beside(output, "old")
        output.rename(old)
        site.rename(output)
        if keep_old:
            old.rename(site)
        else:
            shutil.rmtree(old)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (Linux's renameat2), where the system can."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


@contextmanager
def _lock(output: Path) -> Iterator[None]:
    output.parent.mkdir(parents=True, exist_ok=True)
    place = _beside(output, "lock")
    with place.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _failure(output, "another build is writing this site", "wait for it to end") from error
        yield
        place.unlink(missing_ok=True)


def _failure(place: Path, message: str, hint: str = "the last good site is still in place") -> PublishError:
    location = Location(path=str(place))
    return PublishError([Diagnostic(location=location, code=Code.PUBLISH_FAILED, message=message, hint=hint)])
