"""content/entities.yaml: what the desk knows better: names, aliases, merges, splits and identities of entities.

docs/content.md tells the format. An entry that is faulty is reported where it stands and left out; the others count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from newsar_build import located_yaml
from newsar_build.config import did_you_mean, in_words
from newsar_build.errors import Code, Diagnostic, Location
from newsar_build.located_yaml import Located, YamlFault
from newsar_build.model.findings import EntityType
from newsar_build.model.names import entity_id
from newsar_build.relate.naming import normal

FILE = "entities.yaml"
TYPES = tuple(kind.value for kind in EntityType)
_URL = r"^https?://[^\s\"'<>]+$"
_ADDRESS = r"^[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*$"
_SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A name that is not this entity, though the rules may think so: in `briefs` (ids), or everywhere."""

    name: str
    briefs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedEntity:
    """One entity as the desk has it.

    `merges` are dossiers (`<type>/<slug>`, as the rules name them) that are this thing too. `briefs` (ids) bound the
    entry: elsewhere its names may be a namesake's. `slug` is the last part of the address where the name does not give
    it.
    """

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    merges: tuple[str, ...] = ()
    splits: tuple[Split, ...] = ()
    briefs: tuple[str, ...] = ()
    slug: str = ""
    same_as: tuple[str, ...] = ()
    description: str = ""

    @property
    def id(self) -> str:
        """Its address, `<type>/<slug>`."""
        return f"{self.type.value.lower()}/{self.slug}" if self.slug else entity_id(self.type, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Curated:
    """All curated entities, sorted by id."""

    entities: tuple[CuratedEntity, ...] = ()


class Desk:
    """The curated entities, to be asked for a name."""

    def __init__(self, curated: Curated) -> None:
        self._by_name: dict[tuple[str, EntityType], list[CuratedEntity]] = defaultdict(list)
        self._by_dossier = {dossier: each for each in curated.entities for dossier in each.merges}
        self.merges = bool(self._by_dossier)
        """Whether any dossier is to become another."""
        self._splits: dict[str, list[tuple[frozenset[str], Split]]] = {}
        for each in curated.entities:
            for name in (each.name, *each.aliases):
                for kind in EntityType:
                    self._by_name[normal(name, kind), kind].append(each)
            self._splits[each.id] = [(forms(split.name, each.type), split) for split in each.splits]

    def of_name(self, key: str, kind: EntityType, brief: str) -> CuratedEntity | None:
        """The entity that a normal form is in this brief: one that is bound to the brief before one that is not.

        `kind` is what the report takes the name for: a company may be called without its "Group", and the city is not.
        """
        if (key, kind) not in self._by_name:
            return None
        found = [each for each in self._by_name[key, kind] if not each.briefs or brief in each.briefs]
        found = [each for each in found if not self.parts(each, key, brief)]
        return min(found, key=lambda each: (not each.briefs, each.id), default=None)

    def of_dossier(self, dossier: str) -> CuratedEntity | None:
        """The entity that an address, as the rules made it, is another one of."""
        return self._by_dossier.get(dossier)

    def parts(self, entity: CuratedEntity, key: str, brief: str) -> bool:
        """Whether the desk says that this name, in this brief, is not the entity."""
        return any(
            key in names and (not split.briefs or brief in split.briefs) for names, split in self._splits[entity.id]
        )


def forms(name: str, kind: EntityType) -> frozenset[str]:
    """The normal forms that a name can have, whatever sort of thing it is taken for in a report."""
    return frozenset(normal(name, each) for each in (kind, EntityType.PERSON, EntityType.ORGANIZATION))


def _as_splits(value: Any) -> Any:
    return [{"name": each} if isinstance(each, str) else each for each in value] if isinstance(value, list) else value


class _SplitRow(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1)
    briefs: list[str] = Field(default_factory=list)


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1, max_length=200)
    type: EntityType
    aliases: list[Annotated[str, Field(min_length=1)]] = Field(default_factory=list)
    merges: list[Annotated[str, Field(pattern=_ADDRESS)]] = Field(default_factory=list)
    splits: Annotated[list[_SplitRow], BeforeValidator(_as_splits)] = Field(default_factory=list)
    briefs: list[str] = Field(default_factory=list)
    slug: str = Field(default="", pattern=rf"^$|{_SLUG}", max_length=60)
    wikidata: str | None = Field(default=None, pattern=r"^Q[1-9]\d*$")
    same_as: list[Annotated[str, Field(pattern=_URL)]] = Field(default_factory=list)
    description: str = Field(default="", max_length=2000)


