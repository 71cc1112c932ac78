"""Standing: whether the site that stands is the one that this build would make, so that nothing need be made.

A build that met no problem is remembered by all that it read: program, configuration, request, content, theme. Where
all of it is the same again, and the site is still the one that was published then, nothing is analysed, related,
rendered or even loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from newsar_build.extensions import added_analysers
from newsar_build.memo.fingerprint import adapter, encode, key_of, of_bytes, of_code, of_data
from newsar_build.model.brief import ImageFile
from newsar_build.publish.site import Published, Seal, read_manifest, seal, sealed
from newsar_build.read.images import ImageError, load_image
from newsar_build.read.sources import list_sources
from newsar_build.render.folders import default_theme, figures_file
from newsar_build.steps.workshop import LEDGER, Workshop

if TYPE_CHECKING:
    from newsar_build.read.corpus import Corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a build reads, but for pictures: digests of the articles by path, of the ledger, of the rest together."""

    rest: str
    ledger: str
    sources: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """The key of all of it."""
        return key_of("standing", self.rest, self.ledger, *(part for source in self.sources for part in source))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a build made of what it saw. It would make the same from `since` until before `until` (UTC)."""

    briefs: int
    files: int
    images: tuple[ImageFile, ...]
    manifest: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """What a build that makes nothing has to tell."""

    briefs: int
    published: Published


def look(workshop: Workshop) -> Seen | None:
    """What this build will read; None where some of it cannot be read."""
    content, config = workshop.content, workshop.config
    if not content.is_dir():
        return None
    listed, _, refused = list_sources(content, config.limits.article_bytes)
    if refused:
        return None
    sources = tuple((source.path, of_bytes(source.body)) for source in listed)
    try:
        desk = {place.name: _file(place) for place in sorted(content.glob("*.yaml"))}
        theme = tuple(_folder(folder) for folder in (workshop.templates, default_theme()))
        settings = of_bytes(workshop.request.config.read_bytes())
    except OSError:
        return None
    ledger = desk.pop(LEDGER, "")
    rest = key_of("rest", _program(), settings, _asked(workshop), *desk.values(), "theme", *theme)
    return Seen(rest=rest, ledger=ledger, sources=sources)


def recall(workshop: Workshop, seen: Seen) -> Unchanged | None:
    """What an earlier build made of the same, if that still stands."""
    body = workshop.store.get(seen.key)
    if body is None:
        return None
    known: Standing = adapter(Standing).validate_json(body)
    now = workshop.request.now
    if now < known.since or (known.until is not None and now >= known.until):
        return None
    stands = _stands(workshop, known) and all(_is(workshop.content, image) for image in known.images)
    if not stands:
        return None
    return Unchanged(briefs=known.briefs, published=Published(written=(), removed=(), kept=known.files))


def note(workshop: Workshop, seen: Seen, corpus: Corpus, published: Published, settled: Callable[[], bool]) -> None:
    """Remember a build, unless it met a problem or something that it read is not as it was when the build began.

    The ledger is among what is read. A build that changed it is remembered only where the next one would make the same
    site from the ledger as it is now: `settled` finds that out.
    """
    now = look(workshop)
    if workshop.problems or now is None or now.rest != seen.rest:
        return
    if not dict(corpus.sources) == dict(seen.sources) == dict(now.sources):
        return
    if now.ledger != seen.ledger and not settled():
        return
    briefs = corpus.briefs
    site = published_seal(workshop)
    if site is None:
        return
    ends = tuple(brief.article.expires for brief in briefs if brief.article.expires)
    images = {brief.image.path: brief.image for brief in briefs if brief.image}
    standing = Standing(
        briefs=len(briefs),
        files=published.kept + len(published.written),
        images=tuple(images[path] for path in sorted(images)),
        manifest=site.manifest,
        since=workshop.request.now,
        until=min(ends, default=None),
    )
    workshop.store.put(now.key, encode(standing))


def published_seal(workshop: Workshop) -> Seal | None:
    """The seal of the site as the last build left it."""
    body = workshop.store.latest(_seal_name(workshop))
    found: Seal | None = adapter(Seal).validate_json(body) if body else None
    return found


def set_seal(workshop: Workshop) -> None:
    """Seal the site as it stands now."""
    name, made = _seal_name(workshop), seal(workshop.output)
    if made is not None:
        workshop.store.name_latest(name, workshop.store.put(name, encode(made)))


def _seal_name(workshop: Workshop) -> str:
    return f"seal {workshop.output.absolute()}"


def _stands(workshop: Workshop, known: Standing) -> bool:
    """Whether the site that was made then is there: by its seal, or, where times were changed alone, by reading it."""
    site = published_seal(workshop)
    if site is None or site.manifest != known.manifest:
        return False
    if sealed(workshop.output, site):
        return True
    now = seal(workshop.output)
    if now is None or now.manifest != known.manifest or len(read_manifest(workshop.output, verify=True)) != known.files:
        return False
    set_seal(workshop)
    return True


def _is(content: Path, image: ImageFile) -> bool:
    try:
        return load_image(content, image.path) == image
    except ImageError:
        return False


@cache
def _program() -> str:
    """Digest of the program, of the packages beside it by name and version, and of installed analysers' code."""
    package = files("newsar_build")
    data = (of_data("newsar_build", folder) for folder in ("lexicons", "weights", "vectors"))
    pipeline = of_bytes((package / "newsar_en" / "meta.json").read_bytes())
    added = (part for point in added_analysers() for part in (point.name, of_code(point.module.partition(".")[0])))
    beside = {place.name for folder in sys.path if folder for place in Path(folder).glob("*.dist-info")}
    return key_of(
        "program", sys.version, of_code("newsar_build"), *data, pipeline, figures_file(), *added, *sorted(beside)
    )


def _asked(workshop: Workshop) -> str:
    request = workshop.request
    places = (request.config, workshop.content, workshop.output)
    flags = (request.drafts, request.strict, request.frozen, request.preview)
    return key_of("asked", *(str(place.absolute()) for place in places), str(request.base_url), str(flags))


def _file(place: Path) -> str:
    return key_of("file", place.name, of_bytes(place.read_bytes()))


def _folder(folder: Path) -> str:
    places = sorted(place for place in folder.rglob("*") if place.is_file())
    return key_of("folder", *(part for place in places for part in (str(place), of_bytes(place.read_bytes()))))
