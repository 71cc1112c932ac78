"""Names by rule, for pipelines that have learnt none: capitalised words, what stands beside them, and word lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from newsar_build.analyse import lexicon
from newsar_build.model.findings import EntityType

LEXICONS = (
    "entities_first_names",
    "entities_places",
    "entities_groups",
    "entities_organizations",
    "entities_heads",
    "entities_titles",
    "entities_never",
)
MOSTLY_CAPITALS = 0.75
"""A sentence with this share of capitalised words is set in headline style and tells nothing of names."""
_CONNECTORS = frozenset(
    {"of", "for", "de", "la", "del", "der", "den", "von", "van", "bin", "al", "da", "di", "du", "&"}
)
_SAYING = frozenset(
    [
        "said",
        "says",
        "told",
        "added",
        "asked",
        "wrote",
        "tweeted",
        "argued",
        "announced",
        "warned",
        "insisted",
        "noted",
        "explained",
    ]
)
_PLACING = frozenset({"in", "near", "from", "across", "throughout", "outside", "toward", "towards"})
_NAME = re.compile(r"[A-ZÀ-ÞŠŽŁ][\w.&’'-]*|[A-Z]\.?")
_PLAIN = re.compile(r"[A-ZÀ-Þ][\w’'-]*\.?")
_CUTS = frozenset(
    [
        "Sen.",
        "Sens.",
        "Rep.",
        "Reps.",
        "Gov.",
        "Govs.",
        "Dr.",
        "Mr.",
        "Mrs.",
        "Ms.",
        "Gen.",
        "Lt.",
        "Sgt.",
        "Capt.",
        "Col.",
        "Rev.",
        "Prof.",
        "President",
        "Mayor",
    ]
)
"""Titles that part what stands before them from the name after them: Ohio | Gov. | Mike DeWine."""
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name in the text: tokens `start`–`end` of the parse, and what sort of thing it seems to be."""

    start: int
    end: int
    type: EntityType


def find_names(doc: Doc) -> tuple[Named, ...]:
    """The names of a parse that has no entities, in order."""
    seen = _Seen(doc)
    candidates = [span for sentence in doc.sents if not _headline_style(sentence) for span in _runs(sentence, seen)]
    inside = Counter(token.text for span in candidates for token in span if len(span) > 1)
    typed = ((span, _type_of(span, inside, seen)) for span in candidates)
    return tuple(Named(start=span.start, end=span.end, type=kind) for span, kind in typed if kind is not None)


class _Seen:
    """How often the report has each word; which it also writes small, or capitalised inside a sentence."""

    def __init__(self, doc: Doc) -> None:
        texts = [(token.text, bool(token.is_sent_start)) for token in doc]
        self.count = Counter(text for text, _ in texts)
        self.small = {text for text in self.count if text.islower()}
        self.capital_inside = {text for text, opens in texts if text[0].isupper() and not opens}


def _headline_style(sentence: Span) -> bool:
    words = [token for token in sentence if token.is_alpha]
    return len(words) > 3 and sum(token.text[0].isupper() for token in words) >= MOSTLY_CAPITALS * len(words)  # noqa: PLR2004


def _runs(sentence: Span, seen: _Seen) -> Iterator[Span]:
    """Stretches of capitalised words, with connectors between them, less titles, articles and sentence openers."""
    tokens = list(sentence)
    position = 0
    while position < len(tokens):
        if not _capital(tokens[position]):
            position += 1
            continue
        end = _run_end(tokens, position)
        start = _skip_opener(tokens, position, end, seen)
        start = _skip_words(tokens, start, end)
        yield from _spans(tokens, start, end)
        position = end


def _capital(token: Token) -> bool:
    return bool(_NAME.fullmatch(token.text)) and token.text not in ("’s", "'s")


def _run_end(tokens: list[Token], start: int) -> int:
    end = start + 1
    while end < len(tokens) and tokens[end].text not in _CUTS:
        if _capital(tokens[end]) and tokens[end].text not in lexicon.words("entities_never"):
            end += 1
        elif end + 1 < len(tokens) and tokens[end].text in _CONNECTORS and _capital(tokens[end + 1]):
            end += 2
        elif end + 2 < len(tokens) and tokens[end].text == "of" and tokens[end + 1].text == "the":
            if not _capital(tokens[end + 2]):
                break
            end += 3
        else:
            break
    return end


