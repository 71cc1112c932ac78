"""Which names in different briefs are one thing.

Names meet in a normal form (`naming`), people by `people`, bodies and places here: acronyms and shortened names join
their full form where a report has put them together. `content/entities.yaml` decides before every rule.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsar_build.model.findings import AnalysedBrief, EntityFinding, EntityType
from newsar_build.model.names import entity_id
from newsar_build.model.relations import Entity, EntityInBrief
from newsar_build.relate.curated import Curated, CuratedEntity, Desk
from newsar_build.relate.naming import OFFICES, SHORTEST_ACRONYM, SMALL, acronym_beside, acronyms, normal, spelled_out
from newsar_build.relate.people import WELL_KNOWN, People
from newsar_build.relate.pieces import ALONE, Piece, pieces_of

MOST_ALIASES = 8
"""Forms of a name that a dossier lists."""
LONE_ACRONYM = 3
"""Letters that an acronym must have to mean a name that its own brief does not spell out."""
BESIDE = 0.1
"""Share of the briefs with the last words of a name alone that must have the full one too."""
HOME = "united states "
"""What papers of that country leave out of its bodies' names."""
NATIONAL = 0.05
"""Share of the briefs with such a name that must have it with the country too: then the corpus is not another one's."""
LONG = 3
"""Words of a body's name, less its small ones, that no other country's is likely to have."""
APART_BRIEFS = 3
APART_SHARE = 0.2
"""Briefs, and share of all with the name, that must take it for another sort of thing before it is two things."""
DOUBT = 0.5
"""Weight of a brief that takes for a person what no full name of a person has in it."""
CALLED = 3
"""Reports that must call a body so after its full name before the opening alone means it in others."""
TRADES = frozenset(
    [
        "aircraft", "airlines", "airways", "automotive", "brothers", "computer", "computers", "electronics",
        "industries", "international", "motor", "motors", "petroleum", "pharmaceuticals", "sciences", "software",
        "stores", "systems", "technologies", "therapeutics",
    ]
)  # fmt: skip
"""What a company's full name adds to the name that it is called by."""
CHAMBERS = frozenset({"house"})
"""Bodies "of" something that are called by their first word where the corpus has one such only."""
OTHER = "-other"
"""Ends the address of what is not the curated entity that has its name."""


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
    desk = Desk(curated)
    members = pieces_of(sorted(briefs, key=lambda each: each.brief.id), desk)
    mentions = tuple(
        NamedIn(brief=each.brief, name=each.means or each.item.name, type=each.item.type, aliases=each.item.aliases)
        for each in members
    )
    fixed = {_fixed(each): each for each in curated.entities}
    keys = _merged(same_things(mentions, curated), members, desk, fixed)
    groups = _groups(keys, members)
    entities: dict[str, Entity] = {}
    of_group: dict[str, str] = {}
    for key in sorted(groups):
        entity = _entity(key, groups[key], fixed)
        of_group[key] = entity.id
        entities[entity.id] = _joined(entities.get(entity.id), entity)
    own: dict[str, list[tuple[EntityFinding, Entity]]] = {each.brief.id: [] for each in briefs}
    for key, each in zip(keys, members, strict=True):
        own[each.brief].append((each.item, entities[of_group[key]]))
    return Identified(entities=entities, in_brief={brief: _in_brief(held) for brief, held in own.items()})


def same_things(mentions: tuple[NamedIn, ...], curated: Curated) -> tuple[str, ...]:
    """A key for each mention: equal keys name one thing. Not sensitive to the order of the mentions.

    A curated name or alias decides alone. A lone surname is the person of that surname in its brief, else in the
    corpus, where there is one; an acronym and a shortened name of an organisation likewise.
    """
    desk = Desk(curated)
    own = [normal(each.name, each.type) for each in mentions]
    known = _Known(mentions, own)
    return tuple(_key(each, key, known, desk) for each, key in zip(mentions, own, strict=True))


def _key(mention: NamedIn, key: str, known: _Known, desk: Desk) -> str:
    if entry := desk.of_name(key, mention.type, mention.brief):
        return _fixed(entry)
    kind, whole = known.fuller(mention, key)
    entry = desk.of_name(whole, known.kind(mention, key), mention.brief) if whole != key else None
    if entry is None:
        return f"{whole} {kind}" if kind else whole
    return key if desk.parts(entry, key, mention.brief) else _fixed(entry)


