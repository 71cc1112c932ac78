"""Which full names of people are one person's, and whose a surname alone is.

Variants of a name meet where given names are equal, fond forms or initials of each other and nothing between them
disagrees ("Joseph R. Tolvik", "Joe Tolvik"). A surname alone joins the one who has it; two full names never meet on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from newsar_build.model.nicknames import are_kin
from newsar_build.relate.naming import GENERATIONS

PARTICLES = frozenset(
    {"al", "bin", "bint", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le", "van", "von"}
)
"""Words with which a surname may begin: what begins so has no given name."""
WELL_KNOWN = 5
"""Times as many briefs as all namesakes together have: then a name that fits several is the well-known one's."""

Briefs = Mapping[str, set[str]]
"""The briefs in which each normal form stands."""


class People:
    """The people of a corpus, by the normal forms of their names and the briefs that hold those."""

    def __init__(self, briefs: Briefs) -> None:
        self._briefs = briefs
        self._head: dict[str, str] = {}
        self._held: dict[str, set[str]] = {}
        self._by_end: dict[str, set[str]] = defaultdict(set)
        by_surname: dict[str, list[str]] = defaultdict(list)
        for name in briefs:
            if len(_bare(name)) > 1 and _bare(name)[0] not in PARTICLES:
                by_surname[_bare(name)[-1]].append(name)
        for namesakes in by_surname.values():
            self._meet(namesakes)
        for name, head in self._head.items():
            words = _bare(name)
            for cut in range(1, len(words)):
                self._by_end[" ".join(words[cut:])].add(head)

    def whole(self, name: str, brief: str) -> str:
        """The normal form by which the person is known whom `brief` calls `name`; `name` where nobody fits alone."""
        if name in self._head:
            return self._head[name]
        heads = self._by_end.get(" ".join(_bare(name)), set())
        if _generation(name):
            heads = {head for head in heads if _generation(head) == _generation(name)}
        here = {head for head in heads if brief in self._held[head]}
        return self._well_known(here or heads) or name

    def bearers(self, surname: str) -> frozenset[str]:
        """Those who have a surname, by the normal forms of their names."""
        return frozenset(self._by_end.get(surname, ()))

    def named_in(self, head: str, brief: str) -> bool:
        """Whether a brief names somebody in full."""
        return brief in self._held[head]

    def famous(self, name: str) -> str | None:
        """The one whom a surname alone means unless a report says otherwise; none where several may be meant."""
        return self._well_known(self._by_end.get(name, set()))

    def _meet(self, namesakes: list[str]) -> None:
        """Those that most briefs have come first and give their name to variants; a mere initial comes last."""
        members: dict[str, list[str]] = {}
        for name in sorted(
            namesakes, key=lambda each: (len(_bare(each)[0]) == 1, -len(self._briefs[each]), -len(each), each)
        ):
            fitting = {head for head, held in members.items() if all(self._one(name, other) for other in held)}
            head = self._well_known(fitting) or name
            self._head[name] = head
            members.setdefault(head, []).append(name)
            self._held.setdefault(head, set()).update(self._briefs[name])

    def _one(self, name: str, other: str) -> bool:
        given, others = _bare(name)[:-1], _bare(other)[:-1]
        if not _same_given(given[0], others[0]) or not _agree(given[1:], others[1:]):
            return False
        if _generation(name) == _generation(other):
            return True
        return given[0] != others[0] or not self._briefs[name] & self._briefs[other]

    def _well_known(self, heads: set[str]) -> str | None:
        if len(heads) < 2:  # noqa: PLR2004  nothing to choose between
            return next(iter(heads), None)
        counts = {head: len(self._held[head]) for head in heads}
        best = min(heads, key=lambda head: (-counts[head], head))
        return best if counts[best] >= WELL_KNOWN * (sum(counts.values()) - counts[best]) else None


def _bare(name: str) -> list[str]:
    words = name.split()
    while len(words) > 1 and words[-1] in GENERATIONS:
        words = words[:-1]
    return words


def _generation(name: str) -> str:
    last = name.rsplit(maxsplit=1)[-1]
    return last if last in GENERATIONS else ""


def _same_given(one: str, other: str) -> bool:
    return are_kin(one, other) or _same_initial(one, other)


def _same_initial(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _agree(between: list[str], others: list[str]) -> bool:
    """Middle names of which one lot leaves out, or shortens to initials, what the other has."""
    return all(_same_initial(one, other) for one, other in zip(between, others, strict=False))
