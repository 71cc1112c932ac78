"""Render: briefs and relations → the plan of every file, and the making of those that changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from newsar_build.engine.local import in_chunks
from newsar_build.errors import Code, Diagnostic, Location
from newsar_build.memo.fingerprint import key_of, of_code
from newsar_build.model.findings import AnalysedBrief
from newsar_build.model.pages import Plan
from newsar_build.publish.changes import plan_changes
from newsar_build.publish.exports import plan_exports, plan_sitemap
from newsar_build.publish.feeds import plan_feeds
from newsar_build.publish.images import plan_images
from newsar_build.read.corpus import Corpus
from newsar_build.render.former import plan_former
from newsar_build.render.plan import plan_pages
from newsar_build.render.templates import TemplateFailedError, Theme, environment
from newsar_build.steps.keeping import Kept
from newsar_build.steps.naming import Named
from newsar_build.steps.workshop import Workshop

CHUNK = 64
"""Pages handed to a worker at a time."""
ALONE = 1_000
"""Pages up to which no workers are called: each takes as long to start as these take to make."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageJob:
    """Pages for one worker. `theme` is the digest of the whole theme: a worker that knows another loads it anew."""

    folders: tuple[Path, ...]
    theme: str
    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file's bytes, or None and the problem that prevented it."""

    path: str
    body: bytes | None
    problem: Diagnostic | None = None


def plan(
    workshop: Workshop, corpus: Corpus, briefs: tuple[AnalysedBrief, ...], named: Named, kept: Kept
) -> tuple[Plan, ...]:
    """Every file of the site but the theme's own, sorted by path."""
    site, outlets, relations = workshop.site, corpus.outlets, named.relations
    redirects = (*corpus.redirects, *named.redirects)
    versions = {history.brief: len(history.versions) + 1 for history in kept.histories}
    plans = (
        *plan_pages(site, briefs, relations, corpus.tombstones, redirects, outlets, versions),
        *plan_former(site, briefs, named.former, kept.histories),
        *plan_exports(site, briefs, relations, outlets, versions, named.former, named.redirects),
        *plan_changes(site, kept.histories),
        *plan_feeds(site, briefs, relations, outlets),
        *plan_images(workshop.content, briefs),
    )
    pages = tuple(sorted(each.path for each in plans if each.path.endswith("index.html")))
    return tuple(sorted((*plans, plan_sitemap(site, pages)), key=lambda each: each.path))


def theme_of(workshop: Workshop) -> Theme:
    """The default theme under the user's own templates, as they are now."""
    code = of_code("newsar_build.render")

    def recall(source: str, read: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
        key = key_of("references", code, source)
        body = workshop.store.get(key)
        if body is not None:
            return tuple(json.loads(body))
        found = read(source)
        workshop.store.put(key, json.dumps(found).encode())
        return found

    return environment(theme_folders(workshop), recall)


def theme_folders(workshop: Workshop) -> tuple[Path, ...]:
    """Where templates are looked for, the user's own first."""
    return (workshop.templates,) if workshop.templates.is_dir() else ()


def keys(workshop: Workshop, theme: Theme, plans: tuple[Plan, ...]) -> dict[str, str]:
    """The key under which the digest of each page's bytes is remembered, by path."""
    code = key_of("code", *(of_code(f"newsar_build.{room}") for room in ("render", "publish", "model")))
    digest = workshop.digests.of
    found: dict[str, str] = {}
    for page in plans:
        template = theme.closure_digest(page.template) if page.template else page.make.__qualname__
        found[page.path] = digest(("page", code, template, page.path, page.inputs))
    return found


def make(workshop: Workshop, theme: Theme, plans: tuple[Plan, ...]) -> Iterator[Made]:
    """Each plan's file, in order."""
    folders = theme_folders(workshop)
    jobs = [PageJob(folders=folders, theme=theme.digest, plans=chunk) for chunk in in_chunks(plans, CHUNK)]
    run = map if len(plans) <= ALONE else workshop.engine.map
    for mades in run(make_pages, jobs):
        workshop.progress.advance(len(mades))
        yield from mades


def make_pages(job: PageJob) -> tuple[Made, ...]:
    """What a worker does."""
    return tuple(_make_one(_theme(job.folders, job.theme), plan) for plan in job.plans)


@lru_cache(maxsize=1)
def _theme(folders: tuple[Path, ...], _digest: str) -> Theme:
    return environment(folders)


def _make_one(theme: Theme, plan: Plan) -> Made:
    try:
        made = plan.make(*plan.inputs)
        body = made if plan.template is None else theme.render(plan.template, made)
    except TemplateFailedError as error:
        return Made(path=plan.path, body=None, problem=error.diagnostic)
    except OSError as error:
        location = Location(path=error.filename or plan.path)
        problem = Diagnostic(location=location, code=Code.PUBLISH_FAILED, message=f"{plan.path}: {error.strerror}")
        return Made(path=plan.path, body=None, problem=problem)
    return Made(path=plan.path, body=body)