def _skip_opener(tokens: list[Token], start: int, end: int, seen: _Seen) -> int:
    """The first word of a sentence is capitalised anyway: it counts only if it is known as a name."""
    first = tokens[start]
    opens = start == 0 or (start == 1 and not tokens[0].is_alpha)
    if not opens or first.text in lexicon.words("entities_first_names"):
        return start
    if first.lower_ in seen.small or (
        end - start == 1 and first.text not in seen.capital_inside and not _known(first.text)
    ):
        return start + 1
    return start


def _skip_words(tokens: list[Token], start: int, end: int) -> int:
    while start < end and (
        tokens[start].text in lexicon.words("entities_never")
        or (tokens[start].text in lexicon.words("entities_titles") and end - start > 1)
        or tokens[start].text in _CONNECTORS
    ):
        start += 1
    return start


def _spans(tokens: list[Token], start: int, end: int) -> Iterator[Span]:
    while end > start and tokens[end - 1].text in _CONNECTORS:
        end -= 1
    if start < end:
        doc = tokens[start].doc
        span = doc[tokens[start].i : tokens[end - 1].i + 1]
        if not (len(span) == 1 and (len(span.text) == 1 or span.text in lexicon.words("entities_titles"))):
            yield span


def _known(name: str) -> bool:
    return any(name in lexicon.words(f"entities_{kind}") for kind in ("places", "groups", "organizations"))


def _type_of(span: Span, inside: Counter[str], seen: _Seen) -> EntityType | None:
    known = _type_by_list(span) or _type_by_head(span)
    if known is not None:
        return known
    if _personal(span):
        return EntityType.PERSON
    if _ACRONYM.fullmatch(span.text):
        return EntityType.ORGANIZATION
    before = span.doc[span.start - 1].lower_ if span.start else ""
    if before in _PLACING and len(span) <= 2:  # noqa: PLR2004
        return EntityType.LOCATION
    if len(span) == 1:
        return _type_of_one(span, inside, seen)
    return EntityType.PERSON if _seems_personal(span, seen) else EntityType.ORGANIZATION


def _type_by_list(span: Span) -> EntityType | None:
    for kind, names in _GAZETTEERS:
        if span.text in lexicon.words(names) or span.text.removesuffix(".") in lexicon.words(names):
            return kind
    return None


def _seems_personal(span: Span, seen: _Seen) -> bool:
    """Two or three plain words of which the last comes again alone, as a surname does, or that a comma follows."""
    plain = len(span) <= 3 and all(_PLAIN.fullmatch(token.text) for token in span)  # noqa: PLR2004
    after = span.doc[span.end].text if span.end < len(span.doc) else ""
    return plain and (seen.count[span[-1].text] > seen.count[span[0].text] or after == ",")


_GAZETTEERS = (
    (EntityType.ORGANIZATION, "entities_organizations"),
    (EntityType.LOCATION, "entities_places"),
    (EntityType.GROUP, "entities_groups"),
)


def _type_by_head(span: Span) -> EntityType | None:
    if len(span) == 1:
        return None
    words = [token.text for token in span]
    heads = lexicon.grouped("entities_heads")
    last = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
    for group, names in heads.items():
        if last in names:
            return EntityType(group)
    return None


def _personal(span: Span) -> bool:
    before = span.doc[span.start - 1].text if span.start else ""
    after = span.doc[span.end].text if span.end < len(span.doc) else ""
    first = span[0].text
    titled = before in lexicon.words("entities_titles")
    named = first in lexicon.words("entities_first_names") and 1 < len(span) <= 4  # noqa: PLR2004
    return titled or named or (after in _SAYING and len(span) <= 3)  # noqa: PLR2004


def _type_of_one(span: Span, inside: Counter[str], seen: _Seen) -> EntityType | None:
    """A lone word is a name if it is part of a longer one, or comes again."""
    word = span.text
    if inside[word] or word in lexicon.words("entities_first_names"):
        return EntityType.PERSON
    return EntityType.ORGANIZATION if seen.count[word] > 1 and not span[0].is_sent_start else None
