"""Names by rule, for languages that have no trained pipeline: only what is surely a name.

In German every noun is capitalised, so a capital proves nothing. A name is what a word list knows, an acronym, the
dateline's place, somebody behind a given name or a title, and two capitalised words that stand as an apposition; then
every further mention of these. The rest is left unnamed rather than named wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from newsar_build.analyse import lexicon
from newsar_build.analyse.matching import text_of
from newsar_build.model.dateline import after_dateline
from newsar_build.model.findings import EntityType

LEXICONS = (
    "entities_first_names",
    "entities_places",
    "entities_groups",
    "entities_organizations",
    "entities_titles",
    "entities_never",
)
SHOUTED = 0.5
"""A sentence with this share of words in capitals is a headline or a warning and tells nothing of acronyms."""
LONGEST_LISTED = 4
"""Words of the longest name that is looked up."""
MOST_SURNAMES = 2
"""Capitalised words behind a given name that belong to it."""
_PARTICLES = frozenset({"van", "von", "de", "der", "den", "del", "della", "di", "da", "du", "dos", "la", "bin", "al"})
_TITLES = frozenset(
    [
        "Herr", "Herrn", "Frau", "Dr.", "Prof.", "Präsident", "Präsidentin", "Bundeskanzler", "Bundeskanzlerin",
        "Kanzler", "Kanzlerin", "Ministerpräsident", "Ministerpräsidentin", "Bürgermeister", "Bürgermeisterin",
        "Mme", "Madame", "Monsieur", "Señor", "Señora", "Don", "Doña", "Signor", "Signora", "Senhor", "Senhora",
        "Mevrouw", "Meneer", "Pan", "Pani", "Fru", "Herra", "Rouva", "Sra.", "Sr.",
    ]
)  # fmt: skip
"""Words before a name in several languages, beside the English ones of the list."""
_TIMES = frozenset({"Anfang", "Mitte", "Ende"})
"""German words that stand before a month without a preposition."""
_CAPITAL = re.compile(r"[A-ZÀ-ÞŠŽŁŚĆČ][a-zà-ÿšžłńśćčěřůőűğış’'-]+(?:-[A-ZÀ-Þ][\w’'-]+)?")
_ACRONYM = re.compile(r"[A-ZÄÖÜÉ]{2,6}")
_ROMAN = re.compile(r"[IVXLCDM]+")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Named:
    """A name in the text: tokens `start`–`end` of the parse, and what sort of thing it is."""

    start: int
    end: int
    type: EntityType


def find_names(doc: Doc) -> tuple[Named, ...]:
    """The names of a parse that has no entities, in order, none inside another."""
    words = [token.text for token in doc]
    shouting = {token.i for sentence in doc.sents if _shouts(sentence) for token in sentence}
    found = [*_listed(words), *_acronyms(words, shouting), *_dateline(doc, words), *_people(words)]
    known: dict[str, EntityType] = {words[each.end - 1]: each.type for each in found if each.type is EntityType.PERSON}
    known |= {"".join(words[each.start : each.end]).title(): each.type for each in found if each.start == 0}
    found.extend(
        Named(start=place, end=place + 1, type=known[word]) for place, word in enumerate(words) if word in known
    )
    return tuple(_apart(found))


def _shouts(sentence: Span) -> bool:
    words = [token.text for token in sentence if token.is_alpha]
    return len(words) > 1 and sum(word.isupper() for word in words) >= SHOUTED * len(words)


def _listed(words: list[str]) -> Iterator[Named]:
    for place in range(len(words)):
        for size in range(min(LONGEST_LISTED, len(words) - place), 0, -1):
            kind = _type_by_list(" ".join(words[place : place + size]))
            if kind is not None:
                yield Named(start=place, end=place + size, type=kind)
                break


def _type_by_list(name: str) -> EntityType | None:
    return next((kind for kind, names in _GAZETTEERS if name in lexicon.words(names)), None)


_GAZETTEERS = (
    (EntityType.ORGANIZATION, "entities_organizations"),
    (EntityType.LOCATION, "entities_places"),
    (EntityType.GROUP, "entities_groups"),
)


def _acronyms(words: list[str], shouting: set[int]) -> Iterator[Named]:
    for place, word in enumerate(words):
        plain = _ACRONYM.fullmatch(word) and not _ROMAN.fullmatch(word) and word not in lexicon.words("entities_never")
        if plain and place not in shouting:
            yield Named(start=place, end=place + 1, type=EntityType.ORGANIZATION)


def _dateline(doc: Doc, words: list[str]) -> Iterator[Named]:
    end = after_dateline(text_of(doc))
    size = next((place for place, word in enumerate(words) if not word.isupper() or not word.isalpha()), len(words))
    if size and doc[size - 1].idx < end:
        yield Named(start=0, end=size, type=EntityType.LOCATION)


def _people(words: list[str]) -> Iterator[Named]:
    """Behind a given name or a title, and two words between commas."""
    for place, word in enumerate(words):
        if word in _TITLES or word in lexicon.words("entities_titles"):
            size = _surnames(words, place + 1)
            if size:
                yield Named(start=place + 1, end=place + 1 + size, type=EntityType.PERSON)
        elif word in lexicon.words("entities_first_names"):
            size = _surnames(words, place + 1)
            if size:
                yield Named(start=place, end=place + 1 + size, type=EntityType.PERSON)
        elif word == ",":
            size = _surnames(words, place + 1)
            closed = words[place + 1 + size : place + 2 + size]
            if size == MOST_SURNAMES and closed and closed[0] in (",", "."):
                yield Named(start=place + 1, end=place + 1 + size, type=EntityType.PERSON)


def _surnames(words: list[str], start: int) -> int:
    """How many words from `start` can be the rest of a name, particles before them among them."""
    end = start
    while end < len(words) and words[end] in _PARTICLES:
        end += 1
    capitals = 0
    while end < len(words) and capitals < MOST_SURNAMES and _may_name(words[end]):
        end, capitals = end + 1, capitals + 1
    return end - start if capitals else 0


def _may_name(word: str) -> bool:
    return bool(_CAPITAL.fullmatch(word)) and word not in lexicon.words("entities_never") and word not in _TIMES


def _apart(found: list[Named]) -> Iterator[Named]:
    """The names without those that another one overlaps: the earlier, then the longer one stays."""
    end = 0
    for each in sorted(found, key=lambda one: (one.start, -one.end, one.type)):
        if each.start >= end:
            yield each
            end = each.end
