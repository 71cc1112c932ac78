"""Tone: how alarming a report's words are, from calm (0) to alarmist (1); it reads words, not intent.

tone = 0.35 + Σ value × weight, clipped to 0–1, where value = min(density / cap, 1) and density counts a signal's words
among 100. Valence, apart from it, is the mean of the sentences' valences. A sentence's is a linear model
(`sentence_model.py`) over VADER's rules (Hutto and Gilbert 2014), single words and meaning, learnt from the ratings of
newspaper editorials that came with VADER; `newsar_build/weights/tone_valence.md` is its card.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Filing, Report
from newsar_build.analyse.furniture import furniture
from newsar_build.analyse.matching import pattern, spans_of
from newsar_build.analyse.own_words import own_words
from newsar_build.analyse.readability import count_words
from newsar_build.analyse.sentence_model import load, raw_log_odds
from newsar_build.model.findings import Basis, Entities, Sentences, Signal, Span, Tone

START = 0.35
"""The tone of a report with none of the signals: neutral, on the calm side."""
CALM, ALARMIST = 0.35, 0.65
"""Below the one the label is calm, from the other on alarmist."""
NORMALISER = 15
"""VADER's constant: about the sum at which a sentence's balance of words is half way."""
REACH = 3
"""Words before a valence word in which a negation or a word of degree bears on it."""
NEGATED = -0.74
"""What a negation makes of a word's valence: "not good" is less bad than "good" is good."""
FADING = (1.0, 0.95, 0.9)
"""How much a word of degree counts one, two and three words away."""
BEFORE_BUT, AFTER_BUT = 0.5, 1.5
"""What follows "but" is what is meant. These four are VADER's, measured on ratings."""
FULL = 2.5
"""The mean rating, of at most 4, that counts as full valence: hardly a sentence of an editorial reaches it."""
_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*", re.IGNORECASE)
_SHOUT = re.compile(r"!|\b[A-Z]{4,}\b")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
HEADING = 0.6
"""Share of words in capitals from which a line is set so as a whole and shouts nothing."""
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


def measure_tone(
    report: Report, filing: Filing, sentences: Sentences, entities: Entities, *, config: AnalyserConfig
) -> Tone:
    """The tone with each signal's density, weight and points; scores are rounded to three decimals.

    Words count that are the outlet's own (`own_words.py`): neither quoted nor part of a name.
    """
    del config
    own = own_words(report, entities, furniture(report, sentences.spans))
    words = max(count_words(own), 1)
    signals = [_signal(rule, spans_of(pattern(rule.words), own), words) for rule in RULES]
    signals.append(_signal(SHOUTING, tuple(_shouts(own, sentences.spans)), words))
    signals.append(_headline(filing.headline, signals[0]))
    signals.extend(_valence_signals(report.text, sentences))
    score = round(min(1.0, max(0.0, START + sum(signal.points for signal in signals))), 3)
    evidence = tuple(sorted({span for signal in signals if signal.weight > 0 for span in signal.evidence}))
    return Tone(
        score=score,
        valence=_valence(report.text, sentences),
        label="calm" if score < CALM else "alarmist" if score >= ALARMIST else "neutral",
        start=START,
        signals=tuple(signals),
        evidence=evidence[:_EVIDENCE],
    )


def _shouts(own: str, sentences: Sequence[Span]) -> Iterator[Span]:
    """Exclamation marks, and words in capitals that stand in small letters too or beside others: no abbreviation does.

    A line that is all in capitals is a heading.
    """
    small = frozenset(word.upper() for word in re.findall(r"\b[a-z]{4,}\b", own))
    for sentence in sentences:
        words = own[sentence.start : sentence.end]
        loud = len(_CAPITALS.findall(words))
        heading = loud >= HEADING * max(len(_WORD.findall(words)), 1)
        for found in _SHOUT.finditer(words):
            beside = re.search(r"\b[A-Z]{2,} \Z", words[: found.start()]) or re.match(
                r" [A-Z]{2,}\b", words[found.end() :]
            )
            if found.group() == "!" or (not heading and (beside or found.group() in small)):
                yield Span(start=sentence.start + found.start(), end=sentence.start + found.end())


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


