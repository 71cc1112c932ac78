"""The whole program on one screen: read → analyse → relate → render → publish."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from newsar_build.config import Config
from newsar_build.errors import Diagnostic
from newsar_build.loading import stand_ins
from newsar_build.progress import Progress
from newsar_build.publish.site import Published
from newsar_build.steps import standing
from newsar_build.steps.workshop import Request, Workshop, open_workshop

SELDOM = (100_000, 50, 1_000)
"""New values, and rounds of younger ones, between two looks at values of each age: old ones are never looked at."""
_UNUSED = ("spacy.cli", "spacy.cli.info")
"""spaCy's own command line: a third of what spaCy loads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a build did. `published` is None where problems kept the last good site in place."""

    diagnostics: tuple[Diagnostic, ...]
    briefs: int
    published: Published | None


def build(request: Request, progress: Progress) -> Outcome:
    """Turn a content folder into a site.

    Problems in the material are collected in the outcome. Raises UsageError for a wrong configuration, with nothing
    written, and PublishError where the site cannot be written, with the last good one in place.
    """
    with open_workshop(request, progress) as workshop:
        progress.begin("look", 1)
        seen = standing.look(workshop)
        unchanged = standing.recall(workshop, seen) if seen else None
        progress.advance(1)
        if unchanged is not None:
            return Outcome(diagnostics=(), briefs=unchanged.briefs, published=unchanged.published)
        with _seldom_collected():
            return _make(workshop, seen)


def prepare(config: Config) -> None:
    """Load what the next build of a changed site will use, while nobody waits for it. Raises UsageError."""
    with stand_ins(*_UNUSED):
        from newsar_build.steps import analysing, publishing, settling  # noqa: PLC0415

    del publishing, settling
    analysing.pipeline_for(config.site.language, tuple(sorted(config.pipeline.items()))).nlp  # noqa: B018


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Python looks for unreachable cycles seldom: a build makes millions of values, hardly any in a cycle.

    Looking through all of them again and again took a third of the time of a build that makes little.
    """
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _make(workshop: Workshop, seen: standing.Seen | None) -> Outcome:
    with stand_ins(*_UNUSED):
        from newsar_build.steps import (  # noqa: PLC0415  slow to load, and a site that stands needs none of it
            analysing,
            keeping,
            naming,
            publishing,
            reading,
            relating,
            rendering,
            settling,
            writing,
        )

    corpus = reading.read(workshop)
    analysed = writing.write(workshop, analysing.analyse(workshop, corpus.briefs))
    relations = relating.relate(workshop, analysed)
    named = naming.name(corpus.ledger, analysed, relations)
    kept = keeping.keep(workshop, corpus, named.ledger, analysed)
    plans = rendering.plan(workshop, corpus, analysed, named, kept)
    ledger = keeping.standing_ledger(workshop, corpus, kept.ledger)
    published = publishing.publish(workshop, ledger, plans)
    if published is not None:
        keeping.remember(workshop, corpus, ledger, analysed)
        if seen is not None:
            settled = partial(settling.settled, workshop, analysed, relations, corpus, named, kept)
            standing.note(workshop, seen, corpus, published, settled)
    return Outcome(diagnostics=workshop.problems, briefs=len(analysed), published=published)
