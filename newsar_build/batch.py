"""Reports in, findings out, without a site: `newsar analyse` and `newsar relate`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from newsar_build.config import Config, load_config
from newsar_build.engine.local import Local, in_chunks
from newsar_build.errors import Code, Diagnostic, Location
from newsar_build.memo.store import Store
from newsar_build.model.brief import Article, Brief, Outlet
from newsar_build.model.findings import AnalysedBrief
from newsar_build.model.pages import Site
from newsar_build.publish.record import brief_json
from newsar_build.read.frontmatter import ReadSettings, read_article
from newsar_build.read.language import detect_language
from newsar_build.read.outlets import load_outlets
from newsar_build.read.plain import plain_article
from newsar_build.relate.compared import StoryItem
from newsar_build.relate.config import RelateConfig
from newsar_build.relate.stories import group_stories
from newsar_build.steps.analysing import Setup, analyse_one, setup_of
from newsar_build.steps.workshop import STATE_FOLDER
from newsar_build.steps.writing import Writer, writer_config

CHUNK = 8
"""Lines handed to a worker at a time."""
AHEAD = 32
"""Chunks read ahead for each round of workers: memory stays small however long the input."""
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for a filed date that nobody gave."""
_HALF_PAIR = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of output; `failed` where it tells of an error."""

    text: str
    failed: bool = False


def _none_as_empty(value: Any) -> Any:
    return "" if value is None else value


Told = Annotated[str, BeforeValidator(_none_as_empty)]
"""A text that may be missing: `null` is what many programs write then."""


class ReportLine(BaseModel):
    """One report as programs hand it over; keys beyond these are ignored. An id comes out as it came in."""

    model_config = ConfigDict(frozen=True, strict=True)

    id: str | int
    text: str = Field(min_length=1)
    headline: Told = ""
    outlet: Told = ""
    filed: str | None = None
    language: str | None = Field(default=None, pattern=r"^[A-Za-z]{2,3}([-_].*)?$")
    url: str | None = None

    @field_validator("*")
    @classmethod
    def _whole(cls, value: str | int | None) -> str | int | None:
        if isinstance(value, str) and _HALF_PAIR.search(value):
            raise ValueError("half a surrogate pair is no character")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What every report of a batch is analysed with; `writer` where a language model writes the summaries."""

    setup: Setup
    config: Config
    writer: Writer | None


def analyse_lines(
    lines: Iterable[str], config_path: Path, jobs: int, report: Callable[[Iterable[Diagnostic]], None] = lambda _: None
) -> Iterator[Line]:
    """One brief's JSON for each line, in order; a bad line gives `{"id","error"}` in its place.

    What went wrong beside the lines goes to `report` in the end. Raises UsageError for a wrong configuration.
    """
    config = config_or_default(config_path)
    with _desk(config, config_path) as desk:
        work = partial(_analyse_chunk, desk)
        engine = Local(1 if desk.writer else jobs)
        chunks = in_chunks((line for line in lines if line.strip()), CHUNK)
        for ahead in in_chunks(chunks, AHEAD):
            for done in engine.map(work, ahead):
                yield from done
        report(desk.writer.problems(config_path) if desk.writer else ())


@contextmanager
def _desk(config: Config, config_path: Path) -> Iterator[_Desk]:
    """A desk; a writer shares the memo of the site's builds, so that neither asks what the other has asked."""
    setup = setup_of(config, config_path)
    asked = writer_config(setup)
    if asked is None:
        yield _Desk(setup=setup, config=config, writer=None)
        return
    with Store(config_path.parent / STATE_FOLDER / "memo.sqlite") as store:
        yield _Desk(setup=setup, config=config, writer=Writer(asked, store))


def relate_lines(lines: Iterable[str], config_path: Path) -> Iterator[Line]:
    """One line a story, `{"story","briefs"}`, every id exactly once; a bad line gives `{"id","error"}`.

    Raises UsageError for a wrong configuration.
    """
    config = RelateConfig.model_validate(config_or_default(config_path).relate)
    items: dict[str, StoryItem] = {}
    ids: dict[str, str | int] = {}
    for line in (line for line in lines if line.strip()):
        try:
            item, id_ = _story_item(line)
            if item.id in items:
                raise ValueError("this id came before")  # noqa: TRY301  told in the line's place like the others
            items[item.id], ids[item.id] = item, id_
        except ValueError as error:
            yield _error_line(line, error)
    for number, briefs in enumerate(group_stories(tuple(items.values()), config), start=1):
        yield Line(text=_dump({"story": f"story-{number}", "briefs": [ids[each] for each in briefs]}))


