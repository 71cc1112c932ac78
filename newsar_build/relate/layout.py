"""Where the nodes of a graph stand: worked out once, at build time, always the same for the same graph."""

from __future__ import annotations

import math
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from newsar_build.model.relations import Edge, Graph, Node
from newsar_build.relate.memory import Memory

HALVED = math.log(2)
"""What a link of twice as many shared briefs pulls more: a frequent pair should not stand on one spot."""
SMALL = 40
"""Nodes up to which the layout is run longer: a small graph is looked at closely."""


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


def around(center: str, nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> Graph:
    """The graph with one node in the middle and the others around it, in their order: cheap enough for every entity."""
    others = [node.id for node in nodes if node.id != center]
    turn = 2 * math.pi / max(len(others), 1)
    places = {
        name: (math.cos(turn * step - math.pi / 2), math.sin(turn * step - math.pi / 2))
        for step, name in enumerate(others)
    }
    places[center] = (0.0, 0.0)
    placed = tuple(_placed(node, *places[node.id]) for node in nodes)
    return Graph(nodes=placed, edges=edges)


def _placed(node: Node, x: float, y: float) -> Node:
    return Node(id=node.id, name=node.name, kind=node.kind, weight=node.weight, x=round(x, 3), y=round(y, 3))


def _seed(name: str) -> tuple[float, float]:
    digest = blake2b(name.encode(), digest_size=8).digest()
    return int.from_bytes(digest[:4], "big") / 2**31 - 1, int.from_bytes(digest[4:], "big") / 2**31 - 1


def _layout(sketch: Sketch) -> Layout:
    places = _spring(np.array([_seed(name) for name in sketch.ids]), sketch)
    return Layout(places=tuple((round(float(x), 3), round(float(y), 3)) for x, y in places))


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
