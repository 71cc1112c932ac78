"""Which names in different briefs are one thing.

Names are compared without case, accents, dots of initials and a leading article. A person's middle initials are left
out of account; an acronym joins the full name that some brief gives it as an alias. Two different full names are never
merged on a shared surname, and a lone surname joins a full name only where one person of that name is known at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass

from newsar_build.model.findings import AnalysedBrief, EntityFinding, EntityType
from newsar_build.model.names import entity_id
from newsar_build.model.relations import Entity, EntityInBrief
from newsar_build.relate.curated import Curated, CuratedEntity

MOST_ALIASES = 8
"""Forms of a name that a dossier lists."""
_INITIAL = re.compile(r"(?<=\w )(?:[a-z]\.? )+(?=\w{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """Every entity by id, and each brief's own, most salient first."""

    entities: dict[str, Entity]
    in_brief: dict[str, tuple[EntityInBrief, ...]]


def identify(briefs: tuple[AnalysedBrief, ...], curated: Curated) -> Identified:
    """Give every finding its canonical entity. The result does not depend on the order of the briefs."""
    findings = [(each.brief.id, item) for each in briefs for item in each.analysis.entities.items]
    groups = _groups(findings, curated)
    fixed = {_normal(each.name): each for each in curated.entities}
    entities: dict[str, Entity] = {}
    of_group: dict[str, Entity] = {}
    for key in sorted(groups):
        entity = _entity(key, groups[key], fixed)
        of_group[key] = entity
        entities[entity.id] = _joined(entities.get(entity.id), entity)
    keys = {(brief, item.name, item.type): key for key, members in groups.items() for brief, item in members}
    in_brief = {each.brief.id: _in_brief(each, keys, of_group, entities) for each in briefs}
    return Identified(entities=entities, in_brief=in_brief)


Member = tuple[str, EntityFinding]


def _groups(findings: list[Member], curated: Curated) -> dict[str, list[Member]]:
    names = {_normal(alias): _normal(each.name) for each in curated.entities for alias in (each.name, *each.aliases)}
    short = _expansions(findings)
    groups: dict[str, list[Member]] = defaultdict(list)
    people = {key for _, item in findings if item.type is EntityType.PERSON and " " in (key := _normal(item.name))}
    by_surname: dict[str, set[str]] = defaultdict(set)
    for person in people:
        by_surname[person.split()[-1]].add(person)
    for brief, item in findings:
        key = _normal(item.name)
        key = names.get(key) or short.get(key) or key
        if item.type is EntityType.PERSON and " " not in key and len(by_surname[key]) == 1:
            key = next(iter(by_surname[key]))
        groups[key].append((brief, item))
    return groups


def _normal(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    plain = re.sub(r"^(?:the|an?)\s+", "", plain).replace(".", " ").replace("'s ", " ")
    return " ".join(_INITIAL.sub("", " ".join(plain.split())).split())


def _expansions(findings: list[Member]) -> dict[str, str]:
    """Acronym → the full name that most briefs give it."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for _, item in findings:
        for alias in item.aliases:
            if alias != item.name and alias.replace(".", "").isupper() and item.type is not EntityType.PERSON:
                seen[_normal(alias)][_normal(item.name)] += 1
    return {acronym: min(names, key=lambda name: (-names[name], name)) for acronym, names in seen.items()}


def _entity(key: str, members: list[Member], fixed: dict[str, CuratedEntity]) -> Entity:
    forms: Counter[str] = Counter()
    types: Counter[EntityType] = Counter()
    for _, item in members:
        types[item.type] += len(item.mentions)
        forms[item.name] += len(item.mentions)
    kind = min(types, key=lambda each: (-types[each], each))
    full = {name: count for name, count in forms.items() if _normal(name) == key} or dict(forms)
    name = min(full, key=lambda each: (-full[each], -len(each), each))
    aliases = Counter(alias for _, item in members for alias in item.aliases)
    curated = fixed.get(key)
    same_as: tuple[str, ...] = ()
    if curated is not None:
        name, kind, same_as = curated.name, curated.type, curated.same_as
    ranked = sorted((alias for alias in aliases if alias != name), key=lambda each: (-aliases[each], each))
    return Entity(id=entity_id(kind, name), name=name, type=kind, aliases=tuple(ranked[:MOST_ALIASES]), same_as=same_as)


def _joined(known: Entity | None, entity: Entity) -> Entity:
    """Two groups whose names make the same address are one entity."""
    if known is None:
        return entity
    aliases = dict.fromkeys((*known.aliases, entity.name, *entity.aliases))
    aliases.pop(known.name, None)
    return Entity(
        id=known.id, name=known.name, type=known.type, aliases=tuple(aliases)[:MOST_ALIASES], same_as=known.same_as
    )


def _in_brief(
    each: AnalysedBrief,
    keys: dict[tuple[str, str, EntityType], str],
    of_group: dict[str, Entity],
    entities: dict[str, Entity],
) -> tuple[EntityInBrief, ...]:
    found: dict[str, EntityInBrief] = {}
    for item in each.analysis.entities.items:
        entity = entities[of_group[keys[each.brief.id, item.name, item.type]].id]
        other = found.get(entity.id)
        mentions = tuple(sorted({*item.mentions, *(other.mentions if other else ())}))
        name = other.name if other else item.name
        salience = max(item.salience, other.salience if other else 0.0)
        found[entity.id] = EntityInBrief(entity=entity, name=name, salience=salience, mentions=mentions)
    return tuple(sorted(found.values(), key=lambda one: (-one.salience, one.entity.id)))
