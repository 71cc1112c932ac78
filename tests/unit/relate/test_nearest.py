"""Which other briefs a brief's page names."""

from __future__ import annotations

from random import Random

from newsar_build.relate.nearest import RELATED_ENTITIES, nearest


def compared_with_all(
    main: dict[str, list[str]], mates: dict[str, list[str]], count: int
) -> dict[str, tuple[str, ...]]:
    """The rule without any short cut."""
    held = {entity: sum(entity in own for own in main.values()) for own in main.values() for entity in own}
    found = {}
    for brief, entities in main.items():
        scores = {
            other: sum(1 / held[entity] for entity in entities if entity in main[other])
            + (RELATED_ENTITIES if other in mates.get(brief, ()) else 0)
            for other in main
            if other != brief
        }
        ranked = sorted((each for each in scores if scores[each]), key=lambda each: (-scores[each], each))
        found[brief] = tuple(ranked[:count])
    return found


def test_the_nearest_briefs_are_those_that_a_comparison_with_all_would_find() -> None:
    chance = Random(4)  # noqa: S311  no secret
    names = [f"person/{number}" for number in range(60)]
    weights = [1 / (number + 1) for number in range(60)]
    main = {
        f"b{number:03d}": list(dict.fromkeys(chance.choices(names, weights, k=chance.randrange(RELATED_ENTITIES + 1))))
        for number in range(200)
    }
    story = chance.sample(sorted(main), 9)
    mates = dict.fromkeys(story, story)
    assert nearest(main, mates, 5) == compared_with_all(main, mates, 5)


def test_a_brief_of_the_same_story_comes_before_one_that_shares_a_name() -> None:
    main = {"a": ["person/maren-tolvik"], "b": [], "c": ["person/maren-tolvik"]}
    assert nearest(main, {"a": ["a", "b"], "b": ["a", "b"]}, 5) == {"a": ("b", "c"), "b": ("a",), "c": ("a",)}
