"""Stories: which reports tell the same event.

Groups of reports are joined, most alike first, as long as the mean likeness between them (average link; `closeness`
says how reports are alike) stays above what is asked. Two groups are asked for more the closer each is in itself: two
look-alike events, each told by many, stay apart though their reports are alike. A small group left over joins the
story that is clearly its nearest. A story that develops grows along the days by reports that are like those already
in it; a report like a few of them only stays out.

What is near in time and place may tell no event in common: each story is joined anew by how its reports hold together
(`holding`), and parts that do not are stories of their own.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from newsar_build.relate.closeness import ELSEWHERE, Pairs, Survey, close_pairs, survey
from newsar_build.relate.compared import Numbers, StoryItem
from newsar_build.relate.config import RelateConfig
from newsar_build.relate.holding import HOLDING, held

FAR = 0.08
"""Likeness below which reports count as not compared: it only slows the joining down."""
TIGHT = 0.6
"""Share of a group's own closeness, above the threshold, that joining it asks for on top: of the looser of the two."""
LEFT_OVER = 2
"""Reports of a group that may be a straggler: three that keep to themselves are an event."""
STRAGGLING = 0.01
"""How much less than the threshold a straggler’s nearest story needs: with .02 strangers of small sites joined."""
CLEARLY = 0.03
"""How much nearer that story must be than the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One story: the ids of its reports in the order filed; `likeness` is their mean likeness, 0–1."""

    ids: tuple[str, ...]
    likeness: float


def group_stories(items: tuple[StoryItem, ...], config: RelateConfig) -> tuple[tuple[str, ...], ...]:
    """Ids by story, every id exactly once, a report alone in a group of its own.

    Groups are sorted by their first member, members by filed date and id. Not sensitive to the order of `items`.
    """
    return tuple(each.ids for each in tell_stories(items, survey(items), config))


def tell_stories(items: tuple[StoryItem, ...], surveyed: Survey, config: RelateConfig) -> tuple[Telling, ...]:
    """As group_stories, with how alike the reports of each story are; `surveyed` is what `survey` makes of them."""
    ordered = tuple(sorted(items, key=lambda item: (item.filed.timestamp() if item.filed else math.inf, item.id)))
    pairs = close_pairs(ordered, surveyed)
    grouping = _Grouping(len(ordered), _alike(pairs), config.story_similarity - ELSEWHERE)
    grouping.join()
    grouping.take_in_stragglers()
    holding = _Grouping(len(ordered), held(grouping.groups.values(), pairs.fields), HOLDING, tight=0.0)
    holding.join()
    groups = sorted(sorted(group) for group in holding.groups.values())
    tightness = _tightness(groups, pairs)
    return tuple(
        Telling(ids=tuple(ordered[index].id for index in group), likeness=likeness)
        for group, likeness in zip(groups, tightness, strict=True)
    )


def _alike(pairs: Pairs) -> dict[tuple[int, int], float]:
    """How much more alike each near pair is than reports that were not compared."""
    near = pairs.likeness >= FAR
    ends = zip(pairs.one[near].tolist(), pairs.other[near].tolist(), strict=True)
    return dict(zip(ends, (pairs.likeness[near] - ELSEWHERE).tolist(), strict=True))


def _group_of(groups: list[list[int]]) -> Numbers:
    """The place in `groups` of each member's group."""
    group_of = np.zeros(sum(map(len, groups)), dtype=np.int64)
    for number, group in enumerate(groups):
        group_of[group] = number
    return group_of


def _tightness(groups: list[list[int]], pairs: Pairs) -> list[float]:
    """Mean likeness of each story's reports among themselves: what is told elsewhere that day does not move it."""
    group_of = _group_of(groups)
    inside = group_of[pairs.one] == group_of[pairs.other]
    total = np.bincount(group_of[pairs.one[inside]], pairs.plain[inside] - ELSEWHERE, minlength=len(groups)).tolist()
    sizes = [len(group) * (len(group) - 1) / 2 for group in groups]
    return [round(min(1.0, total[number] / size + ELSEWHERE), 3) if size else 1.0 for number, size in enumerate(sizes)]


class _Grouping:
    """Average-link agglomeration. Likeness counts from that of reports that were not compared: a missing pair is 0."""

    def __init__(self, count: int, alike: dict[tuple[int, int], float], threshold: float, tight: float = TIGHT) -> None:
        self.groups = {index: [index] for index in range(count)}
        self._threshold = threshold
        self._tight = tight
        self._inner = dict.fromkeys(range(count), 0.0)
        self._links: dict[int, dict[int, float]] = defaultdict(dict)
        for (one, other), value in alike.items():
            self._links[one][other] = self._links[other][one] = value
        self._heap = [(-value, one, other) for (one, other), value in alike.items() if value >= threshold]
        heapq.heapify(self._heap)

    def join(self) -> None:
        """Join the two groups that are most alike until none are alike enough."""
        fresh = len(self.groups)
        while self._heap:
            _, one, other = heapq.heappop(self._heap)
            if one in self.groups and other in self.groups:
                self._merge(one, other, fresh)
                for mate in self._links[fresh]:
                    value = self._mean(fresh, mate) - self._asked_beyond(fresh, mate)
                    if value >= self._threshold:
                        heapq.heappush(self._heap, (-value, mate, fresh))
                fresh += 1

    def take_in_stragglers(self) -> None:
        """Give each small group to the group that is clearly its nearest, nearest first."""
        moves = []
        for group in sorted(self.groups):
            if len(self.groups[group]) > LEFT_OVER:
                continue
            near = sorted((-self._mean(group, mate), mate) for mate in self._links[group])
            following = -near[1][0] if len(near) > 1 else 0.0
            if near and -near[0][0] >= max(self._threshold - STRAGGLING, following + CLEARLY):
                moves.append((near[0][0], group, near[0][1]))
        for _, group, mate in sorted(moves):
            if group in self.groups and mate in self.groups:
                self.groups[mate].extend(self.groups.pop(group))

    def _merge(self, one: int, other: int, fresh: int) -> None:
        self._inner[fresh] = self._inner.pop(one) + self._inner.pop(other) + self._links[one][other]
        merged: dict[int, float] = defaultdict(float)
        for side in (one, other):
            for mate, total in self._links.pop(side).items():
                if mate not in (one, other):
                    merged[mate] += total
                    del self._links[mate][side]
        self.groups[fresh] = self.groups.pop(one) + self.groups.pop(other)
        self._links[fresh] = dict(sorted(merged.items()))
        for mate, total in merged.items():
            self._links[mate][fresh] = total

    def _mean(self, one: int, other: int) -> float:
        return self._links[one][other] / (len(self.groups[one]) * len(self.groups[other]))

    def _asked_beyond(self, one: int, other: int) -> float:
        """What two groups that are close in themselves must show beyond the threshold; a single report, nothing."""
        sizes = len(self.groups[one]), len(self.groups[other])
        if min(sizes) == 1:
            return 0.0
        loosest = min(
            self._inner[group] / (size * (size - 1) / 2) for group, size in zip((one, other), sizes, strict=True)
        )
        return self._tight * max(0.0, loosest - self._threshold)
