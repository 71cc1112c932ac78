"""What the whole graph's network shows at first."""

from __future__ import annotations

from newsar_build.model.relations import Node, WholeGraph
from newsar_build.render.whole_network import LINKS_DRAWN, whole_network


def graph(*nodes: Node) -> WholeGraph:
    return WholeGraph(nodes=nodes, edges=(), links=0, strength=1, briefs=())


def node(name: str, weight: int, x: float = 0.0) -> Node:
    return Node(id=f"person/{name}", name=name, kind="Person", weight=weight, x=x, y=0.0)


def test_of_two_names_that_cover_each_other_the_lighter_node_s_waits_until_one_is_nearer() -> None:
    close = graph(node("Maren Tolvik", 9), node("Edda Quillon", 2, x=0.05), node("Petter Lund", 1, x=0.9))
    heavy, light, apart = (each["near"] for each in whole_network(close, [], ["Person"])["nodes"])
    assert heavy == apart < light


def test_only_the_strongest_links_are_drawn_and_the_network_does_not_move() -> None:
    pair = graph(node("Maren Tolvik", 9), node("Edda Quillon", 2))
    links = [(LINKS_DRAWN + 5 - place, 0, 1) for place in range(LINKS_DRAWN + 5)]
    network = whole_network(pair, links, ["Person"])
    values = [each["value"] for each in network["edges"]]
    assert len(values) == LINKS_DRAWN
    assert values == sorted(values, reverse=True)
    assert network["options"]["physics"] == {"enabled": False}
