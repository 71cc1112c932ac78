"""Where the nodes of a graph stand: worked out once, at build time, always the same for the same graph.

A small graph is laid out by comparing all pairs (`arranged`). For the whole site's, `mapped` reads the push of all
nodes off a grid, so that the cost grows with nodes and links and not with pairs: the particle mesh of Hockney and
Eastwood (1988). Each link is weighed against the other links of its ends, as VOSviewer does (van Eck and Waltman 2010).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

import numpy as np

from newsar_build.model.relations import Edge, Graph, Node
from newsar_build.relate.memory import Memory

DECIMALS = 3
"""Of a place: a thousandth of half the picture is less than a pixel."""
HALVED = math.log(2)
"""What a link of twice as many shared briefs pulls more: a frequent pair should not stand on one spot."""
SMALL = 40
"""Nodes up to which the layout is run longer: a small graph is looked at closely."""
PAIRS = 200
"""Nodes up to which all pairs are compared: the grid is cheaper from about here."""
GRID = 96
"""Cells along a side of the grid: twice as many cost four times as much and look the same."""
SOFT = 0.7
"""Cells within which the push of a node no longer grows."""
MESH_STEPS = 150
"""The map no longer changes to the eye."""
CENTRE = 0.02
"""Pull towards the middle, so that parts without a link between them stay near."""
STIFF = 0.3
"""What a node of weak links gives way less than its links say, so that it does not swing."""
ROOM = 0.5
"""How much more a node of many links pushes (a share of the square root of their number): its name needs room."""
LARGEST_STEP = 0.5
"""The first step at most, as a share of the map’s mean radius; it falls to nothing by the last."""
EVEN = 0.5
"""How far the dense middle is spread, 0 not at all to 1 until every ring holds nodes by its area."""
INNER = 99
"""Percent of the nodes that lie within radius 1 before the map is fitted: a few outliers should not shrink the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """All that a layout depends on: sorted ids, and links as two places in `ids` and how hard they pull."""

    ids: tuple[str, ...]
    links: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where each node stands, x and y from −1 to 1."""

    places: tuple[tuple[float, float], ...]


def arranged(nodes: tuple[Node, ...], edges: tuple[Edge, ...], memory: Memory) -> Graph:
    """The graph with coordinates −1 to 1 (Fruchterman and Reingold 1991), from places that the ids give.

    A link pulls by how often its number of shared briefs can be halved: one brief more seldom moves a graph.
    """
    if not nodes:
        return Graph(nodes=(), edges=())
    ids = tuple(sorted(node.id for node in nodes))
    index = {name: number for number, name in enumerate(ids)}
    links = tuple(sorted((index[edge.a], index[edge.b], edge.shared.bit_length()) for edge in edges))
    sketch = Sketch(ids=ids, links=links)
    layout = memory.recall("layout", Layout, (sketch,), lambda: _layout(sketch))
    placed = tuple(_placed(node, *layout.places[index[node.id]]) for node in nodes)
    return Graph(nodes=placed, edges=edges)


def around(weighed: Sequence[tuple[Node, int]], edges: tuple[Edge, ...]) -> Graph:
    """The graph with the first node in the middle and the others around it, in their order, of these weights.

    Cheap enough for every entity.
    """
    places = ((0.0, 0.0), *_ring(len(weighed) - 1))
    nodes = tuple(
        Node(id=node.id, name=node.name, kind=node.kind, weight=weight, x=x, y=y)
        for (node, weight), (x, y) in zip(weighed, places, strict=True)
    )
    return Graph(nodes=nodes, edges=edges)


@cache
def _ring(count: int) -> tuple[tuple[float, float], ...]:
    """Places on a circle, from the top."""
    turns = [2 * math.pi / max(count, 1) * step - math.pi / 2 for step in range(count)]
    return tuple((round(math.cos(turn), DECIMALS), round(math.sin(turn), DECIMALS)) for turn in turns)


def mapped(nodes: tuple[Node, ...], edges: tuple[Edge, ...], memory: Memory) -> tuple[Node, ...]:
    """The nodes with coordinates −1 to 1, near those they are linked with; every node should have a link."""
    if len(nodes) <= PAIRS:
        return arranged(nodes, edges, memory).nodes
    index = {node.id: number for number, node in enumerate(nodes)}
    ends = np.array([(index[edge.a], index[edge.b]) for edge in edges], dtype=np.int64).reshape(-1, 2)
    shared = np.array([edge.shared for edge in edges], dtype=np.float64)
    seeds = np.array([_seed(node.id) for node in nodes]) * math.sqrt(len(nodes))
    places = np.clip(_evened(_mesh(seeds, ends, shared)), -1, 1)
    return tuple(_placed(node, float(x), float(y)) for node, (x, y) in zip(nodes, places, strict=True))


def _mesh(places: np.ndarray, ends: np.ndarray, shared: np.ndarray) -> np.ndarray:
    count, (a, b) = len(places), ends.T
    held = np.bincount(a, shared, count) + np.bincount(b, shared, count)
    pull = shared / np.sqrt(held[a] * held[b])
    stiff = np.bincount(a, pull, count) + np.bincount(b, pull, count) + CENTRE + STIFF
    mass = 1 + ROOM * np.sqrt(held)
    kernel = _kernel()
    for step in range(MESH_STEPS):
        force = _pushed(places, mass, kernel) - CENTRE * places
        drawn = (places[b] - places[a]) * pull[:, None]
        for axis in (0, 1):
            force[:, axis] += np.bincount(a, drawn[:, axis], count) - np.bincount(b, drawn[:, axis], count)
        move = force / stiff[:, None]
        length = np.maximum(np.hypot(*move.T), 1e-9)
        most = LARGEST_STEP * math.sqrt(float((places**2).sum(axis=1).mean())) * (1 - step / MESH_STEPS)
        places = places + move * np.minimum(1, most / length)[:, None]
    return np.asarray(places - np.median(places, axis=0))


def _kernel() -> tuple[np.ndarray, np.ndarray]:
    """The push of one node on the cells around it, along each axis, as a spectrum."""
    reach = np.arange(2 * GRID)
    reach = np.where(reach < GRID, reach, reach - 2 * GRID).astype(np.float64)
    across, down = np.meshgrid(reach, reach, indexing="ij")
    square = across**2 + down**2 + SOFT**2
    return np.fft.rfft2(across / square), np.fft.rfft2(down / square)


def _pushed(places: np.ndarray, mass: np.ndarray, kernel: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """How hard all others push each node: the masses laid on a grid, spread over it, and read off again."""
    low = places.min(axis=0)
    cell = max(float((places.max(axis=0) - low).max()), 1e-9) / (GRID - 2)
    scaled = (places - low) / cell
    corner = np.floor(scaled).astype(np.int64)
    part, side = scaled - corner, 2 * GRID
    shares = [
        ((corner[:, 0] + x) * side + corner[:, 1] + y, np.abs(1 - x - part[:, 0]) * np.abs(1 - y - part[:, 1]))
        for x in (0, 1)
        for y in (0, 1)
    ]
    laid = sum(np.bincount(cells, share * mass, side * side) for cells, share in shares)
    spectrum = np.fft.rfft2(np.asarray(laid).reshape(side, side))
    push = np.empty_like(places)
    for axis, spread in enumerate(kernel):
        field = np.fft.irfft2(spectrum * spread, s=(side, side)).ravel() / cell
        push[:, axis] = sum(share * field[cells] for cells, share in shares)
    return np.asarray(push * mass[:, None])


def _evened(places: np.ndarray) -> np.ndarray:
    """The map with its dense middle spread: each node keeps its direction and its order from the middle."""
    radius = np.maximum(np.hypot(*places.T), 1e-9)
    ring = np.empty(len(places))
    ring[np.argsort(radius, kind="stable")] = np.sqrt((np.arange(len(places)) + 0.5) / len(places))
    wanted = ring**EVEN * (radius / np.percentile(radius, INNER)) ** (1 - EVEN)
    return np.asarray(places / radius[:, None] * np.minimum(wanted, 1)[:, None])


def _placed(node: Node, x: float, y: float) -> Node:
    return _at(node, round(x, DECIMALS), round(y, DECIMALS))


def _at(node: Node, x: float, y: float) -> Node:
    """As `replace` would make it, in a third of the time: there are ten nodes to a dossier."""
    return Node(
        id=node.id, name=node.name, kind=node.kind, weight=node.weight, x=x, y=y, salience=node.salience
    )  # fmt: skip


def _seed(name: str) -> tuple[float, float]:
    digest = blake2b(name.encode(), digest_size=8).digest()
    return int.from_bytes(digest[:4], "big") / 2**31 - 1, int.from_bytes(digest[4:], "big") / 2**31 - 1


def _layout(sketch: Sketch) -> Layout:
    places = _spring(np.array([_seed(name) for name in sketch.ids]), sketch)
    return Layout(places=tuple((round(float(x), DECIMALS), round(float(y), DECIMALS)) for x, y in places))


def _spring(places: np.ndarray, sketch: Sketch) -> np.ndarray:
    count = len(places)
    pull = np.zeros((count, count))
    for one, other, strength in sketch.links:
        pull[one, other] = pull[other, one] = 1 + HALVED * (strength - 1)
    ideal = np.sqrt(4 / count)
    steps = 60 if count <= SMALL else 40
    for step in range(steps):
        apart = places[:, None, :] - places[None, :, :]
        distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), 0.01)
        push = ideal**2 / distance**2 - pull * distance / ideal
        move = (apart * push[:, :, None]).sum(axis=1) - places * 0.6
        length = np.maximum(np.sqrt((move**2).sum(axis=1)), 0.01)
        places = places + move / length[:, None] * np.minimum(length, 0.2 * (1 - step / steps))[:, None]
    return _fitted(places)


def _fitted(places: np.ndarray) -> np.ndarray:
    low, high = places.min(axis=0), places.max(axis=0)
    size = np.maximum(high - low, 0.01)
    return np.asarray((places - low) / size * 2 - 1) if len(places) > 1 else np.zeros((1, 2))
