"""The cases of each analyser: a report and what must be found in it (README.md tells the format)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from unit.analyse.reports import analysed

from newsar_build.model.findings import Analysis, Attribution, Event, Signal, Span
from newsar_build.plugins import BUILT_IN
from newsar_build.read.language import detect_language

HOME = Path(__file__).parent
_HEADLINE = re.compile(r"\*\*(?P<words>.+)\*\*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What one heading holds."""

    title: str
    headline: str
    text: str
    expected: tuple[str, ...]


def cases_in(page: str) -> Iterator[Case]:
    for part in page.split("\n## ")[1:]:
        title, *lines = part.split("\n")
        quoted = [line[1:].strip() for line in lines if line.startswith(">")]
        bold = _HEADLINE.match(quoted[0]) if quoted else None
        yield Case(
            title=title.strip(),
            headline=bold["words"] if bold else "",
            text="\n".join(quoted[1:] if bold else quoted).strip(),
            expected=tuple(line[2:].strip() for line in lines if line.startswith("- ")),
        )


def _words(text: str, span: Span | None) -> str:
    return " ".join(text[span.start : span.end].split()) if span else ""


def _attribution(text: str, found: Attribution) -> str:
    return f"{found.speaker or 'nobody'}, {found.mode}: {_words(text, found.content)}"


def _signals(text: str, signals: tuple[Signal, ...]) -> list[str]:
    held = [f"{each.name} in: {_words(text, span)}" for each in signals for span in each.evidence]
    return [f"{each.name}: {each.found}" for each in signals] + held


FINDINGS: dict[str, Callable[[str, Analysis], list[str]]] = {
    "attributions": lambda text, found: [_attribution(text, each) for each in found.attributions.items],
    "clauses": lambda text, found: [
        f"{_words(text, each.subject) or 'its own'}: {_words(text, each.span)}" for each in found.clauses.items
    ],
    "claims": lambda _, found: [
        f"{each.type}, {each.attributed_to or 'nobody'}: {each.text}" for each in found.claims.items
    ],
    "entities": lambda _, found: [f"{each.name}, {each.type}" for each in found.entities.items],
    "event": lambda text, found: [
        f"{name}: {_words(text, span)}" for name in Event.__slots__ if (span := getattr(found.event, name))
    ],
    "factuality": lambda text, found: [f"label: {found.factuality.label}", *_signals(text, found.factuality.signals)],
    "framing": lambda text, found: [
        line
        for each in found.framing.frames
        for line in (str(each.frame), *(f"{each.frame} in: {_words(text, span)}" for span in each.evidence))
    ],
    "keywords": lambda _, found: [each.term for each in found.keywords.items],
    "quality": lambda _, found: [
        f"{each.name}: {'passed' if each.passed else 'failed'}, {each.detail}" for each in found.quality.checks
    ],
    "readability": lambda _, found: [
        f"{name}: {getattr(found.readability, name)}" for name in found.readability.__slots__
    ],
    "sentences": lambda text, found: [_words(text, span) for span in found.sentences.spans],
    "sources": lambda _, found: [f"{each.name}, {each.kind}" for each in found.sources.named],
    "summary": lambda _, found: [*(each.text for each in found.summary.sentences), f"dek: {found.summary.dek}"],
    "tone": lambda text, found: [f"label: {found.tone.label}", *_signals(text, found.tone.signals)],
    "topics": lambda _, found: [each.name for each in found.topics.items],
}


@pytest.mark.parametrize(
    ("analyser", "case"),
    [
        pytest.param(page.stem, case, id=f"{page.stem}: {case.title}")
        for page in sorted(HOME.glob("*.md"))
        if page.stem in FINDINGS
        for case in cases_in(page.read_text(encoding="utf-8"))
    ],
)
def test_the_findings_are_those_of_the_case(analyser: str, case: Case) -> None:
    _compare(case, FINDINGS[analyser](case.text, analysed(case.text, case.headline)))


@pytest.mark.parametrize(
    "case", tuple(cases_in((HOME / "language.md").read_text(encoding="utf-8"))), ids=lambda case: case.title
)
def test_the_language_is_that_of_the_case(case: Case) -> None:
    _compare(case, [detect_language(case.text, "en")])


def _compare(case: Case, found: list[str]) -> None:
    assert case.expected, "a case that expects nothing says so: nothing else"
    wanted = [line for line in case.expected if line != "nothing else" and not line.startswith("not ")]
    missing = [line for line in wanted if line not in found]
    barred = [line for line in case.expected if line.startswith("not ") and any(line[4:] in each for each in found)]
    extra = [line for line in found if line not in wanted] if "nothing else" in case.expected else []
    wrong = (missing, barred, extra)
    assert wrong == ([], [], []), "\n".join(["found:", *found])


def test_every_analyser_has_cases() -> None:
    assert {analyser.name for analyser in BUILT_IN} <= {page.stem for page in HOME.glob("*.md")}
