"""Which other briefs a brief's page names: those of its story first, then those that share its rarest main entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

RELATED_ENTITIES = 6
"""The most salient entities by which briefs are related; to be of one story counts as much as to share all of them."""
SURELY = 1e-9
"""More than sums of the same parts in another order can differ by."""


def nearest(
    main: Mapping[str, Sequence[str]], mates: Mapping[str, Sequence[str]], count: int
) -> dict[str, tuple[str, ...]]:
    """For each brief the `count` nearest others, nearest first.

    `main` are each brief's main entities, `mates` the briefs of its story, where it is of one. An entity counts one
    over the number of briefs that have it.
    """
    holders: dict[str, list[str]] = defaultdict(list)
    for brief, entities in main.items():
        for entity in entities:
            holders[entity].append(brief)
    rare = {entity: 1 / len(held) for entity, held in holders.items()}
    found = {}
    for brief, entities in main.items():
        told = frozenset(mates.get(brief, ()))
        near = {*_sharing(entities, holders, rare, count), *told} - {brief}
        scores = {
            other: sum((rare[entity] for entity in entities if entity in main[other]), 0.0)
            + (RELATED_ENTITIES if other in told else 0)
            for other in near
        }
        found[brief] = tuple(sorted(scores, key=lambda each: (-scores[each], each))[:count])
    return found


def _sharing(
    entities: Sequence[str], holders: Mapping[str, list[str]], rare: Mapping[str, float], count: int
) -> dict[str, float]:
    """Briefs that share the rarer of these entities: all that can be among the `count` nearest.

    Those who share only the commoner ones are left out as soon as more briefs are surely nearer than they can be: else
    each brief would be compared with all that name a president.
    """
    scores: dict[str, float] = defaultdict(float)
    rarest = sorted(entities, key=rare.__getitem__, reverse=True)
    for place, entity in enumerate(rarest):
        for other in holders[entity]:
            scores[other] += rare[entity]
        beyond = sum(rare[each] for each in rarest[place + 1 :]) + SURELY
        if sum(score > beyond for score in scores.values()) > count:
            break
    return scores
