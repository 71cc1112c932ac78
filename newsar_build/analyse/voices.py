"""What can speak: whether a noun names people, a body or a document, and by which pronoun a person goes."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from newsar_build.analyse import lexicon

VOICES, DOCUMENTS, GENDERS = "attribution_voices", "attribution_documents", "attribution_genders"
_AGENTS = ("er", "or", "ist", "ian", "man", "woman", "person")
"""Endings of nouns for people, where the word list does not say that they are things."""
_LEAST = 5
"""Letters of a word that is judged by its ending."""
_IRREGULAR = {"men": "man", "women": "woman", "people": "people", "analyses": "analysis", "minutes": "minutes"}


class Voice(StrEnum):
    """What a noun that stands as a source names."""

    PERSON = "person"
    BODY = "body"
    DOCUMENT = "document"


def voice_of(noun: str) -> Voice | None:
    """What a lower-case noun, singular or plural, names; None where it is a thing that cannot speak."""
    word = singular(noun)
    for group, voice in (("people", Voice.PERSON), ("bodies", Voice.BODY)):
        if word in _group(VOICES, group) or noun in _group(VOICES, group):
            return voice
    if word in lexicon.words(DOCUMENTS) or noun in lexicon.words(DOCUMENTS):
        return Voice.DOCUMENT
    if len(word) < _LEAST or word in _group(VOICES, "things"):
        return None
    return Voice.PERSON if word.endswith(_AGENTS) else None


def singular(noun: str) -> str:
    """The noun without a plural's ending."""
    for many, one in _IRREGULAR.items():
        if noun.endswith(many):
            return noun[: len(noun) - len(many)] + one
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


def pronoun_of(word: str) -> str | None:
    """`she` or `he` for a title, noun or given name that commonly goes by one of them; None for all others."""
    return next((pronoun for pronoun in ("she", "he") if word in _group(GENDERS, pronoun)), None)


@cache
def _group(name: str, group: str) -> frozenset[str]:
    return frozenset(lexicon.grouped(name)[group])
