"""Who appears with whom: shared briefs, companions, and the graphs of briefs, entities, topics and the whole site."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from operator import attrgetter

from newsar_build.model.findings import AnalysedBrief, TopicFinding
from newsar_build.model.groups import head_of_group
from newsar_build.model.relations import (
    Companion,
    Connection,
    Edge,
    Entity,
    EntityInBrief,
    Graph,
    Holding,
    Node,
    Topic,
    WholeGraph,
)
from newsar_build.relate.config import RelateConfig
from newsar_build.relate.layout import around, arranged, mapped
from newsar_build.relate.memory import Memory

TOPIC = "Topic"
COMPANIONS = 12
"""Entities that a dossier lists beside its own."""
LIFT_DIGITS = 2
"""Digits of a lift: it is an estimate from a few briefs."""
FEWEST = 10
"""The whole graph begins with at least one part in so many of the links that it may show."""

_shared = attrgetter("shared")


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """Counts over the corpus: briefs of each node, neighbours with the briefs they share, the strongest of them.

    `edges` are by their ends, each in the order in which it was first met.
    """

    nodes: dict[str, Node]
    edges: dict[tuple[str, str], Edge]
    neighbours: dict[str, dict[str, int]]
    strongest: dict[str, tuple[str, ...]]
    of_brief: dict[str, tuple[str, ...]]
    briefs: int


def weave(
    in_brief: dict[str, tuple[EntityInBrief, ...]], topics: dict[str, tuple[Topic, ...]], config: RelateConfig
) -> Web:
    """Count over all briefs; only a brief's most salient entities and its topics take part."""
    names: dict[str, tuple[str, str]] = {}
    of_brief: dict[str, tuple[str, ...]] = {}
    weight: Counter[str] = Counter()
    shared: Counter[tuple[str, str]] = Counter()
    for brief in sorted(in_brief):
        entities = in_brief[brief][: config.entity_edges]
        names.update({each.entity.id: (each.entity.name, each.entity.type.value) for each in in_brief[brief]})
        names.update({topic_node(topic): (topic.name, TOPIC) for topic in topics[brief]})
        members = (*(each.entity.id for each in entities), *(topic_node(topic) for topic in topics[brief]))
        of_brief[brief] = members
        weight.update({*members, *(each.entity.id for each in in_brief[brief])})
        shared.update(combinations(sorted(members), 2))
    neighbours: dict[str, dict[str, int]] = defaultdict(dict)
    for (one, other), count in shared.items():
        neighbours[one][other] = neighbours[other][one] = count
    nodes = {
        each: Node(id=each, name=names[each][0], kind=names[each][1], weight=weight[each]) for each in sorted(weight)
    }
    most = max(map(len, of_brief.values()), default=0) + max(config.brief_nodes, config.dossier_nodes, COMPANIONS)
    return Web(
        nodes=nodes,
        edges={pair: Edge(a=pair[0], b=pair[1], shared=count) for pair, count in shared.items()},
        neighbours=dict(neighbours),
        strongest={each: tuple(_strongest(near, most)) for each, near in neighbours.items()},
        of_brief=of_brief,
        briefs=len(in_brief),
    )


def topic_node(topic: Topic) -> str:
    """A topic's id as a node."""
    return f"topic/{topic.slug}"


def brief_graph(web: Web, brief: str, salience: dict[str, float], config: RelateConfig, memory: Memory) -> Graph:
    """A brief's own nodes, by `salience` in it, and the strongest neighbours of theirs, with the edges among them."""
    own = web.of_brief[brief]
    topics = [each for each in own if web.nodes[each].kind == TOPIC]
    core = [*topics, *(each for each in own if each not in topics)][: config.brief_nodes - 2]
    nodes, edges = _members(web, [*core, *_outside(web, core, config.brief_nodes - len(core))])
    return arranged(tuple(replace(node, salience=salience.get(node.id, 0.0)) for node in nodes), edges, memory)


def salience_in(
    entities: tuple[EntityInBrief, ...], topics: tuple[Topic, ...], found: tuple[TopicFinding, ...]
) -> dict[str, float]:
    """How salient each node is in a brief; `found` are its topics with their confidence, in the order of `topics`."""
    sure = {topic_node(topic): each.confidence for topic, each in zip(topics, found, strict=True)}
    return sure | {each.entity.id: each.salience for each in entities}


def brief_connections(web: Web, brief: str) -> tuple[Connection, ...]:
    """Nodes beside the brief's own, by the number of briefs they share with one of those."""
    own = web.of_brief[brief]
    return tuple(_connection(web, each, _strength(web, own, each)) for each in _outside(web, own, COMPANIONS))


def node_graph(web: Web, node: str, config: RelateConfig) -> Graph:
    """A node with its strongest neighbours."""
    members = [node, *web.strongest.get(node, ())[: config.dossier_nodes - 1]]
    return around(node, *_members(web, members))


