"""Makes newsar_build/weights/topics.json: `python -m training.topics --bench BENCH`.

Learns from one-sentence news of Wikipedia's Current events (CC BY-SA 4.0) and from the names and definitions of the
IPTC Media Topics (CC BY 4.0), which alone speak for the topics that no news set covers. Seeded; seconds on one core.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from newsar_build.analyse import lexicon, linear
from newsar_build.analyse.linear import Linear, Matrix
from training.linear import Recipe, balanced, learn, store

TOPIC_OF = {
    "Armed conflicts and attacks": "16000000",
    "Disasters and accidents": "03000000",
    "Law and crime": "02000000",
    "Politics and elections": "11000000",
    "International relations": "20000638",
    "Business and economy": "04000000",
    "Sports": "15000000",
    "Science and technology": "13000000",
    "Arts and culture": "01000000",
}
"""The topic that a category of the news set names."""
HEALTH, ENVIRONMENT, WEATHER = "07000000", "06000000", "17000000"
"""One category of the set; an item's own cue words say which of the first two it is."""
BELOW = "20000638"
"""International relations: the one topic below the top level, parted from politics where the set parts them."""
RECIPE = Recipe(lexicon="topics", groups=tuple(lexicon.grouped("topics")), cue_scale=0.3, strength=10.0)
DEFINITION = 0.3
"""What a definition counts beside a news item: it speaks of a topic in other words than news does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A news item with its day (ISO 8601) and its category in the set."""

    text: str
    day: str
    category: str


def news(bench: Path) -> list[Item]:
    """The items of the set, in its order."""
    place = bench / "09_topics" / "wce_category_time_split" / "dev_before_2026-03.jsonl"
    rows = (json.loads(line) for line in place.read_text(encoding="utf-8").splitlines())
    return [Item(text=row["text"], day=row["date"], category=row["category"]) for row in rows]


def definitions(bench: Path) -> list[tuple[str, str]]:
    """Each concept's name and definition, with the topic that holds it."""
    place = bench / "09_topics" / "iptc_mediatopics" / "cptall-en-US_2023-03-31.json"
    concepts = {each["qcode"][-8:]: each for each in json.loads(place.read_bytes())["conceptSet"]}
    found = []
    for code in sorted(concepts):
        concept = concepts[code]
        name = concept["prefLabel"].get("en-US", "")
        above = set(_above(code, concepts))
        holders = {BELOW} if BELOW in above else {each for each in above if each.endswith("000000")}
        if name and len(holders) == 1 and not concept.get("retired"):
            found.append((f"{name}: {concept.get('definition', {}).get('en-US', '')}", holders.pop()))
    return found


def topic_of(items: Sequence[Item], rows: Matrix) -> list[str]:
    """The topic of each item."""
    cues = rows[:, -len(RECIPE.groups) :]
    codes = [each[:8] for each in RECIPE.groups]
    health = cues[:, codes.index(HEALTH)]
    nature = cues[:, codes.index(ENVIRONMENT)] + cues[:, codes.index(WEATHER)]
    return [
        TOPIC_OF.get(item.category) or (HEALTH if health[place] >= nature[place] else ENVIRONMENT)
        for place, item in enumerate(items)
    ]


def as_rows(texts: Sequence[str]) -> Matrix:
    """The features of texts."""
    return linear.features(texts, RECIPE.lexicon, RECIPE.groups, RECIPE.cue_scale)


def learnt(items: Sequence[Item], rows: Matrix, extra: Matrix, extra_topics: Sequence[str]) -> Linear:
    """A model of news items (all categories weigh the same) and of definitions, `extra`."""
    importance = np.concatenate([balanced([each.category for each in items]), np.full(len(extra), DEFINITION)])
    judged = np.arange(len(importance)) < len(items)
    return learn(RECIPE, np.vstack([rows, extra]), [*topic_of(items, rows), *extra_topics], importance, judged)


def _above(code: str, concepts: Mapping[str, dict[str, object]]) -> Iterator[str]:
    yield code
    broader = concepts[code].get("broader", []) if code in concepts else []
    for each in [broader] if isinstance(broader, str) else list(broader if isinstance(broader, list) else []):
        yield from _above(each[-8:], concepts)


def main() -> None:
    """Learn from every item and definition, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    bench = parser.parse_args().bench
    items, known = news(bench), definitions(bench)
    rows, extra = as_rows([each.text for each in items]), as_rows([text for text, _ in known])
    print(f"wrote {store(learnt(items, rows, extra, [topic for _, topic in known]), 'topics')}")


if __name__ == "__main__":
    main()
