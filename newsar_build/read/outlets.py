"""content/outlets.yaml: the outlets, with ratings of their lean that name rater and date."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from newsar_build import located_yaml
from newsar_build.config import did_you_mean, in_words
from newsar_build.errors import Code, Diagnostic, Location
from newsar_build.located_yaml import Located, YamlFault
from newsar_build.model.brief import Lean, Outlet, Rating

FILE = "outlets.yaml"
_KEY = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
_URL = r"^https?://[^\s\"'<>]+$"


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int) or hasattr(value, "isoformat") else value


class _LeanEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    rating: Rating
    rater: str = Field(min_length=1)
    dated: Annotated[str, BeforeValidator(_as_text)]
    url: str | None = Field(default=None, pattern=_URL)


class _OutletEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1, max_length=120)
    url: str | None = Field(default=None, pattern=_URL)
    country: str | None = None
    owner: str | None = None
    wire: bool = False
    lean: Annotated[list[_LeanEntry], BeforeValidator(_as_list)] = Field(default_factory=list)


class _Key(BaseModel):
    key: str = Field(pattern=_KEY, max_length=80)


def load_outlets(content: Path) -> tuple[dict[str, Outlet], tuple[Diagnostic, ...]]:
    """The outlets by key, and the problems of those that are left out."""
    path = content / FILE
    try:
        located = located_yaml.load(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        hint = "it lists each outlet: `key: {name: …, url: …}`"
        return {}, (_problem(path, Code.OUTLETS_MISSING, "there is no list of outlets here", hint),)
    except (OSError, UnicodeDecodeError) as error:
        return {}, (_problem(path, Code.OUTLETS_SYNTAX, f"cannot be read: {error}", "it is text saved as UTF-8"),)
    except YamlFault as fault:
        where = Location(path=str(path), line=fault.place.line, column=fault.place.column)
        hint = "put a text that holds : or # in quotation marks"
        return {}, (Diagnostic(location=where, code=Code.OUTLETS_SYNTAX, message=fault.message, hint=hint),)
    if not isinstance(located.value, dict):
        return {}, (_problem(path, Code.OUTLETS_INVALID, "this is no list of outlets", "write `key: {name: …}`"),)
    return _outlets(path, located)


def _outlets(path: Path, located: Located) -> tuple[dict[str, Outlet], tuple[Diagnostic, ...]]:
    found: dict[str, Outlet] = {}
    problems: list[Diagnostic] = []
    for key, value in located.value.items():
        try:
            _Key(key=key)
            found[key] = _outlet(key, _OutletEntry.model_validate(value))
        except ValidationError as error:
            problems.extend(_diagnose(each, path, key, located) for each in error.errors())
    return found, tuple(problems)


def _outlet(key: str, entry: _OutletEntry) -> Outlet:
    lean = tuple(Lean(rating=each.rating, rater=each.rater, dated=each.dated, url=each.url) for each in entry.lean)
    return Outlet(
        key=key, name=entry.name, url=entry.url, country=entry.country, owner=entry.owner, wire=entry.wire, lean=lean
    )


def _diagnose(error: Any, path: Path, key: str, located: Located) -> Diagnostic:
    where = (key, *error["loc"])
    if error["loc"] == ("key",):
        where = (key,)
    place = located.place(where if where in located.places else tuple(part for part in where if part != 0))
    field = str(error["loc"][-1])
    code, hint = (
        Code.OUTLETS_INVALID,
        "an outlet is `key: {name: …, lean: {rating: …, rater: …, dated: …}}`; only name is needed",
    )
    if field == "rating":
        code, hint = Code.OUTLETS_UNKNOWN_LEAN, did_you_mean(str(error["input"]), [each.value for each in Rating])
    elif error["type"] == "extra_forbidden":
        hint = did_you_mean(field, sorted({*_OutletEntry.model_fields, *_LeanEntry.model_fields}))
    elif field == "key":
        hint = "a key is lower-case letters, digits and single hyphens"
    location = Location(path=str(path), line=place.line, column=place.column)
    message = f"{'.'.join(map(str, where))}: {in_words(error)}"
    return Diagnostic(location=location, code=code, message=message, hint=hint)


def _problem(path: Path, code: Code, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(location=Location(path=str(path)), code=code, message=message, hint=hint)
