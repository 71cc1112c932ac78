"""Which names in one report are one thing: the short forms and the full one that they stand for.

A report names a thing in full first and by a part of the name later. So a lone first word stands for a body only where
the full name came before it, and never where it names a place or a people. Two people who share a surname stay apart;
the surname alone means the one who is named in full far more often, else neither.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from newsar_build.analyse import lexicon
from newsar_build.model.findings import EntityType, Span
from newsar_build.model.nicknames import are_kin

SHORT = 2
"""Letters: a body's first or last word must be longer to stand for its whole name ("Gilead" for "Gilead Sciences")."""
OPENING = 4
"""Letters of the opening of a first word that stands for a body at most: "the Fed", but not "the Nation"."""
SHOUTED = 5
"""Letters from which a word in capitals is hardly an acronym."""
LEGAL = frozenset(
    ["Inc", "Corp", "Corporation", "Co", "Company", "Ltd", "Limited", "LLC", "LLP", "PLC", "plc", "AG", "SA"]
)
"""Legal forms: with one or without, it is the same company."""
LONGEST_ACRONYM = 8
"""Letters, of what stands in brackets after a name and is its acronym."""
MAIN = 2
"""Times as often as a namesake somebody must be named in full for the surname alone to mean them."""
_OR = re.compile(r", or (?:the )?(?P<short>\w+),")
SLIPS = 2
"""Mentions that the tagger may take for no person all alike and be wrong."""
CHAMBERS = frozenset({"House", "Senate", "Congress", "Parliament", "Assembly", "Council", "Cabinet", "Court"})
"""Bodies of which a report may speak beside another whose name ends so ("the House" beside "the White House")."""
GENERATIONS = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
"""What tells a son from a father of the same name; it is no surname."""
_NATIONS = frozenset(["U.S", "US", "U.K", "UK"])
"""Words before a body's name that its acronym may leave out."""
PLACES = frozenset({EntityType.LOCATION, EntityType.GROUP})

Named = tuple[str, EntityType, Span]