def _fixed(entry: CuratedEntity) -> str:
    """The key of a curated entity; no normal form has the sign."""
    return f"={entry.id}"


class _Known:
    """Which names stand where, to look a short one's full form up."""

    def __init__(self, mentions: tuple[NamedIn, ...], keys: list[str]) -> None:
        self._kinds = _kinds(mentions, keys)
        self._apart = {key for key, counted in self._kinds.items() if len(set(counted.values())) > 1}
        self._plainly: dict[str, str] = {}
        self._longer: dict[str, tuple[set[str], set[str]]] = {}
        self._briefs: dict[str, set[str]] = defaultdict(set)
        self._by_acronym: dict[str, set[str]] = defaultdict(set)
        self._beside: dict[str, Counter[str]] = defaultdict(Counter)
        self._by_part: dict[str, set[str]] = defaultdict(set)
        self._called: dict[str, Counter[str]] = defaultdict(Counter)
        self._alone: Counter[str] = Counter()
        self._organizations: set[str] = set()
        whole: set[str] = set()
        people: dict[str, set[str]] = defaultdict(set)
        for each, key in zip(mentions, keys, strict=True):
            if self.kind(each, key) is EntityType.PERSON:
                people[key].add(each.brief)
                continue
            self._briefs[key].add(each.brief)
            if each.type is EntityType.ORGANIZATION:
                self._organizations.add(key)
            for short in _acronyms(each, key):
                self._beside[short][key] += 1
            self._call(each, key)
            whole.add(key)
        for key in whole:
            words = key.split()
            if len(words) > 1:
                for short in acronyms(key):
                    self._by_acronym[short].add(key)
                for cut in range(1, len(words)):
                    self._by_part[" ".join(words[:cut])].add(key)
                    self._by_part[" ".join(words[cut:])].add(key)
        self._people = People(people)

    def _call(self, mention: NamedIn, key: str) -> None:
        """Note the other names of a body or place in a brief, and those that open the full one."""
        self._alone[key] += 1
        for alias in {normal(alias, mention.type) for alias in mention.aliases}:
            self._briefs[alias].add(mention.brief)
            if key.startswith(f"{alias} "):
                self._called[alias][key] += 1

    def kind(self, mention: NamedIn, key: str) -> EntityType:
        """What sort of thing the corpus takes a name for where this brief takes it for another."""
        return self._kinds[key].get(mention.type, mention.type)

    def fuller(self, mention: NamedIn, key: str) -> tuple[str, str]:
        """The sort of thing, where one name is several, and the key of a name's full form, or its own."""
        kind = self.kind(mention, key)
        if kind is EntityType.PERSON:
            whole = self._people.whole(key, mention.brief)
        else:
            whole = self._spelled(mention, key) or self._whole(kind, mention.brief, key) or self._opening(kind, key)
            if whole not in self._plainly:
                self._plainly[whole] = self._plain(whole)
            whole = self._plainly[whole]
        return kind.value if whole in self._apart else "", whole

    def _only(self, found: set[str], brief: str) -> str | None:
        """The one of these that the brief has; else the only one, or the one that is far better known."""
        here = [each for each in found if brief in self._briefs[each]]
        if len(here) == 1 or not found:
            return here[0] if here else None
        ranked = sorted(here or found, key=lambda each: (-len(self._briefs[each]), each))
        others = sum(len(self._briefs[each]) for each in ranked[1:])
        return ranked[0] if len(self._briefs[ranked[0]]) >= WELL_KNOWN * others else None

    def _spelled(self, mention: NamedIn, key: str) -> str | None:
        """What an acronym is short for."""
        if " " in key or len(key) < SHORTEST_ACRONYM or key.upper() not in mention.name.replace(".", ""):
            return None
        beside = self._beside[key]
        if beside:
            return min(beside, key=lambda name: (-beside[name], name))
        whole = self._only(self._by_acronym[key], mention.brief)
        here = whole is not None and mention.brief in self._briefs[whole]
        return whole if here or len(key) >= LONE_ACRONYM else None

    def _whole(self, kind: EntityType, brief: str, key: str) -> str | None:
        """The full form of a shortened name.

        Its last words stand for it where enough briefs have both, its first, or the last alone, where all do.
        """
        if kind is not EntityType.ORGANIZATION:
            return None
        if key not in self._longer:
            self._longer[key] = self._fuller_forms(key)
        opened, longer = self._longer[key]
        if " " not in key and len(longer) > 1 and not opened:
            return None
        whole = self._only(opened or longer, brief)
        if whole is None or whole in opened:
            return whole
        both = len(self._briefs[key] & self._briefs[whole])
        share = BESIDE if " " in key and whole.endswith(f" {key}") else 1.0
        return whole if both and both >= share * len(self._briefs[key]) else None

    def _opening(self, kind: EntityType, key: str) -> str:
        """The body that reports call by a name after they gave it in full, where they do so with no other as often."""
        called = self._called.get(key)
        if kind is not EntityType.ORGANIZATION or not called:
            return self._one_of(key)
        best = min(called, key=lambda each: (-called[each], each))
        known = called[best] >= CALLED and called[best] >= WELL_KNOWN * (called.total() - called[best])
        return best if known and self._alone[key] <= ALONE * called[best] else key

    def _fuller_forms(self, key: str) -> tuple[set[str], set[str]]:
        """The bodies that a name may be short for: those that it opens as a body's name, and others."""
        longer = {
            each
            for each in self._by_part[key] & self._organizations
            if each != HOME + key and not each.endswith(f" and {key}")
        }
        opened = {each for each in longer if _opens(key, each) and not self._is_pair(key, each)}
        return opened, {each for each in longer if not each.startswith(f"{key} and ")}

    def _is_pair(self, key: str, whole: str) -> bool:
        """Whether what follows "and" is a body of its own: two bodies that a report names together."""
        _, _, other = whole.partition(f"{key} and ")
        return len(other.split()) >= LONG and other in self._organizations

    def _one_of(self, key: str) -> str:
        """Members of a people or party, as the corpus calls one of them."""
        one = key.removesuffix("s")
        return one if one != key and EntityType.GROUP in self._kinds.get(one, {}).values() else key

    def _plain(self, key: str) -> str:
        """Tolvik Motors → Tolvik where both are organisations of the corpus; "Velmark Airlines" is no Velmark."""
        words = key.split()
        while len(words) > 1 and words[-1] in TRADES:
            words = words[:-1]
        short = " ".join(words)
        body = self._kinds.get(short, {}).get(EntityType.ORGANIZATION) is EntityType.ORGANIZATION
        return self._home(short if body and short in self._organizations else key)

    def _home(self, key: str) -> str:
        """United States Tide Service → Tide Service where the corpus uses the two for one thing."""
        short = key.removeprefix(HOME)
        if short == key or short not in self._organizations:
            return key
        if len([word for word in short.split() if word not in SMALL]) >= LONG:
            return short
        both = len(self._briefs[key] & self._briefs[short])
        share = 0.0 if short.rsplit(maxsplit=1)[-1] in OFFICES else NATIONAL
        return short if both and both >= share * len(self._briefs[short]) else key


