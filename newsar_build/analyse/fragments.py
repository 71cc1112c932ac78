"""Names that the tagger cut too long, too short or into the wrong sort, mended by the words at and beside their edges.

No name ends on "of" or in the middle of an office, an address is no name, a ship is no person, and what the report
itself explains as "X, a charity" is a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from newsar_build.analyse import lexicon
from newsar_build.analyse.voices import Voice, voice_of
from newsar_build.model.findings import EntityType

LEXICONS = ("attribution_voices", "entities_first_names", "entities_places")
Placed = tuple[int, int, EntityType]
"""Code points `start`–`end` of the text, and what sort of thing they name."""

_BODIES = frozenset({EntityType.ORGANIZATION, EntityType.LOCATION, EntityType.GROUP})
_HANGING = re.compile(r"(?:[\s,&]+(?:of|for|and|the|in|at|on|to|by|with|an?))+\Z")
"""Words on which no name ends."""
_DASH = re.compile(r"\s*[—–]\s*\w.*\Z", re.DOTALL)
_COMPOUND = re.compile(r"-[a-z]{3,}\Z")
"""As in "Orrin-based": the name is what stands before."""
_RANK = re.compile(r"(?<=\S) (?:Minority|Majority|District|Circuit)\Z")
_OFFICE = re.compile(r" (?:(?:Majority|Minority|Deputy) )?(?:Leader|Whip|Judge|Court|Attorney|Speaker)\b")
"""An office after half of a body's name: "House Minority Leader"."""
_SEAT = re.compile(r"[DRI]-[A-Z][\w.]*")
_BRACKETED = re.compile(r"\((?:[DRI](?:\.,? |[-–.])[A-Z][\w. ]*|[DRI]\.?|[A-Z][a-z]{2,5}\.)\)")
"""A lawmaker's party and state."""
_ADDRESS = re.compile(r"@|://|www\.")
_SHIP = re.compile(r"(?:USS|USNS|HMS|HMCS|RMS|MV) \Z")
_STORM = re.compile(r"(?:Tropical Storm|Hurricane|Typhoon|Cyclone) [A-Z]")
_SAINT = frozenset(["St.", "St", "Saint"])
_HALLOWED = re.compile(
    r" (?P<name>[A-Z]\w+)(?P<house>[’']s (?i:Square|Church|Cathedral|Basilica|Hospital|College|School))?"
)
_ABBREVIATED = re.compile(r"[A-Z][a-z]{1,4}\.|[A-Z]\.?")
"""A title, a state or an initial that was left alone."""
_NATIONS = frozenset(["U.S.", "U.K.", "U.N.", "U.A.E."])


def completed(text: str, names: Sequence[Placed], outlet: str) -> list[Placed]:
    """The names, in order, with these mended and left out; `outlet` is the name of who publishes the report."""
    lone = ((text[start:end], end) for start, end, kind in names if kind is EntityType.PERSON)
    bodies = {name for name, end in lone if " " not in name and _is_body(text, end)}
    kinds = {text[start:end]: kind for start, end, kind in names}
    made: list[Placed] = []
    for name in (part for each in names for part in _paired(text, each, kinds)):
        if made and name[0] < made[-1][1]:
            continue
        made.extend(_mended(text, name, bodies, outlet))
    return made


def _paired(text: str, name: Placed, kinds: dict[str, EntityType]) -> Iterator[Placed]:
    """Two names that a hyphen joins and that the report has apart too: "the Tolvik-Coast Guard contract"."""
    start, end, _ = name
    one, hyphen, other = text[start:end].partition("-")
    if hyphen and " " in one + other and one in kinds and other in kinds:
        yield start, start + len(one), kinds[one]
        yield end - len(other), end, kinds[other]
    else:
        yield name


def _mended(text: str, name: Placed, bodies: set[str], outlet: str) -> Iterator[Placed]:
    start, whole, kind = name
    end = start + len(_edged(text, start, whole, kind))
    words = text[start:end]
    hung = _HANGING.search(text[start:whole]) is not None
    if hung and " " not in words and voice_of(words.lower()) is Voice.BODY:
        return
    if not words or _ADDRESS.search(words) or _is_seat(text, start, end):
        return
    if words in _SAINT:
        if found := _HALLOWED.match(text, end):
            yield start, found.end(), EntityType.FACILITY if found["house"] else EntityType.LOCATION
        return
    if _ABBREVIATED.fullmatch(words) and words not in _NATIONS and kind is not EntityType.ORGANIZATION:
        return
    ship = _SHIP.search(text, max(0, start - 6), start)
    yield (ship.start() if ship else start), end, _sort(words, kind, bodies, outlet, ship=bool(ship))


def _edged(text: str, start: int, end: int, kind: EntityType) -> str:
    words = _HANGING.sub("", _DASH.sub("", text[start:end]))
    if kind in _BODIES:
        words = _COMPOUND.sub("", words)
        if _OFFICE.match(text, end):
            words = _RANK.sub("", words)
    return words


def _is_seat(text: str, start: int, end: int) -> bool:
    """Whether a name is only somebody's party and state."""
    if _SEAT.fullmatch(text, start, end) or re.search(r"\b[DRI]-\Z", text[max(0, start - 3) : start]):
        return True
    opened = text.rfind("(", max(0, start - 12), start + 1)
    return opened >= 0 and (found := _BRACKETED.match(text, opened)) is not None and found.end() >= end


def _sort(words: str, kind: EntityType, bodies: set[str], outlet: str, *, ship: bool) -> EntityType:
    if ship or re.match(r"(?:USS|HMS) [A-Z]", words):
        return EntityType.PRODUCT
    if _STORM.match(words):
        return EntityType.EVENT
    if words.endswith((" Constitution", " Act")) and kind is not EntityType.PERSON:
        return EntityType.LAW
    own = words.casefold() == outlet.casefold()
    return EntityType.ORGANIZATION if kind is EntityType.PERSON and (own or words in bodies) else kind


def _is_body(text: str, end: int) -> bool:
    """Whether a name is explained as a body right behind it: "Orrel, a charity for divers, …"."""
    return _apposition().match(text, end) is not None


@cache
def _apposition() -> re.Pattern[str]:
    nouns = "|".join(re.escape(noun) for noun in sorted(lexicon.grouped("attribution_voices")["bodies"]))
    return re.compile(
        rf", (?:an?|one of (?:the )?[\w-]+) (?:[\w’'-]+ ){{0,3}}?(?:{nouns})s?"
        r"(?=[,.;:–—]| (?:that|which|of|for|in|based|run|founded|tapped|owned)\b)"
    )
