"""A brief as JSON: CONTRACT-fixed keys, defined once as models that also make the schema."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from newsar_build.model.brief import Brief, Rating
from newsar_build.model.findings import (
    AnalysedBrief,
    AttributionMode,
    Basis,
    ClaimType,
    Evidence,
    Frame,
    Signal,
    SourceKind,
    Span,
)  # fmt: skip
from newsar_build.model.names import entity_id
from newsar_build.model.pages import Site
from newsar_build.model.relations import BriefNeighbours, Copy, Credit

SCHEMA = "newsar/brief/1"
Share = Field(ge=0, le=1)


class Part(BaseModel):
    """Base of all parts of the record."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SpanRecord(Part):
    """Code points of `text`."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class LeanRecord(Part):
    """Somebody's rating of the outlet."""

    rating: Rating
    rater: str
    dated: str
    url: str | None


class OutletRecord(Part):
    """The publisher."""

    key: str
    name: str
    lean: list[LeanRecord]


class TopicRecord(Part):
    """An IPTC Media Topic."""

    id: str = Field(pattern=r"^medtop:\d{8}$")
    name: str
    confidence: float = Share
    evidence: list[SpanRecord]


class ReadabilityRecord(Part):
    """textstat's grades."""

    flesch_reading_ease: float
    flesch_kincaid_grade: float
    gunning_fog: float
    smog_index: float
    automated_readability_index: float
    coleman_liau_index: float


class SummarySentenceRecord(Part):
    """A sentence of the summary."""

    text: str
    confidence: float = Share
    evidence: list[SpanRecord] = Field(min_length=1)
    engine: str


class SummaryRecord(Part):
    """The briefing summary; `model` is empty where no language model wrote any of it."""

    engine: str
    model: str
    confidence: float = Share
    sentences: list[SummarySentenceRecord]


class EventRecord(Part):
    """Who did what, when, where, why and how: the words of `text` that say so."""

    who: SpanRecord | None
    what: SpanRecord | None
    when: SpanRecord | None
    where: SpanRecord | None
    why: SpanRecord | None
    how: SpanRecord | None


class FrameRecord(Part):
    """A frame at or above the threshold."""

    frame: Frame
    score: float = Share
    cues: list[str]
    evidence: list[SpanRecord] = Field(min_length=1)


class SignalRecord(Part):
    """One term of a score."""

    name: str
    found: str
    value: float = Share
    weight: float
    points: float
    basis: Basis
    evidence: list[SpanRecord]


class ToneRecord(Part):
    """Calm (0) to alarmist (1)."""

    score: float = Share
    valence: float = Field(ge=-1, le=1)
    label: str
    start: float
    signals: list[SignalRecord]
    evidence: list[SpanRecord]


class FactualityRecord(Part):
    """Sourcing and transparency, 0–1."""

    score: float = Share
    label: str
    start: float
    signals: list[SignalRecord]


class SourceRecord(Part):
    """A distinct source."""

    name: str
    kind: SourceKind
    evidence: list[SpanRecord] = Field(min_length=1)


class SourcesRecord(Part):
    """The distinct sources."""

    count: int
    label: str
    named: list[SourceRecord]


class AttributionRecord(Part):
    """Source, cue and content."""

    source: SpanRecord | None
    speaker: str | None
    cue: SpanRecord | None
    content: SpanRecord
    mode: AttributionMode


class ClaimRecord(Part):
    """A check-worthy statement."""

    text: str
    type: ClaimType
    attributed_to: str | None
    confidence: float = Share
    check_worthiness: float = Share
    self_contained: bool = True
    evidence: list[SpanRecord] = Field(min_length=1)


class EntityRecord(Part):
    """A named thing with its mentions."""

    id: str
    name: str
    type: str
    salience: float = Share
    same_as: list[str]
    mentions: list[SpanRecord] = Field(min_length=1)


class KeywordRecord(Part):
    """A weighted term."""

    term: str
    salience: float = Share


class CheckRecord(Part):
    """One check of the extraction."""

    name: str
    passed: bool
    detail: str


