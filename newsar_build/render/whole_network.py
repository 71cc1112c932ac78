"""The whole graph as a pyvis network: nodes with their places, sizes and names, the links first shown, options."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from newsar_build.model.relations import Node, WholeGraph
from newsar_build.render.graphs import READABLE, UNFADING, VIS_SHAPES, name_of, pyvis_alone, shape_of, target_of

WIDTH, HEIGHT = 2400, 1500
"""The map, in vis-network’s units: at scale 1 one is a pixel, and a wide screen shows all of it at about a half."""
LINKS_DRAWN = 2_500
"""Links drawn at most, the strongest: more only darken the whole and cost a slow picture; the table has all."""
STILL = 1_000
"""Links from which they are not drawn while one drags or zooms."""
LEAST, GROWTH, CROWD = (3.2, 10.0), 22.0, 180.0
"""Radii: the least is within `LEAST`, `CROWD` over the root of the nodes; the heaviest has `GROWTH` more."""
WIDTHS = (0.8, 6.0)
"""Widths of the links, from the weakest to the strongest."""
NAME_PIXELS = 13
"""Size of every name on the screen."""
SCALES = tuple(0.09 * 2 ** (step / 2) for step in range(14))
"""Scales, from a telephone's view of all to the nearest, at each of which more names may have room."""
CELL = 8
"""Pixels of the grid on which names claim their room."""
DISC = 4
"""Pixels of radius from which the name of no lighter node may cover one."""
CHARACTER = 6.8
"""Mean width of a name's characters, in pixels."""


def whole_network(graph: WholeGraph, links: list[tuple[int, int, int]], kinds: list[str]) -> dict[str, Any]:
    """Pyvis's nodes, edges and options; `links` are (shared, place, place), the strongest first.

    Objects are made directly: `add_node` and `add_edge` look through all before each.
    """
    pyvis = pyvis_alone()
    network = pyvis.network.Network()
    count = len(graph.nodes)
    places = [(round(node.x * WIDTH / 2), round(node.y * HEIGHT / 2)) for node in graph.nodes]
    least = max(LEAST[0], min(LEAST[1], CROWD / math.sqrt(max(1, count))))
    most = math.sqrt(max((node.weight for node in graph.nodes), default=1))
    radii = [least + GROWTH * math.sqrt(node.weight) / most for node in graph.nodes]
    scales = _name_scales(graph.nodes, places, radii)
    for number, (node, (x, y), near) in enumerate(zip(graph.nodes, places, scales, strict=True)):
        shape = shape_of(node.kind)
        known = pyvis.node.Node(
            number, VIS_SHAPES[shape], name_of(node), group=shape, kind=kinds.index(node.kind),
            target=target_of(node.id), x=x, y=y, value=round(math.sqrt(node.weight), 2), near=near,
        )  # fmt: skip
        network.nodes.append(known.options)
    network.edges = [
        pyvis.edge.Edge(a, b, id=a * count + b, value=round(math.log1p(shared), 2)).options
        for shared, a, b in links[:LINKS_DRAWN]
    ]
    nodes, edges, *_ = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": _options(least, crowded=len(links) > STILL)}


def _options(least: float, *, crowded: bool) -> dict[str, Any]:
    label = {"enabled": False, "drawThreshold": READABLE, "maxVisible": UNFADING}
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {
            "dragNodes": False,
            "hover": True,
            "hoverConnectedEdges": False,
            "hideEdgesOnDrag": crowded,
            "hideEdgesOnZoom": crowded,
            "keyboard": {"enabled": True, "bindToWindow": False, "autoFocus": False},
        },
        "nodes": {"scaling": {"min": round(least, 1), "max": round(least + GROWTH, 1), "label": label}},
        "edges": {"smooth": False, "scaling": {"min": WIDTHS[0], "max": WIDTHS[1], "label": label}},
    }


def _name_scales(nodes: tuple[Node, ...], places: list[tuple[int, int]], radii: list[float]) -> list[float]:
    """The scale from which on each name has room beside those of heavier nodes; all are shown at the nearest."""
    near = [SCALES[-1]] * len(nodes)
    steady = order = sorted(range(len(nodes)), key=lambda number: (-nodes[number].weight, nodes[number].id))
    for scale in reversed(SCALES):
        taken = np.zeros((math.ceil(HEIGHT * scale / CELL) + 8, math.ceil(WIDTH * scale / CELL) + 8), dtype=bool)
        placed = set()
        for number in order:
            x, y = ((place + side / 2) * scale for place, side in zip(places[number], (WIDTH, HEIGHT), strict=True))
            radius, half = radii[number] * scale, len(nodes[number].name) * CHARACTER / 2
            disc = _cells(y - radius, y + radius)
            room = taken[_cells(disc.stop * CELL, disc.stop * CELL + NAME_PIXELS), _cells(x - half, x + half)]
            if not room.any():
                room[:] = True
                placed.add(number)
            if radius >= DISC:
                taken[disc, _cells(x - radius, x + radius)] = True
        steady = [number for number in steady if number in placed]
        for number in steady:
            near[number] = round(scale, 3)
    return near


def _cells(low: float, high: float) -> slice:
    return slice(max(0, int(low // CELL)), max(0, int(high // CELL) + 1))
