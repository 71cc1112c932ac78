"""Who appears with whom."""

from __future__ import annotations

from newsar_build.model.findings import EntityType
from newsar_build.model.relations import Companion, Edge, Entity, Node
from newsar_build.relate.connections import Web, companions

TOLVIK, SKERRIN = "person/maren-tolvik", "location/skerrin"


def companions_among(briefs: int) -> tuple[Companion, ...]:
    """Whom somebody appears with in an archive of so many briefs."""
    web = Web(
        nodes={
            TOLVIK: Node(id=TOLVIK, name="Maren Tolvik", kind="Person", weight=3),
            SKERRIN: Node(id=SKERRIN, name="Skerrin", kind="Location", weight=8),
        },
        edges={(SKERRIN, TOLVIK): Edge(a=SKERRIN, b=TOLVIK, shared=2)},
        neighbours={TOLVIK: {SKERRIN: 2}, SKERRIN: {TOLVIK: 2}},
        strongest={TOLVIK: (SKERRIN,), SKERRIN: (TOLVIK,)},
        of_brief={},
        briefs=briefs,
    )
    return companions(web, TOLVIK, {SKERRIN: Entity(id=SKERRIN, name="Skerrin", type=EntityType.LOCATION)})


def test_an_unrelated_brief_leaves_the_dossiers_of_a_large_archive_as_they_were() -> None:
    assert companions_among(2_528) == companions_among(2_529)


def test_how_much_oftener_two_appear_together_than_by_chance_is_told_to_two_digits() -> None:
    assert [each.lift for each in companions_among(2_529)] == [210.0]
    assert [each.lift for each in companions_among(29)] == [2.4]
