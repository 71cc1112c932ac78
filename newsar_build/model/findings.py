"""What the analysers find in one report. Every finding carries its evidence: spans of the report's text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from newsar_build.model.brief import Brief


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Code points `start` (inclusive) to `end` (exclusive) of the report's text."""

    start: int
    end: int


Evidence = tuple[Span, ...]


class EntityType(StrEnum):
    """What sort of thing an entity is."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    LOCATION = "Location"
    EVENT = "Event"
    GROUP = "Group"
    FACILITY = "Facility"
    PRODUCT = "Product"
    WORK = "Work"
    LAW = "Law"


class Frame(StrEnum):
    """The 15 dimensions of the Media Frames Corpus (Card et al. 2015; Boydstun et al. 2014)."""

    ECONOMIC = "Economic"
    CAPACITY = "Capacity and resources"
    MORALITY = "Morality"
    FAIRNESS = "Fairness and equality"
    LEGALITY = "Legality and jurisprudence"
    POLICY = "Policy prescription and evaluation"
    CRIME = "Crime and punishment"
    SECURITY = "Security and defense"
    HEALTH = "Health and safety"
    QUALITY_OF_LIFE = "Quality of life"
    CULTURE = "Cultural identity"
    PUBLIC_OPINION = "Public opinion"
    POLITICAL = "Political"
    EXTERNAL = "External regulation and reputation"
    OTHER = "Other"


class AttributionMode(StrEnum):
    """How a source's words are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SourceKind(StrEnum):
    """Who or what is quoted."""

    PERSON = "person"
    ORGANIZATION = "organization"
    DOCUMENT = "document"
    ANONYMOUS = "anonymous"


class ClaimType(StrEnum):
    """What a claim asserts."""

    STATISTIC = "statistic"
    FACTUAL = "factual"
    PREDICTION = "prediction"
    OPINION = "opinion"


class Basis(StrEnum):
    """Whether a signal was read in the text or in the article's metadata."""

    TEXT = "text"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """The report's sentences, in order, disjoint, without surrounding white space."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityFinding:
    """One thing that a report names. `mentions` are names, never pronouns; `salience` is 0–1.

    `aliases` are the forms the report uses, the longest first; `name` is the fullest of them.
    """

    name: str
    type: EntityType
    salience: float
    aliases: tuple[str, ...]
    mentions: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Entities:
    """All named things of a report, most salient first."""

    items: tuple[EntityFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Content that the report gives as somebody's: source span, resolved speaker, cue (verb or phrase)."""

    source: Span | None
    speaker: str | None
    cue: Span | None
    content: Span
    mode: AttributionMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributions:
    """All attributions of a report, in text order."""

    items: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A distinct source of the report; `evidence` are the spans that name it."""

    name: str
    kind: SourceKind
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The distinct sources of a report. `label` is one of few, some, many."""

    named: tuple[Source, ...]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A check-worthy statement. `confidence` and `check_worthiness` are probabilities, 0–1.

    `self_contained` says that it can be read without the sentences around it; pages show only such claims.
    """

    text: str
    type: ClaimType
    attributed_to: str | None
    confidence: float
    check_worthiness: float
    self_contained: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Every candidate claim, most check-worthy first."""

    items: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A verb by its lemma, the `phrase` of time that hangs on it, and the lemmas of its subject and of its object.

    `beside` are the lemmas of where and for whom it happens; `present` says that it is told in the present tense, as a
    plan is and what a picture shows.
    """

    verb: str
    phrase: Span
    about: tuple[str, ...]
    beside: tuple[str, ...]
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A statement inside a sentence. `subject` is where its subject stands, None where that is among its own words."""

    span: Span
    subject: Span | None
    dated: tuple[Dated, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clauses:
    """The clauses of the sentences that hold a number, by their place; one may lie within another."""

    items: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySentence:
    """One sentence of the summary with the spans it stands on; `confidence` is 0–1, `engine` what wrote it."""

    text: str
    confidence: float
    evidence: Evidence
    engine: str = "extractive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The briefing summary; `engine` says what wrote it, `dek` is a one-sentence form of it, `model` a model's name."""

    engine: str
    confidence: float
    sentences: tuple[SummarySentence, ...]
    dek: str
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The report's main event: each answer the span that gives it, which is its evidence; None where none is found."""

    who: Span | None
    what: Span | None
    when: Span | None
    where: Span | None
    why: Span | None
    how: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameScore:
    """A frame with its expected share of sentences (0–1), the words that cue it and the sentences that show it."""

    frame: Frame
    score: float
    cues: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """The frames at or above the threshold, strongest first; none is possible."""

    frames: tuple[FrameScore, ...]
    threshold: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One term of a score: the score is `start` + Σ `points`, and `points` = `value` × `weight`.

    `found` says in words what was counted, e.g. "8 of 13". `value` is 0–1. A signal on metadata, or one that
    found nothing, has no evidence.
    """

    name: str
    found: str
    value: float
    weight: float
    points: float
    basis: Basis
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """Calm (0) to alarmist (1), and apart from it valence, −1 to 1. `label`: calm, neutral, alarmist."""

    score: float
    valence: float
    label: str
    start: float
    signals: tuple[Signal, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Factuality:
    """Sourcing and transparency (not truth), 0–1. `label`: low, medium, high."""

    score: float
    label: str
    start: float
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyword:
    """A weighted term; `salience` 0–1, 1 for the first. `evidence`: where it stands."""

    term: str
    salience: float
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Keywords:
    """The report's terms by falling salience, at least fifteen where the text allows."""

    items: tuple[Keyword, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFinding:
    """An IPTC Media Topic; `id` is `medtop:NNNNNNNN`, `confidence` 0–1."""

    id: str
    name: str
    confidence: float
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """The report's topics, surest first."""

    items: tuple[TopicFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readability:
    """Word count, reading time and textstat's grades of the report."""

    words: int
    reading_minutes: int
    flesch_reading_ease: float
    flesch_kincaid_grade: float
    gunning_fog: float
    smog_index: float
    automated_readability_index: float
    coleman_liau_index: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One test of the extraction's completeness."""

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Completeness of the extraction: share of checks passed, 0–1."""

    score: float
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made an analysis: digest of the text, versions of pipeline and analysers, and what was not run."""

    text_sha256: str
    pipeline: str
    analysers: tuple[tuple[str, str], ...]
    not_run: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Everything found in one report."""

    sentences: Sentences
    readability: Readability
    entities: Entities
    attributions: Attributions
    sources: Sources
    claims: Claims
    clauses: Clauses
    summary: Summary
    event: Event
    framing: Framing
    tone: Tone
    factuality: Factuality
    keywords: Keywords
    topics: Topics
    quality: Quality
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysedBrief:
    """A brief with everything found in its report."""

    brief: Brief
    analysis: Analysis
