"""What the steps of one build share: configuration, memo, engine, progress, and the problems found so far."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from newsar_build.config import Config, load_config
from newsar_build.engine.cluster import Dask
from newsar_build.engine.local import Engine, Local
from newsar_build.errors import Code, Diagnostic, Location, UsageError
from newsar_build.memo.fingerprint import Digests
from newsar_build.memo.store import Store
from newsar_build.model.pages import Site
from newsar_build.progress import Progress, Silent

STATE_FOLDER = ".newsar"
SELDOM = (100_000, 50, 1_000)
"""New values, and rounds of younger ones, between two looks at values of each age: old ones are never looked at."""
LEDGER = "ledger.yaml"


class EngineName(StrEnum):
    """What runs the work."""

    LOCAL = "local"
    DASK = "dask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to build. None means: as config.yaml says. `now` (UTC) decides which articles have expired.

    A `preview` publishes nothing in the ledger's sense: new articles get their ids, but an edit makes no version.
    """

    config: Path
    now: datetime
    content: Path | None = None
    output: Path | None = None
    base_url: str | None = None
    jobs: int = 1
    engine: EngineName = EngineName.LOCAL
    scheduler: str | None = None
    drafts: bool = False
    strict: bool = False
    frozen: bool = False
    preview: bool = False


class Workshop:
    """The bench a build works at. Problems are reported here and printed once, in the order of their places."""

    def __init__(self, request: Request, config: Config, store: Store, progress: Progress) -> None:
        self.request = request
        self.config = config
        self.store = store
        self.progress = progress
        self.digests = Digests()
        self._problems: dict[Diagnostic, None] = {}

    def again(self) -> Workshop:
        """A workshop that knows the same and has met no problem yet, for a second look that nobody hears of."""
        return Workshop(self.request, self.config, self.store, Silent())

    @property
    def engine(self) -> Engine:
        """What maps work over briefs and pages."""
        return _engine(self.request)

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.request.content or self._home / self.config.content

    @property
    def output(self) -> Path:
        """The output folder."""
        return self.request.output or self._home / self.config.output

    @property
    def templates(self) -> Path:
        """The user's own templates; the folder need not exist."""
        return self._home / self.config.templates

    @property
    def spare(self) -> Path:
        """Where the site that was replaced last is kept."""
        return self._home / STATE_FOLDER / "spare"

    @property
    def site(self) -> Site:
        """What every page knows of its site."""
        site = self.config.site
        base_url = site.base_url if self.request.base_url is None else self.request.base_url
        return Site(
            name=site.name,
            tagline=site.tagline,
            base_url=base_url and base_url.rstrip("/") + "/",
            language=site.language,
            timezone=site.timezone,
            notice=site.notice,
            excerpt=self.config.report == "excerpt",
        )

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Every problem reported so far, once each, sorted by place."""

        def place(problem: Diagnostic) -> tuple[str, int, int, str]:
            where = problem.location
            return where.path, where.line, where.column, problem.code

        return tuple(sorted(self._problems, key=place))

    def report(self, problems: Iterable[Diagnostic]) -> None:
        """Take note of problems."""
        self._problems.update(dict.fromkeys(problems))

    @property
    def rehearsal(self) -> bool:
        """Whether the site is for the desk's eyes only: a preview, or one that shows drafts."""
        return self.request.preview or self.request.drafts

    @property
    def _home(self) -> Path:
        return self.request.config.parent


@contextmanager
def open_workshop(request: Request, progress: Progress) -> Iterator[Workshop]:
    """A workshop whose memo is written at the end. Raises UsageError for a wrong configuration."""
    config = load_config(request.config)
    with _seldom_collected(), Store(request.config.parent / STATE_FOLDER / "memo.sqlite") as store:
        yield Workshop(request, config, store, progress)


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


def _engine(request: Request) -> Engine:
    if request.engine is EngineName.LOCAL:
        return Local(request.jobs)
    try:
        return Dask(request.scheduler, request.jobs)
    except ImportError as error:
        problem = Diagnostic(
            location=Location(path="--engine dask"),
            code=Code.CONFIG_INVALID,
            message="the dask engine is not installed",
            hint="pip install 'newsar[dask]', or leave --engine away",
        )
        raise UsageError([problem]) from error
