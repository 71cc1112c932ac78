"""A whole site in a few strings: write it, build it, look at what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from newsar_build.build import Outcome, build
from newsar_build.progress import Silent
from newsar_build.steps.workshop import Request

NOW = datetime(2026, 3, 1, tzinfo=UTC)
OUTLETS = """\
courier: {name: The Courier, url: 'https://courier.example', lean: {rating: center, rater: Panel, dated: '2026-01'}}
ledger:
  name: The Ledger
  lean: [{rating: right, rater: Panel, dated: '2026-01'}, {rating: center-right, rater: Survey, dated: '2025'}]
wire: {name: Velmark Wire, wire: true}
"""
REPORT = """\
ORRIN — The tidal turbines in Skerrin Bay supplied 31 per cent of the region's electricity in January, the Grid Office
said on Tuesday.

“We had rehearsed for two days of this, not nine,” said Maren Tolvik, the office's director. No household was cut off,
although three factories agreed to stop work at night.

The array has 96 turbines and cost 2.1 billion crowns, according to the audited accounts of its owner, Torvane Marine.
The Skerrin Fishers' Guild said 140 boats were kept in harbour for six days.
"""


def article(
    headline: str, report: str = REPORT, outlet: str = "courier", filed: str = "2026-02-24", **fields: str
) -> str:
    """An article file's text."""
    extra = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\nheadline: {headline}\noutlet: {outlet}\nfiled: {filed}\n{extra}---\n\n{report}"


@dataclass
class Site:
    """A site in a folder of its own."""

    home: Path
    outcome: Outcome | None = None
    options: dict[str, object] = field(default_factory=dict)

    def write(self, path: str, text: str | bytes) -> Path:
        place = self.home / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode() if isinstance(text, str) else text)
        return place

    def build(self, **options: object) -> Outcome:
        request = Request(config=self.home / "config.yaml", **({"now": NOW} | self.options | options))
        self.outcome = build(request, Silent())
        return self.outcome

    @property
    def output(self) -> Path:
        return self.home / "output"

    def codes(self) -> list[str]:
        assert self.outcome
        return [str(problem.code) for problem in self.outcome.diagnostics]

    def page(self, path: str) -> str:
        return (self.output / path / "index.html").read_text()

    def files(self) -> dict[str, bytes]:
        found = (place for place in self.output.rglob("*") if place.is_file())
        return {place.relative_to(self.output).as_posix(): place.read_bytes() for place in found}

    def brief_of(self, path: str) -> str:
        ledger = (self.home / "content" / "ledger.yaml").read_text()
        before, _, _ = ledger.partition(f"path: {path}\n")
        return before.rpartition("id: ")[2].split()[0]
