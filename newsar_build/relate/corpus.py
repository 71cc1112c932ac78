"""All briefs → how they relate. The result depends on the set of briefs, not on their order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from statistics import median

from newsar_build.model.brief import Brief, Kind
from newsar_build.model.findings import AnalysedBrief, Attribution, AttributionMode, Span
from newsar_build.model.names import slug
from newsar_build.model.relations import (
    BriefNeighbours,
    Coverage,
    Edition,
    EntityNeighbours,
    MentionDay,
    Norms,
    Quote,
    Relations,
    SaidIn,
    Story,
    Topic,
    TopicNeighbours,
)  # fmt: skip
from newsar_build.relate.closeness import UNSURVEYED, Survey, survey
from newsar_build.relate.compared import StoryItem
from newsar_build.relate.config import RelateConfig
from newsar_build.relate.connections import (
    Web,
    brief_connections,
    brief_graph,
    salience_in,
    surroundings,
    topic_node,
    weave,
    whole_graph,
)  # fmt: skip
from newsar_build.relate.copies import Origins, copies, copy_item, independent, origins
from newsar_build.relate.curated import Curated
from newsar_build.relate.identity import Identified, identify
from newsar_build.relate.memory import FORGETFUL, Memory
from newsar_build.relate.nearest import RELATED_ENTITIES, nearest
from newsar_build.relate.outlets import outlet_neighbours
from newsar_build.relate.perspective import cover, quoted
from newsar_build.relate.stories import Telling, tell_stories
from newsar_build.relate.story_ids import story_id

MOST_QUOTES = 40
"""Quotes that a dossier shows, newest first."""
QUOTE_LENGTH = 320
"""Code points of a quote in a dossier; the brief has the whole."""


def relate(
    briefs: tuple[AnalysedBrief, ...],
    curated: Curated,
    config: RelateConfig,
    memory: Memory = FORGETFUL,
    known: Survey = UNSURVEYED,
) -> Relations:
    """Stories, entities, topics, connections, editions and norms of a corpus.

    `memory` and `known`, what `survey` made of any corpus, save work: the result does not depend on them.
    """
    ordered = tuple(sorted(briefs, key=lambda each: each.brief.id))
    identified = identify(ordered, curated)
    topics = _topics(ordered)
    web = weave(identified.in_brief, topics, config)
    items = tuple(copy_item(each.brief) for each in ordered)
    known_origins = origins(items, memory)
    copied = copies(items, known_origins)
    reports = story_items(ordered)
    stories = _stories(ordered, tell_stories(reports, survey(reports, known), config), known_origins)
    story_of = {brief: story for story in stories for brief in story.briefs}
    main = {brief: [one.entity.id for one in own[:RELATED_ENTITIES]] for brief, own in identified.in_brief.items()}
    related = nearest(main, {brief: story.briefs for brief, story in story_of.items()}, config.related)
    neighbours = tuple(
        BriefNeighbours(
            brief=each.brief.id,
            entities=identified.in_brief[each.brief.id],
            topics=topics[each.brief.id],
            connections=brief_connections(web, each.brief.id),
            graph=brief_graph(
                web,
                each.brief.id,
                salience_in(identified.in_brief[each.brief.id], topics[each.brief.id], each.analysis.topics.items),
                config,
                memory,
            ),
            story=story_of.get(each.brief.id),
            related=related[each.brief.id],
            copies=copied[each.brief.id],
            credits=known_origins.credits[each.brief.id],
        )
        for each in ordered
    )
    return Relations(
        briefs=neighbours,
        entities=_dossiers(ordered, identified, web, story_of, config),
        topics=_topic_pages(ordered, topics, identified, web, story_of, config),
        outlets=outlet_neighbours(ordered, topics, identified.in_brief, stories, known_origins),
        stories=stories,
        editions=_editions(ordered, story_of),
        graph=whole_graph(web, ordered, identified.in_brief, config, memory),
        norms=_norms(ordered),
        coverage=_coverage(ordered, stories, identified, memory),
    )


def _coverage(
    briefs: tuple[AnalysedBrief, ...], stories: tuple[Story, ...], known: Identified, memory: Memory
) -> tuple[Coverage, ...]:
    """How each story is told that more than one outlet tells."""
    by_id = {each.brief.id: each for each in briefs}
    archive = tuple({each.brief.outlet.key: each.brief.outlet for each in briefs}.values())
    return tuple(
        cover(story, tuple(by_id[brief] for brief in story.briefs), known.in_brief, archive, memory)
        for story in stories
        if len(story.outlets) > 1
    )


def _topics(briefs: tuple[AnalysedBrief, ...]) -> dict[str, tuple[Topic, ...]]:
    return {
        each.brief.id: tuple(Topic(id=one.id, name=one.name, slug=slug(one.name)) for one in each.analysis.topics.items)
        for each in briefs
    }


def story_items(briefs: tuple[AnalysedBrief, ...]) -> tuple[StoryItem, ...]:
    """What stories are told by: the reports in English, whose words are known."""
    return tuple(
        StoryItem(
            id=each.brief.id,
            headline=each.brief.article.headline,
            text=each.brief.article.text,
            filed=each.brief.article.filed,
        )
        for each in briefs
        if each.brief.article.language == "en"
    )


def _stories(briefs: tuple[AnalysedBrief, ...], tellings: tuple[Telling, ...], known: Origins) -> tuple[Story, ...]:
    by_id = {each.brief.id: each.brief for each in briefs}
    found = []
    for told in tellings:
        group = told.ids
        if len(group) > 1:
            members = [by_id[brief] for brief in group]
            found.append(
                Story(
                    id=story_id(group[0]),
                    headline=_heading(members).article.headline,
                    briefs=group,
                    outlets=tuple(sorted({member.outlet.key for member in members})),
                    first=min(member.article.day for member in members),
                    last=max(member.article.day for member in members),
                    similarity=told.likeness,
                    independent=independent(tuple(copy_item(member) for member in members), known),
                    opinions=tuple(member.id for member in members if member.article.kind is Kind.OPINION),
                )
            )
    return tuple(sorted(found, key=lambda story: story.id))


def _heading(members: list[Brief]) -> Brief:
    """Whose headline names a story: the first that reports; an interview or opinion names its speaker or its view."""
    return next((member for member in members if member.article.kind is Kind.NEWS_REPORT), members[0])


def _timeline(days: list[tuple[date, int]]) -> tuple[MentionDay, ...]:
    mentions: dict[date, int] = defaultdict(int)
    briefs: dict[date, int] = defaultdict(int)
    for day, count in days:
        mentions[day] += count
        briefs[day] += 1
    return tuple(MentionDay(day=day, mentions=mentions[day], briefs=briefs[day]) for day in sorted(mentions))


def _newest_first(briefs: tuple[AnalysedBrief, ...]) -> dict[str, int]:
    """Each brief's place among all, the newest first."""
    ranked = sorted(briefs, key=lambda each: each.brief.article.filed, reverse=True)
    return {each.brief.id: place for place, each in enumerate(ranked)}


