"""The days of a story's events: which reports state one event's day, and where they state another.

A moment is a written date ("1 June") that hangs on a verb, in its clause. Two outlets' moments meet where verb, subject
and object are the same and no word, number or name tells the events apart. A conflict that is none does more harm than
one that is missed: whatever may be two events, a habit or a plan that was changed is no conflict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from newsar_build.model.findings import AnalysedBrief, Clause, Dated, Span
from newsar_build.model.relations import EntityInBrief
from newsar_build.relate.amounts import Amount
from newsar_build.relate.days import Days, Moment, days
from newsar_build.relate.differences import Verdict, verdict
from newsar_build.relate.figures import Figure, figure_of
from newsar_build.relate.terms import content, stem

DATE = "date"
"""The unit of a day, which is counted from the year 1."""
MOMENTS_EACH = 20
"""Moments of a report that are compared, from the top: the rest of a long report is detail."""
SHARED = 2
"""Stems beside the verb that two reports of what has happened must share: "the court ruled" may be any ruling."""
FURTHEST = timedelta(days=62)
"""Days further apart are of two events."""
NEWS = timedelta(days=2)
"""Reports further apart may each be right of a plan: it was changed between them."""
_WRITTEN = re.compile(r"\d")
_ON = re.compile(r"(?:on|from|for|[A-Z]\w+day)?,?\s*(?:the )?(?=\d|[A-Z])")
"""What a phrase of time begins with where it names the day itself: neither "by" nor "until" nor "since"."""
_CALENDAR = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday"
)
_MONTHS = frozenset(map(stem, _CALENDAR.split()))
_UNSURE = re.compile(
    r"\b(?:if|unless|(?-i:may)|might|could|would|should|earliest|latest|originally|initially|previously|formerly|instead"
    r"|(?:was|were|been) (?:\w+ )?(?:to|due|set|meant|supposed|scheduled|expected|planned)"
    r"|every|each|annual(?:ly)?|weekly|monthly|daily|usually|again|repeatedly|\w+days)\b",
    re.IGNORECASE,
)
"""Words of a day that is not settled or no longer holds, and of what happens more than once."""
_MOVED = re.compile(
    r"\b(?:postpon|delay|resched|defer|extend|push(?:ed|es|ing)? back|put(?:s|ting)? (?:back|off)|brought forward"
    r"|mov(?:e|ed|es|ing) (?:to|from|back|the)|new date|now)\w*\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,’”)] )[A-Z][\w’-]+")
_JOINED = re.compile(r"\b([^\W\d_]+)[-–]([^\W\d_]+)")
_NUMBER = re.compile(
    r"\d[\d,.]*|\b(?:first|second|third|fourth|fifth|sixth|last|next|final|one|two|three|four|five|six)\b",
    re.IGNORECASE,
)


def moments_of(member: AnalysedBrief, named: tuple[EntityInBrief, ...]) -> list[Figure]:
    """The days that one report states of events, in order; none of what it says to have happened on several."""
    text, published = member.brief.article.text, member.brief.article.day
    clauses = [clause for clause in member.analysis.clauses.items if clause.dated]
    if not clauses:
        return []
    spans = member.analysis.sentences.spans
    every = tuple(
        day for span in spans for day in days(text[span.start : span.end], published) if day.last - day.first < FURTHEST
    )
    found = []
    for sentence in spans:
        said = text[sentence.start : sentence.end]
        for clause in clauses:
            if sentence.start <= clause.span.start < sentence.end and not said.rstrip("”\"' ").endswith("?"):
                made = _moment(member, named, sentence, clause, every)
                if made is not None:
                    found.append(made)
    stated: dict[str, set[float]] = {}
    for each in found:
        stated.setdefault(each.amount.head, set()).add(each.amount.low)
    return [each for each in found if len(stated[each.amount.head]) == 1][:MOMENTS_EACH]


def _moment(
    member: AnalysedBrief, named: tuple[EntityInBrief, ...], sentence: Span, clause: Clause, every: tuple[Days, ...]
) -> Figure | None:
    """The one day of a clause; None where it has several, or none that is certain."""
    text, published = member.brief.article.text, member.brief.article.day
    said = text[sentence.start : sentence.end]
    inside = [
        each for each in days(said, published) if clause.span.start <= sentence.start + each.start < clause.span.end
    ]
    if len(inside) != 1 or len(clause.dated) != 1 or _UNSURE.search(text, clause.span.start, clause.span.end):
        return None
    (day,), (dated,) = inside, clause.dated
    if day.first != day.last or not _hangs(day, dated, sentence, text):
        return None
    if dated.present and day.first <= published:
        return None  # what a picture shows: "Crowds gather in Tolm, 1 June"
    number = day.first.toordinal()
    amount = Amount(
        text=said[day.start : day.end].rstrip("."), start=day.start, end=day.end, low=number, high=number, point=number,
        unit=DATE, head=stem(dated.verb), rate="", direction="", of_more=False, total=False, whole=None, added=False,
        fate="", about=frozenset(),
    )  # fmt: skip
    figure = figure_of(member, named, sentence, clause, amount)
    moment = Moment(
        day=day.first,
        verb=amount.head,
        about=tuple(frozenset(map(stem, each.split())) for each in dated.about),
        beside=frozenset(stem(word) for each in dated.beside for word in each.split()),
        moved=bool(_MOVED.search(said)),
        named=every,
    )
    words = frozenset(content(figure.text)) - _MONTHS - {moment.verb}
    return replace(figure, words=words, when=(), running=False, moment=moment)


def _hangs(day: Days, dated: Dated, sentence: Span, text: str) -> bool:
    """Whether the day is a written one, and the phrase that hangs on the verb names no other and no limit."""
    start = sentence.start + day.start
    return (
        bool(_WRITTEN.search(text[start : sentence.start + day.end]))
        and dated.phrase.start <= start < dated.phrase.end
        and _ON.match(text[dated.phrase.start : dated.phrase.end]) is not None
    )


def moment_groups(moments: Sequence[Figure]) -> list[list[Figure]]:
    """Groups of moments that are of one event, at most one a report."""
    groups: list[list[Figure]] = []
    for each in moments:
        for group in groups:
            if all(_meet(each, other) for other in group):
                group.append(each)
                break
        else:
            groups.append([each])
    return [group for group in groups if len({each.outlet for each in group}) > 1]


def _meet(one: Figure, other: Figure) -> bool:
    """Whether two moments are of one event: the same happens to the same, and nothing tells the two apart."""
    a, b = one.moment, other.moment
    if a is None or b is None or one.brief == other.brief or a.verb != b.verb or one.denies or other.denies:
        return False
    few, many = sorted((a.about, b.about), key=len)
    if not few or not all(any(mine & its for its in many) for mine in few):
        return False
    shared = len(one.words & other.words)
    one_in_other = one.words <= other.words or other.words <= one.words
    enough = shared >= SHARED or (shared and one_in_other and _planned(one) and _planned(other))
    return bool(enough) and not _told_apart(one, other) and moment_verdict(one, other) is not Verdict.UNLIKE


def _told_apart(one: Figure, other: Figure) -> bool:
    """Whether each has a place, a name, or a number beside the day, that the other has not."""
    a, b = one.moment, other.moment
    if a and b and a.beside and b.beside and not a.beside & b.beside:
        return True
    if _joined(one) != _joined(other):
        return True
    for found in (_NAME, _NUMBER):
        mine, its = (
            {stem(each) for each in found.findall(figure.text.replace(figure.amount.text, " "))} - _MONTHS
            for figure in (one, other)
        )
        if mine - its and its - mine:
            return True
    return False


def _joined(one: Figure) -> frozenset[str]:
    """What is joined to the words for what it happens to: a semi-final is no final."""
    about = frozenset().union(*one.moment.about) if one.moment else frozenset()
    return frozenset(stem(by) for by, word in _JOINED.findall(one.text) if stem(word) in about)


def _planned(one: Figure) -> bool:
    return one.moment is not None and one.moment.day > one.day


def moment_verdict(one: Figure, other: Figure) -> Verdict:
    """How two days that may be of one event stand to each other."""
    a, b = one.moment, other.moment
    found = verdict(one, other)
    if found is not Verdict.CONFLICT or a is None or b is None:
        return found
    if _planned(one) != _planned(other) or abs(a.day - b.day) > FURTHEST:
        return Verdict.UNLIKE
    first, last = sorted((one, other), key=lambda each: (each.day, each.filed))
    if a.moved or b.moved or (_planned(one) and last.day - first.day > NEWS):
        later = first.day < last.day and first.amount.low < last.amount.low
        return Verdict.CHANGE if later and _planned(one) else Verdict.UNLIKE
    return Verdict.UNLIKE if _names(a, b) or _names(b, a) else Verdict.CONFLICT


def _names(one: Moment, other: Moment) -> bool:
    """Whether a report names the other's day too, of something else then."""
    return any(each.first <= other.day <= each.last or each.twin == other.day for each in one.named)
