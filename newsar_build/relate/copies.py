"""Which reports of a story are independent of each other: copies, one outlet and one owner count once.

A report is a copy of another where the shorter shares at least COPIED of its runs of words with the longer (shingle
containment; Broder 1997). A story has few reports, so that the runs themselves are compared and no sketch of them. A
wire's report is copied with cuts and additions: there WIRED is enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsar_build.relate.wording import words

RUN = 5
"""Words of a run: shorter ones recur in unlike reports, longer ones break at each edit."""
COPIED = 0.5
"""Two reporters at one press conference share its quotations, seldom half of their words."""
WIRED = 0.3
"""Share from which a report was made from a wire's."""
LEAST = 8
"""A report of fewer runs proves nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyItem:
    """A report of a story, and who publishes it; `owner` None where nobody says."""

    id: str
    text: str
    outlet: str
    owner: str | None = None
    wire: bool = False


def independent(members: tuple[CopyItem, ...]) -> tuple[tuple[str, ...], ...]:
    """Ids in groups, each of which counts as one voice; groups and ids sorted, every id exactly once."""
    runs = {member.id: _runs(member.text) for member in members}
    head = {member.id: member.id for member in members}
    for one, other in _pairs(sorted(members, key=lambda each: each.id)):
        if _one_house(one, other) or _copied(runs[one.id], runs[other.id], wire=one.wire or other.wire):
            first, second = sorted((_root(head, one.id), _root(head, other.id)))
            head[second] = first
    groups: dict[str, list[str]] = {}
    for member in sorted(head):
        groups.setdefault(_root(head, member), []).append(member)
    return tuple(tuple(groups[root]) for root in sorted(groups))


def _pairs(members: list[CopyItem]) -> Iterator[tuple[CopyItem, CopyItem]]:
    return ((one, other) for place, one in enumerate(members) for other in members[place + 1 :])


def _one_house(one: CopyItem, other: CopyItem) -> bool:
    return one.outlet == other.outlet or (one.owner is not None and one.owner == other.owner)


def _copied(one: set[str], other: set[str], *, wire: bool) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= LEAST and len(one & other) >= (WIRED if wire else COPIED) * shorter


def _runs(text: str) -> set[str]:
    plain = [word.lower() for word in words(text)]
    return {" ".join(plain[start : start + RUN]) for start in range(len(plain) - RUN + 1)}


def _root(head: dict[str, str], member: str) -> str:
    while head[member] != member:
        member = head[member]
    return member
