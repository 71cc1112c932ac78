"""What a site can be built with: the built-in analysers, as one tuple, and those of installed packages.

A package adds analysers under the entry point group `newsar.analysers`; each entry names an `Analyser`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from newsar_build.analyse import (
    attributions,
    claims,
    clauses,
    entities,
    event,
    factuality,
    framing,
    keywords,
    quality,
    readability,
    sentences,
    sources,
    summary,
    tone,
    topics,
)
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, in_order
from newsar_build.errors import Code, Diagnostic, Location, UsageError
from newsar_build.extensions import added_analysers

BUILT_IN: tuple[Analyser, ...] = (
    sentences.ANALYSER,
    readability.ANALYSER,
    entities.ANALYSER,
    keywords.ANALYSER,
    topics.ANALYSER,
    attributions.ANALYSER,
    sources.ANALYSER,
    claims.ANALYSER,
    clauses.ANALYSER,
    summary.ANALYSER,
    event.ANALYSER,
    framing.ANALYSER,
    tone.ANALYSER,
    factuality.ANALYSER,
    quality.ANALYSER,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Configured:
    """An analyser with its part of the configuration."""

    analyser: Analyser
    config: AnalyserConfig


def installed() -> tuple[Analyser, ...]:
    """Built-in and installed analysers in the order they run. Raises UsageError where they do not fit together."""
    added = tuple(point.load() for point in added_analysers())
    try:
        return in_order((*BUILT_IN, *added))
    except ValueError as error:
        raise _usage_error("newsar.analysers", str(error)) from error


def configure(settings: Mapping[str, Any], config_path: str) -> tuple[Configured, ...]:
    """Each analyser with what `analyse:` in config.yaml says for it.

    Raises UsageError for a name that is no analyser's and for a setting that its analyser does not know.
    """
    analysers = installed()
    names = {analyser.name for analyser in analysers}
    if unknown := sorted(set(settings) - names):
        known = ", ".join(sorted(names))
        raise _usage_error(config_path, f"analyse: there is no analyser {unknown[0]!r}", f"the analysers are {known}")
    return tuple(_configure(analyser, settings.get(analyser.name) or {}, config_path) for analyser in analysers)


def _configure(analyser: Analyser, settings: Any, config_path: str) -> Configured:
    try:
        return Configured(analyser=analyser, config=analyser.config.model_validate(settings))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(("analyse", analyser.name, *(str(part) for part in first["loc"])))
        known = ", ".join(sorted(analyser.config.model_fields)) or "none"
        raise _usage_error(config_path, f"{key}: {first['msg']}", f"its settings are: {known}") from error


def _usage_error(path: str, message: str, hint: str = "") -> UsageError:
    location = Location(path=path)
    return UsageError([Diagnostic(location=location, code=Code.CONFIG_INVALID, message=message, hint=hint)])
