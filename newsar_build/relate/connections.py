"""Who appears with whom: shared briefs, companions, and the graphs of briefs, entities, topics and the whole site."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, islice

from newsar_build.model.findings import AnalysedBrief, TopicFinding
from newsar_build.model.groups import head_of_group
from newsar_build.model.relations import (
    COUNTED,
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
TOGETHER = 2
"""Briefs of a dossier that two of its neighbours must share to be linked: in one brief everybody is with everybody."""
FEW = 5
"""Briefs that are added to a node's own where two are held against each other: of few shared briefs little follows."""
ONCE = 0.1
"""What a link counts for that a single brief makes: chance may have made it."""
LIFTS = (1, 2, 5)
"""First digits of a lift: it is an estimate from a few briefs, and each brief more moves the chance of all."""
FEWEST = 10
"""The whole graph begins with at least one part in so many of the links that it may show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """Counts over the corpus: each node with its briefs, the briefs that two share, and whom a node is closest to.

    Only those that a brief is about are linked in it: `of_brief`, most salient first, and `linked_in`. `shared` is by
    two ids, the lesser first; `neighbours` has both ways. `closest` are the neighbours with how close they are (0–1).
    """

    nodes: dict[str, Node]
    shared: dict[tuple[str, str], int]
    neighbours: dict[str, dict[str, int]]
    closest: dict[str, tuple[tuple[str, float], ...]]
    of_brief: dict[str, tuple[str, ...]]
    linked_in: dict[str, tuple[str, ...]]
    briefs: int

    def telling(self, node: str) -> float:
        """How much a brief's being about this node tells of the brief: little where many are."""
        return math.log((self.briefs + 1) / self.nodes[node].weight) ** 2


def weave(
    in_brief: dict[str, tuple[EntityInBrief, ...]], topics: dict[str, tuple[Topic, ...]], config: RelateConfig
) -> Web:
    """Count over all briefs; only a brief's most salient entities and its topics are linked."""
    names: dict[str, tuple[str, str]] = {}
    of_brief: dict[str, tuple[str, ...]] = {}
    linked_in: dict[str, list[str]] = defaultdict(list)
    weight: Counter[str] = Counter()
    shared: Counter[tuple[str, str]] = Counter()
    for brief in sorted(in_brief):
        entities = in_brief[brief][: config.entity_edges]
        names.update({each.entity.id: (each.entity.name, each.entity.type.value) for each in in_brief[brief]})
        names.update({topic_node(topic): (topic.name, TOPIC) for topic in topics[brief]})
        members = (*(each.entity.id for each in entities), *(topic_node(topic) for topic in topics[brief]))
        of_brief[brief] = members
        for member in members:
            linked_in[member].append(brief)
        weight.update({*members, *(each.entity.id for each in in_brief[brief])})
        shared.update(combinations(sorted(members), 2))
    neighbours: dict[str, dict[str, int]] = defaultdict(dict)
    for (one, other), count in shared.items():
        neighbours[one][other] = neighbours[other][one] = count
    web = Web(
        nodes={
            each: Node(id=each, name=names[each][0], kind=names[each][1], weight=weight[each])
            for each in sorted(weight)
        },
        shared=dict(shared),
        neighbours=dict(neighbours),
        closest={},
        of_brief=of_brief,
        linked_in={node: tuple(held) for node, held in linked_in.items()},
        briefs=len(in_brief),
    )
    most = max(map(len, of_brief.values()), default=0) + max(config.brief_nodes, COMPANIONS)
    return replace(web, closest={node: _closest(web, node, most) for node in neighbours})


def _closest(web: Web, node: str, count: int) -> tuple[tuple[str, float], ...]:
    weight = web.nodes[node].weight
    near = {other: _closeness(both, weight, web.nodes[other].weight) for other, both in web.neighbours[node].items()}
    return tuple((each, near[each]) for each in _highest(near, count))


def _closeness(both: int, one: int, other: int) -> float:
    """How much of what tells of either tells of both, 0–1: whoever is in every brief is close to nobody."""
    return both * both / ((one + FEW) * (other + FEW)) * (1 if both > 1 else ONCE)


def topic_node(topic: Topic) -> str:
    """A topic's id as a node."""
    return f"topic/{topic.slug}"


def brief_graph(web: Web, brief: str, salience: dict[str, float], config: RelateConfig, memory: Memory) -> Graph:
    """A brief's own nodes, by `salience` in it, and those that are closest to them, with the edges among them.

    From `COUNTED` on, the weights of nodes and the shared briefs of edges are rounded down to their first digit.
    """
    own = web.of_brief[brief]
    topics = [each for each in own if web.nodes[each].kind == TOPIC]
    core = [*topics, *(each for each in own if each not in topics)][: config.brief_nodes - 2]
    members = [*core, *(each for each, _ in _outside(web, core, config.brief_nodes - len(core)))]
    nodes = (
        replace(web.nodes[each], weight=rounded(web.nodes[each].weight), salience=salience.get(each, 0.0))
        for each in members
    )
    links = (pair for pair in combinations(sorted(members), 2) if pair in web.shared)
    return arranged(
        tuple(sorted(nodes, key=lambda node: (-node.weight, node.id))),
        _edges({pair: rounded(web.shared[pair]) for pair in links}),
        memory,
    )


