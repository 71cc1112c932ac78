"""Which id a story has: the one it had, whatever reports have joined it, left it or gone.

The rule, for the stories that the reports make now and the story that each report belonged to last:

1. A former story goes on in the story that holds most of its former reports; where two hold as many, in the one whose
   first report was filed first. Reports that were not in it have no say.
2. A story in which several go on keeps the oldest id, by the day and number in it; the other ids lead there.
3. A story in which none goes on is new. Its id is made from its first report's; where another story has that id, the
   next free number is taken. An id that led elsewhere since a merger, and is made from this same report, is taken back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from newsar_build.model.relations import Relations, Story

NUMBERS = 100_000
"""Five digits, as in a brief's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """The stories' ids, in the order of the stories, and which id leads to which since stories were merged."""

    ids: tuple[str, ...]
    merged: tuple[tuple[str, str], ...]


def name_stories(stories: tuple[tuple[str, ...], ...], former: Mapping[str, str], merged: Mapping[str, str]) -> Naming:
    """Ids for stories, each a tuple of brief ids in the order filed, the stories by their first report.

    `former` is the story each brief belonged to last, withdrawn ones included; `merged` what former builds merged.
    """
    heirs = _heirs(stories, {brief: _led_to(story, merged) for brief, story in former.items()})
    claims: list[list[str]] = [[] for _ in stories]
    for story, heir in heirs.items():
        claims[heir].append(story)
    kept = [min(each, key=age) if each else None for each in claims]
    joined = dict(merged) | {
        story: winner for each, winner in zip(claims, kept, strict=True) if winner for story in each if story != winner
    }
    taken = {each for each in kept if each} | {*former.values()} - joined.keys()
    ids: list[str] = []
    for briefs, winner in zip(stories, kept, strict=True):
        one = winner or _fresh(briefs[0], taken, joined)
        taken.add(one)
        joined.pop(one, None)
        ids.append(one)
    return Naming(ids=tuple(ids), merged=tuple(sorted((story, _led_to(story, joined)) for story in joined)))


def story_id(brief: str) -> str:
    """The id of a story whose first report is this brief, if it has none yet."""
    prefix, _, rest = brief.partition("-")
    return f"{prefix}-S-{rest}"


def age(story: str) -> tuple[str, str]:
    """What sorts story ids by age: the day and number, then the whole id."""
    return story.partition("-S-")[2], story


def renamed(relations: Relations, ids: Mapping[str, str]) -> Relations:
    """The relations with each story under its id; `ids` by the ids that they use now."""
    if all(old == new for old, new in ids.items()):
        return relations

    def told(story: Story) -> Story:
        return replace(story, id=ids[story.id])

    def all_told(stories: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(ids[each] for each in stories)

    return replace(
        relations,
        briefs=tuple(replace(each, story=told(each.story)) if each.story else each for each in relations.briefs),
        entities=tuple(replace(each, stories=all_told(each.stories)) for each in relations.entities),
        topics=tuple(replace(each, stories=all_told(each.stories)) for each in relations.topics),
        outlets=tuple(replace(each, stories=all_told(each.stories)) for each in relations.outlets),
        stories=tuple(sorted((told(each) for each in relations.stories), key=lambda story: story.id)),
        editions=tuple(replace(each, stories=all_told(each.stories)) for each in relations.editions),
        coverage=tuple(replace(each, story=ids[each.story]) for each in relations.coverage),
    )


def _heirs(stories: tuple[tuple[str, ...], ...], former: Mapping[str, str]) -> dict[str, int]:
    """For each former story the place of the story in which it goes on, if there is one."""
    votes: dict[str, Counter[int]] = {}
    for place, briefs in enumerate(stories):
        for brief in briefs:
            if brief in former:
                votes.setdefault(former[brief], Counter())[place] += 1
    return {story: min(counted, key=lambda place: (-counted[place], place)) for story, counted in votes.items()}


def _led_to(story: str, merged: Mapping[str, str]) -> str:
    """The id at the end of the mergers; where they go round in a circle, the last before it closes."""
    passed = {story}
    while story in merged and merged[story] not in passed:
        story = merged[story]
        passed.add(story)
    return story


def _fresh(brief: str, taken: Collection[str], merged: Mapping[str, str]) -> str:
    first = story_id(brief)
    if first not in taken:
        return first
    stem, number = first[:-5], int(first[-5:])
    for step in range(1, NUMBERS):
        candidate = f"{stem}{(number + step) % NUMBERS:05d}"
        if candidate not in taken and candidate not in merged:
            return candidate
    raise ValueError(f"all {NUMBERS} story ids of this day are taken")
