"""Reported speech and thought by dependency rules: cue, source and content over a Universal Dependencies parse.

After the rules of Citron (Newell et al. 2018) and the Gender Gap Tracker (Asr et al. 2021), on cues of our own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from newsar_build.analyse import lexicon
from newsar_build.model.findings import Span

CUES = "attribution_cues"
SUBJECTS = frozenset(["nsubj", "csubj"])
_AUXILIARIES = frozenset(["aux", "aux:pass"])
_SPOKEN = frozenset(["ccomp"])
_LOOSE = frozenset(["acl:relcl", "acl", "appos", "parataxis", "advcl", "punct", "cc", "conj", "discourse", "dep"])
"""What hangs on a source and is no part of its name."""
_RELATIVES = frozenset(["who", "that", "which"])
_SHORTEST = 2
"""Words of a content."""
_MARKS = "“”„«»\"'’‘ ,.;:—–-\n\t"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """Somebody's content: token places of the source's head, cue and content (first to last, inclusive)."""

    source: int | None
    cue: int
    content: tuple[int, int]


def find_reported(doc: Doc) -> tuple[Reported, ...]:
    """What a parse reports as said or thought, in text order; nested contents are both given."""
    found = {each for token in doc for each in _of_token(token)}
    return tuple(sorted(found, key=lambda each: (each.content, each.cue, each.source or -1)))


def source_span(doc: Doc, head: int) -> Span:
    """The words that name the source whose head stands at `head`, without clauses and appositions."""
    token = doc[head]
    places = [head, *_named(token)]
    start, end = min(places), max(places)
    return Span(start=doc[start].idx, end=doc[end].idx + len(doc[end]))


def cue_span(doc: Doc, cue: int) -> Span:
    """The cue with its auxiliaries and negation: "has not said"."""
    token = doc[cue]
    before = [child.i for child in token.lefts if child.dep_ in _AUXILIARIES or child.lemma_ in ("not", "never")]
    start = min([cue, *(at for at in before if cue - at <= len(before))])
    end = cue + 1 if token.lower_ == "according" else cue
    return Span(start=doc[start].idx, end=doc[end].idx + len(doc[end]))


def content_span(doc: Doc, first: int, last: int) -> Span | None:
    """The words of a content without marks and commas around them; None where nothing is left."""
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    words = doc.text[start:end]
    start += len(words) - len(words.lstrip(_MARKS))
    end -= len(words) - len(words.rstrip(_MARKS))
    return Span(start=start, end=end) if end > start else None


def governing_cue(token: Token) -> Token | None:
    """The nearest cue above a token in its sentence that has somebody as its subject."""
    while token.head.i != token.i:
        token = token.head
        if _is_cue(token, "clause", "object", "infinitive") and subject_of(token) is not None:
            return token
    return None


def is_speaking(token: Token) -> bool:
    """Whether a token is a verb of saying or thinking."""
    return _is_cue(token, "clause")


def subject_of(verb: Token) -> Token | None:
    """Who says or thinks: the subject, that of the verb it is joined to, or what a relative clause hangs on."""
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            return _antecedent(child, verb)
    for child in verb.children:
        if child.dep_ == "obl:agent":
            return child
    if verb.dep_ in ("conj", "xcomp") and verb.head.i != verb.i and verb.head.pos_ in ("VERB", "AUX"):
        return subject_of(verb.head)
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return verb.head
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.head.pos_ == "VERB":
        return subject_of(verb.head)
    return None


def _of_token(token: Token) -> Iterator[Reported]:
    if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
        yield from _according(token)
    elif token.pos_ == "VERB":
        yield from _of_verb(token)
    elif token.pos_ == "NOUN" and _is_cue(token, "noun"):
        yield from _of_noun(token)
    elif token.pos_ == "ADJ" and _is_cue(token, "state"):
        yield from _with_clause(token, subject_of(token), frozenset(["ccomp"]))


def _of_verb(verb: Token) -> Iterator[Reported]:
    if _is_cue(verb, "clause"):
        subject = subject_of(verb)
        yield from _with_clause(verb, subject, _SPOKEN)
        if verb.dep_ == "parataxis" or (verb.dep_ == "dep" and verb.head.i < verb.i):
            yield from _around(verb, subject)
        for child in verb.children:
            if child.dep_ == "parataxis" and child.i > verb.i and subject is not None:
                yield from _reported(verb, subject, child)
    if _is_cue(verb, "infinitive") and verb.dep_ != "aux":
        yield from _with_clause(verb, subject_of(verb), frozenset(["xcomp"]))
    if _is_cue(verb, "object"):
        subject = subject_of(verb)
        if subject is not None and not any(child.dep_ == "ccomp" for child in verb.children):
            for child in verb.children:
                if child.dep_ == "obj" and child.i > verb.i and child.pos_ == "NOUN":
                    yield from _reported(verb, subject, child)


def _with_clause(cue: Token, subject: Token | None, relations: frozenset[str]) -> Iterator[Reported]:
    if subject is None:
        return
    for child in cue.children:
        if child.dep_ in relations:
            yield from _reported(cue, subject, child)


def _of_noun(noun: Token) -> Iterator[Reported]:
    """As in "the mayor's claim that the line was safe"."""
    owner = next((child for child in noun.children if child.dep_ == "nmod:poss"), None)
    for child in noun.children:
        if child.dep_ in ("acl", "ccomp") and any(
            each.lower_ == "that" and each.dep_ == "mark" for each in child.children
        ):
            yield from _reported(noun, owner, child)


def _reported(cue: Token, subject: Token | None, content: Token) -> Iterator[Reported]:
    places = [token.i for token in content.subtree]
    outside = {cue.i, *([subject.i] if subject is not None else [])}
    first, last = _run_with(content.i, places, outside)
    if last - first + 1 >= _SHORTEST:
        yield Reported(source=None if subject is None else subject.i, cue=cue.i, content=(first, last))


def _around(verb: Token, subject: Token | None) -> Iterator[Reported]:
    """As in "the line, the office said, was down": what the verb is put beside, on both sides of it."""
    if subject is None:
        return
    own = {token.i for token in verb.subtree}
    rest = sorted(token.i for token in verb.head.subtree if token.i not in own)
    before = [at for at in rest if at < min(own)]
    after = [at for at in rest if at > max(own)]
    for side in (before, after):
        words = [at for at in side if verb.doc[at].text.strip(_MARKS)]
        if len(words) > _SHORTEST:
            yield Reported(source=subject.i, cue=verb.i, content=(words[0], words[-1]))


def _according(cue: Token) -> Iterator[Reported]:
    """As in "according to the office, the line was down"."""
    source = (
        cue.head if cue.head.i > cue.i else next((each for each in cue.children if each.dep_ in ("obl", "nmod")), None)
    )
    if source is None or source.i == cue.i:
        return
    top = source.head if source is cue.head else cue.head
    own = {token.i for token in source.subtree} | {cue.i, cue.i + 1}
    rest = sorted(token.i for token in top.subtree if token.i not in own and token.text.strip(_MARKS))
    before, after = [at for at in rest if at < min(own)], [at for at in rest if at > max(own)]
    side = before if len(before) > len(after) else after
    if len(side) > _SHORTEST:
        yield Reported(source=source.i, cue=cue.i, content=(side[0], side[-1]))


def _run_with(head: int, places: list[int], outside: set[int]) -> tuple[int, int]:
    """The stretch of places around the head that does not run over cue or subject."""
    first = last = head
    for at in sorted((at for at in places if at < head), reverse=True):
        if any(at < other < head for other in outside):
            break
        first = at
    for at in sorted(at for at in places if at > head):
        if any(head < other < at for other in outside):
            break
        last = at
    return first, last


def _antecedent(subject: Token, verb: Token) -> Token:
    if subject.lower_ in _RELATIVES and verb.dep_.startswith("acl"):
        return verb.head
    return subject


def _named(token: Token) -> Iterator[int]:
    for child in token.children:
        if child.dep_ not in _LOOSE and not child.is_space:
            yield from (each.i for each in child.subtree if not each.is_space)


def _is_cue(token: Token, *kinds: str) -> bool:
    cues = lexicon.grouped(CUES)
    return any(token.lemma_ in _sets(kind, cues[kind]) for kind in kinds)


_CACHE: dict[str, frozenset[str]] = {}


def _sets(kind: str, lemmas: tuple[str, ...]) -> frozenset[str]:
    return _CACHE.setdefault(kind, frozenset(lemmas))