def rounded(count: int) -> int:
    """A number of briefs as a brief's graph gives it: exact below `COUNTED`, else its first digit and noughts."""
    unit = 10 ** (len(str(count)) - 1)
    return count if count < COUNTED else count // unit * unit


def salience_in(
    entities: tuple[EntityInBrief, ...], topics: tuple[Topic, ...], found: tuple[TopicFinding, ...]
) -> dict[str, float]:
    """How salient each node is in a brief; `found` are its topics with their confidence, in the order of `topics`."""
    sure = {topic_node(topic): each.confidence for topic, each in zip(topics, found, strict=True)}
    return sure | {each.entity.id: each.salience for each in entities}


def brief_connections(web: Web, brief: str) -> tuple[Connection, ...]:
    """The nodes that are closest to the brief's own, with the briefs that each shares with the one it is close to."""
    return tuple(
        Connection(id=each, name=web.nodes[each].name, type=web.nodes[each].kind, shared=web.neighbours[mate][each])
        for each, mate in _outside(web, web.of_brief[brief], COMPANIONS)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Who appears with a node in the briefs that are about it, as a dossier shows it."""

    companions: tuple[Companion, ...]
    graph: Graph


def surroundings(web: Web, node: str, entities: dict[str, Entity], config: RelateConfig) -> Surroundings:
    """What a node's own briefs show of its neighbours, most shared briefs first, then the more salient in one of them.

    The graph counts these briefs alone: a node weighs by those that it shares with the dossier's, and an edge counts
    those that hold both its ends. So a dossier changes with its own briefs, and hardly with others.
    """
    briefs = web.linked_in.get(node, ())
    near = _met(web, node, briefs)
    drawn = {node: web.nodes[node].weight} | dict(islice(near.items(), config.dossier_nodes - 1))
    named = islice(((each, both) for each, both in near.items() if each in entities), COMPANIONS)
    return Surroundings(
        companions=tuple(
            Companion(
                entity=entities[each],
                shared=both,
                lift=_lift(both, web.nodes[node].weight, web.nodes[each].weight, web.briefs),
            )
            for each, both in named
        ),
        graph=around(
            tuple((web.nodes[each], weight) for each, weight in drawn.items()), _edges(_together(web, node, drawn))
        ),
    )


def _met(web: Web, node: str, briefs: tuple[str, ...]) -> dict[str, int]:
    """Whom these briefs link a node with, and in how many: the nearest first."""
    if len(briefs) == 1:
        return {each: 1 for each in web.of_brief[briefs[0]] if each != node}
    both: Counter[str] = Counter()
    best: dict[str, int] = {}
    for brief in briefs:
        members = web.of_brief[brief]
        both.update(members)
        for place, each in enumerate(members):
            if place < best.get(each, place + 1):
                best[each] = place
    del both[node]
    ranked = sorted(both, key=lambda each: (-both[each], best[each], each))
    return {each: both[each] for each in ranked}


def _together(web: Web, node: str, drawn: dict[str, int]) -> dict[tuple[str, str], int]:
    """How many of a node's briefs hold two of those drawn: the node's own links, and others from `TOGETHER` on."""
    links = {(min(node, each), max(node, each)): both for each, both in drawn.items() if each != node}
    briefs = web.linked_in.get(node, ())
    pairs: Counter[tuple[str, str]] = Counter()
    for brief in briefs if len(briefs) >= TOGETHER else ():
        pairs.update(combinations(sorted(each for each in web.of_brief[brief] if each in drawn), 2))
    return links | {pair: count for pair, count in pairs.items() if count >= TOGETHER}


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
    met = {pair: count for pair, count in web.shared.items() if pair[0] in heaviest and pair[1] in heaviest}
    pairs = list(_edges(met))
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


def _edges(shared: dict[tuple[str, str], int]) -> tuple[Edge, ...]:
    """The strongest first, then by their ends."""
    ranked = sorted(shared, key=lambda pair: (-shared[pair], pair))
    return tuple(Edge(a=a, b=b, shared=shared[a, b]) for a, b in ranked)


def _outside(web: Web, own: Sequence[str], count: int) -> list[tuple[str, str]]:
    """The `count` closest to these nodes, of which the rarer count for more; each with the one it is close to."""
    found: dict[str, tuple[float, str]] = {}
    for member in own:
        telling = web.telling(member)
        for other, close in web.closest.get(member, ())[: len(own) + count]:
            how = close * telling
            if other not in found or (-how, member) < (-found[other][0], found[other][1]):
                found[other] = how, member
    for member in own:
        found.pop(member, None)
    return [(each, found[each][1]) for each in _highest({each: how for each, (how, _) in found.items()}, count)]


def _highest(values: dict[str, float], count: int) -> list[str]:
    """By value, then by id: sorting twice is cheaper than sorting by pairs."""
    return sorted(sorted(values), key=values.__getitem__, reverse=True)[: max(count, 0)]


@cache
def _lift(shared: int, one: int, other: int, briefs: int) -> float:
    """The nearest of 1, 2, 5, 10, 20 …, and of the parts of 1 alike."""
    lift = shared * briefs / (one * other)
    unit = math.floor(math.log10(lift))
    steps = [float(f"{first}e{power}") for power in (unit, unit + 1) for first in LIFTS]
    return min(steps, key=lambda step: abs(math.log(step / lift)))
