"""Pages that are a graph: the neighbourhood of a brief, entity or topic, and the whole site's."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

from newsar_build.model.pages import Choice, GraphPage, GraphRow, Link, Site, Table, TableRow, WholeGraphPage
from newsar_build.model.relations import Graph, WholeGraph
from newsar_build.render import words
from newsar_build.render.graphs import (
    SHARED_BRIEFS,
    graph_view,
    name_of,
    number_told,
    row_of,
    shape_of,
    strongest,
    target_of,
)
from newsar_build.render.views.common import chrome
from newsar_build.render.whole_network import LINKS_DRAWN, whole_network

FULL_WIDTH, FULL_HEIGHT = 960, 576
"""A page that is a graph has room for a wide one."""
DRAWN = 60
"""Nodes of the whole graph that a reader without JavaScript sees drawn: as many as can be told apart."""
FIRST_ROWS = 300
"""Rows of the whole graph's tables before one asks for more."""


def graph_page(site: Site, path: str, name: str, dek: str, graph: Graph, back: Link) -> GraphPage:
    """The page of a brief's, an entity's or a topic's own graph."""
    return GraphPage(
        chrome=chrome(site, path, name, dek, _today(), back, here="Graph"),
        name=name,
        dek=dek,
        graph=graph_view(graph, size=SHARED_BRIEFS, width=FULL_WIDTH, height=FULL_HEIGHT),
        nodes=_node_table(graph),
        back=back,
    )


def _node_table(graph: Graph) -> Table:
    salient = any(node.salience is not None for node in graph.nodes)
    links = Counter(end for edge in graph.edges for end in (edge.a, edge.b))
    ranked = sorted(graph.nodes, key=lambda node: (-(node.salience or 0), -node.weight, node.id))
    rows = tuple(
        TableRow(
            name=name_of(node),
            target=target_of(node.id),
            shape=shape_of(node.kind),
            cells=(
                node.kind,
                *((words.plain(node.salience or 0),) if salient else ()),
                number_told(node.weight, of_brief=salient),
                str(links[node.id]),
            ),
        )
        for node in ranked
    )
    columns = ("Name", "Type", *(("Salience here",) if salient else ()), "Briefs", "Links drawn")
    return Table(caption="", columns=columns, rows=rows)


def whole_graph_page(site: Site, graph: WholeGraph, outlets: tuple[tuple[str, str], ...]) -> WholeGraphPage:
    """The site's graph; `outlets` are (key, name), sorted by name."""
    days = sorted({each.day for each in graph.briefs})
    held = Counter(each.outlet for each in graph.briefs)
    place = {node.id: number for number, node in enumerate(graph.nodes)}
    ranked = sorted((-edge.shared, *sorted((place[edge.a], place[edge.b]))) for edge in graph.edges)
    links = [(-less, a, b) for less, a, b in ranked]
    rows = [row_of(node) for node in graph.nodes]
    ends = {end for _, *both in links for end in both}
    dek = (
        "Entities and topics of this archive. A link joins two that a brief is about: its most salient entities and "
        "its topics. Near each other stand those that share more briefs than their numbers would let expect."
    )
    return WholeGraphPage(
        chrome=chrome(site, "graph/", "Graph", "Entities and topics by shared briefs", _today(), here="Graph"),
        name="Graph",
        dek=dek,
        drawing=graph_view(_heaviest(graph), width=FULL_WIDTH, height=FULL_HEIGHT),
        kinds=tuple(
            Choice(key=kind.lower(), name=kind, count=count, shape=shape_of(kind)) for kind, count in _kinds(graph)
        ),
        outlets=tuple(Choice(key=key, name=name, count=held[key]) for key, name in outlets if held[key]),
        first=days[0].isoformat() if days else "",
        last=days[-1].isoformat() if days else "",
        strength=graph.strength,
        strongest=max((edge.shared for edge in graph.edges), default=1),
        briefs=len(graph.briefs),
        nodes_shown=len(ends),
        nodes_total=len(graph.nodes),
        links_shown=len(links),
        links_total=graph.links,
        rows=tuple(GraphRow(a=rows[a], b=rows[b], shared=str(shared)) for shared, a, b in links[:FIRST_ROWS]),
        nodes=tuple(rows[number] for number in sorted(ends)[:FIRST_ROWS]),
        network=_network(graph, links, tuple(key for key, _ in outlets if held[key])),
    )


def _today() -> Link:
    return Link(name="Today", target="")


def _kinds(graph: WholeGraph) -> list[tuple[str, int]]:
    counts = Counter(node.kind for node in graph.nodes)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _heaviest(graph: WholeGraph) -> Graph:
    """The part that is drawn without a script, with the links that can be told apart."""
    nodes = graph.nodes[:DRAWN]
    own = {node.id for node in nodes}
    edges = tuple(edge for edge in graph.edges if edge.a in own and edge.b in own)
    across, down = [node.x for node in nodes], [node.y for node in nodes]
    spread = tuple(replace(node, x=_fitted(node.x, across), y=_fitted(node.y, down)) for node in nodes)
    return strongest(Graph(nodes=spread, edges=edges))


def _fitted(place: float, places: list[float]) -> float:
    """A coordinate stretched so that all of them reach from −1 to 1."""
    low, high = min(places), max(places)
    return (place - low) / (high - low) * 2 - 1 if high > low else 0.0


def _network(graph: WholeGraph, links: list[tuple[int, int, int]], outlets: tuple[str, ...]) -> str:
    """The network and what filters count. A brief is [day from the first, outlet, how many it links, nodes…]."""
    kinds = [kind for kind, _ in _kinds(graph)]
    first = min((each.day for each in graph.briefs), default=None)
    filters = {
        "kinds": [{"name": kind, "shape": shape_of(kind)} for kind in kinds],
        "outlets": outlets,
        "first": first.isoformat() if first else "",
        "strength": graph.strength,
        "most": LINKS_DRAWN,
        "briefs": [
            [(each.day - first).days, outlets.index(each.outlet), len(each.linked), *each.linked, *each.named]
            for each in graph.briefs
            if first
        ],
    }
    told = whole_network(graph, links, kinds) | filters
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
