"""Findings taken apart where one report calls two things by one name.

Inside one report a body's first word is taken for the body, and a surname for the one who bears it there. Where the
corpus shows that the word is something else, a place or a better-known body, that somebody far better known bears the
surname and the report names its own bearer in passing, or where the desk says so, the mentions go their own way.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from newsar_build.model.findings import AnalysedBrief, EntityFinding, EntityType, Span
from newsar_build.relate.curated import Desk
from newsar_build.relate.naming import bare, normal
from newsar_build.relate.people import People

ALONE = 2
"""Times as many briefs that have a name alone as have it for a longer one: then it is a thing of its own."""
PLACES = frozenset({EntityType.LOCATION, EntityType.GROUP})
DIGITS = 3
"""Places to which salience is rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What a brief names. `means` is the normal form of the full name where the brief does not give that itself."""

    brief: str
    item: EntityFinding
    means: str = ""


def pieces_of(briefs: Sequence[AnalysedBrief], desk: Desk) -> list[Piece]:
    """All findings, those that name two things in two."""
    found = [
        _Finding(
            brief=each.brief.id,
            headline=headline,
            key=normal(item.name, item.type),
            item=item,
            forms=_forms(each.brief.article.text, item),
        )
        for each in briefs
        for headline in (f" {normal(each.brief.article.headline, EntityType.EVENT)} ",)
        for item in each.analysis.entities.items
    ]
    known = _Known(found)
    return [piece for each in found for piece in _taken_apart(each, known, desk)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    """What a brief names, with the mentions by how they are written; `key` and `headline` (between blanks) normal."""

    brief: str
    headline: str
    key: str
    item: EntityFinding
    forms: dict[str, list[Span]]


def _forms(text: str, item: EntityFinding) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    for span in item.mentions:
        found[" ".join(text[span.start : span.end].split())].append(span)
    return found


class _Known:
    """In how many briefs a name is a thing's fullest, and in how many it is short for a longer one; and the people."""

    def __init__(self, findings: Sequence[_Finding]) -> None:
        self._alone: dict[str, Counter[EntityType]] = defaultdict(Counter)
        self._short: Counter[tuple[str, str]] = Counter()
        self._elsewhere: Counter[str] = Counter()
        people: dict[str, set[str]] = defaultdict(set)
        for each in findings:
            key, kind = each.key, each.item.type
            self._alone[key][kind] += 1
            for short in {normal(alias, kind) for alias in each.item.aliases}:
                if short != key:
                    self._short[short, key] += 1
                    self._elsewhere[short] += not key.startswith(f"{short} ")
            if kind is EntityType.PERSON:
                people[key].add(each.brief)
        self._people = People(people)

    def told_above(self, found: _Finding) -> str:
        """The one bearer of a lone surname whom the headline names in full, or nobody."""
        if found.item.type is not EntityType.PERSON or " " in found.key:
            return ""
        told = [each for each in self._people.bearers(found.key) if f" {each} " in found.headline]
        return told[0] if len(told) == 1 else ""

    def another(self, short: str, form: str, found: _Finding) -> str | None:
        """The name of the other thing that a short form of a finding is; none where it is no other.

        `short` is the form's normal form.
        """
        if found.item.type is EntityType.PERSON:
            return self._bearer(short, found)
        opens = any(whole.startswith((f"{short} ", f"{bare(form)} ")) for whole in (found.key, bare(found.item.name)))
        body = found.item.type is EntityType.ORGANIZATION
        return short if body and opens and self._is_another(short, found.key) else None

    def _is_another(self, short: str, key: str) -> bool:
        kinds = self._alone.get(short, Counter())
        places = sum(kinds[kind] for kind in PLACES)
        others = kinds.total() + self._elsewhere[short]
        return 2 * places > kinds.total() or others > ALONE * self._short[short, key]

    def _bearer(self, short: str, found: _Finding) -> str | None:
        """Who is far better known by a surname than the one to whom the report's rules gave it.

        The report names that one in passing, or the other in full too.
        """
        famous = self._people.famous(short)
        if famous is None or not found.key.endswith(f" {short}"):
            return None
        full = [span for form, spans in found.forms.items() if " " in form for span in spans]
        lone = [span for form, spans in found.forms.items() if " " not in form for span in spans]
        passing = len(lone) > len(full) and (len(full) == 1 or min(lone) < min(full))
        if famous == self._people.whole(found.key, found.brief):
            return None
        return famous if passing or self._people.named_in(famous, found.brief) else None


def _taken_apart(found: _Finding, known: _Known, desk: Desk) -> Iterator[Piece]:
    item, brief = found.item, found.brief
    own = desk.of_name(found.key, item.type, brief)
    away: dict[str, str] = {}
    for form in found.forms:
        key = normal(form, item.type)
        if key == found.key:
            continue
        entry = desk.of_name(key, item.type, brief)
        if (own is not None and desk.parts(own, key, brief)) or (entry is not None and entry != own):
            away[form] = key
        elif entry is None and (other := known.another(key, form, found)):
            away[form] = other
    if not away:
        yield Piece(brief=brief, item=item, means="" if own else known.told_above(found))
        return
    rest = [form for form in found.forms if form not in away]
    yield Piece(
        brief=brief, item=_part(found, item.name, tuple(form for form in item.aliases if form not in away), rest)
    )
    for form, means in away.items():
        yield Piece(brief=brief, item=_part(found, form, (form,), [form]), means=means)


def _part(found: _Finding, name: str, aliases: tuple[str, ...], forms: Sequence[str]) -> EntityFinding:
    """A finding with some of its mentions, and as much of its salience."""
    mentions = tuple(sorted(span for form in forms for span in found.forms[form]))
    salience = round(found.item.salience * len(mentions) / len(found.item.mentions), DIGITS)
    return replace(found.item, name=name, aliases=aliases, mentions=mentions, salience=salience)
