"""The plan of the pages that keep what was: a brief's versions, and addresses of stories that nobody tells any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from newsar_build.model.findings import AnalysedBrief
from newsar_build.model.pages import Link, Plan, Site
from newsar_build.model.relations import FormerStory
from newsar_build.model.versions import History
from newsar_build.render.views import versions
from newsar_build.render.views.common import brief_target

AT_ONCE = 50
"""Versions on one page of the list: each is compared with the one before it."""


def plan_former(
    site: Site, briefs: tuple[AnalysedBrief, ...], stories: tuple[FormerStory, ...], histories: tuple[History, ...]
) -> Iterator[Plan]:
    """One plan for each page."""
    articles = {each.brief.id: each.brief.article for each in briefs}
    for story in stories:
        links = tuple(Link(name=articles[one].headline, target=brief_target(one)) for one in story.briefs)
        yield _plan(f"stories/{story.id}/", "notice.html", versions.former_story_page, site, story.id, links)
    for history in histories:
        yield from _history(site, history, articles[history.brief].language)


def _history(site: Site, history: History, language: str) -> Iterator[Plan]:
    brief = history.brief
    every = (*history.versions, history.present)
    parts = range(0, len(every), AT_ONCE)
    for start in parts:
        last = start == parts[-1]
        shown = every[max(0, start - 1) : start + AT_ONCE]
        since = history.since if last else None
        path = versions.list_target(brief, None if last else start // AT_ONCE + 1)
        place = (start, len(every), AT_ONCE)
        yield _plan(path, "versions.html", versions.versions_page, site, path, brief, language, shown, *place, since)
    for number, (before, after) in enumerate(pairwise(every), start=2):
        path, last = versions.change_target(brief, number), number == len(every)
        yield _plan(path, "change.html", versions.change_page, site, brief, language, number, last, before, after)


def _plan(path: str, template: str, make: Callable[..., Any], *inputs: Any) -> Plan:
    return Plan(path=f"{path}index.html", make=make, inputs=inputs, template=template)