def analyse_files(
    files: tuple[str, ...], config_path: Path, read_text: Callable[[], str]
) -> tuple[list[str], tuple[Diagnostic, ...]]:
    """Each file's brief as JSON, and the problems of those that have none; `-` stands for `read_text()`."""
    config = config_or_default(config_path)
    found: list[str] = []
    problems: list[Diagnostic] = []
    with _desk(config, config_path) as desk:
        for name in files:
            if name == "-":
                found.append(_analyse_text(desk, read_text()))
                continue
            article, trouble = _read_file(Path(name), config)
            problems.extend(trouble)
            if article is not None:
                outlet = _outlet_of(article, config_path.parent / config.content)
                found.append(_record(desk, Brief(id=article.id or name, article=article, outlet=outlet)))
        problems.extend(desk.writer.problems(config_path) if desk.writer else ())
    return found, tuple(problems)


def config_or_default(path: Path) -> Config:
    """The configuration at `path`, or the defaults where the usual file is missing: batches need no site."""
    return Config() if path == Path("config.yaml") and not path.exists() else load_config(path)


def _analyse_chunk(desk: _Desk, lines: tuple[str, ...]) -> tuple[Line, ...]:
    return tuple(_analyse_line(desk, line) for line in lines)


def _analyse_line(desk: _Desk, line: str) -> Line:
    try:
        report = _parse(line)
        text = _record(desk, _brief_of(report, desk.config)).rstrip("\n")
        return Line(text=text if isinstance(report.id, str) else _dump(json.loads(text) | {"id": report.id}))
    except Exception as error:  # noqa: BLE001  whatever one line trips over, the others must come out
        return _error_line(line, error)


def _analyse_text(desk: _Desk, text: str) -> str:
    headline = text.strip().partition("\n")[0]
    return _record(desk, _brief_of(ReportLine(id="-", text=text or " ", headline=headline), desk.config))


def _record(desk: _Desk, brief: Brief) -> str:
    config = desk.config
    site = Site(
        name=config.site.name,
        tagline=config.site.tagline,
        base_url=config.site.base_url,
        language=config.site.language,
        timezone=config.site.timezone,
        notice=config.site.notice,
        excerpt=False,
    )
    analysed = AnalysedBrief(brief=brief, analysis=analyse_one(desk.setup, brief))
    analysed = desk.writer.write(analysed) if desk.writer else analysed
    return brief_json(analysed, None, site).decode()


def _brief_of(report: ReportLine, config: Config) -> Brief:
    filed, has_time = _moment(report.filed)
    language = report.language[:2].lower() if report.language else detect_language(report.text, config.site.language)
    article = plain_article(
        report.text,
        name=str(report.id),
        headline=report.headline,
        outlet=report.outlet,
        filed=filed,
        filed_has_time=has_time,
        language=language,
    )
    return Brief(id=str(report.id), article=article, outlet=Outlet(key=report.outlet, name=report.outlet))


def _moment(filed: str | None) -> tuple[datetime, bool]:
    if filed is None:
        return UNDATED, False
    try:
        moment = datetime.fromisoformat(filed)
    except ValueError as error:
        raise ValueError(f"filed: no ISO 8601 date: {filed!r}") from error
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC), len(filed) > len("2026-02-25")


def _story_item(line: str) -> tuple[StoryItem, str | int]:
    """What a line says of a report, and its id as it came: a headline alone can be told by a story too."""
    row = json.loads(line)
    told = row.get("headline") if isinstance(row, dict) else None
    report = ReportLine.model_validate({**row, "text": row.get("text") or told} if told else row)
    filed = _moment(report.filed)[0] if report.filed else None
    return StoryItem(id=str(report.id), headline=report.headline, text=report.text, filed=filed), report.id


def _read_file(path: Path, config: Config) -> tuple[Article | None, tuple[Diagnostic, ...]]:
    try:
        body = path.read_bytes()
    except OSError as error:
        message = error.strerror or "cannot be read"
        return None, (Diagnostic(location=Location(path=str(path)), code=Code.BRIEF_UNREADABLE, message=message),)
    reading = read_article(str(path), body, ReadSettings.of(config))
    return reading.article, reading.diagnostics


def _outlet_of(article: Article, content: Path) -> Outlet:
    outlets, _ = load_outlets(content) if content.is_dir() else ({}, ())
    return outlets.get(article.outlet) or Outlet(key=article.outlet, name=article.outlet)


def _parse(line: str) -> ReportLine:
    return ReportLine.model_validate(json.loads(line))


def _error_line(line: str, error: Exception) -> Line:
    return Line(text=_dump({"id": _id_in(line), "error": _in_words(error)}), failed=True)


def _id_in(line: str) -> Any:
    try:
        return json.loads(line).get("id")
    except (ValueError, AttributeError, RecursionError):
        return None


def _in_words(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(f"{'.'.join(map(str, each['loc'])) or 'line'}: {each['msg']}" for each in error.errors())
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} at column {error.colno}"
    return str(error) or type(error).__name__


def _dump(row: dict[str, Any]) -> str:
    text = json.dumps(row, ensure_ascii=False)
    # Half a surrogate pair cannot be written as UTF-8, only escaped.
    return json.dumps(row) if _HALF_PAIR.search(text) else text
