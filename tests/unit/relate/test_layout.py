"""Where the whole graph's nodes stand."""

from __future__ import annotations

from math import hypot

from newsar_build.model.relations import Edge, Node
from newsar_build.relate.layout import PAIRS, mapped
from newsar_build.relate.memory import FORGETFUL

CLIQUES, SIZE = 12, 25


def circles() -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Twelve circles of friends, each also linked once to the next."""
    nodes = tuple(
        Node(id=f"person/{number:03d}", name=str(number), kind="Person", weight=1) for number in range(CLIQUES * SIZE)
    )
    pairs = [(circle * SIZE + a, circle * SIZE + b) for circle in range(CLIQUES) for b in range(SIZE) for a in range(b)]
    pairs += [(circle * SIZE, (circle + 1) * SIZE) for circle in range(CLIQUES - 1)]
    return nodes, tuple(Edge(a=nodes[a].id, b=nodes[b].id, shared=2) for a, b in pairs)


def test_those_who_share_briefs_stand_nearer_than_those_who_do_not() -> None:
    nodes, edges = circles()
    assert len(nodes) > PAIRS
    placed = mapped(nodes, edges, FORGETFUL)
    near = hypot(placed[1].x - placed[2].x, placed[1].y - placed[2].y)
    far = hypot(placed[1].x - placed[-1].x, placed[1].y - placed[-1].y)
    assert near * 3 < far


def test_a_map_is_the_same_each_time_and_stays_within_its_bounds() -> None:
    nodes, edges = circles()
    placed = mapped(nodes, edges, FORGETFUL)
    assert placed == mapped(nodes, edges, FORGETFUL)
    assert all(abs(node.x) <= 1 and abs(node.y) <= 1 for node in placed)
    assert len({(node.x, node.y) for node in placed}) > len(nodes) / 2
