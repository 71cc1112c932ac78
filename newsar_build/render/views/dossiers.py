"""Dossiers: the pages of entities, topics, outlets and sections."""

from __future__ import annotations

from collections import Counter
from statistics import median

from newsar_build.model.brief import Outlet
from newsar_build.model.findings import EntityType
from newsar_build.model.pages import (
    DossierPage,
    Fact,
    GraphPage,
    Link,
    QuoteRow,
    RailItem,
    Site,
    Table,
    TableRow,
    Teaser,
    Tile,
)
from newsar_build.model.relations import EntityNeighbours, Graph, Quote, Story, TopicNeighbours
from newsar_build.render import words
from newsar_build.render.graphs import graph_view, shape_of, strongest
from newsar_build.render.views.common import (
    Card,
    bars,
    brief_target,
    chrome,
    companion_rows,
    entity_target,
    section_target,
    teaser,
)

QUOTES = 8
"""Quotes of each sort that a dossier shows."""
BRIEFS = 60
"""Briefs that a dossier lists; the feed and the JSON have more."""
FULL_WIDTH, FULL_HEIGHT = 960, 576
"""A page that is a graph has room for a wide one."""


def entity_page(
    site: Site, found: EntityNeighbours, cards: tuple[Card, ...], stories: tuple[Story, ...]
) -> DossierPage:
    """An entity's dossier; `cards` are its briefs, newest first."""
    entity = found.entity
    target = entity_target(entity)
    counts = dict(found.briefs)
    first, last = found.timeline[0].day, found.timeline[-1].day
    outlets = Counter(one.outlet for one in cards)
    crumbs = (Link(name="Today", target=""), Link(name="Entities", target="entities/"))
    return DossierPage(
        chrome=chrome(
            site,
            target,
            entity.name,
            f"{entity.name} in {words.count(len(cards), 'brief')}",
            *crumbs,
            here="Entities",
            feed=f"{target}feed",
        ),
        kicker=entity.type.value,
        shape=shape_of(entity.type.value),
        name=entity.name,
        dek=(
            f"Named {words.count(found.mentions, 'time')} in {words.count(len(cards), 'brief')} of "
            f"{words.count(len(outlets), 'outlet')}; {words.count(found.statements, 'statement')} attributed "
            f"to {'them' if entity.type is EntityType.PERSON else 'it'}."
        ),
        rail=(
            RailItem(short="Type", full="Entity type", value=entity.type.value),
            RailItem(short="Id", full="Entity identifier", value=entity.id.partition("/")[2]),
            RailItem(short="First", full="First seen", value=first.isoformat()),
            RailItem(short="Last", full="Last seen", value=last.isoformat()),
            RailItem(short="Alias", full="Other names", value=str(len(entity.aliases))),
        ),
        facts=(
            *((Fact(name="Description", value=entity.description),) if entity.description else ()),
            Fact(name="Aliases", value=", ".join(entity.aliases) or "none seen"),
            *(
                Fact(name="Same as", value=each, target=_web(each))
                for each in entity.same_as or ("no identifier given",)
            ),
            Fact(name="Identity", value="by name; content/entities.yaml overrides"),
        ),
        tiles=_tiles(
            cards,
            ("Mentions", found.mentions, "of the name or an alias"),
            _outlets_tile(cards),
            found.statements,
            stories,
        ),
        timeline=bars(found.timeline),
        measure="Mentions",
        quotes_by=_quotes(site, found.quotes_by, cards),
        quotes_about=_quotes(site, found.quotes_about, cards),
        companions=_companions(found),
        graph=graph_view(strongest(found.graph, entity.id)),
        tables=(
            ("outlets", "Outlets", _outlet_table(cards)),
            *_story_tables(stories),
        ),
        briefs=tuple(_counted(one, counts.get(one.id, 0)) for one in cards[:BRIEFS]),
        more=Link(name="Graph of its neighbourhood", target=f"{target}graph/"),
    )


