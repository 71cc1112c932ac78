"""Whether a statement can be read by itself: a whole sentence that tells whom and what it is about.

A claim that cannot stays among the candidates; pages show those that can. By the parse (Universal Dependencies).
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from newsar_build.analyse import lexicon
from newsar_build.analyse.matching import text_of
from newsar_build.analyse.statements import main_words
from newsar_build.analyse.voices import Voice, voice_of

LEXICONS = ("summary_known", "attribution_voices", "attribution_documents")
FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_SUBJECTS = ("nsubj", "csubj", "expl")
_BACK = frozenset("he she it they this that these those both others another".split())  # noqa: SIM905
"""Subjects that mean something told before."""
_POINTING = frozenset(["this", "that", "these", "those", "such", "another"])
_OWNED = frozenset(["his", "her", "its", "their"])
_PERSONAL = frozenset(["he", "she", "him", "his", "her", "hers"])
_BARE = frozenset(["det", "punct", "case"])
"""What hangs on a noun and tells nothing of which one is meant."""
_JOINING = frozenset(["because", "although", "though", "while", "which", "who"])
"""What opens half a sentence that was left alone."""


def tells(tokens: Sequence[Token]) -> bool:
    """Whether a main clause has a subject and a finite verb: no fragment, no list item, no order."""
    inside = {token.i for token in tokens}
    roots = [token for token in tokens if token.head.i == token.i or token.head.i not in inside]
    heads = [
        *roots,
        *(child for root in roots for child in root.children if child.dep_ == "conj" and child.i in inside),
    ]
    return any(_is_finite(head) and _subject(head) is not None for head in heads)


def stands(tokens: Sequence[Token], *, resolved: bool) -> bool:
    """Whether the words are a statement that needs no sentence before them.

    `resolved` where the pronoun that is its subject, or owns it, has given way to a name.
    """
    words = [token for token in tokens if not token.is_space]
    if not words or not tells(words) or words[-1].text == "?" or not _is_even(words):
        return False
    heads = [head for head in main_words(words) if _subject(head) is not None]
    main = min(heads, key=lambda head: head.i, default=None)
    subject = _subject(main) if main is not None else None
    if main is None or subject is None or (words[0].lower_ in _JOINING and words[0].head.i == main.i):
        return False
    before = [token.text for token in words if token.i < main.i]
    if before.count("(") > before.count(")"):
        return False
    return resolved or not (_leans(subject) or _means_somebody(words))


def _is_finite(head: Token) -> bool:
    helping = [child for child in head.children if child.dep_.partition(":")[0] in ("aux", "cop")]
    if head.tag_ in FINITE or any(child.tag_ in FINITE for child in helping):
        return True
    return head.tag_ == "VBN" and not helping and any(child.dep_ == "nsubj" for child in head.children)


def _subject(head: Token) -> Token | None:
    """The subject of a predicate; a parse may hang it on the helping verb."""
    helping = (child for child in head.children if child.dep_.partition(":")[0] in ("aux", "cop"))
    return next(
        (child for verb in (head, *helping) for child in verb.children if child.dep_.startswith(_SUBJECTS)), None
    )


def _is_even(words: Sequence[Token]) -> bool:
    """Whether every quotation mark has its partner."""
    text = text_of(words[0].doc)[words[0].idx : words[-1].idx + len(words[-1])]
    return sum(text.count(mark) for mark in '"“”') % 2 == 0


def _means_somebody(words: Sequence[Token]) -> bool:
    """Whether the words say "he" or "her" and name nobody who could be meant."""
    return any(token.lower_ in _PERSONAL for token in words) and not any(map(_is_somebody, words))


def _is_somebody(token: Token) -> bool:
    return token.ent_type_ == "PERSON" or (token.pos_ == "NOUN" and voice_of(token.lower_) is Voice.PERSON)


def _leans(subject: Token) -> bool:
    """Whether a subject, or what opens the sentence, means something that only the sentences before name."""
    if subject.dep_.startswith("expl") or (subject.lower_ == "it" and subject.head.lemma_ == "take"):
        return False
    children = [child for child in subject.children if child.i < subject.i]
    if subject.pos_ in ("PRON", "DET") and subject.lower_ in _BACK:
        return True
    if any(child.lower_ in _OWNED for child in children):
        return True
    if any(child.lower_ in _POINTING and child.dep_ == "det" for child in children):
        return subject.lemma_.lower() not in lexicon.words("summary_known")
    return is_bare(subject)


def is_bare(subject: Token) -> bool:
    """Whether people or a body are only called "the group": which one is told elsewhere."""
    if subject.ent_type_ or subject.pos_ != "NOUN" or subject.lemma_.lower() in lexicon.words("summary_known"):
        return False
    hanging = list(subject.children)
    definite = any(child.lower_ == "the" for child in hanging)
    bare = all(child.dep_ in _BARE for child in hanging)
    return definite and bare and voice_of(subject.lower_) in (Voice.PERSON, Voice.BODY)
