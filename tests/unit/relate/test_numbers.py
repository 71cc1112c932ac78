"""Numbers of two reports: conflicts and changes are found, and nothing else is taken for one (tests/cases/numbers.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from newsar_build.config import Config
from newsar_build.model.brief import Brief, Outlet
from newsar_build.model.findings import AnalysedBrief
from newsar_build.read.plain import plain_article
from newsar_build.relate.corroboration import Corroboration, corroborate
from newsar_build.relate.curated import Curated
from newsar_build.relate.identity import identify
from newsar_build.steps.analysing import Setup, analyse_one, setup_of

CASES = Path(__file__).parents[2] / "cases" / "numbers.md"
BESIDE = (
    "The school in the old town will open again after Easter. Its teachers spent the winter in tents.",
    "A choir of fishermen sang on the quay. The mayor gave each of them a herring and a handshake.",
)
"""What else stands in the two reports: a number is never alone in one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Two reports, and what is to be told of their numbers: `kind` is conflict, change, none, missed or mistaken.

    `numbers` are those of each conflict or change.
    """

    name: str
    reports: tuple[tuple[str, str], ...]
    kind: str
    numbers: tuple[frozenset[str], ...]


def read_cases() -> tuple[Case, ...]:
    found = []
    for block in re.split(r"\n## ", re.sub(r"\n# .*", "", CASES.read_text("utf-8")))[1:]:
        name, *lines = block.strip().splitlines()
        reports = tuple((line[:10], line[12:]) for line in lines if re.match(r"\d{4}-\d\d-\d\d: ", line))
        kind, _, numbers = lines[-1].partition(": ")
        found.append(
            Case(
                name=name,
                reports=reports,
                kind=kind,
                numbers=tuple(frozenset(each.split(" | ")) for each in numbers.split(" + ") if each),
            )
        )
    return tuple(found)


@cache
def setup() -> Setup:
    return setup_of(Config(), Path("config.yaml"))


def told(case: Case) -> Corroboration:
    members = []
    for number, (day, text) in enumerate(case.reports):
        article = plain_article(
            f"{text} {BESIDE[number]}", name=str(number), headline=case.name, outlet=f"outlet-{number}",
            filed=datetime.fromisoformat(day).replace(tzinfo=UTC), filed_has_time=False, language="en",
        )  # fmt: skip
        outlet = Outlet(key=f"outlet-{number}", name=f"Outlet {number}")
        brief = Brief(id=f"NSR-{day[:4]}-{day[5:7]}{day[8:]}-0000{number}", article=article, outlet=outlet)
        members.append(AnalysedBrief(brief=brief, analysis=analyse_one(setup(), brief)))
    briefs = tuple(members)
    return corroborate(briefs, identify(briefs, Curated()).in_brief, tuple((each.brief.id,) for each in briefs))


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.name)
def test_numbers_of_two_reports(case: Case) -> None:
    found = told(case)
    conflicts = [frozenset(amount for amount, _ in each.sides) for each in found.conflicts]
    changes = [frozenset(amount for _, amount, _ in each.steps) for each in found.changes]
    assert (conflicts, changes) == (
        list(case.numbers) if case.kind in ("conflict", "mistaken") else [],
        list(case.numbers) if case.kind == "change" else [],
    )


def test_nobody_agrees_with_a_number_that_its_own_denies() -> None:
    first = ("2026-03-10", "The blast at the Keld mill killed 17 people.")
    later = ("2026-03-11", "The blast at the Keld mill killed 12 people.")
    found = told(Case(name="A toll that fell", reports=(first, later), kind="none", numbers=()))
    assert not [line for line in found.lines if "blast" in line.text]
