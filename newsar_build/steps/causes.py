"""What an analysis rests on beside the text, and what of it can have moved a figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, Filing, filing_of
from newsar_build.memo.fingerprint import encode, key_of, of_bytes
from newsar_build.model.brief import Brief
from newsar_build.model.versions import FRAMING, Cause, CauseKind, Maker, Program
from newsar_build.plugins import Configured
from newsar_build.steps.analysing import Setup, pipeline_identity

ANALYSER_OF = {
    "words": "readability", "reading_ease": "readability", "sources": "sources", "claims": "claims",
    "entities": "entities", "tone": "tone", "valence": "tone", "factuality": "factuality", "quality": "quality",
}  # fmt: skip
"""Which analyser a kept figure is of; a frame's is of `framing`."""
SHORT = 8
"""Hex digits of a digest that only says whether something is as it was."""


def program_of(setup: Setup, brief: Brief) -> Program:
    """What a brief's analysis rests on beside its headline and report."""
    filing = replace(filing_of(brief), headline="", dateline=None)
    return Program(
        pipeline=pipeline_identity(setup, brief.article.language),
        metadata=of_bytes(encode(filing))[:SHORT],
        makers=tuple(_maker(each) for each in sorted(setup.analysers, key=lambda each: each.analyser.name)),
    )


def causes(setup: Setup, figure: str, before: Program, after: Program) -> tuple[Cause, ...]:
    """All of which the figure depends, beside the text, that is not what it was, its own analyser's first.

    What is not known of either program is passed over.
    """
    return tuple(_changed(_line(setup, _analyser_of(figure)), before, after))


def _analyser_of(figure: str) -> str:
    return "framing" if figure.startswith(FRAMING) else ANALYSER_OF[figure]


def _maker(configured: Configured) -> Maker:
    analyser = configured.analyser
    lists = (lexicon.digest(name) for name in analyser.lexicons)
    return Maker(
        name=analyser.name,
        version=analyser.version,
        lexicon=key_of("lexicons", *lists)[:SHORT],
        settings=key_of("settings", configured.config.model_dump_json())[:SHORT],
    )


def _line(setup: Setup, name: str) -> tuple[Analyser, ...]:
    """The analyser of this name, and all on whose findings it builds."""
    analysers = {each.analyser.name: each.analyser for each in setup.analysers}
    providers = {analyser.provides: analyser for analyser in analysers.values()}
    line: dict[str, Analyser] = {}
    waiting = [analysers[name]] if name in analysers else []
    while waiting:
        analyser = waiting.pop(0)
        if analyser.name not in line:
            line[analyser.name] = analyser
            waiting += [providers[needed] for needed in analyser.requires if needed in providers]
    return tuple(line.values())


def _changed(line: tuple[Analyser, ...], before: Program, after: Program) -> Iterator[Cause]:
    needed = {needed for analyser in line for needed in analyser.requires}
    old, new = ({maker.name: maker for maker in program.makers} for program in (before, after))
    for analyser in line:
        one, other = old.get(analyser.name), new.get(analyser.name)
        if one is None or other is None:
            continue
        if one.version != other.version:
            yield Cause(kind=CauseKind.VERSION, of=analyser.name, before=one.version, after=other.version)
        if one.lexicon and other.lexicon and one.lexicon != other.lexicon:
            yield Cause(kind=CauseKind.LEXICON, of=analyser.name)
        if one.settings and other.settings and one.settings != other.settings:
            yield Cause(kind=CauseKind.SETTINGS, of=analyser.name)
    if Doc in needed and before.pipeline and after.pipeline and before.pipeline != after.pipeline:
        yield Cause(kind=CauseKind.PIPELINE, before=before.pipeline, after=after.pipeline)
    if Filing in needed and before.metadata and after.metadata and before.metadata != after.metadata:
        yield Cause(kind=CauseKind.METADATA)
