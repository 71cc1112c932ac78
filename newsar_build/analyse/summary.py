"""The briefing summary: the report's own sentences, chosen and trimmed, each with its evidence.

A logistic model, learnt from summaries that people wrote, gives every word of the report the probability that a summary
repeats it. Those sentences are taken which together cover most of that for their length: greedily, the sentence after
which 2 × covered ÷ (length + LENGTH), the expected overlap with a summary of that length, is greatest (concept
coverage: Gillick and Favre 2009; supervised: Li et al. 2013). `weights/summary.md` says what the model learnt from.
Confidence is the probability that a summary somebody wrote has more in common with the sentence than with half of the
report's sentences, by the order in which they were taken and how many there are to choose from.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import Field
from spacy.tokens import Doc

from newsar_build.analyse.analyser import Analyser, Filing, Report
from newsar_build.analyse.summary_candidates import antecedents, candidates, parsed, stem, words_of
from newsar_build.analyse.trimming import FEWEST, asides, in_words, trimmed, without
from newsar_build.analyse.writing import WriterConfig
from newsar_build.model.findings import Entities, Evidence, Keywords, Sentences, Summary, SummarySentence

LENGTH = 55
"""Words of the summary that the choice aims at: three or four short sentences, as editors write them."""
AGAIN = 0.35
"""What a word still counts each time it comes again: a summary repeats words too, but seldom."""
LEAD = 0.005
"""What each e-fold of a sentence's place costs it, so that a choice without other reasons stays close to the lead."""
SHARED = 0.03
"""What it gains a sentence if all its words stand in others too: it tells what the report is about."""
LEAD_FALL = 3.0
"""Sentences over which being early falls to a third."""
OPENING = 8
"""Sentences whose words count as the report's opening."""
USUAL = 20
"""Sentences of a report of usual length: more of them leave more to choose from."""
SURE = 0.95
"""No confidence is shown above this: the model never saw this report's readers."""
DEK = 220
"""Code points of a dek at most."""
_TWICE = 0.7
"""Share of a sentence's words that one already taken may hold; beyond it the same thing is said twice."""


class SummaryConfig(WriterConfig):
    """`sentences`: how many the summary has."""

    sentences: int = Field(default=3, ge=1, le=10)


def summarise(
    report: Report,
    filing: Filing,
    doc: Doc,
    sentences: Sentences,
    entities: Entities,
    keywords: Keywords,
    *,
    config: SummaryConfig,
) -> Summary:
    """The summary; its sentences are words of their evidence, in the report's order."""
    field = SummaryField(report, filing, doc, sentences, entities, keywords)
    chosen = field.choose(config.sentences)
    made = tuple(field.sentence(index, chosen.index(index)) for index in sorted(chosen))
    return Summary(
        engine="extractive",
        confidence=round(sum(each.confidence for each in made) / len(made), 3) if made else 0.0,
        sentences=made,
        dek=_dek(field.sentence(chosen[0], 0).text) if chosen else "",
    )


