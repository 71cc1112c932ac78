"""Analyse: brief → analysis, remembered whole and analyser by analyser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, get_type_hints

from spacy.tokens import Doc

from newsar_build.analyse import language, lexicon
from newsar_build.analyse.analyser import Filing, Report, filing_of, report_of
from newsar_build.analyse.evidence import orphans
from newsar_build.config import Config
from newsar_build.engine.local import in_chunks
from newsar_build.errors import Code, Diagnostic, Location, NewsarError, UsageError
from newsar_build.memo.fingerprint import adapter, encode, key_of, of_bytes, of_code, of_data
from newsar_build.memo.store import Store
from newsar_build.model.brief import Brief
from newsar_build.model.findings import AnalysedBrief, Analysis, Provenance
from newsar_build.plugins import Configured, configure
from newsar_build.read.corpus import under
from newsar_build.steps.workshop import Workshop

CHUNK = 16
"""Briefs handed to a worker at a time: enough to keep it busy, few enough to share the work evenly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """All that an analysis depends on beside the brief. `pipelines` are (language, package) pairs."""

    analysers: tuple[Configured, ...]
    pipelines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Briefs for one worker; `memo` is the store that it may read."""

    setup: Setup
    memo: Path
    subjects: tuple[tuple[Report, Filing], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of one brief: its analysis, or why there is none; `made` are new results by key."""

    analysis: Analysis | None
    error: str
    made: tuple[tuple[str, bytes], ...]


def setup_of(config: Config, config_path: Path) -> Setup:
    """The setup that the configuration asks for. Raises UsageError where it is wrong."""
    return Setup(
        analysers=configure(config.analyse, str(config_path)), pipelines=tuple(sorted(config.pipeline.items()))
    )


def analyse(workshop: Workshop, briefs: tuple[Brief, ...]) -> tuple[AnalysedBrief, ...]:
    """The briefs with their analyses, in the same order; one that cannot be analysed is reported and left out.

    Raises NewsarError where a finding lacks its evidence: such a page is never shown.
    """
    setup = setup_of(workshop.config, workshop.request.config)
    own = tuple(_own(each) for each in setup.analysers)
    keys = {brief.id: _whole_key(setup, own, brief) for brief in briefs}
    known = {brief.id: _recall(workshop.store, keys[brief.id]) for brief in briefs}
    missing = tuple(brief for brief in briefs if known[brief.id] is None)
    workshop.progress.begin("analyse", len(missing))
    faults: list[Diagnostic] = []
    for brief, done in zip(missing, _work(workshop, setup, missing), strict=True):
        for key, body in done.made:
            workshop.store.put(key, body)
        if done.analysis is None:
            workshop.report([under(workshop.content, _failure(brief, Code.ANALYSIS_FAILED, done.error))])
            continue
        if orphaned := tuple(_orphans(brief, done.analysis)):
            faults.extend(under(workshop.content, fault) for fault in orphaned)
            continue
        workshop.store.put(keys[brief.id], encode(done.analysis))
        known[brief.id] = done.analysis
    workshop.store.flush()
    if faults:
        raise NewsarError(faults)
    return tuple(
        _joined(workshop, keys[brief.id], brief, analysis)
        for brief in briefs
        if (analysis := known[brief.id]) is not None
    )


def _joined(workshop: Workshop, key: str, brief: Brief, analysis: Analysis) -> AnalysedBrief:
    """The brief with its analysis, whose digest the store knows: it need not be encoded to be digested."""
    joined = AnalysedBrief(brief=brief, analysis=analysis)
    if digest := workshop.store.digest(key):
        workshop.digests.know(analysis, key_of("analysis", digest))
        workshop.digests.know(joined, key_of("analysed", of_bytes(encode(brief)), digest))
    return joined


def analyse_one(setup: Setup, brief: Brief) -> Analysis:
    """One brief's analysis, without a memo."""
    return _Bench(setup, None, report_of(brief), filing_of(brief)).analysis()


def analyse_again(workshop: Workshop, setup: Setup, brief: Brief) -> Analysis | None:
    """A former version's analysis as the present program makes it; None where it fails: nobody's page waits for it."""
    done = _attempt(setup, workshop.store, report_of(brief), filing_of(brief))
    for key, body in done.made:
        workshop.store.put(key, body)
    sound = done.analysis is not None and not tuple(_orphans(brief, done.analysis))
    return done.analysis if sound else None


def pipeline_identity(setup: Setup, code: str) -> str:
    """Name and version of the pipeline that parses reports in this language."""
    return _identity(pipeline_for(code, setup.pipelines))


def work(job: Job) -> tuple[Done, ...]:
    """What a worker does."""
    with Store(job.memo, read_only=True) as store:
        return tuple(_attempt(job.setup, store, report, filing) for report, filing in job.subjects)


def _work(workshop: Workshop, setup: Setup, briefs: tuple[Brief, ...]) -> Iterator[Done]:
    workshop.store.flush()
    jobs = [
        Job(setup=setup, memo=workshop.store.path, subjects=tuple((report_of(each), filing_of(each)) for each in chunk))
        for chunk in in_chunks(briefs, CHUNK)
    ]
    for dones in workshop.engine.map(work, jobs):
        workshop.progress.advance(len(dones))
        yield from dones


