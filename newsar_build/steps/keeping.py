"""Keep: the former version of each article that was edited since `newsar build` last published it.

Versions live in the ledger. The text from which the next one will be made lies in the store, under the brief's id;
where the store was lost, the published brief.json stands in. Where neither is at hand, the ledger's digest still says
that there was another text, and the version is kept without it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from pydantic import ValidationError

from newsar_build.memo.fingerprint import adapter, encode
from newsar_build.model.brief import Article
from newsar_build.model.findings import AnalysedBrief, Analysis, Frame, Span
from newsar_build.model.versions import (
    FRAMING,
    Cause,
    CauseKind,
    Figures,
    History,
    KeptClaim,
    Maker,
    Program,
    Rerun,
    State,
    Version,
)  # fmt: skip
from newsar_build.publish.record import BriefRecord
from newsar_build.read.corpus import Corpus
from newsar_build.read.frontmatter import Reading
from newsar_build.read.ledger import Entry, Ledger
from newsar_build.read.versions import digest_of_text
from newsar_build.render.views.brief import CLAIM_SHOWN
from newsar_build.render.views.common import shown_frames
from newsar_build.steps import analysing
from newsar_build.steps.analysing import Setup
from newsar_build.steps.causes import causes, program_of
from newsar_build.steps.reading import reading_name
from newsar_build.steps.workshop import Workshop

DIGITS = 3
"""Decimals of a kept figure: finer movements show nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What the store keeps of a brief: the file it was read from, and what was found when it was first published."""

    source: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The ledger with the versions that this build adds, and the history of every brief that has any."""

    ledger: Ledger
    histories: tuple[History, ...]


def keep(workshop: Workshop, corpus: Corpus, ledger: Ledger, briefs: tuple[AnalysedBrief, ...]) -> Kept:
    """A new version for each brief whose headline or report is not what the ledger says was published.

    A brief that could not be analysed keeps the ledger's digest: the build that can will make the version. A frozen
    ledger takes no version, and none is shown that it does not hold.
    """
    keeper = _Keeper(workshop, corpus, ledger)
    analysed = {each.brief.id: each for each in briefs}
    entries = tuple(keeper.entry(entry, analysed.get(entry.id)) for entry in ledger.entries)
    histories = (keeper.history(entry, analysed[entry.id]) for entry in entries if entry.id in analysed)
    return Kept(
        ledger=replace(ledger, entries=entries),
        histories=tuple(history for history in histories if history is not None),
    )


def remember(workshop: Workshop, corpus: Corpus, standing: Ledger, briefs: tuple[AnalysedBrief, ...]) -> None:
    """Let the store keep what is published now, for the version that the next edit will make of it.

    `standing` is the ledger that this build laid beside the content, where it was not frozen: what lies there is what
    is published, and a text that is published again is remembered as it was found first.
    """
    setup = analysing.setup_of(workshop.config, workshop.request.config)
    ledger = corpus.before if workshop.request.frozen else standing
    known = {entry.id: entry.digest for entry in ledger.entries}
    for analysed in briefs:
        article = analysed.brief.article
        digest = digest_of_text(article.headline, article.text)
        name = _name(analysed.brief.id, digest)
        reading = workshop.store.latest_digest(reading_name(article.path))
        source = corpus.sources.get(article.path)
        if known.get(analysed.brief.id) != digest or not reading or source is None:
            continue
        if workshop.store.latest_digest(name) is None:
            published = Published(source=source, state=_state(setup, analysed))
            workshop.store.name_latest(name, workshop.store.put(name, encode(published)))
        workshop.store.name_latest(_text_name(analysed.brief.id), reading)


