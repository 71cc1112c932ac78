"""Graphs as drawings, tables and pyvis networks. Nothing is laid out in the browser: places come with the nodes."""

from __future__ import annotations

import json
import math
from typing import Any

from pyvis.edge import Edge as VisEdge
from pyvis.network import Network

from newsar_build.model.pages import EntityRow, GraphEdge, GraphNode, GraphRow, GraphView
from newsar_build.model.relations import Graph, Node

SHAPES = {
    "Person": "person",
    "Organization": "org",
    "Location": "loc",
    "Event": "event",
    "Topic": "topic",
    "Facility": "loc",
}
"""The design has five shapes; the rarer types take the nearest."""
VIS_SHAPES = {"person": "dot", "org": "square", "loc": "diamond", "event": "triangle", "topic": "ellipse"}
WIDTH, HEIGHT, MARGIN = 540, 450, 56
LABELS = 40
"""Nodes up to which a drawing is labelled throughout; of a larger graph's nodes, so many show their names at once."""
NEAR_FONT, FAR_FONT = 22, 8
"""Sizes of labels in the interactive graph: the larger are read at once, the smaller when one comes nearer."""
READABLE = 7
"""Pixels below which a label of the interactive graph is not drawn."""
ROWS = 300
"""Rows of the table beside a drawing at most: the strongest edges."""
_LABEL_ROOM = 8
_CHARACTER = 7.0


def shape_of(kind: str) -> str:
    """The design's shape for an entity type or `Topic`."""
    return SHAPES.get(kind, "org")


def target_of(node_id: str) -> str:
    """The page of a node."""
    kind, _, name = node_id.partition("/")
    return f"topics/{name}/" if kind == "topic" else f"entities/{node_id}/"


def graph_view(graph: Graph, *, height: int = HEIGHT) -> GraphView:
    """A graph in all three forms."""
    places = {node.id: _place(node, height) for node in graph.nodes}
    labelled = len(graph.nodes) <= LABELS
    rows = {node.id: row_of(node) for node in graph.nodes}
    return GraphView(
        width=WIDTH,
        height=height,
        nodes=tuple(_drawn(node, places[node.id], height) for node in graph.nodes),
        edges=tuple(
            GraphEdge(
                x1=places[edge.a][0],
                y1=places[edge.a][1],
                x2=places[edge.b][0],
                y2=places[edge.b][1],
                shared=edge.shared,
            )
            for edge in graph.edges
        ),
        rows=tuple(GraphRow(a=rows[edge.a], b=rows[edge.b], shared=edge.shared) for edge in graph.edges[:ROWS]),
        network=_network(graph, height),
        labelled=labelled,
    )


def row_of(node: Node) -> EntityRow:
    """A node as tables name it."""
    return EntityRow(name=node.name, target=target_of(node.id), shape=shape_of(node.kind), count=node.weight)


def _place(node: Node, height: int) -> tuple[float, float]:
    x = MARGIN + (node.x + 1) / 2 * (WIDTH - 2 * MARGIN)
    y = MARGIN / 2 + (node.y + 1) / 2 * (height - MARGIN - 16)
    return round(x, 1), round(y, 1)


def _radius(node: Node) -> float:
    return round(min(16.0, 5 + math.sqrt(node.weight) * 1.4), 1)


def _drawn(node: Node, place: tuple[float, float], height: int) -> GraphNode:
    x, y = place
    radius = _radius(node)
    below = y + radius + 16 < height - 4
    half = len(node.name) * _CHARACTER / 2
    anchor = "start" if x - half < _LABEL_ROOM else "end" if x + half > WIDTH - _LABEL_ROOM else "middle"
    label_x = {"start": max(4.0, x - radius), "end": min(WIDTH - 4.0, x + radius), "middle": x}[anchor]
    label_y = y + radius + 14 if below else y - radius - 6
    return GraphNode(
        id=node.id, name=node.name, shape=shape_of(node.kind), target=target_of(node.id), x=x, y=y, radius=radius,
        label_x=round(label_x, 1), label_y=round(label_y, 1), anchor=anchor,
    )  # fmt: skip


def _network(graph: Graph, height: int) -> str:
    """Pyvis's nodes, edges and options as JSON. Edges are set at once: `add_edge` looks through all before each."""
    network = Network()
    heaviest = sorted(graph.nodes, key=lambda node: (-node.weight, node.id))[:LABELS]
    foremost = {node.id for node in heaviest}
    edge_font = {"size": NEAR_FONT if len(graph.nodes) <= LABELS else FAR_FONT}
    for node in graph.nodes:
        x, y = _place(node, height)
        network.add_node(
            node.id, label=node.name, title=f"{node.name} · {node.kind}: {node.weight}", group=shape_of(node.kind),
            x=x * 2, y=y * 2, size=_radius(node) * 1.6, shape=VIS_SHAPES[shape_of(node.kind)],
            target=target_of(node.id), physics=False, font={"size": NEAR_FONT if node.id in foremost else FAR_FONT},
        )  # fmt: skip
    network.edges = [
        VisEdge(
            edge.a, edge.b, directed=False, label=str(edge.shared), width=round(0.5 + math.log1p(edge.shared), 2),
            font=edge_font,
        ).options
        for edge in graph.edges
    ]  # fmt: skip
    nodes, edges, *_ = network.get_network_data()
    options: dict[str, Any] = {
        "physics": {"enabled": False},
        "interaction": {
            "hover": True,
            "keyboard": {"enabled": True, "bindToWindow": False},
            "navigationButtons": False,
        },
        "nodes": {"scaling": {"label": {"drawThreshold": READABLE}}},
        "edges": {"smooth": False, "scaling": {"label": {"drawThreshold": READABLE}}},
    }
    return json.dumps({"nodes": nodes, "edges": edges, "options": options}, ensure_ascii=False, sort_keys=True)