def topic_page(site: Site, found: TopicNeighbours, cards: tuple[Card, ...], stories: tuple[Story, ...]) -> DossierPage:
    """A topic's page."""
    target = f"topics/{found.topic.slug}/"
    name = found.topic.name[:1].upper() + found.topic.name[1:]
    crumbs = (Link(name="Today", target=""), Link(name="Topics", target="topics/"))
    outlets = {one.outlet for one in cards}
    return DossierPage(
        chrome=chrome(
            site,
            target,
            name,
            f"{words.count(len(cards), 'brief')} about {found.topic.name}",
            *crumbs,
            here="Topics",
            feed=f"{target}feed",
        ),
        kicker="Topic",
        shape="topic",
        name=name,
        dek=f"{words.count(len(cards), 'brief')} of {words.count(len(outlets), 'outlet')} are about it.",
        rail=(
            RailItem(short="Type", full="Kind of page", value="Topic"),
            RailItem(short="Code", full="IPTC Media Topic", value=found.topic.id),
            RailItem(short="First", full="First seen", value=found.timeline[0].day.isoformat()),
            RailItem(short="Last", full="Last seen", value=found.timeline[-1].day.isoformat()),
        ),
        facts=(Fact(name="Vocabulary", value="IPTC Media Topics"), Fact(name="Code", value=found.topic.id)),
        tiles=_tiles(
            cards, ("Briefs", len(cards), "about it"), _outlets_tile(cards), sum(one.sources for one in cards), stories
        ),
        timeline=bars(found.timeline),
        measure="Mentions",
        quotes_by=(),
        quotes_about=(),
        companions=_companions(found),
        graph=graph_view(strongest(found.graph, f"topic/{found.topic.slug}")),
        tables=(("outlets", "Outlets", _outlet_table(cards)), *_story_tables(stories)),
        briefs=tuple(teaser(one) for one in cards[:BRIEFS]),
        more=Link(name="Graph of its neighbourhood", target=f"{target}graph/"),
    )


def outlet_page(site: Site, outlet: Outlet, cards: tuple[Card, ...], stories: tuple[Story, ...]) -> DossierPage:
    """An outlet's page: its ratings by rater, its volume, its briefs."""
    target = f"outlets/{outlet.key}/"
    crumbs = (Link(name="Today", target=""), Link(name="Outlets", target="outlets/"))
    rows = tuple(
        TableRow(name=lean.rater, target=lean.url, shape="", cells=(words.LEANS[lean.rating], lean.dated))
        for lean in outlet.lean
    )
    ratings = Table(
        caption="Ratings are their raters’ own; Newsar makes none.", columns=("Rater", "Rating", "Dated"), rows=rows
    )
    sections = Counter(one.section for one in cards)
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
            RailItem(short="Type", full="Kind of page", value="Outlet"),
            RailItem(short="Lean", full="Political lean", value=words.lean_with_raters(outlet)),
            RailItem(short="Briefs", full="Briefs in this archive", value=str(len(cards))),
        ),
        facts=(
            Fact(name="Site", value=outlet.url or "not given", target=_web(outlet.url)),
            Fact(name="Country", value=outlet.country or "not given"),
            Fact(name="Owner", value=outlet.owner or "not given"),
        ),
        tiles=_tiles(
            cards,
            ("Briefs", len(cards), "in this archive"),
            _tone_tile(cards),
            sum(one.sources for one in cards),
            stories,
        ),
        timeline=(),
        measure="",
        quotes_by=(),
        quotes_about=(),
        companions=None,
        graph=None,
        tables=(
            *((("ratings", "Lean by rater", ratings),) if rows else ()),
            ("sections", "Sections", _count_table("Section", sections)),
            *_story_tables(stories),
        ),
        briefs=tuple(teaser(one) for one in cards[:BRIEFS]),
        more=None,
    )


def section_page(site: Site, name: str, cards: tuple[Card, ...], stories: tuple[Story, ...]) -> DossierPage:
    """A section's page."""
    target = section_target(name)
    return DossierPage(
        chrome=chrome(
            site,
            target,
            name,
            f"{words.count(len(cards), 'brief')} in {name}",
            Link(name="Today", target=""),
            here="Today",
            feed=f"{target}feed",
        ),
        kicker="Section",
        shape="",
        name=name,
        dek=f"{words.count(len(cards), 'brief')} of {words.count(len({one.outlet for one in cards}), 'outlet')}.",
        rail=(
            RailItem(short="Type", full="Kind of page", value="Section"),
            RailItem(short="Briefs", full="Briefs in this section", value=str(len(cards))),
        ),
        facts=(),
        tiles=_tiles(
            cards,
            ("Briefs", len(cards), "in this section"),
            _outlets_tile(cards),
            sum(one.sources for one in cards),
            stories,
        ),
        timeline=(),
        measure="",
        quotes_by=(),
        quotes_about=(),
        companions=None,
        graph=None,
        tables=(("outlets", "Outlets", _outlet_table(cards)), *_story_tables(stories)),
        briefs=tuple(teaser(one) for one in cards[:BRIEFS]),
        more=None,
    )


