"""Former versions as the ledger writes them: rows of plain values, and back.

The newest former text of a brief stands there in full, each older one as what to splice into the next newer: the ledger
grows by what was edited, not by the article's length.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from newsar_build.model.changes import Splice, spliced, splices
from newsar_build.model.findings import ClaimType, Span
from newsar_build.model.versions import Cause, CauseKind, KeptClaim, Maker, Program, Rerun, State, Version


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ClaimRow(_Strict):
    """A claim; `at` are starts and ends of its evidence, one after another."""

    text: str
    type: ClaimType
    by: str | None = None
    at: list[int]


class ProgramRow(_Strict):
    """What found it; each analyser's version, word lists and settings, parted by spaces."""

    pipeline: str = ""
    metadata: str = ""
    analysers: dict[str, str]


class StateRow(_Strict):
    """What was found; where `by` is left out, it was found by what found the next newer version's."""

    figures: dict[str, float]
    claims: list[ClaimRow] = Field(default_factory=list)
    by: ProgramRow | None = None


class RerunRow(_Strict):
    """What another program finds; each cause is its kind, what it is of, and before and after."""

    figures: dict[str, float]
    claims: list[ClaimRow] = Field(default_factory=list)
    causes: dict[str, list[list[str]]] = Field(default_factory=dict)


class KeptRow(_Strict):
    """A former version: `text` in full, or `edits`, each start, end and words, that make it of the next newer text."""

    digest: str
    headline: str
    text: str | None = None
    edits: list[tuple[int, int, str]] | None = None
    found: StateRow | None = None
    found_later: RerunRow | None = None


class BrokenVersionError(ValueError):
    """A version that cannot be read back; `place` is its place in the list, from 0."""

    def __init__(self, place: int, message: str) -> None:
        super().__init__(message)
        self.place = place


def digest_of_text(headline: str, text: str) -> str:
    """What recognises a text: hex digest of headline and report."""
    return blake2b(f"{headline}\n{text}".encode(), digest_size=16).hexdigest()


def versions_of(rows: list[KeptRow], present: State | None) -> tuple[Version, ...]:
    """The versions, oldest first, before the `present` state. Raises BrokenVersionError for one that is not whole."""
    found: list[Version] = []
    newer: str | None = None
    program = present.program if present else None
    for place in range(len(rows) - 1, -1, -1):
        row = rows[place]
        try:
            text = _text_of(row, newer)
            state = state_of(row.found, program) if row.found else None
            version = Version(
                digest=row.digest,
                headline=row.headline,
                text=text,
                state=state,
                rerun=_rerun_of(row.found_later) if row.found_later else None,
            )
        except ValueError as error:
            raise BrokenVersionError(place, str(error)) from error
        if text is not None and digest_of_text(row.headline, text) != row.digest:
            raise BrokenVersionError(place, "its text is not the one that was published")
        newer = newer if text is None else text
        program = state.program if state else program
        found.append(version)
    return tuple(reversed(found))


def kept_rows(versions: tuple[Version, ...], present: State | None) -> list[dict[str, Any]]:
    """The versions before the `present` state as plain values, oldest first."""
    rows: list[dict[str, Any]] = []
    newer: str | None = None
    program = present.program if present else None
    for version in reversed(versions):
        row: dict[str, Any] = {"digest": version.digest, "headline": version.headline}
        if version.text is not None:
            row |= _text_row(version.text, newer)
            newer = version.text
        if version.state is not None:
            row["found"] = state_row(version.state, program)
            program = version.state.program
        if version.rerun is not None:
            row["found_later"] = _rerun_row(version.rerun)
        rows.append(row)
    return rows[::-1]


def state_of(row: StateRow, newer: Program | None = None) -> State:
    """The state; `newer` is the program that found the next newer one. Raises ValueError where it is not whole."""
    program = _program_of(row.by) if row.by else newer
    if program is None:
        raise ValueError("what found its figures is not told, and there is no newer state")
    claims = tuple(_claim_of(claim) for claim in row.claims)
    return State(figures=tuple(row.figures.items()), claims=claims, program=program)


def state_row(state: State, newer: Program | None = None) -> dict[str, Any]:
    """The state as plain values, without the program where it is that of the next newer one."""
    row: dict[str, Any] = {"figures": dict(state.figures), "claims": [_claim_row(claim) for claim in state.claims]}
    program = state.program
    if program != newer:
        makers = {each.name: f"{each.version} {each.lexicon} {each.settings}" for each in program.makers}
        row["by"] = {"pipeline": program.pipeline, "metadata": program.metadata, "analysers": makers}
    return row


def _program_of(row: ProgramRow) -> Program:
    makers = tuple(_maker_of(name, words.split(" ")) for name, words in row.analysers.items())
    return Program(pipeline=row.pipeline, metadata=row.metadata, makers=makers)


def _text_of(row: KeptRow, newer: str | None) -> str | None:
    if row.edits is None or row.text is not None:
        return row.text
    if newer is None:
        raise ValueError("no newer version has the text that its edits are of")
    return spliced(newer, [Splice(start=start, end=end, words=words) for start, end, words in row.edits])


def _text_row(text: str, newer: str | None) -> dict[str, Any]:
    changes = () if newer is None else splices(newer, text)
    if newer is None or sum(len(each.words) for each in changes) > len(text) // 2:
        return {"text": text}
    return {"edits": [[each.start, each.end, each.words] for each in changes]}


def _claim_of(row: ClaimRow) -> KeptClaim:
    if len(row.at) % 2 or any(place < 0 for place in row.at):
        raise ValueError("a claim's evidence is not made of starts and ends")
    evidence = tuple(Span(start=start, end=end) for start, end in zip(row.at[::2], row.at[1::2], strict=True))
    return KeptClaim(text=row.text, type=row.type, attributed_to=row.by, evidence=evidence)


def _claim_row(claim: KeptClaim) -> dict[str, Any]:
    by = {"by": claim.attributed_to} if claim.attributed_to is not None else {}
    places = [place for span in claim.evidence for place in (span.start, span.end)]
    return {"text": claim.text, "type": claim.type.value, **by, "at": places}


def _maker_of(name: str, words: list[str]) -> Maker:
    version, lexicon, settings = (*words, "", "")[:3]
    return Maker(name=name, version=version, lexicon=lexicon, settings=settings)


def _rerun_of(row: RerunRow) -> Rerun:
    return Rerun(
        figures=tuple(row.figures.items()),
        claims=tuple(_claim_of(claim) for claim in row.claims),
        causes=tuple((name, tuple(_cause_of(words) for words in causes)) for name, causes in row.causes.items()),
    )


def _rerun_row(rerun: Rerun) -> dict[str, Any]:
    return {
        "figures": dict(rerun.figures),
        "claims": [_claim_row(claim) for claim in rerun.claims],
        "causes": {
            name: [[each.kind.value, each.of, each.before, each.after] for each in causes]
            for name, causes in rerun.causes
        },
    }


def _cause_of(words: list[str]) -> Cause:
    kind, of, before, after = (*words, "", "", "", "")[:4]
    return Cause(kind=CauseKind(kind), of=of, before=before, after=after)
