"""Stories: which reports tell the same event.

Groups of reports are joined, most alike first, as long as the mean likeness between them (average link; `closeness`
says how reports are alike) stays above the threshold. A story that develops grows along the days by reports that are
like those already in it; a report like a few of them only stays out.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from dataclasses import dataclass

from newsar_build.relate.closeness import ELSEWHERE, StoryItem, close_pairs
from newsar_build.relate.config import RelateConfig

FAR = 0.08
"""Likeness below which reports count as not compared: it only slows the joining down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One story: the ids of its reports in the order filed; `likeness` is their mean likeness, 0–1."""

    ids: tuple[str, ...]
    likeness: float


def group_stories(items: tuple[StoryItem, ...], config: RelateConfig) -> tuple[tuple[str, ...], ...]:
    """Ids by story, every id exactly once, a report alone in a group of its own.

    Groups are sorted by their first member, members by filed date and id. Not sensitive to the order of `items`.
    """
    return tuple(each.ids for each in tell_stories(items, config))


def tell_stories(items: tuple[StoryItem, ...], config: RelateConfig) -> tuple[Telling, ...]:
    """As group_stories, with how alike the reports of each story are."""
    ordered = tuple(sorted(items, key=lambda item: (item.filed.timestamp() if item.filed else math.inf, item.id)))
    pairs = close_pairs(ordered)
    near = pairs.likeness >= FAR
    ends = zip(pairs.one[near].tolist(), pairs.other[near].tolist(), strict=True)
    alike = dict(zip(ends, pairs.likeness[near].tolist(), strict=True))
    groups = _average_link(
        len(ordered),
        {pair: value - ELSEWHERE for pair, value in alike.items()},
        config.story_similarity - ELSEWHERE,
    )
    return tuple(
        Telling(ids=tuple(member.id for member in members), likeness=_tightness(members))
        for members in (tuple(ordered[index] for index in group) for group in groups)
    )


def _tightness(members: tuple[StoryItem, ...]) -> float:
    """Mean likeness of a story's reports among themselves: what is told elsewhere that day does not move it."""
    count = len(members) * (len(members) - 1) / 2
    if not count:
        return 1.0
    found = close_pairs(members).likeness
    total = float(found.sum()) + ELSEWHERE * (count - len(found))
    return round(min(1.0, total / count), 3)


def _average_link(count: int, similar: dict[tuple[int, int], float], threshold: float) -> list[list[int]]:
    """Agglomerate by mean similarity; pairs that are not in `similar` count 0."""
    groups: dict[int, list[int]] = {index: [index] for index in range(count)}
    links: dict[int, dict[int, float]] = defaultdict(dict)
    heap: list[tuple[float, int, int]] = []
    for (one, other), value in similar.items():
        links[one][other] = links[other][one] = value
        heap.append((-value, one, other))
    heapq.heapify(heap)
    fresh = count
    while heap:
        negative, one, other = heapq.heappop(heap)
        if -negative < threshold:
            break
        if one not in groups or other not in groups:
            continue
        groups[fresh] = groups.pop(one) + groups.pop(other)
        merged = _merge_links(links, one, other, groups)
        for neighbour, total in merged.items():
            links[fresh][neighbour] = links[neighbour][fresh] = total
            mean = total / (len(groups[fresh]) * len(groups[neighbour]))
            heapq.heappush(heap, (-mean, min(fresh, neighbour), max(fresh, neighbour)))
        fresh += 1
    return sorted(sorted(group) for group in groups.values())


def _merge_links(
    links: dict[int, dict[int, float]], one: int, other: int, groups: dict[int, list[int]]
) -> dict[int, float]:
    """Sums of similarities from the joined group to each group still there."""
    merged: dict[int, float] = defaultdict(float)
    for side in (one, other):
        for neighbour, total in links.pop(side).items():
            if neighbour in groups:
                merged[neighbour] += total
                links[neighbour].pop(side, None)
    return dict(sorted(merged.items()))