def graph_page(site: Site, path: str, name: str, dek: str, graph: Graph, back: Link | None) -> GraphPage:
    """A page that is a graph: a brief's, an entity's, a topic's, or the whole site's."""
    crumbs = (Link(name="Today", target=""), *((back,) if back else ()))
    view = graph_view(graph, width=FULL_WIDTH, height=FULL_HEIGHT)
    return GraphPage(
        chrome=chrome(site, path, name, dek, *crumbs, here="Graph"), name=name, dek=dek, graph=view, back=back
    )


def _tiles(
    cards: tuple[Card, ...], first: tuple[str, int, str], second: Tile, sources: int, stories: tuple[Story, ...]
) -> tuple[Tile, ...]:
    several = sum(len(story.outlets) > 1 for story in stories)
    days = len({one.day for one in cards})
    return (
        Tile(name=first[0], value=f"{first[1]:,}", unit="", basis=first[2]),
        second,
        Tile(name="Days", value=str(days), unit="", basis="with at least one brief"),
        Tile(name="Statements", value=f"{sources:,}", unit="", basis="attributed in its briefs"),
        Tile(name="Stories", value=str(several), unit="", basis="told by several outlets"),
    )


def _outlets_tile(cards: tuple[Card, ...]) -> Tile:
    outlets = len({one.outlet for one in cards})
    return Tile(name="Outlets", value=str(outlets), unit="", basis=f"of {words.count(len(cards), 'brief')}")


def _tone_tile(cards: tuple[Card, ...]) -> Tile:
    tones = [one.tone for one in cards if one.tone is not None]
    value = words.plain(median(tones)) if tones else "–"
    return Tile(name="Median tone", value=value, unit="", basis=f"of {words.count(len(tones), 'scored brief')}")


def _web(address: str | None) -> str | None:
    return address if address and address.startswith(("http://", "https://")) else None


def _quotes(site: Site, quotes: tuple[Quote, ...], cards: tuple[Card, ...]) -> tuple[QuoteRow, ...]:
    by_id = {one.id: one for one in cards}
    return tuple(
        QuoteRow(
            text=quote.text,
            speaker=quote.speaker or "no source given",
            outlet=by_id[quote.brief].outlet,
            date=words.short_day(by_id[quote.brief].day),
            target=brief_target(quote.brief) + ("#report" if site.excerpt else f"#s{quote.sentence}"),
            where=f"{quote.brief} S{quote.sentence}",
            direct=quote.direct,
        )
        for quote in quotes[:QUOTES]
        if quote.brief in by_id
    )


def _companions(found: EntityNeighbours | TopicNeighbours) -> Table | None:
    rows = companion_rows(found.companions)
    caption = "Lift above 1.0 means they appear together more often than chance."
    return Table(caption=caption, columns=("Entity", "Shared", "Lift"), rows=rows) if rows else None


def _outlet_table(cards: tuple[Card, ...]) -> Table:
    names = Counter((one.outlet, one.outlet_key, one.lean) for one in cards)
    rows = []
    for (name, key, lean), count in sorted(names.items(), key=lambda item: (-item[1], item[0])):
        tones = [one.tone for one in cards if one.outlet_key == key and one.tone is not None]
        tone = words.plain(median(tones)) if tones else words.NOT_SCORED
        rows.append(TableRow(name=name, target=f"outlets/{key}/", shape="", cells=(lean, str(count), tone)))
    return Table(
        caption="Tone is the median of an outlet’s briefs here.",
        columns=("Outlet", "Lean", "Briefs", "Tone"),
        rows=tuple(rows),
    )


def _count_table(name: str, counts: Counter[str]) -> Table:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rows = tuple(
        TableRow(name=each, target=section_target(each), shape="", cells=(str(count),)) for each, count in ranked
    )
    return Table(caption="", columns=(name, "Briefs"), rows=rows)


def _story_tables(stories: tuple[Story, ...]) -> tuple[tuple[str, str, Table], ...]:
    if not stories:
        return ()
    rows = tuple(
        TableRow(
            name=story.headline,
            target=f"stories/{story.id}/",
            shape="",
            cells=(str(len(story.outlets)), story.first.isoformat()),
        )
        for story in stories[:20]
    )
    return (("stories", "Stories", Table(caption="", columns=("Story", "Outlets", "First"), rows=rows)),)


def _counted(one: Card, mentions: int) -> Teaser:
    plain = teaser(one)
    return Teaser(
        target=plain.target,
        headline=plain.headline,
        language=plain.language,
        dek=words.count(mentions, "mention"),
        outlet=plain.outlet,
        lean=plain.lean,
        date=plain.date,
        iso=plain.iso,
        kind=plain.kind,
        section=plain.section,
        tone=plain.tone,
        factuality=plain.factuality,
    )
