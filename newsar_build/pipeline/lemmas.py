"""Lemmas: English inflection undone by the word's tag, a table for what the rules get wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from newsar_build.pipeline.heads import Head

_VOWELS = frozenset("aeiou")
_ENDINGS = {
    "NNS": ("s",), "NNPS": ("s",), "VBZ": ("s",), "VBD": ("ed",), "VBN": ("ed",), "VBG": ("ing",),
    "JJR": ("er",), "RBR": ("er",), "JJS": ("est",), "RBS": ("est",),
}  # fmt: skip
"""What each tag adds to the lemma."""
_NAMES = frozenset(["NNP", "NNPS"])
_SHORT = 2
"""Letters that must be left: below that nothing was added."""


@Language.factory("newsar_lemmatizer", requires=["token.tag"], assigns=["token.lemma"])
def make_lemmatizer(nlp: Language, name: str) -> Lemmatizer:
    """A factory for spaCy."""
    del nlp
    return Lemmatizer(name)


class Lemmatizer(Head):
    """Sets `token.lemma_`. `exceptions` maps a tag to forms and their lemmas, `known` lists lemmas."""

    def ready(self) -> None:
        """Begin an empty memory of what was looked up."""
        self._known = frozenset(self.lists["known"])
        self._memory: dict[tuple[str, str], str] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Say the lemma of each word."""
        for token in doc:
            key = (token.text, token.tag_)
            lemma = self._memory.get(key)
            if lemma is None:
                lemma = self._memory[key] = self.lemma(*key)
            token.lemma_ = lemma
        return doc

    def lemma(self, word: str, tag: str) -> str:
        """The lemma of a word with a Penn Treebank tag."""
        exceptions = self.lists["exceptions"].get(tag, {})
        if word in exceptions:
            return str(exceptions[word])
        lower = word.lower()
        if lower in exceptions and tag not in _NAMES:
            return str(exceptions[lower])
        if tag == "NNP":
            return word
        return uninflected(word if tag == "NNPS" else lower, tag, self._known)


def uninflected(word: str, tag: str, known: frozenset[str]) -> str:
    """What a regular word was before its tag's ending was added: a known lemma, else the likeliest."""
    for ending in _ENDINGS.get(tag, ()):
        if word.endswith(ending) and len(word) > len(ending) + _SHORT - 1:
            stem = word.removesuffix(ending)
            choices = list(dict.fromkeys(_s_less(word) if ending == "s" else _stems(stem)))
            return next((each for each in choices if each in known), choices[0])
    return word


def _s_less(word: str) -> Iterator[str]:
    stem = word.removesuffix("s")
    if word.endswith(("ss", "us", "is")):
        yield word
    elif word.endswith("ies") and len(word) > len("ties"):
        yield word.removesuffix("ies") + "y"
        yield stem
    elif word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        yield word.removesuffix("es")
        yield stem
    else:
        yield stem
        if word.endswith("es"):
            yield word.removesuffix("es")


def _stems(stem: str) -> Iterator[str]:
    """What may stand before -ed, -ing, -er or -est, likeliest first."""
    if stem.endswith("i"):
        yield stem.removesuffix("i") + "y"
    doubled = len(stem) > _SHORT and stem[-1] == stem[-2] and stem[-1] not in _VOWELS
    if doubled and stem[-1] not in "lsfz":
        yield stem[:-1]
        yield stem
    elif doubled:
        yield stem
        yield stem[:-1]
    elif _wants_e(stem):
        yield stem + "e"
        yield stem
    else:
        yield stem
        yield stem + "e"


def _wants_e(stem: str) -> bool:
    """Whether an e was dropped: a short vowel before one consonant would have doubled it ("hoping", not "hopping")."""
    if re.search(r"(?:[cvuz]|[dnra]g|[^aeo]at|[btpdgkf]l|[rn]s|[aeiou]s)\Z", stem):
        return not stem.endswith(("ing", "ong", "ang", "ung"))
    return bool(re.fullmatch(r"[^aeiou]+[aeiou][^aeiouwxy]", stem))
