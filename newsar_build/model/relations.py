"""What relates briefs to each other: the values that `relate` makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from newsar_build.model.findings import EntityType, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A canonical thing, one dossier. `id` is `<type>/<slug>`, both in lower case."""

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityInBrief:
    """A canonical entity as one brief names it; `mentions` are spans of that brief's report."""

    entity: Entity
    name: str
    salience: float
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """An IPTC Media Topic that at least one brief is about; `slug` is unique among topics."""

    id: str
    name: str
    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node of a graph. `kind` is an entity type's value or `Topic`; `weight` is the number of its briefs.

    `id` is the entity's id, or the topic's `topic/<slug>`. `x` and `y` are layout coordinates, −1 to 1.
    """

    id: str
    name: str
    kind: str
    weight: int
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Two nodes that appear together in `shared` briefs; `a` sorts before `b`."""

    a: str
    b: str
    shared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Nodes with coordinates and the edges among them, both sorted, heaviest first."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A node linked to a brief's own nodes: `shared` is the number of briefs that hold both."""

    id: str
    name: str
    type: str
    shared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event as several briefs tell it, `briefs` in the order filed; the first gives the `id`.

    `similarity` is the mean link strength inside the story, 0–1. `independent` parts the briefs into groups that count
    once in corroboration: copies of one text, one outlet, one owner. `opinions` are the briefs that argue.
    """

    id: str
    headline: str
    briefs: tuple[str, ...]
    outlets: tuple[str, ...]
    first: date
    last: date
    similarity: float
    independent: tuple[tuple[str, ...], ...] = ()
    opinions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A statement of one brief by a speaker, or about an entity.

    `content` is a span of the brief's report, `sentence` the number (from 1) of the sentence it begins in.
    """

    brief: str
    content: Span
    sentence: int
    text: str
    speaker: str | None
    direct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefNeighbours:
    """What one brief's page shows of the rest of the site."""

    brief: str
    entities: tuple[EntityInBrief, ...]
    topics: tuple[Topic, ...]
    connections: tuple[Connection, ...]
    graph: Graph
    story: Story | None
    related: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """An entity that appears with another in `shared` briefs; `lift` is observed over expected by chance."""

    entity: Entity
    shared: int
    lift: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionDay:
    """How often an entity or topic was mentioned, and in how many briefs, on one day."""

    day: date
    mentions: int
    briefs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityNeighbours:
    """What an entity's dossier shows. `briefs` newest first, as (brief id, mentions) pairs."""

    entity: Entity
    mentions: int
    briefs: tuple[tuple[str, int], ...]
    timeline: tuple[MentionDay, ...]
    companions: tuple[Companion, ...]
    quotes_by: tuple[Quote, ...]
    quotes_about: tuple[Quote, ...]
    graph: Graph
    stories: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicNeighbours:
    """What a topic's page shows. `briefs` newest first."""

    topic: Topic
    briefs: tuple[str, ...]
    timeline: tuple[MentionDay, ...]
    companions: tuple[Companion, ...]
    graph: Graph
    stories: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One day's briefs; `lead` first, then by story size and salience."""

    day: date
    number: int
    briefs: tuple[str, ...]
    stories: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Norms:
    """Corpus medians, rounded to two decimals so that one more article seldom moves them."""

    tone: float
    factuality: float
    sources: float
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """Everything that relates the briefs of a corpus, each tuple sorted by id (editions by day)."""

    briefs: tuple[BriefNeighbours, ...]
    entities: tuple[EntityNeighbours, ...]
    topics: tuple[TopicNeighbours, ...]
    stories: tuple[Story, ...]
    editions: tuple[Edition, ...]
    graph: Graph
    norms: Norms
