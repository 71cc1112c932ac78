"""What the articles of the content folder make together."""

from __future__ import annotations

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

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all briefs that there are or were."""
        return frozenset((*(each.id for each in self.briefs), *(each.id for each in self.ledger.entries)))


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