class _Keeper:
    """One build's look at the ledger."""

    def __init__(self, workshop: Workshop, corpus: Corpus, ledger: Ledger) -> None:
        self._workshop = workshop
        self._corpus = corpus
        self._setup = analysing.setup_of(workshop.config, workshop.request.config)
        self._before = {entry.id: entry for entry in corpus.before.entries}
        for entry in ledger.entries:
            if entry.renamed_to and entry.id in self._before:
                self._before.setdefault(entry.renamed_to, self._before[entry.id])

    def entry(self, entry: Entry, analysed: AnalysedBrief | None) -> Entry:
        before = self._before.get(entry.id)
        if before is None or not before.digest or before.digest == entry.digest or self._workshop.request.frozen:
            return entry
        if analysed is None:
            return replace(entry, digest=before.digest)
        version = self._version(before, analysed)
        if version is None:
            return entry
        return replace(entry, versions=(*entry.versions, version), present=_state(self._setup, analysed))

    def history(self, entry: Entry, analysed: AnalysedBrief) -> History | None:
        if not entry.versions:
            return None
        article = analysed.brief.article
        now = _state(self._setup, analysed)
        standing = self._before.get(entry.id)
        unrecorded = self._workshop.request.frozen and standing is not None and standing.digest != entry.digest
        state = entry.present if entry.present and not unrecorded else now
        present = Version(digest=entry.digest, headline=article.headline, text=article.text, state=state)
        return History(brief=entry.id, versions=entry.versions, present=present, since=_rerun(self._setup, state, now))

    def _version(self, before: Entry, analysed: AnalysedBrief) -> Version | None:
        """The version that ends now; None where the file is what it was and is only read otherwise."""
        store = self._workshop.store
        body = store.latest(_name(before.id, before.digest))
        text = store.latest(_text_name(before.id))
        former = adapter(Reading).validate_json(text).article if text else None
        if former is None or body is None or digest_of_text(former.headline, former.text) != before.digest:
            return self._from_site(before, analysed)
        published: Published = adapter(Published).validate_json(body)
        if published.source == self._corpus.sources.get(analysed.brief.article.path):
            return None
        return Version(
            digest=before.digest,
            headline=former.headline,
            text=former.text,
            state=published.state,
            rerun=self._again(former, published.state, analysed),
        )

    def _again(self, former: Article, state: State, analysed: AnalysedBrief) -> Rerun | None:
        """What the present program, given the present metadata, finds in the former text."""
        if program_of(self._setup, analysed.brief) == state.program:
            return None
        article = replace(
            analysed.brief.article,
            headline=former.headline,
            text=former.text,
            blocks=former.blocks,
            marks=former.marks,
            language=former.language,
            dateline=former.dateline,
        )
        brief = replace(analysed.brief, article=article)
        analysis = analysing.analyse_again(self._workshop, self._setup, brief)
        if analysis is None:
            return self._not_told_apart(state, analysed)
        return _rerun(self._setup, state, _state(self._setup, AnalysedBrief(brief=brief, analysis=analysis)))

    def _from_site(self, before: Entry, analysed: AnalysedBrief) -> Version:
        """The version as the site that stands shows it, if it is that one; else what the ledger knows."""
        unknown = Version(digest=before.digest, headline=before.headline, text=None, state=None)
        try:
            body = (self._workshop.output / "briefs" / before.id / "brief.json").read_bytes()
            record = json.loads(body)
            headline, text = record["headline"], record["text"]
            if digest_of_text(headline, text) != before.digest:
                return unknown
        except (OSError, ValueError, KeyError, TypeError):
            return unknown
        state = _told(body)
        rerun = self._not_told_apart(state, analysed) if state else None
        return replace(unknown, headline=headline, text=text, state=state, rerun=rerun)

    def _not_told_apart(self, state: State, analysed: AnalysedBrief) -> Rerun | None:
        """Where the former text cannot be read again: what beside it may have moved each figure."""
        program = program_of(self._setup, analysed.brief)
        names = dict(state.figures) | dict(figures_of(analysed.analysis))
        why = tuple((name, found) for name in names if (found := causes(self._setup, name, state.program, program)))
        return Rerun(figures=state.figures, claims=state.claims, causes=why) if why else None


def standing_ledger(workshop: Workshop, corpus: Corpus, ledger: Ledger) -> Ledger:
    """The ledger to lay beside the content: a rehearsal leaves versions, digests and stories as they were."""
    if not workshop.rehearsal:
        return ledger
    before = {entry.id: entry for entry in corpus.before.entries}
    entries = (_as_published(entry, before.get(entry.id)) for entry in corpus.ledger.entries)
    return replace(corpus.ledger, entries=tuple(entries))


