"""The brief page."""

from __future__ import annotations

import json
from collections import defaultdict

from newsar_build.model.brief import BlockKind
from newsar_build.model.findings import (
    AnalysedBrief,
    Claim,
    Claims,
    EntityType,
    Event,
    Evidence,
    Signal,
    SourceKind,
    Summary,
)
from newsar_build.model.pages import (
    BriefPage,
    ClaimRow,
    EntityGroup,
    EventRow,
    Excerpt,
    FrameRow,
    Gauge,
    KeywordRow,
    Link,
    RailItem,
    ReportBlock,
    Row,
    Site,
    SourceRow,
    SummaryRow,
    Tile,
)  # fmt: skip
from newsar_build.model.relations import BriefNeighbours, EntityInBrief, Norms
from newsar_build.render import words
from newsar_build.render.graphs import graph_view, shape_of, strongest
from newsar_build.render.views.common import (
    NAMED_FRAMES,
    Card,
    brief_target,
    chrome,
    entity_row,
    figure,
    origin_words,
    section_name,
    section_target,
    sentence_numbers,
    shown_frames,
    teaser,
)  # fmt: skip
from newsar_build.render.views.report import report_blocks, sentence_of

CLAIM_SHOWN = 0.35
"""Claims less check-worthy than this, and those that lean on other sentences, stay in the JSON."""
CLAIMS_FIRST, CLAIMS_MOST = 5, 10
"""Claims shown at once, and with "more"."""
KEYWORDS = 10
EXCERPTS = 3
"""Sentences quoted under "why this score"."""
SOURCES_FULL = 10
"""The sources gauge ends in "10+"."""
EXCERPT_BLOCKS = 2
"""Paragraphs of the report where the site shows an excerpt."""
SIGNAL_NAMES = {
    "attributed_claims": "Claims with a source", "named_sources": "Sources named", "primary_documents": "Primary documents",
    "numbers_with_source": "Numbers with a source", "hedging": "Hedging", "subjective_language": "Subjective language",
    "corrections": "Corrections published", "headline_supported": "Headline supported by text",
}  # fmt: skip
TYPE_ORDER = tuple(EntityType)


def brief_page(
    site: Site,
    analysed: AnalysedBrief,
    neighbours: BriefNeighbours,
    related: tuple[Card, ...],
    norms: Norms,
    versions: int,
) -> BriefPage:
    """A brief's page; `related` are the cards of the briefs it names, the story's first.

    `versions` counts the texts that were published under this id.
    """
    brief, analysis = analysed.brief, analysed.analysis
    article, outlet = brief.article, brief.outlet
    missing = analysis.provenance.not_run
    section = section_name(analysed)
    uses = _uses(analysed)
    spans = analysis.sentences.spans
    blocks = report_blocks(article, spans, uses)
    claims = _claims(analysed)
    shown = _excerpted(blocks) if site.excerpt else blocks
    kept = {sentence.number for block in shown for sentence in block.sentences}
    elsewhere = tuple(sentence_of(article, n, spans[n - 1]) for n in sorted(uses) if n not in kept)
    story = neighbours.story
    description = article.dek or analysis.summary.dek or article.headline
    crumbs = (Link(name="Today", target=""), Link(name=section, target=section_target(section)))
    return BriefPage(
        chrome=chrome(site, brief_target(brief.id), article.headline, description, *crumbs, here="Today"),
        id=brief.id,
        stamp=words.stamp(brief),
        iso=words.iso(article.filed, has_time=article.filed_has_time),
        rail=_rail(analysed, neighbours),
        kicker=f"{article.kind} · {article.language.upper()} · {section}",
        headline=article.headline,
        language=article.language,
        dek=description,
        own_dek=article.dek is None,
        byline=", ".join((*article.byline, outlet.name)),
        filed=words.filed_text(brief, site.timezone),
        lean=words.lean(outlet),
        minutes=analysis.readability.reading_minutes,
        words=analysis.readability.words,
        original=article.url,
        figure=figure(brief),
        tiles=_tiles(analysed, neighbours, norms),
        engine=_engine(analysis.summary),
        summary=tuple(
            SummaryRow(text=each.text, sentences=sentence_numbers(spans, each.evidence), confidence=each.confidence)
            for each in analysis.summary.sentences
        ),
        summary_confidence=analysis.summary.confidence,
        event=_event(analysed),
        sources_count=len(analysis.sources.named),
        claims_count=len(claims),
        entities_count=len(neighbours.entities),
        framing_scored="framing" not in missing,
        frames=tuple(
            FrameRow(
                name=each.frame,
                score=each.score,
                cues=", ".join(each.cues),
                sentences=sentence_numbers(spans, each.evidence),
            )
            for each in shown_frames(analysis.framing)
        ),
        framing_basis=(
            "Linear model · mean chance over the sentences of four words or more · shown from "
            f"{analysis.framing.threshold:.2f} · {NAMED_FRAMES - len(shown_frames(analysis.framing))} frames below it"
        ),
        tone=_tone(analysed, norms),
        factuality=_factuality(analysed, norms),
        sources_scored="sources" not in missing,
        sources_label=analysis.sources.label,
        sources_share=min(1.0, len(analysis.sources.named) / SOURCES_FULL),
        sources_basis=_sources_basis(analysed, norms),
        sources=tuple(
            SourceRow(name=each.name, kind=each.kind, sentences=sentence_numbers(spans, each.evidence))
            for each in analysis.sources.named
        ),
        claims_sought="claims" not in missing,
        claims=claims[:CLAIMS_FIRST],
        more_claims=claims[CLAIMS_FIRST:],
        excerpt=site.excerpt,
        report=shown,
        cited_elsewhere=elsewhere,
        groups=_groups(neighbours.entities),
        mentions=sum(len(each.mentions) for each in neighbours.entities),
        keywords=tuple(
            KeywordRow(term=each.term, salience=each.salience) for each in analysis.keywords.items[:KEYWORDS]
        ),
        graph=graph_view(strongest(neighbours.graph)),
        related=tuple(teaser(one) for one in related),
        story=Link(name=words.count(len(story.outlets), "outlet"), target=f"stories/{story.id}/") if story else None,
        origins=tuple(
            (said, Link(name=said, target=brief_target(other)) if other else None)
            for said, other in origin_words(neighbours)
        ),
        corrections=tuple((each.date.isoformat(), each.note) for each in article.corrections),
        versions=versions,
        record=_record(analysed),
        not_run=", ".join(missing),
        json_ld=_json_ld(site, analysed, description),
    )


