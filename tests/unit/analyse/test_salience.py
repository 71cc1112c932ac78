"""How central each named thing is to its report."""

from __future__ import annotations

import pytest
from unit.analyse.reports import analysed

from newsar_build.analyse.analyser import Report
from newsar_build.analyse.language import load_pipeline, parse
from newsar_build.analyse.salience import PASSING, Counted, rows, saliences, shipped
from newsar_build.model.findings import EntityType, Span
from newsar_build.read.plain import paragraphs

HEADLINE = "Skerrin Grid Office closes turbines"
TEXT = (
    "The Skerrin Grid Office will close its turbines on Monday. The Skerrin Grid Office found cracks in March. "
    "“They are old,” Tessa Brandt said. Nobody was hurt. The town has other power. The ferries run. "
    "The last repair was made in 2019. A firm from Velmark made it."
)


def named(name: str, kind: EntityType) -> Counted:
    spans = []
    at = TEXT.find(name)
    while at >= 0:
        spans.append(Span(start=at, end=at + len(name)))
        at = TEXT.find(name, at + 1)
    return Counted(names=(name,), type=kind, mentions=tuple(spans))


THINGS = (
    named("Skerrin Grid Office", EntityType.ORGANIZATION),
    named("Tessa Brandt", EntityType.PERSON),
    named("Velmark", EntityType.LOCATION),
)


@pytest.fixture(scope="module")
def found() -> tuple[list[dict[str, float]], list[float]]:
    report = Report(text=TEXT, blocks=paragraphs(TEXT), language="en")
    doc = parse(load_pipeline("en", {}), report)
    return rows(THINGS, doc, HEADLINE), saliences(THINGS, doc, HEADLINE)


def test_a_reader_can_add_the_sum_up(found: tuple[list[dict[str, float]], list[float]]) -> None:
    weights = shipped()
    sums = []
    for row, thing in zip(found[0], THINGS, strict=True):
        points = [weights.features[name] * value for name, value in row.items()]
        sums.append(weights.start + weights.types[str(thing.type)] + sum(points))
    assert sums[0] == max(sums)
    expected = [round(each / sums[0], 3) if each >= PASSING else 0.01 for each in sums]
    assert found[1] == expected


def test_who_is_only_quoted_and_who_is_named_in_passing_are_less_central(
    found: tuple[list[dict[str, float]], list[float]],
) -> None:
    office, speaker, passing = found[1]
    assert office == 1 > max(speaker, passing)
    assert [row["not a voice"] for row in found[0]] == [1, 0, 1]


def test_no_feature_makes_a_thing_less_central() -> None:
    assert min(shipped().features.values()) >= 0


def test_the_most_central_thing_of_any_report_has_salience_one() -> None:
    items = analysed("It was so. " * 9 + "Nobody went to Velmark.").entities.items
    assert [each.salience for each in items][:1] == [1.0]
