"""The whole program on one screen: read → analyse → relate → render → publish."""

from __future__ import annotations

from dataclasses import dataclass

from newsar_build.errors import Diagnostic
from newsar_build.progress import Progress
from newsar_build.publish.site import Published
from newsar_build.steps import analysing, keeping, naming, publishing, reading, relating, rendering, writing
from newsar_build.steps.workshop import Request, open_workshop


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
        corpus = reading.read(workshop)
        analysed = writing.write(workshop, analysing.analyse(workshop, corpus.briefs))
        named = naming.name(corpus.ledger, analysed, relating.relate(workshop, analysed))
        kept = keeping.keep(workshop, corpus, named.ledger, analysed)
        plans = rendering.plan(workshop, corpus, analysed, named, kept)
        standing = keeping.standing_ledger(workshop, corpus, kept.ledger)
        published = publishing.publish(workshop, standing, plans)
        if published is not None:
            keeping.remember(workshop, corpus, standing, analysed)
        return Outcome(diagnostics=workshop.problems, briefs=len(analysed), published=published)
