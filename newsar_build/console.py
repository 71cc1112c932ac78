"""How Newsar speaks: problems, progress and data, for people and for machines. Only the command line uses it."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TextIO

from newsar_build.errors import Diagnostic

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID


class Format(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


class Verbosity(StrEnum):
    """How much is said beside problems and data."""

    QUIET = "quiet"
    NORMAL = "normal"
    VERBOSE = "verbose"


def print_problems(problems: Iterable[Diagnostic], form: Format, stream: TextIO | None = None) -> None:
    """Print problems: as text on standard error, for machines on standard output."""
    if form is Format.JSON:
        rows = [_as_json(problem) for problem in problems]
        print(json.dumps(rows, ensure_ascii=False, indent=2))  # noqa: T201
    elif form is Format.GITHUB:
        for problem in problems:
            print(_as_annotation(problem))  # noqa: T201
    else:
        for problem in problems:
            print(_as_text(problem), file=stream or sys.stderr)


def _as_text(problem: Diagnostic) -> str:
    line = _printable(str(problem))
    return f"{line}\n    hint: {_printable(problem.hint)}" if problem.hint else line


def _as_json(problem: Diagnostic) -> dict[str, str | int]:
    where = problem.location
    return {
        "path": where.path,
        "line": where.line,
        "column": where.column,
        "code": str(problem.code),
        "message": problem.message,
        "hint": problem.hint,
    }


def _as_annotation(problem: Diagnostic) -> str:
    """A workflow command of GitHub Actions; see "Workflow commands for GitHub Actions" in its documentation."""
    where = problem.location
    place = f"file={_property(where.path)},line={where.line},col={where.column},title={_property(str(problem.code))}"
    message = problem.message + (f"\n{problem.hint}" if problem.hint else "")
    return f"::error {place}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _printable(text: str) -> str:
    """The text without control characters: a file's name must not steer the terminal."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}" for sign in text)


@dataclass(slots=True)
class _Stage:
    name: str
    total: int
    done: int
    began: float


LONG = 5.0
"""Seconds after which a stage that shows no bar says how far it is."""


class StageClock:
    """Shows each stage: a bar on a terminal, plain lines for long ones elsewhere. `seconds` keeps how long each was."""

    def __init__(self, verbosity: Verbosity) -> None:
        self.seconds: dict[str, float] = {}
        self._verbosity = verbosity
        self._stage: _Stage | None = None
        self._bar = _bar() if verbosity is not Verbosity.QUIET and sys.stderr.isatty() else None
        self._task: TaskID | None = None
        self._said = 0.0

    def begin(self, stage: str, total: int) -> None:
        """A stage begins; the one before it has ended."""
        self.end()
        self._stage = _Stage(stage, total, 0, time.perf_counter())
        self._said = self._stage.began
        if self._bar is not None:
            self._bar.start()
            self._task = self._bar.add_task(stage, total=total)

    def advance(self, count: int) -> None:
        """`count` more steps of the stage are done."""
        if self._stage is not None:
            self._stage.done += count
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task, count)
        elif self._stage is not None and self._verbosity is not Verbosity.QUIET:
            now = time.perf_counter()
            if now - self._said >= LONG and self._stage.done < self._stage.total:
                self._said = now
                self._say(f"{self._stage.name}: {self._stage.done:,} of {self._stage.total:,}")

    def end(self) -> None:
        """The last stage has ended."""
        if self._stage is None:
            return
        took = time.perf_counter() - self._stage.began
        self.seconds[self._stage.name] = self.seconds.get(self._stage.name, 0.0) + took
        if self._bar is not None:
            self._bar.stop()
        elif self._verbosity is Verbosity.VERBOSE or (self._verbosity is Verbosity.NORMAL and took >= LONG):
            self._say(f"{self._stage.name}: {self._stage.done:,} of {self._stage.total:,} in {took:.2f} s")
        self._stage = None

    def _say(self, line: str) -> None:
        print(line, file=sys.stderr, flush=True)  # noqa: T201


def _bar() -> RichProgress:
    from rich.console import Console  # noqa: PLC0415  only a terminal shows bars
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn  # noqa: PLC0415
    from rich.progress import Progress as RichProgress  # noqa: PLC0415

    columns = (TextColumn("{task.description:>8}"), BarColumn(), MofNCompleteColumn())
    return RichProgress(*columns, console=Console(stderr=True), transient=True)
