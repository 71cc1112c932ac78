"""Atom (RFC 4287) and JSON Feed 1.1: the newest briefs of the site and of each section, topic, entity and outlet.

Entries are known by URNs that no change of address touches, and dated by the articles, never by the clock.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsar_build.model.brief import Outlet
from newsar_build.model.findings import AnalysedBrief
from newsar_build.model.names import slug
from newsar_build.model.pages import Plan, Site
from newsar_build.model.relations import Relations
from newsar_build.publish.record import section_of

NEWEST = 50
"""Entries of a feed."""
EPOCH = "1970-01-01T00:00:00Z"
"""When a feed without entries was last changed."""
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """A brief in a feed; `filed` and `updated` in UTC, RFC 3339."""

    id: str
    headline: str
    dek: str
    outlet: str
    filed: str
    updated: str


def plan_feeds(
    site: Site, briefs: tuple[AnalysedBrief, ...], relations: Relations, outlets: tuple[Outlet, ...]
) -> tuple[Plan, ...]:
    """Two plans a feed."""
    items = {each.brief.id: _item(each) for each in briefs}
    newest = sorted(items.values(), key=lambda item: (item.filed, item.id), reverse=True)
    by_outlet: dict[str, list[FeedItem]] = defaultdict(list)
    by_section: dict[str, list[FeedItem]] = defaultdict(list)
    keys = {each.brief.id: (each.brief.outlet.key, section_of(each) or "General") for each in briefs}
    for item in newest:
        outlet, section = keys[item.id]
        by_outlet[outlet].append(item)
        by_section[section[:1].upper() + section[1:]].append(item)
    plans = list(_feed(site, "", site.name, newest))
    for name in sorted(by_section):
        plans.extend(_feed(site, f"sections/{slug(name)}/", name, by_section[name]))
    for one in outlets:
        plans.extend(_feed(site, f"outlets/{one.key}/", one.name, by_outlet[one.key]))
    for topic in relations.topics:
        plans.extend(
            _feed(site, f"topics/{topic.topic.slug}/", topic.topic.name, (items[each] for each in topic.briefs))
        )
    for entity in relations.entities:
        named = (items[each] for each, _ in entity.briefs)
        plans.extend(_feed(site, f"entities/{entity.entity.id}/", entity.entity.name, named))
    return tuple({plan.path: plan for plan in plans}.values())


def atom(site: Site, folder: str, title: str, items: tuple[FeedItem, ...]) -> bytes:
    """The feed of a page at `folder` ('' or ending in `/`) as Atom."""
    from feedgen.feed import FeedGenerator  # noqa: PLC0415  slow to load, and most builds make no feed anew

    up = site.base_url or "../" * folder.count("/")
    home = site.base_url + folder if site.base_url else "./"
    feed = FeedGenerator()
    feed.id(f"urn:newsar:feed:{folder or 'site'}")
    feed.title(_legal(_title(site, folder, title)))
    feed.updated(max((item.updated for item in items), default=EPOCH))
    feed.author(name=_legal(site.name))
    feed.link(href=f"{home}feed.xml", rel="self", type="application/atom+xml")
    feed.link(href=home, rel="alternate", type="text/html")
    feed.language(site.language)
    feed.generator("Newsar")
    for item in items:
        entry = feed.add_entry(order="append")
        entry.id(f"urn:newsar:{item.id}")
        entry.title(_legal(item.headline))
        entry.link(href=f"{up}briefs/{item.id}/", rel="alternate")
        entry.published(item.filed)
        entry.updated(item.updated)
        entry.author(name=_legal(item.outlet))
        entry.summary(_legal(item.dek))
    return bytes(feed.atom_str(pretty=True)) + b"\n"


def json_feed(site: Site, folder: str, title: str, items: tuple[FeedItem, ...]) -> bytes:
    """The feed of a page at `folder` as JSON Feed 1.1."""
    up = site.base_url or "../" * folder.count("/")
    home = site.base_url + folder if site.base_url else "./"
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(site, folder, title),
        "home_page_url": home,
        "feed_url": home + "feed.json",
        "language": site.language,
        "items": [
            {
                "id": f"urn:newsar:{item.id}",
                "url": f"{up}briefs/{item.id}/",
                "title": item.headline,
                "content_text": item.dek or item.headline,
                "date_published": item.filed,
                "date_modified": item.updated,
                "authors": [{"name": item.outlet}],
            }
            for item in items
        ],
    }
    return json.dumps(feed, ensure_ascii=False).encode() + b"\n"


def _feed(site: Site, folder: str, title: str, items: Iterable[FeedItem]) -> Iterator[Plan]:
    newest = tuple(items)[:NEWEST]
    yield Plan(path=f"{folder}feed.xml", make=atom, inputs=(site, folder, title, newest))
    yield Plan(path=f"{folder}feed.json", make=json_feed, inputs=(site, folder, title, newest))


def _item(each: AnalysedBrief) -> FeedItem:
    article = each.brief.article
    filed = article.filed.strftime("%Y-%m-%dT%H:%M:%SZ")
    corrected = max((f"{note.date.isoformat()}T00:00:00Z" for note in article.corrections), default=filed)
    return FeedItem(
        id=each.brief.id,
        headline=article.headline,
        dek=article.dek or each.analysis.summary.dek,
        outlet=each.brief.outlet.name,
        filed=filed,
        updated=max(filed, corrected),
    )


def _title(site: Site, folder: str, title: str) -> str:
    return f"{title} · {site.name}" if folder else title


def _legal(text: str) -> str:
    """The text without characters that XML forbids."""
    return _ILLEGAL.sub("", text)
