"""How a story's outlets tell it: the claim matrix, conflicts, omissions, lean, blindspots and voices, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from newsar_build.model.brief import Article, Outlet, Rating
from newsar_build.model.pages import (
    ChangeRow,
    ConflictRow,
    CoverageView,
    MatrixCell,
    MatrixRow,
    NumberSide,
    Table,
    TableRow,
)  # fmt: skip
from newsar_build.model.relations import Blindspot, Cell, ClaimLine, Coverage, Stance
from newsar_build.render import words
from newsar_build.render.views.common import brief_target

CLAIM_LENGTH = 180
"""Characters of a claim that a table shows: its cells lead to the whole sentence."""
BLINDSPOT_RULE = (
    "A blindspot is shown for each rater apart: at least two independent outlets tell it, one of them rated on the "
    "other side, and none of at least two outlets rated on the silent side does."
)


def coverage_view(coverage: Coverage, outlets: tuple[Outlet, ...], *, excerpt: bool) -> CoverageView:
    """The view of a coverage; `excerpt` says that the report's sentences have no place of their own."""
    names = {outlet.key: outlet.name for outlet in outlets}
    return CoverageView(
        outlets=tuple(names[key] for key in coverage.outlets),
        rows=tuple(_row(line, coverage, names, excerpt=excerpt) for line in coverage.lines),
        conflicts=_conflicts(coverage, names, excerpt=excerpt),
        changes=tuple(
            ChangeRow(
                claim=coverage.lines[each.line].text,
                steps=tuple(
                    (day.isoformat(), amount, names[cell.outlet], cell.text, _target(cell, excerpt=excerpt))
                    for day, amount, cell in each.steps
                ),
            )
            for each in coverage.changes
        ),
        gaps=_gaps(coverage, names, excerpt=excerpt),
        blindspots=tuple(_blindspot(each, names) for each in coverage.blindspots if each.line is None),
        blindspot_rule=BLINDSPOT_RULE,
        raters=tuple(
            (
                each.rater,
                tuple((words.LEANS[Rating(name)] if name else words.NOT_RATED, len(keys)) for name, keys in each.bins),
            )
            for each in coverage.lean
        ),
        quoted=_quoted(coverage, names),
    )


def _conflicts(coverage: Coverage, names: dict[str, str], *, excerpt: bool) -> tuple[ConflictRow, ...]:
    """One row for each quantity: the number that the row goes by, then each outlet that has another one."""
    found: dict[tuple[int, str, Cell], list[list[tuple[str, Cell]]]] = {}
    for each in coverage.conflicts:
        (amount, cell), other = each.sides
        sides = found.setdefault((each.line, amount, cell), [[(amount, cell), *each.agreeing]])
        same = next((side for side in sides[1:] if side[0][0].lower() == other[0].lower()), None)
        if same is None:
            sides.append([other])
        else:
            same.append(other)
    return tuple(
        ConflictRow(
            claim=coverage.lines[line].text,
            sides=tuple(
                NumberSide(
                    amount=side[0][0],
                    told=tuple(_told(side, names, excerpt=excerpt).items()),
                    text=side[0][1].text,
                )
                for side in sides
            ),
        )
        for (line, _, _), sides in found.items()
    )


def _told(side: list[tuple[str, Cell]], names: dict[str, str], *, excerpt: bool) -> dict[str, str]:
    """The outlets that give a number, each with the first of its sentences that does."""
    told: dict[str, str] = {}
    for _, cell in side:
        told.setdefault(names[cell.outlet], _target(cell, excerpt=excerpt))
    return told


def _gaps(coverage: Coverage, names: dict[str, str], *, excerpt: bool) -> Table:
    rows = []
    for place, line in enumerate(coverage.lines):
        silent = [names[each.outlet] for each in coverage.omissions if place in each.lines]
        spots = [f"{each.side} of center, by {each.rater}" for each in coverage.blindspots if each.line == place]
        if silent or spots:
            told = ", ".join(names[cell.outlet] for cell in line.told)
            target = _target(_model(line), excerpt=excerpt)
            cells = (told, ", ".join(silent), "; ".join(spots))
            rows.append(TableRow(name=_shortened(line.text), target=target, shape="", cells=cells))
    blind = any(row.cells[2] for row in rows)
    columns = ("Claim", "Told by", "Left out by", "Blindspot")
    return Table(
        caption="",
        columns=columns if blind else columns[:3],
        rows=tuple(rows) if blind else tuple(replace(row, cells=row.cells[:2]) for row in rows),
    )


def _shortened(text: str) -> str:
    return text if len(text) <= CLAIM_LENGTH else text[: text.rfind(" ", 0, CLAIM_LENGTH)] + " …"


def _model(line: ClaimLine) -> Cell:
    """The cell whose words the row has."""
    return next(cell for cell in line.told if cell.brief == line.brief)


def first_with(outlet: str, coverage: Coverage | None, articles: Mapping[str, Article]) -> str:
    """What an outlet was the first to tell of the claims compared, in words; empty where nothing, or nothing sure.

    `articles` by the briefs of the story.
    """
    count = sum(_is_first(outlet, line, articles) for line in coverage.lines) if coverage else 0
    return f"first with {words.count(count, 'claim')} of those compared" if count else ""


def _is_first(outlet: str, line: ClaimLine, articles: Mapping[str, Article]) -> bool:
    own = next((cell for cell in line.told if cell.outlet == outlet), None)
    return own is not None and all(
        articles[own.brief].precedes(articles[cell.brief]) for cell in line.told if cell is not own
    )


def _target(cell: Cell, *, excerpt: bool) -> str:
    return brief_target(cell.brief) + ("#report" if excerpt else f"#s{cell.sentence}")


def _row(line: ClaimLine, coverage: Coverage, names: dict[str, str], *, excerpt: bool) -> MatrixRow:
    own = {cell.outlet: cell for cell in line.cells}
    cells = []
    for key in coverage.outlets:
        cell = own.get(key)
        if cell is None:
            cells.append(MatrixCell(outlet=names[key], stance="absent"))
        else:
            said = cell.amount if cell.amount and cell.stance is not Stance.UNCLEAR else cell.stance.value
            target = _target(cell, excerpt=excerpt)
            cells.append(
                MatrixCell(
                    outlet=names[key], stance=cell.stance.value, words=said, target=target, sentence=cell.text
                )
            )  # fmt: skip
    return MatrixRow(
        text=line.text,
        speaker=line.speaker,
        target=_target(_model(line), excerpt=excerpt),
        cells=tuple(cells),
        support=f"{line.support} of {coverage.voices}",
    )


def _blindspot(spot: Blindspot, names: dict[str, str]) -> tuple[str, str]:
    """What of the whole story is not told, and by whom, in words."""
    told = ", ".join(names.get(key, key) for key in spot.told)
    silent = f"{words.count(len(spot.silent), 'outlet')} that {spot.rater} rates {spot.side} of center"
    return "the whole story", f"Told by {told}; by none of the {silent}."


def _quoted(coverage: Coverage, names: dict[str, str]) -> Table:
    rows = []
    for each in coverage.quoted:
        spread = "all" if len(each.outlets) == len(coverage.outlets) else f"{len(each.outlets)} of {len(names)}"
        outlets = ", ".join(f"{names[key]} ({count})" for key, count in each.outlets)
        target = f"entities/{each.entity}/" if each.entity else None
        rows.append(TableRow(name=each.name, target=target, shape="", cells=(spread, outlets)))
    caption = "Named voices with the number of statements that each outlet gives them."
    return Table(caption=caption, columns=("Quoted", "By outlets", "Statements"), rows=tuple(rows))
