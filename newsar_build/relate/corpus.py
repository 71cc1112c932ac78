"""All briefs → how they relate. The result depends on the set of briefs, not on their order."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from statistics import median

from newsar_build.model.brief import Brief, Kind
from newsar_build.model.findings import AnalysedBrief, Attribution, AttributionMode
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
from newsar_build.relate.compared import NOTHING, Compared, StoryItem, compare
from newsar_build.relate.config import RelateConfig
from newsar_build.relate.connections import (
    Web,
    brief_connections,
    brief_graph,
    companions,
    node_graph,
    salience_in,
    topic_node,
    weave,
    whole_graph,
)  # fmt: skip
from newsar_build.relate.copies import Origins, copies, copy_item, independent, origins
from newsar_build.relate.curated import Curated
from newsar_build.relate.identity import Identified, identify
from newsar_build.relate.memory import FORGETFUL, Memory
from newsar_build.relate.outlets import outlet_neighbours
from newsar_build.relate.perspective import cover, quoted
from newsar_build.relate.stories import tell_stories
from newsar_build.relate.story_ids import story_id

MOST_QUOTES = 40
"""Quotes that a dossier shows, newest first."""
QUOTE_LENGTH = 320
"""Code points of a quote in a dossier; the brief has the whole."""
RELATED_ENTITIES = 6
"""The most salient entities by which briefs are related."""


def relate(
    briefs: tuple[AnalysedBrief, ...],
    curated: Curated,
    config: RelateConfig,
    memory: Memory = FORGETFUL,
    known: Compared = NOTHING,
) -> Relations:
    """Stories, entities, topics, connections, editions and norms of a corpus.

    `memory` and `known`, what `compare` made of any corpus, save work: the result does not depend on them.
    """
    ordered = tuple(sorted(briefs, key=lambda each: each.brief.id))
    identified = identify(ordered, curated)
    topics = _topics(ordered)
    web = weave(identified.in_brief, topics, config)
    items = tuple(copy_item(each.brief) for each in ordered)
    known_origins = origins(items)
    copied = copies(items, known_origins)
    stories = _stories(ordered, compare(story_items(ordered), known), config, known_origins)
    story_of = {brief: story for story in stories for brief in story.briefs}
    related = _related(ordered, identified, story_of, config.related)
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


def _stories(
    briefs: tuple[AnalysedBrief, ...], compared: Compared, config: RelateConfig, known: Origins
) -> tuple[Story, ...]:
    by_id = {each.brief.id: each.brief for each in briefs}
    found = []
    for told in tell_stories(story_items(briefs), compared, config):
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


def _related(
    briefs: tuple[AnalysedBrief, ...], known: Identified, story_of: dict[str, Story], count: int
) -> dict[str, tuple[str, ...]]:
    holders: dict[str, list[str]] = defaultdict(list)
    main = {
        each.brief.id: [one.entity.id for one in known.in_brief[each.brief.id][:RELATED_ENTITIES]] for each in briefs
    }
    for brief, entities in main.items():
        for entity in entities:
            holders[entity].append(brief)
    found = {}
    for brief, entities in main.items():
        scores: dict[str, float] = defaultdict(float)
        for entity in entities:
            for other in holders[entity]:
                scores[other] += 1 / len(holders[entity])
        for other in story_of[brief].briefs if brief in story_of else ():
            scores[other] += RELATED_ENTITIES
        scores.pop(brief, None)
        found[brief] = tuple(sorted(scores, key=lambda each: (-scores[each], each))[:count])
    return found


def _timeline(days: list[tuple[date, int]]) -> tuple[MentionDay, ...]:
    mentions: Counter[date] = Counter()
    for day, count in days:
        mentions[day] += count
    briefs = Counter(day for day, _ in days)
    return tuple(MentionDay(day=day, mentions=mentions[day], briefs=briefs[day]) for day in sorted(mentions))


def _newest_first(ids: list[str], by_id: dict[str, AnalysedBrief]) -> list[str]:
    return sorted(sorted(ids), key=lambda each: by_id[each].brief.article.filed, reverse=True)


def _dossiers(
    briefs: tuple[AnalysedBrief, ...], known: Identified, web: Web, story_of: dict[str, Story], config: RelateConfig
) -> tuple[EntityNeighbours, ...]:
    by_id = {each.brief.id: each for each in briefs}
    holders: dict[str, dict[str, int]] = defaultdict(dict)
    for brief, entities in known.in_brief.items():
        for one in entities:
            holders[one.entity.id][brief] = len(one.mentions)
    by, about = _quotes(briefs, known)
    found = []
    for each in sorted(known.entities):
        newest = _newest_first(list(holders[each]), by_id)
        found.append(
            EntityNeighbours(
                entity=known.entities[each],
                mentions=sum(holders[each].values()),
                briefs=tuple((brief, holders[each][brief]) for brief in newest),
                timeline=_timeline([(by_id[brief].brief.article.day, count) for brief, count in holders[each].items()]),
                companions=companions(web, each, known.entities),
                statements=sum(len(by[each, brief]) for brief in newest),
                said_in=tuple(
                    SaidIn(brief=brief, statements=len(said), direct=sum(quote.quoted for quote in said))
                    for brief in newest
                    if (said := by[each, brief])
                ),
                about=sum(len(about[each, brief]) for brief in newest),
                quotes_by=tuple(quote for brief in newest for quote in by[each, brief])[:MOST_QUOTES],
                quotes_about=tuple(quote for brief in newest for quote in about[each, brief])[:MOST_QUOTES],
                graph=node_graph(web, each, config),
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
        named = {alias: one.entity.id for one in known.in_brief[brief] for alias in (one.name, one.entity.name)}
        for attribution in each.analysis.attributions.items:
            span = attribution.content
            quote = _quote(each, attribution, starts)
            speaker = named.get(attribution.speaker or "")
            if speaker:
                by[speaker, brief].append(quote)
            for one in known.in_brief[brief]:
                inside = any(span.start <= mention.start < span.end for mention in one.mentions)
                if inside and one.entity.id != speaker:
                    about[one.entity.id, brief].append(quote)
    return by, about


def _quote(each: AnalysedBrief, attribution: Attribution, starts: list[int]) -> Quote:
    span = attribution.content
    return Quote(
        brief=each.brief.id,
        content=span,
        sentence=max(1, bisect_right(starts, span.start)),
        text=_shortened(each.brief.article.text[span.start : span.end]),
        speaker=attribution.speaker,
        direct=attribution.mode is AttributionMode.DIRECT,
        quoted=attribution.mode is not AttributionMode.INDIRECT,
    )


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
    found = []
    for topic in sorted(holders, key=lambda each: each.id):
        newest = _newest_first(holders[topic], by_id)
        about = [quote for brief in newest for quote in _topic_quotes(by_id[brief], topic.id)]
        found.append(
            TopicNeighbours(
                topic=topic,
                briefs=tuple(newest),
                timeline=_timeline([(by_id[brief].brief.article.day, 1) for brief in newest]),
                companions=companions(web, topic_node(topic), known.entities),
                about=len(about),
                quotes_about=tuple(about[:MOST_QUOTES]),
                quoted=quoted(tuple(by_id[brief] for brief in newest), known.in_brief),
                graph=node_graph(web, topic_node(topic), config),
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
