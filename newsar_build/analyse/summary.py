"""The briefing summary: the report's own sentences, chosen and trimmed, each with its evidence.

A logistic model, learnt from summaries that people wrote, gives every word of the report the probability that a summary
repeats it. Those sentences are taken which together cover most of that for their length: greedily, the sentence after
which 2 × covered ÷ (length + LENGTH), the expected overlap with a summary of that length, is greatest (concept
coverage: Gillick and Favre 2009; supervised: Li et al. 2013). `weights/summary.md` says what the model learnt from.
Confidence is the calibrated probability that the sentence is among the best three for a summary somebody wrote.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import Field
from spacy.tokens import Doc

from newsar_build.analyse.analyser import Analyser, Filing, Report
from newsar_build.analyse.matching import pattern
from newsar_build.analyse.quotations import find_quotations
from newsar_build.analyse.trimming import LEAD_IN, in_words, trimmed
from newsar_build.analyse.writing import WriterConfig
from newsar_build.model.brief import BlockKind
from newsar_build.model.findings import Entities, Keywords, Sentences, Span, Summary, SummarySentence

LENGTH = 55
"""Words of the summary that the choice aims at: three or four short sentences, as editors write them."""
AGAIN = 0.35
"""What a word still counts each time it comes again: a summary repeats words too, but seldom."""
LEAD, LEAD_FALL = 0.03, 3.0
"""What the first sentence gains for being first, and the sentences over which that falls to a third.

Words already know where they stand; this settles near ties in favour of the lead, which no method beats by much.
"""
OPENING = 8
"""Sentences whose words count as the report's opening."""
SHORT, LONG = 6, 60
"""Words; others make no summary sentence."""
SURE = 0.95
"""No confidence is shown above this: the model never saw this report's readers."""
DEK = 220
"""Code points of a dek at most."""
_WORD = re.compile(r"[^\W_]+")
_FURNITURE = re.compile(
    r"^(?:By\b.{0,40}$|By \.|PUBLISHED|UPDATED|Last updated|FILE\b|Scroll down|Click here|Read more|Sign up|Subscribe|"
    r"Image:|Photo(?:graph)?:|Follow |Welcome to |\()|\b(?:AP |Reuters )?Photo/|file photo\b|\bGetty Images\b|"
    r"\bAll rights reserved\b|\b\w+day, (?:\w+\.?,? ){1,2}\d{1,2}, \d{4}|\bis a nonprofit\b|\. \. \."
)
"""Captions (the only place for a weekday with a full date), bylines, invitations: no part of the report."""
_TWICE = 0.7
"""Share of a sentence's words that one already taken may hold; beyond it the same thing is said twice."""
_LATER = re.compile(
    r"^(?:If|When|While|As|For|Since|After|Before|Although|In|At|By) (?:they|it|he|she|that|this|those)\b",
    re.IGNORECASE,
)
"""Openings that lean on another sentence one word later."""
_PERSONAL = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.IGNORECASE)
_SOMEBODY = re.compile(r"\b(?:an?|the|one|two|another) (?:[\w-]+ ){0,3}?[a-z]+", re.IGNORECASE)


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
    made = tuple(field.sentence(index) for index in sorted(chosen))
    return Summary(
        engine="extractive",
        confidence=round(sum(each.confidence for each in made) / len(made), 3) if made else 0.0,
        sentences=made,
        dek=_dek(field.sentence(chosen[0]).text) if chosen else "",
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
        self.alone, leaning = _candidates(report, self.spans, entities)
        self.leaning = frozenset(leaning)
        self.allowed = sorted((*self.alone, *leaning))
        self.pieces = {index: trimmed(report.text, self.spans[index]) for index in self.allowed}
        self.words = [_words(report.text[span.start : span.end]) for span in self.spans]
        self.kept = {
            index: [word for piece in pieces for word in _words(report.text[piece.start : piece.end])]
            for index, pieces in self.pieces.items()
        }
        self.features = _word_features(report, filing, doc, self.words, entities, keywords)
        self.worth = {word: _probability(_model()["words"], values) for word, values in self.features.items()}

    def choose(self, count: int) -> list[int]:
        """Indexes of the sentences taken, in the order of taking."""
        chosen: list[int] = []
        said: Counter[str] = Counter()
        covered, length = 0.0, 0
        ranks = {index: rank for rank, index in enumerate(self.allowed)}
        while len(chosen) < count and (open_ := self._open(chosen)):

            def overlap(index: int, covered: float = covered, length: int = length) -> tuple[float, int]:
                whole = covered + self._adds(index, said)
                expected = 2 * whole / (length + len(self.kept[index]) + LENGTH)
                return expected + LEAD * math.exp(-ranks[index] / LEAD_FALL), -index

            best = max(open_, key=overlap)
            covered, length = covered + self._adds(best, said), length + len(self.kept[best])
            said.update(self.kept[best])
            chosen.append(best)
        return chosen

    def sentence(self, index: int) -> SummarySentence:
        """The trimmed sentence with what is left of it as evidence."""
        pieces = self.pieces[index]
        chance = _probability(_model()["sentences"], self.signs(index))
        return SummarySentence(
            text=in_words(self.text, pieces), confidence=min(SURE, round(chance, 3)), evidence=pieces
        )

    def signs(self, index: int) -> dict[str, float]:
        """What confidence in a sentence rests on."""
        words = self.kept[index]
        worth = sum(self.worth[word] for word in set(words) if word in self.worth)
        rank = self.allowed.index(index)
        return {
            "bias": 1.0,
            "worth": worth / LENGTH * 10,
            "density": worth / max(len(words), 1) * 5,
            "lead": math.exp(-rank / LEAD_FALL),
            "choices": math.log(1 + len(self.allowed)),
        }

    def _open(self, chosen: Sequence[int]) -> list[int]:
        """What may be taken next: a sentence that leans on the one before it only right after that one.

        Where nothing stands alone, any sentence may be taken.
        """
        fresh = [index for index in self.allowed if not self._said(index, chosen)]
        if not self.alone:
            return fresh
        return [index for index in fresh if index not in self.leaning or index - 1 in chosen]

    def _said(self, index: int, chosen: Sequence[int]) -> bool:
        words = set(self.kept[index])
        return any(len(words & set(self.kept[each])) >= _TWICE * len(words) for each in chosen)

    def _adds(self, index: int, said: Mapping[str, int]) -> float:
        inside: Counter[str] = Counter()
        total = 0.0
        for word in self.kept[index]:
            total += self.worth.get(word, 0.0) * AGAIN ** (said.get(word, 0) + inside[word])
            inside[word] += 1
        return total


def _words(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text.lower())]


