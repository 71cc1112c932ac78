"""Where the nodes of a graph stand: worked out once, at build time, always the same for the same graph."""

from __future__ import annotations

import math
from hashlib import blake2b

import numpy as np

from newsar_build.model.relations import Edge, Graph, Node

SMALL = 40
"""Nodes up to which the layout is run longer: a small graph is looked at closely."""


def arranged(nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> Graph:
    """The graph with coordinates −1 to 1 (Fruchterman and Reingold 1991), from places that the ids give."""
    if not nodes:
        return Graph(nodes=(), edges=())
    places = _spring(np.array([_seed(node.id) for node in nodes]), nodes, edges)
    placed = tuple(_placed(node, float(x), float(y)) for node, (x, y) in zip(nodes, places, strict=True))
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


def _spring(places: np.ndarray, nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> np.ndarray:
    count = len(nodes)
    index = {node.id: number for number, node in enumerate(nodes)}
    pull = np.zeros((count, count))
    for edge in edges:
        one, other = index[edge.a], index[edge.b]
        pull[one, other] = pull[other, one] = 1 + np.log(edge.shared)
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
