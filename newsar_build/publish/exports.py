"""The site as data: each brief's JSON, its schema, the paged API, sitemap and robots."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from newsar_build.model.brief import Outlet, Redirect
from newsar_build.model.findings import AnalysedBrief, Claim, Span
from newsar_build.model.pages import Plan, Site
from newsar_build.model.relations import (
    Coverage,
    Edge,
    Edition,
    Entity,
    EntityNeighbours,
    FormerStory,
    MentionDay,
    OutletNeighbours,
    Quoted,
    Relations,
    Story,
    TopicNeighbours,
)
from newsar_build.publish.matrix import coverage_fields, story_fields, story_json, story_schema_json
from newsar_build.publish.record import brief_json, filed_text, schema_json, section_of

PAGE = 200
"""Items on one page of the API."""
Place = tuple[str, int, str, Span]
"""A row of a matrix as a brief stands in it: story, place from 0, stance, evidence."""


def plan_exports(
    site: Site,
    briefs: tuple[AnalysedBrief, ...],
    relations: Relations,
    outlets: tuple[Outlet, ...],
    versions: Mapping[str, int],
    former: tuple[FormerStory, ...],
    merged: tuple[Redirect, ...],
) -> tuple[Plan, ...]:
    """One plan for each data file.

    `versions` counts the published texts of each brief that has more than one; `former` and `merged` are the addresses
    of stories that nobody tells any more, and of those that another story took in.
    """
    neighbours = {each.brief: each for each in relations.briefs}
    plans = [
        Plan(
            path=f"briefs/{each.brief.id}/brief.json",
            make=brief_json,
            inputs=(each, neighbours[each.brief.id], site, versions.get(each.brief.id, 1)),
        )
        for each in briefs
    ]
    plans.append(Plan(path="schema/brief.json", make=schema_json, inputs=()))
    coverage = {each.story: each for each in relations.coverage}
    for story in relations.stories:
        near = tuple(neighbours[each] for each in story.briefs)
        inputs = (story, near, coverage.get(story.id))
        plans.append(Plan(path=f"stories/{story.id}/story.json", make=story_json, inputs=inputs))
    plans.append(Plan(path="schema/story.json", make=story_schema_json, inputs=()))
    plans.append(Plan(path="robots.txt", make=robots, inputs=(site,)))
    outlet_of = {each.brief.id: each.brief.outlet.key for each in briefs}
    entities = tuple(_entity_facts(each, outlet_of) for each in relations.entities)
    topics = tuple((each, _carried(each.briefs, outlet_of)) for each in relations.topics)
    held, known = Counter(outlet_of.values()), {each.outlet: each for each in relations.outlets}
    volumes = tuple((outlet, held[outlet.key], known.get(outlet.key)) for outlet in outlets)
    rows = _rows_by_brief(relations.coverage)
    claims = tuple(
        (each.brief.id, claim, _rows_of(claim, rows.get(each.brief.id, ())))
        for each in briefs
        for claim in each.analysis.claims.items
    )
    for name, items in (
        ("briefs", tuple(_facts(each) for each in briefs)),
        ("entities", entities),
        ("topics", topics),
        ("stories", tuple((story, coverage.get(story.id)) for story in relations.stories)),
        ("outlets", volumes),
        ("editions", relations.editions),
        ("claims", claims),
        ("connections", relations.graph.edges),
        ("former-stories", (*merged, *former)),
    ):
        plans.extend(_pages(name, items))
    return tuple(plans)


def plan_sitemap(site: Site, pages: tuple[str, ...]) -> Plan:
    """The sitemap of these pages (paths of HTML files)."""
    return Plan(path="sitemap.xml", make=sitemap, inputs=(site, pages))


def sitemap(site: Site, pages: tuple[str, ...]) -> bytes:
    """A sitemap; empty where the site's address is not known, since the format has no relative addresses."""
    places = [site.base_url + page.removesuffix("index.html") for page in pages] if site.base_url else []
    urls = "".join(f"<url><loc>{escape(place)}</loc></url>\n" for place in places)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{urls}</urlset>\n".encode()


def robots(site: Site) -> bytes:
    """Everything may be read; the sitemap is named where its address is known."""
    line = f"Sitemap: {site.base_url}sitemap.xml\n" if site.base_url else ""
    return f"User-agent: *\nAllow: /\n{line}".encode()


def _facts(each: AnalysedBrief) -> tuple[Any, ...]:
    article, analysis = each.brief.article, each.analysis
    return (
        each.brief.id, article.headline, each.brief.outlet.key, filed_text(each.brief), article.language,
        section_of(each), analysis.tone.score, analysis.factuality.score, analysis.readability.words,
    )  # fmt: skip


