"""An outlet's page: what it reports and how, whom it quotes, who rates it, and what counts once with another's."""

from __future__ import annotations

from statistics import median

from newsar_build.model.brief import Outlet
from newsar_build.model.pages import (
    DossierPage,
    Fact,
    FrameUseRow,
    Link,
    RailItem,
    ReprintRow,
    Site,
    Table,
    TableRow,
    Tile,
)
from newsar_build.model.relations import OutletNeighbours, Story
from newsar_build.render import words
from newsar_build.render.views.common import Card, brief_target, chrome, plot, teaser
from newsar_build.render.views.dossiers import BRIEFS, every_brief, sentence_target, story_tables, voices, web_address

REPRINTS = 20
"""Briefs counted once with another outlet's that the page lists, newest first."""
TOPICS = 15
"""Topics that the page lists."""


def outlet_page(
    site: Site,
    outlet: Outlet,
    found: OutletNeighbours | None,
    cards: tuple[Card, ...],
    stories: tuple[Story, ...],
    raters: tuple[str, ...],
    sisters: tuple[tuple[str, str, int], ...],
    reprinted: tuple[Card, ...],
) -> DossierPage:
    """An outlet's page. `found` is None where it has no brief.

    `raters` are all who rate an outlet of the site, `sisters` the other outlets of its owner (key, name, briefs),
    `reprinted` the briefs of others that its own count once with.
    """
    target = f"outlets/{outlet.key}/"
    crumbs = (Link(name="Today", target=""), Link(name="Outlets", target="outlets/"))
    direct = f"{found.direct:,} with quoted words" if found else "attributed in its briefs"
    return DossierPage(
        chrome=chrome(
            site,
            target,
            outlet.name,
            f"{words.count(len(cards), 'brief')} from {outlet.name}",
            *crumbs,
            here="Outlets",
            feed=f"{target}feed",
        ),
        kicker="Wire agency" if outlet.wire else "Outlet",
        shape="",
        name=outlet.name,
        dek=f"{words.count(len(cards), 'brief')} in this archive. Lean: {words.lean_with_raters(outlet).lower()}.",
        rail=(
            RailItem(short="Type", full="Kind of page", value="Wire agency" if outlet.wire else "Outlet"),
            RailItem(short="Key", full="Key in outlets.yaml", value=outlet.key),
            RailItem(short="Lean", full="Political lean", value=words.lean_with_raters(outlet)),
            *(
                (
                    RailItem(short="First", full="First brief", value=found.timeline[0].day.isoformat()),
                    RailItem(short="Last", full="Last brief", value=found.timeline[-1].day.isoformat()),
                )
                if found
                else ()
            ),
            RailItem(short="Briefs", full="Briefs in this archive", value=str(len(cards))),
        ),
        facts=(
            Fact(name="Site", value=outlet.url or "not given", target=web_address(outlet.url)),
            Fact(name="Country", value=outlet.country or "not given"),
            Fact(name="Owner", value=outlet.owner or "not given"),
            Fact(name="Same owner", value=_sister_names(outlet, sisters)),
        ),
        tiles=(
            Tile(name="Briefs", value=f"{len(cards):,}", unit="", basis=f"{len({one.day for one in cards})} days"),
            _tone_tile(cards),
            Tile(name="Statements", value=f"{found.statements if found else 0:,}", unit="", basis=direct),
            Tile(
                name="Shared stories",
                value=str(len(found.stories) if found else 0),
                unit="",
                basis=f"first to tell {found.first if found else 0}",
            ),
            Tile(
                name="Counted once",
                value=str(len(found.reprints) if found else 0),
                unit="",
                basis="with another outlet’s report",
            ),
        ),
        timeline=plot(found.timeline if found else (), "Briefs"),
        measure="Briefs",
        frames=_frame_rows(site, found, cards),
        framed=found.framed if found else 0,
        tables=(
            ("ratings", "Lean by rater", _ratings(outlet, raters)),
            *_topic_tables(found),
            *voices(found.quoted if found else (), ""),
            *_sister_tables(sisters),
            *story_tables(stories),
        ),
        reprints=_reprint_rows(found, cards, reprinted),
        held=len(cards),
        every=every_brief(f"outlets/{outlet.key}/", len(cards), BRIEFS),
        briefs=tuple(teaser(one) for one in cards[:BRIEFS]),
    )


