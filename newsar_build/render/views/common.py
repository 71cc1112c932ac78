"""What the views of several pages share."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from newsar_build.model.brief import Brief
from newsar_build.model.findings import AnalysedBrief, Frame, FrameScore, Framing, Span
from newsar_build.model.names import slug
from newsar_build.model.pages import Bar, Chrome, EntityRow, Figure, Link, Month, Plot, Site, TableRow, Teaser
from newsar_build.model.relations import BriefNeighbours, Companion, Entity, MentionDay
from newsar_build.render import words
from newsar_build.render.graphs import shape_of

NAMED_FRAMES = len(Frame) - 1
"""Frames beside `Other`."""

IMAGE_DIGITS = 16
"""Hex digits of a picture's digest in its published name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """As much of a brief as other pages show of it: what they depend on."""

    id: str
    headline: str
    language: str
    dek: str
    outlet: str
    outlet_key: str
    lean: str
    day: date
    time: str
    iso: str
    kind: str
    section: str
    tone: float | None
    factuality: float | None
    words: int
    sources: int
    picture: Figure | None


def card(analysed: AnalysedBrief) -> Card:
    """The card of a brief."""
    brief, analysis = analysed.brief, analysed.analysis
    article, missing = brief.article, analysis.provenance.not_run
    return Card(
        id=brief.id,
        headline=article.headline,
        language=article.language,
        dek=article.dek or analysis.summary.dek,
        outlet=brief.outlet.name,
        outlet_key=brief.outlet.key,
        lean=words.lean(brief.outlet),
        day=article.day,
        time=f"{article.filed:%H:%M}" if article.filed_has_time else "",
        iso=words.iso(article.filed, has_time=article.filed_has_time),
        kind=article.kind,
        section=section_name(analysed),
        tone=None if "tone" in missing else analysis.tone.score,
        factuality=None if "factuality" in missing else analysis.factuality.score,
        words=analysis.readability.words,
        sources=len(analysis.sources.named),
        picture=figure(brief),
    )


def section_name(analysed: AnalysedBrief) -> str:
    """The section an article gives itself, else its first topic, else General."""
    topics = analysed.analysis.topics.items
    own = analysed.brief.article.section or (topics[0].name if topics else "General")
    return own[:1].upper() + own[1:]


def section_target(name: str) -> str:
    """A section's page."""
    return f"sections/{slug(name)}/"


def brief_target(brief: str) -> str:
    """A brief's page."""
    return f"briefs/{brief}/"


def figure(brief: Brief) -> Figure | None:
    """The brief's picture, or None."""
    image, file = brief.article.image, brief.image
    if image is None or file is None:
        return None
    caption = " ".join(part for part in (image.caption, image.credit) if part)
    source = f"images/{file.sha256[:IMAGE_DIGITS]}.{file.extension}"
    return Figure(source=source, width=file.width, height=file.height, alt=image.alt, caption=caption)


def teaser(one: Card) -> Teaser:
    """A card as a teaser."""
    return Teaser(
        target=brief_target(one.id),
        headline=one.headline,
        language=one.language,
        dek=one.dek,
        outlet=one.outlet,
        lean=one.lean,
        date=words.short_day(one.day) + (f" {one.time}" if one.time else ""),
        iso=one.iso,
        kind=one.kind,
        section=one.section,
        tone=one.tone,
        factuality=one.factuality,
        picture=one.picture,
    )


def chrome(
    site: Site, path: str, title: str, description: str, *crumbs: Link, here: str = "", feed: str = "feed"
) -> Chrome:
    """The layout's values."""
    return Chrome(path=path, site=site, title=title, description=description, here=here, crumbs=crumbs, feed=feed)


def entity_target(entity: Entity) -> str:
    """An entity's dossier."""
    return f"entities/{entity.id}/"


def entity_row(entity: Entity, count: int, note: str = "") -> EntityRow:
    """An entity as lists name it."""
    return EntityRow(
        name=entity.name, target=entity_target(entity), shape=shape_of(entity.type.value), count=count, note=note
    )


def companion_rows(companions: Iterable[Companion]) -> tuple[TableRow, ...]:
    """Companions as table rows: shared briefs and lift."""
    return tuple(
        TableRow(
            name=each.entity.name,
            target=entity_target(each.entity),
            shape=shape_of(each.entity.type.value),
            cells=(str(each.shared), f"{each.lift:g}"),
        )
        for each in companions
    )


def shown_frames(framing: Framing) -> tuple[FrameScore, ...]:
    """The frames that a page names: `Other` says only that none of the fourteen was found."""
    return tuple(each for each in framing.frames if each.frame is not Frame.OTHER)


def sentence_numbers(sentences: tuple[Span, ...], evidence: Iterable[Span]) -> tuple[int, ...]:
    """The numbers, from 1, of the sentences that the evidence touches."""
    found: dict[int, None] = {}
    for span in evidence:
        for number, sentence in enumerate(sentences, start=1):
            if sentence.start < span.end and span.start < sentence.end:
                found[number] = None
    return tuple(sorted(found))


