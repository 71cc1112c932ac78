"""What a number is of, told by words: a rise or a fall, and somebody's rating."""

from __future__ import annotations

import re

RATED = re.compile(r"\b(?:dis)?approval\b|\bfavou?rab\w+|\bratings?\b", re.IGNORECASE)
"""What is measured of somebody, each by name."""
_UP = re.compile(
    r"\b(?:r[io]ses?|risen|rising|climb\w*|jump\w*|gain(?:s|ed|ing)?|surg(?:e|es|ed|ing)|soar\w*|rall(?:y|ied)|grew|grown"
    r"|increas\w*|rebound\w*|higher)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:f[ae]ll(?:s|en|ing)?|drop\w*|declin\w*|plung\w*|plummet\w*|tumbl\w*|slid(?:e|es|ing)?|sank|shr[aiu]nk|decreas\w*"
    r"|down|lower|lost)\b",
    re.IGNORECASE,
)


def opposed(one: str, other: str) -> bool:
    """Whether one text tells of a rise only and the other of a fall only."""
    left, right = _course(one), _course(other)
    return len(left) == len(right) == 1 and left != right


def _course(text: str) -> frozenset[str]:
    return frozenset(name for name, words in (("up", _UP), ("down", _DOWN)) if words.search(text))
