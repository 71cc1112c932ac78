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
from spacy.tokens import Doc, Token

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, Filing, Report
from newsar_build.analyse.matching import pattern
from newsar_build.analyse.quotations import find_quotations
from newsar_build.analyse.trimming import LEAD_IN, in_words, trimmed, without_source
from newsar_build.analyse.writing import WriterConfig
from newsar_build.model.brief import BlockKind
from newsar_build.model.findings import Entities, EntityType, Keywords, Sentences, Span, Summary, SummarySentence

LENGTH = 55
"""Words of the summary that the choice aims at: three or four short sentences, as editors write them."""
AGAIN = 0.35
"""What a word still counts each time it comes again: a summary repeats words too, but seldom."""
LEAD = 0.007
"""What each e-fold of a sentence's place costs it, so that a choice without other reasons stays close to the lead."""
LEAD_FALL = 3.0
"""Sentences over which being early falls to a third."""
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
    r"Image:|Photo(?:graph)?:|Follow |Welcome to |STORY HIGHLIGHTS|Editor[’']s note|Our |Your |On the menu today|"
    r"Let us |Let[’']s |Imagine |Suppose |Consider |"
    r"[A-Z][A-Z .’'-]{2,30}: |\()|\b(?:AP |Reuters )?Photo/|file photo\b|\bGetty Images\b|\bsign up (?:here|for)\b|"
    r"\bopinions expressed\b|\bour own [A-Z]|\b\d{1,2}:\d\d (?:EST|EDT|GMT|BST|ET)\b|"
    r"\bAll rights reserved\b|\b\w+day, (?:\w+\.?,? ){1,2}\d{1,2}, \d{4}|\bis a nonprofit\b|\. ?\. ?\."
)
"""Captions (the only place for a weekday with a full date), bylines, invitations, speakers of a transcript's turns."""
_DISCLAIMER = re.compile(r"\b(?:views|opinions) expressed\b|\bmore opinion (?:at|on|from)\b", re.IGNORECASE)
_FULL_DATE = re.compile(
    r"\b(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|April|May|June|July|Aug(?:ust|\.)|Sept(?:ember|\.)|Oct(?:ober|\.)|"
    r"Nov(?:ember|\.)|Dec(?:ember|\.)) \d{1,2}, \d{4}"
)
"""A report names the year of its own days only in a caption, which is told in the present tense."""
_APART = re.compile(r"\s[.!]$")
"""A stop set apart closes sentences of tokenised text only; elsewhere it was added to a caption or heading."""
_ADDED = re.compile(r"(?:[A-Z][\w.’'-]+ ){1,3}(?:added|continued|went on)\b")
"""Somebody goes on from what was said before."""
_TWICE = 0.7
"""Share of a sentence's words that one already taken may hold; beyond it the same thing is said twice."""
_LATER = re.compile(
    r"^(?:If|When|While|As|For|Since|After|Before|Although|In|At|By) (?:they|it|he|she|that|this|those)\b",
    re.IGNORECASE,
)
"""Openings that lean on another sentence one word later."""
_PERSONAL = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.IGNORECASE)
_SOMEBODY = re.compile(r"\b(?:an?|the|one|two|another) (?:[\w-]+ ){0,3}?[a-z]+", re.IGNORECASE)


_THINGS = frozenset(("it", "its", "they", "them", "their", "this", "that", "these", "those"))
_DESCRIBING = frozenset(("amod", "compound", "nmod", "nummod", "acl", "appos", "flat"))


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
        self.words = [_words(report.text[span.start : span.end]) for span in self.spans]
        self.alone, leaning = _candidates(report, doc, self.spans, entities)
        self.leaning = frozenset(leaning)
        self.needs = _antecedents(doc, self.spans, self.words)
        self.allowed = sorted((*self.alone, *leaning))
        self.pieces = {index: trimmed(report.text, self.spans[index]) for index in self.allowed}
        self.kept = {
            index: [word for piece in pieces for word in _words(report.text[piece.start : piece.end])]
            for index, pieces in self.pieces.items()
        }
        told = self.words[self.allowed[0] :] if self.allowed else []
        self.features = _word_features(report, filing, doc, told, entities, keywords)
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
                return expected - LEAD * math.log(1 + ranks[index]), -index

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
        return {"bias": 1.0, "worth": worth / LENGTH * 10, "density": worth / max(len(words), 1) * 5}

    def _open(self, chosen: Sequence[int]) -> list[int]:
        """What may be taken next: a sentence that leans on the one before it only right after that one.

        One that speaks of "the bill" may also follow any earlier sentence that has the word. Where nothing stands
        alone, any sentence may be taken.
        """
        fresh = [index for index in self.allowed if not self._said(index, chosen)]
        if not self.alone:
            return fresh
        return [index for index in fresh if index - 1 in chosen or self._stands(index, chosen)]

    def _stands(self, index: int, chosen: Sequence[int]) -> bool:
        before = {word for each in chosen if each < index for word in self.words[each]}
        return index not in self.leaning and self.needs.get(index, frozenset()) <= before

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
    """Each word from the first candidate on: how often, how early and widely it stands, what sort of word it is."""
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


