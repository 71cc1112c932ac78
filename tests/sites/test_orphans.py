"""A build stops, naming analyser and brief, where what would be shown is not what its evidence says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from whole_site import Site

from newsar_build import plugins
from newsar_build.errors import NewsarError
from newsar_build.model.findings import Claims, Event, Sources, Span, Summary

OUTSIDE = Span(start=90_000, end=90_005)


def _summary(old: str, new: str) -> Callable[[Summary], Summary]:
    return lambda found: replace(
        found, sentences=tuple(replace(each, text=each.text.replace(old, new)) for each in found.sentences)
    )


def _claims(old: str, new: str) -> Callable[[Claims], Claims]:
    return lambda found: Claims(items=tuple(replace(each, text=each.text.replace(old, new)) for each in found.items))


def _unproved(found: Claims) -> Claims:
    return Claims(items=tuple(replace(each, evidence=()) for each in found.items))


def _renamed(found: Sources) -> Sources:
    return replace(found, named=tuple(replace(each, name="Jon Bremer") for each in found.named))


def _elsewhere(found: Event) -> Event:
    return replace(found, where=OUTSIDE)


FORGERIES: dict[str, tuple[str, Callable[[Any], Any], str]] = {
    "another number": ("summary", _summary("31", "41"), "'41'"),
    "a number within the right one": ("summary", _summary("31 per", "1 per"), "'1'"),
    "another name at the start": ("summary", _summary("The tidal", "Torvald tidal"), "'Torvald'"),
    "another name within": ("claims", _claims("Skerrin Bay", "Orrin Bay"), "'Orrin'"),
    "no evidence": ("claims", _unproved, "no evidence"),
    "a source that the report does not name": ("sources", _renamed, "'Jon'"),
    "evidence outside the text": ("event", _elsewhere, "evidence outside the text"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_finding_stops_the_build_and_is_told(
    site: Site, monkeypatch: pytest.MonkeyPatch, forgery: str
) -> None:
    site.build()
    before = site.files()
    brief = site.brief_of("a.md")
    name, forge, fault = FORGERIES[forgery]
    site.write("config.yaml", "site: {name: Test Times}\n")
    monkeypatch.setattr(plugins, "BUILT_IN", tuple(_forged(each, name, forge) for each in plugins.BUILT_IN))
    with pytest.raises(NewsarError) as stopped:
        site.build(jobs=1)
    lines = [each.message for each in stopped.value.diagnostics]
    assert any(line.startswith(f"{brief}: {name}: ") and fault in line for line in lines), lines
    assert site.files() == before


def _forged(analyser: Any, name: str, forge: Callable[[Any], Any]) -> Any:
    """The analyser with its findings forged; it keeps its module, whose code is part of what is remembered."""
    if analyser.name != name:
        return analyser

    def run(*values: Any, config: Any) -> Any:
        return forge(analyser.run(*values, config=config))

    run.__module__ = analyser.run.__module__
    return replace(analyser, version="forged", run=run)