def _attempt(setup: Setup, store: Store, report: Report, filing: Filing) -> Done:
    bench = _Bench(setup, store, report, filing)
    try:
        analysis = bench.analysis()
    except Exception as error:  # noqa: BLE001  whatever an analyser trips over must cost only its own brief
        return Done(analysis=None, error=f"{bench.at_work}: {type(error).__name__}: {error}", made=())
    return Done(analysis=analysis, error="", made=tuple(bench.made.items()))


class _Bench:
    """One report under analysis: parses only if an analyser must run that needs the parse."""

    def __init__(self, setup: Setup, store: Store | None, report: Report, filing: Filing) -> None:
        self._setup = setup
        self._store = store
        self._pipeline = pipeline_for(report.language, setup.pipelines)
        self._values: dict[type, Any] = {Report: report, Filing: filing}
        self._digests = {Report: of_bytes(encode(report)), Filing: of_bytes(encode(filing))}
        self._digests[Doc] = key_of("parse", _code(), _identity(self._pipeline), self._digests[Report])
        self.made: dict[str, bytes] = {}
        self.at_work = "parse"

    def analysis(self) -> Analysis:
        """Run every analyser and put the findings together."""
        for configured in self._setup.analysers:
            self.at_work = configured.analyser.name
            self._run(configured)
        found = {field.name: self._values[_TYPES[field.name]] for field in fields(Analysis) if field.name in _TYPES}
        return Analysis(**found, provenance=self._provenance())

    def _run(self, configured: Configured) -> None:
        analyser = configured.analyser
        report: Report = self._values[Report]
        if not analyser.speaks(report.language):
            self._values[analyser.provides] = analyser.absent
            self._digests[analyser.provides] = key_of("absent", analyser.name, analyser.version)
            return
        key = key_of(analyser.name, _own(configured), *(self._digests[needed] for needed in analyser.requires))
        body = self._store.get(key) if self._store else None
        if body is None:
            finding = analyser.run(*(self._value(needed) for needed in analyser.requires), config=configured.config)
            body = self.made[key] = encode(finding)
        else:
            finding = adapter(analyser.provides).validate_json(body)
        self._values[analyser.provides] = finding
        self._digests[analyser.provides] = of_bytes(body)

    def _value(self, needed: type) -> Any:
        if needed is Doc and Doc not in self._values:
            self._values[Doc] = self._doc()
        return self._values[needed]

    def _doc(self) -> Doc:
        key = self._digests[Doc]
        body = self._store.get(key) if self._store and self._pipeline.trained else None
        if body is not None:
            return language.from_bytes(self._pipeline, body)
        doc = language.parse(self._pipeline, self._values[Report])
        if self._pipeline.trained:
            self.made[key] = language.to_bytes(doc)
        return doc

    def _provenance(self) -> Provenance:
        report: Report = self._values[Report]
        analysers = tuple(each.analyser for each in self._setup.analysers)
        return Provenance(
            text_sha256=sha256(report.text.encode()).hexdigest(),
            pipeline=_identity(self._pipeline),
            analysers=tuple((analyser.name, analyser.version) for analyser in analysers),
            not_run=tuple(analyser.name for analyser in analysers if not analyser.speaks(report.language)),
        )


@lru_cache(maxsize=8)
def pipeline_for(code: str, named: tuple[tuple[str, str], ...]) -> language.Pipeline:
    """The pipeline for a language, loaded once a process. Raises UsageError for one that is not installed."""
    try:
        return language.load_pipeline(code, dict(named))
    except language.NoPipelineError as error:
        problem = Diagnostic(
            location=Location(path=f"pipeline.{code}"),
            code=Code.ANALYSIS_NO_PIPELINE,
            message=str(error),
            hint="install it, or take the line out of config.yaml",
        )
        raise UsageError([problem]) from error


_TYPES: Mapping[str, type] = {name: kind for name, kind in get_type_hints(Analysis).items() if kind is not Provenance}


def _identity(pipeline: language.Pipeline) -> str:
    return f"{pipeline.name} {pipeline.version}"


@cache
def _code() -> str:
    code = (of_code(f"newsar_build.{room}") for room in ("analyse", "model", "pipeline"))
    return key_of("code", *code, *(of_data("newsar_build", folder) for folder in ("weights", "vectors")))


def _own(configured: Configured) -> str:
    analyser = configured.analyser
    package = analyser.run.__module__.partition(".")[0]
    code = _code() if package == "newsar_build" else of_code(package)
    lexicons = (lexicon.digest(name) for name in analyser.lexicons)
    return key_of("own", analyser.version, code, configured.config.model_dump_json(), *lexicons)


def _whole_key(setup: Setup, own: tuple[str, ...], brief: Brief) -> str:
    report = report_of(brief)
    pipeline = pipeline_for(report.language, setup.pipelines)
    inputs = (of_bytes(encode(report)), of_bytes(encode(filing_of(brief))))
    return key_of("analysis", _identity(pipeline), *own, *inputs)


def _recall(store: Store, key: str) -> Analysis | None:
    body = store.get(key)
    return adapter(Analysis).validate_json(body) if body else None


def _failure(brief: Brief, code: Code, message: str) -> Diagnostic:
    return Diagnostic(
        location=Location(path=brief.article.path),
        code=code,
        message=message,
        hint="the article is left out; please report this with the article's text",
    )


def _orphans(brief: Brief, analysis: Analysis) -> Iterator[Diagnostic]:
    for line in orphans(brief.article.text, analysis):
        yield _failure(brief, Code.ANALYSIS_ORPHAN, f"{brief.id}: {line}")
