"""Factuality: how a report shows where its statements come from. It measures sourcing and transparency, not truth.

factuality = start + Σ value × weight, clipped to 0–1. The start is what a report without any fault of language has
earned before its sourcing is looked at: subjective language takes from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Filing, Report
from newsar_build.analyse.matching import pattern, sentence_indexes, spans_of
from newsar_build.analyse.readability import count_words
from newsar_build.model.findings import (
    Attributions,
    Basis,
    Claims,
    Factuality,
    Sentences,
    Signal,
    SourceKind,
    Sources,
    Span,
)  # fmt: skip

START = 0.2
"""Equals the weight that subjective language can take away."""
WEIGHTS = {
    "attributed_claims": 0.25,
    "named_sources": 0.2,
    "primary_documents": 0.1,
    "numbers_with_source": 0.15,
    "hedging": 0.05,
    "subjective_language": -0.2,
    "corrections": 0.02,
    "headline_supported": 0.08,
}
"""Together at most 1."""
LOW, HIGH = 0.4, 0.7
"""Below the one the label is low, from the other on high."""
DOCUMENTS, HEDGES, SUBJECTIVE = 2, 1.0, 1.5
"""Documents, and hedges and judging words per 100 words, at which each signal counts full."""
CLAIMS = 10
"""The most check-worthy claims are looked at."""
_EVIDENCE = 20
_WORD = re.compile(r"[^\W\d_]{4,}|\d[\d.,]*")


def measure_factuality(
    report: Report, filing: Filing, sentences: Sentences, attributions: Attributions, sources: Sources, claims: Claims,
    *, config: AnalyserConfig,
) -> Factuality:  # fmt: skip
    """Each signal with what was found, value, weight and points; scores are rounded to three decimals."""
    del config
    text, words = report.text, max(count_words(report.text), 1)
    subjective, hedges = (spans_of(pattern(name), text) for name in ("tone_subjective", "tone_hedges"))
    signals = (
        _attributed(claims),
        _named(sources),
        _documents(sources),
        _numbers(text, sentences, attributions),
        _density("hedging", hedges, words, HEDGES),
        _density("subjective_language", subjective, words, SUBJECTIVE),
        _corrections(filing),
        _headline(filing.headline, text, sentences),
    )
    score = round(min(1.0, max(0.0, START + sum(signal.points for signal in signals))), 3)
    label = "low" if score < LOW else "high" if score >= HIGH else "medium"
    return Factuality(score=score, label=label, start=START, signals=signals)


def _signal(name: str, found: str, value: float, evidence: Sequence[Span] = (), basis: Basis = Basis.TEXT) -> Signal:
    value = round(min(1.0, value), 3)
    points = round(value * WEIGHTS[name], 3)
    spans = tuple(evidence)[:_EVIDENCE] if value else ()
    return Signal(name=name, found=found, value=value, weight=WEIGHTS[name], points=points, basis=basis, evidence=spans)


def _attributed(claims: Claims) -> Signal:
    top = claims.items[:CLAIMS]
    given = [claim for claim in top if claim.attributed_to]
    evidence = [span for claim in given for span in claim.evidence]
    return _signal("attributed_claims", f"{len(given)} of {len(top)}", len(given) / max(len(top), 1), evidence)


def _named(sources: Sources) -> Signal:
    named = [source for source in sources.named if source.kind is not SourceKind.ANONYMOUS]
    evidence = [source.evidence[0] for source in named]
    return _signal(
        "named_sources", f"{len(named)} of {len(sources.named)}", len(named) / max(len(sources.named), 1), evidence
    )


def _documents(sources: Sources) -> Signal:
    found = [source for source in sources.named if source.kind is SourceKind.DOCUMENT]
    return _signal(
        "primary_documents", f"{len(found)}", len(found) / DOCUMENTS, [source.evidence[0] for source in found]
    )


def _numbers(text: str, sentences: Sentences, attributions: Attributions) -> Signal:
    holding = [span for span in sentences.spans if any(sign.isdigit() for sign in text[span.start : span.end])]
    spoken = sentence_indexes(sentences.spans, (each.content for each in attributions.items))
    attributed = {sentences.spans[index] for index in spoken}
    given = [span for span in holding if span in attributed]
    return _signal("numbers_with_source", f"{len(given)} of {len(holding)}", len(given) / max(len(holding), 1), given)


def _density(name: str, spans: tuple[Span, ...], words: int, cap: float) -> Signal:
    density = 100 * len(spans) / words
    return _signal(name, f"{len(spans)} · {density:.2f} / 100 words", density / cap, spans)


def _corrections(filing: Filing) -> Signal:
    return _signal(
        "corrections", f"{filing.corrections} published", float(filing.corrections > 0), basis=Basis.METADATA
    )


def _headline(headline: str, text: str, sentences: Sentences) -> Signal:
    wanted = list(dict.fromkeys(word.lower() for word in _WORD.findall(headline)))
    places = [match for word in wanted if (match := re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE))]
    spans = sorted(Span(start=match.start(), end=match.end()) for match in places)
    evidence = [sentences.spans[index] for index in sentence_indexes(sentences.spans, spans)]
    return _signal(
        "headline_supported", f"{len(places)} of {len(wanted)} words", len(places) / max(len(wanted), 1), evidence
    )


ANALYSER = Analyser(
    name="factuality",
    version="1",
    requires=(Report, Filing, Sentences, Attributions, Sources, Claims),
    provides=Factuality,
    run=measure_factuality,
    absent=Factuality(score=0.0, label="not scored", start=0.0, signals=()),
    lexicons=("tone_subjective", "tone_hedges"),
    languages=frozenset({"en"}),
)
