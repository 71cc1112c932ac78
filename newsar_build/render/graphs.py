"""Graphs as drawings, tables and pyvis networks. Nothing is laid out in the browser: places come with the nodes."""

from __future__ import annotations

import json
import math
from functools import cache
from typing import Any

from newsar_build.loading import stand_ins
from newsar_build.model.groups import head_of_group
from newsar_build.model.pages import EntityRow, GraphEdge, GraphNode, GraphRow, GraphView
from newsar_build.model.relations import COUNTED, Graph, Node
from newsar_build.render import words

SHAPES = {
    "Person": "person",
    "Organization": "org",
    "Location": "loc",
    "Event": "event",
    "Topic": "topic",
    "Facility": "loc",
}
"""The design has five shapes; the rarer types take the nearest."""
VIS_SHAPES = {"person": "dot", "org": "square", "loc": "diamond", "event": "triangle", "topic": "custom"}
"""The browser draws a topic's shape itself: vis-network has no flat one with its name outside."""
WIDTH, HEIGHT, MARGIN = 540, 450, 56
LABELS = 40
"""Nodes up to which a drawing is labelled throughout; in a larger one, only names that have room are shown at once."""
LINKS_A_NODE = 1.5
"""Links of a small drawing for each of its nodes: more of them and no number could be read."""
NEAR_FONT, FAR_FONT = 22, 8
"""Sizes of labels in the interactive graph: the larger are read at once, the smaller when one comes nearer."""
READABLE = 7
"""Pixels below which a label of the interactive graph is not drawn."""
UNFADING = 100_000
"""`maxVisible` for labels: beyond, vis-network 9.1 fades them where it means to stop their growth."""
ROWS = 300
"""Rows of the table beside a drawing at most: the strongest edges."""
SMALLEST, LARGEST = 5.0, 16.0
"""Radii of nodes in a drawing."""
SHARED_BRIEFS = "briefs shared with it"
"""What the size of a node in a dossier's graph tells."""
GROWTH = 1.4
"""Radius for the root of a brief, where none has so many that it would outgrow the largest."""
_LABEL_ROOM = 8
_CHARACTER = 7.0
_LINE = 17.0

_Box = tuple[float, float, float, float]


@cache
def pyvis_alone() -> Any:
    """The library, when the first graph is drawn, without the two that it would load for what is not used here."""
    with stand_ins("networkx", "IPython", "IPython.display"):
        import pyvis.network  # noqa: PLC0415
    return pyvis


def shape_of(kind: str) -> str:
    """The design's shape for an entity type or `Topic`."""
    return SHAPES.get(kind, "org")


def target_of(node_id: str) -> str:
    """The page of a node."""
    kind, _, name = node_id.partition("/")
    return f"topics/{name}/" if kind == "topic" else f"entities/{node_id}/"


def strongest(graph: Graph, centre: str = "") -> Graph:
    """The graph with its strongest links: the centre’s, those that hold it together, then as many as can be read."""
    group = {node.id: node.id for node in graph.nodes}

    kept = {edge for edge in graph.edges if centre in (edge.a, edge.b)}
    for edge in sorted(graph.edges, key=lambda each: each not in kept):
        a, b = head_of_group(group, edge.a), head_of_group(group, edge.b)
        if a != b:
            group[a] = b
            kept.add(edge)
    spare = max(0, round(LINKS_A_NODE * len(graph.nodes)) - len(kept))
    kept.update([edge for edge in graph.edges if edge not in kept][:spare])
    return Graph(nodes=graph.nodes, edges=tuple(edge for edge in graph.edges if edge in kept))


def graph_view(graph: Graph, *, size: str = "number of briefs", width: int = WIDTH, height: int = HEIGHT) -> GraphView:
    """A graph in all three forms; `size` says what the size of a node tells where it is not a brief's graph."""
    places = {node.id: _place(node, width, height) for node in graph.nodes}
    labelled = len(graph.nodes) <= LABELS
    of_brief = _of_brief(graph)
    rows = {node.id: row_of(node) for node in graph.nodes}
    nodes = tuple(_drawn(graph, places, width, height))
    return GraphView(
        width=width,
        height=height,
        nodes=nodes,
        edges=tuple(
            GraphEdge(
                x1=places[edge.a][0],
                y1=places[edge.a][1],
                x2=places[edge.b][0],
                y2=places[edge.b][1],
                shared=number_told(edge.shared, of_brief=of_brief),
                stroke=_stroke(edge.shared),
            )
            for edge in graph.edges
        ),
        rows=tuple(
            GraphRow(a=rows[edge.a], b=rows[edge.b], shared=number_told(edge.shared, of_brief=of_brief))
            for edge in graph.edges[:ROWS]
        ),
        network=_network(graph, nodes),
        labelled=labelled,
        size="salience in this brief; hollow: not named in it" if of_brief else size,
    )


def row_of(node: Node) -> EntityRow:
    """A node as tables name it."""
    return EntityRow(name=name_of(node), target=target_of(node.id), shape=shape_of(node.kind), count=node.weight)


def name_of(node: Node) -> str:
    """A node's name as pages write it."""
    return node.name[:1].upper() + node.name[1:] if node.kind == "Topic" else node.name


def _place(node: Node, width: int, height: int) -> tuple[float, float]:
    x = MARGIN + (node.x + 1) / 2 * (width - 2 * MARGIN)
    y = MARGIN / 2 + (node.y + 1) / 2 * (height - MARGIN - 16)
    return round(x, 1), round(y, 1)