def _dossiers(
    briefs: tuple[AnalysedBrief, ...], known: Identified, web: Web, story_of: dict[str, Story], config: RelateConfig
) -> tuple[EntityNeighbours, ...]:
    rank = _newest_first(briefs)
    day = {each.brief.id: each.brief.article.day for each in briefs}
    holders: dict[str, dict[str, int]] = defaultdict(dict)
    for brief, entities in known.in_brief.items():
        for one in entities:
            holders[one.entity.id][brief] = len(one.mentions)
    by, about = _quotes(briefs, known)
    found = []
    for each in sorted(known.entities):
        held = holders[each]
        newest = sorted(held, key=rank.__getitem__)
        shown = surroundings(web, each, known.entities, config)
        said = [(brief, quotes) for brief in newest if (quotes := by.get((each, brief)))]
        told = [quote for brief in newest for quote in about.get((each, brief), ())]
        found.append(
            EntityNeighbours(
                entity=known.entities[each],
                mentions=sum(held.values()),
                briefs=tuple((brief, held[brief]) for brief in newest),
                timeline=_timeline([(day[brief], count) for brief, count in held.items()]),
                companions=shown.companions,
                statements=sum(len(quotes) for _, quotes in said),
                said_in=tuple(
                    SaidIn(brief=brief, statements=len(quotes), direct=sum(quote.quoted for quote in quotes))
                    for brief, quotes in said
                ),
                about=len(told),
                quotes_by=tuple(quote for _, quotes in said for quote in quotes)[:MOST_QUOTES],
                quotes_about=tuple(told[:MOST_QUOTES]),
                graph=shown.graph,
                stories=tuple(dict.fromkeys(story_of[brief].id for brief in newest if brief in story_of)),
            )
        )
    return tuple(found)


Quotes = dict[tuple[str, str], list[Quote]]


def _quotes(briefs: tuple[AnalysedBrief, ...], known: Identified) -> tuple[Quotes, Quotes]:
    """Quotes by and about each entity in each brief."""
    by: Quotes = defaultdict(list)
    about: Quotes = defaultdict(list)
    for each in briefs:
        brief = each.brief.id
        starts = [sentence.start for sentence in each.analysis.sentences.spans]
        own = known.in_brief[brief]
        named = {alias: one.entity.id for one in own for alias in (one.name, one.entity.name)}
        places = sorted((mention.start, one.entity.id) for one in own for mention in one.mentions)
        mentioned = [start for start, _ in places]
        for attribution in each.analysis.attributions.items:
            span = attribution.content
            quote = _quote(each, attribution, starts)
            speaker = named.get(attribution.speaker or "")
            if speaker:
                by[speaker, brief].append(quote)
            inside = places[bisect_left(mentioned, span.start) : bisect_left(mentioned, span.end)]
            for entity in {entity for _, entity in inside} - {speaker}:
                about[entity, brief].append(quote)
    return by, about


