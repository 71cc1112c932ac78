"""What an analyser is, and the order in which analysers run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict
from spacy.tokens import Doc

from newsar_build.model.brief import Block, Brief, Kind


class AnalyserConfig(BaseModel):
    """Base of an analyser's own configuration: the keys of `analyse.<name>` in config.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The text that is analysed; `language` is a two-letter code."""

    text: str
    blocks: tuple[Block, ...]
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What is known of a report beside its text."""

    headline: str
    dek: str | None
    byline: tuple[str, ...]
    outlet: str
    filed: datetime
    kind: Kind
    section: str | None
    url: str | None
    dateline: str | None
    corrections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyser:
    """A named, versioned function from what it requires to the one finding it provides.

    `requires` lists types: `Report`, `Filing`, spaCy's `Doc`, or what other analysers provide. `run` takes one
    positional value for each, in that order, and the keyword `config`. `absent` is the finding that stands
    where the analyser cannot run: in a language outside `languages` (None: every language).
    """

    name: str
    version: str
    requires: tuple[type, ...]
    provides: type
    run: Callable[..., Any]
    absent: Any
    config: type[AnalyserConfig] = AnalyserConfig
    lexicons: tuple[str, ...] = ()
    languages: frozenset[str] | None = None

    def speaks(self, language: str) -> bool:
        """Whether the analyser can run on a report in `language`."""
        return self.languages is None or language in self.languages


GIVEN: tuple[type, ...] = (Report, Filing, Doc)


def report_of(brief: Brief) -> Report:
    """The part of a brief that is text."""
    article = brief.article
    return Report(text=article.text, blocks=article.blocks, language=article.language)


def filing_of(brief: Brief) -> Filing:
    """The part of a brief that is not text."""
    article = brief.article
    return Filing(
        headline=article.headline,
        dek=article.dek,
        byline=article.byline,
        outlet=brief.outlet.name,
        filed=article.filed,
        kind=article.kind,
        section=article.section,
        url=article.url,
        dateline=article.dateline,
        corrections=len(article.corrections),
    )


def in_order(analysers: Iterable[Analyser]) -> tuple[Analyser, ...]:
    """The analysers so that each comes after those whose findings it requires, ties by name.

    Raises ValueError, naming the analysers, where two provide the same finding, a required one has no provider,
    or analysers wait for each other in a circle.
    """
    waiting = sorted(analysers, key=lambda analyser: analyser.name)
    _reject_double_providers(waiting)
    ordered: list[Analyser] = []
    known = set(GIVEN)
    while waiting:
        ready = [analyser for analyser in waiting if set(analyser.requires) <= known]
        if not ready:
            raise ValueError(_why_stuck(waiting, known))
        ordered.extend(ready)
        known.update(analyser.provides for analyser in ready)
        waiting = [analyser for analyser in waiting if analyser not in ready]
    return tuple(ordered)


def _reject_double_providers(analysers: Iterable[Analyser]) -> None:
    provider: dict[type, str] = {}
    for analyser in analysers:
        if other := provider.get(analyser.provides):
            finding = analyser.provides.__name__
            raise ValueError(f"{finding} is provided by both {other!r} and {analyser.name!r}")
        provider[analyser.provides] = analyser.name


def _why_stuck(waiting: list[Analyser], known: set[type]) -> str:
    promised = {analyser.provides for analyser in waiting}
    for analyser in waiting:
        for needed in analyser.requires:
            if needed not in known and needed not in promised:
                return f"{analyser.name!r} requires {needed.__name__}, which no analyser provides"
    return "these analysers wait for each other: " + ", ".join(repr(each.name) for each in waiting)
