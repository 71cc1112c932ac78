"""The plan of every page: which there are, and what each depends on.

A page's inputs are no more than it shows, so that an edit makes only the pages that show it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from newsar_build.model.brief import Outlet, Redirect, Tombstone
from newsar_build.model.findings import AnalysedBrief
from newsar_build.model.pages import Link, Plan, Site, TableRow
from newsar_build.model.relations import Graph, Relations, Story
from newsar_build.render import methods, words
from newsar_build.render.folders import figures_file
from newsar_build.render.graphs import shape_of
from newsar_build.render.views import brief, dossiers, editions, graphs, indexes, outlets, stories
from newsar_build.render.views.common import Card, brief_target, card, entity_target, section_target


def plan_pages(
    site: Site,
    briefs: tuple[AnalysedBrief, ...],
    relations: Relations,
    tombstones: tuple[Tombstone, ...],
    redirects: tuple[Redirect, ...],
    outlets: tuple[Outlet, ...],
    versions: Mapping[str, int],
) -> tuple[Plan, ...]:
    """One plan for each page; `versions` counts the published texts of each brief that has more than one."""
    desk = _Desk(site, briefs, relations, outlets, versions)
    return (
        *desk.briefs(),
        *desk.entities(),
        *desk.topics(),
        *desk.stories(),
        *desk.editions(),
        *desk.outlets(),
        *desk.sections(),
        *desk.rest(tombstones, redirects),
    )


class _Desk:
    """Everything at hand, by id."""

    def __init__(
        self,
        site: Site,
        briefs: tuple[AnalysedBrief, ...],
        relations: Relations,
        outlets: tuple[Outlet, ...],
        versions: Mapping[str, int],
    ) -> None:
        self._versions = versions
        self._site = site
        self._briefs = {each.brief.id: each for each in briefs}
        self._relations = relations
        self._neighbours = {each.brief: each for each in relations.briefs}
        self._outlets = outlets
        self._cards = {each.brief.id: card(each) for each in briefs}
        self._stories = {story.id: story for story in relations.stories}
        self._placed = frozenset(node.id for node in relations.graph.nodes)
        self._newest = sorted(self._cards.values(), key=lambda one: (one.iso, one.id), reverse=True)

    def briefs(self) -> Iterator[Plan]:
        """Brief pages, and the graph of each."""
        for each, analysed in self._briefs.items():
            found = self._neighbours[each]
            mates = found.story.briefs if found.story else ()
            related = tuple(self._cards[other] for other in dict.fromkeys((*mates, *found.related)) if other != each)
            inputs = (self._site, analysed, found, related[:8], self._relations.norms, self._versions.get(each, 1))
            yield _plan(brief_target(each), "brief.html", brief.brief_page, *inputs)
            headline = analysed.brief.article.headline
            back = Link(name=headline, target=brief_target(each))
            yield self._graph(f"{brief_target(each)}graph/", "Topic connections", headline, found.graph, back)

    def entities(self) -> Iterator[Plan]:
        """Dossiers and their graphs, and the index."""
        rows = []
        for each in self._relations.entities:
            cards = tuple(self._cards[name] for name, _ in each.briefs)
            target = entity_target(each.entity)
            told, drawn = self._told(each.stories), self._drawn(target, each.entity.id)
            yield _plan(target, "dossier.html", dossiers.entity_page, self._site, each, cards, told, drawn)
            yield from self._every(target, each.entity.name, cards, dossiers.USES)
            back = Link(name=each.entity.name, target=target)
            yield self._graph(
                f"{target}graph/",
                each.entity.name,
                "The entities and topics it appears with, counted in the briefs that are about it.",
                each.graph,
                back,
            )
            cells = (each.entity.type.value, str(each.mentions), str(len(each.briefs)))
            row = TableRow(name=each.entity.name, target=target, shape=shape_of(each.entity.type.value), cells=cells)
            rows.append((-len(each.briefs), -each.mentions, each.entity.name, row))
        ranked = tuple(row for *_, row in sorted(rows, key=lambda item: item[:3]))
        dek = f"{words.count(len(ranked), 'entity', 'entities')} named in this archive, those in most briefs first."
        yield from self._index("entities/", "Entities", dek, ("Entity", "Type", "Mentions", "Briefs"), ranked)

    def topics(self) -> Iterator[Plan]:
        """Topic pages and their graphs, and the index."""
        rows = []
        for each in self._relations.topics:
            target = f"topics/{each.topic.slug}/"
            cards = tuple(self._cards[name] for name in each.briefs)
            told, drawn = self._told(each.stories), self._drawn(target, f"topic/{each.topic.slug}")
            yield _plan(target, "dossier.html", dossiers.topic_page, self._site, each, cards, told, drawn)
            name = each.topic.name[:1].upper() + each.topic.name[1:]
            yield from self._every(target, name, cards, dossiers.BRIEFS)
            yield self._graph(
                f"{target}graph/",
                name,
                "The entities it appears with, counted in the briefs that are about it.",
                each.graph,
                Link(name=name, target=target),
            )
            rows.append(TableRow(name=name, target=target, shape="topic", cells=(each.topic.id, str(len(each.briefs)))))
        ranked = tuple(sorted(rows, key=lambda row: (-int(row.cells[1]), row.name)))
        dek = "Subjects by the IPTC Media Topics vocabulary."
        yield from self._index("topics/", "Topics", dek, ("Topic", "Code", "Briefs"), ranked)

    def stories(self) -> Iterator[Plan]:
        """Story pages, and the index."""
        coverage = {each.story: each for each in self._relations.coverage}
        for story in self._stories.values():
            members = tuple(self._briefs[each] for each in story.briefs)
            near = tuple(self._neighbours[each] for each in story.briefs)
            inputs = (self._site, story, members, near, coverage.get(story.id))
            yield _plan(f"stories/{story.id}/", "story.html", stories.story_page, *inputs)
        rows = indexes.story_rows(self._relations.stories)
        dek = f"{words.count(len(rows), 'event')} that more than one report tells."
        yield from self._index("stories/", "Stories", dek, ("Story", "Outlets", "Reports", "First", "Last"), rows)

    def editions(self) -> Iterator[Plan]:
        """Front pages, the latest one at the root too, and the archive."""
        days = tuple(edition.day for edition in self._relations.editions)
        for edition in self._relations.editions:
            cards = tuple(self._cards[each] for each in edition.briefs)
            held = editions.named_in([self._neighbours[each] for each in edition.briefs])
            outlets = tuple(outlet for outlet in self._outlets if outlet.key in {one.outlet_key for one in cards})
            notes = tuple(
                (correction.note, each)
                for each in edition.briefs
                for correction in self._briefs[each].brief.article.corrections
            )
            near = tuple(day for day in days if (day.year, day.month) == (edition.day.year, edition.day.month))
            around = tuple(sorted({*near, *_beside(days, edition.day)}))
            inputs = (edition, cards, self._told(edition.stories), held, outlets, notes, around)
            paths = [editions.edition_target(edition.day), *([""] if edition.day == days[-1] else [])]
            for path in paths:
                yield _plan(path, "edition.html", editions.edition_page, self._site, path, *inputs)
        if not days:
            yield _plan("", "notice.html", indexes.empty_page, self._site)
        yield _plan("archive/", "list.html", indexes.archive_page, self._site, self._relations.editions)

    def outlets(self) -> Iterator[Plan]:
        """Outlet pages, and the index."""
        held: dict[str, list[Card]] = defaultdict(list)
        for one in self._newest:
            held[one.outlet_key].append(one)
        known = {each.outlet: each for each in self._relations.outlets}
        raters = tuple(sorted({lean.rater for outlet in self._outlets for lean in outlet.lean}))
        for outlet in self._outlets:
            cards, found = tuple(held[outlet.key]), known.get(outlet.key)
            sisters = tuple(
                (other.key, other.name, len(held[other.key]))
                for other in self._outlets
                if other.owner and other.owner == outlet.owner and other.key != outlet.key
            )
            reprinted = tuple(self._cards[each.other] for each in (found.reprints if found else ()))
            told = self._told(found.stories) if found else ()
            inputs = (self._site, outlet, found, cards, told, raters, sisters, reprinted)
            yield _plan(f"outlets/{outlet.key}/", "dossier.html", outlets.outlet_page, *inputs)
            yield from self._every(f"outlets/{outlet.key}/", outlet.name, cards, dossiers.BRIEFS)
        rows = indexes.outlet_rows(tuple((outlet, len(held[outlet.key])) for outlet in self._outlets))
        dek = f"{words.count(len(rows), 'outlet')} with the ratings that others gave them."
        yield from self._index("outlets/", "Outlets", dek, ("Outlet", "Lean", "Owner", "Briefs"), rows)

    def sections(self) -> Iterator[Plan]:
        """Section pages. Two names that make one address share a page, under the commoner name."""
        held: dict[str, list[Card]] = defaultdict(list)
        for one in self._newest:
            held[section_target(one.section)].append(one)
        for target in sorted(held):
            names = Counter(one.section for one in held[target])
            name = min(names, key=lambda each: (-names[each], each))
            cards = tuple(held[target])
            inputs = (self._site, name, cards, self._told_in(cards))
            yield _plan(target, "dossier.html", dossiers.section_page, *inputs)
            yield from self._every(target, name, cards, dossiers.BRIEFS)

    def rest(self, tombstones: tuple[Tombstone, ...], redirects: tuple[Redirect, ...]) -> Iterator[Plan]:
        """The whole graph, methodology, corrections, the page for nothing, tombstones and redirects."""
        names = tuple(sorted(((outlet.key, outlet.name) for outlet in self._outlets), key=lambda pair: pair[::-1]))
        yield _plan("graph/", "whole_graph.html", graphs.whole_graph_page, self._site, self._relations.graph, names)
        yield _plan("methodology/", "methodology.html", methods.methodology_page, self._site, figures_file())
        notes = [
            (note.date, note.note, each.brief.id, each.brief.article.headline, each.brief.outlet.name)
            for each in self._briefs.values()
            for note in each.brief.article.corrections
        ]
        newest = tuple(sorted(notes, key=lambda note: (-note[0].toordinal(), note[2])))
        edited = tuple(
            (one.id, one.headline, one.outlet, self._versions[one.id])
            for one in self._newest
            if one.id in self._versions
        )
        yield _plan("corrections/", "list.html", indexes.corrections_page, self._site, newest, edited, tombstones)
        yield Plan(path="404.html", make=indexes.not_found_page, inputs=(self._site,), template="notice.html")
        for gone in tombstones:
            yield _plan(brief_target(gone.id), "notice.html", indexes.tombstone_page, self._site, gone)
        for moved in redirects:
            yield _plan(moved.source, "notice.html", indexes.redirect_page, self._site, moved.source, moved.target)

    def _drawn(self, target: str, node: str) -> tuple[Link, ...]:
        """A node's own graph, and its place in the whole one."""
        own = Link(name="Graph of its neighbourhood", target=f"{target}graph/")
        place = target.removeprefix("entities/").rstrip("/")
        whole = Link(name="In the whole graph", target=f"graph/?node={place}")
        return (own, whole) if node in self._placed else (own,)

    def _told_in(self, cards: tuple[Card, ...]) -> tuple[Story, ...]:
        found = (self._neighbours[one.id].story for one in cards)
        return tuple(dict.fromkeys(story for story in found if story))

    def _told(self, ids: tuple[str, ...]) -> tuple[Story, ...]:
        return tuple(self._stories[each] for each in ids)

    def _graph(self, path: str, name: str, dek: str, graph: Graph, back: Link) -> Plan:
        return _plan(path, "graph.html", graphs.graph_page, self._site, path, name, dek, graph, back)

    def _every(self, target: str, name: str, cards: tuple[Card, ...], shown: int) -> Iterator[Plan]:
        """The list of all briefs of a dossier that shows only the newest `shown`."""
        if len(cards) > shown:
            dek, root = f"{words.count(len(cards), 'brief')}, newest first.", dossiers.list_target(target)
            rows, columns = dossiers.brief_rows(cards), ("Brief", "Date", "Outlet")
            yield from self._index(root, name, dek, columns, rows, Link(name=name, target=target))

    def _index(
        self,
        root: str,
        name: str,
        dek: str,
        columns: tuple[str, ...],
        rows: tuple[TableRow, ...],
        dossier: Link | None = None,
    ) -> Iterator[Plan]:
        pages = max(1, -(-len(rows) // indexes.PAGE))
        for number in range(1, pages + 1):
            part = rows[(number - 1) * indexes.PAGE : number * indexes.PAGE]
            inputs = (self._site, root, name, dek, columns, part, number, pages, dossier)
            yield _plan(indexes.page_path(root, number), "list.html", indexes.list_page, *inputs)


def _plan(path: str, template: str, make: Callable[..., Any], *inputs: Any) -> Plan:
    return Plan(path=f"{path}index.html", make=make, inputs=inputs, template=template)


def _beside(days: tuple[date, ...], day: date) -> list[date]:
    position = days.index(day)
    return list(days[max(0, position - 1) : position + 2])
