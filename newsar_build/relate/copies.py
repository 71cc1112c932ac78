"""Which reports carry the same text, in the whole corpus, and which of a story's are independent of each other.

A report is a copy of another where the shorter shares at least COPIED of its runs of words with the longer (shingle
containment). Candidates are found over a sample of the runs: those whose hash is divisible by SAMPLED (Broder 1997; the
same runs fall into every report's sample, so that containment survives; MinHash, an estimate of resemblance, loses it
where a long report holds a short one). Time grows with the text and the pairs found, not with all pairs; the share
itself is counted over all runs. A wire's report is copied with cuts and additions: there WIRED is enough.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from newsar_build.model.brief import Brief
from newsar_build.model.groups import head_of_group
from newsar_build.model.relations import Copy, Credit
from newsar_build.relate.credits import Agencies
from newsar_build.relate.memory import FORGETFUL, Memory
from newsar_build.relate.wording import words

RUN = 5
"""Words of a run: shorter ones recur in unlike reports, longer ones break at each edit."""
COPIED = 0.5
"""Two reporters at one press conference share its quotations, seldom half of their words."""
WIRED = 0.3
"""Share from which a report was made from a wire's, or two from one agency's."""
HELPED = 0.1
"""Share from which a report that an agency contributed to is that agency's telling."""
LEAST = 8
"""A report of fewer runs proves nothing."""
SAMPLED = 4
"""One run in so many is looked up: a copied paragraph has a dozen."""
CROWD = 40
"""A run in more reports than this is a house's standing text and no sign of copying."""
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)
Runs = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyItem:
    """A report, and who publishes it; `owner` None where nobody says."""

    id: str
    text: str
    outlet: str
    name: str = ""
    byline: tuple[str, ...] = ()
    owner: str | None = None
    wire: bool = False


