"""What the words of a name say of its kind, where they say it more surely than the model.

A corpus has a few dozen events and facilities, too few to learn from; the noun that such a name ends in, or the
"Cyclone" that it begins with, is plain. Events' nouns end events nearly always in the corpora's training parts;
buildings follow OntoNotes' guidelines (Weischedel et al. 2013), since the corpora call many of them places.
"""

from __future__ import annotations

import re
from typing import Final

from newsar_build.pipeline.places import LOC, place_label

EVENT: Final = "EVENT"
FAC: Final = "FAC"
LAW: Final = "LAW"
_PLAIN: Final = frozenset(["DATE", "MONEY", "NORP"])
"""Labels that no noun at the end calls into question."""
_MAY_BE_LAWS: Final = frozenset(["EVENT", "PRODUCT", "WORK_OF_ART"])

_EVENT_NOUNS = (
    "by-election|by-elections|championship|championships|cup|election|elections|festival|games|grand prix|invasion|"
    "massacre|olympics|paralympics|primaries|rebellion|referendum|revolt|summit|symposium|universiade|war"
)
_EVENT = re.compile(
    rf".+ (?:{_EVENT_NOUNS})(?: (?:i|ii|\d{{4}}))?"
    r"|(?:world|national|international) (?:\S+ )+day"
    r"|(?:olympics|paralympics|wwi|wwii)"
    r"|(?:battle|siege|invasion|fall) of .+",
    re.IGNORECASE,
)
_EVENT_WORD = re.compile(
    r"\b(?:attacks?|bombings?|brexit|campaign|ceremony|championships?|conference|convention|coup|crisis|cup|cyclone|day|"
    r"debates?|depression|elections?|emancipation|epidemic|expo|fair|festival|finals?|forum|games|genocide|holocaust|"
    r"hurricane|invasion|league|march|marathon|massacre|match|olympics?|open|operation|pandemic|parade|paralympics?|"
    r"primary|primaries|prix|protests?|race|rally|rebellion|reconstruction|referendum|revolt|revolution|riots?|season|"
    r"series|siege|storm|strike|summit|super bowl|super tuesday|symposium|tour|tournament|trials?|trophy|typhoon|"
    r"uprising|wars?|week|wwi|wwii)\b",
    re.IGNORECASE,
)
_LAW = re.compile(r".* (?:accord|accords|act|agreement|amendment|constitution|treaty)(?: \d{4})?", re.IGNORECASE)
_STORM = re.compile(r"(?:[Cc]yclone|[Hh]urricane|[Tt]yphoon|[Ss]torm|CYCLONE|HURRICANE|TYPHOON|STORM)")
_BUILT = re.compile(
    r".+ (?:air ?base|airport|arena|bridge|building|café|cemetery|courthouse|dam|dome|factory|hospital|mall|mausoleum|"
    r"mine|mosque|museum|palace|plant|port|prison|resort|roundabout|stadium|station|temple|terminal|tower|tunnel|zoo)",
    re.IGNORECASE,
)


def kind_of(name: str, label: str) -> str:
    """The label that a name's words call for, else `label`; a place (LOC) becomes FAC or GPE or stays LOC."""
    plain = " ".join(name.split()).removeprefix("the ").removeprefix("The ")
    if label in _PLAIN:
        return label
    if label in _MAY_BE_LAWS and _LAW.fullmatch(plain):
        return LAW
    if _EVENT.fullmatch(plain):
        return EVENT
    if label == LOC:
        return FAC if _BUILT.fullmatch(plain) else place_label(plain)
    return label


def sounds_like_an_event(name: str) -> bool:
    """Whether any word of a name is one that events are called by."""
    return _EVENT_WORD.search(name) is not None


def names_a_storm(word: str, following: str) -> bool:
    """Whether a word and the one after it are a storm's name: Cyclone Amara."""
    return _STORM.fullmatch(word) is not None and following.istitle() and following.isalpha()
