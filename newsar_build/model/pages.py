"""What a file of the site is made of, and what a template may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One file of the site before it is made: `make(*inputs)` gives it.

    `path` is relative to the output folder, `/`-separated, without `.` or `..`. `make` is a module-level function:
    with `template`, it returns the page value that the template shows; without, the file's bytes. `inputs` are frozen
    dataclasses, tuples, strings, numbers, dates or None: their digests decide whether the file is made again.
    """

    path: str
    make: Callable[..., Any]
    inputs: tuple[Any, ...]
    template: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What every page knows of its site. `base_url` is empty or ends in `/`; `notice` may be empty."""

    name: str
    tagline: str
    base_url: str
    language: str
    timezone: str
    notice: str
    excerpt: bool
    """Whether pages show an excerpt of the report instead of the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that lead somewhere: `target` is a path from the site's root (`entities/`), or a web address."""

    name: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """What the layout of every page shows. `path` is the page's own, ending in `/` or a file name."""

    path: str
    site: Site
    title: str
    description: str
    here: str = ""
    crumbs: tuple[Link, ...] = ()
    feed: str = "feed"
    """Path of the page's own feeds, without `.xml` and `.json`."""
    absolute: bool = False
    """Links count from the site's root, not from the page: for the page that stands wherever nothing is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RailItem:
    """A fact of the metadata rail."""

    short: str
    full: str
    value: str
    target: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A stat tile; `basis` says what the figure rests on."""

    name: str
    value: str
    unit: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture as the page shows it."""

    source: str
    width: int
    height: int
    alt: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of "why this score": name, what was found, weight and points, and the sentences it stands on."""

    name: str
    found: str
    value: str
    weight: str
    points: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A sentence of the report with its number, as evidence."""

    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """A score 0–1 with all that explains it; `scored` false where the analysis was not run."""

    anchor: str
    name: str
    scored: bool
    score: float
    label: str
    median: float
    ends: tuple[str, ...]
    zones: tuple[tuple[float, float], ...]
    basis: str
    start: str
    rows: tuple[Row, ...]
    total: str
    excerpts: tuple[Excerpt, ...]
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """A summary sentence with the numbers of its evidence sentences."""

    text: str
    sentences: tuple[int, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One answer about the report's main event, with the numbers of its sentences."""

    name: str
    text: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameRow:
    """A frame with its cues and the numbers of the sentences that hold them."""

    name: str
    score: float
    cues: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source with its kind and where it is named."""

    name: str
    kind: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim as the page shows it."""

    text: str
    type: str
    speaker: str | None
    confidence: float
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a sentence with one formatting."""

    text: str
    href: str | None = None
    emphasis: bool = False
    strong: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSentence:
    """A numbered sentence of the report, in pieces."""

    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where the page uses a sentence."""

    number: int
    uses: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBlock:
    """A paragraph, heading, quotation, item or code block of the report."""

    kind: str
    level: int
    sentences: tuple[ReportSentence, ...]
    cited: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    """An entity with how often it is mentioned."""

    name: str
    target: str
    shape: str
    count: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityGroup:
    """The entities of one type."""

    name: str
    shape: str
    entities: tuple[EntityRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordRow:
    """A keyword with its salience 0–1."""

    term: str
    salience: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphNode:
    """A drawn node: place, radius and label place in the drawing's own units."""

    id: str
    name: str
    shape: str
    target: str
    x: float
    y: float
    radius: float
    label_x: float
    label_y: float
    anchor: str
    labelled: bool
    """Whether its name is shown at once, or only when one points at it or comes nearer."""
    note: str
    """Its type and size in words."""
    inside: bool = True
    """Whether the brief whose graph it is names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphEdge:
    """A drawn edge; `shared` stands at its middle, `stroke` is its width."""

    stroke: float
    x1: float
    y1: float
    x2: float
    y2: float
    shared: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphRow:
    """An edge as a row of the table beside the drawing."""

    a: EntityRow
    b: EntityRow
    shared: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphView:
    """A graph, drawn, as a table, and as the data of the interactive form (a JSON text)."""

    width: int
    height: int
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    rows: tuple[GraphRow, ...]
    network: str
    labelled: bool
    """Whether every node and edge is labelled."""
    size: str
    """What the size of a node tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """A brief as other pages name it."""

    target: str
    headline: str
    language: str
    dek: str
    outlet: str
    lean: str
    date: str
    iso: str
    kind: str
    section: str
    tone: float | None
    factuality: float | None
    picture: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPage:
    """Everything on a brief's page."""

    chrome: Chrome
    id: str
    stamp: str
    iso: str
    rail: tuple[RailItem, ...]
    kicker: str
    headline: str
    language: str
    dek: str
    own_dek: bool
    byline: str
    filed: str
    lean: str
    minutes: int
    words: int
    original: str | None
    figure: Figure | None
    tiles: tuple[Tile, ...]
    engine: str
    summary: tuple[SummaryRow, ...]
    summary_confidence: float
    event: tuple[EventRow, ...]
    sources_count: int
    claims_count: int
    entities_count: int
    framing_scored: bool
    frames: tuple[FrameRow, ...]
    framing_basis: str
    tone: Gauge
    factuality: Gauge
    sources_scored: bool
    sources_label: str
    sources_share: float
    sources_basis: str
    sources: tuple[SourceRow, ...]
    claims_sought: bool
    claims: tuple[ClaimRow, ...]
    more_claims: tuple[ClaimRow, ...]
    excerpt: bool
    report: tuple[ReportBlock, ...]
    cited_elsewhere: tuple[ReportSentence, ...]
    groups: tuple[EntityGroup, ...]
    mentions: int
    keywords: tuple[KeywordRow, ...]
    graph: GraphView
    related: tuple[Teaser, ...]
    story: Link | None
    origins: tuple[tuple[str, Link | None], ...]
    """Agencies that it credits and reports with the same text: words, and the report they name."""
    corrections: tuple[tuple[str, str], ...]
    versions: int
    """Texts that were published under this id, the present one included."""
    record: tuple[tuple[str, str], ...]
    not_run: str
    json_ld: str


Drawn = tuple[tuple[str, str], ...]
"""Words in pieces, each with what became of it: `same`, `deleted` or `inserted`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffStretch:
    """Paragraphs of a compared report that follow each other and all changed, or all (`same`) did not.

    Where the site shows excerpts, unchanged paragraphs are only counted.
    """

    same: bool
    count: int
    paragraphs: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedClaim:
    """A claim that an edit reworded, dropped or added."""

    kind: str
    pieces: Drawn
    type: str
    speaker: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFigure:
    """A figure before and after, in words, and why it moved."""

    name: str
    before: str
    after: str
    change: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """What one edit changed. Not `known`: a text is not kept; not `judged`: what was found in one is not kept."""

    chrome: Chrome
    id: str
    number: int
    last: bool
    language: str
    headline: Drawn
    known: bool
    inserted: int
    deleted: int
    stretches: tuple[DiffStretch, ...]
    judged: bool
    claims: tuple[ChangedClaim, ...]
    claims_stayed: int
    figures: tuple[ChangedFigure, ...]
    unmoved: str
    programs: tuple[tuple[str, str], ...]
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A version and what it changed in the one before it."""

    name: str
    target: str | None
    headline: str
    words: str
    claims: str
    figures: str
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsPage:
    """A brief's versions, newest first; `since` are figures that the program moved without an edit."""

    chrome: Chrome
    id: str
    headline: str
    language: str
    dek: str
    rows: tuple[VersionRow, ...]
    since: tuple[ChangedFigure, ...]
    newer: Link | None
    older: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRow:
    """A quote in a dossier, linked to its sentence."""

    text: str
    speaker: str
    outlet: str
    date: str
    target: str
    where: str
    direct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A column of a plot over time, in percent of its width and height, with its row in the table."""

    name: str
    value: int
    briefs: int
    x: float
    width: float
    height: float
    label: str
    """Under the column; empty where there is no room."""
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Columns over time. `unit` is day, week or month; `lines` are (number, percent of the height) across the drawing.

    `told` says in words what a picture would show; `span` from when to when.
    """

    bars: tuple[Bar, ...]
    unit: str
    lines: tuple[tuple[int, float], ...]
    told: str
    span: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """An outlet in a dossier: its briefs (and their share of the most that one has), median tone, statements carried.

    `quoted` is the share of the statements that hold quoted words; None where there is no statement.
    """

    name: str
    target: str
    lean: str
    briefs: int
    share: float
    tone: float | None
    statements: int
    quoted: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A brief in an entity's dossier, and whether the entity is a source of it or a subject."""

    teaser: Teaser
    role: str
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameUseRow:
    """A frame in an outlet's briefs, with sentences that show it, each linked. Shares are 0–1."""

    name: str
    briefs: int
    share: float
    elsewhere: float
    passages: tuple[tuple[str, Link], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprintRow:
    """A brief of an outlet that counts once with another's, and why."""

    iso: str
    reason: str
    own: Link
    outlet: str
    other: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact in a dossier's opening, linked where it leads somewhere."""

    name: str
    value: str
    target: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of a plain table: a linked name and further cells."""

    name: str
    target: str | None
    shape: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose first column is the name."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPage:
    """An entity's, topic's, outlet's or section's page; sections that hold nothing are left out.

    `said` and `about` count all statements, of which the quotes are the newest; `held` counts all briefs. Briefs are
    listed as `uses` where they use the thing in one way or another, else as `briefs`; where that is not all of them,
    `every` leads to the rest.
    """

    chrome: Chrome
    kicker: str
    shape: str
    name: str
    dek: str
    rail: tuple[RailItem, ...]
    facts: tuple[Fact, ...]
    tiles: tuple[Tile, ...]
    measure: str
    """What the timeline counts."""
    tables: tuple[tuple[str, str, Table], ...]
    """Anchor, title and table of each further section."""
    held: int
    timeline: Plot | None = None
    said: int = 0
    quotes_by: tuple[QuoteRow, ...] = ()
    about: int = 0
    quotes_about: tuple[QuoteRow, ...] = ()
    companions: Table | None = None
    graph: GraphView | None = None
    carriers: tuple[Carrier, ...] = ()
    frames: tuple[FrameUseRow, ...] = ()
    framed: int = 0
    reprints: tuple[ReprintRow, ...] = ()
    uses: tuple[Use, ...] = ()
    briefs: tuple[Teaser, ...] = ()
    every: Link | None = None
    more: tuple[Link, ...] = ()

    @property
    def contents(self) -> tuple[tuple[str, str, int], ...]:
        """Anchor, short name and size of each section, in the order shown; those that hold nothing are left out."""
        sections = (
            ("mentions", "Over time", sum(bar.value for bar in self.timeline.bars) if self.timeline else 0),
            ("said", "Statements by", self.said),
            ("about", "Statements about", self.about),
            ("with", "Appears with", len(self.companions.rows) if self.companions else 0),
            ("outlets", "Outlets", len(self.carriers)),
            ("frames", "Frames", len(self.frames)),
            *((anchor, title, len(table.rows)) for anchor, title, table in self.tables),
            ("reprints", "Counted once", len(self.reprints)),
        )
        return (*(each for each in sections if each[2]), ("briefs", "Briefs", self.held))


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """What one outlet says of a claim: `agrees`, `differs`, `unclear` or `absent`, with its sentence and its number."""

    outlet: str
    stance: str
    words: str = ""
    target: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A claim, the speaker whose words it is in, and a cell for every outlet of the story."""

    text: str
    speaker: str
    target: str
    cells: tuple[MatrixCell, ...]
    support: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSide:
    """One of the numbers of a conflict: `told` is outlet and link of each report that gives it, `text` the first's."""

    amount: str
    told: tuple[tuple[str, str], ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow:
    """Numbers for one quantity that cannot all hold, the one that most give first."""

    claim: str
    sides: tuple[NumberSide, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A number that changed over time: day, number, outlet, sentence and link of each step."""

    claim: str
    steps: tuple[tuple[str, str, str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageView:
    """How a story's outlets tell it. `outlets` are the matrix's columns."""

    outlets: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    conflicts: tuple[ConflictRow, ...]
    changes: tuple[ChangeRow, ...]
    gaps: Table
    """Claims that some leave out: who tells each, and who does not."""
    blindspots: tuple[tuple[str, str], ...]
    blindspot_rule: str
    raters: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    quoted: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """One event, several outlets."""

    chrome: Chrome
    id: str
    rail: tuple[RailItem, ...]
    headline: str
    dek: str
    basis: str
    figure: Figure | None
    tiles: tuple[Tile, ...]
    wall: tuple[Teaser, ...]
    origins: tuple[tuple[str, ...], ...]
    """For each report of the wall the agencies that it credits and the outlets that carry its text, in words."""
    lean: tuple[tuple[str, int], ...]
    readings: Table
    claims: tuple[tuple[str, tuple[ClaimRow, ...], str], ...]
    """Outlet, its claims, and the brief they link to."""
    timeline: tuple[tuple[str, str, str, Link, str], ...]
    """When, of what kind, outlet, its brief, and what it was first to tell."""
    entities: Table
    coverage: CoverageView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A brief on the front page with the story it belongs to."""

    teaser: Teaser
    story: Link | None
    outlets: int
    others: tuple[Teaser, ...] = ()
    """The same day's other reports of the story, under the first lead only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A section's briefs on the front page."""

    name: str
    target: str
    total: int
    briefs: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of the calendar: weeks of days, each (number, link or None), or None outside the month."""

    name: str
    weeks: tuple[tuple[tuple[int, str | None] | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPage:
    """One day's front page."""

    chrome: Chrome
    day: str
    iso: str
    number: int
    ear_left: tuple[str, ...]
    ear_right: tuple[str, ...]
    before: Link | None
    after: Link | None
    lead: Lead | None
    seconds: tuple[Lead, ...]
    stories: tuple[tuple[str, str, int], ...]
    corrections: tuple[tuple[str, Link], ...]
    desks: tuple[Desk, ...]
    month: Month
    named: tuple[EntityRow, ...]
    most_named: int
    lean: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """An index: a table, over several pages where it is long; `months` only on the archive."""

    chrome: Chrome
    kicker: str
    name: str
    dek: str
    heading: str
    """What the table lists."""
    table: Table
    before: Link | None = None
    after: Link | None = None
    page: str = ""
    months: tuple[Month, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphPage:
    """A page that is a graph and the tables of its links and nodes."""

    chrome: Chrome
    name: str
    dek: str
    graph: GraphView
    nodes: Table
    back: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter: its key, its name, how many there are of it, and a shape where it has one."""

    key: str
    name: str
    count: int
    shape: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeGraphPage:
    """The site's graph: a drawing of its heaviest nodes, filters, tables, and the data that the script draws from.

    `first` and `last` are ISO days; `strength` is how many briefs two nodes share at least where nothing is filtered.
    `rows` and `nodes` are the first rows of tables of `links_shown` and `nodes_shown` rows. `network` is a JSON text.
    """

    chrome: Chrome
    name: str
    dek: str
    drawing: GraphView
    kinds: tuple[Choice, ...]
    outlets: tuple[Choice, ...]
    first: str
    last: str
    strength: int
    strongest: int
    briefs: int
    nodes_shown: int
    nodes_total: int
    links_shown: int
    links_total: int
    rows: tuple[GraphRow, ...]
    nodes: tuple[EntityRow, ...]
    network: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityPoint:
    """A bin of a reliability diagram: what was stated and observed (0–1), how often, and where it is drawn."""

    stated: float
    observed: float
    count: int
    x: float
    y: float
    radius: float
    bar_y: float
    bar_height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """A reliability diagram; `ece` is the expected calibration error, `line` joins the points."""

    ece: float
    count: int
    points: tuple[ReliabilityPoint, ...]
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One figure of benchmarks/quality.json. `value`, `floor` and `reach` as shown; `*_at` their places, 0–1."""

    dataset: str
    measure: str
    value: str
    value_at: float
    floor: str | None
    floor_at: float | None
    reach: str | None
    reached: bool | None
    items: int
    measured: str
    note: str
    reliability: Reliability | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How one facet is read, as the methodology page tells it, with what was measured: nothing, for some."""

    anchor: str
    name: str
    definition: str
    method: str
    limits: str
    figures: tuple[Measured, ...]
    notes: tuple[tuple[str, str], ...]
    """What a reader must know of the figures: of which, and what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodologyPage:
    """How every figure is earned. `rail` tells how much was measured and when."""

    chrome: Chrome
    rail: tuple[RailItem, ...]
    methods: tuple[Method, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """A page with a message: nothing here, withdrawn, moved."""

    chrome: Chrome
    kicker: str
    name: str
    lines: tuple[str, ...]
    links: tuple[Link, ...]
    moved_to: str | None = None
