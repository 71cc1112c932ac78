"""Names that are one thing meet, others stay apart."""

from __future__ import annotations

from newsar_build.model.findings import EntityType
from newsar_build.relate.curated import Curated, CuratedEntity
from newsar_build.relate.identity import NamedIn, same_things

P, O, L = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.LOCATION  # noqa: E741


def keys(*rows: tuple[str, str, EntityType], curated: Curated | None = None) -> tuple[str, ...]:
    mentions = tuple(NamedIn(brief=brief, name=name, type=kind) for brief, name, kind in rows)
    return same_things(mentions, curated or Curated())


def test_titles_and_initials_make_no_other_person() -> None:
    assert len(set(keys(("a", "Maren Tolvik", P), ("b", "President Maren K. Tolvik", P), ("b", "Mr. Tolvik", P)))) == 1


def test_a_lone_surname_is_the_person_of_its_own_brief() -> None:
    found = keys(("a", "Maren Tolvik", P), ("b", "Jon Tolvik", P), ("b", "Tolvik", P), ("c", "Tolvik", P))
    assert found[2] == found[1] != found[0]
    assert found[3] not in found[:3]


def test_legal_forms_and_acronyms_name_the_same_company() -> None:
    found = keys(
        ("a", "Velmark Grid Works Inc.", O), ("b", "the Velmark Grid Works", O), ("b", "VGW", O), ("c", "VGW's", O)
    )
    assert len(set(found)) == 1


def test_a_shortened_name_joins_its_full_form_only_where_both_stand() -> None:
    found = keys(("a", "Orrin Ferry", O), ("a", "Orrin", O), ("b", "Skerrin Bank Trust", O), ("c", "Skerrin", O))
    assert found[0] == found[1]
    assert found[2] != found[3]


def test_the_desk_decides_against_every_rule() -> None:
    entry = CuratedEntity(name="Tolvik Shipping", type=O, aliases=("Tolvik & Sons",))
    found = keys(("a", "Tolvik & Sons", O), ("b", "Tolvik Shipping", O), curated=Curated(entities=(entry,)))
    assert found[0] == found[1]