@cache
def _stem(word: str) -> str:
    """A plural s makes no other word."""
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "su" else word  # noqa: PLR2004


def _word_features(
    report: Report, filing: Filing, doc: Doc, sentences: Sequence[Sequence[str]], entities: Entities, keywords: Keywords
) -> dict[str, dict[str, float]]:
    """Each word of the report: how often, how early, how widely it stands, and what sort of word it is."""
    count = Counter(word for words in sentences for word in words)
    opening = Counter(word for words in sentences[:OPENING] for word in set(words))
    first: dict[str, int] = {}
    for number, words in enumerate(sentences):
        for word in words:
            first.setdefault(word, number)
    common = {_stem(token.lower_) for token in doc if token.is_stop} | {"s", "t", "mr", "ms", "mrs", "said"}
    spans = [span for item in entities.items for span in item.mentions]
    names = {word for span in spans for word in _words(report.text[span.start : span.end])}
    terms = {word: item.salience for item in reversed(keywords.items[:15]) for word in _words(item.term)}
    headline = set(_words(filing.headline))
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


def _probability(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    return 1 / (1 + math.exp(-sum(weights[name] * value for name, value in values.items())))


@cache
def _model() -> dict[str, dict[str, float]]:
    """`words`: the weights of a word's features; `sentences`: those of a sentence's signs."""
    found: dict[str, Any] = json.loads((files("newsar_build") / "weights" / "summary.json").read_text("utf-8"))
    return found


def _candidates(report: Report, spans: tuple[Span, ...], entities: Entities) -> tuple[list[int], list[int]]:
    """Indexes of whole statements of the reporter: those that stand alone, and those that lean on the one before.

    One that opens with he or she cannot lean on a sentence that names nobody. Where there are neither, every sentence
    leans.
    """
    headings = [block for block in report.blocks if block.kind in (BlockKind.HEADING, BlockKind.CODE)]
    quoted = [quotation.outer for quotation in find_quotations(report.text, report.blocks)]
    names = sorted(span.start for item in entities.items for span in item.mentions)
    alone: list[int] = []
    leaning: list[int] = []
    for index, span in enumerate(spans):
        words = report.text[span.start : span.end]
        if (
            any(block.start <= span.start < block.end for block in headings)
            or any(quote.start <= span.start and span.end <= quote.end + 1 for quote in quoted)
            or not _is_statement(words)
        ):
            continue
        if not index or not _leans(words, span, names):
            alone.append(index)
        elif not _PERSONAL.match(words) or _inside(names, spans[index - 1]):
            leaning.append(index)
    return (alone, leaning) if alone or leaning else ([], list(range(len(spans))))


def _is_statement(sentence: str) -> bool:
    closed = sentence.rstrip("”\"’' )")[-1:] in (".", "!", "…")
    quoting = sentence[0] in "“„«\"'`‘"
    return SHORT <= len(sentence.split()) <= LONG and closed and not quoting and not _FURNITURE.search(sentence)


def _leans(sentence: str, span: Span, names: list[int]) -> bool:
    """Whether a reader needs the sentence before: it opens with a word for it, or says he or she of nobody named."""
    if pattern("summary_openers").match(LEAD_IN.sub("", sentence)) or _LATER.match(sentence):
        return True
    person = _PERSONAL.search(sentence)
    if person is None:
        return False
    named = bisect_left(names, span.start + person.start()) > bisect_left(names, span.start)
    return not named and not _SOMEBODY.search(sentence[: person.start()])


def _inside(places: list[int], span: Span) -> bool:
    return bisect_left(places, span.end) > bisect_left(places, span.start)


def _dek(text: str) -> str:
    if len(text) <= DEK:
        return text
    cut = max(text.rfind(mark, 0, DEK) for mark in (", ", "; ", " — ", " – "))
    return (text[:cut] if cut > DEK // 2 else text[: text.rfind(" ", 0, DEK - 1)]) + "…"


ANALYSER = Analyser(
    name="summary",
    version="2",
    requires=(Report, Filing, Doc, Sentences, Entities, Keywords),
    provides=Summary,
    run=summarise,
    absent=Summary(engine="none", confidence=0.0, sentences=(), dek=""),
    config=SummaryConfig,
    lexicons=("summary_openers", "summary_offices"),
)
