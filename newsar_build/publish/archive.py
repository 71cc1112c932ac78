"""An edition packed to last: a BagIt bag (RFC 8493) and the same as a reproducible zip, readable offline."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import escape
from pathlib import Path

import bagit

from newsar_build.errors import Code, Diagnostic, Location, PublishError
from newsar_build.publish.links import links_of, target_of
from newsar_build.publish.site import MANIFEST, fault_of, read_manifest

AGENT = "Newsar"
MOST_FILES, MOST_BYTES = 200_000, 8_000_000_000
"""What a zip may unpack to before it is taken for a bomb."""
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_ATTRIBUTE = re.compile(r"""\b(?P<name>href|src|data-network)="(?P<value>[^"]*)\"""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """Where an edition was packed."""

    bag: Path
    zip: Path
    files: int


def archive(output: Path, day: str | None, destination: Path) -> Archived:
    """Pack the edition of `day` (YYYY-MM-DD; the latest for None) of a built site. Raises PublishError."""
    edition = _edition(output, day)
    wanted = _wanted(output, edition)
    name = f"edition-{edition['day']}"
    bag, packed = destination / name, destination / f"{name}.zip"
    try:
        shutil.rmtree(bag, ignore_errors=True)
        bag.mkdir(parents=True)
        for path in wanted:
            place = bag / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(_offline(output, path, frozenset(wanted)))
        _make_bag(bag, date.fromisoformat(edition["day"]))
        _zip(bag, packed)
    except OSError as error:
        raise _failure(Path(error.filename or destination), error.strerror or "cannot be written") from error
    return Archived(bag=bag, zip=packed, files=len(wanted))


def verify(path: Path) -> tuple[Diagnostic, ...]:
    """What is missing from or changed in a built site, a bag, or a bag's zip; nothing if it is whole."""
    if path.is_file() and zipfile.is_zipfile(path):
        return tuple(_verify_zip(path))
    if (path / "bagit.txt").is_file():
        return tuple(_verify_bag(path))
    if (path / MANIFEST).is_file():
        return tuple(_verify_site(path))
    return (_problem(path, "this is no site, bag or zip of a bag"),)


def _edition(output: Path, day: str | None) -> dict[str, str]:
    try:
        editions = _items(output, "editions")
    except (OSError, ValueError, KeyError) as error:
        raise _failure(output, "no site is built here", "newsar build") from error
    found = [each for each in editions if day in (None, each["day"])]
    if not found:
        hint = f"there are editions from {editions[0]['day']} to {editions[-1]['day']}" if editions else "newsar build"
        raise _failure(output, f"there is no edition of {day}", hint)
    return dict(max(found, key=lambda each: str(each["day"])))


def _items(output: Path, name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    page: str | None = f"{name}.json"
    while page:
        body = json.loads((output / "api" / page).read_bytes())
        found.extend(body["items"])
        page = body["next"]
    return found


def _wanted(output: Path, edition: dict[str, str]) -> tuple[str, ...]:
    """The edition's front page, its briefs with versions and graphs, its stories, and all that these pages load."""
    held = tuple(read_manifest(output))
    folders = (*(f"briefs/{one}/" for one in edition["briefs"]), *(f"stories/{one}/" for one in edition["stories"]))
    pages = [f"{edition['url']}index.html", "methodology/index.html"]
    pages += [path for path in held if path.startswith(("schema/", *folders))]
    wanted = dict.fromkeys(pages)
    for page in pages:
        if page.endswith(".html"):
            for link in links_of((output / page).read_bytes()):
                found = target_of(page, link)
                if found and found[0].startswith(("assets/", "images/")):
                    wanted[found[0]] = None
    wanted.update({path: None for path in held if path.startswith("assets/")})
    wanted["index.html"] = None
    return tuple(sorted(wanted))


def _offline(output: Path, path: str, packed: frozenset[str]) -> bytes:
    """A file as the archive holds it: in pages, links name files, and those that lead out of the archive are gone."""
    if path == "index.html":
        front = next(each for each in packed if each.startswith("editions/"))
        return _start_page(front)
    body = (output / path).read_bytes()
    if not path.endswith(".html"):
        return body

    def relinked(found: re.Match[str]) -> str:
        target = target_of(path, found["value"])
        if target is None:
            return found.group()
        place, fragment = target
        if place == "index.html" or place in packed:
            relative = posixpath.relpath(place, posixpath.dirname(path) or ".")
            return f'{found["name"]}="{escape(relative, quote=True)}{"#" + fragment if fragment else ""}"'
        return f'data-not-packed="{found["value"]}"'

    return _ATTRIBUTE.sub(relinked, body.decode()).encode()


def _start_page(front: str) -> bytes:
    target = escape(front, quote=True)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Edition</title>'
        f'<meta http-equiv="refresh" content="0; url={target}"></head>'
        f'<body><p><a href="{target}">Open the edition</a></p></body></html>\n'
    ).encode()


