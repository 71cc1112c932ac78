"""A story as JSON: claims by outlet with the evidence of each cell, conflicts, changes, omissions and blindspots."""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import Field

from newsar_build.model.relations import BriefNeighbours, Cell, ClaimLine, Coverage, Story
from newsar_build.publish.record import CopyRecord, CreditRecord, Part, SpanRecord, copy_fields, credit_fields

SCHEMA = "newsar/story/1"


class CellRecord(Part):
    """How one outlet stands to a claim; evidence is of `brief`'s text, none where the outlet is silent.

    `unclear`: the sentence may say it in other words. `amount`: its number where another outlet has another one.
    """

    outlet: str
    stance: Literal["agrees", "differs", "unclear", "absent"]
    brief: str | None
    text: str
    amount: str
    sentence: int | None
    evidence: list[SpanRecord]


class RowRecord(Part):
    """A claim that several outlets make, in the words of `brief`, with a cell for every outlet of the story.

    `speaker`: whose words `brief` says they are, empty where its own; `voices`: independent voices that make it;
    `support`: those of them that agree with its words and numbers.
    """

    text: str
    speaker: str
    brief: str
    voices: int
    support: int
    first: str
    unclear: list[str]
    cells: list[CellRecord]


class SideRecord(CellRecord):
    """One number of a conflict with its sentence."""


class ConflictRecord(Part):
    """Two numbers for one quantity; `claim` is the row's place in `claims`, from 0.

    `agreeing`: further outlets that give the first side's number.
    """

    claim: int
    sides: list[SideRecord]
    agreeing: list[SideRecord]


class StepRecord(CellRecord):
    """A number of a count that went on, and the day that it was true of."""

    day: str


class ChangeRecord(Part):
    """A number that changed over time, by day; `claim` is the row's place in `claims`, from 0."""

    claim: int
    steps: list[StepRecord]


class OmissionRecord(Part):
    """Rows (places in `claims`) that two independent voices or more carry and this outlet does not."""

    outlet: str
    claims: list[int]


class BlindspotRecord(Part):
    """A side of one rater's scale that is silent; `claim` null: on the whole story."""

    rater: str
    side: str
    claim: int | None
    told: list[str]
    silent: list[str]


class OriginRecord(Part):
    """Whose text a report is."""

    brief: str
    credits: list[CreditRecord]
    copies: list[CopyRecord]


class StoryRecord(Part):
    """All that Newsar says of one event across outlets. `independent` parts the briefs into voices that count once."""

    schema_: Literal["newsar/story/1"] = Field(alias="schema")
    id: str
    url: str
    headline: str
    first: str
    last: str
    briefs: list[str]
    outlets: list[str]
    independent: list[list[str]]
    origins: list[OriginRecord]
    voices: int
    claims: list[RowRecord]
    conflicts: list[ConflictRecord]
    changes: list[ChangeRecord]
    omissions: list[OmissionRecord]
    blindspots: list[BlindspotRecord]


def story_json(story: Story, neighbours: tuple[BriefNeighbours, ...], coverage: Coverage | None) -> bytes:
    """The record as one line of UTF-8 JSON; `neighbours` of the story's briefs, in its order."""
    origins = [
        {
            "brief": each.brief,
            "credits": [credit_fields(one) for one in each.credits],
            "copies": [copy_fields(one) for one in each.copies],
        }
        for each in neighbours
        if each.credits or each.copies
    ]
    independent = [list(group) for group in story.independent]
    row = {"schema": SCHEMA, **story_fields(story), "independent": independent, "origins": origins}
    record = StoryRecord.model_validate(row | coverage_fields(coverage))
    return record.model_dump_json(by_alias=True).encode() + b"\n"


def story_schema_json() -> bytes:
    """The JSON Schema (2020-12) of a story's record."""
    schema = StoryRecord.model_json_schema(by_alias=True, mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:{SCHEMA.replace('/', ':')}"}
    return json.dumps(head | schema, indent=1, ensure_ascii=False).encode() + b"\n"


def story_fields(story: Story) -> dict[str, Any]:
    """A story in few words."""
    return {
        "id": story.id, "headline": story.headline, "briefs": list(story.briefs), "outlets": list(story.outlets),
        "first": story.first.isoformat(), "last": story.last.isoformat(), "url": f"stories/{story.id}/",
    }  # fmt: skip


def coverage_fields(coverage: Coverage | None) -> dict[str, Any]:
    """Claims by outlet, conflicts, changes, omissions and blindspots; all empty where one outlet alone tells it."""
    if coverage is None:
        names = ("claims", "conflicts", "changes", "omissions", "blindspots")
        return {"voices": 1, **{name: [] for name in names}}
    return {
        "voices": coverage.voices,
        "claims": [_row(line, coverage.outlets) for line in coverage.lines],
        "conflicts": [
            {
                "claim": each.line,
                "sides": [_cell(cell, amount) for amount, cell in each.sides],
                "agreeing": [_cell(cell, amount) for amount, cell in each.agreeing],
            }
            for each in coverage.conflicts
        ],
        "changes": [
            {
                "claim": each.line,
                "steps": [_cell(cell, amount) | {"day": day.isoformat()} for day, amount, cell in each.steps],
            }
            for each in coverage.changes
        ],
        "omissions": [{"outlet": each.outlet, "claims": list(each.lines)} for each in coverage.omissions],
        "blindspots": [
            {"rater": each.rater, "side": each.side, "claim": each.line, "told": list(each.told),
             "silent": list(each.silent)}
            for each in coverage.blindspots
        ],
    }  # fmt: skip


def _row(line: ClaimLine, outlets: tuple[str, ...]) -> dict[str, Any]:
    own = {cell.outlet: cell for cell in line.cells}
    return {
        "text": line.text, "speaker": line.speaker, "brief": line.brief,
        "voices": line.voices, "support": line.support, "first": line.first,
        "unclear": list(line.unsure), "cells": [_cell(own[key]) if key in own else _silent(key) for key in outlets],
    }  # fmt: skip


def _cell(cell: Cell, amount: str = "") -> dict[str, Any]:
    return {
        "outlet": cell.outlet, "brief": cell.brief, "stance": cell.stance.value, "text": cell.text,
        "amount": amount or cell.amount, "sentence": cell.sentence,
        "evidence": [{"start": cell.evidence.start, "end": cell.evidence.end}],
    }  # fmt: skip


def _silent(outlet: str) -> dict[str, Any]:
    return {
        "outlet": outlet, "brief": None, "stance": "absent", "text": "", "amount": "", "sentence": None, "evidence": [],
    }  # fmt: skip
