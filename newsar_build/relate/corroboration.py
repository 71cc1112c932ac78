"""Which claims the outlets of a story share, where their numbers differ, and what each leaves out.

Two reports' claims are aligned by the rare words, the meaning, the names and the amounts that they share. Pairs are
joined, nearest first, into rows of at most one claim a report, as long as a claim is near to every claim of its row
(complete link): a wrong alignment does more harm than a missing one. Numbers are aligned apart, clause by clause
(`figures.py`); those of one quantity join the row of the claims that they stand in, or make a row of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from newsar_build.model.findings import AnalysedBrief
from newsar_build.model.relations import Change, ClaimLine, Conflict, EntityInBrief, Omission
from newsar_build.relate.aligning import align
from newsar_build.relate.figures import figures_of
from newsar_build.relate.matrix import Row, draw, rows_of
from newsar_build.relate.moments import moments_of
from newsar_build.relate.silence import Silence
from newsar_build.relate.statements import closeness, told_of

ALIGNED = 0.55
"""Closeness (0–1) from which two claims say the same thing; below it pairs share a subject only."""
LINKED = 0.47
"""Closeness that every pair of one row must have: a row may hold two wordings, not two facts."""
MOST_ROWS = 12
"""Rows of the matrix: as many as a reader takes in; rows with a conflict or a change are always shown."""
LEAST_VOICES = 2
"""Independent voices that carry a row beside others, and what another is said to leave out."""
PLAIN_WORTH = 0.5
"""Check-worthiness of a number that stands in none of the claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corroboration:
    """The matrix of a story with its conflicts, changes and omissions."""

    lines: tuple[ClaimLine, ...]
    conflicts: tuple[Conflict, ...]
    changes: tuple[Change, ...]
    omissions: tuple[Omission, ...]


def corroborate(
    members: tuple[AnalysedBrief, ...],
    named: dict[str, tuple[EntityInBrief, ...]],
    independent: tuple[tuple[str, ...], ...],
) -> Corroboration:
    """The claims that several outlets of a story make; `members` in the order filed, `named` by brief."""
    told = [each for member in members for each in told_of(member, named[member.brief.id])]
    figures = [each for member in members for each in figures_of(member, named[member.brief.id])]
    moments = [each for member in members for each in moments_of(member, named[member.brief.id])]
    voice = {brief: number for number, group in enumerate(independent) for brief in group}
    order = {member.brief.id: place for place, member in enumerate(members)}
    claims = [row for row in align(told, closeness(told), ALIGNED, LINKED) if any(each.stands for each in row)]
    rows = [row for row in rows_of(claims, figures, moments) if len(row.outlets) > 1]
    ranked = sorted(_carried(rows, voice), key=lambda row: _rank(row, voice, order))
    silence = Silence(members)
    drawn: list[tuple[ClaimLine, list[Conflict], list[Change]]] = []
    for row in ranked:
        if len(drawn) < MOST_ROWS or row.differences:
            made = draw(row, len(drawn), members, voice, silence)
            if row.differences or not _told_before(made[0], drawn):
                drawn.append(made)
    lines = tuple(line for line, _, _ in drawn)
    outlets = tuple(dict.fromkeys(member.brief.outlet.key for member in members))
    return Corroboration(
        lines=lines,
        conflicts=tuple(each for _, conflicts, _ in drawn for each in conflicts),
        changes=tuple(each for _, _, changes in drawn for each in changes),
        omissions=_omissions(lines, outlets, members, voice),
    )


def _told_before(line: ClaimLine, drawn: list[tuple[ClaimLine, list[Conflict], list[Change]]]) -> bool:
    """Whether a row before shows all that this one shows: the same sentences of the same reports."""
    places = {(cell.brief, cell.sentence) for cell in line.told}
    return any(places <= {(cell.brief, cell.sentence) for cell in before.told} for before, _, _ in drawn)


def _carried(rows: list[Row], voice: dict[str, int]) -> list[Row]:
    """The rows that several voices have a part in, and copies that differ; where there is none, all that copies share.

    Beside what independent voices tell, the sentences of one text in two outlets only bury it.
    """
    several = [row for row in rows if row.differences or len(_voices(row, voice)) >= LEAST_VOICES]
    return several or rows


def _voices(row: Row, voice: dict[str, int]) -> set[int]:
    return {voice[brief] for brief, _ in row.places}


def _rank(row: Row, voice: dict[str, int], order: dict[str, int]) -> tuple[int, float, int, int]:
    worth = max((each.claim.check_worthiness for each in row.claims), default=PLAIN_WORTH)
    first, start = min((order[brief], start) for brief, start in row.places)
    return -len(_voices(row, voice)), -worth, first, start


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
            if outlet not in {cell.outlet for cell in line.cells}
            and len({voice[cell.brief] for cell in line.told} - voices[outlet]) >= LEAST_VOICES
            and not {voice[cell.brief] for cell in line.told} & voices[outlet]
        )
        if missing:
            found.append(Omission(outlet=outlet, lines=missing))
    return tuple(found)