def _opens(key: str, whole: str) -> bool:
    """Whether a name is a body's without what is said last of its task ("… for Tides and Prevention")."""
    if " for " in key or " of " in key:
        return whole.startswith(f"{key} and ")
    return key in CHAMBERS and whole.startswith(f"{key} of ")


def _kinds(mentions: Sequence[NamedIn], keys: Sequence[str]) -> dict[str, dict[EntityType, EntityType]]:
    """For each name, what each sort of thing it was taken for is to count as: most briefs decide.

    A name stays two things, say a place and a person, where enough briefs take it for the other.
    """
    briefs: dict[str, dict[EntityType, set[str]]] = defaultdict(lambda: defaultdict(set))
    for each, key in zip(mentions, keys, strict=True):
        for form in {key, *(normal(alias, each.type) for alias in each.aliases)}:
            briefs[form][each.type].add(each.brief)
    bearers = {word for key, by_kind in briefs.items() if EntityType.PERSON in by_kind for word in _parts(key)}
    return {key: _settled(by_kind, " " in key or key in bearers) for key, by_kind in briefs.items()}


def _parts(key: str) -> tuple[str, ...]:
    """The given name and the surname of a full name."""
    words = key.split()
    return (words[0], words[-1]) if len(words) > 1 else ()


def _settled(by_kind: dict[EntityType, set[str]], may_be_person: bool) -> dict[EntityType, EntityType]:
    """What each sort counts as; a lone name that nobody bears in full is a person only where nothing else is near."""
    if len(by_kind) == 1:
        return {kind: kind for kind in by_kind}
    whole = len(set().union(*by_kind.values()))

    def weight(kind: EntityType) -> tuple[float, EntityType]:
        doubtful = kind is EntityType.PERSON and not may_be_person
        return -len(by_kind[kind]) * (DOUBT if doubtful else 1), kind

    main = min(by_kind, key=weight)
    return {
        kind: kind
        if len(held) >= max(APART_BRIEFS, APART_SHARE * whole)
        and (kind is EntityType.PERSON) is not (main is EntityType.PERSON)
        and may_be_person
        else main
        for kind, held in by_kind.items()
    }