def _ratings(outlet: Outlet, raters: tuple[str, ...]) -> Table:
    """Each rater's own rating; who has not rated it says nothing of it, and nothing is inferred."""
    rows = [
        TableRow(name=lean.rater, target=lean.url, shape="", cells=(words.LEANS[lean.rating], lean.dated))
        for lean in outlet.lean
    ]
    silent = [rater for rater in raters if rater not in {lean.rater for lean in outlet.lean}]
    rows += [TableRow(name=rater, target=None, shape="", cells=(words.NOT_RATED, "")) for rater in silent]
    if not rows:
        rows = [TableRow(name="No rater", target=None, shape="", cells=(words.NOT_RATED, ""))]
    return Table(
        caption="Ratings are their raters’ own; Newsar makes none.",
        columns=("Rater", "Rating", "Dated"),
        rows=tuple(rows),
    )


def _sister_names(outlet: Outlet, sisters: tuple[tuple[str, str, int], ...]) -> str:
    if not outlet.owner:
        return "not known"
    return ", ".join(name for _, name, _ in sisters) or "none here"


def _sister_tables(sisters: tuple[tuple[str, str, int], ...]) -> tuple[tuple[str, str, Table], ...]:
    rows = tuple(
        TableRow(name=name, target=f"outlets/{key}/", shape="", cells=(str(count),)) for key, name, count in sisters
    )
    table = Table(caption="Outlets of one owner count once in corroboration.", columns=("Outlet", "Briefs"), rows=rows)
    return (("owner", "Same owner", table),) if rows else ()


def _topic_tables(found: OutletNeighbours | None) -> tuple[tuple[str, str, Table], ...]:
    used = found.topics[:TOPICS] if found else ()
    rows = tuple(
        TableRow(
            name=each.topic.name[:1].upper() + each.topic.name[1:],
            target=f"topics/{each.topic.slug}/",
            shape="topic",
            cells=(str(each.briefs), words.plain(each.share), words.plain(each.elsewhere)),
        )
        for each in used
    )
    caption = "Share of its briefs that are about it, and of the briefs of all other outlets."
    table = Table(caption=caption, columns=("Topic", "Briefs", "Share here", "Elsewhere"), rows=rows)
    return (("topics", "Topics", table),) if rows else ()


def _frame_rows(site: Site, found: OutletNeighbours | None, cards: tuple[Card, ...]) -> tuple[FrameUseRow, ...]:
    day = {one.id: one.day for one in cards}
    return tuple(
        FrameUseRow(
            name=each.frame.value,
            briefs=each.briefs,
            share=each.share,
            elsewhere=each.elsewhere,
            passages=tuple(
                (
                    passage.text,
                    Link(
                        name=f"{words.short_day(day[passage.brief])} · S{passage.sentence}",
                        target=sentence_target(site, passage.brief, passage.sentence),
                    ),
                )
                for passage in each.examples
                if passage.brief in day
            ),
        )
        for each in (found.frames if found else ())
    )


def _reprint_rows(
    found: OutletNeighbours | None, cards: tuple[Card, ...], reprinted: tuple[Card, ...]
) -> tuple[ReprintRow, ...]:
    by_id = {one.id: one for one in (*cards, *reprinted)}
    return tuple(
        ReprintRow(
            iso=by_id[each.brief].iso,
            reason=each.reason.value,
            own=Link(name=by_id[each.brief].headline, target=brief_target(each.brief)),
            outlet=by_id[each.other].outlet,
            other=Link(name=by_id[each.other].headline, target=brief_target(each.other)),
        )
        for each in (found.reprints[:REPRINTS] if found else ())
    )


def _tone_tile(cards: tuple[Card, ...]) -> Tile:
    tones = [one.tone for one in cards if one.tone is not None]
    value = words.plain(median(tones)) if tones else "–"
    return Tile(name="Median tone", value=value, unit="", basis=f"of {words.count(len(tones), 'scored brief')}")
