"""Corroboration: claims meet where they say the same, and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from newsar_build.config import Config
from newsar_build.model.brief import Brief, Lean, Outlet, Rating
from newsar_build.model.findings import AnalysedBrief
from newsar_build.model.relations import Coverage, Stance, Story
from newsar_build.read.plain import plain_article
from newsar_build.relate.curated import Curated
from newsar_build.relate.identity import identify
from newsar_build.relate.perspective import cover
from newsar_build.steps.analysing import analyse_one, setup_of

LEANS = {"north": Rating.LEFT, "south": Rating.LEFT, "east": Rating.RIGHT, "west": Rating.RIGHT}
REPORTS = {
    "north": "The ferry Alma sank off Tolmark harbour on Monday. Twelve passengers were injured when the ferry sank. "
    "The company had ignored three warnings from harbour inspectors about a broken pump.",
    "south": "The ferry Alma sank off Tolmark harbour on Monday. Nine passengers were injured when the ferry sank. "
    "Harbour inspectors had given the company three warnings about a broken pump.",
    "east": "The ferry Alma sank off Tolmark harbour on Monday. Twelve passengers were injured when the ferry sank. "
    "Tickets for the route will be refunded until the end of the month.",
    "west": "The ferry Alma sank off Tolmark harbour on Monday. The mayor laid flowers on the quay at noon.",
}
TOLL = {
    "north": "At least 12 people died when the ferry Alma sank off Tolmark on Monday. The ship was carrying 240 "
    "passengers when it struck a reef near Gull Rock. Its owner, Ida Pask, said the company would cooperate.",
    "south": "A ferry with 310 passengers aboard hit a reef near Gull Rock and went down off Tolmark on Monday, killing "
    "at least a dozen people. The owner, Ida Pask, told reporters that crews had been trained.",
    "east": "Fourteen people died when the ship ran aground on Monday, it was said at the quay. The ship struck a reef "
    "off Tolmark with 240 passengers aboard. Ticket prices will rise by 3 per cent in spring.",
    "west": "The ship, which carried 240 passengers, hit a reef near Gull Rock on Monday. Twelve passengers died when the "
    "ferry Alma sank off Tolmark. Ticket prices will rise by 3 percentage points in spring.",
}  # fmt: skip
"""One event in the words of four: what is one claim, and what only looks like it."""


@cache
def coverage() -> Coverage:
    return covered(REPORTS)


@cache
def toll() -> Coverage:
    return covered(TOLL)


def covered(reports: dict[str, str]) -> Coverage:
    setup = setup_of(Config(), Path("config.yaml"))
    made = []
    for number, (key, text) in enumerate(reports.items()):
        article = plain_article(
            text, name=key, headline="Ferry sinks off Tolmark", outlet=key,
            filed=datetime(2026, 2, 1, number, tzinfo=UTC), filed_has_time=True, language="en",
        )  # fmt: skip
        lean = (Lean(rating=LEANS[key], rater="Panel", dated="2026"),)
        brief = Brief(id=f"NSR-2026-0201-0000{number}", article=article, outlet=Outlet(key=key, name=key, lean=lean))
        made.append(AnalysedBrief(brief=brief, analysis=analyse_one(setup, brief)))
    members = tuple(made)
    ids = tuple(each.brief.id for each in members)
    day = members[0].brief.article.day
    story = Story(
        id="S", headline="Ferry sinks", briefs=ids, outlets=tuple(reports), first=day, last=day, similarity=1.0,
        independent=tuple((each,) for each in ids),
    )  # fmt: skip
    named = identify(members, Curated()).in_brief
    return cover(story, members, named, tuple(each.brief.outlet for each in members))


def line_of(words: str) -> int:
    (found,) = (place for place, line in enumerate(coverage().lines) if words in line.text)
    return found


def test_a_claim_that_all_make_is_one_row_with_a_cell_for_each() -> None:
    line = coverage().lines[line_of("sank off Tolmark")]
    assert {cell.outlet for cell in line.cells} == set(REPORTS)
    assert line.voices == 4


def test_another_number_for_the_same_thing_differs_and_is_a_conflict() -> None:
    place = line_of("passengers were injured")
    stances = {cell.outlet: cell.stance for cell in coverage().lines[place].cells}
    assert stances == {"north": Stance.AGREES, "south": Stance.DIFFERS, "east": Stance.AGREES}
    (conflict,) = coverage().conflicts
    assert {amount.lower() for amount, _ in conflict.sides} == {"twelve passengers", "nine passengers"}
    assert [(amount.lower(), cell.outlet) for amount, cell in conflict.agreeing] == [("twelve passengers", "east")]
    assert (coverage().lines[place].voices, coverage().lines[place].support) == (3, 2)


def test_what_two_independent_outlets_tell_is_missing_elsewhere() -> None:
    warned = line_of("warnings")
    assert {each.outlet for each in coverage().omissions if warned in each.lines} == {"east", "west"}


def test_what_one_side_alone_tells_is_no_blindspot_without_the_other_sides_outlets() -> None:
    assert all(each.line is not None for each in coverage().blindspots)


def test_what_only_the_left_tells_is_a_blindspot_of_the_right() -> None:
    (spot,) = (each for each in coverage().blindspots if each.line == line_of("warnings"))
    assert (spot.rater, spot.side, spot.silent) == ("Panel", "right", ("east", "west"))


def test_a_claim_of_one_outlet_alone_is_no_row() -> None:
    assert not any("refunded" in line.text or "flowers" in line.text for line in coverage().lines)


def test_what_one_speaker_says_to_two_outlets_is_not_one_claim() -> None:
    assert not [line for line in toll().lines if "Pask" in line.text]


def test_no_outlet_agrees_with_a_row_while_its_number_conflicts_elsewhere() -> None:
    carried = [line for line in toll().lines if "240 passengers" in " ".join(cell.text for cell in line.told)]
    stances = [{cell.outlet: cell.stance for cell in line.cells} for line in carried]
    assert [each.get("south") for each in stances] == [Stance.DIFFERS]


def test_no_row_shows_only_sentences_that_a_row_before_shows() -> None:
    rows = [{(cell.brief, cell.sentence) for cell in line.told} for line in toll().lines]
    differing = {each.line for each in (*toll().conflicts, *toll().changes)}
    assert not [row for place, row in enumerate(rows) if place not in differing and any(row <= o for o in rows[:place])]


def test_who_counts_the_dead_in_other_words_is_not_said_to_leave_them_out() -> None:
    (place,) = (place for place, line in enumerate(toll().lines) if "died" in line.text)
    assert not [each for each in toll().omissions if place in each.lines]


def test_per_cent_and_percentage_points_are_not_one_claim() -> None:
    assert not [line for line in toll().lines if "prices will rise" in line.text]