class SummaryField:
    """The sentences that may stand in the summary and how much each adds to one."""

    def __init__(
        self,
        report: Report,
        filing: Filing,
        doc: Doc,
        sentences: Sentences,
        entities: Entities,
        keywords: Keywords,
    ) -> None:
        self.text = report.text
        self.spans = sentences.spans
        self.words = [words_of(report.text[span.start : span.end]) for span in self.spans]
        self.alone, leaning = candidates(report, doc, self.spans, entities)
        self.leaning = frozenset(leaning)
        self.needs = antecedents(doc, self.spans, self.words)
        self.allowed = sorted((*self.alone, *leaning))
        self._trimmed = {index: trimmed(report.text, self.spans[index]) for index in self.allowed}
        self._tell_all()
        told = self.words[self.allowed[0] :] if self.allowed else []
        self.features = _word_features(report, filing, doc, told, entities, keywords)
        self.worth = {word: probability(model()["words"], values) for word, values in self.features.items()}
        standing = Counter(word for index in self.allowed for word in set(self.words[index]))
        self.shared = {index: _share(self.words[index], standing) for index in self.allowed}
        self._asides = {index: asides(parsed(doc, self.spans[index])) for index in self.allowed}

    def choose(self, count: int) -> list[int]:
        """Indexes of the sentences taken, in the order of taking; leaves out of each the asides that add too little."""
        self._tell_all()
        chosen: list[int] = []
        said: Counter[str] = Counter()
        covered, length = 0.0, 0
        ranks = {index: rank for rank, index in enumerate(self.allowed)}
        while len(chosen) < count and (open_ := self._open(chosen)):

            def overlap(index: int, covered: float = covered, length: int = length) -> tuple[float, int]:
                whole = covered + self._adds(index, said)
                expected = 2 * whole / (length + len(self.kept[index]) + LENGTH)
                return expected - LEAD * math.log(1 + ranks[index]) + SHARED * self.shared[index], -index

            best = max(open_, key=overlap)
            self._shorten(best, said, covered, length)
            covered, length = covered + self._adds(best, said), length + len(self.kept[best])
            said.update(self.kept[best])
            chosen.append(best)
        return chosen

    def _tell_all(self) -> None:
        """Start with every sentence's asides in their places."""
        self.pieces = dict(self._trimmed)
        self.kept = {index: self._words(pieces) for index, pieces in self.pieces.items()}

    def _shorten(self, index: int, said: Mapping[str, int], covered: float, length: int) -> None:
        """Cut each aside without which the expected overlap is greater."""

        def overlap(words: Sequence[str]) -> float:
            return 2 * (covered + self._sum(words, said)) / (length + len(words) + LENGTH)

        for aside in self._asides[index]:
            pieces = without(self.text, self.pieces[index], aside)
            words = self._words(pieces)
            if len(words) >= FEWEST and overlap(words) > overlap(self.kept[index]):
                self.pieces[index], self.kept[index] = pieces, words

    def sentence(self, index: int, place: int) -> SummarySentence:
        """The trimmed sentence, taken as the `place`-th from 0, with what is left of it as evidence."""
        pieces = self.pieces[index]
        chance = probability(model()["sentences"], self.signs(place))
        return SummarySentence(
            text=in_words(self.text, pieces), confidence=min(SURE, round(chance, 3)), evidence=pieces
        )

    def signs(self, place: int) -> dict[str, float]:
        """What confidence in the sentence taken as the `place`-th rests on."""
        return {
            "bias": 1.0,
            "first": float(place == 0),
            "second": float(place == 1),
            "sentences": math.log(max(len(self.spans), 1) / USUAL),
        }

    def _open(self, chosen: Sequence[int]) -> list[int]:
        """What may be taken next: a sentence that leans on the one before it only right after that one.

        One that speaks of "the bill" may also follow any earlier sentence that still has the word as it is shown. Where
        nothing stands alone, any sentence may be taken.
        """
        fresh = [index for index in self.allowed if not self._said(index, chosen)]
        if not self.alone:
            return fresh
        return [index for index in fresh if index - 1 in chosen or self._stands(index, chosen)]

    def _stands(self, index: int, chosen: Sequence[int]) -> bool:
        before = {word for each in chosen if each < index for word in self.kept[each]}
        return index not in self.leaning and self.needs.get(index, frozenset()) <= before

    def _said(self, index: int, chosen: Sequence[int]) -> bool:
        words = set(self.kept[index])
        return any(len(words & set(self.kept[each])) >= _TWICE * len(words) for each in chosen)

    def _adds(self, index: int, said: Mapping[str, int]) -> float:
        return self._sum(self.kept[index], said)

    def _sum(self, words: Sequence[str], said: Mapping[str, int]) -> float:
        """What the words are expected to cover beside what was said."""
        inside: Counter[str] = Counter()
        total = 0.0
        for word in words:
            total += self.worth.get(word, 0.0) * AGAIN ** (said.get(word, 0) + inside[word])
            inside[word] += 1
        return total

    def _words(self, pieces: Evidence) -> list[str]:
        return [word for piece in pieces for word in words_of(self.text[piece.start : piece.end])]


def _share(words: Sequence[str], standing: Mapping[str, int]) -> float:
    """The share of a sentence's different words that stand in another candidate too."""
    return sum(standing[word] > 1 for word in set(words)) / max(len(words), 1)


def _word_features(
    report: Report, filing: Filing, doc: Doc, sentences: Sequence[Sequence[str]], entities: Entities, keywords: Keywords
) -> dict[str, dict[str, float]]:
    """Each word from the first candidate on: how often, how early and widely it stands, what sort of word it is."""
    count = Counter(word for words in sentences for word in words)
    opening = Counter(word for words in sentences[:OPENING] for word in set(words))
    first: dict[str, int] = {}
    for number, words in enumerate(sentences):
        for word in words:
            first.setdefault(word, number)
    common = {stem(token.lower_) for token in doc if token.is_stop} | {"s", "t", "mr", "ms", "mrs", "said"}
    spans = [span for item in entities.items for span in item.mentions]
    names = {word for span in spans for word in words_of(report.text[span.start : span.end])}
    terms = {word: item.salience for item in reversed(keywords.items[:15]) for word in words_of(item.term)}
    headline = set(words_of(filing.headline))
    found: dict[str, dict[str, float]] = {}
    for word, times in count.items():
        if word in common:
            found[word] = {"common": 1.0, "common often": math.log(times)}
            continue
        found[word] = {
            "content": 1.0,
            "often": math.log(times),
            "in opening": math.log(1 + opening[word]),
            "early": math.exp(-first[word] / LEAD_FALL),
            "in first": float(first[word] == 0),
            "name": float(word in names),
            "number": float(word.isdigit()),
            "keyword": terms.get(word, 0.0),
            "headline": float(word in headline),
        }
    return found


def probability(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    """The logistic model's, 0–1."""
    return 1 / (1 + math.exp(-sum(weights[name] * value for name, value in values.items())))


@cache
def model() -> dict[str, dict[str, float]]:
    """`words`: the weights of a word's features; `sentences`: those of a sentence's signs."""
    found: dict[str, Any] = json.loads((files("newsar_build") / "weights" / "summary.json").read_text("utf-8"))
    return found


def _dek(text: str) -> str:
    if len(text) <= DEK:
        return text
    cut = max(text.rfind(mark, 0, DEK) for mark in (", ", "; ", " — ", " – "))
    return (text[:cut] if cut > DEK // 2 else text[: text.rfind(" ", 0, DEK - 1)]) + "…"


ANALYSER = Analyser(
    name="summary",
    version="5",
    requires=(Report, Filing, Doc, Sentences, Entities, Keywords),
    provides=Summary,
    run=summarise,
    absent=Summary(engine="none", confidence=0.0, sentences=(), dek=""),
    config=SummaryConfig,
    lexicons=("summary_openers", "summary_offices", "summary_known"),
)
