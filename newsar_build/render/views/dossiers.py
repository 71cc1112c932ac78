"""Dossiers: the pages of entities, topics and sections, and what an outlet's page shares with them."""

from __future__ import annotations

from collections import Counter
from statistics import median

from newsar_build.model.findings import EntityType
from newsar_build.model.pages import (
    Carrier,
    DossierPage,
    Fact,
    Link,
    QuoteRow,
    RailItem,
    Site,
    Table,
    TableRow,
    Tile,
    Use,
)
from newsar_build.model.relations import (
    Entity,
    EntityNeighbours,
    Quote,
    Quoted,
    SaidIn,
    Story,
    TopicNeighbours,
)
from newsar_build.render import words
from newsar_build.render.graphs import SHARED_BRIEFS, graph_view, shape_of, strongest
from newsar_build.render.views.common import (
    Card,
    brief_target,
    chrome,
    companion_rows,
    entity_target,
    plot,
    section_target,
    teaser,
)

QUOTES = 8
"""Quotes of each sort that a dossier shows."""
BRIEFS = 60
"""Briefs that a dossier shows; where it has more, a list of all of them follows."""
USES = 120
"""Rows of an entity's briefs: they take less room than headlines side by side."""
STORIES = 20
"""Stories that a dossier lists; the index has all."""


def entity_page(
    site: Site, found: EntityNeighbours, cards: tuple[Card, ...], stories: tuple[Story, ...], graphs: tuple[Link, ...]
) -> DossierPage:
    """An entity's dossier; `cards` are its briefs, newest first, `graphs` where it is drawn."""
    entity = found.entity
    aliases = _aliases(entity)
    target = entity_target(entity)
    counts = dict(found.briefs)
    sources = {each.brief for each in found.said_in}
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
            RailItem(short="Alias", full="Other names", value=str(len(aliases))),
        ),
        facts=(
            *((Fact(name="Description", value=entity.description),) if entity.description else ()),
            Fact(name="Aliases", value=", ".join(aliases) or "none seen"),
            *(
                Fact(name="Same as", value=each, target=web_address(each))
                for each in entity.same_as or ("no identifier given",)
            ),
            Fact(name="Identity", value="by name; content/entities.yaml overrides"),
        ),
        tiles=(
            Tile(name="Mentions", value=f"{found.mentions:,}", unit="", basis="of the name or an alias"),
            Tile(
                name="Briefs",
                value=f"{len(cards):,}",
                unit="",
                basis=f"{len(found.said_in)} as source, {len(cards) - len(found.said_in)} as subject",
            ),
            _outlets_tile(cards),
            Tile(
                name="Statements",
                value=f"{found.statements:,}",
                unit="",
                basis=f"attributed, {sum(each.direct for each in found.said_in):,} with quoted words",
            ),
            _stories_tile(stories),
        ),
        timeline=plot(found.timeline, "Mentions"),
        measure="Mentions",
        said=found.statements,
        quotes_by=_quotes(site, found.quotes_by, cards),
        about=found.about,
        quotes_about=_quotes(site, found.quotes_about, cards),
        companions=_companions(found),
        graph=graph_view(strongest(found.graph, entity.id), size=SHARED_BRIEFS),
        carriers=_carriers(cards, found.said_in),
        tables=story_tables(stories),
        held=len(cards),
        every=every_brief(target, len(cards), USES),
        uses=tuple(
            Use(
                teaser=teaser(one),
                role="source" if one.id in sources else "subject",
                mentions=counts.get(one.id, 0),
            )
            for one in cards[:USES]
        ),
        more=graphs,
    )


def _aliases(entity: Entity) -> tuple[str, ...]:
    """The other names, each once however it is capitalised."""
    names: dict[str, str] = {entity.name.casefold(): ""}
    for each in entity.aliases:
        names.setdefault(each.casefold(), each)
    return tuple(each for each in names.values() if each)


def topic_page(
    site: Site, found: TopicNeighbours, cards: tuple[Card, ...], stories: tuple[Story, ...], graphs: tuple[Link, ...]
) -> DossierPage:
    """A topic's page; `graphs` are where it is drawn."""
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
        timeline=plot(found.timeline, "Briefs"),
        measure="Briefs",
        about=found.about,
        quotes_about=_quotes(site, found.quotes_about, cards),
        companions=_companions(found),
        graph=graph_view(strongest(found.graph, f"topic/{found.topic.slug}"), size=SHARED_BRIEFS),
        carriers=_carriers(cards),
        tables=(*voices(found.quoted, "Outlets"), *story_tables(stories)),
        held=len(cards),
        every=every_brief(target, len(cards), BRIEFS),
        briefs=tuple(teaser(one) for one in cards[:BRIEFS]),
        more=graphs,
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
        measure="",
        carriers=_carriers(cards),
        tables=story_tables(stories),
        held=len(cards),
        every=every_brief(target, len(cards), BRIEFS),
        briefs=tuple(teaser(one) for one in cards[:BRIEFS]),
    )


def _tiles(
    cards: tuple[Card, ...], first: tuple[str, int, str], second: Tile, sources: int, stories: tuple[Story, ...]
) -> tuple[Tile, ...]:
    days = len({one.day for one in cards})
    return (
        Tile(name=first[0], value=f"{first[1]:,}", unit="", basis=first[2]),
        second,
        Tile(name="Days", value=str(days), unit="", basis="with at least one brief"),
        Tile(name="Statements", value=f"{sources:,}", unit="", basis="attributed in its briefs"),
        _stories_tile(stories),
    )


