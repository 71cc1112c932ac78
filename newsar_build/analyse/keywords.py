"""Keywords: the terms a report is about, by position, frequency and spread.

Candidates are one to three words between stop words and punctuation, and the report's entities. A candidate's weight is
frequency^0.7 × length × (1 + earliness + headline), after the features of YAKE (Campos et al. 2020).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Filing, Report
from newsar_build.model.findings import Entities, Keyword, Keywords, Span

LONGEST = 3
"""Words in a term."""
LENGTH = {1: 1.0, 2: 1.25, 3: 1.15}
"""Two words say more than one; three are often one too many."""
FREQUENCY = 0.7
EARLY = 1.0
"""What standing at the very beginning adds, falling to nothing at the end."""
HEADLINE = 0.8
ENTITY = 1.3
"""A name is a better term than a noun of the same weight."""
AT_MOST = 30
EVIDENCE = 12


@dataclass(slots=True)
class _Term:
    words: str
    spans: list[Span]
    size: int


def find_keywords(report: Report, filing: Filing, doc: Doc, entities: Entities, *, config: AnalyserConfig) -> Keywords:
    """Terms by falling salience, the first 1.0; a term inside a weightier one is left out."""
    del config
    terms = _terms(doc, report.text)
    names = {alias.lower() for item in entities.items for alias in item.aliases}
    headline = filing.headline.lower()
    weights = {key: _weight(term, key, len(report.text), headline, names) for key, term in terms.items()}
    ranked = sorted(terms, key=lambda key: (-weights[key], terms[key].spans[0], key))
    kept: list[str] = []
    for key in ranked:
        if len(kept) < AT_MOST and not any(_overlaps(key, other) for other in kept):
            kept.append(key)
    top = weights[kept[0]] if kept else 1.0
    return Keywords(
        items=tuple(
            Keyword(
                term=terms[key].words,
                salience=round(weights[key] / top, 3),
                evidence=tuple(terms[key].spans[:EVIDENCE]),
            )
            for key in kept
        )
    )


def _terms(doc: Doc, text: str) -> dict[str, _Term]:
    found: dict[str, _Term] = {}
    for run in _runs(doc):
        for size in range(1, LONGEST + 1):
            for start in range(len(run) - size + 1):
                first, last = doc[run[start]], doc[run[start + size - 1]]
                span = Span(start=first.idx, end=last.idx + len(last))
                words = text[span.start : span.end]
                if size == 1 and (len(words) < 3 or words.isdigit()):  # noqa: PLR2004
                    continue
                term = found.setdefault(_key(words), _Term(words, [], size))
                term.spans.append(span)
    return found


def _runs(doc: Doc) -> Iterator[list[int]]:
    """Stretches of words that may make a term, by token index."""
    run: list[int] = []
    for token in doc:
        if token.is_sent_start and run:
            yield run
            run = []
        if _usable(token.text, token.lower_, stop=token.is_stop):
            run.append(token.i)
        elif run:
            yield run
            run = []
    if run:
        yield run


_WORD = re.compile(r"[^\W_][\w’'.-]*")


def _usable(text: str, lower: str, *, stop: bool) -> bool:
    return (
        bool(_WORD.fullmatch(text))
        and not stop
        and lower not in lexicon.words("keywords_stop")
        and text not in ("’s", "'s")
    )


def _key(words: str) -> str:
    """Case and a plural s make no other term."""
    lower = words.lower().rstrip(".")
    return re.sub(r"(?<=[a-z]{3})(?<![su])s\b", "", lower)


def _weight(term: _Term, key: str, length: int, headline: str, names: set[str]) -> float:
    early = EARLY * (1 - term.spans[0].start / max(length, 1))
    in_headline = HEADLINE * (key in headline)
    name = ENTITY if term.words.lower() in names else 1.0
    return float(len(term.spans) ** FREQUENCY * LENGTH[term.size] * (1 + early + in_headline) * name)


def _overlaps(key: str, other: str) -> bool:
    words, others = key.split(), other.split()
    shorter, longer = sorted((words, others), key=len)
    return any(longer[at : at + len(shorter)] == shorter for at in range(len(longer) - len(shorter) + 1))


ANALYSER = Analyser(
    name="keywords",
    version="1",
    requires=(Report, Filing, Doc, Entities),
    provides=Keywords,
    run=find_keywords,
    absent=Keywords(items=()),
    lexicons=("keywords_stop",),
)
