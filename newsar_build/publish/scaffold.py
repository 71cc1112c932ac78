"""New sites and new articles: `newsar init` and `newsar new`."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files
from pathlib import Path

import yaml

from newsar_build.errors import Code, Diagnostic, Location, UsageError
from newsar_build.model.names import slug

FILES = {
    "config.yaml": "config.yaml",
    ".gitignore": "gitignore",
    ".github/workflows/pages.yml": "pages.yml",
    "content/outlets.yaml": "content/outlets.yaml",
    "content/2026-02-24/ferry-fares-frozen.md": "content/ferry-fares-frozen.md",
    "content/2026-02-24/island-subsidy-questioned.md": "content/island-subsidy-questioned.md",
}
"""Files of a new site, and where they lie in the package."""

DRAFT = "draft: true  # take this line out to publish; until then `newsar serve --drafts` shows the article\n"
"""Keeps a new article back: words that nobody has written yet are no news."""


def write_site(folder: Path) -> tuple[Path, ...]:
    """Make a new site; returns its files. Raises UsageError, with nothing written, where one of them is there."""
    home = files("newsar_build") / "scaffold"
    there = [folder / name for name in FILES if (folder / name).exists()]
    if there:
        raise _refused(there[0], "there is a file of this name", "name an empty folder: newsar init my-site")
    try:
        for name, source in FILES.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes((home / source).read_bytes())
    except OSError as error:
        raise _refused(folder, error.strerror or "cannot be written", "name a folder that you may write") from error
    return tuple(folder / name for name in FILES)


def article_path(headline: str, filed: datetime) -> str:
    """Where a new article lies in the content folder."""
    return f"{filed:%Y-%m-%d}/{slug(headline)}.md"


def write_article(content: Path, path: str, brief: str, headline: str, outlet: str, filed: datetime) -> Path:
    """Make a new article file at `path` below `content`: a draft. Raises UsageError where it is there already."""
    place = content / path
    if place.exists():
        raise _refused(place, "there is an article of this name", "edit that one, or give another headline")
    fields = {"headline": headline, "outlet": outlet, "filed": f"{filed:%Y-%m-%dT%H:%M:%SZ}", "id": brief}
    front = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=10_000)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"---\n{front}{DRAFT}---\n\nWrite the report here.\n", encoding="utf-8")
    except OSError as error:
        raise _refused(place, error.strerror or "cannot be written") from error
    return place


def _refused(place: Path, message: str, hint: str = "") -> UsageError:
    problem = Diagnostic(location=Location(path=str(place)), code=Code.CONFIG_INVALID, message=message, hint=hint)
    return UsageError([problem])
