"""Explain: every figure of a brief as a reckoning that a reader can repeat from the lines alone."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from statistics import fmean

from spacy.tokens import Doc

from newsar_build.analyse import factuality, framing, keywords, language, linear, topics
from newsar_build.analyse.analyser import Filing, Report, filing_of, report_of
from newsar_build.analyse.entities import named_things
from newsar_build.analyse.salience import LEAST, PASSING, points, rows, scaled, shipped
from newsar_build.analyse.summary import SURE, SummaryField, model, probability
from newsar_build.analyse.tone import HEADLINE, RULES, SHOUTING, sentence_valences
from newsar_build.model.findings import AnalysedBrief, Evidence, Frame, Signal, Span
from newsar_build.steps.analysing import pipeline_for
from newsar_build.steps.workshop import Workshop

ENTITIES = 12
"""Named things whose salience is reckoned up."""
KEYWORDS = 10
"""Keywords that a page shows."""
SHOWN = 0.0005
"""A chance below this is 0.000 in three decimals, and adds nothing to a reader's sum."""
QUOTED = 60
"""Code points of a sentence that tell which one it is."""


class Explanation:
    """The reckonings of one analysed brief; the parse is made when a figure needs it."""

    def __init__(self, workshop: Workshop, analysed: AnalysedBrief) -> None:
        self.brief, self.analysis = analysed.brief, analysed.analysis
        self.report: Report = report_of(self.brief)
        self.filing: Filing = filing_of(self.brief)
        self._pipelines = tuple(sorted(workshop.config.pipeline.items()))

    @cached_property
    def doc(self) -> Doc:
        """The parse."""
        return language.parse(pipeline_for(self.report.language, self._pipelines), self.report)

    def lines(self) -> Iterator[str]:
        """All of it, figure by figure."""
        yield f"{self.brief.id}  {self.brief.article.headline}"
        provenance = self.analysis.provenance
        yield f"text sha256 {provenance.text_sha256} · pipeline {provenance.pipeline}"
        yield from self._sentences()
        if "tone" not in provenance.not_run:
            yield from self._tone()
            yield from self._factuality()
        if "framing" not in provenance.not_run:
            yield from self._framing()
        if "topics" not in provenance.not_run:
            yield from self._topics()
        if self.analysis.summary.engine == "extractive":
            yield from self._summary()
        yield from self._sources()
        yield from self._quality()
        yield from self._keywords()
        yield from self._salience()

    def _sentences(self) -> Iterator[str]:
        yield "\nsentences:"
        for number, span in enumerate(self.analysis.sentences.spans, start=1):
            words = " ".join(self.report.text[span.start : span.end].split())
            yield f"  S{number}  {words if len(words) <= QUOTED else words[: QUOTED - 1] + '…'}"

    def _tone(self) -> Iterator[str]:
        tone = self.analysis.tone
        caps = {rule.name: rule.cap for rule in (*RULES, SHOUTING, HEADLINE)}
        yield f"\ntone {tone.score:.3f} = {tone.start:+.3f} and, cut off at 0 and 1:"
        for signal in tone.signals:
            full = f", full at {caps[signal.name]:g}" if signal.name in caps else ""
            yield self._signal(signal, full)
        spans = self.analysis.sentences.spans
        rated = sentence_valences([self.report.text[span.start : span.end] for span in spans])
        yield f"\nvalence {tone.valence:+.3f} = the mean of {len(rated)} sentences:"
        yield from _wrapped([f"S{number} {value:+.3f}" for number, value in enumerate(rated, start=1)])

    def _factuality(self) -> Iterator[str]:
        found = self.analysis.factuality
        yield f"\nfactuality {found.score:.3f} = {found.start:+.3f} and, cut off at 0 and 1:"
        for signal in found.signals:
            yield self._signal(signal)
        own, _, chances = factuality.judged(self.report, self.analysis.sentences, self.analysis.entities)
        mean = fmean(chances) if chances else 0.0
        yield f"\nsubjective language {mean:.3f} = the mean chance of {len(own)} sentences to judge:"
        yield from _wrapped([f"{self._number(span)} {chance:.3f}" for span, chance in zip(own, chances, strict=True)])

    def _framing(self) -> Iterator[str]:
        found = self.analysis.framing
        rule = "sum of the chances over all sentences of four words or more, 0 where none of the frame's words stands"
        yield f"\nframing, {rule}, shown from {found.threshold:.2f}:"
        spans, scores = framing.chances_by_sentence(self.report.text, self.analysis.sentences.spans)
        for frame in found.frames:
            chances = scores[:, list(Frame).index(frame.frame)]
            yield (
                f"  {frame.score:.3f} = {chances.sum():.3f} / {len(spans)}  {frame.frame}: {', '.join(frame.cues)}  "
                f"{self._numbers(frame.evidence)}"
            )
            told = [(span, chance) for span, chance in zip(spans, chances, strict=True) if chance >= SHOWN]
            yield from _wrapped([f"{self._number(span)} {chance:.3f}" for span, chance in told], "    ")

    def _topics(self) -> Iterator[str]:
        passages, chances, weights = topics.weighed_passages(self.report, self.filing, self.analysis.sentences)
        shares = weights @ chances / max(float(weights.sum()), 1.0)
        names = topics.topic_names()
        yield (
            f"\ntopics, the share of each over the sum {shares.sum():.3f} of all topics' shares, "
            f"at most {linear.SUREST:.2f}, shown from a share of {topics.THRESHOLD:.2f}:"
        )
        places = [f"S{'–'.join(self._ends(each))}" for each in passages]
        places += ["headline"] * (len(weights) - len(places))
        order = sorted(range(len(shares)), key=lambda each: (-shares[each], each))
        codes = linear.load("topics").classes
        for each in order:
            if shares[each] < SHOWN:
                continue
            confidence = min(shares[each] / shares.sum(), linear.SUREST)
            summed = (weights * chances[:, each]).sum()
            yield (
                f"  {confidence:.3f} = {shares[each]:.3f} / {shares.sum():.3f}  {names[codes[each]][9:]}: "
                f"share {summed:.3f} / {weights.sum():g}"
            )
            told = zip(places, weights, chances[:, each], strict=True)
            yield from _wrapped([f"{place} {w:g} × {value:.3f}" for place, w, value in told if value >= SHOWN], "    ")

    def _summary(self) -> Iterator[str]:
        """Why each sentence is trusted as far as it is, in the order of taking."""
        found = self.analysis
        field = SummaryField(self.report, self.filing, self.doc, found.sentences, found.entities, found.keywords)
        yield f"\nsummary, 1 / (1 + e^−sum), at most {SURE:.2f}, in the order in which the sentences were taken:"
        for place, index in enumerate(field.choose(len(found.summary.sentences))):
            signs, weights = field.signs(place), model()["sentences"]
            total = sum(value * weights[name] for name, value in signs.items())
            yield f"  {min(probability(weights, signs), SURE):.3f}, sum {total:+.3f}  S{index + 1}:"
            yield from _wrapped([f"{name} {v:.3f} × {weights[name]:+.3f}" for name, v in signs.items()], "    ")

    def _sources(self) -> Iterator[str]:
        found = self.analysis.sources
        yield f"\nsources {len(found.named)}, {found.label}:"
        for source in found.named:
            yield f"  {source.name} ({source.kind})  {self._numbers(source.evidence)}"

    def _quality(self) -> Iterator[str]:
        found = self.analysis.quality
        passed = sum(check.passed for check in found.checks)
        yield f"\nquality {found.score:.3f} = {passed} passed / {len(found.checks)} checks:"
        for check in found.checks:
            yield f"  {'passed' if check.passed else 'failed'}  {check.name}: {check.detail}"

    def _keywords(self) -> Iterator[str]:
        """Salience of a keyword: its chance over the first one's."""
        weights = keywords.model()["terms"]
        found = keywords.candidates(self.report, self.doc, self.analysis.entities)
        seen = keywords.features(found, self.report, self.filing, self.doc)
        at = {(term.words, term.spans[0]): key for key, term in found.items()}
        shown = [each for each in self.analysis.keywords.items if (each.term, each.evidence[0]) in at][:KEYWORDS]
        yield (
            "\nkeywords, 1 / (1 + e^−sum) over that of the first; among the first "
            f"{keywords.FIRST} a term of several words has {keywords.PHRASES:+.2f}, a word of a term before it "
            f"{keywords.AGAIN:+.2f}, one that says little alone {keywords.GENERAL:+.2f}:"
        )
        first, before = 0.0, list[str]()
        for number, each in enumerate(shown):
            key = at[each.term, each.evidence[0]]
            values = {name: (value, weights[name]) for name, value in seen[key].items() if value}
            if number < keywords.FIRST and len(found[key].parts) > 1:
                values["phrase"] = (1.0, keywords.PHRASES)
            if keywords.is_general(key):
                values["says little alone"] = (1.0, keywords.GENERAL)
            if keywords.is_held(key, before, found):
                values["of a term before it"] = (1.0, keywords.AGAIN)
            before.append(key)
            total = sum(value * weight for value, weight in values.values())
            chance = 1 / (1 + math.exp(-total))
            first = first or chance
            yield f"  {each.salience:.3f} = {chance:.4f} / {first:.4f}, sum {total:+.3f}  {each.term}:"
            yield from _wrapped([f"{name} {v:.3f} × {w:+.3f}" for name, (v, w) in values.items()], "    ")

    def _salience(self) -> Iterator[str]:
        """How salience is reckoned, for the most central things."""
        things = named_things(self.report, self.doc)
        parts = [
            (thing.names[0], points(shipped(), row, str(thing.type)))
            for thing, row in zip(things, rows(things, self.doc, self.filing.headline), strict=True)
        ]
        sums = sorted(parts, key=lambda each: (-sum(value * weight for _, value, weight in each[1]), each[0]))
        totals = [sum(value * weight for _, value, weight in part) for _, part in sums]
        yield f"\nsalience, each sum over the largest; {LEAST:.2f} for names in passing, below {PASSING:.2f}:"
        for (name, part), total, share in list(zip(sums, totals, scaled(totals), strict=True))[:ENTITIES]:
            added = "  ".join(f"{label} {value:.3f} × {weight:+.2f}" for label, value, weight in part)
            yield f"  {share:.3f} = {total:.3f} / {totals[0]:.3f}  {name}: {added}"

    def _signal(self, signal: Signal, full: str = "") -> str:
        formula = f"{signal.value:.3f} × {signal.weight:+.2f} = {signal.points:+.3f}"
        return f"  {formula}  {signal.name} ({signal.found}{full})  {self._numbers(signal.evidence)}".rstrip()

    def _number(self, sentence: Span) -> str:
        return f"S{self.analysis.sentences.spans.index(sentence) + 1}"

    def _ends(self, passage: Span) -> list[str]:
        """The numbers of a passage's first and last sentence, one where they are the same."""
        inside = self._touched((passage,))
        return list(dict.fromkeys(str(each) for each in (inside[0], inside[-1])))

    def _numbers(self, evidence: Evidence) -> str:
        return " ".join(f"S{number}" for number in self._touched(evidence))

    def _touched(self, evidence: Evidence) -> list[int]:
        return [
            number
            for number, sentence in enumerate(self.analysis.sentences.spans, start=1)
            if any(span.start < sentence.end and sentence.start < span.end for span in evidence)
        ]


def _wrapped(parts: Sequence[str], indent: str = "  ", width: int = 100) -> Iterator[str]:
    """The parts in lines of at most about `width` signs."""
    line = ""
    for part in parts:
        if line and len(line) + len(part) > width:
            yield indent + line
            line = ""
        line += ("  " if line else "") + part
    if line:
        yield indent + line