WIDEST_BAR = 6
"""Percent of the drawing: two days should not make two walls."""
LABEL_ROOM = 16
"""Percent of the drawing that a day's name needs."""
MOST_DAYS = 62
"""Days, and then weeks, that have a column each: more would be hairs."""
NUMBERED = 16
"""Columns up to which each bears its number; more are read off lines."""
LINES = 3
"""Lines of numbers across a plot at most."""
WEEK = 7


def plot(timeline: tuple[MentionDay, ...], measure: str) -> Plot | None:
    """A column for each day, week or month that has mentions, in percent; the others keep their place empty."""
    if not timeline:
        return None
    days = (timeline[-1].day - timeline[0].day).days + 1
    unit = "day" if days <= MOST_DAYS else "week" if days <= MOST_DAYS * WEEK else "month"
    counts: dict[date, tuple[int, int]] = {}
    for each in timeline:
        mentions, briefs = counts.get(_begin(each.day, unit), (0, 0))
        counts[_begin(each.day, unit)] = (mentions + each.mentions, briefs + each.briefs)
    first = min(counts)
    places = {begin: _steps(first, begin, unit) for begin in counts}
    slots = max(places.values()) + 1
    most = max(mentions for mentions, _ in counts.values())
    numbers = () if len(counts) <= NUMBERED else _round_numbers(most)
    top = max((most, *numbers))
    width = min(78 / slots, WIDEST_BAR)
    bars: list[Bar] = []
    labelled = 0.0
    for begin in sorted(counts):
        x = places[begin] * (100 - width) / max(slots - 1, 1)
        at = "start" if not bars else "end" if len(bars) == len(counts) - 1 else "middle"
        fits = at != "middle" or labelled + LABEL_ROOM <= x <= 100 - width - LABEL_ROOM
        labelled = x if fits else labelled
        name = _named(begin, unit)
        mentions, briefs = counts[begin]
        bars.append(
            Bar(
                name=name,
                value=mentions,
                briefs=briefs,
                x=round(x, 2),
                width=round(width, 2),
                height=round(100 * mentions / top, 1),
                label=(name.rpartition(" ")[0] if unit != "month" else name) if fits else "",
                anchor=at,
            )
        )
    highest = max(bars, key=lambda bar: bar.value)
    return Plot(
        bars=tuple(bars),
        unit=unit,
        lines=tuple((number, round(100 * number / top, 1)) for number in numbers),
        told=f"{measure} by {unit}, {words.count(len(bars), unit)}: most {most:,}, {_when(highest.name, unit)}",
        span=bars[0].name if len(bars) == 1 else f"{bars[0].name} to {bars[-1].name}",
    )


def _begin(day: date, unit: str) -> date:
    """The first day of a day's week or month."""
    if unit == "week":
        return date.fromordinal(day.toordinal() - day.weekday())
    return day.replace(day=1) if unit == "month" else day


def _steps(first: date, begin: date, unit: str) -> int:
    if unit == "month":
        return (begin.year - first.year) * 12 + begin.month - first.month
    return (begin - first).days // (WEEK if unit == "week" else 1)


def _named(begin: date, unit: str) -> str:
    return f"{words.MONTHS[begin.month - 1][:3]} {begin.year}" if unit == "month" else words.short_day(begin)


def _when(name: str, unit: str) -> str:
    return f"in the week of {name}" if unit == "week" else f"in {name}" if unit == "month" else f"on {name}"


def _round_numbers(most: int) -> tuple[int, ...]:
    """One to three round numbers that reach from the base to at least the highest column."""
    step = 1
    while step * LINES < most:
        digits = int(str(step)[0])
        step = step * 5 // 2 if digits == 2 else step * 2  # noqa: PLR2004  1, 2, 5, 10, 20, 50, …
    return tuple(range(step, -(-most // step) * step + 1, step))


def month(year: int, number: int, days: frozenset[date]) -> Month:
    """A month's calendar; the days that have an edition are links."""
    weeks = Calendar().monthdatescalendar(year, number)
    return Month(
        name=f"{words.MONTHS[number - 1]} {year}",
        weeks=tuple(
            tuple(
                (day.day, f"editions/{day:%Y/%m/%d}/" if day in days else None) if day.month == number else None
                for day in week
            )
            for week in weeks
        ),
    )


def origin_words(neighbours: BriefNeighbours) -> tuple[tuple[str, str | None], ...]:
    """Where a report comes from, in words, and the brief that they name: agencies first, then reports alike."""
    credited = (
        (f"From {each.agency}" if each.whole else f"With material of {each.agency}", None)
        for each in neighbours.credits
    )
    copied = ((f"{each.share:.0%} the same text as {each.name}", each.brief) for each in neighbours.copies)
    return (*credited, *copied)
