"""The matrix of a story: rows of claims and figures that outlets share, and how each outlet stands to a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsar_build.model.findings import AnalysedBrief, Span
from newsar_build.model.relations import Cell, Change, ClaimLine, Conflict, Stance
from newsar_build.relate.aligning import align
from newsar_build.relate.amounts import agree, same_number
from newsar_build.relate.differences import Difference, Verdict, true_of, verdict, verdicts
from newsar_build.relate.figures import MEET, MEET_ALL, Figure, figure_closeness
from newsar_build.relate.moments import moment_groups, moment_verdict
from newsar_build.relate.silence import Silence
from newsar_build.relate.statements import Told, denied

IN_ROW = 0.15
"""Added to the closeness of two figures that stand in claims which say the same."""
ATTACHED = 2
"""Reports of a row of figures that must make the claim of a row for the figures to belong to it."""
_LOOSE = " ,;:–—-"
"""What a clause may begin with that is none of its words."""
_LEANING = re.compile(
    r"(?:he|she|it|they|we|i|this|that|these|those|his|her|its|their|which|who)\b|[“\"‘'(]", re.IGNORECASE
)
"""What opens a clause that means somebody or something told before."""
AND = "; "
"""Between the disputed numbers of one cell: numbers have commas of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What several reports say alike: claims and the groups of figures, each of one quantity."""

    claims: tuple[Told, ...]
    figures: tuple[tuple[Figure, ...], ...]
    differences: tuple[Difference, ...]

    @property
    def places(self) -> tuple[tuple[str, int], ...]:
        """Report and place of each claim and figure."""
        figures = ((each.brief, each.start) for group in self.figures for each in group)
        return (*((each.brief, each.span.start) for each in self.claims), *figures)

    @property
    def outlets(self) -> frozenset[str]:
        """The outlets that have a part in it."""
        return frozenset(
            (*(each.outlet for each in self.claims), *(each.outlet for group in self.figures for each in group))
        )


def rows_of(claims: Sequence[Sequence[Told]], figures: Sequence[Figure], moments: Sequence[Figure] = ()) -> list[Row]:
    """The rows of claims with the figures and days that belong to them, then the rows of the other figures."""
    row_of = {id(each): place for place, row in enumerate(claims) for each in row}
    holding = {
        (figure.brief, figure.start): row_of[id(each)]
        for figure in (*figures, *moments)
        for row in claims
        for each in row
        if each.brief == figure.brief and each.span.start <= figure.start < each.span.end
    }
    close = {}
    for (one, other), value in figure_closeness(list(figures)).items():
        left, right = (holding.get((figures[each].brief, figures[each].start), -1) for each in (one, other))
        close[one, other] = min(1.0, value + IN_ROW) if left == right >= 0 else value
    groups = [*_quantities(figures, close), *moment_groups(moments)]
    claims, moved = _joined(claims, [[holding.get((each.brief, each.start), -1) for each in group] for group in groups])
    attached: dict[int, list[tuple[Figure, ...]]] = {}
    alone: list[tuple[Figure, ...]] = []
    for group in groups:
        places = [moved.get(place, place) for each in group for place in [holding.get((each.brief, each.start), -1)]]
        best = max(set(places), key=lambda place: (place >= 0, places.count(place), -place))
        if best >= 0 and places.count(best) >= ATTACHED:
            attached.setdefault(best, []).append(tuple(group))
        else:
            alone.append(tuple(group))
    made = [
        _row(_agreeing(row, attached.get(place, ())), tuple(attached.get(place, ())))
        for place, row in enumerate(claims)
        if row
    ]
    return [*made, *(_row((), groups) for groups in _by_clause(alone))]


def _agreeing(row: Sequence[Told], groups: Sequence[tuple[Figure, ...]]) -> tuple[Told, ...]:
    """The claims less those that give other numbers than the first and of which no group of figures tells how.

    Figures that are of no quantity in common, as a toll that fell, cannot show that one outlet agrees with the other.
    """
    told = {each.brief for group in groups for each in group}
    return tuple(each for each in row if each.brief in told or not denied(row[0], each))


def _joined(
    claims: Sequence[Sequence[Told]], quantities: Sequence[Sequence[int]]
) -> tuple[list[list[Told]], dict[int, int]]:
    """The rows of claims, those that one quantity stands in joined, and the row that each joined one is in.

    A quantity of several reports in two rows says that both tell it: one of them would show 310 passengers to agree
    with 240. Rows that one report has a claim in each of are two statements. A row that was joined is empty.
    """
    rows = [list(row) for row in claims]
    moved: dict[int, int] = {}
    for places in quantities:
        first, *others = sorted({moved.get(each, each) for each in places if places.count(each) >= ATTACHED}) or [-1]
        for other in others if first >= 0 else ():
            if not {each.brief for each in rows[first]} & {each.brief for each in rows[other]}:
                rows[first].extend(rows[other])
                rows[other] = []
                moved |= dict.fromkeys([other, *(row for row, led in moved.items() if led == other)], first)
    return rows, moved


def _by_clause(groups: Sequence[tuple[Figure, ...]]) -> list[tuple[tuple[Figure, ...], ...]]:
    """The groups in rows: numbers of the same sentences ("7 of 96 turbines") are one claim unless they differ."""
    rows: list[list[tuple[Figure, ...]]] = []
    for group in groups:
        here = {(each.brief, each.sentence.start) for each in group}
        for row in rows:
            shared = sum((each.brief, each.sentence.start) in here for each in row[0])
            if shared >= ATTACHED and not _differences(group) and not _differences(row[0]):
                row.append(group)
                break
        else:
            rows.append([group])
    return [tuple(row) for row in rows]


def _quantities(figures: Sequence[Figure], close: dict[tuple[int, int], float]) -> list[list[Figure]]:
    """Groups of figures of one quantity, at most one a report: equal numbers first, those that differ, vague ones last.

    A report may say "nearly a third" in its lead and 31 per cent below it: the vague number must not take the place of
    the exact one.
    """
    judged = verdicts(figures, close)
    exact = {pair for pair in close if all(figures[each].amount.point is not None for each in pair)}
    equal = {
        pair: value
        for pair, value in close.items()
        if judged[pair] is Verdict.AGREE and same_number(*(figures[each].amount for each in pair))
    }
    place = {id(figure): number for number, figure in enumerate(figures)}
    groups = [[place[id(each)] for each in group] for group in align(figures, equal, MEET, MEET_ALL)]
    group_of = {each: group for group in groups for each in group}
    for (one, other), value in sorted(close.items(), key=lambda item: (item[0] not in exact, -item[1], item[0])):
        left, right = (group_of.setdefault(each, [each]) for each in (one, other))
        if value < MEET or (one, other) in equal or judged[one, other] is Verdict.UNLIKE or left is right:
            continue
        pairs = [judged.get((min(a, b), max(a, b))) for a in left for b in right]
        briefs = [{figures[each].brief for each in group} for group in (left, right)]
        if not briefs[0] & briefs[1] and 2 * pairs.count(Verdict.UNLIKE) <= len(pairs):
            left.extend(right)
            group_of |= dict.fromkeys(right, left)
    found = {id(group): group for group in group_of.values() if len(group) > 1}
    return sorted(([figures[each] for each in sorted(group)] for group in found.values()), key=_first)


def _first(group: list[Figure]) -> tuple[str, int]:
    return group[0].brief, group[0].start


def _row(claims: tuple[Told, ...], figures: tuple[tuple[Figure, ...], ...]) -> Row:
    return Row(
        claims=claims, figures=figures, differences=tuple(each for group in figures for each in _differences(group))
    )


def _differences(group: tuple[Figure, ...]) -> list[Difference]:
    """Each figure that does not agree with what most reports of the group give."""
    model = _model(group)
    found = []
    for each in group:
        how = moment_verdict(model, each) if each.moment else verdict(model, each)
        if how in (Verdict.CONFLICT, Verdict.CHANGE):
            found.append(Difference(verdict=how, one=model, other=each))
    return found


def _model(group: tuple[Figure, ...]) -> Figure:
    """The figure that most of the group agree with; a whole number before a range, then the first."""
    return max(
        group,
        key=lambda one: (
            sum(agree(one.amount, each.amount) for each in group),
            one.amount.point is not None,
            -group.index(one),
        ),
    )


def draw(
    row: Row, place: int, members: tuple[AnalysedBrief, ...], voice: dict[str, int], silence: Silence
) -> tuple[ClaimLine, list[Conflict], list[Change]]:
    """The row as the matrix shows it: worded as most have it, the others agree with that or differ."""
    order = [member.brief.id for member in members]
    cells = _told_cells(row, members)
    wording, speaker, brief = _wording(row, order, {member.brief.id: member for member in members})
    by_outlet: dict[str, Cell] = {}
    for each in sorted(cells.values(), key=lambda cell: (cell.stance is Stance.AGREES, order.index(cell.brief))):
        by_outlet.setdefault(each.outlet, each)
    said = [cell.text for cell in by_outlet.values()]
    fates = frozenset(each.amount.fate for group in row.figures for each in group) - {""}
    heard = [_heard(member, said, fates, silence) for member in members if member.brief.outlet.key not in by_outlet]
    for each in sorted(filter(None, heard), key=lambda cell: (cell.stance is Stance.UNCLEAR, order.index(cell.brief))):
        by_outlet.setdefault(each.outlet, each)
    told = [cell for cell in by_outlet.values() if cell.stance is not Stance.UNCLEAR]
    line = ClaimLine(
        text=wording,
        speaker=speaker,
        brief=brief,
        voices=len({voice[cell.brief] for cell in told}),
        support=len({voice[cell.brief] for cell in told if cell.stance is Stance.AGREES}),
        first=min(told, key=lambda cell: order.index(cell.brief)).outlet,
        cells=tuple(sorted(by_outlet.values(), key=lambda cell: order.index(cell.brief))),
    )
    return line, *_told_differences(row, place, members)


def _heard(member: AnalysedBrief, said: list[str], fates: frozenset[str], silence: Silence) -> Cell | None:
    """The cell of a report that has no part in the row: what it says below its claims, or may say in other words."""
    found = silence.nearest(member.brief.id, said, fates)
    if found is None:
        return None
    return Cell(
        outlet=member.brief.outlet.key,
        brief=member.brief.id,
        stance=Stance.AGREES if found.says else Stance.UNCLEAR,
        text=found.text,
        evidence=found.span,
        sentence=found.number,
    )


def _wording(row: Row, order: list[str], by_id: dict[str, AnalysedBrief]) -> tuple[str, str, str]:
    """The row's words, whose they are and the report they are from: the shortest claim that can be read by itself."""
    differing = {each.other.brief for each in row.differences}
    agreeing = [each for each in row.claims if each.brief not in differing]
    if agreeing:
        model = min(
            agreeing,
            key=lambda each: (
                not each.claim.self_contained, not each.stands, len(each.claim.text), order.index(each.brief),
            ),
        )  # fmt: skip
        return _even(model.claim.text), model.claim.attributed_to or "", model.brief
    figure = row.differences[0].one if row.differences else _model(row.figures[0])
    return *_told_of_figure(figure, by_id[figure.brief]), figure.brief


