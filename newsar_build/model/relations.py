"""What relates briefs to each other: the values that `relate` makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from newsar_build.model.findings import EntityType, Frame, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A canonical thing, one dossier. `id` is `<type>/<slug>`, both in lower case."""

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    description: str = ""


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


COUNTED = 20
"""Briefs up to which a brief's graph counts exactly; of more it gives the first digit and noughts, "100+": else each
brief more would change the pages of all that are about a president."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node of a graph. `kind` is an entity type's value or `Topic`; `weight` is the number of its briefs.

    In a dossier's graph it is the number of those that it shares with the dossier's, in a brief's as `COUNTED` says.

    `id` is the entity's id, or the topic's `topic/<slug>`. `x` and `y` are layout coordinates, −1 to 1. `salience` is
    0–1 in the brief whose graph it is (a topic's confidence), 0 for what that brief does not name, None elsewhere.
    """

    id: str
    name: str
    kind: str
    weight: int
    x: float = 0.0
    y: float = 0.0
    salience: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Two nodes that appear together in `shared` briefs; `a` sorts before `b`.

    A dossier's graph counts only the dossier's briefs, a brief's graph as `COUNTED` says.
    """

    a: str
    b: str
    shared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Nodes with coordinates and the edges among them, both sorted, heaviest first."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One brief's nodes, by their places in the whole graph: `linked` ones pairwise, `named` ones only counted."""

    brief: str
    day: date
    outlet: str
    linked: tuple[int, ...]
    named: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeGraph:
    """The site's heaviest nodes, laid out, and the briefs that hold them: two nodes share the briefs that link both.

    `edges` are the pairs that share at least `strength` briefs, the strongest first; `links` counts those that share
    one or more.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    links: int
    strength: int
    briefs: tuple[Holding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A node close to one of a brief's own: `shared` is the number of briefs that are about both."""

    id: str
    name: str
    type: str
    shared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event as several briefs tell it, `briefs` in the order filed; `relate/story_ids.py` says which `id` it keeps.

    `similarity` is the mean link strength inside the story, 0–1. `independent` parts the briefs into groups that count
    once in corroboration: copies of one text, one agency's reports, one outlet, one owner. `opinions` are those that
    argue.
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
class FormerStory:
    """A story's id that no story has now, with those of its former briefs that are still there, by id."""

    id: str
    briefs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """An agency that a report credits; `whole` where the report is its own. `evidence` None: the byline says it."""

    agency: str
    whole: bool
    evidence: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Another report with the same text: `share` (0–1) of the shorter one's runs of words stand in both.

    `outlet` is the other's outlet (key), `name` that outlet's name.
    """

    brief: str
    outlet: str
    name: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A statement of one brief by a speaker, or about an entity.

    `content` is a span of the brief's report, `sentence` the number (from 1) of the sentence it begins in.
    `direct`: all of it is word for word; `quoted`: some of it is. `speaker`: a name, else the report's words.
    """

    brief: str
    content: Span
    sentence: int
    text: str
    speaker: str | None
    direct: bool
    quoted: bool


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
    copies: tuple[Copy, ...] = ()
    """The reports of the whole corpus that carry its text, most alike first."""
    credits: tuple[Credit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """An entity that appears with another in `shared` briefs; `lift` is observed over expected by chance, roughly."""

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
class Quoted:
    """Somebody whom some reports quote, and the outlets of those that do: (outlet, statements)."""

    name: str
    entity: str | None
    outlets: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidIn:
    """What one brief attributes to an entity: statements, and how many of them at least in part word for word."""

    brief: str
    statements: int
    direct: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityNeighbours:
    """What an entity's dossier shows. `briefs` newest first, as (brief id, mentions) pairs.

    `statements` counts all that is attributed to it, `said_in` where, newest first; `about` counts the statements of
    others that name it; `quotes_by` and `quotes_about` are the newest.
    """

    entity: Entity
    mentions: int
    briefs: tuple[tuple[str, int], ...]
    timeline: tuple[MentionDay, ...]
    companions: tuple[Companion, ...]
    statements: int
    said_in: tuple[SaidIn, ...]
    about: int
    quotes_by: tuple[Quote, ...]
    quotes_about: tuple[Quote, ...]
    graph: Graph
    stories: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicNeighbours:
    """What a topic's page shows. `briefs` newest first.

    `about` counts the statements that hold the words by which a brief is about it, `quotes_about` are the newest of
    them; `quoted` are those whom its briefs quote most.
    """

    topic: Topic
    briefs: tuple[str, ...]
    timeline: tuple[MentionDay, ...]
    companions: tuple[Companion, ...]
    about: int
    quotes_about: tuple[Quote, ...]
    quoted: tuple[Quoted, ...]
    graph: Graph
    stories: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence of a brief's report (its number counts from 1), as evidence."""

    brief: str
    sentence: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameUse:
    """A frame in an outlet's briefs: how many show it, which share of those read, and which share elsewhere (0–1).

    `examples` are sentences of the briefs that show it most.
    """

    frame: Frame
    briefs: int
    share: float
    elsewhere: float
    examples: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicUse:
    """A topic in an outlet's briefs, with its share of those and of all other outlets' (0–1)."""

    topic: Topic
    briefs: int
    share: float
    elsewhere: float


class OneVoice(StrEnum):
    """Why two outlets' reports of a story count once."""

    TEXT = "one text"
    OWNER = "one owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """An outlet's brief that counts once with another outlet's, the earliest such."""

    brief: str
    other: str
    reason: OneVoice


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletNeighbours:
    """What an outlet's page shows. `framed` briefs were read for frames; `direct` statements hold quoted words.

    `stories` are those that other outlets tell too, in how many of which it was `first`.
    """

    outlet: str
    timeline: tuple[MentionDay, ...]
    topics: tuple[TopicUse, ...]
    framed: int
    frames: tuple[FrameUse, ...]
    statements: int
    direct: int
    quoted: tuple[Quoted, ...]
    reprints: tuple[Reprint, ...]
    stories: tuple[str, ...]
    first: int


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


class Stance(StrEnum):
    """How an outlet stands to a row of the matrix; an outlet without a cell is silent."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNCLEAR = "unclear"
    """It may say it in other words: it is not held to be silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one outlet says of a row's claim: `evidence` is a span of `brief`'s report, `sentence` counts from 1.

    `amount` is its number as written where another outlet has another one; where several are disputed, all of them.
    """

    outlet: str
    brief: str
    stance: Stance
    text: str
    evidence: Span
    sentence: int
    amount: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim that several outlets make: a row of the matrix. `text` is `brief`'s wording of it, `speaker` whose words.

    `voices` counts the independent voices that make it, those that give other numbers included, `support` those that
    agree with the row; `cells` follow the order of the coverage's outlets, silent ones left out.
    """

    text: str
    speaker: str
    brief: str
    voices: int
    support: int
    first: str
    cells: tuple[Cell, ...]

    @property
    def told(self) -> tuple[Cell, ...]:
        """The cells of the outlets that make the claim."""
        return tuple(cell for cell in self.cells if cell.stance is not Stance.UNCLEAR)

    @property
    def unsure(self) -> tuple[str, ...]:
        """Outlets that may say it in other words."""
        return tuple(cell.outlet for cell in self.cells if cell.stance is Stance.UNCLEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two numbers for one quantity. `line` is the row's place in the matrix, `sides` (amount as written, its cell).

    `agreeing` are the further cells that give the number of the first side.
    """

    line: int
    sides: tuple[tuple[str, Cell], tuple[str, Cell]]
    agreeing: tuple[tuple[str, Cell], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A number that changed over time: `steps` are (day it was true of, amount as written, its cell), by day."""

    line: int
    steps: tuple[tuple[date, str, Cell], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """Rows of the matrix (places from 0) that enough independent voices carry and this outlet does not."""

    outlet: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blindspot:
    """A side of one rater's scale, `left` or `right`, that is silent. `line` None: about the whole story."""

    rater: str
    side: str
    line: int | None
    told: tuple[str, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RaterBins:
    """One rater's ratings of the outlets of a story: (rating, outlet keys), left to right, then those not rated."""

    rater: str
    bins: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How a story's outlets tell it. `outlets` in the order of their first report; `voices` independent ones."""

    story: str
    outlets: tuple[str, ...]
    voices: int
    lines: tuple[ClaimLine, ...]
    conflicts: tuple[Conflict, ...]
    changes: tuple[Change, ...]
    omissions: tuple[Omission, ...]
    blindspots: tuple[Blindspot, ...]
    lean: tuple[RaterBins, ...]
    quoted: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """Everything that relates the briefs of a corpus, each tuple sorted by id (editions by day)."""

    briefs: tuple[BriefNeighbours, ...]
    entities: tuple[EntityNeighbours, ...]
    topics: tuple[TopicNeighbours, ...]
    outlets: tuple[OutletNeighbours, ...]
    stories: tuple[Story, ...]
    editions: tuple[Edition, ...]
    graph: WholeGraph
    norms: Norms
    coverage: tuple[Coverage, ...] = ()
