"""Whether every link of a built site leads somewhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from newsar_build.errors import Code, Diagnostic, Location

_SOURCES = {"a": "href", "link": "href", "img": "src", "script": "src", "use": "href", "source": "src"}


@dataclass(slots=True)
class _Page:
    ids: set[str] = field(default_factory=set)
    links: list[tuple[str, int, int]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = _Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.page.ids.add(str(values["id"]))
        link = values.get(_SOURCES.get(tag, ""))
        if link and values.get("rel") != "canonical":
            line, column = self.getpos()
            self.page.links.append((link, line, column + 1))


def check_links(output: Path, base_url: str = "") -> tuple[Diagnostic, ...]:
    """Every internal link of the site's pages that leads to no file, or to no part of its page."""
    pages = {place.relative_to(output).as_posix(): _read(place) for place in sorted(output.rglob("*.html"))}
    problems: list[Diagnostic] = []
    there: dict[str, bool] = {}
    for path, page in pages.items():
        for link, line, column in page.links:
            fault = _fault(output, pages, there, path, link, base_url)
            if fault:
                location = Location(path=str(output / path), line=line, column=column)
                problems.append(Diagnostic(location=location, code=Code.LINK_BROKEN, message=f"{link!r} {fault}"))
    return tuple(problems)


def links_of(html: str) -> Iterator[str]:
    """The links and sources of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    yield from (link for link, _, _ in reader.page.links)


def target_of(path: str, link: str, base_url: str = "") -> tuple[str, str] | None:
    """The site's file that a link on the page at `path` means, and the part of it; None for what lies elsewhere."""
    if base_url and link.startswith(base_url):
        link = "/" + link[len(base_url) :]
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        return path, parts.fragment
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), unquote(parts.path))).lstrip("/")
    if parts.path.endswith(("/", "/.", "/..")) or parts.path in (".", ".."):
        joined = posixpath.join(joined, "index.html")
    return joined, parts.fragment


def _read(place: Path) -> _Page:
    reader = _Reader()
    reader.feed(place.read_text(encoding="utf-8"))
    return reader.page


def _fault(
    output: Path, pages: dict[str, _Page], there: dict[str, bool], path: str, link: str, base_url: str
) -> str | None:  # fmt: skip
    found = target_of(path, link, base_url)
    if found is None:
        return None
    target, fragment = found
    if target not in there:
        there[target] = (output / target).is_file()
    if not there[target]:
        return f"leads to no file ({target})"
    if fragment and target in pages and fragment not in pages[target].ids:
        return f"leads to no part #{fragment} of {target}"
    return None