_HINTS = {
    "wikidata": "a Wikidata id is Q and digits: wikidata: Q42",
    "same_as": "a list of addresses that begin with https://",
    "merges": "a list of dossiers by their address on the site: person/maren-tolvik",
    "splits": "a list of names that are not this thing; one with ids of briefs is {name: …, briefs: […]}",
    "slug": "lower-case letters, digits and single hyphens",
    "aliases": "a list of names",
    "briefs": "a list of ids of briefs",
}
_SHAPE = "an entry is `- {name: …, type: …, aliases: […], merges: […], splits: […], wikidata: Q…, description: …}`"


def load_curated(content: Path, known: Collection[str] | None = None) -> tuple[Curated, tuple[Diagnostic, ...]]:
    """The curated entities, and the problems of those that are left out. All are where the file cannot be read.

    `known` are the ids of all briefs that there are or were: an entry that lists another stays, but is told of.
    """
    path = content / FILE
    try:
        located = located_yaml.load(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return Curated(), ()
    except YamlFault as fault:
        where = Location(path=str(path), line=fault.place.line, column=fault.place.column)
        hint = "put a text that holds : or # in quotation marks"
        return Curated(), (Diagnostic(location=where, code=Code.ENTITIES_SYNTAX, message=fault.message, hint=hint),)
    except (OSError, UnicodeDecodeError) as error:
        message = f"cannot be read: {error}"
        where = Location(path=str(path))
        return Curated(), (
            Diagnostic(location=where, code=Code.ENTITIES_SYNTAX, message=message, hint="it is text saved as UTF-8"),
        )
    if not isinstance(located.value, list | None):
        return Curated(), (_problem(path, located, (), "this is no list of entities", _SHAPE),)
    return _entities(path, located, known)


def _entities(path: Path, located: Located, known: Collection[str] | None) -> tuple[Curated, tuple[Diagnostic, ...]]:
    found: list[tuple[int, CuratedEntity]] = []
    problems: list[Diagnostic] = []
    for number, value in enumerate(located.value or ()):
        try:
            found.append((number, _entity(_Row.model_validate(value))))
        except ValidationError as error:
            problems.extend(_diagnose(each, path, number, located) for each in error.errors())
    clashes = tuple(_clashes(found))
    problems.extend(
        _problem(path, located, where, message, hint, Code.ENTITIES_CONFLICT) for where, message, hint in clashes
    )
    problems.extend(
        _problem(path, located, where, f"there is no brief {brief}", _near(brief, known), Code.ENTITIES_UNKNOWN_BRIEF)
        for number, each in found
        for where, brief in (_listed(number, each) if known is not None else ())
        if brief not in (known or ())
    )
    left_out = {where[0] for where, _, _ in clashes}
    kept = (each for number, each in found if number not in left_out)
    problems.sort(key=lambda each: (each.location.line, each.location.column))
    return Curated(entities=tuple(sorted(kept, key=lambda each: each.id))), tuple(problems)


def _entity(row: _Row) -> CuratedEntity:
    wikidata = [f"https://www.wikidata.org/wiki/{row.wikidata}"] if row.wikidata else []
    return CuratedEntity(
        name=row.name,
        type=row.type,
        aliases=tuple(row.aliases),
        merges=tuple(row.merges),
        splits=tuple(Split(name=each.name, briefs=tuple(each.briefs)) for each in row.splits),
        briefs=tuple(row.briefs),
        slug=row.slug,
        same_as=tuple(dict.fromkeys((*wikidata, *row.same_as))),
        description=" ".join(row.description.split()),
    )


def _listed(number: int, each: CuratedEntity) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Every id of a brief that an entry lists, with its place in the file."""
    for place, brief in enumerate(each.briefs):
        yield (number, "briefs", place), brief
    for at, split in enumerate(each.splits):
        for place, brief in enumerate(split.briefs):
            yield (number, "splits", at, "briefs", place), brief


def _near(brief: str, known: Collection[str] | None) -> str:
    """A hint that offers ids of the day that an id names: a site may have thousands."""
    day = brief.rpartition("-")[0]
    of_day = sorted(each for each in known or () if day and each.startswith(day))
    return did_you_mean(brief, of_day) or "ids stand in content/ledger.yaml"


_Clash = tuple[tuple[int | str, ...], str, str]
"""Where (a path into the file), what, and a hint."""


def _clashes(found: Iterable[tuple[int, CuratedEntity]]) -> Iterator[_Clash]:
    """Where an entry says what an earlier one, or itself, denies. The later one is left out."""
    ids: dict[str, CuratedEntity] = {}
    names: dict[tuple[str, str], CuratedEntity] = {}
    merged: dict[str, CuratedEntity] = {}
    for number, each in found:
        clashes = [*_within(number, each), *_between(number, each, ids, names, merged)]
        yield from clashes
        if not clashes:
            ids[each.id] = each
            names.update({key: each for _, _, key in _keys(each)})
            merged.update(dict.fromkeys(each.merges, each))


def _keys(each: CuratedEntity) -> Iterator[tuple[tuple[str | int, ...], str, tuple[str, str]]]:
    """Each name of an entry: its place in the entry, as written, and (normal form, brief or "")."""
    places: list[tuple[tuple[str | int, ...], str]] = [(("name",), each.name)]
    places += [(("aliases", place), alias) for place, alias in enumerate(each.aliases)]
    for where, name in places:
        for brief in each.briefs or ("",):
            yield where, name, (normal(name, each.type), brief)


def _within(number: int, each: CuratedEntity) -> Iterator[_Clash]:
    own = {key: name for _, name, (key, _) in _keys(each)}
    for place, split in enumerate(each.splits):
        if not split.briefs and (name := own.get(normal(split.name, each.type))):
            yield (
                (number, "splits", place),
                f"{split.name!r} is split from {each.name!r} and is its own name {name!r}",
                "take one of the two out, or give the briefs: {name: …, briefs: […]}",
            )
    for place, dossier in enumerate(each.merges):
        if dossier == each.id:
            yield (number, "merges", place), f"{dossier} is this entity itself", "name the dossiers that join it"
        elif dossier.partition("/")[0] not in {kind.lower() for kind in TYPES}:
            hint = did_you_mean(dossier.partition("/")[0], [kind.lower() for kind in TYPES])
            yield (number, "merges", place), f"{dossier} is no dossier's address", hint


def _between(
    number: int, each: CuratedEntity, ids: dict[str, CuratedEntity], names: dict[tuple[str, str], CuratedEntity],
    merged: dict[str, CuratedEntity],
) -> Iterator[_Clash]:  # fmt: skip
    if each.id in ids:
        hint = "put the two in one entry; for a namesake, give this one a slug and the briefs that it is named in"
        yield (number, "name"), f"an entry before has the address {each.id}", hint
        return
    if other := merged.get(each.id):
        yield (number, "name"), f"{each.id} is already merged into {other.name!r}", "put the two in one entry"
    for where, name, key in _keys(each):
        if other := names.get(key):
            hint = "a name can be one thing only; to tell namesakes apart, list the briefs of one of them"
            yield (number, *where), f"{name!r} is also a name of {other.name!r}", hint
    for place, dossier in enumerate(each.merges):
        if other := merged.get(dossier) or ids.get(dossier):
            yield (number, "merges", place), f"{dossier} is already {other.name!r}", "merge it into one entry only"


def _diagnose(error: Any, path: Path, number: int, located: Located) -> Diagnostic:
    where = (number, *error["loc"])
    field = next((str(part) for part in error["loc"] if not isinstance(part, int)), "")
    hint = _HINTS.get(field, _SHAPE)
    code = Code.ENTITIES_INVALID
    if field == "type" and error["type"] == "enum":
        code, hint = Code.ENTITIES_UNKNOWN_TYPE, did_you_mean(str(error["input"]).capitalize(), list(TYPES))
    elif error["type"] == "extra_forbidden":
        model = _SplitRow if len(where) > 3 else _Row  # noqa: PLR2004  below `splits` and a place in it
        hint = did_you_mean(str(error["loc"][-1]), sorted(model.model_fields))
    return _problem(path, located, where, in_words(error), hint, code)


def _problem(
    path: Path, located: Located, where: tuple[int | str, ...], message: str, hint: str,
    code: Code = Code.ENTITIES_INVALID,
) -> Diagnostic:  # fmt: skip
    place = located.place(where)
    name = located.value[where[0]].get("name") if where and isinstance(located.value[where[0]], dict) else None
    parts = [str(name or f"entry {int(where[0]) + 1}") if where else "", *map(str, where[1:])]
    told = ".".join(part for part in parts if part)
    location = Location(path=str(path), line=place.line, column=place.column)
    return Diagnostic(location=location, code=code, message=f"{told}: {message}" if told else message, hint=hint)