def brief_row(facts: tuple[Any, ...]) -> dict[str, Any]:
    """A brief in few words."""
    names = ("id", "headline", "outlet", "filed", "language", "section", "tone", "factuality", "words")
    row = dict(zip(names, facts, strict=True))
    return row | {"url": f"briefs/{row['id']}/", "json": f"briefs/{row['id']}/brief.json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityFacts:
    """What the API tells of an entity: its dossier without the graph and the quotes."""

    entity: Entity
    mentions: int
    statements: int
    about: int
    briefs: tuple[str, ...]
    outlets: tuple[tuple[str, int], ...]
    timeline: tuple[MentionDay, ...]
    companions: tuple[tuple[str, int, float], ...]
    stories: tuple[str, ...]


def _entity_facts(found: EntityNeighbours, outlet_of: dict[str, str]) -> EntityFacts:
    briefs = tuple(brief for brief, _ in found.briefs)
    return EntityFacts(
        entity=found.entity,
        mentions=found.mentions,
        statements=found.statements,
        about=found.about,
        briefs=briefs,
        outlets=_carried(briefs, outlet_of),
        timeline=found.timeline,
        companions=tuple((each.entity.id, each.shared, each.lift) for each in found.companions),
        stories=found.stories,
    )


def _carried(briefs: tuple[str, ...], outlet_of: dict[str, str]) -> tuple[tuple[str, int], ...]:
    """How many of these briefs each outlet has, most first."""
    counts = Counter(outlet_of[each] for each in briefs)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def entity_row(item: EntityFacts) -> dict[str, Any]:
    """An entity with its dossier's figures; `briefs` counts `brief_ids`, newest first."""
    entity = item.entity
    return {
        "id": entity.id, "name": entity.name, "type": entity.type, "aliases": list(entity.aliases),
        "same_as": list(entity.same_as), "description": entity.description, "mentions": item.mentions,
        "briefs": len(item.briefs), "url": f"entities/{entity.id}/",
        "statements": item.statements, "statements_about": item.about,
        "brief_ids": list(item.briefs), "stories": list(item.stories), "outlets": _outlets(item.outlets),
        "timeline": _days(item.timeline),
        "companions": [{"id": each, "shared": shared, "lift": lift} for each, shared, lift in item.companions],
    }  # fmt: skip


def _outlets(carried: tuple[tuple[str, int], ...]) -> list[dict[str, Any]]:
    return [{"key": key, "briefs": count} for key, count in carried]


def _days(timeline: tuple[MentionDay, ...]) -> list[dict[str, Any]]:
    return [{"day": each.day.isoformat(), "mentions": each.mentions, "briefs": each.briefs} for each in timeline]


def _voices(voices: tuple[Quoted, ...]) -> list[dict[str, Any]]:
    return [
        {"name": each.name, "entity": each.entity, "statements": sum(count for _, count in each.outlets)}
        for each in voices
    ]


def topic_row(item: tuple[TopicNeighbours, tuple[tuple[str, int], ...]]) -> dict[str, Any]:
    """A topic with its page's figures."""
    found, carried = item
    topic = found.topic
    return {
        "id": topic.id, "name": topic.name, "briefs": list(found.briefs), "url": f"topics/{topic.slug}/",
        "statements_about": found.about, "stories": list(found.stories), "outlets": _outlets(carried),
        "timeline": _days(found.timeline), "quoted": _voices(found.quoted),
        "companions": [{"id": each.entity.id, "shared": each.shared, "lift": each.lift} for each in found.companions],
    }  # fmt: skip


def story_row(item: tuple[Story, Coverage | None]) -> dict[str, Any]:
    """A story in few words, with the matrix of its claims where several outlets tell it."""
    story, coverage = item
    return story_fields(story) | (coverage_fields(coverage) if coverage else {})


def outlet_row(item: tuple[Outlet, int, OutletNeighbours | None]) -> dict[str, Any]:
    """An outlet with its ratings, what it reports and how; the last only where it has a brief."""
    outlet, briefs, found = item
    lean = [{"rating": each.rating, "rater": each.rater, "dated": each.dated, "url": each.url} for each in outlet.lean]
    return {
        "key": outlet.key, "name": outlet.name, "site": outlet.url, "country": outlet.country, "owner": outlet.owner,
        "wire": outlet.wire, "lean": lean, "briefs": briefs, "url": f"outlets/{outlet.key}/",
        **(_reporting(found) if found else {}),
    }  # fmt: skip


def _reporting(found: OutletNeighbours) -> dict[str, Any]:
    """An outlet's volume, topics, frames with their sentences, voices, and what counts once with another's report."""
    frames = [
        {"frame": each.frame, "briefs": each.briefs, "share": each.share, "elsewhere": each.elsewhere,
         "examples": [{"brief": one.brief, "sentence": one.sentence, "text": one.text} for one in each.examples]}
        for each in found.frames
    ]  # fmt: skip
    topics = [
        {"id": each.topic.id, "briefs": each.briefs, "share": each.share, "elsewhere": each.elsewhere}
        for each in found.topics
    ]
    return {
        "timeline": [{"day": each.day.isoformat(), "briefs": each.briefs} for each in found.timeline],
        "topics": topics, "framed": found.framed, "frames": frames, "statements": found.statements,
        "statements_quoted": found.direct, "quoted": _voices(found.quoted), "stories": list(found.stories),
        "first": found.first,
        "counted_once": [{"brief": each.brief, "with": each.other, "why": each.reason} for each in found.reprints],
    }  # fmt: skip


def edition_row(edition: Edition) -> dict[str, Any]:
    """An edition with its briefs and stories."""
    return {
        "day": edition.day.isoformat(), "number": edition.number, "briefs": list(edition.briefs),
        "stories": list(edition.stories), "url": f"editions/{edition.day:%Y/%m/%d}/",
    }  # fmt: skip


def _rows_by_brief(coverages: tuple[Coverage, ...]) -> dict[str, tuple[Place, ...]]:
    """For each brief the rows of matrices in which it has a cell: story, place, stance and evidence."""
    found: dict[str, list[Place]] = defaultdict(list)
    for coverage in coverages:
        for place, line in enumerate(coverage.lines):
            for cell in line.told:
                found[cell.brief].append((coverage.story, place, cell.stance.value, cell.evidence))
    return {brief: tuple(rows) for brief, rows in found.items()}


def _rows_of(claim: Claim, rows: tuple[Place, ...]) -> tuple[tuple[str, int, str], ...]:
    """The rows whose cell stands in the claim's words."""
    first = claim.evidence[0]
    return tuple(
        (story, place, stance)
        for story, place, stance, span in rows
        if span.start < first.end and first.start < span.end
    )


def claim_row(item: tuple[str, Claim, tuple[tuple[str, int, str], ...]]) -> dict[str, Any]:
    """A claim with its brief, and the rows of its story's matrix (`stories/<id>/story.json`) that it stands in."""
    brief, claim, rows = item
    evidence = [{"start": span.start, "end": span.end} for span in claim.evidence]
    return {
        "brief": brief, "text": claim.text, "type": claim.type, "attributed_to": claim.attributed_to,
        "confidence": claim.confidence, "check_worthiness": claim.check_worthiness, "evidence": evidence,
        "matrix": [{"story": story, "claim": place, "stance": stance} for story, place, stance in rows],
    }  # fmt: skip


def connection_row(item: Edge) -> dict[str, Any]:
    """A link of the whole graph: how many briefs link both ends."""
    return {"a": item.a, "b": item.b, "shared": item.shared}


def former_row(item: Redirect | FormerStory) -> dict[str, Any]:
    """An address that was a story's: where it leads now, or which of the story's briefs are still there."""
    if isinstance(item, Redirect):
        return {"url": item.source, "moved_to": item.target, "briefs": []}
    return {"url": f"stories/{item.id}/", "moved_to": None, "briefs": list(item.briefs)}


_ROWS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "briefs": brief_row, "entities": entity_row, "topics": topic_row, "stories": story_row,
    "outlets": outlet_row, "editions": edition_row, "claims": claim_row,
    "connections": connection_row, "former-stories": former_row,
}  # fmt: skip


def api_page(name: str, items: tuple[Any, ...], number: int, pages: int) -> bytes:
    """One page of the API."""
    page = {
        "schema": f"newsar/{name}/1",
        "page": number,
        "pages": pages,
        "next": _file(name, number + 1) if number < pages else None,
        "items": [_ROWS[name](item) for item in items],
    }
    return json.dumps(page, ensure_ascii=False).encode() + b"\n"


def _file(name: str, number: int) -> str:
    return f"{name}.json" if number == 1 else f"{name}-{number}.json"


def _pages(name: str, items: tuple[Any, ...]) -> Iterator[Plan]:
    pages = max(1, -(-len(items) // PAGE))
    for number in range(1, pages + 1):
        part = items[(number - 1) * PAGE : number * PAGE]
        yield Plan(path=f"api/{_file(name, number)}", make=api_page, inputs=(name, part, number, pages))