class QualityRecord(Part):
    """Completeness of the extraction."""

    score: float = Share
    checks: list[CheckRecord]


class ConnectionRecord(Part):
    """A node linked to the brief's own."""

    id: str
    name: str
    type: str
    shared: int


class StoryRecord(Part):
    """The story the brief belongs to."""

    id: str
    url: str


class VersionsRecord(Part):
    """The versions of an article that was edited after it was published, the present one included."""

    count: int = Field(ge=2)
    url: str


class CopyRecord(Part):
    """Another report with the same text: `share` of the shorter one's runs of words stand in both."""

    brief: str
    outlet: str
    share: float = Share


class CreditRecord(Part):
    """An agency that the report credits; `whole` where the report is the agency's. No evidence: the byline says it."""

    agency: str
    whole: bool
    evidence: list[SpanRecord]


class CorrectionRecord(Part):
    """A published correction."""

    date: str
    note: str


class ProvenanceRecord(Part):
    """What made this analysis."""

    text_sha256: str
    newsar: str
    pipeline: str
    analysers: dict[str, str]
    not_run: list[str]


class BriefRecord(Part):
    """All that Newsar says of one article. Offsets are Unicode code points into `text`."""

    schema_: Literal["newsar/brief/1"] = Field(alias="schema")
    id: str
    url: str
    headline: str
    dek: str | None
    kind: str
    language: str
    section: str | None
    outlet: OutletRecord
    byline: list[str]
    filed: str | None
    original_url: str | None
    topics: list[TopicRecord]
    text: str
    sentences: list[SpanRecord]
    words: int
    reading_minutes: int
    readability: ReadabilityRecord
    summary: SummaryRecord
    event: EventRecord
    framing: list[FrameRecord]
    tone: ToneRecord
    factuality: FactualityRecord
    sources: SourcesRecord
    attributions: list[AttributionRecord]
    claims: list[ClaimRecord]
    entities: list[EntityRecord]
    keywords: list[KeywordRecord]
    quality: QualityRecord
    connections: list[ConnectionRecord]
    story: StoryRecord | None
    copies: list[CopyRecord]
    credits: list[CreditRecord]
    corrections: list[CorrectionRecord]
    versions: VersionsRecord | None
    provenance: ProvenanceRecord


def brief_json(analysed: AnalysedBrief, neighbours: BriefNeighbours | None, site: Site, versions: int = 1) -> bytes:
    """The record as one line of UTF-8 JSON. Without neighbours (no site) entity ids are the report's own.

    `versions` counts the texts that were published under this id.
    """
    record = BriefRecord.model_validate(_record(analysed, neighbours, site, versions))
    return record.model_dump_json(by_alias=True).encode() + b"\n"


