"""Names that are one thing meet, others stay apart."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest

from newsar_build.model.findings import Entities, EntityFinding, EntityType, Span
from newsar_build.relate.curated import Curated, CuratedEntity, Split
from newsar_build.relate.identity import NamedIn, identify, same_things

P, O, L, G = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.LOCATION, EntityType.GROUP  # noqa: E741


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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("William Hartwell", "Bill Hartwell"),
        ("Bob Hartwell", "Bobby Hartwell"),
        ("Joseph R. Hartwell Jr.", "Joe Hartwell"),
        ("M. Hartwell", "Maren Hartwell"),
        ("Osman bin Tarel", "bin Tarel"),
    ],
)
def test_fond_forms_and_initials_are_the_same_person(one: str, other: str) -> None:
    assert len(set(keys(("a", one, P), ("b", other, P)))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maren Hartwell", "Jon Hartwell"),
        ("Alexander Hartwell", "Alexandra Hartwell"),
        ("Jon W. Hartwell", "Jon H. W. Hartwell"),
        ("Pat Hartwell", "Bill Hartwell"),
    ],
)
def test_people_who_share_a_surname_stay_apart(one: str, other: str) -> None:
    assert len(set(keys(("a", one, P), ("a", other, P)))) == 2


def test_a_son_stays_apart_from_the_father_whom_the_same_report_names() -> None:
    rows = ("a", "Jon Hartwell Jr.", P), ("a", "Jon Hartwell", P), ("b", "Hartwell Jr.", P)
    son, father, lone = keys(*rows)
    assert son == lone != father


def test_a_surname_that_one_person_mostly_has_is_that_person() -> None:
    many = [(str(number), "Maren Tolvik", P) for number in range(10)]
    found = keys(*many, ("x", "Jon Tolvik", P), ("y", "Tolvik", P))
    assert found[-1] == found[0] != found[-2]


@pytest.mark.parametrize(
    "names",
    [
        (("the US", L), ("U.S.", L), ("United States", L), ("America", L)),
        (("EU", O), ("European Union", O)),
        (("Britain", L), ("the UK", L)),
        (("Fla.", L), ("Florida", L)),
        (("Department of the Tides", O), ("Tides Department", O)),
        (("Skerrin Bay Defence Centre", O), ("Skerrin Bay Defense Center", O)),
        (("Norlunder", G), ("Norlunders", G)),
        (("Office for Tidal Control", O), ("Office for Tidal Control and Prevention", O)),
    ],
)
def test_other_ways_to_write_a_name_are_the_same_thing(names: tuple[tuple[str, EntityType], ...]) -> None:
    assert len(set(keys(*((str(number), name, kind) for number, (name, kind) in enumerate(names))))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tolvik v. Velmark", "Velmark"),
        ("Harbour Union of northern Orrin", "Orrin"),
        ("U.S. Tide Department", "Orrin Tide Department"),
    ],
)
def test_who_stands_in_a_longer_name_is_another_thing(one: str, other: str) -> None:
    assert len(set(keys(("a", one, O), ("b", other, O)))) == 2


def test_what_no_other_country_has_is_one_with_its_country_and_without() -> None:
    assert (
        len(
            set(
                keys(
                    ("a", "U.S. Cable and Tide Administration Office", O),
                    ("b", "Cable and Tide Administration Office", O),
                )
            )
        )
        == 1
    )


def test_two_bodies_that_a_report_names_together_are_neither() -> None:
    found = keys(
        ("a", "Houses of Tide", O),
        ("a", "Houses of Tide and Office of Cable Repair", O),
        ("b", "Office of Cable Repair", O),
    )
    assert found[0] != found[1]


def test_the_opening_by_which_reports_call_a_body_is_that_body_in_others() -> None:
    told = [
        report(brief, "Skerry News spoke. Skerry left.", ("Skerry News", O, "Skerry News|Skerry")) for brief in "abc"
    ]
    alone = report("d", "Skerry is late.", ("Skerry", O, "Skerry"))
    assert dossiers(*told, alone)["organization/skerry-news"]["d"] == ["Skerry"]
    assert "organization/skerry" in dossiers(*told[:2], alone)


def test_the_state_senate_is_not_the_senate() -> None:
    assert len(set(keys(("a", "the Senate", O), ("b", "the state Senate", O), ("c", "the US Senate", O)))) == 2


def test_the_seat_of_an_office_is_the_same_whoever_holds_it() -> None:
    assert len(set(keys(("a", "the White House", O), ("b", "the Dorn White House", O)))) == 1


def test_an_airline_that_is_called_after_a_people_is_not_the_people() -> None:
    people = [(str(number), "Velmark", G) for number in range(4)]
    assert len(set(keys(*people, ("x", "Velmark", O), ("x", "Velmark Airlines", O)))) == 2


def test_two_companies_named_together_are_neither() -> None:
    assert len(set(keys(("a", "Tolvik Motors and Orrin", O), ("a", "Tolvik Motors", O)))) == 2


def test_a_place_and_a_person_of_one_name_are_two_and_a_slip_of_the_tagger_is_none() -> None:
    places = [(f"p{number}", "Orrin", L) for number in range(9)]
    people = [(f"q{number}", "Orrin", P) for number in range(4)]
    assert len(set(keys(*places, *people, ("r", "Jon Orrin", P)))) == 2
    assert len(set(keys(*places, *people))) == 1
    assert len(set(keys(*places, people[0]))) == 1


def report(brief: str, text: str, *findings: tuple[str, EntityType, str], headline: str = "") -> Any:
    """A brief whose findings are (name, type, forms parted by |); a form stands for itself wherever nothing longer does."""
    longest = sorted({form for _, _, forms in findings for form in forms.split("|")}, key=len, reverse=True)
    spans = [(each[0], Span(start=each.start(), end=each.end())) for each in re.finditer("|".join(longest), text)]
    items = tuple(
        EntityFinding(
            name=name, type=kind, salience=1.0, aliases=tuple(forms.split("|")),
            mentions=tuple(span for form, span in spans if form in forms.split("|")),
        )
        for name, kind, forms in findings
    )  # fmt: skip
    article = SimpleNamespace(text=text, headline=headline)
    return cast(
        "Any",
        SimpleNamespace(
            brief=SimpleNamespace(id=brief, article=article),
            analysis=SimpleNamespace(entities=Entities(items=items)),
        ),
    )


def dossiers(*reports: Any, curated: tuple[CuratedEntity, ...] = ()) -> dict[str, dict[str, list[str]]]:
    """By dossier and brief, the mentions as they are written."""
    found: dict[str, dict[str, list[str]]] = {}
    text = {each.brief.id: each.brief.article.text for each in reports}
    for brief, entities in identify(reports, Curated(entities=curated)).in_brief.items():
        for one in entities:
            mentions = [text[brief][span.start : span.end] for span in one.mentions]
            found.setdefault(one.entity.id, {})[brief] = mentions
    return found


GRID = report(
    "a", "The Velmark Grid Office failed. Velmark waits.", ("Velmark Grid Office", O, "Velmark Grid Office|Velmark")
)
COUNTRY = report("b", "Velmark is small.", ("Velmark", L, "Velmark"))


def test_a_bodys_first_word_that_is_a_place_elsewhere_is_the_place() -> None:
    assert dossiers(GRID, COUNTRY) == {
        "organization/velmark-grid-office": {"a": ["Velmark Grid Office"]},
        "location/velmark": {"a": ["Velmark"], "b": ["Velmark"]},
    }


def test_who_holds_an_office_is_not_its_seat() -> None:
    seat = report(
        "a", "The Tolvik White House waits. Tolvik spoke.", ("Tolvik White House", O, "Tolvik White House|Tolvik")
    )
    plain = [report(f"p{n}", "The White House waits.", ("White House", O, "White House")) for n in range(2)]
    known = [report(str(n), "Maren Tolvik spoke. Tolvik left.", ("Tolvik", P, "Tolvik")) for n in range(3)]
    assert dossiers(seat, *plain, *known)["organization/white-house"]["a"] == ["Tolvik White House"]


def test_a_surname_in_a_report_that_names_a_relative_in_passing_is_the_well_known_bearers() -> None:
    known = [report(str(n), "Maren Tolvik spoke.", ("Maren Tolvik", P, "Maren Tolvik")) for n in range(6)]
    text = "Tolvik spoke. Tolvik left with Edda Tolvik."
    found = dossiers(*known, report("x", text, ("Edda Tolvik", P, "Edda Tolvik|Tolvik")))
    assert found["person/maren-tolvik"]["x"] == ["Tolvik", "Tolvik"]
    assert found["person/edda-tolvik"] == {"x": ["Edda Tolvik"]}


def test_a_lone_surname_is_the_one_whom_the_headline_names_in_full() -> None:
    known = [report(name, f"{name} spoke.", (name, P, name)) for name in ("Maren Tolvik", "Jon Tolvik")]
    found = dossiers(*known, report("x", "Tolvik left.", ("Tolvik", P, "Tolvik"), headline="Why Maren Tolvik left"))
    assert found["person/maren-tolvik"]["x"] == ["Tolvik"]


def test_the_desk_splits_a_name_off_everywhere_or_in_the_briefs_that_it_lists() -> None:
    office = CuratedEntity(name="Velmark Grid Office", type=O, splits=(Split(name="Velmark", briefs=("a",)),))
    other = report(
        "c", "Velmark Grid Office. Velmark.", ("Velmark Grid Office", O, "Velmark Grid Office|Velmark")
    )  # fmt: skip
    found = dossiers(GRID, other, curated=(office,))
    assert found["organization/velmark-grid-office"] == {
        "a": ["Velmark Grid Office"],
        "c": ["Velmark Grid Office", "Velmark"],
    }
    assert found["organization/velmark"] == {"a": ["Velmark"]}


def test_the_desk_tells_namesakes_apart() -> None:
    two = [report(brief, "Jon Bremer won.", ("Jon Bremer", P, "Jon Bremer")) for brief in ("a", "b")]
    entry = CuratedEntity(name="Jon Bremer", type=P, slug="jon-bremer-keeper", briefs=("b",))
    assert set(dossiers(*two, curated=(entry,))) == {"person/jon-bremer", "person/jon-bremer-keeper"}
    split = CuratedEntity(name="Jon Bremer", type=P, splits=(Split(name="Jon Bremer", briefs=("b",)),))
    assert set(dossiers(*two, curated=(split,))) == {"person/jon-bremer", "person/jon-bremer-other"}


def test_the_desk_merges_dossiers_by_their_address() -> None:
    reports = (
        report("a", "Maren Tolvik.", ("Maren Tolvik", P, "Maren Tolvik")),
        report("b", "The Tide Lady.", ("Tide Lady", P, "Tide Lady")),
    )
    entry = CuratedEntity(name="Maren Tolvik", type=P, merges=("person/tide-lady",), description="Director.")
    assert dossiers(*reports, curated=(entry,)) == {"person/maren-tolvik": {"a": ["Maren Tolvik"], "b": ["Tide Lady"]}}
    (entity,) = identify(reports, Curated(entities=(entry,))).entities.values()
    assert entity.description == "Director."


def test_the_desk_decides_against_every_rule() -> None:
    entry = CuratedEntity(name="Tolvik Shipping", type=O, aliases=("Tolvik & Sons",))
    found = keys(("a", "Tolvik & Sons", O), ("b", "Tolvik Shipping", O), curated=Curated(entities=(entry,)))
    assert found[0] == found[1]


def test_a_company_of_the_desk_does_not_take_the_city_that_it_is_called_after() -> None:
    entry = CuratedEntity(name="Orrin Group", type=O)
    found = keys(
        ("a", "Orrin", L), ("a", "Orrin Group", O), ("b", "Orrin", O), ("c", "the Orrin Group", P),
        curated=Curated(entities=(entry,)),
    )  # fmt: skip
    assert found[1] == found[2] == found[3] == f"={entry.id}"
    assert found[0] != found[1]


def test_an_alias_with_a_rank_of_the_desk_does_not_take_the_bare_surname() -> None:
    entry = CuratedEntity(name="Maren Tolvik", type=P, aliases=("commander Tolvik",))
    rows = (("a", "commander Tolvik", P), ("b", "Jon Tolvik", P), ("b", "Tolvik", P), ("c", "Maren Tolvik", P))
    found = keys(*rows, curated=Curated(entities=(entry,)))

    assert found[0] == found[3]
    assert found[1] == found[2] != found[0]
