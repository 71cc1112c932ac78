"""The output folder: written beside the old one and exchanged with it, so that a crash leaves the last good site."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
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


def read_manifest(output: Path, *, verify: bool = False) -> dict[str, str]:
    """The published files with their SHA-256; {} where nothing is published.

    With `verify`, only those whose bytes are still those published; else those that are there.
    """
    try:
        listed = json.loads((output / MANIFEST).read_bytes())["files"]
        safe = {path: digest for path, digest in listed.items() if fault_of(path) is None}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {path: digest for path, digest in safe.items() if _stands(output / path, digest, verify=verify)}


def fault_of(path: str) -> str | None:
    """Why a path must not be written, or None: it could lead out of the output folder, or not be a file's."""
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts) or "\\" in path or "\0" in path or ":" in parts[0]:
        return "leads out of the output folder"
    if any(len(part.encode()) > LONGEST_SEGMENT for part in parts):
        return "has a part that is too long for a file's name"
    return None


class Staging:
    """The next site while it is being made; use `open_staging`."""

    def __init__(self, output: Path, folder: Path, before: Mapping[str, str]) -> None:
        self._output = output
        self._folder = folder
        self._before = before
        self._files: dict[str, str] = {}
        self._written: list[str] = []
        self._made: set[Path] = set()

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
        written = set(self._written)
        for path in sorted(set(self._files) - written):
            _link(self._output / path, self._place(path))
        for path in _own_files(self._output, self._before):
            _link(self._output / path, self._place(path))
        listing = {"schema": SCHEMA, "files": dict(sorted(self._files.items()))}
        (self._folder / MANIFEST).write_text(json.dumps(listing, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
        _swap(self._folder, self._output)
        return Published(written=tuple(sorted(written)), removed=removed, kept=kept)

    def _place(self, path: str) -> Path:
        place = self._folder / path
        if place.parent not in self._made:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(place.parent)
        return place


@contextmanager
def open_staging(output: Path) -> Iterator[Staging]:
    """A staging beside the output folder, gone afterwards. Raises PublishError where the output cannot be written."""
    try:
        with _lock(output):
            recover(output)
            _refuse_strangers(output)
            folder = _beside(output, "next")
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            try:
                yield Staging(output, folder, read_manifest(output, verify=True))
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


def _own_files(output: Path, before: Mapping[str, str]) -> list[str]:
    """Files in the output folder that no build wrote: the user's own, such as CNAME."""
    listed = {MANIFEST, *_listed(output)}
    found = (
        place.relative_to(output).as_posix()
        for place in output.rglob("*")
        if place.is_file() and not place.is_symlink()
    )
    return sorted(path for path in found if path not in listed and path not in before)


def _listed(output: Path) -> set[str]:
    try:
        return set(json.loads((output / MANIFEST).read_bytes())["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _link(source: Path, target: Path) -> None:
    if target.exists():
        return
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP):
            raise
        shutil.copy2(source, target)


def _swap(folder: Path, output: Path) -> None:
    if not output.exists():
        folder.rename(output)
    elif not _exchanged(folder, output):
        old = _beside(output, "old")
        output.rename(old)
        folder.rename(output)
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
