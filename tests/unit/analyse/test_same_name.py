"""Names within one report: short forms join their full name, strangers do not."""

from __future__ import annotations

import re

import pytest
import spacy

from newsar_build.analyse.naming import find_names
from newsar_build.analyse.same_name import merged
from newsar_build.model.findings import EntityType, Span

P, O, L = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.LOCATION  # noqa: E741
KINDS = {"P": P, "O": O, "L": L}


def things(marked: str) -> list[list[str]]:
    """The names, in the order of the text, of each thing in a text whose mentions are written [O Name]."""
    text, mentions = "", []
    for piece in re.split(r"(\[[POL] [^]]+\])", marked):
        name = piece[3:-1] if piece.startswith("[") else piece
        if name != piece:
            mentions.append((name, KINDS[piece[1]], Span(start=len(text), end=len(text) + len(name))))
        text += name
    found = [sorted(thing.mentions, key=lambda each: each[1]) for thing in merged(text, mentions)]
    return sorted([name for name, _ in held] for held in found)


@pytest.mark.parametrize(
    "text",
    [
        "[O Tolvik Shipping] sank. [O Tolvik] paid.",
        "[O U.S. Coast and Harbour Office] met. [O CHO] spoke.",
        "The [O Coalition for Honest Radio], or [P Chonra], met. [P Chonra] left. [P Chonra] won.",
        "[P Maren Tolvik] met. [O Tolvik] left. [O Tolvik] won. [O Tolvik] spoke.",
        "[P Ida O’Ward] met. [O O’Ward] left. [O O’Ward] won. [O O’Ward] spoke.",
        "The [O Orrin Harbour Post] reported it. The [O Post] was right.",
        "[O State Cable Agency] ([O KABA]) said so; [O KABA] knew.",
        "[O Office for Tidal Control and Prevention] met. [O OTC] spoke.",
        "[P Bill Hartwell] met. [P William Hartwell] left.",
        "[P Maren K. Tolvik] met. [P Maren Tolvik] left. [O Tolvik] won.",
        "[O SKERRY] — [L Skerry] waits.",
        "[O Tolvik] grew. [O Tolvik Inc.] said so.",
        "[O OSK 100] fell; the [O OSK] rose.",
        "The [L United Isles] met. The [L UI] waits.",
        "The [O Fenmoor Reserve] met. The [O Fen] waits.",
    ],
)
def test_these_are_one_thing(text: str) -> None:
    assert len(things(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "[L Velmark] is small. The [O Velmark Grid Office] is large.",
        "The [O Velmark Grid Office] is in [L Velmark].",
        "[O Tolvik] grew. Later [O Tolvik Marine Parts] was founded.",
        "[O Tolvik Motors] hired [P Ida Tolvik].",
        "[L Orrin] ([O OPA]) — A ferry sank.",
        "[O ORRIN] ([O OPA]) — A ferry sank.",
        "[P Jon Bremer] met [P Jon Bremer Jr.].",
        "The [O Grey House] waits for the [O House].",
        "[L U.S.] and [O University of Skerry]",
        "The [O U.S. Chamber] voted. The [O U.S.] waits.",
        "The [O National Ferry Guard] sailed, as the [O Nation] reported.",
    ],
)
def test_these_are_two(text: str) -> None:
    assert len(things(text)) == 2


def test_a_surname_of_two_people_is_the_one_who_is_named_far_more_else_neither() -> None:
    assert things("[P Jon Bremer]. [P Jon Bremer]. [P Ida Bremer]. [P Bremer].") == [
        ["Ida Bremer"],
        ["Jon Bremer", "Jon Bremer", "Bremer"],
    ]
    assert ["Bremer"] in things("[P Jon Bremer]. [P Ida Bremer]. [P Bremer].")


def test_a_surname_before_anybody_bears_it_is_the_body_that_was_named_before() -> None:
    told = "[O Tolvik Motors] grew. [P Tolvik] paid. Its head, [P Ida Tolvik], spoke for [O Tolvik]. [P Tolvik] sank."
    assert things(told) == [["Ida Tolvik"], ["Tolvik Motors", "Tolvik", "Tolvik", "Tolvik"]]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("de", "Anfang der Woche lagen Boote im Hafen. Ende März kamen drei Tage Sturm.", []),
        (
            "de",
            "ORRIN — Das Kabel von Orrin brach. Die Direktorin, Maren Tolvik, sprach mit der EU. Tolvik ging.",
            ["ORRIN", "Orrin", "Maren Tolvik", "EU", "Tolvik"],
        ),
        ("de", "Herr Bremer aus Berlin traf Anna van der Horn.", ["Bremer", "Berlin", "Anna van der Horn"]),
        ("fr", "Le port a fermé, a dit Marie Tolvik. Les Bateaux Bleus restent à quai.", ["Marie Tolvik"]),
        ("de", "STURM ÜBER DER SEE", []),
    ],
)
def test_without_a_pipeline_only_sure_names_are_named(language: str, text: str, names: list[str]) -> None:
    nlp = spacy.blank(language)
    nlp.add_pipe("sentencizer")
    doc = nlp(text)
    assert [doc[each.start : each.end].text for each in find_names(doc)] == names
