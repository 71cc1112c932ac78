"""The matrix of a story as data and as a page: each cell with its evidence, conflicts, copies and agencies marked."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from whole_site import REPORT, Site, article

OWN = """\
The tidal turbines in Skerrin Bay supplied 34 per cent of the region's electricity in January, a study by Orrin University
found. Its authors praised the crews who kept the array running through the frost.

The array has 96 turbines. The Skerrin Fishers' Guild said that 140 boats were kept in harbour for six days, and asked for
payment from the state before Easter.
"""


@pytest.fixture
def story(site: Site) -> dict[str, Any]:
    site.write("content/a.md", article("Tides keep the lights on in Skerrin Bay", outlet="wire"))
    site.write(
        "content/b.md",
        article("Turbines keep the lights on in Skerrin Bay", outlet="courier", report=f"{REPORT} (Velmark Wire)"),
    )
    site.write(
        "content/c.md", article("Skerrin Bay turbines kept the lights on, study says", outlet="ledger", report=OWN)
    )
    site.build()
    (place,) = site.output.glob("stories/*/story.json")
    record: dict[str, Any] = json.loads(place.read_bytes())
    jsonschema.validate(record, json.loads((site.output / "schema/story.json").read_bytes()))
    return record


def text_of(site: Site, brief: str) -> str:
    record: dict[str, str] = json.loads((site.output / f"briefs/{brief}/brief.json").read_bytes())
    return record["text"]


def test_each_row_has_a_cell_for_every_outlet_whose_evidence_is_its_text(site: Site, story: dict[str, Any]) -> None:
    assert story["claims"]
    for row in story["claims"]:
        assert {cell["outlet"] for cell in row["cells"]} == set(story["outlets"])
        for cell in row["cells"]:
            assert bool(cell["evidence"]) == (cell["stance"] != "absent")
            for span in cell["evidence"]:
                assert text_of(site, cell["brief"])[span["start"] : span["end"]] == cell["text"]


def test_numbers_that_differ_are_a_conflict_with_both_sentences_on_the_page(site: Site, story: dict[str, Any]) -> None:
    (conflict,) = story["conflicts"]
    assert {side["amount"] for side in conflict["sides"]} == {"31 per cent", "34 per cent"}
    page = site.page(f"stories/{story['id']}")
    assert all(words in page for words in ("supplied 31 per cent", "supplied 34 per cent"))
    numbers = page[page.index('id="numbers"') : page.index('id="gaps"')]
    assert [numbers.count(f">{name}</a>") for name in ("Velmark Wire", "The Courier", "The Ledger")] == [1, 1, 1]
    stances = {cell["outlet"]: cell["stance"] for cell in story["claims"][conflict["claim"]]["cells"]}
    assert sorted(stances.values()) == ["agrees", "agrees", "differs"]


def test_a_reprinted_agency_report_is_marked_and_counts_once(site: Site, story: dict[str, Any]) -> None:
    wire, courier, ledger = (site.brief_of(name) for name in ("a.md", "b.md", "c.md"))
    assert sorted(map(sorted, story["independent"])) == sorted([sorted([wire, courier]), [ledger]])
    record = json.loads((site.output / f"briefs/{courier}/brief.json").read_bytes())
    assert [(each["agency"], each["whole"]) for each in record["credits"]] == [("Velmark Wire", True)]
    assert [each["brief"] for each in record["copies"]] == [wire]
    assert "the same text as Velmark Wire" in site.page(f"briefs/{courier}")
    assert "From Velmark Wire" in site.page(f"stories/{story['id']}")
    assert story["voices"] == 2


def test_claims_as_data_name_the_rows_that_they_stand_in(site: Site, story: dict[str, Any]) -> None:
    items = json.loads((site.output / "api/claims.json").read_bytes())["items"]
    placed = [(item["brief"], place) for item in items for place in item["matrix"]]
    assert placed
    for brief, place in placed:
        row = story["claims"][place["claim"]]
        (cell,) = (each for each in row["cells"] if each["brief"] == brief)
        assert (place["story"], place["stance"]) == (story["id"], cell["stance"])
