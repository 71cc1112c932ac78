"""Stories: which reports tell the same event.

Groups of reports are joined, most alike first, as long as the mean likeness between them (average link; `closeness`
says how reports are alike) stays above what is asked. Two groups are asked for more the closer each is in itself: two
look-alike events, each told by many, stay apart though their reports are alike. A small group left over joins the
story that is clearly its nearest. A story that develops grows along the days by reports that are like those already
in it; a report like a few of them only stays out.

What is near in time and place may tell no event in common: each story is joined anew by how its reports hold together
(`holding`), and parts that do not are stories of their own. An event that goes on is often told first as it comes, then
as it is: two stories of the same few days whose reports hold together about as much as those of the looser one do among
themselves are one.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from newsar_build.relate.closeness import DAY_SECONDS, ELSEWHERE, Pairs, Survey, close_pairs, survey
from newsar_build.relate.compared import Numbers, StoryItem, Values
from newsar_build.relate.config import RelateConfig
from newsar_build.relate.holding import HOLDING, between, held, within

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
NEIGHBOURS = 0.12
"""Mean likeness from which two stories are asked whether they are one: asking all of the same days changed nothing."""
GOING_ON = 0.12
"""Mean hold from which neighbours may be one: more than `HOLDING`, since they were told apart by all else. At .13 a
fifth fewer of the missed pairs judged by eye come in."""
FEW_DAYS = 4
"""Days from the first report to the last within which two stories are joined. Without a limit one campaign's
accusations became a story of 36 reports and two months, and mean B³ fell by .002."""


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
    singles = [[number] for number in range(len(ordered))]
    grouping = _Grouping(singles, _alike(pairs), config.story_similarity - ELSEWHERE)
    grouping.join()
    grouping.take_in_stragglers()
    hold = held(within(grouping.groups.values()), pairs.fields)
    holding = _Grouping(singles, hold, HOLDING, tight=0.0)
    holding.join()
    groups = _going_on(holding.told(), hold, pairs, _days(ordered))
    tightness = _tightness(groups, pairs)
    return tuple(
        Telling(ids=tuple(ordered[index].id for index in group), likeness=likeness)
        for group, likeness in zip(groups, tightness, strict=True)
    )


def _going_on(
    groups: list[list[int]], hold: dict[tuple[int, int], float], pairs: Pairs, days: Values
) -> list[list[int]]:
    """The groups, those joined that tell one event as it goes on; `hold` has the pairs within each group.

    A report alone stays alone: it has no hold of its own to be measured by.
    """
    group_of = _group_of(groups)
    known = {
        (one, other): value
        for (one, other), value in hold.items()
        if len(groups[group_of[one]]) > 1 and len(groups[group_of[other]]) > 1
    }
    near = [(groups[one], groups[other]) for one, other in _neighbours(groups, group_of, pairs, days)]
    more = held((pair for pair in between(near) if pair not in known), pairs.fields)
    grouping = _Grouping(groups, known | more, GOING_ON, days=days)
    grouping.join()
    return grouping.told()


def _neighbours(groups: list[list[int]], group_of: Numbers, pairs: Pairs, days: Values) -> list[tuple[int, int]]:
    """Places of two groups, of two reports and more, that are alike and of the same few days."""
    ends = group_of[pairs.one], group_of[pairs.other]
    one, other = np.minimum(*ends), np.maximum(*ends)
    sizes = np.array([len(group) for group in groups], dtype=np.int64)
    apart = (one != other) & (sizes[one] > 1) & (sizes[other] > 1)
    keys, place = np.unique(one[apart] * len(groups) + other[apart], return_inverse=True)
    total = np.bincount(place, pairs.likeness[apart] - ELSEWHERE, minlength=len(keys))
    one, other = keys // max(1, len(groups)), keys % max(1, len(groups))
    alike = total / (sizes[one] * sizes[other]) + ELSEWHERE >= NEIGHBOURS
    first, last = (np.array([end(days[group]) for group in groups]) for end in (np.min, np.max))
    span = np.maximum(last[one], last[other]) - np.minimum(first[one], first[other])
    near = alike & (span <= FEW_DAYS)
    return list(zip(one[near].tolist(), other[near].tolist(), strict=True))


def _days(items: tuple[StoryItem, ...]) -> Values:
    """The day on which each was filed, counted from 1970; nan where nobody knows."""
    return np.array([item.filed.timestamp() // DAY_SECONDS if item.filed else math.nan for item in items])


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

    def __init__(
        self,
        groups: list[list[int]],
        alike: dict[tuple[int, int], float],
        threshold: float,
        *,
        tight: float = TIGHT,
        days: Values | None = None,
    ) -> None:
        """`alike` by pairs of members. With `days`, of each member, groups join only within FEW_DAYS."""
        self.groups = {number: list(group) for number, group in enumerate(groups)}
        self._threshold = threshold
        self._tight = tight
        self._days = days
        self._inner = dict.fromkeys(self.groups, 0.0)
        self._links: dict[int, dict[int, float]] = defaultdict(dict)
        group_of = _group_of(groups).tolist()
        for pair, value in alike.items():
            one, other = (group_of[member] for member in pair)
            if one == other:
                self._inner[one] += value
            else:
                self._links[one][other] = self._links[other][one] = self._links[one].get(other, 0.0) + value
        self._heap: list[tuple[float, int, int]] = []
        for one, mates in self._links.items():
            for other in mates:
                if one < other:
                    self._consider(one, other)

    def join(self) -> None:
        """Join the two groups that are most alike until none are alike enough."""
        fresh = len(self.groups)
        while self._heap:
            _, one, other = heapq.heappop(self._heap)
            if one in self.groups and other in self.groups:
                self._merge(one, other, fresh)
                for mate in self._links[fresh]:
                    self._consider(mate, fresh)
                fresh += 1

    def told(self) -> list[list[int]]:
        """The groups by their first member, members in their order."""
        return sorted(sorted(group) for group in self.groups.values())

    def _consider(self, one: int, other: int) -> None:
        value = self._mean(one, other) - self._asked_beyond(one, other)
        if value >= self._threshold and self._in_time(one, other):
            heapq.heappush(self._heap, (-value, one, other))

    def _in_time(self, one: int, other: int) -> bool:
        if self._days is None:
            return True
        days = self._days[self.groups[one] + self.groups[other]]
        return bool(days.max() - days.min() <= FEW_DAYS)

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
