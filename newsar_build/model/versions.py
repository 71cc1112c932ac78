"""What is kept of a brief whose article was edited: its former texts, and what was found in them.

A version is a headline and a report as one `newsar build` published them. What was found in it is kept as it was when
that text was first published; `Rerun` is what the program of the edit finds in the former text, so that what moved
because of the program is told apart from what moved because of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from newsar_build.model.findings import ClaimType, Evidence

Figures = tuple[tuple[str, float], ...]
"""Name and value of each figure, in the order in which they are shown; one that was not read is left out."""
FRAMING = "framing/"
"""Opens the name of a frame's figure."""


class CauseKind(StrEnum):
    """What can move a figure."""

    TEXT = "text"
    METADATA = "metadata"
    VERSION = "version"
    LEXICON = "lexicon"
    SETTINGS = "settings"
    PIPELINE = "pipeline"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptClaim:
    """A claim that a version's page showed; `evidence` are spans of that version's text."""

    text: str
    type: ClaimType
    attributed_to: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """An analyser as it was: its version, and short digests of its word lists and settings (empty: not known)."""

    name: str
    version: str
    lexicon: str = ""
    settings: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """All but the text that a state rests on.

    `metadata` is a digest of what the article says beside headline and report. An empty `pipeline` or `metadata` is
    not known.
    """

    pipeline: str
    metadata: str
    makers: tuple[Maker, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What was found in a version, and by what."""

    figures: Figures
    claims: tuple[KeptClaim, ...]
    program: Program


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One thing that moved a figure: what kind, which analyser's, and the two versions where these are names."""

    kind: CauseKind
    of: str = ""
    before: str = ""
    after: str = ""


Causes = tuple[tuple[str, tuple[Cause, ...]], ...]
"""Name of a figure and what may have moved it, all but the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rerun:
    """What another program finds in the same text; `causes` for each figure that it reads otherwise."""

    figures: Figures
    claims: tuple[KeptClaim, ...]
    causes: Causes


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A text that was published. `text` and `state` are None where nothing but its digest is known any more.

    `rerun` is what the program of the edit that ended it finds in it; None where that is what `state` says.
    """

    digest: str
    headline: str
    text: str | None
    state: State | None
    rerun: Rerun | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A brief's former versions, oldest first, and its present one as it was first published.

    `since` is what the present program finds in the present text, where that has come to be something else.
    """

    brief: str
    versions: tuple[Version, ...]
    present: Version
    since: Rerun | None = None
