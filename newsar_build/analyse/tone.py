"""Tone: how alarming a report's words are, from calm (0) to alarmist (1); it reads words, not intent.

tone = 0.35 + Σ value × weight, clipped to 0–1, where value = min(density / cap, 1) and density counts a signal's words
among 100. Valence, apart from it, is the balance of pleasant and unpleasant words (after Hutto and Gilbert 2014, with a
list of our own): Σ / √(Σ² + 15), a word after a negation counting the other way.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Filing, Report
from newsar_build.analyse.matching import pattern, spans_of
from newsar_build.analyse.readability import count_words
from newsar_build.model.findings import Basis, Signal, Span, Tone

START = 0.35
"""The tone of a report with none of the signals: neutral, on the calm side."""
CALM, ALARMIST = 0.35, 0.65
"""Below the one the label is calm, from the other on alarmist."""
NORMALISER = 15
"""VADER's constant: about the sum at which valence is half way."""
_NEGATION = re.compile(r"(?:\b(?:no|not|never|without|hardly)|n[’']t)(?:\s+\w+){0,2}\s*\Z", re.IGNORECASE)
_NEGATION_REACH = 24
_SHOUT = re.compile(r"!|\b(?=[A-Z]{4,})(?!COVID)[A-Z]+\b")
_EVIDENCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One signal: its words, the density per 100 words at which it counts full, and its weight."""

    name: str
    words: str
    cap: float
    weight: float


RULES = (
    Rule(name="Threat words", words="tone_threat", cap=3.0, weight=0.30),
    Rule(name="Loss words", words="tone_loss", cap=3.0, weight=0.15),
    Rule(name="Intensifiers", words="tone_intensifiers", cap=1.5, weight=0.15),
    Rule(name="Superlatives", words="tone_superlatives", cap=1.0, weight=0.10),
    Rule(name="Urgency", words="tone_urgency", cap=1.0, weight=0.10),
    Rule(name="Plain reporting verbs", words="tone_reporting", cap=4.0, weight=-0.15),
    Rule(name="Hedges", words="tone_hedges", cap=3.0, weight=-0.10),
)
SHOUTING = Rule(name="Capitals and exclamation marks", words="", cap=1.0, weight=0.10)
HEADLINE = Rule(name="Headline louder than body", words="tone_threat", cap=20.0, weight=0.10)


def measure_tone(report: Report, filing: Filing, *, config: AnalyserConfig) -> Tone:
    """The tone with each signal's density, weight and points; scores are rounded to three decimals."""
    del config
    words = max(count_words(report.text), 1)
    signals = [_signal(rule, spans_of(pattern(rule.words), report.text), words) for rule in RULES]
    signals.append(_signal(SHOUTING, spans_of(_SHOUT, report.text), words))
    signals.append(_headline(filing.headline, signals[0]))
    score = round(min(1.0, max(0.0, START + sum(signal.points for signal in signals))), 3)
    evidence = tuple(sorted({span for signal in signals if signal.weight > 0 for span in signal.evidence}))
    return Tone(
        score=score,
        valence=_valence(report.text),
        label="calm" if score < CALM else "alarmist" if score >= ALARMIST else "neutral",
        start=START,
        signals=tuple(signals),
        evidence=evidence[:_EVIDENCE],
    )


def _signal(rule: Rule, spans: tuple[Span, ...], words: int) -> Signal:
    density = 100 * len(spans) / words
    value = round(min(1.0, density / rule.cap), 3)
    return Signal(
        name=rule.name,
        found=f"{len(spans)} · {density:.2f} / 100 words",
        value=value,
        weight=rule.weight,
        points=round(value * rule.weight, 3),
        basis=Basis.TEXT,
        evidence=spans[:_EVIDENCE],
    )


def _headline(headline: str, body: Signal) -> Signal:
    """By how much the headline's density of threat words exceeds the body's; it rests on the headline alone."""
    own = pattern("tone_threat").findall(headline)
    density = 100 * len(own) / max(count_words(headline), 1)
    value = round(max(0.0, min(1.0, density / HEADLINE.cap) - body.value), 3)
    return Signal(
        name=HEADLINE.name,
        found=f"{len(own)} threat words in the headline",
        value=value,
        weight=HEADLINE.weight,
        points=round(value * HEADLINE.weight, 3),
        basis=Basis.METADATA,
        evidence=(),
    )


def _valence(text: str) -> float:
    weights = lexicon.weighted("tone_valence")
    total = 0.0
    for found in pattern("tone_valence").finditer(text):
        before = text[max(0, found.start() - _NEGATION_REACH) : found.start()]
        total += weights[found.group().lower()] * (-1 if _NEGATION.search(before) else 1)
    return round(total / math.sqrt(total * total + NORMALISER), 3)


ANALYSER = Analyser(
    name="tone",
    version="1",
    requires=(Report, Filing),
    provides=Tone,
    run=measure_tone,
    absent=Tone(score=0.0, valence=0.0, label="not scored", start=0.0, signals=(), evidence=()),
    lexicons=(
        *dict.fromkeys(rule.words for rule in RULES),
        "tone_valence",
    ),
    languages=frozenset({"en"}),
)