def _as_published(entry: Entry, before: Entry | None) -> Entry:
    return replace(entry, digest=before.digest if before else "")


def _name(brief: str, digest: str) -> str:
    return f"published {brief} {digest}"


def _text_name(brief: str) -> str:
    return f"published text {brief}"


def _state(setup: Setup, analysed: AnalysedBrief) -> State:
    analysis = analysed.analysis
    return State(
        figures=figures_of(analysis),
        claims=tuple(
            KeptClaim(text=each.text, type=each.type, attributed_to=each.attributed_to, evidence=each.evidence)
            for each in analysis.claims.items
            if each.check_worthiness >= CLAIM_SHOWN and each.self_contained
        ),
        program=program_of(setup, analysed.brief),
    )


def figures_of(analysis: Analysis) -> Figures:
    """The figures that a version keeps; those of analysers that were not run are left out."""
    claims = sum(each.check_worthiness >= CLAIM_SHOWN and each.self_contained for each in analysis.claims.items)
    return _rounded(
        {
            "words": ("readability", analysis.readability.words),
            "reading_ease": ("readability", analysis.readability.flesch_reading_ease),
            "sources": ("sources", len(analysis.sources.named)),
            "claims": ("claims", claims),
            "entities": ("entities", len(analysis.entities.items)),
            "tone": ("tone", analysis.tone.score),
            "valence": ("tone", analysis.tone.valence),
            "factuality": ("factuality", analysis.factuality.score),
            "quality": ("quality", analysis.quality.score),
            **{f"{FRAMING}{each.frame}": ("framing", each.score) for each in shown_frames(analysis.framing)},
        },
        analysis.provenance.not_run,
    )


def _rounded(figures: dict[str, tuple[str, float]], not_run: tuple[str, ...]) -> Figures:
    return tuple(
        (name, round(float(value), DIGITS)) for name, (analyser, value) in figures.items() if analyser not in not_run
    )


def _rerun(setup: Setup, state: State, again: State) -> Rerun | None:
    """What is found otherwise by another program in one text, and why; None where nothing is."""
    told = [(claim.text, claim.type, claim.attributed_to) for claim in state.claims]
    told_again = [(claim.text, claim.type, claim.attributed_to) for claim in again.claims]
    then, now = dict(state.figures), dict(again.figures)
    moved = [name for name in {**then, **now} if then.get(name) != now.get(name)]
    if told != told_again and "claims" not in moved:
        moved.append("claims")
    if not moved:
        return None
    unknown = (Cause(kind=CauseKind.UNKNOWN),)
    why = tuple((name, causes(setup, name, state.program, again.program) or unknown) for name in moved)
    return Rerun(figures=again.figures, claims=again.claims, causes=why)


def _told(body: bytes) -> State | None:
    """A published brief.json as a state; of its program the versions are known, but not word lists and settings."""
    try:
        found = BriefRecord.model_validate_json(body)
    except ValidationError:
        return None
    shown = [each for each in found.claims if each.check_worthiness >= CLAIM_SHOWN and each.self_contained]
    figures = {
        "words": ("readability", found.words),
        "reading_ease": ("readability", found.readability.flesch_reading_ease),
        "sources": ("sources", found.sources.count),
        "claims": ("claims", len(shown)),
        "entities": ("entities", len(found.entities)),
        "tone": ("tone", found.tone.score),
        "valence": ("tone", found.tone.valence),
        "factuality": ("factuality", found.factuality.score),
        "quality": ("quality", found.quality.score),
        **{
            f"{FRAMING}{each.frame}": ("framing", each.score) for each in found.framing if each.frame is not Frame.OTHER
        },
    }
    provenance = found.provenance
    return State(
        figures=_rounded(figures, tuple(provenance.not_run)),
        claims=tuple(
            KeptClaim(
                text=each.text,
                type=each.type,
                attributed_to=each.attributed_to,
                evidence=tuple(Span(start=span.start, end=span.end) for span in each.evidence),
            )
            for each in shown
        ),
        program=Program(
            pipeline=provenance.pipeline,
            metadata="",
            makers=tuple(Maker(name=name, version=version) for name, version in sorted(provenance.analysers.items())),
        ),
    )