def _acronyms(mention: NamedIn, key: str) -> set[str]:
    """The acronyms that a brief uses for what it names in full."""
    found = {normal(alias, mention.type) for alias in mention.aliases if alias.replace(".", "").isupper()}
    beside = acronym_beside(mention.name) if mention.type is EntityType.ORGANIZATION else None
    found |= {beside} if beside else set()
    return {each for each in found if len(each) >= SHORTEST_ACRONYM and " " not in each} - {key}


def _groups(keys: Sequence[str], members: Sequence[Piece]) -> dict[str, list[EntityFinding]]:
    groups: dict[str, list[EntityFinding]] = defaultdict(list)
    for key, each in zip(keys, members, strict=True):
        groups[key].append(each.item)
    return groups


def _merged(
    keys: Sequence[str], members: Sequence[Piece], desk: Desk, fixed: dict[str, CuratedEntity]
) -> tuple[str, ...]:
    """The keys, where the dossiers that the desk merges into an entity have that entity's."""
    if not desk.merges:
        return tuple(keys)
    into = {}
    for key, held in _groups(keys, members).items():
        entry = None if key in fixed else desk.of_dossier(_entity(key, held, fixed).id)
        into[key] = _fixed(entry) if entry else key
    return tuple(into[key] for key in keys)


def _entity(key: str, members: list[EntityFinding], fixed: dict[str, CuratedEntity]) -> Entity:
    aliases = Counter(alias for item in members for alias in item.aliases)
    curated = fixed.get(key)
    if curated is not None:
        ranked = _ranked(aliases, curated.name)
        return Entity(
            id=curated.id, name=curated.name, type=curated.type, aliases=ranked, same_as=curated.same_as,
            description=curated.description,
        )  # fmt: skip
    forms: Counter[str] = Counter()
    types: Counter[EntityType] = Counter()
    for item in members:
        types[item.type] += len(item.mentions)
        forms[item.name] += len(item.mentions)
    kind = min(types, key=lambda each: (-types[each], each))
    full = {name: count for name, count in forms.items() if normal(name, kind) in (key, _plural(key, kind))}
    full = full or dict(forms)
    name = spelled_out(key) or min(full, key=lambda each: (each.isupper(), -full[each], -len(each), each))
    address = entity_id(kind, name)
    if any(address == each.id for each in fixed.values()):
        address += OTHER
    return Entity(id=address, name=name, type=kind, aliases=_ranked(aliases, name))


def _plural(key: str, kind: EntityType) -> str:
    return f"{key}s" if kind is EntityType.GROUP else key


def _ranked(aliases: Counter[str], name: str) -> tuple[str, ...]:
    ranked = sorted((alias for alias in aliases if alias != name), key=lambda each: (-aliases[each], each))
    return tuple(ranked[:MOST_ALIASES])


def _joined(known: Entity | None, entity: Entity) -> Entity:
    """Two groups whose names make the same address are one entity."""
    if known is None:
        return entity
    aliases = dict.fromkeys((*known.aliases, entity.name, *entity.aliases))
    aliases.pop(known.name, None)
    return replace(known, aliases=tuple(aliases)[:MOST_ALIASES])


def _in_brief(held: list[tuple[EntityFinding, Entity]]) -> tuple[EntityInBrief, ...]:
    found: dict[str, EntityInBrief] = {}
    for item, entity in held:
        name, salience, spans = item.name, max(item.salience, 0.0), item.mentions
        if other := found.get(entity.id):
            name, salience, spans = other.name, max(salience, other.salience), (*other.mentions, *spans)
        by_place = {(span.start, span.end): span for span in spans}
        mentions = tuple(by_place[place] for place in sorted(by_place))
        found[entity.id] = EntityInBrief(entity=entity, name=name, salience=salience, mentions=mentions)
    return tuple(sorted(found.values(), key=lambda one: (-one.salience, one.entity.id)))
