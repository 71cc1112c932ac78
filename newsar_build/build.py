"""The whole program on one screen: read → analyse → relate → render → publish."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from newsar_build.errors import Diagnostic
from newsar_build.progress import Progress
from newsar_build.publish.site import Published
from newsar_build.steps import standing
from newsar_build.steps.workshop import Request, Workshop, open_workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a build did. `published` is None where problems kept the last good site in place."""

    diagnostics: tuple[Diagnostic, ...]
    briefs: int
    published: Published | None


def build(request: Request, progress: Progress) -> Outcome:
    """Turn a content folder into a site; one that stands, made of the same, is left as it is.

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
        return _make(workshop, seen)


def _make(workshop: Workshop, seen: standing.Seen | None) -> Outcome:
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
    relations = relating.relate(workshop, analysed, corpus.ids)
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
