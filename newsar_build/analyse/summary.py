"""The briefing summary: the report's own sentences, chosen and trimmed, each with its evidence.

A sentence's weight is position + centrality + names and numbers; sentences are taken by falling weight less what those
already taken have said (maximal marginal relevance, Carbonell and Goldstein 1998), and shown in the report's order.
Confidence is the mean of how far a sentence leads the field and how central it is, never above 0.95.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping

from pydantic import Field

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, Filing, Report
from newsar_build.analyse.matching import DATELINE, pattern
from newsar_build.analyse.quotations import find_quotations
from newsar_build.analyse.writing import WriterConfig
from newsar_build.model.brief import BlockKind
from newsar_build.model.findings import Entities, Keywords, Sentences, Span, Summary, SummarySentence

WEIGHTS = {"position": 1.0, "centrality": 0.8, "keywords": 0.5, "names": 0.2, "numbers": 0.15, "headline": 0.4}
"""Position outweighs all else in news: no method beats the lead by much."""
HALF = 4
"""At this sentence the weight of position has fallen to one half."""
REDUNDANCY = 0.9
SHORT, LONG = 6, 60
"""Words; others make no summary sentence."""
SURE = 0.95
DEK = 220
"""Code points of a dek at most."""
_LEAD_IN = re.compile(r"^(?:Meanwhile|However|Still|Also|In addition|Moreover|And|But|So),?\s+", re.IGNORECASE)
_WORD = re.compile(r"\w+")


class SummaryConfig(WriterConfig):
    """`sentences`: how many the summary has."""

    sentences: int = Field(default=3, ge=1, le=10)


def summarise(
    report: Report,
    filing: Filing,
    sentences: Sentences,
    entities: Entities,
    keywords: Keywords,
    *,
    config: SummaryConfig,
) -> Summary:
    """The summary; its sentences are verbatim words of their evidence."""
    field = _Field(report, filing, sentences, entities, keywords)
    chosen = field.choose(config.sentences)
    made = tuple(field.sentence(index) for index in sorted(chosen))
    return Summary(
        engine="extractive",
        confidence=round(sum(each.confidence for each in made) / len(made), 3) if made else 0.0,
        sentences=made,
        dek=_dek(field.sentence(chosen[0]).text) if chosen else "",
    )


class _Field:
    """The sentences that may stand in the summary, with their weights."""

    def __init__(
        self, report: Report, filing: Filing, sentences: Sentences, entities: Entities, keywords: Keywords
    ) -> None:
        self._text = report.text
        self._spans = sentences.spans
        self._words = [_content_words(report.text[span.start : span.end]) for span in self._spans]
        self._common = Counter(word for words in self._words for word in set(words))
        allowed = _allowed(report, self._spans)
        self._centrality = {index: self._central(index) for index in allowed}
        most = max(self._centrality.values(), default=1.0) or 1.0
        self._centrality = {index: value / most for index, value in self._centrality.items()}
        names = sorted(span.start for item in entities.items for span in item.mentions)
        terms = {word for item in keywords.items[:10] for word in _WORD.findall(item.term.lower())}
        headline = _content_words(filing.headline)
        self._weights = {
            index: self._weight(rank, index, names, terms, headline) for rank, index in enumerate(sorted(allowed))
        }

    def choose(self, count: int) -> list[int]:
        """Indexes of the sentences taken, weightiest first."""
        chosen: list[int] = []
        while len(chosen) < count and len(chosen) < len(self._weights):
            left = [index for index in self._weights if index not in chosen]
            chosen.append(
                max(left, key=lambda index: (self._weights[index] - REDUNDANCY * self._said(index, chosen), -index))
            )
        return chosen

    def sentence(self, index: int) -> SummarySentence:
        """The sentence without dateline and lead-in."""
        span = self._spans[index]
        words = self._text[span.start : span.end]
        for opening in (DATELINE, _LEAD_IN):
            words = opening.sub("", words, count=1)
        start = span.end - len(words)
        lead = self._weights[index] / max(self._weights.values())
        confidence = min(SURE, round((lead + self._centrality[index]) / 2, 3))
        text = " ".join((words[0].upper() + words[1:]).split())
        return SummarySentence(text=text, confidence=confidence, evidence=(Span(start=start, end=span.end),))

    def _central(self, index: int) -> float:
        """How much of what the other sentences say this one says too."""
        words = set(self._words[index])
        return sum(math.log(self._common[word]) for word in words) / math.sqrt(max(len(words), 4))

    def _weight(self, rank: int, index: int, names: list[int], terms: set[str], headline: Mapping[str, int]) -> float:
        span, words = self._spans[index], set(self._words[index])
        features = {
            "position": HALF / (HALF + rank),
            "centrality": self._centrality[index],
            "keywords": min(1.0, len(words & terms) / 5),
            "names": min(1.0, sum(span.start <= name < span.end for name in names) / 3),
            "numbers": float(any(sign.isdigit() for sign in self._text[span.start : span.end])),
            "headline": len(words & set(headline)) / max(len(headline), 1),
        }
        return sum(WEIGHTS[name] * value for name, value in features.items())

    def _said(self, index: int, chosen: list[int]) -> float:
        words = set(self._words[index])
        return max((len(words & set(self._words[each])) / max(len(words), 1) for each in chosen), default=0.0)


def _content_words(text: str) -> Counter[str]:
    words = (word for word in _WORD.findall(text.lower()) if len(word) > 2)  # noqa: PLR2004
    return Counter(word for word in words if word not in lexicon.words("keywords_stop"))


def _allowed(report: Report, spans: tuple[Span, ...]) -> list[int]:
    """Whole statements of the reporter that need no sentence before them; any sentences where there are none."""
    headings = [block for block in report.blocks if block.kind in (BlockKind.HEADING, BlockKind.CODE)]
    quoted = [quotation.outer for quotation in find_quotations(report.text, report.blocks)]
    fitting = [
        index
        for index, span in enumerate(spans)
        if not any(block.start <= span.start < block.end for block in headings)
        and _stands_alone(report.text[span.start : span.end])
        and not any(quote.start <= span.start and span.end <= quote.end + 1 for quote in quoted)
    ]
    return fitting or list(range(len(spans)))


def _stands_alone(sentence: str) -> bool:
    count = len(sentence.split())
    leaning = pattern("summary_openers").match(_LEAD_IN.sub("", sentence))
    quoting = sentence[0] in "“„«\"'"
    return SHORT <= count <= LONG and not leaning and not quoting and sentence.rstrip("”\"’' )")[-1:] in (".", "!", "…")


def _dek(text: str) -> str:
    if len(text) <= DEK:
        return text
    cut = max(text.rfind(mark, 0, DEK) for mark in (", ", "; ", " — ", " – "))
    return (text[:cut] if cut > DEK // 2 else text[: text.rfind(" ", 0, DEK - 1)]) + "…"


ANALYSER = Analyser(
    name="summary",
    version="1",
    requires=(Report, Filing, Sentences, Entities, Keywords),
    provides=Summary,
    run=summarise,
    absent=Summary(engine="none", confidence=0.0, sentences=(), dek=""),
    config=SummaryConfig,
    lexicons=("summary_openers", "keywords_stop"),
)
