"""Factuality: how a report shows where its statements come from. It measures sourcing and transparency, not truth.

factuality = start + Σ value × weight, clipped to 0–1. The start is what a report without any fault of language has
earned before its sourcing is looked at: subjective language takes from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Filing, Report
from newsar_build.analyse.furniture import furniture
from newsar_build.analyse.judging import judging_words, probabilities_of_judging, term
from newsar_build.analyse.matching import pattern, sentence_indexes, spans_of
from newsar_build.analyse.own_words import own_words
from newsar_build.analyse.readability import count_words
from newsar_build.model.findings import (
    Attributions,
    Basis,
    Claims,
    Entities,
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
    "attributed_claims": 0.25,  # that a reader learns who says so is the heart of sourcing
    "named_sources": 0.2,  # a name can be asked and held to its word
    "primary_documents": 0.1,  # stronger than a voice, but many honest reports have none to cite
    "numbers_with_source": 0.15,  # figures are what is most often checked and most often wrong
    "hedging": 0.05,  # says what is not certain; little, as it can also hide
    "subjective_language": -0.2,  # judging in the place of reporting; as much as a whole share of named sources
    "corrections": 0.02,  # mends in the open; rare, so it must not decide
    "headline_supported": 0.08,  # the headline promises what the text holds
}
"""Set by hand, with these reasons: no public scale exists to learn them from. The START and all that adds make 1.05."""
LOW, HIGH = 0.4, 0.7
"""Below the one the label is low, from the other on high."""
DOCUMENTS, HEDGES = 2, 1.0
"""Documents, and hedges per 100 words, at which each signal counts full."""
LOADED = 1.0
"""The weight from which a judging word is evidence by itself; lighter ones only stress or argue."""
OWN_WORDS = 4
"""Words outside quotation marks below which a sentence is its source's."""
CLAIMS = 10
"""The most check-worthy claims that can be read by themselves are looked at."""
_EVIDENCE = 20
_OWN = re.compile(r"[^\W\d_]{2,}")
_WORD = re.compile(r"[^\W\d_]{4,}|\d[\d.,]*")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.)"
)
_COUNTS_NOTHING = re.compile(
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\b\d{{1,2}} {_MONTH}(?: \d{{4}})?"
    r"|\b(?:19|20)\d\d(?:s|-\d\d)?\b(?![,.]\d)"
    r"|\b[A-Za-z]+-?\d+\b|\b\d{1,2}:\d\d\b|[@#/]\S*\d\S*"
)
"""Digits that are no figure to check: days, years, clock times, and names such as Flight-7."""
_BARE = frozenset(["about", "around", "some"])
"""Words that hedge only before a figure: about 40 ships, but not talk about ships."""
_COUNT_AFTER = re.compile(
    r"\s+(?:an? |the )?(?:[$€£]?\d|half|two|three|four|five|six|seven|eight|nine|ten|twenty|dozen|hundred|thousand)"
)


def measure_factuality(
    report: Report, filing: Filing, sentences: Sentences, entities: Entities, attributions: Attributions,
    sources: Sources, claims: Claims, *, config: AnalyserConfig,
) -> Factuality:  # fmt: skip
    """Each signal with what was found, value, weight and points; scores are rounded to three decimals."""
    del config
    text, words = report.text, max(count_words(report.text), 1)
    hedges = tuple(span for span in spans_of(pattern("tone_hedges"), text) if _hedges(text, span))
    signals = (
        _attributed(claims),
        _named(sources),
        _documents(sources),
        _numbers(text, sentences, attributions),
        _density("hedging", hedges, words, HEDGES),
        _subjective(report, sentences, entities),
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
    top = [claim for claim in claims.items if claim.self_contained][:CLAIMS]
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
    holding = [span for span in sentences.spans if _has_figure(text[span.start : span.end])]
    spoken = sentence_indexes(sentences.spans, (each.content for each in attributions.items))
    attributed = {sentences.spans[index] for index in spoken}
    given = [span for span in holding if span in attributed]
    return _signal("numbers_with_source", f"{len(given)} of {len(holding)}", len(given) / max(len(holding), 1), given)


def _has_figure(sentence: str) -> bool:
    return any(sign.isdigit() for sign in _COUNTS_NOTHING.sub(" ", sentence))


def _hedges(text: str, span: Span) -> bool:
    """Whether a listed word hedges where it stands; May with a capital is a month, or opens a wish."""
    word = text[span.start : span.end]
    if word == "May":
        return False
    return word.lower() not in _BARE or _COUNT_AFTER.match(text, span.end) is not None


def _density(name: str, spans: tuple[Span, ...], words: int, cap: float) -> Signal:
    density = 100 * len(spans) / words
    return _signal(name, f"{len(spans)} · {density:.2f} / 100 words", density / cap, spans)


def _subjective(report: Report, sentences: Sentences, entities: Entities) -> Signal:
    """The mean probability that a sentence judges in the reporter's own words; a source may judge as it likes.

    What stands in quotation marks and in names is left out, and with it a sentence that has little else. Evidence are
    the loaded words, or the likeliest sentence.
    """
    own, parts, chances = judged(report, sentences, entities)
    weights = lexicon.weighted("tone_subjective")
    loaded = [
        Span(start=span.start + word.start, end=span.start + word.end)
        for span, part in zip(own, parts, strict=True)
        for word in judging_words(part)
        if weights.get(term(part, word), 0.0) >= LOADED
    ]
    likeliest = [own[chances.index(max(chances))]] if chances else []
    mean = sum(chances) / max(len(chances), 1)
    found = f"{len(loaded)} loaded words · mean of {len(chances)} sentences, quotations left out"
    return _signal("subjective_language", found, mean, loaded or likeliest)


def judged(report: Report, sentences: Sentences, entities: Entities) -> tuple[list[Span], list[str], list[float]]:
    """The sentences that have enough words of the reporter's own, these words, and the chance that they judge."""
    unquoted = own_words(report, entities, furniture(report, sentences.spans))
    own = [span for span in sentences.spans if len(_OWN.findall(unquoted[span.start : span.end])) >= OWN_WORDS]
    parts = [unquoted[span.start : span.end] for span in own]
    return own, parts, probabilities_of_judging(parts)


def _corrections(filing: Filing) -> Signal:
    return _signal(
        "corrections", f"{filing.corrections} published", float(filing.corrections > 0), basis=Basis.METADATA
    )


def _headline(headline: str, text: str, sentences: Sentences) -> Signal:
    said = dict.fromkeys(word.lower() for word in _WORD.findall(headline))
    wanted = [word for word in said if word not in lexicon.words("summary_glue")]
    places = [match for word in wanted if (match := re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE))]
    spans = sorted(Span(start=match.start(), end=match.end()) for match in places)
    evidence = [sentences.spans[index] for index in sentence_indexes(sentences.spans, spans)]
    return _signal(
        "headline_supported", f"{len(places)} of {len(wanted)} words", len(places) / max(len(wanted), 1), evidence
    )


ANALYSER = Analyser(
    name="factuality",
    version="4",
    requires=(Report, Filing, Sentences, Entities, Attributions, Sources, Claims),
    provides=Factuality,
    run=measure_factuality,
    absent=Factuality(score=0.0, label="not scored", start=0.0, signals=()),
    lexicons=("tone_subjective", "tone_hedges", "summary_glue"),
    languages=frozenset({"en"}),
)