def _valence(text: str, sentences: Sentences) -> float:
    """The mean of the sentences' valences, −1 to 1."""
    rated = sentence_valences([text[span.start : span.end] for span in sentences.spans])
    return round(sum(rated) / len(rated), 3) if rated else 0.0


def sentence_valences(texts: Sequence[str]) -> list[float]:
    """How pleasant each sentence sounds, −1 to 1."""
    raw = raw_log_odds(load("tone_valence"), texts, [balance(text) for text in texts])
    return [max(-1.0, min(1.0, each / FULL)) for each in raw]


def balance(text: str) -> dict[str, float]:
    """VADER's three figures: the balance of a sentence's words, −1 to 1, and its shares of pleasant and unpleasant."""
    found = [value for _, value in valence_words(text)]
    total = sum(found)
    pleasant = sum(value + 1 for value in found if value > 0)
    unpleasant = sum(1 - value for value in found if value < 0)
    whole = pleasant + unpleasant + max(0, len(_WORD.findall(text)) - len(found))
    return {
        "balance": total / math.sqrt(total * total + NORMALISER),
        "pleasant": pleasant / whole if whole else 0.0,
        "unpleasant": unpleasant / whole if whole else 0.0,
    }


def valence_words(text: str) -> list[tuple[Span, float]]:
    """Each word that has a valence, −4 to 4 or a little beyond, as negations, words of degree and "but" leave it."""
    rated = lexicon.weighted("tone_vader")
    places = list(_WORD.finditer(text))
    words = [each.group().lower().replace("’", "'") for each in places]
    but = words.index("but") if "but" in words else None
    found: list[tuple[Span, float]] = []
    for at, (word, place) in enumerate(zip(words, places, strict=True)):
        value = rated.get(word, 0.0)
        if value and word not in lexicon.words("tone_degrees"):
            value = _in_place(value, words[max(0, at - REACH) : at])
            if but is not None:
                value *= BEFORE_BUT if at < but else AFTER_BUT
            found.append((Span(start=place.start(), end=place.end()), value))
    return found


def _in_place(value: float, before: Sequence[str]) -> float:
    degrees, negations = lexicon.weighted("tone_degrees"), lexicon.words("tone_negations")
    sign = 1 if value > 0 else -1
    value += sum(sign * degrees.get(word, 0.0) * fade for word, fade in zip(reversed(before), FADING, strict=False))
    negated = any(word in negations for word in before)
    return value * (NEGATED if negated else 1)


def _valence_signals(text: str, sentences: Sentences) -> Iterator[Signal]:
    """The words behind the valence: shown, and without weight in the tone."""
    placed = [
        (Span(start=span.start + word.start, end=span.start + word.end), value)
        for span in sentences.spans
        for word, value in valence_words(text[span.start : span.end])
    ]
    for name, sign in (("Pleasant words (valence only)", 1), ("Unpleasant words (valence only)", -1)):
        found = tuple(span for span, value in placed if value * sign > 0)
        share = len(found) / max(len(placed), 1)
        yield Signal(
            name=name,
            found=f"{len(found)} of {len(placed)} rated words",
            value=round(share, 3),
            weight=0.0,
            points=0.0,
            basis=Basis.TEXT,
            evidence=found[:_EVIDENCE],
        )


ANALYSER = Analyser(
    name="tone",
    version="3",
    requires=(Report, Filing, Sentences, Entities),
    provides=Tone,
    run=measure_tone,
    absent=Tone(score=0.0, valence=0.0, label="not scored", start=0.0, signals=(), evidence=()),
    lexicons=(
        *dict.fromkeys(rule.words for rule in RULES),
        "tone_vader",
        "tone_degrees",
        "tone_negations",
    ),
    languages=frozenset({"en"}),
)