def number_told(count: int, *, of_brief: bool) -> str:
    """A number of briefs as a graph gives it: a brief's graph leaves it at "100+" where there are many."""
    return f"{count}+" if of_brief and count >= COUNTED else str(count)


def _of_brief(graph: Graph) -> bool:
    return any(node.salience is not None for node in graph.nodes)


def _radii(graph: Graph) -> dict[str, float]:
    """Radii by salience in the brief, else by the root of the number of briefs: areas then compare."""
    room = LARGEST - SMALLEST
    most = math.sqrt(max((node.weight for node in graph.nodes), default=1))
    growth = min(GROWTH, room / most)
    return {
        node.id: round(SMALLEST + (room * node.salience if node.salience is not None else growth * node.weight**0.5), 1)
        for node in graph.nodes
    }


def _stroke(shared: int) -> float:
    return round(0.5 + math.log1p(shared), 2)


def node_note(node: Node) -> str:
    """A node's type and what it counts, in words."""
    if node.salience is None:
        return f"{node.kind}, {words.count(node.weight, 'brief')}"
    told = f"{node.kind}, {number_told(node.weight, of_brief=True)} {'brief' if node.weight == 1 else 'briefs'}"
    return f"{told}, " + (f"salience {words.plain(node.salience)}" if node.salience else "not named in this brief")


def _drawn(graph: Graph, places: dict[str, tuple[float, float]], width: int, height: int) -> list[GraphNode]:
    """The nodes, each labelled below or above, wherever that covers less; heavier nodes choose first."""
    radii = _radii(graph)
    discs = [_disc(places[node.id], radii[node.id]) for node in graph.nodes]
    names: list[_Box] = []
    everywhere = len(graph.nodes) <= LABELS
    drawn: dict[str, GraphNode] = {}
    for node in sorted(graph.nodes, key=lambda each: (-each.weight, each.id)):
        (x, y), radius, name = places[node.id], radii[node.id], name_of(node)
        half = len(name) * _CHARACTER / 2
        anchor = "start" if x - half < _LABEL_ROOM else "end" if x + half > width - _LABEL_ROOM else "middle"
        label_x = {"start": max(4.0, x - radius), "end": min(width - 4.0, x + radius), "middle": x}[anchor]
        left = {"start": label_x, "end": label_x - 2 * half, "middle": label_x - half}[anchor]
        baselines = [each for each in (y + radius + 14, y - radius - 6) if _LINE < each < height - 4]
        boxes = [(left, each - _LINE + 4, left + 2 * half, each + 4) for each in baselines]
        costs = [
            (sum(_overlap(box, other) for other in names), sum(_overlap(box, disc) for disc in discs)) for box in boxes
        ]
        best = costs.index(min(costs))
        hidden_names, hidden_discs = costs[best]
        shown = everywhere or (hidden_names == 0 and (hidden_discs == 0 or len(names) < LABELS))
        if shown:
            names.append(boxes[best])
        drawn[node.id] = GraphNode(
            id=node.id, name=name, shape=shape_of(node.kind), target=target_of(node.id), x=x, y=y, radius=radius,
            label_x=round(label_x, 1), label_y=round(baselines[best], 1), anchor=anchor, labelled=shown,
            note=node_note(node), inside=node.salience != 0,
        )  # fmt: skip
    return [drawn[node.id] for node in graph.nodes]


def _disc(place: tuple[float, float], radius: float) -> _Box:
    x, y = place
    return x - radius, y - radius, x + radius, y + radius


def _overlap(one: _Box, other: _Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0.0


def _network(graph: Graph, drawn: tuple[GraphNode, ...]) -> str:
    """Pyvis's nodes, edges and options as JSON. Edges are set at once: `add_edge` looks through all before each."""
    pyvis = pyvis_alone()
    network = pyvis.network.Network()
    of_brief = _of_brief(graph)
    edge_font = {"size": NEAR_FONT if len(graph.nodes) <= LABELS else FAR_FONT}
    for node, at in zip(graph.nodes, drawn, strict=True):
        size = at.radius * 1.6
        font = {"size": NEAR_FONT if at.labelled else FAR_FONT}
        above = {"vadjust": -round(2 * size + font["size"] + 10)} if at.label_y < at.y else {}
        network.add_node(
            node.id, label=at.name, title=f"{at.name} · {at.note}", inside=at.inside, group=at.shape,
            x=at.x * 2, y=at.y * 2, size=size, shape=VIS_SHAPES[at.shape],
            target=at.target, physics=False, font=font | above,
        )  # fmt: skip
    network.edges = [
        pyvis.edge.Edge(
            edge.a, edge.b, directed=False, label=number_told(edge.shared, of_brief=of_brief),
            width=_stroke(edge.shared), font=edge_font,
        ).options
        for edge in graph.edges
    ]  # fmt: skip
    nodes, edges, *_ = network.get_network_data()
    label = {"drawThreshold": READABLE, "maxVisible": UNFADING}
    options: dict[str, Any] = {
        "physics": {"enabled": False},
        "interaction": {
            "hover": True,
            "keyboard": {"enabled": True, "bindToWindow": False, "autoFocus": False},
            "navigationButtons": False,
        },
        "nodes": {"scaling": {"label": label}},
        "edges": {"smooth": False, "scaling": {"label": label}},
    }
    return json.dumps({"nodes": nodes, "edges": edges, "options": options}, ensure_ascii=False, sort_keys=True)
