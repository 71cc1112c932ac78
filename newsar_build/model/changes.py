"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_PAIRS = 4_000_000
"""Words of one side times words of the other: beyond it a passage counts as rewritten, for comparing takes long."""
_PARAGRAPHS = re.compile(r"(?:[^\n]|\n(?!\n))+\n*|\n+")
_WORDS = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Splice:
    """The code points `start`–`end` of one text become `words` in the other."""

    start: int
    end: int
    words: str


def splices(before: str, after: str) -> tuple[Splice, ...]:
    """How `before` becomes `after`, in the order of `before`: whole words, with the white space that follows them."""
    found: list[Splice] = []
    for one, other in _differing(_PARAGRAPHS.findall(before), _PARAGRAPHS.findall(after)):
        olds, news = _WORDS.findall("".join(one.parts)), _WORDS.findall("".join(other.parts))
        for old, new in _differing(olds, news):
            start = one.start + old.start
            found.append(Splice(start=start, end=start + sum(map(len, old.parts)), words="".join(new.parts)))
    return tuple(found)


def spliced(before: str, changes: Sequence[Splice]) -> str:
    """The other text. Raises ValueError where the changes do not follow each other inside `before`."""
    parts: list[str] = []
    at = 0
    for change in changes:
        if not at <= change.start <= change.end <= len(before):
            raise ValueError("a change lies outside of the text, or before another")
        parts += [before[at : change.start], change.words]
        at = change.end
    return "".join((*parts, before[at:]))


def matched(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """The operations of difflib that turn one list of words into the other; too large a pair is replaced whole."""
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    if head:
        yield "equal", 0, head, 0, head
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if len(old) * len(new) > MOST_PAIRS:
        yield "replace", head, len(before) - tail, head, len(after) - tail
    else:
        for name, *places in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            one, two, three, four = (place + head for place in places)
            yield name, one, two, three, four
    if tail:
        yield "equal", len(before) - tail, len(before), len(after) - tail, len(after)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    start: int
    parts: Sequence[str]


def _differing(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[_Run, _Run]]:
    old_at = [0]
    for part in before:
        old_at.append(old_at[-1] + len(part))
    for name, one, two, three, four in matched(before, after):
        if name != "equal":
            yield _Run(start=old_at[one], parts=before[one:two]), _Run(start=0, parts=after[three:four])
