"""Clauses: the statements that a sentence is made of, each with its subject.

By the parse (Universal Dependencies): a clause is a predicate with all that hangs on it, less the clauses inside. A
clause without a subject of its own ("… and peaked at 421 megawatts") has that of the clause it is joined to, a relative
clause the noun it describes. Only sentences that hold a number are taken apart: what is counted is compared across
reports (`relate/figures.py`), and a number belongs to its clause alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from newsar_build.analyse.analyser import Analyser, AnalyserConfig
from newsar_build.analyse.matching import text_of
from newsar_build.analyse.reported import is_speaking
from newsar_build.model.findings import Clause, Clauses, Dated, Sentences, Span

FEWEST = 2
"""Words of a clause: one word says nothing of a number."""
LONGEST_SUBJECT = 12
"""Words: a longer subject is a sentence of its own."""
NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozens?|hundreds?|thousands?|millions?|billions?|half|third|thirds"
    r"|quarter|quarters)\b",
    re.IGNORECASE,
)
_OWN = frozenset(["ROOT", "root", "ccomp", "advcl", "parataxis", "csubj", "acl:relcl"])
"""Relations whose token heads a clause."""
_SUBJECTS = ("nsubj", "csubj", "expl")
_TIMES = ("obl", "nmod:tmod", "nmod:unmarked", "advmod", "nmod")
_TIME = re.compile(r"\d{1,2}(?:st|nd|rd|th)?|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?")
"""The head of a phrase that names a day: of "at a party on 1 June" the party hangs on the verb, not the day."""
_WHERE = ("in", "at", "for", "near", "to", "from", "with", "against")
_PAST = ("VBD", "MD")
"""Tags of what is told as past, and of "will"."""
_EDGE = " \t\n,;:—–-“”\"'"


def find_clauses(doc: Doc, sentences: Sentences, *, config: AnalyserConfig) -> Clauses:
    """The clauses of each sentence with a number, by their first character; none where the parse is missing."""
    del config
    if not doc.has_annotation("DEP"):
        return Clauses(items=())
    found: list[Clause] = []
    text = text_of(doc)
    for sentence in sentences.spans:
        if NUMBER.search(text, sentence.start, sentence.end):
            found.extend(_in_sentence(doc, text, sentence))
    return Clauses(items=tuple(sorted(found, key=lambda each: (each.span.start, each.span.end))))


def _in_sentence(doc: Doc, text: str, sentence: Span) -> Iterator[Clause]:
    tokens = doc.char_span(sentence.start, sentence.end, alignment_mode="expand")
    if tokens is None:
        return
    owned: dict[int, list[Token]] = defaultdict(list)
    for token in tokens:
        owned[_owner(token).i].append(token)
    for place, words in sorted(owned.items()):
        head = doc[place]
        kept = [token for token in words if not _joins(token, head)]
        if len(kept) < FEWEST:
            continue
        span = _trimmed(text, kept[0].idx, kept[-1].idx + len(kept[-1]))
        span = Span(start=max(span.start, sentence.start), end=min(span.end, sentence.end))
        if span.end > span.start:
            yield Clause(span=span, subject=_subject(head, span), dated=tuple(_dated(kept)))


def _owner(token: Token) -> Token:
    """The head of the clause that the token stands in."""
    while token.head.i != token.i and not _is_clause(token):
        token = token.head
    return token


def _is_clause(token: Token) -> bool:
    if token.dep_ in _OWN:
        return token.dep_ != "advcl" or _has_subject(token) or any(child.dep_ == "mark" for child in token.children)
    return token.dep_ == "conj" and (token.pos_ in ("VERB", "AUX") or _has_subject(token))


def _has_subject(token: Token) -> bool:
    return any(child.dep_.startswith(_SUBJECTS) for child in token.children)


def _joins(token: Token, head: Token) -> bool:
    """Whether a token only ties the clause to another: "and", "that", a comma."""
    return token.head.i == head.i and token.dep_ in ("cc", "mark", "punct")


def _subject(head: Token, clause: Span) -> Span | None:
    """The subject where it stands outside the clause, else None: the clause's own words hold it."""
    if _has_subject(head) and head.dep_ != "acl:relcl":
        return None
    token = head
    while token.head.i != token.i:
        described = token.dep_ == "acl:relcl"
        token = token.head
        if described:
            return _noun(token, clause)
        own = [child for child in token.children if child.dep_.startswith(_SUBJECTS)]
        if own:
            return _noun(own[0], clause)
    return None