def schema_json() -> bytes:
    """The JSON Schema (2020-12) of a record."""
    schema = BriefRecord.model_json_schema(by_alias=True, mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:{SCHEMA.replace('/', ':')}"}
    return json.dumps(head | schema, indent=1, ensure_ascii=False).encode() + b"\n"


def section_of(analysed: AnalysedBrief) -> str | None:
    """The section an article gives itself, else its first topic's name."""
    topics = analysed.analysis.topics.items
    return analysed.brief.article.section or (topics[0].name.capitalize() if topics else None)


def filed_text(brief: Brief) -> str | None:
    """The moment filed in UTC, or the day alone where the article gives no time; None where it gives neither."""
    article = brief.article
    if article.filed_has_time:
        return article.filed.strftime("%Y-%m-%dT%H:%M:%SZ")
    return article.day.isoformat() if article.filed.timestamp() > 0 else None


def _record(analysed: AnalysedBrief, neighbours: BriefNeighbours | None, site: Site, versions: int) -> dict[str, Any]:
    brief, analysis = analysed.brief, analysed.analysis
    article, outlet, measured = brief.article, brief.outlet, analysis.readability
    story = neighbours.story if neighbours else None
    return {
        "schema": SCHEMA,
        "id": brief.id,
        "url": f"{site.base_url}briefs/{brief.id}/",
        "headline": article.headline,
        "dek": article.dek or analysis.summary.dek or None,
        "kind": article.kind,
        "language": article.language,
        "section": section_of(analysed),
        "outlet": {"key": outlet.key, "name": outlet.name, "lean": [_fields(lean) for lean in outlet.lean]},
        "byline": list(article.byline),
        "filed": filed_text(brief),
        "original_url": article.url,
        "topics": [_fields(topic) for topic in analysis.topics.items],
        "text": article.text,
        "sentences": _spans(analysis.sentences.spans),
        "words": measured.words,
        "reading_minutes": measured.reading_minutes,
        "readability": {name: getattr(measured, name) for name in ReadabilityRecord.model_fields},
        "summary": _fields(analysis.summary, "engine", "model", "confidence")
        | {"sentences": _all(analysis.summary.sentences)},
        "event": _fields(analysis.event),
        "framing": _all(analysis.framing.frames),
        "tone": _fields(analysis.tone, "score", "valence", "label", "start")
        | {"signals": _signals(analysis.tone.signals), "evidence": _spans(analysis.tone.evidence)},
        "factuality": _fields(analysis.factuality, "score", "label", "start")
        | {"signals": _signals(analysis.factuality.signals)},
        "sources": {
            "count": len(analysis.sources.named),
            "label": analysis.sources.label,
            "named": _all(analysis.sources.named),
        },
        "attributions": _all(analysis.attributions.items),
        "claims": _all(analysis.claims.items),
        "entities": _entities(analysed, neighbours),
        "keywords": [_fields(keyword, "term", "salience") for keyword in analysis.keywords.items],
        "quality": {"score": analysis.quality.score, "checks": _all(analysis.quality.checks)},
        "connections": _all(neighbours.connections) if neighbours else [],
        "story": {"id": story.id, "url": f"{site.base_url}stories/{story.id}/"} if story else None,
        "copies": [copy_fields(each) for each in (neighbours.copies if neighbours else ())],
        "credits": [credit_fields(each) for each in (neighbours.credits if neighbours else ())],
        "corrections": [{"date": each.date.isoformat(), "note": each.note} for each in article.corrections],
        "versions": {"count": versions, "url": f"{site.base_url}briefs/{brief.id}/versions/"} if versions > 1 else None,
        "provenance": {
            "text_sha256": analysis.provenance.text_sha256,
            "newsar": version("newsar"),
            "pipeline": analysis.provenance.pipeline,
            "analysers": dict(analysis.provenance.analysers),
            "not_run": list(analysis.provenance.not_run),
        },
    }


def copy_fields(copy: Copy) -> dict[str, Any]:
    """Another report with the same text."""
    return _fields(copy, "brief", "outlet", "share")


def credit_fields(credit: Credit) -> dict[str, Any]:
    """An agency that a report credits."""
    evidence = _spans((credit.evidence,) if credit.evidence else ())
    return {"agency": credit.agency, "whole": credit.whole, "evidence": evidence}


def _entities(analysed: AnalysedBrief, neighbours: BriefNeighbours | None) -> list[dict[str, Any]]:
    if neighbours is not None:
        return [
            {
                "id": each.entity.id,
                "name": each.entity.name,
                "type": each.entity.type,
                "salience": each.salience,
                "same_as": list(each.entity.same_as),
                "mentions": _spans(each.mentions),
            }
            for each in neighbours.entities
        ]
    return [
        {
            "id": entity_id(item.type, item.name),
            "name": item.name,
            "type": item.type,
            "salience": item.salience,
            "same_as": [],
            "mentions": _spans(item.mentions),
        }
        for item in analysed.analysis.entities.items
    ]


def _all(values: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [_fields(value) for value in values]


def _signals(signals: tuple[Signal, ...]) -> list[dict[str, Any]]:
    return _all(signals)


def _fields(value: Any, *names: str) -> dict[str, Any]:
    return {name: _plain(getattr(value, name)) for name in names or value.__slots__}


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return {"start": value.start, "end": value.end}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _spans(spans: Evidence) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]