def _candidates(report: Report, doc: Doc, spans: tuple[Span, ...], entities: Entities) -> tuple[list[int], list[int]]:
    """Indexes of whole statements of the reporter: those that stand alone, and those that lean on the one before.

    One that says he or she of nobody it names cannot lean on a sentence that names nobody. Where there are neither,
    every sentence leans.
    """
    headings = [block for block in report.blocks if block.kind in (BlockKind.HEADING, BlockKind.CODE)]
    quoted = [quotation.outer for quotation in find_quotations(report.text, report.blocks)]
    people = (item for item in entities.items if item.type is EntityType.PERSON)
    names = sorted(span.start for item in people for span in item.mentions)
    byline = _of_the_author(report.text, spans)
    tokenised = _tokenised(report.text, spans)
    alone: list[int] = []
    leaning: list[int] = []
    for index, span in enumerate(spans):
        words = without_source(report.text[span.start : span.end])
        parsed = _parsed(doc, span)
        if (
            any(block.start <= span.start < block.end for block in headings)
            or any(quote.start <= span.start and span.end <= quote.end + 1 for quote in quoted)
            or not _is_statement(words)
            or index < byline
            or (_APART.search(words) and not tokenised)
            or (parsed and (_is_caption(words, parsed) or not _tells(parsed)))
        ):
            continue
        if not index or not (_leans(words, span, names) or _points_back(parsed)):
            alone.append(index)
        elif not _PERSONAL.search(words) or _inside(names, span) or _inside(names, spans[index - 1]):
            leaning.append(index)
    return (alone, leaning) if alone or leaning else ([], list(range(len(spans))))


def _of_the_author(text: str, spans: tuple[Span, ...]) -> int:
    """How many sentences at the top present the author of a comment: those up to "the views expressed here"."""
    top = range(min(OPENING, len(spans)))
    return max((at + 1 for at in top if _DISCLAIMER.search(text[spans[at].start : spans[at].end])), default=0)


def _tokenised(text: str, spans: tuple[Span, ...]) -> bool:
    """Whether most sentences have their stop set apart."""
    return 2 * sum(bool(_APART.search(text[span.start : span.end])) for span in spans) > len(spans)


def _is_statement(sentence: str) -> bool:
    closed = sentence.rstrip("”\"’' )")[-1:] in (".", "!", "…")
    quoting = sentence[:1] in "“„«\"'`‘"
    whole = sentence.count('"') % 2 == 0 and sentence.count("“") == sentence.count("”")
    said = closed and whole and not quoting and not _FURNITURE.search(sentence)
    return SHORT <= len(sentence.split()) <= LONG and said


def _parsed(doc: Doc, span: Span) -> list[Token]:
    """The sentence's tokens where there is a parse."""
    found = doc.char_span(span.start, span.end, alignment_mode="contract") if doc.has_annotation("DEP") else None
    return list(found) if found is not None else []


def _is_caption(sentence: str, parsed: list[Token]) -> bool:
    """Whether it tells in the present tense what was on a day of a named year."""
    return bool(_FULL_DATE.search(sentence)) and any(
        token.dep_ == "ROOT" and token.tag_ in ("VBZ", "VBP", "VBG") for token in parsed
    )


def _tells(parsed: list[Token]) -> bool:
    """Whether there is a main verb or a subject: no fragment, no order to the reader."""
    return any(
        token.tag_ in ("VBD", "VBZ", "VBP", "MD") or token.dep_.split(":")[0] in ("nsubj", "csubj", "expl")
        for token in parsed
    )


def _points_back(parsed: list[Token]) -> bool:
    """Whether a pronoun for a thing or for several comes before anything that it could stand for."""
    for token in parsed:
        if token.lower_ in _THINGS and token.pos_ == "PRON" and not token.dep_.startswith("expl"):
            return True
        if token.pos_ in ("NOUN", "PROPN", "NUM"):
            return False
    return False


def _antecedents(doc: Doc, spans: tuple[Span, ...], words: Sequence[Sequence[str]]) -> dict[int, frozenset[str]]:
    """For each sentence the nouns that it says "the", "this" or "such" of bare, when the report spoke of them before.

    "The" counts with the main subject only; a noun that is described ("the bill on ferries"), or that everybody knows,
    does not need its first mention.
    """
    seen: set[str] = set()
    found: dict[int, frozenset[str]] = {}
    known = lexicon.words("summary_known")
    for index, span in enumerate(spans):
        parsed = _parsed(doc, span)
        nouns = (token for token in parsed if token.tag_ in ("NN", "NNS") and token.lower_ not in known)
        needed = {stem for token in nouns if _is_bare(token) and (stem := _stem(token.lower_)) in seen}
        if needed:
            found[index] = frozenset(needed)
        seen.update(words[index])
    return found


def _is_bare(noun: Token) -> bool:
    children = list(noun.children)
    said = {child.lower_ for child in children if child.i < noun.i}
    rest = [child for child in children if child.pos_ not in ("DET", "PUNCT", "VERB", "AUX", "ADP", "CCONJ")]
    if said & {"this", "that", "these", "those", "such"}:
        return True
    subject = noun.dep_.split(":")[0] == "nsubj" and noun.head.dep_ == "ROOT"
    return subject and "the" in said and not any(child.dep_.split(":")[0] in _DESCRIBING for child in rest)


def _leans(sentence: str, span: Span, names: list[int]) -> bool:
    """Whether a reader needs the sentence before: it opens with a word for it, or says he or she of nobody named."""
    if any(each.match(LEAD_IN.sub("", sentence)) for each in (pattern("summary_openers"), _LATER, _ADDED)):
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
    version="4",
    requires=(Report, Filing, Doc, Sentences, Entities, Keywords),
    provides=Summary,
    run=summarise,
    absent=Summary(engine="none", confidence=0.0, sentences=(), dek=""),
    config=SummaryConfig,
    lexicons=("summary_openers", "summary_offices", "summary_known"),
)
