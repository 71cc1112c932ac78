"""How a story's outlets tell it: the claim matrix, conflicts, omissions, lean, blindspots and voices, in words."""

from __future__ import annotations

from newsar_build.model.brief import Outlet, Rating
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
        blindspots=tuple(_blindspot(each, coverage, names) for each in coverage.blindspots),
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
                    told=tuple((names[cell.outlet], _target(cell, excerpt=excerpt)) for _, cell in side),
                    text=side[0][1].text,
                )
                for side in sides
            ),
        )
        for (line, _, _), sides in found.items()
    )


def _gaps(coverage: Coverage, names: dict[str, str], *, excerpt: bool) -> Table:
    rows = []
    for place, line in enumerate(coverage.lines):
        silent = [names[each.outlet] for each in coverage.omissions if place in each.lines]
        if silent:
            told = ", ".join(names[cell.outlet] for cell in line.told)
            target = _target(_model(line), excerpt=excerpt)
            rows.append(TableRow(name=line.text, target=target, shape="", cells=(told, ", ".join(silent))))
    return Table(caption="", columns=("Claim", "Told by", "Left out by"), rows=tuple(rows))


def _model(line: ClaimLine) -> Cell:
    """The cell whose words the row has."""
    return next(cell for cell in line.told if cell.brief == line.brief)


def first_with(outlet: str, coverage: Coverage | None) -> str:
    """What an outlet was the first to tell of the claims compared, in words; empty where nothing."""
    count = sum(line.first == outlet for line in coverage.lines) if coverage else 0
    return f"first with {words.count(count, 'claim')} of those compared" if count else ""


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
        target=_target(_model(line), excerpt=excerpt),
        cells=tuple(cells),
        support=f"{line.support} of {coverage.voices}",
    )


def _blindspot(spot: Blindspot, coverage: Coverage, names: dict[str, str]) -> tuple[str, str]:
    """What is not told, and by whom, in words."""
    what = coverage.lines[spot.line].text if spot.line is not None else "The whole story"
    told = ", ".join(names.get(key, key) for key in spot.told)
    silent = f"{words.count(len(spot.silent), 'outlet')} that {spot.rater} rates {spot.side} of center"
    return what, f"Told by {told}; by none of the {silent}."


def _quoted(coverage: Coverage, names: dict[str, str]) -> Table:
    rows = []
    for each in coverage.quoted:
        spread = "all" if len(each.outlets) == len(coverage.outlets) else f"{len(each.outlets)} of {len(names)}"
        outlets = ", ".join(f"{names[key]} ({count})" for key, count in each.outlets)
        target = f"entities/{each.entity}/" if each.entity else None
        rows.append(TableRow(name=each.name, target=target, shape="", cells=(spread, outlets)))
    caption = "Named voices with the number of statements that each outlet gives them."
    return Table(caption=caption, columns=("Quoted", "By outlets", "Statements"), rows=tuple(rows))
