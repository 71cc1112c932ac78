"""The theme: Jinja templates and assets, the user's own folder shadowing the default file by file."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    meta,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from newsar_build.errors import Code, Diagnostic, Location
from newsar_build.render.folders import default_theme
from newsar_build.render.words import column_kinds, count, plain, thousands

ASSETS = "assets"
NAME_DIGITS = 10
"""Hex digits of an asset's digest in its name."""
_VIS = Path("lib", "vis-9.1.2", "vis-network.min.js")
"""vis-network within pyvis."""

Recall = Callable[[str, Callable[[str], tuple[str, ...]]], tuple[str, ...]]
"""What a function makes of a source, from memory where it is known."""


class TemplateFailedError(Exception):
    """A template that cannot be read or rendered; `diagnostic` says where and why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Theme:
    """Templates and assets as they are now. `recall` remembers which templates a template's source names."""

    def __init__(self, folders: tuple[Path, ...], recall: Recall) -> None:
        self._recall = recall
        self._folders = (*folders, default_theme())
        self._assets = dict(self._read_assets())
        self._names = {path: _fingerprinted(path, body) for path, body in self._assets.items()}
        self._environment = self._make_environment()
        self._closures: dict[str, str] = {}
        self._references: dict[str, tuple[str, ...]] = {}

    def render(self, template: str, page: Any) -> bytes:
        """The page's HTML. Raises TemplateFailedError."""
        try:
            return self._environment.get_template(template).render(page=page).encode()
        except (TemplateError, TypeError, ValueError, AttributeError, KeyError, RecursionError) as error:
            raise TemplateFailedError(self._diagnose(template, error)) from error

    def closure_digest(self, template: str) -> str:
        """Digest of a template, of all that it extends, includes and imports, and of the assets' names."""
        if template not in self._closures:
            state = sha256(json.dumps(sorted(self._names.items())).encode())
            for name in sorted(self._closure(template)):
                state.update(name.encode() + b"\0" + self._source(name).encode() + b"\0")
            self._closures[template] = state.hexdigest()
        return self._closures[template]

    @property
    def digest(self) -> str:
        """Digest of the whole theme."""
        names = self._environment.list_templates(extensions=["html"])
        return sha256("".join(self.closure_digest(name) for name in sorted(names)).encode()).hexdigest()

    def assets(self) -> tuple[tuple[str, bytes], ...]:
        """Every asset under its published path, sorted."""
        return tuple(sorted((self._names[path], body) for path, body in self._assets.items()))

    def _make_environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader([str(folder) for folder in self._folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment.filters.update(
            link=_link,
            f2=plain,
            pct=_percent,
            counted=count,
            number=thousands,
            script_json=_script_json,
            kinds=column_kinds,
        )
        environment.globals.update(asset=self._asset)
        return environment

    def _asset(self, name: str) -> str:
        return self._names[f"{ASSETS}/{name}"]

    def _read_assets(self) -> Iterator[tuple[str, bytes]]:
        found: dict[str, bytes] = {f"{ASSETS}/vis-network.js": _vis_network()}
        for folder in reversed(self._folders):
            for place in sorted((folder / ASSETS).rglob("*")):
                if place.is_file() and not place.is_symlink() and not place.name.startswith("."):
                    found[place.relative_to(folder).as_posix()] = place.read_bytes()
        yield from sorted(found.items())

    def _source(self, name: str) -> str:
        loader = self._environment.loader
        return loader.get_source(self._environment, name)[0] if loader else ""

    def _closure(self, template: str) -> set[str]:
        found: set[str] = set()
        waiting = [template]
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            found.add(name)
            waiting.extend(self._named_in(name))
        return found

    def _named_in(self, name: str) -> tuple[str, ...]:
        if name not in self._references:
            try:
                self._references[name] = self._recall(self._source(name), self._references_in)
            except TemplateError as error:
                raise TemplateFailedError(self._diagnose(name, error)) from error
        return self._references[name]

    def _references_in(self, source: str) -> tuple[str, ...]:
        tree = self._environment.parse(source)
        return tuple(each for each in meta.find_referenced_templates(tree) if each)

    def _diagnose(self, template: str, error: Exception) -> Diagnostic:
        name, line = template, 1
        if isinstance(error, TemplateSyntaxError):
            name, line = error.name or template, error.lineno
        trace = error.__traceback__
        while trace is not None:
            file = trace.tb_frame.f_code.co_filename
            for folder in self._folders:
                if file.startswith(str(folder)):
                    name, line = Path(file).relative_to(folder).as_posix(), trace.tb_lineno
            trace = trace.tb_next
        folder = next((folder for folder in self._folders if (folder / name).is_file()), self._folders[-1])
        location = Location(path=str(folder / name), line=line)
        message = str(error).splitlines()[0] if str(error) else type(error).__name__
        return Diagnostic(
            location=location,
            code=Code.TEMPLATE_FAILED,
            message=message,
            hint="docs/templates.md lists what each template may use; delete your copy to go back to the default",
        )


def environment(folders: tuple[Path, ...], recall: Recall = lambda source, read: read(source)) -> Theme:
    """The default theme under these folders, the first one shadowing the rest."""
    return Theme(folders, recall)


def _vis_network() -> bytes:
    """The script that pyvis ships. pyvis itself is not loaded for it."""
    spec = find_spec("pyvis")
    places = spec.submodule_search_locations if spec else None
    return (Path(next(iter(places or ()))) / _VIS).read_bytes()


def _fingerprinted(path: str, body: bytes) -> str:
    stem, dot, extension = path.rpartition(".")
    return f"{stem}.{sha256(body).hexdigest()[:NAME_DIGITS]}{dot}{extension}"


@pass_context
def _link(context: Context, target: str) -> str:
    """A path from the site's root, or a web address, as the page at hand must write it."""
    chrome = context["page"].chrome
    if target.startswith(("http://", "https://", "mailto:", "#")):
        return target
    if chrome.absolute:
        return (chrome.site.base_url or "/") + target
    path, hash_sign, fragment = target.partition("#")
    here = chrome.path if chrome.path.endswith("/") else posixpath.dirname(chrome.path) + "/"
    if here == "/":
        here = ""
    relative = posixpath.relpath("/" + path, "/" + here) if path != here else "."
    slash = "/" if (path.endswith("/") or not path) and not relative.endswith("/") else ""
    return f"{relative}{slash}{hash_sign}{fragment}"


def _percent(share: float) -> str:
    return f"{round(share * 100, 1):g}%"


def _script_json(text: str) -> Markup:
    """JSON for a script element: no character of it can end the element."""
    escaped = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(escaped.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704  escaped above
