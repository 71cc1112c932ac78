"""Which places are states, provinces and cities (GPE), and which are land, water and regions (LOC).

The model learns one class of place, since its corpora have no more. What a name is made of parts them: a river, sea,
mountain or continent is no polity; any other place is taken for one.
"""

from __future__ import annotations

import re
from typing import Final

GPE: Final = "GPE"
LOC: Final = "LOC"

_LAND = re.compile(
    r"\b(?:river|sea|ocean|lake|mount|mt\.?|mountains?|hills?|valley|desert|gulf|bay|strait|channel|canal|coast|peninsula|"
    r"islands?|isles?|archipelago|basin|delta|plateau|plains?|forest|jungle|glacier|reef|cape|cliffs?|beach|falls|"
    r"continent|hemisphere|region|corridor|belt|border|frontier|horn of africa|creek|dam|reservoir|park|reserve|"
    r"territory|square|street|road|avenue|boulevard|highway)\b",
    re.IGNORECASE,
)
_LARGE = frozenset(
    """africa america americas antarctica arctic asia asia-pacific atlantic australasia balkans baltic baltics caribbean
    caucasus crimea earth eurasia europe gaza himalayas indo-pacific indochina kashmir latin levant maghreb mars
    mediterranean mekong melanesia micronesia middle midwest moon oceania pacific patagonia polynesia sahara sahel
    scandinavia siberia west""".split()  # noqa: SIM905
)
_SIDES = frozenset(
    """north south east west northern southern eastern western central upper lower northeast northwest southeast
    southwest north-east north-west south-east south-west sub-saharan sub saharan the far near mid southeastern
    northeastern northwestern southwestern inner outer bank coast of latin middle""".split()  # noqa: SIM905
)
_POLITIES = frozenset(
    ["north korea", "south korea", "south africa", "south sudan", "north macedonia", "united states of america",
     "central african republic", "east timor", "america", "northern ireland", "western australia", "south australia"]
)  # fmt: skip


def place_label(name: str) -> str:
    """GPE or LOC, from the name alone."""
    plain = " ".join(name.lower().split()).removeprefix("the ")
    if plain in _POLITIES:
        return GPE
    words = plain.split()
    if _LAND.search(plain) or all(word in _LARGE or word in _SIDES for word in words):
        return LOC
    return GPE
