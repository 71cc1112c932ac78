"""Which claims the outlets of a story share, where their numbers differ, and what each leaves out.

Two reports' claims are aligned by the rare words, the meaning, the names and the amounts that they share. Pairs are
joined, nearest first, into rows of at most one claim a report, as long as a claim is near to every claim of its row
(complete link): a wrong alignment does more harm than a missing one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from newsar_build.model.findings import AnalysedBrief, Claim, Span
from newsar_build.model.relations import Cell, ClaimLine, Conflict, EntityInBrief, Omission, Stance
from newsar_build.relate.amounts import Amount, agree, amounts, comparable
from newsar_build.relate.terms import content
from newsar_build.relate.wording import meanings

CLAIMS_EACH = 40
"""Candidates of a report that are compared, most check-worthy first: the rest of a long report is detail."""
ALIGNED = 0.6
"""Closeness (0–1) from which two claims say the same thing; below it pairs share a subject only."""
LINKED = 0.5
"""Closeness that every pair of one row must have: a row may hold two wordings, not two facts."""
WORDS, MEANING, THINGS = 0.5, 0.35, 0.15
"""What shared words, meaning, and shared names and amounts add to the closeness; words are the surest."""
SHARED_WORDS = 3
"""Stems that two claims must share at least: fewer are a subject, not a statement."""
TELLING = 0.25
"""A word in a larger share of a story's claims is its subject and aligns nothing."""
TWICE = 1.5
"""A word that stands in more claims than this times the reports is in several statements of each, however few."""
TELLING_WORDS = 2
"""Shared stems that are not the story's subject."""
SHORTEST = 4
"""Content words of a claim; shorter ones lean on the sentence before them."""
MOST_ROWS = 12
"""Rows of the matrix: as many as a reader takes in."""
LEAST_VOICES = 2
"""Independent voices that carry what another is said to leave out."""
PLAIN_WORDS = 2
"""Shared stems that are no names: what is said of the names must agree too."""
MEASURED = 0.12
"""Added where both claims measure the same thing in the same unit, in the same words around the amount."""
UNSURE = 0.36
"""Closeness from which a claim may be another wording of the row: its outlet is not said to leave it out."""
DENIALS = frozenset({"no", "not", "never", "none", "nobody", "denied", "denies", "deny", "without", "nothing"})
PUNCTUATION = ",.;:“”'\""
NAME_SHARE = 0.5
"""A thing named in more of the story's reports' claims than this is its subject."""
_CAPITALISED = re.compile(r"\b[A-Z]\S*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim of one report with all that it is compared by."""

    brief: str
    outlet: str
    claim: Claim
    words: frozenset[str]
    plain: frozenset[str]
    """The words that stand in lower case: two claims that share names alone share a subject."""
    names: frozenset[str]
    amounts: tuple[Amount, ...]
    denies: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Corroboration:
    """The matrix of a story with its conflicts and omissions."""

    lines: tuple[ClaimLine, ...]
    conflicts: tuple[Conflict, ...]
    omissions: tuple[Omission, ...]


def corroborate(
    members: tuple[AnalysedBrief, ...],
    named: dict[str, tuple[EntityInBrief, ...]],
    independent: tuple[tuple[str, ...], ...],
) -> Corroboration:
    """The claims that several outlets of a story make; `members` in the order filed, `named` by brief."""
    told = [each for member in members for each in _told(member, named[member.brief.id])]
    voice = {brief: number for number, group in enumerate(independent) for brief in group}
    close = closeness(told)
    rows = [row for row in align(told, close) if len({each.outlet for each in row}) > 1]
    ranked = sorted(rows, key=lambda row: _rank(row, voice))[:MOST_ROWS]
    sentences = {member.brief.id: member.analysis.sentences.spans for member in members}
    order = list(dict.fromkeys(member.brief.id for member in members))
    lines, conflicts = [], []
    for place, row in enumerate(ranked):
        line, found = _line(place, row, voice, sentences, order, _unsure(row, told, close))
        lines.append(line)
        conflicts.extend(found)
    outlets = tuple(dict.fromkeys(member.brief.outlet.key for member in members))
    return Corroboration(
        lines=tuple(lines), conflicts=tuple(conflicts), omissions=_omissions(tuple(lines), outlets, members, voice)
    )


def _told(member: AnalysedBrief, named: tuple[EntityInBrief, ...]) -> list[Told]:
    found = []
    for claim in member.analysis.claims.items[:CLAIMS_EACH]:
        words = frozenset(content(claim.text))
        if (
            len(words) < SHORTEST
            or claim.text.startswith(("Said ", "Says "))
            or claim.text.rstrip("”\"' ").endswith("?")
        ):
            continue
        names = frozenset(one.entity.id for one in named for span in one.mentions if _inside(span, claim.evidence))
        lower = claim.text.lower().replace("n’t", " not").replace("n't", " not").split()
        found.append(
            Told(
                brief=member.brief.id,
                outlet=member.brief.outlet.key,
                claim=claim,
                words=words,
                plain=frozenset(content(_CAPITALISED.sub(" ", claim.text))),
                names=names,
                amounts=amounts(claim.text),
                denies=any(word.strip(PUNCTUATION) in DENIALS for word in lower),
            )
        )
    return found


def _inside(span: Span, evidence: tuple[Span, ...]) -> bool:
    return any(each.start <= span.start < each.end for each in evidence)


def align(told: list[Told], close: dict[tuple[int, int], float]) -> list[list[Told]]:
    """Rows of claims that say the same, at most one of each report; claims without a partner are left out."""
    row_of = {index: [index] for index in range(len(told))}
    for (one, other), value in sorted(close.items(), key=lambda item: (-item[1], item[0])):
        if value < ALIGNED:
            break
        left, right = row_of[one], row_of[other]
        if left is right or {told[each].brief for each in left} & {told[each].brief for each in right}:
            continue
        if all(close.get((min(a, b), max(a, b)), 0.0) >= LINKED for a in left for b in right):
            left.extend(right)
            for each in right:
                row_of[each] = left
    rows = {id(row): row for row in row_of.values() if len(row) > 1}
    return sorted(([told[each] for each in sorted(row)] for row in rows.values()), key=lambda row: _key(row[0]))


def _key(told: Told) -> tuple[str, int]:
    return told.brief, told.claim.evidence[0].start


def _unsure(row: list[Told], told: list[Told], close: dict[tuple[int, int], float]) -> tuple[str, ...]:
    """Outlets that may say it in other words: too far to be aligned, too near to be silent."""
    members = {index for index, each in enumerate(told) if any(each is one for one in row)}
    found = {
        told[index].outlet
        for pair, value in close.items()
        if value >= UNSURE and members & set(pair)
        for index in pair
        if index not in members
    }
    return tuple(sorted(found - {each.outlet for each in row}))


def closeness(told: list[Told]) -> dict[tuple[int, int], float]:
    """How near the claims of different outlets are, 0–1, by their places; those that share too little are left out."""
    most = TWICE * len({each.brief for each in told})
    held = Counter(word for each in told for word in each.words)
    weight = {word: math.log(1 + len(told) / count) for word, count in held.items()}
    common = {word for word, count in held.items() if count > max(most, TELLING * len(told))}
    subjects = _subjects(told)
    vectors = meanings(each.claim.text for each in told)
    alike = vectors @ vectors.T
    found = {}
    for one, other in combinations(range(len(told)), 2):
        a, b = told[one], told[other]
        shared = a.words & b.words
        measured = _measured_alike(a, b, common)
        few = len(shared) < SHARED_WORDS or len(shared - common) < TELLING_WORDS
        few = few or len(a.plain & b.plain) < PLAIN_WORDS
        if (few and not measured) or a.outlet == b.outlet or not _may_match(a, b):
            continue
        mass = [sum(weight[word] for word in sorted(words)) for words in (shared, a.words, b.words)]
        words = mass[0] / math.sqrt(mass[1] * mass[2])
        near = MEASURED if measured else 0.0
        value = near + WORDS * words + MEANING * max(0.0, float(alike[one, other])) + THINGS * _things(a, b, subjects)
        found[one, other] = round(min(1.0, value), 6)
    return found


def _subjects(told: list[Told]) -> frozenset[str]:
    """The things that the whole story is about: that two claims name one of them says nothing."""
    briefs = {each.brief for each in told}
    holders: dict[str, set[str]] = {}
    for each in told:
        for name in each.names:
            holders.setdefault(name, set()).add(each.brief)
    return frozenset(name for name, named in holders.items() if len(named) > max(2, NAME_SHARE * len(briefs)))


def _may_match(one: Told, other: Told) -> bool:
    """A claim and its denial, or claims of different days, are not one claim."""
    days = [frozenset(each.low for each in told.amounts if each.unit == "date") for told in (one, other)]
    if one.denies != other.denies:
        return False
    return not (days[0] and days[1] and not days[0] & days[1])


def _measured_alike(one: Told, other: Told, common: set[str]) -> bool:
    """Whether two amounts of one unit stand among the same words, at least one of them no subject of the story."""
    for a in one.amounts:
        for b in other.amounts:
            near = a.about & b.about if comparable(a, b) and a.unit != "date" else frozenset()
            if len(near) + bool(a.head) >= TELLING_WORDS and near - common:
                return True
    return False


def _things(one: Told, other: Told, subjects: frozenset[str]) -> float:
    """1 where the claims share a name or an equal amount, half where both count the same thing in other numbers."""
    pairs = [agree(a, b) for a in one.amounts for b in other.amounts if comparable(a, b)]
    if pairs:
        return 1.0 if all(pairs) else 0.5
    return 1.0 if (one.names & other.names) - subjects else 0.0


def _rank(row: list[Told], voice: dict[str, int]) -> tuple[int, float, tuple[str, int]]:
    worth = max(each.claim.check_worthiness for each in row)
    return -len({voice[each.brief] for each in row}), -worth, _key(row[0])


def _line(
    place: int,
    row: list[Told],
    voice: dict[str, int],
    sentences: dict[str, tuple[Span, ...]],
    order: list[str],
    unsure: tuple[str, ...],
) -> tuple[ClaimLine, list[Conflict]]:
    """The row as the matrix shows it: worded as most voices have it, the others agree with that or differ."""
    row = sorted(row, key=lambda each: order.index(each.brief))
    model = max(row, key=lambda each: (_support(each, row, voice), -len(each.claim.text), -order.index(each.brief)))
    cells: dict[str, Cell] = {}
    conflicts = []
    own = _cell(model, Stance.AGREES, sentences)
    for each in row:
        pair = conflicting(model, each)
        if each is not model and pair:
            cell = _cell(each, Stance.DIFFERS, sentences, pair[1].text)
            conflicts.append(Conflict(line=place, sides=((pair[0].text, own), (pair[1].text, cell))))
        else:
            cell = _cell(each, Stance.AGREES, sentences)
        cells.setdefault(each.outlet, cell)
    line = ClaimLine(
        text=model.claim.text,
        brief=model.brief,
        voices=len({voice[each.brief] for each in row}),
        first=row[0].outlet,
        unsure=unsure,
        cells=tuple(cells.values()),
    )
    return line, conflicts


def _support(one: Told, row: list[Told], voice: dict[str, int]) -> int:
    return len({voice[each.brief] for each in row if conflicting(one, each) is None})


def conflicting(one: Told, other: Told) -> tuple[Amount, Amount] | None:
    """The first two amounts of one quantity that do not agree; None where any such pair does."""
    for a in one.amounts:
        pairs = [b for b in other.amounts if a.unit != "date" and comparable(a, b)]
        backed = any(agree(a, b) for b in pairs)
        mirrored = any(comparable(c, b) and agree(c, b) for c in one.amounts for b in pairs)
        if pairs and not backed and not mirrored:
            return a, pairs[0]
    return None


def _cell(told: Told, stance: Stance, sentences: dict[str, tuple[Span, ...]], amount: str = "") -> Cell:
    span = told.claim.evidence[0]
    number = max(1, sum(sentence.start <= span.start for sentence in sentences[told.brief]))
    return Cell(
        outlet=told.outlet, brief=told.brief, stance=stance, text=told.claim.text, evidence=span, sentence=number,
        amount=amount,
    )  # fmt: skip


def _omissions(
    lines: tuple[ClaimLine, ...], outlets: tuple[str, ...], members: tuple[AnalysedBrief, ...], voice: dict[str, int]
) -> tuple[Omission, ...]:
    """Rows that enough voices carry, none of them the outlet's own."""
    voices: dict[str, set[int]] = {}
    for member in members:
        voices.setdefault(member.brief.outlet.key, set()).add(voice[member.brief.id])
    found = []
    for outlet in outlets:
        missing = tuple(
            place
            for place, line in enumerate(lines)
            if outlet not in {*line.unsure, *(cell.outlet for cell in line.cells)}
            and len({voice[cell.brief] for cell in line.cells} - voices[outlet]) >= LEAST_VOICES
            and not {voice[cell.brief] for cell in line.cells} & voices[outlet]
        )
        if missing:
            found.append(Omission(outlet=outlet, lines=missing))
    return tuple(found)
