"""The words of a claim that carry what it says, brought to one form."""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
SHORTEST_STEM = 3
"""Letters that an ending must leave."""

FUNCTION_WORDS = frozenset(
    """
    a about above after again against all also although am among an and any are as at be because been before being
    below between both but by can could did do does doing down during each either else ever every for from further had
    has have having he her here hers herself him himself his how however i if in into is it its itself just least less
    let like many may me might more most much must my myself near nearly neither never no nor not now of off on once one only
    or other our ours out over own per rather said same say saying says shall she should since so some still such than
    that the their theirs them themselves then there these they this those though through thus to told too toward
    towards under until up upon us very was we were what when where whether which while who whom whose why will with
    within without would yet you your yours according added adding amid around back came come even get go going got
    made make new people take two week year years
    """.split()  # noqa: SIM905
)
"""Words that any two claims may share without saying the same."""


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
