"""Indexes, the archive, corrections, and pages that only carry a message."""

from __future__ import annotations

from datetime import date

from newsar_build.model.brief import Outlet, Tombstone
from newsar_build.model.pages import Link, ListPage, NoticePage, Site, Table, TableRow
from newsar_build.model.relations import Edition, Story
from newsar_build.render import words
from newsar_build.render.views.common import brief_target, chrome, month
from newsar_build.render.views.editions import edition_target
from newsar_build.render.views.versions import list_target as versions_target

PAGE = 200
"""Rows on one page of an index."""


def list_page(
    site: Site,
    root: str,
    name: str,
    dek: str,
    columns: tuple[str, ...],
    rows: tuple[TableRow, ...],
    number: int,
    pages: int,
    dossier: Link | None = None,
) -> ListPage:
    """Page `number` (from 1) of an index at `root`, or of the list of all briefs of a dossier."""
    path = page_path(root, number)
    before = Link(name="Previous page", target=page_path(root, number - 1)) if number > 1 else None
    after = Link(name="Next page", target=page_path(root, number + 1)) if number < pages else None
    return ListPage(
        chrome=chrome(site, path, name, dek, Link(name="Today", target=""), *([dossier] if dossier else []), here=name),
        kicker="All briefs" if dossier else "Index",
        heading="All briefs" if dossier else f"All {name.lower()}",
        name=name,
        dek=dek,
        table=Table(caption="", columns=columns, rows=rows),
        before=before,
        after=after,
        page=f"Page {number} of {pages}" if pages > 1 else "",
    )


def page_path(root: str, number: int) -> str:
    """The first page of an index is its root, the others lie below."""
    return root if number == 1 else f"{root}page/{number}/"


def archive_page(site: Site, editions: tuple[Edition, ...]) -> ListPage:
    """The calendar of all editions."""
    days = frozenset(edition.day for edition in editions)
    months = sorted({(day.year, day.month) for day in days}, reverse=True)
    rows = tuple(
        TableRow(
            name=words.long_day(each.day),
            target=edition_target(each.day),
            shape="",
            cells=(str(each.number), str(len(each.briefs))),
        )
        for each in reversed(editions)
    )
    return ListPage(
        chrome=chrome(site, "archive/", "Archive", "Every edition", Link(name="Today", target=""), here="Archive"),
        kicker="Archive",
        heading="All editions",
        name="Archive",
        dek=f"{words.count(len(editions), 'edition')}, one for each day that has briefs.",
        table=Table(caption="", columns=("Day", "Edition", "Briefs"), rows=rows),
        months=tuple(month(year, number, days) for year, number in months),
    )


def corrections_page(
    site: Site,
    corrections: tuple[tuple[date, str, str, str, str], ...],
    edited: tuple[tuple[str, str, str, int], ...],
    gone: tuple[Tombstone, ...],
) -> ListPage:
    """Published corrections as (date, note, brief, headline, outlet), newest first, edited and withdrawn briefs.

    `edited` are (brief, headline, outlet, texts published so far).
    """
    rows = [
        TableRow(name=headline, target=brief_target(brief), shape="", cells=(day.isoformat(), outlet, note))
        for day, note, brief, headline, outlet in corrections
    ]
    rows += [
        TableRow(
            name=headline,
            target=versions_target(brief),
            shape="",
            cells=("", outlet, f"Edited after it was published: {count} texts, and what each edit changed."),
        )
        for brief, headline, outlet, count in edited
    ]
    rows += [
        TableRow(name=each.headline, target=brief_target(each.id), shape="", cells=("", each.outlet, "Withdrawn."))
        for each in gone
        if each.withdrawn
    ]
    return ListPage(
        chrome=chrome(
            site,
            "corrections/",
            "Corrections",
            "Corrections, edited and withdrawn briefs",
            Link(name="Today", target=""),
        ),
        kicker="Record",
        heading="All corrections, edits and withdrawals",
        name="Corrections",
        dek=(
            "Every correction that an outlet published, every text that was edited after it stood here, and every "
            "brief that was withdrawn. Addresses never die."
        ),
        table=Table(caption="", columns=("Brief", "Date", "Outlet", "What happened"), rows=tuple(rows)),
    )


def story_rows(stories: tuple[Story, ...]) -> tuple[TableRow, ...]:
    """Stories as rows, newest first."""
    ranked = sorted(stories, key=lambda story: (-story.last.toordinal(), -len(story.outlets), story.id))
    return tuple(
        TableRow(
            name=story.headline, target=f"stories/{story.id}/", shape="",
            cells=(str(len(story.outlets)), str(len(story.briefs)), story.first.isoformat(), story.last.isoformat()),
        )
        for story in ranked
    )  # fmt: skip


def outlet_rows(outlets: tuple[tuple[Outlet, int], ...]) -> tuple[TableRow, ...]:
    """Outlets with their number of briefs as rows."""
    return tuple(
        TableRow(
            name=outlet.name, target=f"outlets/{outlet.key}/", shape="",
            cells=(words.lean_with_raters(outlet), outlet.owner or "not given", str(count)),
        )
        for outlet, count in sorted(outlets, key=lambda pair: (-pair[1], pair[0].name))
    )  # fmt: skip


def empty_page(site: Site) -> NoticePage:
    """The front page of a site without briefs."""
    return NoticePage(
        chrome=chrome(site, "", "No briefs yet", "No briefs yet", here="Today"),
        kicker="Edition 0",
        name="No briefs yet",
        lines=("This site has no article. Put one into the content folder: `newsar new` makes its first lines.",),
        links=(),
    )


def not_found_page(site: Site) -> NoticePage:
    """What a server shows for an address that leads nowhere."""
    plain = chrome(site, "404.html", "Not found", "There is no such page")
    return NoticePage(
        chrome=type(plain)(path=plain.path, site=site, title=plain.title, description=plain.description, absolute=True),
        kicker="404",
        name="There is no such page",
        lines=("No brief that was ever published has lost its address: this one was mistyped, or never was.",),
        links=(Link(name="Today’s edition", target=""), Link(name="Archive", target="archive/")),
    )


def tombstone_page(site: Site, gone: Tombstone) -> NoticePage:
    """What stands at the address of a brief that is withdrawn, or cannot be built just now."""
    state = "was withdrawn" if gone.withdrawn else "cannot be built just now"
    return NoticePage(
        chrome=chrome(site, brief_target(gone.id), gone.headline, f"This brief {state}", Link(name="Today", target="")),
        kicker=f"Brief {gone.id}",
        name=f"This brief {state}",
        lines=(
            f"“{gone.headline}”, {gone.outlet}, {words.short_day(gone.day)}.",
            "Its id and address stay reserved for it.",
        ),
        links=(Link(name="Corrections", target="corrections/"), Link(name="Archive", target="archive/")),
    )


def redirect_page(site: Site, source: str, target: str) -> NoticePage:
    """What stands at a former address."""
    return NoticePage(
        chrome=chrome(site, source, "Moved", "This page has moved"),
        kicker="Moved",
        name="This page has moved",
        lines=(),
        links=(Link(name="Go to its present address", target=target),),
        moved_to=target,
    )
