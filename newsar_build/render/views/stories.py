"""The story page: one event, as each outlet tells it."""

from __future__ import annotations

from collections import Counter

from newsar_build.model.brief import Outlet
from newsar_build.model.findings import AnalysedBrief
from newsar_build.model.pages import Link, RailItem, Site, StoryPage, Table, TableRow, Tile
from newsar_build.model.relations import BriefNeighbours, Coverage, Entity, Story
from newsar_build.render import words
from newsar_build.render.graphs import shape_of
from newsar_build.render.views.brief import claim_rows
from newsar_build.render.views.common import (
    Card,
    brief_target,
    card,
    chrome,
    entity_target,
    origin_words,
    shown_frames,
    teaser,
)  # fmt: skip
from newsar_build.render.views.coverage import coverage_view, first_with

CLAIMS_EACH = 3
"""Claims of each report that the story shows."""
ENTITIES = 12


def story_page(
    site: Site,
    story: Story,
    members: tuple[AnalysedBrief, ...],
    neighbours: tuple[BriefNeighbours, ...],
    coverage: Coverage | None,
) -> StoryPage:
    """A story's page; `members` in the order filed, `neighbours` in the same order, `coverage` of several outlets."""
    cards = [card(member) for member in members]
    outlets = _outlets(members)
    target = f"stories/{story.id}/"
    first = members[0]
    days = (story.last - story.first).days + 1
    articles = {member.brief.id: member.brief.article for member in members}
    alone_first = all(
        first.brief.article.precedes(each.brief.article) for each in members if each.brief.outlet != first.brief.outlet
    )
    opened = f" · first told by {first.brief.outlet.name}" if alone_first else ""
    claims = tuple(
        (one.outlet, claim_rows(member, CLAIMS_EACH), brief_target(one.id))
        for one, member in zip(cards, members, strict=True)
    )
    return StoryPage(
        chrome=chrome(
            site,
            target,
            story.headline,
            f"{words.count(len(outlets), 'outlet')} on one event",
            Link(name="Today", target=""),
            Link(name="Stories", target="stories/"),
            here="Stories",
        ),
        id=story.id,
        rail=(
            RailItem(short="Story", full="Story", value=story.id),
            RailItem(short="First", full="First report", value=_minute(cards[0].iso)),
            RailItem(short="Last", full="Last report", value=_minute(cards[-1].iso)),
            RailItem(short="Briefs", full="Briefs", value=str(len(members))),
        ),
        headline=story.headline,
        dek=(
            f"{words.count(len(outlets), 'outlet')} told this event in {words.count(len(members), 'report')} over "
            f"{words.count(days, 'day')}. {_compared(coverage)}"
        ),
        basis=f"Mean similarity {story.similarity:.2f}{opened}",
        figure=next((one.picture for one in cards if one.picture), None),
        tiles=(
            Tile(name="Outlets", value=str(len(outlets)), unit="", basis=_independence(story, outlets)),
            *(_compared_tiles(coverage) if coverage and coverage.lines else _plain_tiles(members, cards)),
            Tile(
                name="First to last",
                value=str(days),
                unit="days" if days > 1 else "day",
                basis=str(story.first) if days == 1 else f"{story.first} to {story.last}",
            ),
        ),
        wall=tuple(teaser(one) for one in cards),
        origins=tuple(tuple(said for said, _ in origin_words(each)) for each in neighbours),
        lean=words.lean_bins(outlets),
        readings=_readings(members),
        claims=claims,
        timeline=tuple(
            (
                one.iso,
                one.kind.removeprefix("news "),
                one.outlet,
                Link(name=one.headline, target=brief_target(one.id)),
                first_with(one.outlet_key, coverage, articles),
            )
            for one in cards
        ),
        entities=_entities(neighbours),
        coverage=coverage_view(coverage, tuple(outlets), excerpt=site.excerpt) if coverage else None,
    )