@dataclass(slots=True)
class Thing:
    """Mentions found to name the same thing; `full` is the fullest of its names, `first` where that comes first."""

    type: EntityType
    full: str
    first: int
    mentions: list[tuple[str, Span]] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The forms used, the fullest first, one in capitals after one that is not."""
        counts = Counter(name for name, _ in self.mentions)
        return sorted(
            counts, key=lambda name: (-len(name.split()), name.isupper(), -counts[name], -len(name), name)
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Group:
    """The mentions of one written form; `kinds` says what each was taken for, `places` whether it can be a place."""

    name: str
    type: EntityType
    mentions: list[tuple[str, Span]]
    kinds: Counter[EntityType]
    places: bool

    @property
    def first(self) -> int:
        return self.mentions[0][1].start


def merged(text: str, mentions: Sequence[Named]) -> list[Thing]:
    """Longer names first; a shorter one joins the one longer name that it can stand for.

    `mentions` in the order of the text.
    """
    groups = _groups(mentions)
    beside = _in_brackets(text, groups)
    things: list[Thing] = []
    for group in sorted(groups, key=lambda each: (-len(each.name.split()), each.mentions[0][1])):
        fitting = _introduced(group, [thing for thing in things if _stands_for(text, group, thing, beside)])
        fitting = [thing for thing in fitting if thing.type is group.type] or fitting
        if len(fitting) > 1 and fitting[0].type is EntityType.PERSON:
            fitting = [main] if (main := _main(fitting)) else []
        if len(fitting) == 1:
            fitting[0].mentions.extend(group.mentions)
        else:
            things.append(Thing(type=group.type, full=group.name, first=group.first, mentions=list(group.mentions)))
    return things


def _introduced(group: _Group, fitting: list[Thing]) -> list[Thing]:
    """Without those who are named in full only later, where a body that the name opens was named before it.

    "Tolvik Motors … Tolvik … its head, Ida Tolvik": a surname does not come before the one who bears it.
    """
    known = [thing for thing in fitting if thing.first < group.first]
    body = any(thing.type is EntityType.ORGANIZATION for thing in known)
    return known if body and EntityType.ORGANIZATION in group.kinds else fitting


def folded(name: str) -> str:
    """A name without case, and an acronym without stops: the form in which spellings of one name meet."""
    plain = name.replace(".", "")
    return (plain if plain.isupper() else name).casefold()


def _groups(mentions: Sequence[Named]) -> list[_Group]:
    by_name: dict[str, list[Named]] = {}
    for mention in mentions:
        by_name.setdefault(folded(mention[0]), []).append(mention)
    return [_group(held) for held in by_name.values()]


def _group(held: list[Named]) -> _Group:
    """What most mentions say that are not in capitals, which hide what a word is; what comes first where they tie.

    A word in capitals is a place if it opens a dateline, or stands so alone and was once taken for one.
    """
    telling = [each for each in held if not shouted(each[0])] or held
    kinds = Counter(kind for _, kind, _ in telling)
    name = telling[0][0]
    places = bool(PLACES & kinds.keys()) or name in _places()
    dated = any(kind is EntityType.LOCATION and span.start == 0 and shouted(each) for each, kind, span in held)
    place = dated or (shouted(name) and EntityType.LOCATION in kinds)
    kind = EntityType.LOCATION if place else kinds.most_common(1)[0][0]
    return _Group(name, kind, [(name, span) for name, _, span in held], kinds, places)


def _places() -> frozenset[str]:
    return lexicon.words("entities_places")


def shouted(name: str) -> bool:
    """Whether a name is in capitals and too long for most acronyms."""
    return name.isupper() and len(name) >= SHOUTED


def _in_brackets(text: str, groups: Sequence[_Group]) -> set[tuple[str, str]]:
    """(acronym, full name) where brackets give the one right after the other."""
    bodies = [group for group in groups if group.type is EntityType.ORGANIZATION]
    ends = sorted((span.end, group.name) for group in bodies for _, span in group.mentions)
    found = set()
    for group in (each for each in groups if EntityType.ORGANIZATION in each.kinds):
        short = group.name.replace(".", "")
        if not (short.isupper() and 1 < len(short) <= LONGEST_ACRONYM) or group.name in _places():
            continue
        for _, span in group.mentions:
            if re.search(r"[(\[]\s?[\"“]?(?:the )?\Z", text[max(0, span.start - 7) : span.start]):
                place = bisect_left(ends, (span.start, "")) - 1
                if place >= 0 and not text[ends[place][0] : span.start].strip(' (["“the'):
                    full = ends[place][1]
                    if _spelled(short, full) or (span.start == group.first and " " in full):
                        found.add((group.name, full))
    return found | set(_called(text, groups, bodies))


def _called(text: str, groups: Sequence[_Group], bodies: Sequence[_Group]) -> Iterator[tuple[str, str]]:
    """(acronym written as a word, full name) where the one follows the other: "…, or Chord,"."""
    names = {group.name for group in groups}
    for body in (each for each in bodies if " " in each.name):
        for _, span in body.mentions:
            found = _OR.match(text, span.end)
            if found is not None and found["short"] in names and _spelled(found["short"], body.name):
                yield found["short"], body.name


def _spelled(short: str, full: str) -> bool:
    """Whether the letters of an acronym stand in the name in their order, the first of them first."""
    rest = iter(full.casefold())
    return full[:1].casefold() == short[:1].casefold() and all(sign in rest for sign in short.casefold())


def _stands_for(text: str, group: _Group, thing: Thing, beside: set[tuple[str, str]]) -> bool:
    name, full = group.name, thing.full
    if thing.type is EntityType.PERSON:
        slip = group.type is not EntityType.LOCATION and (
            len(group.mentions) <= SLIPS or _is_surname(text, group, thing)
        )
        return (slip or EntityType.PERSON in group.kinds) and _is_person(name, full)
    if (name, full) in beside:
        return True
    plain = name.replace(".", "")
    if plain.isupper() and len(plain) > 1 and " " not in plain and " " in full:
        numbered = full.partition(" ")[0] == name and full.partition(" ")[2].isdigit()
        short = plain in _initials(full) and plain != full.partition(" ")[0].replace(".", "")
        place = group.places and thing.type is EntityType.ORGANIZATION
        return group.type is thing.type and ((short and not place) or numbered)
    words, longer = name.split(), full.split()
    if len(words) >= len(longer) or group.type not in (thing.type, EntityType.PERSON):
        return False
    if len(words) > 1 and longer[-len(words) :] == words:
        return True
    return thing.type is EntityType.ORGANIZATION and not group.places and _is_body(text, group, thing, longer)


def _is_surname(text: str, group: _Group, person: Thing) -> bool:
    """Whether what was taken for a body is the surname of somebody who was named in full before it."""
    name = group.name
    plain = (
        re.sub("[’'-]", "", name).isalpha() and not name.isupper() and group.first > person.first and " " in person.full
    )
    return plain and not any(text[: span.start].endswith(("the ", "The ")) for _, span in group.mentions)


def _is_body(text: str, group: _Group, thing: Thing, longer: list[str]) -> bool:
    """Whether the first words, "the" and the last, or "the" and the opening of the first ("the Fed") stand for a body.

    It must have been named in full before.
    """
    words = group.name.split()
    if longer[: len(words)] == words and longer[len(words)] == "and" and {"for", "of"} & set(words):
        return True
    if longer[: len(words)] == words and all(word.strip(",.") in LEGAL for word in longer[len(words) :]):
        return True
    if len(words[0]) <= SHORT or group.first < thing.first:
        return False
    if longer[: len(words)] == words:
        return True
    definite = [text[: span.start].endswith(("the ", "The ")) for _, span in group.mentions]
    if len(name := words[0]) <= OPENING and words == [name] and longer[0].startswith(name) and longer[0].isalpha():
        return any(definite)
    return longer[-1:] == words and all(definite) and words[0] not in CHAMBERS


def _is_person(name: str, full: str) -> bool:
    """Whether a form of a name is a form of the full one: given name, surname, or both without what is between."""
    words, longer = _bare(name), _bare(full)
    if not words or not longer:
        return False
    if _generation(name) != _generation(full) and (_generation(name) or len(words) > 1):
        return False
    if len(words) == 1:
        return words[0] in (longer[0], longer[-1])
    if longer[-len(words) :] == words:
        return True
    return words[-1] == longer[-1] and _agree(words[:-1], longer[:-1])


def _agree(given: list[str], longer: list[str]) -> bool:
    """Given names that are equal or kin, of which one lot leaves out or shortens to an initial what the other has."""
    return are_kin(given[0].casefold(), longer[0].casefold()) and all(
        _same_initial(one, other) for one, other in zip(given[1:], longer[1:], strict=False)
    )


def _same_initial(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _bare(name: str) -> list[str]:
    words = [word.rstrip(".,") for word in name.split()]
    while len(words) > 1 and words[-1] in GENERATIONS:
        words = words[:-1]
    return words


def _generation(name: str) -> str:
    last = name.rsplit(maxsplit=1)[-1].rstrip(".")
    return last if last in GENERATIONS else ""


def _main(namesakes: list[Thing]) -> Thing | None:
    """The one who is named in full so much more than the others that the surname alone means them."""
    counts = [sum(" " in name for name, _ in thing.mentions) for thing in namesakes]
    most, next_most = sorted(counts, reverse=True)[:2]
    return namesakes[counts.index(most)] if most >= MAIN * next_most else None


def _initials(name: str) -> set[str]:
    """The acronyms that a name can have: its capitals, also without what follows "and"."""
    words = name.replace("-", " ").split()
    whole = "".join(word[0] for word in words if word[0].isupper())
    before = "".join(word[0] for word in words[: words.index("and")] if word[0].isupper()) if "and" in words else whole
    home = whole[1:] if words[0].rstrip(".") in _NATIONS and len(whole) > SHORT else whole
    return {whole, before, home}
