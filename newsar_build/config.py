"""config.yaml: one site's settings, checked as they come in."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from newsar_build import located_yaml
from newsar_build.errors import Code, Diagnostic, Location, UsageError
from newsar_build.located_yaml import Located, YamlFault

ARTICLE_BYTES = 1_000_000
"""A report of a million words: what is larger is no article."""
NEAR = 0.6
"""How alike two names must be (difflib's ratio) for one to be offered instead of the other."""


class Section(BaseModel):
    """Base of all parts of the configuration."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @field_validator("*")
    @classmethod
    def _printable(cls, value: Any) -> Any:
        if isinstance(value, str) and not value.isprintable():
            raise ValueError("control characters and line breaks have no place here")
        return value


class SiteConfig(Section):
    """`site:` — what every page knows. `base_url` is empty or ends in `/`."""

    name: str = Field(default="Newsar", min_length=1, max_length=80)
    tagline: str = Field(default="Multi-perspective news intelligence", max_length=160)
    base_url: str = ""
    language: str = Field(default="en", pattern=r"^[a-z]{2,3}$")
    timezone: str = "UTC"
    notice: str = Field(default="", max_length=400)
    id_prefix: str = Field(default="NSR", pattern=r"^[A-Z]{2,8}$")

    @field_validator("base_url")
    @classmethod
    def _usable_base_url(cls, value: str) -> str:
        return checked_base_url(value)

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ValueError, OSError, ZoneInfoNotFoundError) as error:
            raise ValueError(f"there is no time zone {value!r}; write one like Europe/Paris") from error
        return value


class Limits(Section):
    """`limits:` — what is refused for its size."""

    article_bytes: int = Field(default=ARTICLE_BYTES, ge=1_000)


class Config(Section):
    """The whole of config.yaml. Folders are relative to the file."""

    site: SiteConfig = SiteConfig()
    content: str = "content"
    output: str = "output"
    templates: str = "templates"
    report: Literal["full", "excerpt"] = "full"
    pipeline: dict[str, str] = Field(default_factory=dict)
    analyse: dict[str, dict[str, Any] | None] = Field(default_factory=dict)
    relate: dict[str, Any] = Field(default_factory=dict)
    limits: Limits = Limits()


def checked_base_url(value: str) -> str:
    """The URL ending in one `/`, or '' for ''. Raises ValueError where a site cannot live there."""
    if not value:
        return ""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError("write a full address, like https://example.org/news/")
    if parts.query or parts.fragment or "@" in parts.netloc or re.search(r"[\s\"'<>\\]", value):
        raise ValueError("write the plain address: no user name, query, fragment, space or quotation mark")
    return value.rstrip("/") + "/"


def load_config(path: Path) -> Config:
    """Read and check a configuration. Raises UsageError with every fault's place."""
    located = _load(path)
    try:
        config = Config.model_validate({} if located.value is None else located.value)
    except ValidationError as error:
        raise UsageError(_diagnose(each, str(path), located) for each in error.errors()) from error
    place = located.place(("output",))
    where = Location(path=str(path), line=place.line, column=place.column)
    refuse_output(path.parent, path.parent / config.content, path.parent / config.output, where)
    return config


def refuse_output(home: Path, content: Path, output: Path, where: Location | None = None) -> None:
    """Raise UsageError, located at `where`, if writing `output` would put the user's own files at risk."""
    if _swallows(home, content, output):
        problem = Diagnostic(
            location=where or Location(path=str(output)),
            code=Code.CONFIG_INVALID,
            message="the output folder would swallow other files",
            hint="give the site a folder of its own, beside the content: output: output",
        )
        raise UsageError([problem])


def _swallows(home: Path, content: Path, output: Path) -> bool:
    try:
        target, source, owner = output.resolve(), content.resolve(), Path.home().resolve()
        return (
            target == source
            or source in target.parents
            or any(each.is_relative_to(target) for each in (home.resolve(), source, owner))
        )
    except (OSError, RuntimeError):
        return True  # links in a circle: nothing can be written there


def _load(path: Path) -> Located:
    try:
        return located_yaml.load(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        hint = "`newsar init` makes a new site; --config names a configuration elsewhere"
        raise UsageError([_problem(path, Code.CONFIG_MISSING, "there is no configuration here", hint)]) from error
    except OSError as error:
        raise UsageError(
            [
                _problem(
                    path, Code.CONFIG_MISSING, error.strerror or "cannot be read", "check the file and its permissions"
                )
            ]
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError([_problem(path, Code.CONFIG_SYNTAX, "not UTF-8 text", "save it as UTF-8")]) from error
    except YamlFault as fault:
        location = Location(path=str(path), line=fault.place.line, column=fault.place.column)
        hint = "put a text that holds : or # in quotation marks"
        problem = Diagnostic(location=location, code=Code.CONFIG_SYNTAX, message=fault.message, hint=hint)
        raise UsageError([problem]) from fault


def _problem(path: Path, code: Code, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(location=Location(path=str(path)), code=code, message=message, hint=hint)


def _diagnose(error: Any, path: str, located: Located) -> Diagnostic:
    where = tuple(part for part in error["loc"] if isinstance(part, str | int))
    place = located.place(where)
    unknown = error["type"] == "extra_forbidden"
    name = ".".join(str(part) for part in where) or "config"
    return Diagnostic(
        location=Location(path=path, line=place.line, column=place.column),
        code=Code.CONFIG_UNKNOWN_KEY if unknown else Code.CONFIG_INVALID,
        message=f"there is no setting {name!r}" if unknown else f"{name}: {in_words(error)}",
        hint=_near_setting(where) if unknown else "docs/content.md lists every setting and what it takes",
    )


def in_words(error: Any) -> str:
    """What pydantic found wrong, in one plain clause."""
    if error["type"] == "model_type":
        return "this is no mapping of keys to values"  # pydantic names a class of ours
    return str(error["msg"]).removeprefix("Value error, ")


def _near_setting(where: tuple[str | int, ...]) -> str:
    model: Any = Config
    for part in where[:-1]:
        field = model.model_fields.get(part) if hasattr(model, "model_fields") else None
        model = field.annotation if field else None
    return did_you_mean(str(where[-1]), sorted(getattr(model, "model_fields", ())))


def did_you_mean(word: str, known: list[str]) -> str:
    """A hint that offers the nearest of the known words, or lists them."""
    if near := get_close_matches(word, known, n=2, cutoff=NEAR):
        return "did you mean " + " or ".join(repr(each) for each in near) + "?"
    return "known: " + ", ".join(known) if known else ""
