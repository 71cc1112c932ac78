"""From which sides a story is told: lean by rater, blindspots, whom each outlet quotes.

Each rater is counted alone: scales differ, and a mean of raters is nobody's rating. Unknown stays unknown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from newsar_build.model.brief import Outlet, Rating
from newsar_build.model.findings import AnalysedBrief
from newsar_build.model.relations import Blindspot, Coverage, EntityInBrief, Quoted, RaterBins, Story
from newsar_build.relate.corroboration import Corroboration, corroborate
from newsar_build.relate.memory import FORGETFUL, Memory

BLINDSPOT_TOLD = 2
"""Independent voices that must tell what a side is silent on: one alone may simply be first."""
BLINDSPOT_SILENT = 2
"""Outlets rated on the silent side that could have told it: the silence of one is chance."""
MOST_QUOTED = 12
"""Voices that the page lists."""
SIDES = {
    Rating.LEFT: "left", Rating.CENTER_LEFT: "left", Rating.CENTER: "", Rating.CENTER_RIGHT: "right",
    Rating.RIGHT: "right",
}  # fmt: skip


def cover(
    story: Story,
    members: tuple[AnalysedBrief, ...],
    named: dict[str, tuple[EntityInBrief, ...]],
    archive: tuple[Outlet, ...],
    memory: Memory = FORGETFUL,
) -> Coverage:
    """How the outlets of a story tell it; `members` in the order filed, `archive` all outlets that have a brief.

    The matrix, which costs most, depends on the members alone and is remembered.
    """
    outlets = tuple({member.brief.outlet.key: member.brief.outlet for member in members}.values())
    inputs = (
        *((member.brief, member.analysis, _read_of(named[member.brief.id])) for member in members),
        story.independent,
    )
    matrix = memory.recall("matrix", Corroboration, inputs, lambda: _matrix(story, members, named))
    voice = _voices(members, story.independent)
    whole = blindspots(tuple(outlet.key for outlet in outlets), archive, voice, None)
    lines = (
        spot
        for place, line in enumerate(matrix.lines)
        for spot in blindspots(tuple(cell.outlet for cell in line.told), outlets, voice, place, line.unsure)
    )
    return Coverage(
        story=story.id,
        outlets=tuple(outlet.key for outlet in outlets),
        voices=len(story.independent),
        lines=matrix.lines,
        conflicts=matrix.conflicts,
        changes=matrix.changes,
        omissions=matrix.omissions,
        blindspots=(*whole, *lines),
        lean=lean_by_rater(outlets),
        quoted=quoted(members, named),
    )


def _matrix(
    story: Story, members: tuple[AnalysedBrief, ...], named: dict[str, tuple[EntityInBrief, ...]]
) -> Corroboration:
    """Made without the aliases, which move with the corpus and which no matrix reads."""
    plain = {
        member.brief.id: tuple(
            replace(each, entity=replace(each.entity, aliases=(), same_as=(), description=""))
            for each in named[member.brief.id]
        )
        for member in members
    }
    return corroborate(members, plain, story.independent)


def _read_of(entities: tuple[EntityInBrief, ...]) -> str:
    """All of a brief's entities that a matrix may read, as one text: to digest each would cost more than the rest."""
    return repr(
        [
            (one.entity.id, one.entity.name, one.entity.type.value, one.name, one.salience,
             [(span.start, span.end) for span in one.mentions])
            for one in entities
        ]
    )  # fmt: skip


def _voices(members: tuple[AnalysedBrief, ...], independent: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    """An outlet's voice; outlets of one owner have the same."""
    number = {brief: place for place, group in enumerate(independent) for brief in group}
    return {member.brief.outlet.key: number[member.brief.id] for member in members}


def blindspots(
    tellers: tuple[str, ...],
    could: tuple[Outlet, ...],
    voice: dict[str, int],
    line: int | None,
    unsure: tuple[str, ...] = (),
) -> tuple[Blindspot, ...]:
    """The sides of each rater's scale that are silent on what the other side tells; one `unsure` is not silent."""
    found = []
    for rater in sorted({lean.rater for outlet in could for lean in outlet.lean}):
        side = {outlet.key: SIDES[lean.rating] for outlet in could for lean in outlet.lean if lean.rater == rater}
        told = {side.get(key, "") for key in tellers}
        heard = told | {side.get(key, "") for key in unsure}
        for silent, other in (("left", "right"), ("right", "left")):
            quiet = tuple(sorted(key for key, each in side.items() if each == silent and key not in tellers))
            loud = len({voice[key] for key in tellers}) >= BLINDSPOT_TOLD and other in told
            if loud and silent not in heard and len(quiet) >= BLINDSPOT_SILENT:
                found.append(Blindspot(rater=rater, side=silent, line=line, told=tellers, silent=quiet))
    return tuple(found)


def lean_by_rater(outlets: tuple[Outlet, ...]) -> tuple[RaterBins, ...]:
    """Each rater's ratings of the outlets, left to right; the outlets that it has not rated come last."""
    found = []
    for rater in sorted({lean.rater for outlet in outlets for lean in outlet.lean}):
        rated = {outlet.key: lean.rating for outlet in outlets for lean in outlet.lean if lean.rater == rater}
        bins = [(str(each), tuple(key for key, rating in rated.items() if rating is each)) for each in Rating]
        unrated = tuple(outlet.key for outlet in outlets if outlet.key not in rated)
        found.append(RaterBins(rater=rater, bins=(*bins, ("", unrated))))
    return tuple(found)


def quoted(members: tuple[AnalysedBrief, ...], named: dict[str, tuple[EntityInBrief, ...]]) -> tuple[Quoted, ...]:
    """Who is quoted, by most outlets first; speakers without a name are nobody in particular."""
    counts: dict[tuple[str, str | None], Counter[str]] = defaultdict(Counter)
    for member in members:
        known = {alias: one.entity for one in named[member.brief.id] for alias in (one.name, one.entity.name)}
        for attribution in member.analysis.attributions.items:
            speaker = known.get(attribution.speaker or "")
            if speaker:
                counts[speaker.name, speaker.id][member.brief.outlet.key] += 1
    ranked = sorted(counts.items(), key=lambda item: (-len(item[1]), -item[1].total(), item[0]))
    return tuple(
        Quoted(name=name, entity=entity, outlets=tuple(sorted(outlets.items())))
        for (name, entity), outlets in ranked[:MOST_QUOTED]
    )
