"""What can go wrong, and where.

    NewsarError
    ├── UsageError       wrong command line or configuration: nothing is written, exit status 2
    └── PublishError     the site could not be written: the last good one stands, exit status 1

A fault in the user's material is no exception: it is a `Diagnostic`, collected with all the
others, so that one bad article costs only itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Every code a diagnostic may carry; `docs/errors.md` explains each."""

    CONFIG_MISSING = "config/missing"
    CONFIG_SYNTAX = "config/syntax"
    CONFIG_UNKNOWN_KEY = "config/unknown-key"
    CONFIG_INVALID = "config/invalid"
    OUTLETS_MISSING = "outlets/missing"
    OUTLETS_SYNTAX = "outlets/syntax"
    OUTLETS_INVALID = "outlets/invalid"
    OUTLETS_UNKNOWN_LEAN = "outlets/unknown-lean"
    ENTITIES_SYNTAX = "entities/syntax"
    ENTITIES_INVALID = "entities/invalid"
    ENTITIES_UNKNOWN_TYPE = "entities/unknown-type"
    ENTITIES_UNKNOWN_BRIEF = "entities/unknown-brief"
    ENTITIES_CONFLICT = "entities/conflict"
    LEDGER_SYNTAX = "ledger/syntax"
    LEDGER_INVALID = "ledger/invalid"
    LEDGER_FROZEN = "ledger/frozen"
    BRIEF_UNREADABLE = "brief/unreadable"
    BRIEF_ENCODING = "brief/encoding"
    BRIEF_TOO_LARGE = "brief/too-large"
    BRIEF_NO_FRONT_MATTER = "brief/no-front-matter"
    BRIEF_SYNTAX = "brief/syntax"
    BRIEF_TOO_DEEP = "brief/too-deep"
    BRIEF_UNKNOWN_FIELD = "brief/unknown-field"
    BRIEF_MISSING_FIELD = "brief/missing-field"
    BRIEF_INVALID = "brief/invalid"
    BRIEF_BAD_DATE = "brief/bad-date"
    BRIEF_UNKNOWN_OUTLET = "brief/unknown-outlet"
    BRIEF_EMPTY = "brief/empty"
    BRIEF_BAD_ID = "brief/bad-id"
    BRIEF_DUPLICATE_ID = "brief/duplicate-id"
    BRIEF_BAD_IMAGE = "brief/bad-image"
    BRIEF_LINK_OUT = "brief/link-out"
    ANALYSIS_FAILED = "analysis/failed"
    ANALYSIS_ORPHAN = "analysis/orphan"
    ANALYSIS_NO_PIPELINE = "analysis/no-pipeline"
    MODEL_NO_ANSWER = "model/no-answer"
    TEMPLATE_FAILED = "template/failed"
    PUBLISH_FAILED = "publish/failed"
    LINK_BROKEN = "link/broken"
    VERIFY_FAILED = "verify/failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in a file: `path` as the user would type it, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One problem: where, which, in words, and what to do about it."""

    location: Location
    code: Code
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.location}: {self.code}: {self.message}"


class NewsarError(Exception):
    """Base of all errors Newsar raises itself; carries the diagnostics behind it."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(diagnostic) for diagnostic in self.diagnostics))


class UsageError(NewsarError):
    """Wrong command line or configuration; nothing has been written."""


class PublishError(NewsarError):
    """The site could not be written; the last good one stands."""