def _even(text: str) -> str:
    """A piece of a quotation without the mark whose other half is elsewhere."""
    if text.count("“") > text.count("”") and text.startswith("“"):
        return text.removeprefix("“")
    return text.removesuffix("”") if text.count("”") > text.count("“") else text


def _told_of_figure(figure: Figure, member: AnalysedBrief) -> tuple[str, str]:
    """A figure in words that can be read, and whose: its clause, the claim that it stands in, or its sentence."""
    said = figure.text.lstrip(_LOOSE)
    if said.startswith(figure.amount.text) or (not said[:1].islower() and not _LEANING.match(said)):
        return said[:1].upper() + said[1:], ""
    for each in member.analysis.claims.items:
        if each.self_contained and each.evidence[0].start <= figure.start < each.evidence[0].end:
            return each.text, each.attributed_to or ""
    span = _sentence(member, figure.start)
    return member.brief.article.text[span.start : span.end], ""


def _told_cells(row: Row, members: tuple[AnalysedBrief, ...]) -> dict[str, Cell]:
    """What each report says of the row, by report."""
    by_id = {member.brief.id: member for member in members}
    conflicting = {each.other.brief for each in row.differences if each.verdict is Verdict.CONFLICT}
    disputed = [group for group in row.figures if any(each.one in group for each in row.differences)]
    cells: dict[str, Cell] = {}
    for brief, span in _spans(row, by_id):
        if brief not in cells:
            stance = Stance.DIFFERS if brief in conflicting else Stance.AGREES
            amount = AND.join(each.amount.text for group in disputed for each in group if each.brief == brief)
            cells[brief] = _cell(by_id[brief], span, stance, amount)
    return cells