def copy_item(brief: Brief) -> CopyItem:
    """A brief as the search for copies sees it."""
    outlet = brief.outlet
    return CopyItem(
        id=brief.id, text=brief.article.text, outlet=outlet.key, name=outlet.name, byline=brief.article.byline,
        owner=outlet.owner, wire=outlet.wire,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """What is known of where reports come from: shares by pair of ids (sorted), and each report's credits."""

    shares: Mapping[tuple[str, str], float]
    credits: Mapping[str, tuple[Credit, ...]]
    agency: Mapping[str, str]
    """The agency that publishes a report itself, by the report; outlets that are no agency are left out."""

    def made_by(self, report: str) -> frozenset[str]:
        """The agencies whose own text a report is."""
        credited = {each.agency for each in self.credits[report] if each.whole}
        return frozenset(credited | ({self.agency[report]} if report in self.agency else set()))

    def named_by(self, report: str) -> frozenset[str]:
        """The agencies that have any part in a report."""
        return self.made_by(report) | {each.agency for each in self.credits[report]}

    def share(self, one: str, other: str) -> float:
        """Share (0–1) of the shorter report's runs that the longer has; 0 where too small to be looked at."""
        return self.shares.get((min(one, other), max(one, other)), 0.0)


def origins(items: Iterable[CopyItem], memory: Memory = FORGETFUL) -> Origins:
    """Which reports of a corpus share text, and whom they credit."""
    ordered = sorted(items, key=lambda each: each.id)
    agencies = Agencies(sorted({each.name for each in ordered if each.wire and each.name}))
    own = {each.id: agencies.of_outlet(each.name, wire=each.wire) for each in ordered}
    credited = {
        each.id: tuple(one for one in agencies.credits(each.text, each.byline) if one.agency != own[each.id])
        for each in ordered
    }
    return Origins(
        shares=dict(_shares(ordered, memory)),
        credits=credited,
        agency={each: name for each, name in own.items() if name},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    """Of a text's runs those that are looked up (divided by SAMPLED: smaller numbers), and how many all are."""

    sampled: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """How many runs two texts share."""

    count: int


def _shares(items: Sequence[CopyItem], memory: Memory) -> Iterator[tuple[tuple[str, str], float]]:
    """What a text's runs are, and what two texts share, depends on them alone and is remembered."""
    samples = [memory.recall("runs", _Sample, (item.text,), partial(_sample, item.text)) for item in items]
    for one, other in _candidates(samples):
        shorter = min(samples[one].count, samples[other].count)
        if shorter >= LEAST:
            texts = (items[one].text, items[other].text)
            share = memory.recall("shared runs", _Shared, texts, partial(_shared, *texts)).count / shorter
            if share >= HELPED:
                yield (items[one].id, items[other].id), round(share, 4)


def _sample(text: str) -> _Sample:
    runs, step = _runs(text), np.uint64(SAMPLED)
    return _Sample(sampled=tuple((runs[runs % step == 0] // step).tolist()), count=len(runs))


def _shared(one: str, other: str) -> _Shared:
    return _Shared(count=len(np.intersect1d(_runs(one), _runs(other), assume_unique=True)))


def _candidates(samples: Sequence[_Sample]) -> list[tuple[int, int]]:
    """Pairs of places that share sampled runs enough to be worth counting."""
    every = np.array([run for each in samples for run in each.sampled], dtype=np.uint64)
    holder = np.repeat(np.arange(len(samples)), [len(each.sampled) for each in samples])
    order = np.argsort(every, kind="stable")
    edges = np.flatnonzero(np.diff(every[order], prepend=~every[order[:1]], append=~every[order[-1:]]))
    sizes = np.diff(edges)
    met: Counter[tuple[int, int]] = Counter()
    for place in np.flatnonzero((sizes > 1) & (sizes <= CROWD)):
        met.update(combinations(holder[order[edges[place] : edges[place + 1]]].tolist(), 2))
    least = HELPED / 2
    return sorted(
        pair
        for pair, count in met.items()
        if count >= least * min(len(samples[pair[0]].sampled), len(samples[pair[1]].sampled))
    )


@lru_cache(maxsize=1 << 12)
def _runs(text: str) -> Runs:
    """The hashes of a text's runs, sorted, each once."""
    made = np.array([_hash(word.lower()) for word in words(text)], dtype=np.uint64)
    if len(made) < RUN:
        return np.zeros(0, dtype=np.uint64)
    total = np.zeros(len(made) - RUN + 1, dtype=np.uint64)
    for place in range(RUN):
        total = (total ^ made[place : place + len(total)]) * _MIX
        total ^= total >> _SHIFT
    return np.unique(total)


@lru_cache(maxsize=1 << 17)
def _hash(word: str) -> int:
    return zlib.crc32(word.encode())


def independent(members: Sequence[CopyItem], known: Origins) -> tuple[tuple[str, ...], ...]:
    """Ids in groups, each of which counts as one voice; groups and ids sorted, every id exactly once."""
    head = {member.id: member.id for member in members}
    for one, other in combinations(sorted(members, key=lambda each: each.id), 2):
        if _one_house(one, other) or one_text(one, other, known):
            first, second = sorted((head_of_group(head, one.id), head_of_group(head, other.id)))
            head[second] = first
    groups: dict[str, list[str]] = {}
    for member in sorted(head):
        groups.setdefault(head_of_group(head, member), []).append(member)
    return tuple(tuple(groups[root]) for root in sorted(groups))


def _one_house(one: CopyItem, other: CopyItem) -> bool:
    return one.outlet == other.outlet or (one.owner is not None and one.owner == other.owner)


def one_text(one: CopyItem, other: CopyItem, known: Origins) -> bool:
    """Whether two reports tell what one reporter told: copies, or one agency's."""
    share = known.share(one.id, other.id)
    if known.made_by(one.id) & known.made_by(other.id) or _copied(one, other, share):
        return True
    return bool(known.named_by(one.id) & known.named_by(other.id)) and share >= HELPED


def _copied(one: CopyItem, other: CopyItem, share: float) -> bool:
    return share >= (WIRED if one.wire or other.wire else COPIED)


def copies(items: Sequence[CopyItem], known: Origins) -> dict[str, tuple[Copy, ...]]:
    """For each report the others that carry its text, wherever in the corpus, most alike first."""
    by_id = {item.id: item for item in items}
    found: dict[str, list[Copy]] = {item.id: [] for item in items}
    for (one, other), share in known.shares.items():
        if _copied(by_id[one], by_id[other], share):
            for mine, its in ((one, by_id[other]), (other, by_id[one])):
                found[mine].append(Copy(brief=its.id, outlet=its.outlet, name=its.name or its.outlet, share=share))
    return {mine: tuple(sorted(each, key=lambda copy: (-copy.share, copy.brief))) for mine, each in found.items()}
