"""The front page of a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from statistics import median

from newsar_build.model.brief import Outlet
from newsar_build.model.pages import Desk, EditionPage, Lead, Link, Site
from newsar_build.model.relations import BriefNeighbours, Edition, Entity, Story
from newsar_build.render import words
from newsar_build.render.views.common import Card, brief_target, chrome, entity_row, month, section_target, teaser

SECONDS = 3
"""Briefs beside the lead."""
DESK = 4
"""Briefs of a section on the front page."""
OTHERS = 6
"""Other reports of the lead's story under it."""
NAMED = 6
STORIES = 6


def edition_page(
    site: Site, path: str, edition: Edition, cards: tuple[Card, ...], stories: tuple[Story, ...],
    named: tuple[tuple[Entity, int], ...], outlets: tuple[Outlet, ...], corrections: tuple[tuple[str, str], ...],
    days: tuple[date, ...],
) -> EditionPage:  # fmt: skip
    """The front page of `edition` at `path`; `cards` in the edition's order, `corrections` as (note, brief)."""
    story_of = {brief: story for story in stories for brief in story.briefs}
    told: set[str] = set()
    fronts: list[Card] = []
    for one in cards:
        story = story_of.get(one.id)
        if len(fronts) <= SECONDS and (story is None or story.id not in told):
            fronts.append(one)
            told |= {story.id} if story else set()
    leads = [_lead(one, story_of.get(one.id)) for one in fronts]
    others = _others(cards, story_of.get(fronts[0].id), fronts[0]) if fronts else ()
    shown = {one.id for one in (*fronts, *others)}
    position = days.index(edition.day)
    tones = [one.tone for one in cards if one.tone is not None]
    sourcing = [one.factuality for one in cards if one.factuality is not None]
    return EditionPage(
        chrome=chrome(
            site,
            path,
            f"{words.long_day(edition.day)} · Edition {edition.number}",
            f"{words.count(len(cards), 'brief')} of {words.long_day(edition.day)}",
            here="Today",
        ),
        day=words.long_day(edition.day),
        iso=edition.day.isoformat(),
        number=edition.number,
        ear_left=(
            f"Edition {edition.number}",
            f"{words.count(len(cards), 'brief')} · {words.count(len(stories), 'story', 'stories')}",
            words.count(len({one.outlet_key for one in cards}), "outlet"),
        ),
        ear_right=(
            f"Median tone {words.plain(median(tones))}" if tones else "Tone not scored",
            f"Median sourcing {words.plain(median(sourcing))}" if sourcing else "Sourcing not scored",
            words.count(sum(one.words for one in cards), "word"),
        ),
        before=_neighbour(days, position - 1),
        after=_neighbour(days, position + 1),
        lead=replace(leads[0], others=tuple(teaser(one) for one in others)) if leads else None,
        seconds=tuple(leads[1:]),
        stories=tuple((story.headline, f"stories/{story.id}/", len(story.outlets)) for story in stories[:STORIES]),
        corrections=tuple(
            (note, Link(name=brief, target=brief_target(brief) + "#data")) for note, brief in corrections
        ),
        desks=_desks(cards, shown),
        month=month(edition.day.year, edition.day.month, frozenset(days)),
        named=tuple(entity_row(entity, count) for entity, count in named[:NAMED]),
        most_named=max((count for _, count in named), default=1),
        lean=words.lean_bins(list(outlets)),
    )


def named_in(neighbours: list[BriefNeighbours]) -> tuple[tuple[Entity, int], ...]:
    """The entities of these briefs with their mentions, most mentioned first."""
    counts: Counter[str] = Counter()
    known: dict[str, Entity] = {}
    for each in neighbours:
        for one in each.entities:
            counts[one.entity.id] += len(one.mentions)
            known[one.entity.id] = one.entity
    ranked = sorted(counts, key=lambda each: (-counts[each], each))[:NAMED]
    return tuple((known[each], counts[each]) for each in ranked)


def edition_target(day: date) -> str:
    """A day's front page."""
    return f"editions/{day:%Y/%m/%d}/"


def _lead(one: Card, story: Story | None) -> Lead:
    link = (
        Link(name=f"Compare {words.count(len(story.briefs), 'report')}", target=f"stories/{story.id}/")
        if story
        else None
    )
    return Lead(teaser=teaser(one), story=link, outlets=len(story.outlets) if story else 1)


def _others(cards: tuple[Card, ...], story: Story | None, lead: Card) -> tuple[Card, ...]:
    """The day's other reports of the lead's story, beside it on the page and so not in the desks."""
    members = set(story.briefs) if story else set()
    return tuple(one for one in cards if one.id in members and one.id != lead.id)[:OTHERS]


def _neighbour(days: tuple[date, ...], position: int) -> Link | None:
    if not 0 <= position < len(days):
        return None
    return Link(name=words.short_day(days[position]), target=edition_target(days[position]))


def _desks(cards: tuple[Card, ...], shown: set[str]) -> tuple[Desk, ...]:
    sections = Counter(one.section for one in cards)
    desks = []
    for name in sorted(sections, key=lambda each: (-sections[each], each)):
        rest = [one for one in cards if one.section == name and one.id not in shown][:DESK]
        if rest:
            desks.append(
                Desk(
                    name=name,
                    target=section_target(name),
                    total=sections[name],
                    briefs=tuple(teaser(one) for one in rest),
                )
            )
    return tuple(desks)
