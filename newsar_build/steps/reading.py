"""Read: files → briefs, each file remembered by its bytes."""

from __future__ import annotations

from dataclasses import replace

from newsar_build.errors import Code, Diagnostic, Location, UsageError
from newsar_build.memo.fingerprint import adapter, encode, key_of, of_bytes, of_code
from newsar_build.model.brief import Article
from newsar_build.read.corpus import Corpus, assemble, under
from newsar_build.read.frontmatter import Reading, ReadSettings, read_article
from newsar_build.read.ledger import load_ledger
from newsar_build.read.outlets import load_outlets
from newsar_build.read.sources import SourceFile, list_sources
from newsar_build.steps.workshop import LEDGER, Workshop


def read(workshop: Workshop) -> Corpus:
    """All briefs of the content folder; problems are reported.

    An article that cannot be read now, but could before, is taken as it was then. Raises UsageError where there is no
    content folder, where the ledger is damaged (it is never overwritten by guesswork), or where `outlets.yaml` gives no
    outlet at all: every article would be left out for the one fault.
    """
    content, config = workshop.content, workshop.config
    if not content.is_dir():
        raise UsageError([_no_content(str(content))])
    ledger, damage = load_ledger(content / LEDGER)
    if damage:
        raise UsageError(damage)
    outlets, problems = load_outlets(content)
    if problems and not outlets:
        raise UsageError(problems)
    workshop.report(problems)
    sources, unread, refused = list_sources(content, config.limits.article_bytes)
    workshop.report(under(content, problem) for problem in refused)
    workshop.progress.begin("read", len(sources))
    settings = ReadSettings.of(config)
    remembered = {source.path: _read_one(workshop, source, settings) for source in sources}
    readings = tuple(reading for reading, _ in remembered.values())
    corpus = assemble(
        readings,
        outlets=outlets,
        ledger=ledger,
        content=content,
        config=config,
        now=workshop.request.now,
        drafts=workshop.request.drafts,
        unread=unread,
        last_good=_last_good(workshop, readings, unread, frozenset(outlets)),
    )
    workshop.report(under(content, problem) for problem in corpus.diagnostics)
    for brief in corpus.briefs:
        reading, digest = remembered.get(brief.article.path, (None, ""))
        if reading is not None and reading.article == brief.article:
            workshop.store.name_latest(reading_name(reading.path), digest)
    return replace(corpus, sources={source.path: of_bytes(source.body) for source in sources})


def _read_one(workshop: Workshop, source: SourceFile, settings: ReadSettings) -> tuple[Reading, str]:
    store = workshop.store
    code = key_of("code", of_code("newsar_build.read"), of_code("newsar_build.model"))
    key = key_of("read", code, of_bytes(encode(settings)), source.path, of_bytes(source.body))
    body = store.get(key)
    reading: Reading
    if body is None:
        reading = read_article(source.path, source.body, settings)
        body = encode(reading)
        store.put(key, body)
    else:
        reading = adapter(Reading).validate_json(body)
    workshop.progress.advance(1)
    return reading, of_bytes(body)


def _last_good(
    workshop: Workshop, readings: tuple[Reading, ...], unread: tuple[str, ...], outlets: frozenset[str]
) -> dict[str, Article]:
    """For each file that makes no brief now, the article of the last build in which it made one."""
    failed = [each.path for each in readings if each.article is None or each.article.outlet not in outlets]
    bodies = {path: workshop.store.latest(reading_name(path)) for path in (*unread, *failed)}
    return {path: adapter(Reading).validate_json(body).article for path, body in bodies.items() if body}


def reading_name(path: str) -> str:
    """Under which name the store keeps the last good reading of a file."""
    return f"article {path}"


def _no_content(path: str) -> Diagnostic:
    return Diagnostic(
        location=Location(path=path),
        code=Code.CONFIG_INVALID,
        message="there is no content folder here",
        hint="`newsar init` makes a new site; `content:` in config.yaml or --content names another folder",
    )
