"""Reported speech and thought by dependency rules: cue, source and content over a Universal Dependencies parse.

After the rules of Citron (Newell et al. 2018) and the Gender Gap Tracker (Asr et al. 2021), on cues of our own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from newsar_build.analyse import lexicon
from newsar_build.model.findings import Span

CUES = "attribution_cues"
SUBJECTS = frozenset(["nsubj", "csubj"])
_AUXILIARIES = frozenset(["aux", "aux:pass"])
_SPOKEN = frozenset(["ccomp"])
_NAMING = frozenset(
    ["det", "det:predet", "amod", "nummod", "compound", "flat", "fixed", "goeswith", "nmod", "nmod:poss", "poss",
     "prep", "cc", "conj"]
)  # fmt: skip
"""What hangs on a source and is part of its name: no clauses, no appositions, no preposition before it."""
_ASKED = frozenset(["obj", "dobj", "iobj", "dative", "obl", "prep"])
PHRASE = 4
"""Words of a phrase without a verb."""
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
            return child
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
        if verb.dep_ == "parataxis" or _trails(verb, subject):
            yield from _around(verb, subject)
        for child in verb.children:
            if child.dep_ == "parataxis" and child.i > verb.i and subject is not None:
                yield from _reported(verb, subject, child)
    if _is_cue(verb, "infinitive"):
        yield from _with_infinitive(verb)
    yield from _with_preposition(verb)
    if _is_cue(verb, "object"):
        subject = subject_of(verb)
        if subject is not None and not any(child.dep_ == "ccomp" for child in verb.children):
            for child in verb.children:
                if child.dep_ in ("obj", "dobj") and child.i > verb.i and child.pos_ == "NOUN":
                    yield from (each for each in _reported(verb, subject, child) if _telling(each))


def _telling(found: Reported) -> bool:
    """Whether a content without a verb says enough to be somebody's statement: "the strike" does not."""
    return found.content[1] - found.content[0] + 1 >= PHRASE


def _with_clause(cue: Token, subject: Token | None, relations: frozenset[str]) -> Iterator[Reported]:
    if subject is None:
        return
    for child in cue.children:
        if child.dep_ in relations:
            yield from _reported(cue, subject, child)


def _with_infinitive(verb: Token) -> Iterator[Reported]:
    """As in "urged the council to act": the infinitive, with who is to act where the verb names them."""
    subject = subject_of(verb)
    if subject is None:
        return
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp", "advcl") and any(each.tag_ == "TO" for each in child.lefts):
            asked = [each.left_edge.i for each in verb.children if each.dep_ in _ASKED and verb.i < each.i < child.i]
            start = min([child.left_edge.i, *asked])
            yield from _piece(verb, subject, list(range(start, child.right_edge.i + 1)))


def _with_preposition(verb: Token) -> Iterator[Reported]:
    """As in "called for calm": what a verb and its preposition govern."""
    subject = None
    for child in verb.children:
        if child.dep_ in ("obl", "advcl", "prep") and child.i > verb.i:
            case = next((each for each in (child, *child.lefts) if each.dep_ in ("case", "mark", "prep")), None)
            if case is not None and f"{verb.lemma_} {case.lower_}" in _lemmas("preposition"):
                subject = subject or subject_of(verb)
                if subject is not None:
                    found = _piece(verb, subject, list(range(case.i + 1, child.right_edge.i + 1)))
                    yield from (each for each in found if _telling(each))


def _of_noun(noun: Token) -> Iterator[Reported]:
    """As in "the mayor's claim that the line was safe"."""
    owner = next((child for child in noun.children if child.dep_ in ("nmod:poss", "poss")), None)
    for child in noun.children:
        if child.dep_ in ("acl", "ccomp") and any(
            each.lower_ == "that" and each.dep_ == "mark" for each in child.children
        ):
            yield from _reported(noun, owner, child)


def _reported(cue: Token, subject: Token | None, content: Token) -> Iterator[Reported]:
    """The words below `content`, a piece on each side of cue and source where these stand among them."""
    between = {cue.i, *([token.i for token in subject.subtree] if subject is not None else [])}
    piece: list[int] = []
    for at in range(content.left_edge.i, content.right_edge.i + 1):
        if at in between:
            yield from _piece(cue, subject, piece)
            piece = []
        else:
            piece.append(at)
    yield from _piece(cue, subject, piece)


def _piece(cue: Token, subject: Token | None, places: list[int]) -> Iterator[Reported]:
    words = [at for at in places if cue.doc[at].text.strip(_MARKS)]
    if len(words) >= _SHORTEST:
        yield Reported(source=None if subject is None else subject.i, cue=cue.i, content=(words[0], words[-1]))


def _around(verb: Token, subject: Token | None) -> Iterator[Reported]:
    """As in "the line, the office said, was down": what the verb is put beside, on both sides of it."""
    if subject is None:
        return
    own = {token.i for token in verb.subtree}
    rest = [token.i for token in verb.head.subtree if token.i not in own]
    yield from _piece(verb, subject, [at for at in rest if at < min(own)])
    yield from _piece(verb, subject, [at for at in rest if at > max(own)])


def _trails(verb: Token, subject: Token | None) -> bool:
    """Whether verb and source end the sentence after a comma, however they were joined to it: "…, she said."."""
    if subject is None or verb.head.i >= verb.i or any(child.dep_ in _SPOKEN for child in verb.children):
        return False
    start = min(verb.left_edge.i, subject.left_edge.i)
    rest = verb.doc[max(verb.i, subject.right_edge.i) + 1 : verb.sent.end]
    return verb.doc[start - 1].text.endswith((",", "”", '"')) and not any(token.text.strip(_MARKS) for token in rest)


def _according(cue: Token) -> Iterator[Reported]:
    """As in "according to the office, the line was down"."""
    below = [each for each in cue.subtree if each.dep_ in ("obl", "nmod", "pobj")]
    source = cue.head if cue.head.i > cue.i else next(iter(below), None)
    if source is None:
        return
    own = {cue.i, cue.i + 1, source.i, *_named(source)}
    rest = [token.i for token in cue.sent if token.i not in own]
    before, after = [at for at in rest if at < min(own)], [at for at in rest if at > max(own)]
    yield from _piece(cue, source, before if len(before) > len(after) else after)


def _named(token: Token) -> Iterator[int]:
    for child in token.children:
        if child.dep_ in _NAMING and not child.is_space:
            yield from (each.i for each in child.subtree if not each.is_space)


def _is_cue(token: Token, *kinds: str) -> bool:
    return any(token.lemma_ in _lemmas(kind) for kind in kinds)


@cache
def _lemmas(kind: str) -> frozenset[str]:
    return frozenset(lexicon.grouped(CUES)[kind])
