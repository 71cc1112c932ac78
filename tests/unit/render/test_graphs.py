"""What a graph keeps where there is no room for all of it."""

from __future__ import annotations

import json
from dataclasses import replace

from newsar_build.model.relations import Edge, Graph, Node
from newsar_build.render.graphs import LABELS, graph_view, strongest


def node(name: str, weight: int = 1, x: float = 0.0, y: float = 0.0, kind: str = "Person") -> Node:
    return Node(id=f"person/{name}", name=name, kind=kind, weight=weight, x=x, y=y)


def edge(a: str, b: str, shared: int) -> Edge:
    return Edge(a=f"person/{a}", b=f"person/{b}", shared=shared)


def complete(names: str) -> Graph:
    """Everybody linked to everybody, the earlier names more often."""
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    edges = tuple(edge(a, b, len(pairs) - i) for i, (a, b) in enumerate(pairs))
    return Graph(nodes=tuple(node(name) for name in names), edges=edges)


def test_a_small_drawing_keeps_its_strongest_links_and_loses_no_node() -> None:
    kept = strongest(complete("abcdefgh"))
    assert len(kept.edges) == 12
    assert {end for each in kept.edges for end in (each.a, each.b)} == {each.id for each in kept.nodes}
    assert [each.shared for each in kept.edges] == sorted((each.shared for each in kept.edges), reverse=True)


def test_the_links_of_a_dossiers_own_entity_are_all_kept() -> None:
    kept = strongest(complete("abcdefgh"), "person/h")
    assert sum("person/h" in (each.a, each.b) for each in kept.edges) == 7


def test_a_briefs_graph_says_of_large_numbers_that_there_are_more() -> None:
    pairs = (edge("a", "b", 100), edge("a", "c", 19))
    nodes = tuple(replace(node(name, weight=300), salience=0.5) for name in "abc")
    brief, dossier = (graph_view(Graph(nodes=each, edges=pairs)) for each in (nodes, (*map(node, "abc"),)))

    assert [row.shared for row in brief.rows] == ["100+", "19"]
    assert brief.nodes[0].note == "Person, 300+ briefs, salience 0.50"
    assert [row.shared for row in dossier.rows] == ["100", "19"]


def test_a_name_that_would_cover_another_goes_above_its_node() -> None:
    view = graph_view(Graph(nodes=(node("Maren Tolvik", 9), node("Edda Quillon", 1, x=0.05)), edges=()))
    heavy, light = view.nodes
    assert heavy.label_y > heavy.y
    assert light.label_y < light.y
    fonts = [each["font"] for each in json.loads(view.network)["nodes"]]
    assert [each.get("vadjust", 0) < 0 for each in fonts] == [False, True]


def test_in_a_crowd_only_the_names_that_have_room_are_shown_and_every_node_keeps_its_own() -> None:
    crowd = tuple(node(f"Name {number:03d}", weight=number) for number in range(LABELS + 20))
    view = graph_view(Graph(nodes=crowd, edges=()))
    shown = [each.name for each in view.nodes if each.labelled]
    assert "Name 059" in shown
    assert len(shown) == 2
    assert {each["label"] for each in json.loads(view.network)["nodes"]} == {each.name for each in crowd}


def test_a_topic_is_named_with_a_capital_and_drawn_in_its_own_shape() -> None:
    view = graph_view(Graph(nodes=(node("economy, business and finance", kind="Topic"),), edges=()))
    assert view.nodes[0].name == "Economy, business and finance"
    assert json.loads(view.network)["nodes"][0]["shape"] == "custom"