def _spans(row: Row, by_id: dict[str, AnalysedBrief]) -> list[tuple[str, Span]]:
    """Report and evidence of each claim, then the sentence of each figure."""
    figures = [each for group in row.figures for each in group]
    return [
        *((each.brief, each.span) for each in row.claims),
        *((each.brief, _sentence(by_id[each.brief], each.start)) for each in figures),
    ]


def _sentence(member: AnalysedBrief, place: int) -> Span:
    return max((span for span in member.analysis.sentences.spans if span.start <= place), key=lambda span: span.start)


def _cell(member: AnalysedBrief, span: Span, stance: Stance, amount: str) -> Cell:
    number = max(1, sum(sentence.start <= span.start for sentence in member.analysis.sentences.spans))
    text = member.brief.article.text[span.start : span.end]
    return Cell(
        outlet=member.brief.outlet.key, brief=member.brief.id, stance=stance, text=text, evidence=span,
        sentence=number, amount=amount,
    )  # fmt: skip


def _told_differences(row: Row, place: int, members: tuple[AnalysedBrief, ...]) -> tuple[list[Conflict], list[Change]]:
    """Conflicts and changes, each side with the whole sentence that its number stands in."""
    by_id = {member.brief.id: member for member in members}

    def side(figure: Figure, stance: Stance) -> Cell:
        return _cell(by_id[figure.brief], _sentence(by_id[figure.brief], figure.start), stance, figure.amount.text)

    conflicts, changes = [], []
    for group in row.figures:
        differing = [each for each in row.differences if each.one in group]
        unlike = {id(each.other) for each in differing}
        for each in differing:
            if each.verdict is Verdict.CONFLICT:
                pair = side(each.one, Stance.AGREES), side(each.other, Stance.DIFFERS)
                alike = [side(one, Stance.AGREES) for one in group if one is not each.one and id(one) not in unlike]
                conflicts.append(
                    Conflict(
                        line=place,
                        sides=((pair[0].amount, pair[0]), (pair[1].amount, pair[1])),
                        agreeing=tuple((cell.amount, cell) for cell in alike),
                    )
                )
        moving = [each for each in row.differences if each.verdict is Verdict.CHANGE and each.one in group]
        if moving:
            steps = sorted(
                (moving[0].one, *(each.other for each in moving)), key=lambda each: (true_of(each), each.filed)
            )
            changes.append(
                Change(
                    line=place,
                    steps=tuple((true_of(each), each.amount.text, side(each, Stance.AGREES)) for each in steps),
                )
            )
    return conflicts, changes
