"""content/entities.yaml: what the desk knows better: names, aliases and identities of entities."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from newsar_build import located_yaml
from newsar_build.config import in_words
from newsar_build.errors import Code, Diagnostic, Location
from newsar_build.located_yaml import YamlFault
from newsar_build.model.findings import EntityType

FILE = "entities.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedEntity:
    """One entity as the desk has it."""

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Curated:
    """All curated entities, sorted by name."""

    entities: tuple[CuratedEntity, ...] = ()


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1)
    type: EntityType
    aliases: list[str] = Field(default_factory=list)
    wikidata: str | None = Field(default=None, pattern=r"^Q\d+$")
    same_as: list[str] = Field(default_factory=list)


class _Rows(BaseModel):
    rows: list[_Row]


def load_curated(content: Path) -> tuple[Curated, tuple[Diagnostic, ...]]:
    """The curated entities; a faulty file is reported and none of it used."""
    path = content / FILE
    try:
        located = located_yaml.load(path.read_bytes().decode("utf-8-sig"))
        rows = _Rows.model_validate({"rows": located.value or []}).rows
    except FileNotFoundError:
        return Curated(), ()
    except YamlFault as fault:
        location = Location(path=str(path), line=fault.place.line, column=fault.place.column)
        return Curated(), (Diagnostic(location=location, code=Code.ENTITIES_INVALID, message=fault.message),)
    except ValidationError as error:
        problems = []
        for each in error.errors():
            place = located.place(tuple(each["loc"][1:]))
            location = Location(path=str(path), line=place.line, column=place.column)
            problems.append(Diagnostic(location=location, code=Code.ENTITIES_INVALID, message=in_words(each)))
        return Curated(), tuple(problems)
    except (OSError, UnicodeDecodeError) as error:
        location = Location(path=str(path))
        return Curated(), (Diagnostic(location=location, code=Code.ENTITIES_INVALID, message=str(error)),)
    return Curated(entities=tuple(sorted((_entity(row) for row in rows), key=lambda each: each.name))), ()


def _entity(row: _Row) -> CuratedEntity:
    same_as = [*([f"https://www.wikidata.org/wiki/{row.wikidata}"] if row.wikidata else []), *row.same_as]
    return CuratedEntity(name=row.name, type=row.type, aliases=tuple(row.aliases), same_as=tuple(same_as))
