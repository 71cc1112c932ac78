"""Who appears with whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from newsar_build.model.findings import EntityType
from newsar_build.model.relations import Entity, EntityInBrief, Graph
from newsar_build.relate.config import RelateConfig
from newsar_build.relate.connections import Surroundings, Web, brief_connections, brief_graph, surroundings, weave
from newsar_build.relate.memory import FORGETFUL

PRESIDENT = {f"a{number}": ("President", "Capital") for number in range(30)}
"""Thirty briefs on nothing but a president and the capital."""
STORM = {"s1": ("Tolvik", "Skerrin"), "s2": ("Tolvik", "Skerrin", "Dock"), "s3": ("Tolvik", "Dock")}
CONFIG = RelateConfig()


def entity(name: str) -> Entity:
    """Somebody of that name."""
    return Entity(id=f"person/{name.lower()}", name=name, type=EntityType.PERSON)


def web_of(briefs: Mapping[str, Sequence[str]]) -> Web:
    """The links of briefs that name these, the most salient first."""
    found = {
        brief: tuple(
            EntityInBrief(entity=entity(name), name=name, salience=round(1 - place / 20, 2), mentions=())
            for place, name in enumerate(names)
        )
        for brief, names in briefs.items()
    }
    return weave(found, dict.fromkeys(briefs, ()), CONFIG)


def around(web: Web, name: str) -> Surroundings:
    """What a dossier shows of whom somebody appears with."""
    named = {node.id: entity(node.name) for node in web.nodes.values()}
    return surroundings(web, entity(name).id, named, CONFIG)


def links(graph: Graph) -> dict[tuple[str, str], int]:
    """The numbers of a graph's edges."""
    return {(edge.a.removeprefix("person/"), edge.b.removeprefix("person/")): edge.shared for edge in graph.edges}


def test_a_dossier_counts_only_the_briefs_that_are_about_it() -> None:
    web = web_of({**STORM, "x1": ("Skerrin", "Dock"), "x2": ("Skerrin", "Dock")})
    graph = around(web, "Tolvik").graph

    assert links(graph) == {("skerrin", "tolvik"): 2, ("dock", "tolvik"): 2}
    assert {node.name: node.weight for node in graph.nodes} == {"Tolvik": 3, "Skerrin": 2, "Dock": 2}


def test_two_who_appear_together_in_two_of_its_briefs_are_linked_in_a_dossier() -> None:
    graph = around(web_of({**STORM, "s4": ("Dock", "Skerrin", "Tolvik")}), "Tolvik").graph

    assert links(graph) == {("skerrin", "tolvik"): 3, ("dock", "tolvik"): 3, ("dock", "skerrin"): 2}


def test_a_dossier_names_the_more_salient_first_of_those_in_as_many_briefs() -> None:
    companions = around(web_of({"s1": ("Tolvik", "Skerrin", "Dock")}), "Tolvik").companions

    assert [each.entity.name for each in companions] == ["Skerrin", "Dock"]


def test_a_brief_about_others_leaves_a_dossier_as_it_was() -> None:
    before = web_of({**STORM, **PRESIDENT})
    after = web_of({**STORM, **PRESIDENT, "x1": ("President", "Capital", "Dock")})

    assert around(before, "Tolvik") == around(after, "Tolvik")


def test_a_brief_about_others_leaves_the_graph_and_connections_of_a_brief_as_they_were() -> None:
    storm = {brief: (*names, "President", "Capital") for brief, names in STORM.items()}
    before = web_of({**storm, **PRESIDENT})
    after = web_of({**storm, **PRESIDENT, "x1": ("President", "Capital")})

    assert brief_graph(before, "s1", {}, CONFIG, FORGETFUL) == brief_graph(after, "s1", {}, CONFIG, FORGETFUL)
    assert brief_connections(before, "s1") == brief_connections(after, "s1")


@pytest.mark.parametrize(("own", "shared", "others", "lift"), [(0, 1, 19, 20), (0, 2, 38, 20), (9, 1, 10, 0.2)])
def test_a_lift_is_told_to_the_nearest_of_1_2_5_and_their_tens(own: int, shared: int, others: int, lift: float) -> None:
    together = {f"t{number}": ("Tolvik", "Skerrin") for number in range(shared)}
    apart = {f"o{number}": ("Tolvik",) for number in range(own)} | {f"s{number}": ("Skerrin",) for number in range(own)}
    rest = {f"r{number}": ("Dock",) for number in range(others)}
    (found,) = around(web_of({**together, **apart, **rest}), "Tolvik").companions

    assert found.lift == lift


def test_a_brief_is_connected_to_what_is_close_to_its_own_and_not_to_what_everybody_names() -> None:
    web = web_of({**PRESIDENT, "s0": ("Tolvik", "President"), "s1": ("Tolvik", "Dock"), "s2": ("Tolvik", "Dock")})

    assert [(each.name, each.shared) for each in brief_connections(web, "s0")] == [("Dock", 2), ("Capital", 30)]


def test_a_brief_s_graph_counts_few_shared_briefs_exactly_and_many_by_their_first_digit() -> None:
    web = web_of({**PRESIDENT, "b": ("President", "Capital", "Tolvik"), "c": ("President", "Tolvik")})
    graph = brief_graph(web, "b", {}, CONFIG, FORGETFUL)

    assert links(graph) == {("capital", "president"): 30, ("president", "tolvik"): 2, ("capital", "tolvik"): 1}
    assert {node.name: node.weight for node in graph.nodes} == {"President": 30, "Capital": 30, "Tolvik": 2}
