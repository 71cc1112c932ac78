"""The versions of edited articles as data: what each edit changed, and the list of versions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from typing import Any, Literal

from pydantic import Field

from newsar_build.model.changes import splices
from newsar_build.model.edits import claim_changes, moved_figures
from newsar_build.model.findings import ClaimType
from newsar_build.model.pages import Plan, Site
from newsar_build.model.versions import Cause, CauseKind, History, KeptClaim, Program, Version
from newsar_build.publish.record import Part, SpanRecord

CHANGE, VERSIONS = "newsar/change/1", "newsar/versions/1"


class KeptClaimRecord(Part):
    """A claim that a version's page showed; its evidence are code points of that version's text."""

    text: str
    type: ClaimType
    attributed_to: str | None
    evidence: list[SpanRecord]


class MakerRecord(Part):
    """An analyser as it was; short digests say whether word lists and settings were the same."""

    version: str
    lexicon: str
    settings: str


class ProgramRecord(Part):
    """What made an analysis, beside the text."""

    pipeline: str
    metadata: str
    analysers: dict[str, MakerRecord]


class VersionRecord(Part):
    """A version; null for what is not known of it any more."""

    number: int = Field(ge=1)
    headline: str
    text_sha256: str | None
    figures: dict[str, float] | None
    claims: list[KeptClaimRecord] | None
    program: ProgramRecord | None


class SpliceRecord(Part):
    """The code points `start`–`end` of the former text became `words`."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    words: str


class CauseRecord(Part):
    """One thing that moved a figure or changed a claim."""

    kind: CauseKind
    of: str
    before: str
    after: str


class ClaimChangeRecord(Part):
    """A claim added (no `before`), dropped (no `after`) or reworded."""

    before: str | None
    after: str | None
    because: list[CauseRecord]


class FigureRecord(Part):
    """A figure before and after; `reread` is what the program of the edit finds in the former text."""

    name: str
    before: float | None
    reread: float | None
    after: float | None
    because: list[CauseRecord]
    told_apart: bool


class ChangeRecord(Part):
    """What one edit changed. `text` is the former version's, `changes` make the next of it; null where not known."""

    schema_: Literal["newsar/change/1"] = Field(alias="schema")
    brief: str
    url: str
    before: VersionRecord
    after: VersionRecord
    text: str | None
    changes: list[SpliceRecord] | None
    claims: list[ClaimChangeRecord]
    figures: list[FigureRecord]


def plan_changes(site: Site, histories: tuple[History, ...]) -> Iterator[Plan]:
    """For each brief with versions the list of them, and what each edit changed; where there are any, the schema."""
    for history in histories:
        root = f"briefs/{history.brief}/versions/"
        versions = (*history.versions, history.present)
        yield Plan(path=f"{root}versions.json", make=versions_json, inputs=(history.brief, versions, site))
        for number, (before, after) in enumerate(pairwise(versions), start=1):
            inputs = (history.brief, number, before, after, site)
            yield Plan(path=f"{root}{number + 1}/change.json", make=change_json, inputs=inputs)
    if histories:
        yield Plan(path="schema/change.json", make=change_schema, inputs=())


def change_json(brief: str, number: int, before: Version, after: Version, site: Site) -> bytes:
    """What became of version `number`, as one line of UTF-8 JSON."""
    known = before.text is not None and after.text is not None
    made = splices(before.text or "", after.text or "") if known else ()
    changes = [{"start": each.start, "end": each.end, "words": each.words} for each in made]
    record = ChangeRecord.model_validate(
        {
            "schema": CHANGE,
            "brief": brief,
            "url": f"{site.base_url}briefs/{brief}/versions/{number + 1}/",
            "before": _version(number, before),
            "after": _version(number + 1, after),
            "text": before.text,
            "changes": changes if known else None,
            "claims": [
                {
                    "before": each.before.text if each.before else None,
                    "after": each.after.text if each.after else None,
                    "because": _causes(each.causes),
                }
                for each in claim_changes(before, after)
            ],
            "figures": [
                {
                    "name": each.name, "before": each.before, "reread": each.reread, "after": each.after,
                    "because": _causes(each.causes), "told_apart": each.apart,
                }
                for each in moved_figures(before, after)
            ],
        }
    )  # fmt: skip
    return record.model_dump_json(by_alias=True).encode() + b"\n"


def versions_json(brief: str, versions: tuple[Version, ...], site: Site) -> bytes:
    """All versions of a brief, oldest first, without their texts."""
    root = f"{site.base_url}briefs/{brief}/versions/"
    rows = [
        {
            "number": number,
            "headline": each.headline,
            "text_sha256": _sha256(each.text),
            "figures": dict(each.state.figures) if each.state else None,
            "change": f"{root}{number}/change.json" if number > 1 else None,
        }
        for number, each in enumerate(versions, start=1)
    ]
    page = {"schema": VERSIONS, "brief": brief, "url": root, "versions": rows}
    return json.dumps(page, ensure_ascii=False).encode() + b"\n"


def change_schema() -> bytes:
    """The JSON Schema (2020-12) of `change.json`."""
    schema = ChangeRecord.model_json_schema(by_alias=True, mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:{CHANGE.replace('/', ':')}"}
    return json.dumps(head | schema, indent=1, ensure_ascii=False).encode() + b"\n"


def _version(number: int, version: Version) -> dict[str, Any]:
    state = version.state
    return {
        "number": number,
        "headline": version.headline,
        "text_sha256": _sha256(version.text),
        "figures": dict(state.figures) if state else None,
        "claims": [_claim(each) for each in state.claims] if state else None,
        "program": _program(state.program) if state else None,
    }


def _claim(claim: KeptClaim) -> dict[str, Any]:
    evidence = [{"start": span.start, "end": span.end} for span in claim.evidence]
    return {"text": claim.text, "type": claim.type, "attributed_to": claim.attributed_to, "evidence": evidence}


def _program(program: Program) -> dict[str, Any]:
    makers = {
        each.name: {"version": each.version, "lexicon": each.lexicon, "settings": each.settings}
        for each in program.makers
    }
    return {"pipeline": program.pipeline, "metadata": program.metadata, "analysers": makers}


def _causes(causes: tuple[Cause, ...]) -> list[dict[str, str]]:
    return [{"kind": each.kind, "of": each.of, "before": each.before, "after": each.after} for each in causes]


def _sha256(text: str | None) -> str | None:
    return None if text is None else sha256(text.encode()).hexdigest()
