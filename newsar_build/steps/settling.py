"""Settle: whether the next build, which reads the ledger as this one left it, would make the same site."""

from __future__ import annotations

from newsar_build.model.findings import AnalysedBrief
from newsar_build.model.relations import Relations
from newsar_build.read.corpus import Corpus
from newsar_build.steps import keeping, naming, reading
from newsar_build.steps.keeping import Kept
from newsar_build.steps.naming import Named
from newsar_build.steps.workshop import Workshop


def settled(
    workshop: Workshop,
    briefs: tuple[AnalysedBrief, ...],
    relations: Relations,
    corpus: Corpus,
    named: Named,
    kept: Kept,
) -> bool:
    """Whether the steps that know the ledger make of the new one what they made of the old one, and leave it alone."""
    after = workshop.again()
    read = reading.read(after)
    again = naming.name(read.ledger, briefs, relations)
    then = keeping.keep(after, read, again.ledger, briefs)
    return (
        not after.problems
        and _shown(read, again, then) == _shown(corpus, named, kept)
        and keeping.standing_ledger(after, read, then.ledger) == read.before
    )


def _shown(corpus: Corpus, named: Named, kept: Kept) -> tuple[object, ...]:
    """All of what pages are planned from that the ledger has a say in."""
    return (
        corpus.briefs, corpus.outlets, corpus.tombstones, corpus.redirects,
        named.relations, named.redirects, named.former, kept.histories,
    )  # fmt: skip
