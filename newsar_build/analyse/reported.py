"""Reported speech and thought by dependency rules: cue, source and content over a Universal Dependencies parse.

After the rules of Citron (Newell et al. 2018) and the Gender Gap Tracker (Asr et al. 2021), on cues of our own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from newsar_build.analyse import lexicon
from newsar_build.analyse.matching import text_of
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
_CLAUSES = frozenset(["acl", "advcl", "appos", "parataxis", "ccomp", "csubj"])
_FINITE = frozenset(["VBD", "VBZ", "VBP"])
_ASIDE = frozenset([",", "(", "—", "–", "--", "-LRB-", "[", ":", ";"])
"""Marks that close the name of a source."""
_ASKED = frozenset(["obj", "dobj", "iobj", "dative", "obl", "prep"])
_OF_SAYING = frozenset("after as before while when during following adding".split())  # noqa: SIM905
_TO_SOMEBODY = frozenset("ask tell warn inform advise urge instruct order remind assure".split())  # noqa: SIM905
"""Cues whose passive has the hearer for its subject."""
_ABOUT = frozenset(["about", "of", "at", "over"])
_LOOSE = frozenset("however meanwhile though instead also too therefore such".split())  # noqa: SIM905
"""Words between a cue and its content that are part of neither."""
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
    named = {head, *_named(doc[head])}
    start = end = head
    while start - 1 in named or (start - 2 in named and doc[start - 1].is_punct):
        start -= 1
    while end + 1 in named or (end + 2 in named and doc[end + 1].is_punct and doc[end + 1].text not in _ASIDE):
        end += 1
    while start > 1 and doc[start - 1].text == "-" and not (doc[start - 1].whitespace_ or doc[start - 2].whitespace_):
        start -= 2
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
    words = text_of(doc)[start:end]
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


def is_living(cue: Token) -> bool:
    """Whether only people and bodies can do what a cue says: want, fear, know."""
    return cue.lemma_ in _lemmas("living")


def is_asking(cue: Token) -> bool:
    """Whether a cue governs what somebody is to do: ask, urge, order."""
    return _is_cue(cue, "infinitive")


def subject_of(verb: Token) -> Token | None:
    """Who says or thinks: the subject, that of the verb it is joined to, or what a relative clause hangs on.

    Of two subjects the one nearest by counts: the other belongs to the words that are told ("a strike, she said").
    """
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    if any(child.dep_ == "aux:pass" for child in verb.children) and verb.lemma_ in _TO_SOMEBODY:
        subjects = []
    if subjects:
        return min(subjects, key=lambda child: abs(child.i - verb.i))
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
        yield from _of_state(token)


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


def _of_state(adjective: Token) -> Iterator[Reported]:
    """As in "was worried about the strike"."""
    subject = subject_of(adjective)
    for child in adjective.children:
        about = child.dep_ in ("obl", "advcl") and any(each.lower_ in _ABOUT for each in child.lefts)
        if subject is not None and about and child.i > adjective.i:
            found = _piece(adjective, subject, list(range(child.left_edge.i + 1, child.right_edge.i + 1)))
            yield from (each for each in found if _telling(each))


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
        told = any(each.tag_ == "TO" for each in child.lefts) or (child.dep_ == "xcomp" and child.tag_ == "VBG")
        if child.dep_ in ("xcomp", "ccomp", "advcl") and told:
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
    """As in "the mayor's claim that the line was safe", "the mayor's pledge to close the line"."""
    owner = next((child for child in noun.children if child.dep_ in ("nmod:poss", "poss")), None)
    for child in noun.children:
        if owner is not None and child.dep_ == "acl" and any(each.tag_ == "TO" for each in child.lefts):
            yield from _reported(noun, owner, child)
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
    if words and words[0] > cue.i and cue.doc[words[0]].lower_ in _LOOSE:
        that = next((place for place, at in enumerate(words[:3]) if cue.doc[at].lower_ == "that"), 0)
        words = words[that or (1 if cue.doc[words[0] + 1].text == "," else 0) :]
    if words and _across_colon(cue, words):
        return
    if len(words) >= _SHORTEST and not (words[0] > cue.i and _opens_relative(cue.doc, words)):
        yield Reported(source=None if subject is None else subject.i, cue=cue.i, content=(words[0], words[-1]))


def _across_colon(cue: Token, words: list[int]) -> bool:
    """Whether a colon parts a wish from what explains it: "traders want certainty: three mills reported losses"."""
    doc = cue.doc
    if words[0] > cue.i:
        return is_living(cue) and doc[words[0] - 1].text == ":"
    return words[-1] < cue.i and words[-1] + 1 < len(doc) and doc[words[-1] + 1].text == ":"


def _opens_relative(doc: Doc, words: list[int]) -> bool:
    """Whether words behind a cue tell of its source or its time: "whose firm has 40 buses", "before leaving"."""
    first, second = doc[words[0]], doc[words[1]]
    relative = first.tag_ in ("WP$", "WDT") and doc[first.i - 1].text == ","
    return relative or (first.lower_ in _OF_SAYING and second.tag_ == "VBG")


def _around(verb: Token, subject: Token | None) -> Iterator[Reported]:
    """As in "the line, the office said, was down": what the verb is put beside, on both sides of it."""
    if subject is None:
        return
    own = {token.i for token in verb.subtree}
    rest = [token.i for token in verb.head.subtree if token.i not in own]
    yield from _piece(verb, subject, [at for at in rest if at < min(own)])
    after = [at for at in rest if at > max(own)]
    if verb.head.i > verb.i or not _opens_aside(verb.doc, after):
        yield from _piece(verb, subject, after)


def _opens_aside(doc: Doc, places: list[int]) -> bool:
    """Whether words after "she said" tell of the saying: "before she left", "whose company has 40 buses"."""
    first = next((doc[at] for at in places if doc[at].text.strip(_MARKS)), None)
    return first is not None and (first.lower_ in _OF_SAYING or first.tag_ in ("VBG", "WDT", "WP", "WP$"))


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
    asides = (each.i for child in source.children if child.dep_ == "appos" for each in child.subtree)
    told = (each.i for child in source.children if child.dep_ == "acl" and child.i > source.i for each in child.subtree)
    own = {cue.i, cue.i + 1, source.i, *_named(source), *(at for at in asides if at > source.i), *told}
    rest = [token.i for token in cue.sent if token.i not in own]
    before, after = [at for at in rest if at < min(own)], [at for at in rest if at > max(own)]
    yield from _piece(cue, source, before if len(before) > len(after) else after)


def _named(token: Token) -> Iterator[int]:
    """What below a source is part of its name: no clause, no apposition, and no "or" before it."""
    for child in token.children:
        joins = child.dep_ in ("cc", "case") and child.i < token.i
        if child.dep_ in _NAMING and not child.is_space and not joins and child.tag_ not in _FINITE:
            yield child.i
            yield from _within(child)


def _within(token: Token) -> Iterator[int]:
    for child in token.children:
        if child.dep_.partition(":")[0] not in _CLAUSES and child.tag_ not in _FINITE and not child.is_space:
            yield child.i
            yield from _within(child)


def _is_cue(token: Token, *kinds: str) -> bool:
    return any(token.lemma_ in _lemmas(kind) for kind in kinds)


@cache
def _lemmas(kind: str) -> frozenset[str]:
    return frozenset(lexicon.grouped(CUES)[kind])
