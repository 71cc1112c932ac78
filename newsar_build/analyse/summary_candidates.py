"""Which sentences of a report can stand in a summary: whole statements of the reporter that need no other sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from spacy.tokens import Doc, Token

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Report
from newsar_build.analyse.furniture import is_caption
from newsar_build.analyse.matching import pattern
from newsar_build.analyse.quotations import find_quotations
from newsar_build.analyse.trimming import LEAD_IN, without_source
from newsar_build.model.brief import BlockKind
from newsar_build.model.findings import Entities, EntityType, Span

TOP = 8
"""Sentences at the top among which the author of a comment is presented."""
SHORT, LONG = 6, 60
"""Words; others make no summary sentence."""
_WORD = re.compile(r"[^\W_]+")
_FURNITURE = re.compile(
    r"^(?:By\b.{0,40}$|By \.|PUBLISHED|UPDATED|FILE\b|Scroll down|Click here|Read more|Sign up|Subscribe|"
    r"Image:|Photo(?:graph)?:|Follow |Welcome to |STORY HIGHLIGHTS|Editor[’']s note|Our |Your |On the menu today|"
    r"Let us |Let[’']s |Imagine |Suppose |Consider |"
    r"[A-Z][A-Z .’'-]{2,30}: |\()|\b(?:AP |Reuters )?Photo/|file photo\b|\bGetty Images\b|\bsign up (?:here|for)\b|"
    r"\bopinions expressed\b|\bour own [A-Z]|(?i:\b\d{1,2}:\d\d (?:EST|EDT|GMT|BST|ET)\b|\blast updated at\b)|"
    r"\bAll rights reserved\b|\b\w+day, (?:\w+\.?,? ){1,2}\d{1,2}, \d{4}|\bis a nonprofit\b|\. ?\. ?\."
)
"""Captions (the only place for a weekday with a full date), bylines, invitations, speakers of a transcript's turns."""
_LABEL = re.compile(r"^(?:[\w’'-]+ ?,? ){0,3}?[\w’'-]+ ?: (?![“\"`])")
"""A label before a colon, as captions and lists have: "Winner: …"; not "She said: “…”"."""
_DISCLAIMER = re.compile(r"\b(?:views|opinions) expressed\b|\bmore opinion (?:at|on|from)\b", re.IGNORECASE)
_APART = re.compile(r"\s[.!]$")
"""A stop set apart closes sentences of tokenised text only; elsewhere it was added to a caption or heading."""
_ADDED = re.compile(r"(?:[A-Z][\w.’'-]+ ){1,3}(?:added|continued|went on)\b")
"""Somebody goes on from what was said before."""
_LATER = re.compile(
    r"^(?:If|When|While|As|For|Since|After|Before|Although|In|At|By) (?:they|it|he|she|that|this|those)\b",
    re.IGNORECASE,
)
"""Openings that lean on another sentence one word later."""
_PERSONAL = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.IGNORECASE)
_SOMEBODY = re.compile(r"\b(?:an?|the|one|two|another) (?:[\w-]+ ){0,3}?[a-z]+", re.IGNORECASE)


_THINGS = frozenset(("it", "its", "they", "them", "their", "this", "that", "these", "those"))
_DESCRIBING = frozenset(("amod", "compound", "nmod", "nummod", "acl", "appos", "flat"))


def words_of(text: str) -> list[str]:
    """The words in lower case, without a plural s."""
    return [stem(word) for word in _WORD.findall(text.lower())]


@cache
def stem(word: str) -> str:
    """A plural s makes no other word."""
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "su" else word  # noqa: PLR2004


def candidates(report: Report, doc: Doc, spans: tuple[Span, ...], entities: Entities) -> tuple[list[int], list[int]]:
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
    nameless = report.text.islower()  # names are not found without capitals
    alone: list[int] = []
    leaning: list[int] = []
    for index, span in enumerate(spans):
        words = without_source(report.text[span.start : span.end])
        tokens = parsed(doc, span)
        if (
            any(block.start <= span.start < block.end for block in headings)
            or any(quote.start <= span.start and span.end <= quote.end + 1 for quote in quoted)
            or not _is_statement(words)
            or index < byline
            or (_APART.search(words) and not tokenised)
            or (tokens and (is_caption(words, doc, span) or not _tells(tokens)))
        ):
            continue
        if not index or not (_leans(words, span, names) or _points_back(tokens)):
            alone.append(index)
        elif nameless or not _PERSONAL.search(words) or _inside(names, span) or _inside(names, spans[index - 1]):
            leaning.append(index)
    return (alone, leaning) if alone or leaning else ([], list(range(len(spans))))


def _of_the_author(text: str, spans: tuple[Span, ...]) -> int:
    """How many sentences at the top present the author of a comment: those up to "the views expressed here"."""
    top = range(min(TOP, len(spans)))
    return max((at + 1 for at in top if _DISCLAIMER.search(text[spans[at].start : spans[at].end])), default=0)


def _tokenised(text: str, spans: tuple[Span, ...]) -> bool:
    """Whether most sentences have their stop set apart."""
    return 2 * sum(bool(_APART.search(text[span.start : span.end])) for span in spans) > len(spans)


def _is_statement(sentence: str) -> bool:
    closed = sentence.rstrip("”\"’' )")[-1:] in (".", "!", "…")
    quoting = sentence[:1] in "“„«\"'`‘"
    whole = sentence.count('"') % 2 == 0 and sentence.count("“") == sentence.count("”")
    said = closed and whole and not quoting and not _FURNITURE.search(sentence) and not _LABEL.match(sentence)
    return SHORT <= len(sentence.split()) <= LONG and said


def parsed(doc: Doc, span: Span) -> list[Token]:
    """The sentence's tokens where there is a parse."""
    found = doc.char_span(span.start, span.end, alignment_mode="contract") if doc.has_annotation("DEP") else None
    return list(found) if found is not None else []


def _tells(tokens: list[Token]) -> bool:
    """Whether there is a main verb or a subject: no fragment, no order to the reader."""
    return any(
        token.tag_ in ("VBD", "VBZ", "VBP", "MD") or token.dep_.split(":")[0] in ("nsubj", "csubj", "expl")
        for token in tokens
    )


def _points_back(tokens: list[Token]) -> bool:
    """Whether a pronoun for a thing or for several comes before anything that it could stand for."""
    for token in tokens:
        if token.lower_ in _THINGS and token.pos_ == "PRON" and not token.dep_.startswith("expl"):
            return True
        if token.pos_ in ("NOUN", "PROPN", "NUM"):
            return False
    return False


def antecedents(doc: Doc, spans: tuple[Span, ...], words: Sequence[Sequence[str]]) -> dict[int, frozenset[str]]:
    """For each sentence the nouns that it says "the", "this" or "such" of bare, when the report spoke of them before.

    "The" counts with the main subject only; a noun that is described ("the bill on ferries"), or that everybody knows,
    does not need its first mention.
    """
    seen: set[str] = set()
    found: dict[int, frozenset[str]] = {}
    known = lexicon.words("summary_known")
    for index, span in enumerate(spans):
        nouns = (token for token in parsed(doc, span) if token.tag_ in ("NN", "NNS") and token.lower_ not in known)
        needed = {word for token in nouns if _is_bare(token) and (word := stem(token.lower_)) in seen}
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