def _quote(each: AnalysedBrief, attribution: Attribution, starts: list[int]) -> Quote:
    span = attribution.content
    return Quote(
        brief=each.brief.id,
        content=span,
        sentence=max(1, bisect_right(starts, span.start)),
        text=_shortened(each.brief.article.text[span.start : span.end]),
        speaker=attribution.speaker or _words(each, attribution.source),
        direct=attribution.mode is AttributionMode.DIRECT,
        quoted=attribution.mode is not AttributionMode.INDIRECT,
    )


def _words(each: AnalysedBrief, source: Span | None) -> str | None:
    """What a report calls somebody whom nobody could name: "they"."""
    return " ".join(each.brief.article.text[source.start : source.end].split()) if source else None


def _topic_quotes(each: AnalysedBrief, topic: str) -> Iterator[Quote]:
    """The statements of a brief that hold words by which it is about a topic."""
    evidence = [span for found in each.analysis.topics.items if found.id == topic for span in found.evidence]
    starts = [sentence.start for sentence in each.analysis.sentences.spans]
    for attribution in each.analysis.attributions.items:
        content = attribution.content
        if any(span.start < content.end and content.start < span.end for span in evidence):
            yield _quote(each, attribution, starts)


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= QUOTE_LENGTH else plain[: plain.rfind(" ", 0, QUOTE_LENGTH)] + " …"


def _topic_pages(
    briefs: tuple[AnalysedBrief, ...], topics: dict[str, tuple[Topic, ...]], known: Identified, web: Web,
    story_of: dict[str, Story], config: RelateConfig,
) -> tuple[TopicNeighbours, ...]:  # fmt: skip
    by_id = {each.brief.id: each for each in briefs}
    holders: dict[Topic, list[str]] = defaultdict(list)
    for brief, own in topics.items():
        for topic in own:
            holders[topic].append(brief)
    rank = _newest_first(briefs)
    found = []
    for topic in sorted(holders, key=lambda each: each.id):
        newest = sorted(holders[topic], key=rank.__getitem__)
        shown = surroundings(web, topic_node(topic), known.entities, config)
        about = [quote for brief in newest for quote in _topic_quotes(by_id[brief], topic.id)]
        found.append(
            TopicNeighbours(
                topic=topic,
                briefs=tuple(newest),
                timeline=_timeline([(by_id[brief].brief.article.day, 1) for brief in newest]),
                companions=shown.companions,
                about=len(about),
                quotes_about=tuple(about[:MOST_QUOTES]),
                quoted=quoted(tuple(by_id[brief] for brief in newest), known.in_brief),
                graph=shown.graph,
                stories=tuple(dict.fromkeys(story_of[brief].id for brief in newest if brief in story_of)),
            )
        )
    return tuple(found)


def _editions(briefs: tuple[AnalysedBrief, ...], story_of: dict[str, Story]) -> tuple[Edition, ...]:
    days: dict[date, list[AnalysedBrief]] = defaultdict(list)
    for each in briefs:
        days[each.brief.article.day].append(each)

    def rank(each: AnalysedBrief) -> tuple[int, bool, int, str]:
        story = story_of.get(each.brief.id)
        return (
            -len(story.outlets) if story else 0,
            each.brief.image is None,
            -len(each.analysis.sources.named),
            each.brief.id,
        )

    editions = []
    for number, day in enumerate(sorted(days), start=1):
        ranked = [each.brief.id for each in sorted(days[day], key=rank)]
        stories = dict.fromkeys(story_of[brief].id for brief in ranked if brief in story_of)
        editions.append(Edition(day=day, number=number, briefs=tuple(ranked), stories=tuple(stories)))
    return tuple(editions)


def _norms(briefs: tuple[AnalysedBrief, ...]) -> Norms:
    if not briefs:
        return Norms(tone=0.0, factuality=0.0, sources=0.0, words=0)
    scored = [each.analysis for each in briefs if each.brief.article.language == "en"] or [
        each.analysis for each in briefs
    ]
    return Norms(
        tone=round(median(each.tone.score for each in scored), 2),
        factuality=round(median(each.factuality.score for each in scored), 2),
        sources=round(median(len(each.sources.named) for each in scored), 1),
        words=round(median(each.analysis.readability.words for each in briefs) / 10) * 10,
    )