def _engine(summary: Summary) -> str:
    """What wrote the summary; of a language model's, how many of its sentences stood the test."""
    if not summary.model:
        return f"Rule-based · {summary.engine}"
    told = sum(each.engine == summary.engine for each in summary.sentences)
    return f"{summary.model} · {told} of {words.count(len(summary.sentences), 'sentence')}, each found in the report"


def _event(analysed: AnalysedBrief) -> tuple[EventRow, ...]:
    """The answers that were found, in the order in which one asks; none where nobody is known to have done anything."""
    event, spans, text = analysed.analysis.event, analysed.analysis.sentences.spans, analysed.brief.article.text
    found = ((name, getattr(event, name)) for name in Event.__slots__ if event.who is not None)
    return tuple(
        EventRow(
            name=name.capitalize(),
            text=" ".join(text[span.start : span.end].split()),
            sentences=sentence_numbers(spans, (span,)),
        )
        for name, span in found
        if span is not None
    )


def _rail(analysed: AnalysedBrief, neighbours: BriefNeighbours) -> tuple[RailItem, ...]:
    outlet, story = analysed.brief.outlet, neighbours.story
    rail = (
        RailItem(short="Src", full="Source: the outlet", value=outlet.name, target=f"outlets/{outlet.key}/"),
        RailItem(short="Lang", full="Language", value=analysed.brief.article.language.upper()),
        RailItem(short="Lean", full="Political lean of the outlet", value=words.lean_with_raters(outlet)),
        RailItem(short="Words", full="Word count", value=f"{analysed.analysis.readability.words:,}"),
        RailItem(short="Ent", full="Entities", value=str(len(neighbours.entities))),
    )
    if story is None:
        return rail
    told = words.count(len(story.outlets), "outlet")
    return (
        *rail,
        RailItem(short="Story", full="Story: briefs on the same event", value=told, target=f"stories/{story.id}/"),
    )