def companions(web: Web, node: str, entities: dict[str, Entity]) -> tuple[Companion, ...]:
    """The entities that a node shares most briefs with; lift is observed over expected by chance."""
    near = web.neighbours.get(node, {})
    named = [each for each in web.strongest.get(node, ()) if each in entities]
    return tuple(
        Companion(entity=entities[each], shared=near[each], lift=_lift(web, node, each, near[each]))
        for each in named[:COMPANIONS]
    )


def whole_graph(
    web: Web,
    briefs: tuple[AnalysedBrief, ...],
    in_brief: dict[str, tuple[EntityInBrief, ...]],
    config: RelateConfig,
    memory: Memory,
) -> WholeGraph:
    """The heaviest nodes of the site that share a brief with another such, and the briefs that hold them."""
    linked = [web.nodes[each] for each in web.neighbours]
    heaviest = {node.id for node in sorted(linked, key=lambda node: (-node.weight, node.id))[: config.graph_nodes]}
    met = sorted(pair for pair in web.edges if pair[0] in heaviest and pair[1] in heaviest)
    pairs = sorted((web.edges[pair] for pair in met), key=_shared, reverse=True)
    strength = _first_strength(pairs, config.graph_edges)
    held = {end for edge in pairs for end in (edge.a, edge.b)}
    nodes = tuple(sorted((web.nodes[each] for each in held), key=lambda node: (-node.weight, node.id)))
    place = {node.id: number for number, node in enumerate(nodes)}
    return WholeGraph(
        nodes=mapped(nodes, _holding_together(nodes, pairs, config.graph_edges), memory),
        edges=tuple(edge for edge in pairs[: config.graph_edges] if edge.shared >= strength),
        links=len(pairs),
        strength=strength,
        briefs=tuple(_holding(each, web.of_brief[each.brief.id], in_brief[each.brief.id], place) for each in briefs),
    )


def _first_strength(pairs: list[Edge], count: int) -> int:
    """From how many shared briefs links are shown at first: so that `count` suffice, but never almost none."""
    if len(pairs) <= count:
        return 1
    beyond = pairs[count].shared
    stronger = sum(edge.shared > beyond for edge in pairs[:count])
    return beyond + 1 if stronger * FEWEST >= count else beyond


def _holding_together(nodes: tuple[Node, ...], pairs: list[Edge], count: int) -> tuple[Edge, ...]:
    """The links that leave no node alone (a forest of the strongest), then the strongest, `count` in all."""
    group = {node.id: node.id for node in nodes}

    forest: list[Edge] = []
    rest: list[Edge] = []
    for edge in pairs:
        a, b = head_of_group(group, edge.a), head_of_group(group, edge.b)
        (rest if a == b else forest).append(edge)
        group[a] = b
    return (*forest, *rest[: max(0, count - len(forest))])


def _holding(
    each: AnalysedBrief, linked: tuple[str, ...], entities: tuple[EntityInBrief, ...], place: dict[str, int]
) -> Holding:
    named = sorted({one.entity.id for one in entities} - set(linked))
    return Holding(
        brief=each.brief.id,
        day=each.brief.article.day,
        outlet=each.brief.outlet.key,
        linked=tuple(sorted(place[node] for node in set(linked) if node in place)),
        named=tuple(place[node] for node in named if node in place),
    )


def _members(web: Web, members: list[str]) -> tuple[list[Node], tuple[Edge, ...]]:
    nodes = sorted((web.nodes[each] for each in members), key=lambda node: (-node.weight, node.id))
    held = set(members)
    pairs = sorted(
        (one, other)
        for one in members
        if (near := web.neighbours.get(one))
        for other in near.keys() & held
        if one < other
    )
    edges = (web.edges[pair] for pair in pairs)
    return nodes, tuple(sorted(edges, key=_shared, reverse=True))


def _outside(web: Web, own: Sequence[str], count: int) -> list[str]:
    """The `count` strongest neighbours of any of these nodes: each is among the strongest of one of them."""
    near: dict[str, int] = {}
    for member in own:
        links = web.neighbours.get(member, {})
        for other in web.strongest.get(member, ())[: len(own) + count]:
            if links[other] > near.get(other, 0):
                near[other] = links[other]
    for member in own:
        near.pop(member, None)
    return _strongest(near, count)


def _strength(web: Web, own: tuple[str, ...], other: str) -> int:
    return max(web.neighbours.get(member, {}).get(other, 0) for member in own)


def _strongest(near: dict[str, int], count: int) -> list[str]:
    """By shared briefs, then by id: sorting twice is cheaper than sorting by pairs."""
    return sorted(sorted(near), key=near.__getitem__, reverse=True)[: max(count, 0)]


def _connection(web: Web, each: str, shared: int) -> Connection:
    node = web.nodes[each]
    return Connection(id=each, name=node.name, type=node.kind, shared=shared)


def _lift(web: Web, one: str, other: str, shared: int) -> float:
    """To two digits: each brief more moves the chance of all, and would move all dossiers by it."""
    expected = web.nodes[one].weight * web.nodes[other].weight / max(web.briefs, 1)
    return float(f"{shared / expected:.{LIFT_DIGITS}g}") if expected else 0.0