def _stories_tile(stories: tuple[Story, ...]) -> Tile:
    several = sum(len(story.outlets) > 1 for story in stories)
    return Tile(name="Stories", value=str(several), unit="", basis="told by several outlets")


def _outlets_tile(cards: tuple[Card, ...]) -> Tile:
    outlets = len({one.outlet for one in cards})
    return Tile(name="Outlets", value=str(outlets), unit="", basis=f"of {words.count(len(cards), 'brief')}")


def list_target(target: str) -> str:
    """The list of all briefs of the dossier at `target`."""
    return f"{target}briefs/"


def every_brief(target: str, held: int, shown: int) -> Link | None:
    """The way to the list of all `held` briefs, where the dossier shows only `shown`."""
    return Link(name=f"All {held:,} briefs", target=list_target(target)) if held > shown else None


def brief_rows(cards: tuple[Card, ...]) -> tuple[TableRow, ...]:
    """Briefs as rows of a list."""
    return tuple(
        TableRow(name=one.headline, target=brief_target(one.id), shape="", cells=(one.day.isoformat(), one.outlet))
        for one in cards
    )


def web_address(address: str | None) -> str | None:
    """The address, where it leads to the web."""
    return address if address and address.startswith(("http://", "https://")) else None


def _quotes(site: Site, quotes: tuple[Quote, ...], cards: tuple[Card, ...]) -> tuple[QuoteRow, ...]:
    """The newest statements, of each sentence the fullest."""
    by_id = {one.id: one for one in cards}
    fullest: dict[tuple[str, int], Quote] = {}
    for quote in quotes:
        known = fullest.setdefault((quote.brief, quote.sentence), quote)
        if len(quote.text) > len(known.text):
            fullest[quote.brief, quote.sentence] = quote
    shown = [quote for quote in fullest.values() if quote.brief in by_id]
    return tuple(
        QuoteRow(
            text=quote.text,
            speaker=quote.speaker or "no source given",
            outlet=by_id[quote.brief].outlet,
            date=words.short_day(by_id[quote.brief].day),
            target=sentence_target(site, quote.brief, quote.sentence),
            where=f"{quote.brief} S{quote.sentence}",
            direct=quote.direct,
        )
        for quote in shown[:QUOTES]
    )


def _companions(found: EntityNeighbours | TopicNeighbours) -> Table | None:
    rows = companion_rows(found.companions)
    caption = "Lift: how many times as often as by chance they appear together, to the nearest of 1, 2, 5, 10 …"
    return Table(caption=caption, columns=("Entity", "Shared", "Lift"), rows=rows) if rows else None


def _carriers(cards: tuple[Card, ...], said_in: tuple[SaidIn, ...] = ()) -> tuple[Carrier, ...]:
    """The outlets of these briefs, those with most first; `said_in` are the statements that the briefs carry."""
    held = Counter((one.outlet, one.outlet_key, one.lean) for one in cards)
    said = {each.brief: each for each in said_in}
    most = max(held.values(), default=1)
    made = []
    for (name, key, lean), count in sorted(held.items(), key=lambda item: (-item[1], item[0])):
        own = [one for one in cards if one.outlet_key == key]
        tones = [one.tone for one in own if one.tone is not None]
        statements = sum(said[one.id].statements for one in own if one.id in said)
        direct = sum(said[one.id].direct for one in own if one.id in said)
        made.append(
            Carrier(
                name=name,
                target=f"outlets/{key}/",
                lean=lean,
                briefs=count,
                share=round(count / most, 3),
                tone=median(tones) if tones else None,
                statements=statements,
                quoted=round(direct / statements, 2) if statements else None,
            )
        )
    return tuple(made)


def voices(quoted: tuple[Quoted, ...], outlets: str) -> tuple[tuple[str, str, Table], ...]:
    """Whom the briefs quote most; `outlets` names the column that tells how many outlets do, where several may."""
    rows = tuple(
        TableRow(
            name=each.name,
            target=f"entities/{each.entity}/" if each.entity else None,
            shape=shape_of((each.entity or "").partition("/")[0].capitalize()),
            cells=(str(sum(count for _, count in each.outlets)), *((str(len(each.outlets)),) if outlets else ())),
        )
        for each in quoted
    )
    columns = ("Voice", "Statements", *((outlets,) if outlets else ()))
    caption = "Statements attributed to somebody named; each dossier has them with their sentences."
    return (("quoted", "Most quoted", Table(caption=caption, columns=columns, rows=rows)),) if rows else ()


def sentence_target(site: Site, brief: str, number: int) -> str:
    """A sentence's place on its brief's page, or the report where only a part of it is shown."""
    return brief_target(brief) + ("#report" if site.excerpt else f"#s{number}")


def story_tables(stories: tuple[Story, ...]) -> tuple[tuple[str, str, Table], ...]:
    """The section of stories, the latest first, or none."""
    if not stories:
        return ()
    latest = sorted(stories, key=lambda story: (-story.last.toordinal(), -len(story.outlets), story.id))[:STORIES]
    rows = tuple(
        TableRow(
            name=story.headline,
            target=f"stories/{story.id}/",
            shape="",
            cells=(str(len(story.outlets)), story.first.isoformat(), story.last.isoformat()),
        )
        for story in latest
    )
    caption = f"The latest {STORIES} of {len(stories):,}." if len(stories) > STORIES else ""
    return (("stories", "Stories", Table(caption=caption, columns=("Story", "Outlets", "First", "Last"), rows=rows)),)