def _tiles(analysed: AnalysedBrief, neighbours: BriefNeighbours, norms: Norms) -> tuple[Tile, ...]:
    analysis = analysed.analysis
    kinds: dict[SourceKind, int] = defaultdict(int)
    for source in analysis.sources.named:
        kinds[source.kind] += 1
    named = (
        ", ".join(words.count(kinds[kind], *_SOURCE_NOUNS[kind]) for kind in SourceKind if kinds[kind]) or "none found"
    )
    passed = sum(check.passed for check in analysis.quality.checks)
    mentions = sum(len(each.mentions) for each in neighbours.entities)
    types = len({each.entity.type for each in neighbours.entities})
    minutes = analysis.readability.reading_minutes
    return (
        Tile(name="Reading time", value=str(minutes), unit="min", basis="at 238 words a minute"),
        Tile(name="Word count", value=f"{analysis.readability.words:,}", unit="words", basis=f"corpus median {norms.words:,}"),
        Tile(name="Sources cited", value=str(len(analysis.sources.named)), unit="cited", basis=named)
        if "sources" not in analysis.provenance.not_run
        else Tile(name="Sources cited", value="–", unit="", basis="not counted in this language"),
        Tile(
            name="Entities identified", value=str(len(neighbours.entities)), unit="entities",
            basis=f"{words.count(mentions, 'mention')}, {words.count(types, 'type')}",
        ),
        Tile(
            name="Quality score", value=f"{analysis.quality.score * 100:.0f}", unit="%",
            basis=f"{passed} of {len(analysis.quality.checks)} extraction checks passed",
        ),
    )  # fmt: skip


_SOURCE_NOUNS = {
    SourceKind.PERSON: ("person", "people"),
    SourceKind.ORGANIZATION: ("body", "bodies"),
    SourceKind.DOCUMENT: ("document", "documents"),
    SourceKind.ANONYMOUS: ("unnamed", "unnamed"),
}


def _tone(analysed: AnalysedBrief, norms: Norms) -> Gauge:
    tone = analysed.analysis.tone
    scored = "tone" not in analysed.analysis.provenance.not_run
    return Gauge(
        anchor="tone", name="Tone", scored=scored, score=tone.score, label=tone.label, median=norms.tone,
        ends=("Calm", "Neutral", "Alarmist"), zones=((0, 0.35), (0.35, 0.65), (0.65, 1)),
        basis=f"Rule-based · alarm-language density · {len(tone.signals)} signals · corpus median {norms.tone:.2f} · reads words, not intent",
        start=words.signed(tone.start), rows=_rows(analysed, tone.signals), total=words.plain(tone.score, 3),
        excerpts=_excerpts(analysed, tone.signals), method="tone",
    )  # fmt: skip


def _factuality(analysed: AnalysedBrief, norms: Norms) -> Gauge:
    found = analysed.analysis.factuality
    scored = "factuality" not in analysed.analysis.provenance.not_run
    return Gauge(
        anchor="sourcing", name="Sourcing and factuality", scored=scored, score=found.score, label=found.label,
        median=norms.factuality, ends=("Low", "High"), zones=((0, 0.4), (0.4, 0.7), (0.7, 1)),
        basis=f"Rule-based · {len(found.signals)} transparency signals · corpus median {norms.factuality:.2f} · does not test truth",
        start=words.signed(found.start), rows=_rows(analysed, found.signals), total=words.plain(found.score, 3),
        excerpts=_excerpts(analysed, found.signals), method="factuality",
    )  # fmt: skip


def _rows(analysed: AnalysedBrief, signals: tuple[Signal, ...]) -> tuple[Row, ...]:
    spans = analysed.analysis.sentences.spans
    return tuple(
        Row(
            name=SIGNAL_NAMES.get(signal.name, signal.name),
            found=signal.found,
            value=words.plain(signal.value, 3),
            weight=words.signed(signal.weight, 2),
            points=words.signed(signal.points),
            sentences=sentence_numbers(spans, signal.evidence)[:8],
        )
        for signal in signals
    )


def _excerpts(analysed: AnalysedBrief, signals: tuple[Signal, ...]) -> tuple[Excerpt, ...]:
    """The sentences that hold most of what moved the score."""
    spans, text = analysed.analysis.sentences.spans, analysed.brief.article.text
    weight: dict[int, float] = defaultdict(float)
    for signal in signals:
        for span in signal.evidence:
            for number in sentence_numbers(spans, (span,)):
                weight[number] += abs(signal.points) / len(signal.evidence)
    ranked = sorted(weight, key=lambda number: (-weight[number], number))[:EXCERPTS]
    return tuple(Excerpt(number=n, text=" ".join(text[spans[n - 1].start : spans[n - 1].end].split())) for n in ranked)


