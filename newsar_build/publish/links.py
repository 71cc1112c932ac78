"""Whether every link of a built site leads somewhere."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from newsar_build.errors import Code, Diagnostic, Location

_SOURCES = {"a": "href", "link": "href", "img": "src", "script": "src", "use": "href", "source": "src"}
Use = tuple[str, str]
"""A page and a link on it."""


def check_links(output: Path, base_url: str = "") -> tuple[Diagnostic, ...]:
    """Every internal link of the site's pages that leads to no file, or to no part of its page.

    Pages are read one by one and only the parts that links ask for are remembered, so that memory does not grow with
    the site's text.
    """
    there: dict[str, bool] = {}
    asked: dict[str, dict[str, list[Use]]] = defaultdict(lambda: defaultdict(list))
    faults: list[tuple[Use, str]] = []
    for place in sorted(output.rglob("*.html")):
        page = place.relative_to(output).as_posix()
        for link in dict.fromkeys(links_of(place.read_bytes())):
            found = target_of(page, link, base_url)
            if found is None:
                continue
            target, part = found
            if target not in there:
                there[target] = (output / target).is_file()
            if not there[target]:
                faults.append(((page, link), f"leads to no file ({target})"))
            elif part and target.endswith(".html"):
                asked[target][part].append((page, link))
    for target, parts in asked.items():
        ids = _ids_of((output / target).read_bytes())
        for part in parts.keys() - ids:
            faults.extend((use, f"leads to no part #{part} of {target}") for use in parts[part])
    return tuple(_problem(output, use, fault) for use, fault in sorted(faults))


def links_of(html: bytes) -> Iterator[str]:
    """The links and sources of a page (UTF-8), in order; a canonical address is none."""
    for element in _elements(html):
        source = _SOURCES.get(element.tag)
        link = element.get(source) if source else None
        if link and element.get("rel") != "canonical":
            yield link


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


def _elements(html: bytes) -> Iterator[etree._Element]:
    root = etree.HTML(html, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    return iter(()) if root is None else root.iter(etree.Element)


def _ids_of(html: bytes) -> set[str]:
    return {element.get("id", "") for element in _elements(html)}


def _problem(output: Path, use: Use, fault: str) -> Diagnostic:
    page, link = use
    before, found, _ = (output / page).read_text(encoding="utf-8").partition(f'"{escape(link)}"')
    line = before.count("\n") + 1 if found else 1
    column = len(before) - before.rfind("\n") if found else 1
    location = Location(path=str(output / page), line=line, column=column)
    return Diagnostic(location=location, code=Code.LINK_BROKEN, message=f"{link!r} {fault}")
