"""Names that their shape or a list tells, where the tagger cuts them, misses them or takes them for another sort.

Makers' models ("K380"), products that begin small ("eBike"), and stock market indices.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from newsar_build.analyse import lexicon
from newsar_build.model.findings import EntityType

LEXICON = "entities_indices"
Placed = tuple[int, int, EntityType]
"""Code points `start`–`end` of the text, and what sort of thing they name."""

_MADE = frozenset({EntityType.ORGANIZATION, EntityType.PRODUCT, EntityType.WORK})
"""What the tagger takes a model with its maker for."""
_MODEL = re.compile(r"(?:[A-Z]{1,3}-?\d{2,4}|\d{3}-\d{1,4})[A-Z]{0,3}(?![\w-])")
"""A maker's name for a thing: "K380", "F-250", "747-200LR"."""
_SMALL_FIRST = re.compile(r"(?<![\w@./-])[a-z][A-Z][a-z]{2,}(?: \d{1,2}[A-Za-z]{0,2}(?!\w))?(?![@/-])")
"""A product's name that begins small, with the number of its kind: "eBike", "eBike 4S"."""


def mended(text: str, raw: Sequence[Placed]) -> list[Placed]:
    """The tagger's names, in order, with these mended and added; none inside another."""
    listed = [(found.start(), found.end(), EntityType.ORGANIZATION) for found in _indices().finditer(text)]
    spans = [(start, end) for start, end, _ in listed]
    kept = [each for each in raw if not any(within(place, spans) for place in (each[0], each[1] - 1))]
    bodies = {text[start:end] for start, end, kind in kept if kind is EntityType.ORGANIZATION}
    parted = sorted([*listed, *(part for each in kept for part in _parted(text, each, bodies))])
    return sorted([*parted, *_missed(text, parted)])


def _parted(text: str, name: Placed, bodies: set[str]) -> Iterator[Placed]:
    """A maker's name and its model's; a model whole, where its first words are no body of the report."""
    start, end, kind = name
    maker, _, model = text[start:end].rpartition(" ")
    if kind not in _MADE or not (maker and _MODEL.fullmatch(model)):
        numbered = kind in _MADE and " " in text[start:end] and _SMALL_FIRST.fullmatch(text[start:end])
        yield start, end, EntityType.PRODUCT if numbered else kind
    elif maker in bodies:
        yield start, start + len(maker), EntityType.ORGANIZATION
        yield end - len(model), end, EntityType.PRODUCT
    else:
        yield start, end, EntityType.PRODUCT


def _missed(text: str, names: Sequence[Placed]) -> Iterator[Placed]:
    """Products that the tagger leaves out: what a maker's name stands before once, and names like "eBike"."""
    taken = [(start, end) for start, end, _ in names]
    models = (
        _MODEL.match(text, end + 1) if text[end : end + 1] == " " else None
        for _, end, kind in names
        if kind is EntityType.ORGANIZATION
    )
    made = {found[0] for found in models if found}
    made |= {text[start:end] for start, end, kind in names if kind is EntityType.PRODUCT}
    shapes = [
        _SMALL_FIRST,
        *(re.compile(rf"(?<![\w-]){re.escape(model)}(?![\w-])") for model in sorted(made) if _MODEL.fullmatch(model)),
    ]
    for shape in shapes:
        for found in shape.finditer(text):
            if not within(found.start(), taken) and not within(found.end() - 1, taken):
                yield found.start(), found.end(), EntityType.PRODUCT


@cache
def _indices() -> re.Pattern[str]:
    names = sorted(lexicon.words(LEXICON), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w&])(?:{'|'.join(map(re.escape, names))})(?![\w-])")


def within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a code point lies in one of these sorted spans."""
    before = bisect_left(spans, (place + 1,)) - 1
    return before >= 0 and place < spans[before][1]