def _sources_basis(analysed: AnalysedBrief, norms: Norms) -> str:
    unnamed = sum(source.kind is SourceKind.ANONYMOUS for source in analysed.analysis.sources.named)
    return f"Rule-based · distinct attributed sources · corpus median {norms.sources:g} · {unnamed} unnamed · counts voices, not their weight"


def _claims(analysed: AnalysedBrief) -> tuple[ClaimRow, ...]:
    return tuple(_claim_row(analysed, claim) for claim in _shown(analysed.analysis.claims))


def _shown(claims: Claims) -> list[Claim]:
    """The claims of the page: check-worthy ones that can be read by themselves."""
    return [each for each in claims.items if each.check_worthiness >= CLAIM_SHOWN and each.self_contained][:CLAIMS_MOST]


def _claim_row(analysed: AnalysedBrief, claim: Claim) -> ClaimRow:
    numbers = sentence_numbers(analysed.analysis.sentences.spans, claim.evidence)
    return ClaimRow(
        text=" ".join(claim.text.split()), type=claim.type, speaker=claim.attributed_to, confidence=claim.confidence,
        sentences=numbers,
    )  # fmt: skip


def claim_rows(analysed: AnalysedBrief, most: int) -> tuple[ClaimRow, ...]:
    """The claims of a brief that its page shows, at most so many."""
    return _claims(analysed)[:most]


def _uses(analysed: AnalysedBrief) -> dict[int, tuple[Link, ...]]:
    """For each sentence, what the page says on its strength."""
    analysis, spans = analysed.analysis, analysed.analysis.sentences.spans
    found: dict[int, dict[Link, None]] = defaultdict(dict)

    def note(name: str, anchor: str, evidence: Evidence) -> None:
        for number in sentence_numbers(spans, evidence):
            found[number][Link(name=name, target=f"#{anchor}")] = None

    for position, sentence in enumerate(analysis.summary.sentences, start=1):
        note(f"summary {position}", f"b{position}", sentence.evidence)
    answers = (getattr(analysis.event, name) for name in Event.__slots__ if analysis.event.who is not None)
    note("who did what", "event", tuple(span for span in answers if span is not None))
    for position, claim in enumerate(_shown(analysis.claims), start=1):
        note(f"claim {position:02d}", f"c{position}", claim.evidence)
    for frame in shown_frames(analysis.framing):
        note("framing", "framing", frame.evidence)
    for source in analysis.sources.named:
        note("source", "sources", source.evidence)
    for anchor, signals in (("tone", analysis.tone.signals), ("sourcing", analysis.factuality.signals)):
        for signal in signals:
            note(anchor, anchor, signal.evidence)
    return {number: tuple(links) for number, links in sorted(found.items())}


def _excerpted(blocks: tuple[ReportBlock, ...]) -> tuple[ReportBlock, ...]:
    paragraphs = [block for block in blocks if block.kind == BlockKind.PARAGRAPH]
    return tuple(paragraphs[:EXCERPT_BLOCKS])


def _groups(entities: tuple[EntityInBrief, ...]) -> tuple[EntityGroup, ...]:
    groups = []
    for kind in TYPE_ORDER:
        members = [each for each in entities if each.entity.type is kind]
        if members:
            rows = tuple(
                entity_row(
                    each.entity, len(each.mentions), f"also “{each.name}”" if each.name != each.entity.name else ""
                )
                for each in members
            )
            groups.append(EntityGroup(name=kind.value, shape=shape_of(kind.value), entities=rows))
    return tuple(groups)


def _record(analysed: AnalysedBrief) -> tuple[tuple[str, str], ...]:
    provenance = analysed.analysis.provenance
    checksum = provenance.text_sha256
    return (
        ("Pipeline", provenance.pipeline),
        ("Analysers", str(len(provenance.analysers))),
        ("Text checksum", f"{checksum[:4]} {checksum[4:8]} {checksum[8:12]}"),
    )


def _json_ld(site: Site, analysed: AnalysedBrief, description: str) -> str:
    brief = analysed.brief
    article = brief.article
    fields: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.headline,
        "description": description,
        "datePublished": words.iso(article.filed, has_time=article.filed_has_time),
        "inLanguage": article.language,
        "identifier": brief.id,
        "author": [{"@type": "Person", "name": name} for name in article.byline],
        "publisher": {"@type": "Organization", "name": brief.outlet.name},
    }
    if article.url:
        fields["isBasedOn"] = article.url
    if site.base_url:
        fields["url"] = f"{site.base_url}{brief_target(brief.id)}"
    return json.dumps(fields, ensure_ascii=False, sort_keys=True)