def _dated(words: list[Token]) -> Iterator[Dated]:
    """Each verb of a clause that a day hangs on."""
    for token in words:
        verb = token.head
        if (
            token.dep_.startswith(_TIMES)
            and verb.pos_ in ("VERB", "ADJ")
            and _TIME.fullmatch(token.text)
            and not _tells(verb)
        ):
            phrase = list(token.subtree)
            yield Dated(
                verb=verb.lemma_.lower() or verb.lower_,
                phrase=Span(start=phrase[0].idx, end=phrase[-1].idx + len(phrase[-1])),
                about=tuple(map(_named, _arguments(verb))),
                beside=tuple(_named(each) for each in (*verb.children, *token.children) if _is_where(each, token)),
                present=not any(each.tag_ in _PAST for each in (verb, *verb.children) if each.i <= verb.i),
            )


def _is_where(token: Token, day: Token) -> bool:
    """Whether a phrase beside the day says where or for whom something happens."""
    cases = (child.lower_ for child in token.children if child.dep_ == "case")
    return token.i != day.i and token.dep_.startswith(("obl", "nmod")) and any(case in _WHERE for case in cases)


def _tells(verb: Token) -> bool:
    """Whether what is said hangs on a verb: its day is that of the statement. Not so "it opens, she said"."""
    return any(child.dep_ == "ccomp" or (child.dep_ == "parataxis" and is_speaking(verb)) for child in verb.children)


def _named(noun: Token) -> str:
    """A noun by its lemma, with the names that are part of it: "composer Ilse Brandt"."""
    parts = [noun]
    for token in noun.subtree:
        proper = token.dep_ == "compound" and "PROPN" in (token.pos_, noun.pos_)
        if token.head in parts and (token.dep_ in ("flat", "appos") or proper):
            parts.append(token)
    return " ".join(each.lemma_.lower() or each.lower_ for each in sorted(parts, key=lambda each: each.i))


def _arguments(verb: Token) -> list[Token]:
    """The nouns that are a verb's subject, its own or the one it shares, and its object."""
    objects = [child for child in verb.children if child.dep_ == "obj"]
    token = verb
    while not any(child.dep_.startswith("nsubj") for child in token.children) and token.head.i != token.i:
        if token.dep_.startswith("acl"):
            return [each for each in (token.head, *objects) if each.pos_ != "PRON"]
        token = token.head
    subjects = [
        token.head if token.dep_ == "acl:relcl" and child.pos_ == "PRON" else child
        for child in token.children
        if child.dep_.startswith("nsubj")
    ]
    return [each for each in (*subjects, *objects) if each.pos_ != "PRON"]


def _noun(noun: Token, clause: Span) -> Span | None:
    """The noun with what stands before it and its phrases, less clauses."""
    words = [noun]
    for token in noun.subtree:
        path = token
        while path.i != noun.i and path.dep_ not in ("acl:relcl", "acl", "appos", "parataxis", "conj"):
            path = path.head
        if path.i == noun.i:
            words.append(token)
    words.sort(key=lambda each: each.i)
    if len(words) > LONGEST_SUBJECT:
        words = [noun]
    span = Span(start=words[0].idx, end=words[-1].idx + len(words[-1]))
    return None if clause.start <= span.start and span.end <= clause.end else span


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    start += len(words) - len(words.lstrip(_EDGE))
    return Span(start=start, end=max(start, start + len(text[start:end].rstrip(_EDGE))))


ANALYSER = Analyser(
    name="clauses",
    version="2",
    requires=(Doc, Sentences),
    provides=Clauses,
    run=find_clauses,
    absent=Clauses(items=()),
    languages=frozenset({"en"}),
)
