"""The words of a claim that carry what it says, brought to one form."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
SHORTEST_STEM = 3
"""Letters that an ending must leave."""

FUNCTION_WORDS = frozenset(
    """
    a about above according added adding after again against all also although am amid among an and any are
    around as at back be because been before being below between billion both but by came can cent come could
    did do does doing down dozen during each either else even ever every for from further get go going got had
    has have having he her here hers herself him himself his how however hundred i if in into is it its itself
    just least less let like made make many may me might million more most much must my myself near nearly
    neither never new no nor not now of off on once one only or other our ours out over own people per percent
    rather said same say saying says shall she should since so some still such take than that the their theirs
    them themselves then there these they this those though thousand through thus to told too toward towards
    trillion two under until up upon us very was we week were what when where whether which while who whom whose
    why will with within without would year years yet you your yours
    """.split()  # noqa: SIM905
)
"""Words that any two claims may share without saying the same."""


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Case, possessives and the common English endings make no other word."""
    lower = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    for ending, instead in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")):
        if ending == "s" and lower.endswith(("ss", "us")):
            continue
        if lower.endswith(ending) and len(lower) >= len(ending) + SHORTEST_STEM:
            return lower.removesuffix(ending) + instead
    return lower


def content(text: str) -> tuple[str, ...]:
    """The stems of the words that carry content, in order; numbers are none (`amounts` compares those)."""
    words = (found.group() for found in WORD.finditer(text))
    return tuple(stem(word) for word in words if word.lower() not in FUNCTION_WORDS and not word[0].isdigit())