def _compared(coverage: Coverage | None) -> str:
    """What the comparison of the reports came to, in a sentence or two."""
    if coverage is None:
        return "Below, what each report led with, how it framed the event, and what it claims."
    if not coverage.lines:
        return "No claim of one could be matched with another’s; below, what each led with and how it framed the event."
    shared = words.count(len(coverage.lines), "claim")
    disputed = len({each.line for each in coverage.conflicts})
    numbers = f"they give different numbers for {disputed} of them" if disputed else "their numbers do not conflict"
    return f"{shared} could be compared between them; {numbers}."


def _independence(story: Story, outlets: list[Outlet]) -> str:
    voices = len(story.independent)
    if voices < len(outlets):
        return f"{words.count(voices, 'independent voice')}; copies and owners count once"
    return "none copies another" if len(outlets) > 1 else "one voice"


def _compared_tiles(coverage: Coverage) -> tuple[Tile, ...]:
    """How many claims were compared, and on how many the outlets agree."""
    lines, conflicts = len(coverage.lines), len({(each.line, each.sides[0]) for each in coverage.conflicts})
    disputed = len({each.line for each in coverage.conflicts})
    return (
        Tile(name="Claims compared", value=str(lines), unit="", basis="each in 2 outlets or more"),
        Tile(name="Uncontested", value=str(lines - disputed), unit=f"of {lines}", basis="no outlet differs"),
        Tile(name="Number conflicts", value=str(conflicts), unit="", basis="one quantity, several numbers"),
    )


def _plain_tiles(members: tuple[AnalysedBrief, ...], cards: list[Card]) -> tuple[Tile, ...]:
    total = f"{sum(one.words for one in cards):,} words together"
    sources = str(sum(one.sources for one in cards))
    claims = sum(len(claim_rows(member, CLAIMS_EACH)) for member in members)
    return (
        Tile(name="Reports", value=str(len(members)), unit="", basis=total),
        Tile(name="Sources", value=sources, unit="", basis="cited, all reports together"),
        Tile(name="Claims", value=str(claims), unit="", basis="shown below, each linked"),
    )


def _minute(iso: str) -> str:
    day, _, time = iso.partition("T")
    return f"{day} · {time[:5]}" if time else day


def _outlets(members: tuple[AnalysedBrief, ...]) -> list[Outlet]:
    return list({member.brief.outlet.key: member.brief.outlet for member in members}.values())


def _readings(members: tuple[AnalysedBrief, ...]) -> Table:
    rows = []
    for member in members:
        analysis, missing = member.analysis, member.analysis.provenance.not_run
        frames = ", ".join(frame.frame for frame in shown_frames(analysis.framing)[:2]) or "none above the threshold"
        cells = (
            words.lean(member.brief.outlet),
            frames,
            words.NOT_SCORED if "tone" in missing else words.plain(analysis.tone.score),
            words.NOT_SCORED if "factuality" in missing else words.plain(analysis.factuality.score),
            str(len(analysis.sources.named)),
        )
        rows.append(
            TableRow(name=member.brief.outlet.name, target=brief_target(member.brief.id), shape="", cells=cells)
        )
    columns = ("Outlet", "Lean", "Frames", "Tone", "Sourcing", "Sources")
    return Table(
        caption="The figures of each report; follow an outlet to its brief for why.", columns=columns, rows=tuple(rows)
    )


def _entities(neighbours: tuple[BriefNeighbours, ...]) -> Table:
    counts: Counter[str] = Counter()
    known: dict[str, Entity] = {}
    for each in neighbours:
        for one in each.entities:
            counts[one.entity.id] += 1
            known[one.entity.id] = one.entity
    ranked = sorted(counts, key=lambda each: (-counts[each], each))[:ENTITIES]
    rows = tuple(
        TableRow(
            name=known[each].name,
            target=entity_target(known[each]),
            shape=shape_of(known[each].type.value),
            cells=(f"{counts[each]} of {len(neighbours)}",),
        )
        for each in ranked
    )
    return Table(caption="", columns=("Entity", "Reports"), rows=rows)
