"""Which names in different briefs are one thing.

Names meet in a normal form (`naming`). Two different full names of people are never merged on a shared surname; a lone
surname joins the full name of its own brief, or the only one that the corpus knows. Acronyms and shortened names of
organisations join their full form by the same rule.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from newsar_build.model.findings import AnalysedBrief, EntityFinding, EntityType
from newsar_build.model.names import entity_id
from newsar_build.model.relations import Entity, EntityInBrief
from newsar_build.relate.curated import Curated, CuratedEntity
from newsar_build.relate.naming import acronym_beside, initials, normal

MOST_ALIASES = 8
"""Forms of a name that a dossier lists."""
SHORTEST_ACRONYM = 2
TRADES = frozenset(
    {"motor", "motors", "airways", "airlines", "aircraft", "automotive", "industries", "international", "technologies"}
)
"""What a company's full name adds to the name that it is called by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedIn:
    """A name as one brief has it, and the other forms that this brief uses for the same thing."""

    brief: str
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """Every entity by id, and each brief's own, most salient first."""

    entities: dict[str, Entity]
    in_brief: dict[str, tuple[EntityInBrief, ...]]


def identify(briefs: tuple[AnalysedBrief, ...], curated: Curated) -> Identified:
    """Give every finding its canonical entity. The result does not depend on the order of the briefs."""
    findings = [(each.brief.id, item) for each in briefs for item in each.analysis.entities.items]
    groups = _groups(findings, curated)
    fixed = {normal(each.name, each.type): each for each in curated.entities}
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


def same_things(mentions: tuple[NamedIn, ...], curated: Curated) -> tuple[str, ...]:
    """A key for each mention: equal keys name one thing. Not sensitive to the order of the mentions.

    A curated name or alias decides alone. A lone surname is the person of that surname in its brief, else in the
    corpus, where there is one; an acronym and a shortened name of an organisation likewise.
    """
    own = [normal(each.name, each.type) for each in mentions]
    fixed = {
        normal(alias, each.type): normal(each.name, each.type)
        for each in curated.entities
        for alias in (*each.aliases, each.name)
    }
    known = _Known(mentions, own)
    return tuple(
        fixed.get(key) or fixed.get(fuller := known.fuller(each, key)) or fuller
        for each, key in zip(mentions, own, strict=True)
    )


class _Known:
    """Which names stand where, to look a short one's full form up."""

    def __init__(self, mentions: tuple[NamedIn, ...], keys: list[str]) -> None:
        self._briefs: dict[str, set[str]] = defaultdict(set)
        self._by_surname: dict[str, set[str]] = defaultdict(set)
        self._by_initials: dict[str, set[str]] = defaultdict(set)
        self._beside: dict[str, Counter[str]] = defaultdict(Counter)
        self._by_end: dict[str, set[str]] = defaultdict(set)
        self._organizations = {
            key for each, key in zip(mentions, keys, strict=True) if each.type is EntityType.ORGANIZATION
        }
        for each, key in zip(mentions, keys, strict=True):
            self._briefs[key].add(each.brief)
            words = key.split()
            if each.type is EntityType.PERSON:
                if len(words) > 1:
                    self._by_surname[words[-1]].add(key)
                continue
            for short in _acronyms(each):
                self._beside[short][key] += 1
            if len(words) > 1:
                self._by_initials[initials(key)].add(key)
                for cut in range(1, len(words)):
                    self._by_end[" ".join(words[:cut])].add(key)
                    self._by_end[" ".join(words[cut:])].add(key)

    def fuller(self, mention: NamedIn, key: str) -> str:
        """The key of the full form of a mention's name, or its own."""
        if mention.type is EntityType.PERSON:
            return key if " " in key else self._only(self._by_surname[key], mention.brief) or key
        whole = self._spelled(mention, key) or self._whole(mention, key) or key
        return self._plain(whole)

    def _only(self, found: set[str], brief: str) -> str | None:
        here = [each for each in found if brief in self._briefs[each]]
        if len(here) == 1:
            return here[0]
        return next(iter(found)) if len(found) == 1 else None

    def _spelled(self, mention: NamedIn, key: str) -> str | None:
        if " " in key or len(key) < SHORTEST_ACRONYM or key.upper() not in mention.name.replace(".", ""):
            return None
        beside = self._beside[key]
        if beside:
            return min(beside, key=lambda name: (-beside[name], name))
        return self._only(self._by_initials[key], mention.brief)

    def _whole(self, mention: NamedIn, key: str) -> str | None:
        """A shortened name, where nobody uses it without the full one."""
        if mention.type is not EntityType.ORGANIZATION:
            return None
        whole = self._only(self._by_end[key] & self._organizations, mention.brief)
        return whole if whole and self._briefs[key] <= self._briefs[whole] else None

    def _plain(self, key: str) -> str:
        """Ford Motor → Ford where both are organisations of the corpus."""
        words = key.split()
        while len(words) > 1 and words[-1] in TRADES:
            words = words[:-1]
        short = " ".join(words)
        return short if short in self._organizations else key


def _acronyms(mention: NamedIn) -> set[str]:
    found = {normal(alias, mention.type) for alias in mention.aliases if alias.replace(".", "").isupper()}
    beside = acronym_beside(mention.name)
    return {each for each in found | ({beside} if beside else set()) if len(each) >= SHORTEST_ACRONYM} - {
        normal(mention.name, mention.type)
    }


def _groups(findings: list[Member], curated: Curated) -> dict[str, list[Member]]:
    mentions = tuple(
        NamedIn(brief=brief, name=item.name, type=item.type, aliases=item.aliases) for brief, item in findings
    )
    groups: dict[str, list[Member]] = defaultdict(list)
    for key, member in zip(same_things(mentions, curated), findings, strict=True):
        groups[key].append(member)
    return groups


def _entity(key: str, members: list[Member], fixed: dict[str, CuratedEntity]) -> Entity:
    forms: Counter[str] = Counter()
    types: Counter[EntityType] = Counter()
    for _, item in members:
        types[item.type] += len(item.mentions)
        forms[item.name] += len(item.mentions)
    kind = min(types, key=lambda each: (-types[each], each))
    full = {name: count for name, count in forms.items() if normal(name, kind) == key} or dict(forms)
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
