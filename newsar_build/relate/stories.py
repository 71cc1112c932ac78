"""Stories: which reports tell the same event.

Each report is a TF-IDF vector of its headline and opening words, names counting double. Two reports are similar by the
cosine, less the further apart they were filed; groups are joined, most similar first, as long as the mean similarity
between them (average link) stays above the threshold.
"""

from __future__ import annotations

import heapq
import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from newsar_build.relate.config import RelateConfig

OPENING = 220
"""Words: news tells the event first."""
HEADLINE = 2
NAME = 2
COMMON = 0.08
"""A word in a larger share of the reports tells no event apart from another."""
FEW = 40
"""Below so many reports, no share of them says that a word is common."""
DAY_SECONDS = 86_400
DAY_COST = 0.05
"""What each day between two reports takes from their similarity."""
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryItem:
    """What a story is told by: any text; `filed` None where nobody knows."""

    id: str
    headline: str
    text: str
    filed: datetime | None


Vector = dict[str, float]


def group_stories(items: tuple[StoryItem, ...], config: RelateConfig) -> tuple[tuple[str, ...], ...]:
    """Ids by story, every id exactly once, a report alone in a group of its own.

    Groups are sorted by their first member, members by filed date and id. Not sensitive to the order of `items`.
    """
    ordered = sorted(items, key=lambda item: (item.filed.timestamp() if item.filed else math.inf, item.id))
    similar = _similarities(ordered, config)
    groups = _average_link(len(ordered), similar, config.story_similarity)
    return tuple(tuple(ordered[index].id for index in group) for group in groups)


def _similarities(items: list[StoryItem], config: RelateConfig) -> dict[tuple[int, int], float]:
    vectors = _vectors(items)
    postings: dict[str, list[int]] = defaultdict(list)
    found: dict[tuple[int, int], float] = {}
    floor = config.story_similarity / 2
    for index, vector in enumerate(vectors):
        scores: dict[int, float] = defaultdict(float)
        near = _first_near(items, index, config.story_days)
        for word, weight in vector.items():
            holders = postings[word]
            for other in holders[bisect_left(holders, near) :]:
                scores[other] += weight * vectors[other][word]
            holders.append(index)
        for other, cosine in scores.items():
            value = cosine - _distance(items[other], items[index], config.story_days)
            if value >= floor:
                found[other, index] = value
    return found


def _first_near(items: list[StoryItem], index: int, most: int) -> int:
    """The first report, in order of filing, that is not too many days before this one."""
    filed = items[index].filed
    if filed is None:
        return 0
    earliest = filed.timestamp() - most * DAY_SECONDS
    return bisect_left(items, earliest, hi=index, key=lambda item: item.filed.timestamp() if item.filed else math.inf)


def _distance(one: StoryItem, other: StoryItem, most: int) -> float:
    if one.filed is None or other.filed is None:
        return 0.0
    days = abs((one.filed - other.filed).total_seconds()) / DAY_SECONDS
    return math.inf if days > most else DAY_COST * days


def _vectors(items: list[StoryItem]) -> list[Vector]:
    counts = [_counts(item) for item in items]
    frequency = Counter(word for count in counts for word in count)
    most = max(COMMON * len(items), min(len(items), FEW))
    vectors = []
    for count in counts:
        raw = {
            word: (1 + math.log(times)) * math.log(1 + len(items) / frequency[word])
            for word, times in sorted(count.items())
            if frequency[word] <= most
        }
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        vectors.append({word: weight / length for word, weight in raw.items()})
    return vectors


def _counts(item: StoryItem) -> Counter[str]:
    words = _WORD.findall(item.text)[:OPENING]
    count: Counter[str] = Counter()
    for word in words:
        count[_stem(word)] += NAME if word[:1].isupper() else 1
    for word in _WORD.findall(item.headline):
        count[_stem(word)] += HEADLINE
    return Counter({word: times for word, times in count.items() if len(word) > 2})  # noqa: PLR2004


def _stem(word: str) -> str:
    """Case and common English endings make no other word."""
    lower = word.lower().removesuffix("’s").removesuffix("'s")
    for ending in ("ing", "ed", "es", "s"):
        if lower.endswith(ending) and len(lower) > len(ending) + 3:
            return lower.removesuffix(ending)
    return lower


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


def tightness(ids: Iterable[str], items: tuple[StoryItem, ...], config: RelateConfig) -> float:
    """Mean similarity among the members of a story, 0–1."""
    wanted = set(ids)
    members = [item for item in items if item.id in wanted]
    pairs = len(members) * (len(members) - 1) / 2
    return round(min(1.0, sum(_similarities(members, config).values()) / pairs), 3) if pairs else 1.0