def _make_bag(folder: Path, day: date) -> None:
    info = {"Bagging-Date": day.isoformat(), "Bag-Software-Agent": AGENT, "Source-Organization": AGENT}
    bagit.make_bag(str(folder), info, checksums=["sha256"])


def _zip(bag: Path, packed: Path) -> None:
    """The bag as a zip whose bytes depend on its files alone: sorted, one date, one set of permissions."""
    beside = packed.with_name(f".{packed.name}.next")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive_file:
        for place in sorted(each for each in bag.rglob("*") if each.is_file()):
            entry = zipfile.ZipInfo(f"{bag.name}/{place.relative_to(bag).as_posix()}", _ZIP_DATE)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive_file.writestr(entry, place.read_bytes())
    beside.replace(packed)


def _verify_site(output: Path) -> Iterator[Diagnostic]:
    try:
        listed = json.loads((output / MANIFEST).read_bytes())["files"].items()
    except (ValueError, KeyError, AttributeError):
        yield _problem(output / MANIFEST, "the manifest is damaged")
        return
    whole = read_manifest(output, verify=True)
    for path, _ in listed:
        if path not in whole:
            there = fault_of(path) is None and (output / path).is_file()
            yield _problem(output / path, "changed since it was published" if there else "missing")


def _verify_bag(folder: Path) -> Iterator[Diagnostic]:
    try:
        bagit.Bag(str(folder)).validate(processes=1)
    except bagit.BagValidationError as error:
        for detail in error.details or [error]:
            yield _problem(folder, str(detail))
    except (bagit.BagError, OSError, ValueError) as error:
        yield _problem(folder, str(error))


def _verify_zip(path: Path) -> Iterator[Diagnostic]:
    """Read the zip without unpacking it: nothing in it can reach the disk."""
    try:
        with zipfile.ZipFile(path) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
                yield _problem(path, "unpacks to more than any edition")
                return
            root = entries[0].filename.partition("/")[0] if entries else ""
            bodies = {entry.filename.removeprefix(f"{root}/"): entry for entry in entries}
            for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
                if manifest not in bodies:
                    yield _problem(path, f"{manifest} is missing")
                    continue
                listed = _listed(packed.read(bodies[manifest]).decode())
                yield from _compare(path, packed, bodies, listed)
                if manifest.startswith("manifest"):
                    strangers = sorted(name for name in bodies if name.startswith("data/") and name not in listed)
                    yield from (_problem(path, f"{name} is in no manifest") for name in strangers)
    except (OSError, ValueError, zipfile.BadZipFile, RuntimeError) as error:
        yield _problem(path, f"the zip is damaged: {error}")


def _listed(manifest: str) -> dict[str, str]:
    rows = (line.split(None, 1) for line in manifest.splitlines() if line.strip())
    return {name.strip(): digest for digest, name in rows}


def _compare(
    path: Path, packed: zipfile.ZipFile, bodies: dict[str, zipfile.ZipInfo], listed: dict[str, str]
) -> Iterator[Diagnostic]:
    for name, digest in sorted(listed.items()):
        if name not in bodies:
            yield _problem(path, f"{name} is missing")
        elif sha256(packed.read(bodies[name])).hexdigest() != digest:
            yield _problem(path, f"{name} was changed")


def _problem(place: Path, message: str) -> Diagnostic:
    return Diagnostic(location=Location(path=str(place)), code=Code.VERIFY_FAILED, message=message)


def _failure(place: Path, message: str, hint: str = "") -> PublishError:
    location = Location(path=str(place))
    return PublishError([Diagnostic(location=location, code=Code.PUBLISH_FAILED, message=message, hint=hint)])
