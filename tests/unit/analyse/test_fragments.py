"""Names that the tagger cut wrongly, mended by the words around them."""

from __future__ import annotations

import pytest

from newsar_build.analyse.fragments import completed
from newsar_build.model.findings import EntityType

P, O, L = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.LOCATION  # noqa: E741


def mended(text: str, *names: tuple[str, EntityType], outlet: str = "") -> list[tuple[str, EntityType]]:
    """What becomes of these names, each where it first stands in the text."""
    placed = sorted((text.index(name), text.index(name) + len(name), kind) for name, kind in names)
    return [(text[start:end], kind) for start, end, kind in completed(text, placed, outlet)]


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("Jon Bremer of Orrin spoke.", ("Jon Bremer of", P), [("Jon Bremer", P)]),
        ("It left Orrin—for good.", ("Orrin—for", L), [("Orrin", L)]),
        ("The Orrin-based firm grew.", ("Orrin-based", L), [("Orrin", L)]),
        ("House Minority Leader Ida Ward met us.", ("House Minority", O), [("House", O)]),
        ("The Department of, as they say, doors.", ("Department of", O), []),
        ("Write to ida@orrin.org now.", ("ida@orrin.org", P), []),
        ("Jon Bremer (I., Vt.) spoke.", ("Vt", L), []),
        ("The carrier USS Ida Ward sank.", ("Ida Ward", P), [("USS Ida Ward", EntityType.PRODUCT)]),
        ("Hurricane Ida hit the coast.", ("Hurricane Ida", L), [("Hurricane Ida", EntityType.EVENT)]),
        ("They met in St. Olaf's Square.", ("St.", L), [("St. Olaf's Square", EntityType.FACILITY)]),
        ("Orrel, a charity for divers, bought boats.", ("Orrel", P), [("Orrel", O)]),
        ("Ward, a charity worker, bought boats.", ("Ward", P), [("Ward", P)]),
    ],
)
def test_a_name_is_cut_typed_or_left_out(
    text: str, name: tuple[str, EntityType], wanted: list[tuple[str, EntityType]]
) -> None:
    assert mended(text, name) == wanted


def test_an_outlet_that_names_itself_is_no_person() -> None:
    assert mended("Mother Tolvik asks for gifts.", ("Mother Tolvik", P), outlet="Mother Tolvik") == [
        ("Mother Tolvik", O)
    ]


def test_two_names_that_a_hyphen_joins_are_two_where_the_report_has_them_apart() -> None:
    text = "Tolvik and the Tide Guard met. The Tolvik-Tide Guard deal fell, and Orrin-Skerry Ferries won it."
    names = [("Tolvik", O), ("Tide Guard", O), ("Tolvik-Tide Guard", O), ("Orrin-Skerry Ferries", O)]
    assert [name for name, _ in mended(text, *names)] == [
        "Tolvik", "Tide Guard", "Tolvik", "Tide Guard", "Orrin-Skerry Ferries",
    ]  # fmt: skip
