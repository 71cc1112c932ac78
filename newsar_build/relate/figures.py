"""The numbers of a story's reports, each with its clause: which measure one thing, and where they do not agree.

A figure is an amount in the clause that it stands in. Two outlets' figures meet where their sort agrees (unit, rate,
counted thing, fate) and what is said of them is close: rare shared words, meaning and days of clause and subject.
How close they must be depends on the sort: a story seldom has two amounts of watts, but many of people and per cent.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

from newsar_build.model.findings import AnalysedBrief, Clause, Span
from newsar_build.model.relations import EntityInBrief
from newsar_build.relate.amounts import Amount, amounts, comparable, same_number, size_of
from newsar_build.relate.course import opposed
from newsar_build.relate.days import Days, Moment, days
from newsar_build.relate.numerals import SMALL, TENS
from newsar_build.relate.terms import FUNCTION_WORDS, content, stem
from newsar_build.relate.units import DURATION, FATES, PERCENT, POINT
from newsar_build.relate.wording import meanings

FIGURES_EACH = 60
"""Figures of a report that are compared, from the top: the rest of a long report is detail."""
WORDS, MEANING = 0.55, 0.35
"""What shared words and meaning add to the closeness of two figures, 0–1 each."""
RARE_SORT, FATE = 0.2, 0.12
"""Added where a story has few amounts of this sort: the sort says what is measured; less for the dead or injured."""
THIN = 4
"""Content words of a clause; one with fewer is compared by its whole sentence."""
SAME_VALUE, CLOSE_VALUE, NEAR_VALUE, FAR_VALUE = 0.3, 0.15, 0.05, -0.2
"""Added for an equal number, for one close or near by, and taken for one that is far off."""
CLOSE, NEAR, FAR = 0.75, 0.6, 0.2
"""Share of the larger number from which the smaller is close or near, and below which it is far."""
SEVERAL = 2
TELLING_VALUE = 12
"""Smaller whole numbers are equal by chance."""
SAME_DAY = 0.1
"""Added where both name a common day."""
SAME_WHOLE = 0.15
"""Added where both are parts of one whole: 23 of 58 posts, 26 of 58."""
MEET = 0.58
"""Closeness (0–1) from which two figures measure one thing."""
MEET_ALL = 0.45
"""Closeness that every pair of one row must have."""
_OFTEN_CLOSE = frozenset({PERCENT, POINT, DURATION})
"""Units whose numbers are close to each other by chance."""
_NUMERALS = frozenset(map(stem, (*SMALL, *TENS)))
_DAYS = frozenset(map(stem, ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today")))
_SAYS = {fate: frozenset(stem(word) for word in FATES if FATES[word] == fate) for fate in {*FATES.values()}}
"""Stems of the words that say what became of people: who "died" and who "was killed" share one word, the fate."""
_COUNTED_ON = _DAYS | frozenset(
    map(stem, "number toll total count tally rose risen rising climbed raising bringing brought reached".split())  # noqa: SIM905
)
"""Stems of how and when the dead or injured were counted, not of what happened to whom."""
_PAIR = re.compile(r"(?=\b([a-z]{3,}) ([a-z]{3,})\b)(?!\w+ \w*(?:ed|ing)\b)(?!\w*(?:ed|ing|ly) )")
_OF = re.compile(r"\b([a-z]{3,}|%) of (?:the |its |their |all )?([a-z]{3,})\b")
_NO_QUALIFIERS = _NUMERALS | frozenset(map(stem, FUNCTION_WORDS))
_DIGITS = re.compile(r"[$€£¥₹]?\d[\d,.]*")
_RUNNING = re.compile(
    r"\b(?:so far|by (?:then|now|noon|midnight|dawn|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|as of|at least|now|"
    r"(?:has|have) (?:been|died|risen|killed|claimed|infected|reached|climbed)|toll|rose|rises|risen|climbed|still|"
    r"confirmed|reported|remain|had died)\b"
)
_NEGATIVE = re.compile(
    r"\b(?:no|not|never|none|nobody|rather than|erroneous(?:ly)?|incorrect(?:ly)?|wrongly|mistaken(?:ly)?)\b|n[’']t\b",
    re.IGNORECASE,
)
"""What takes a number back: two shots were fired, an erroneous report of four."""
_SCOPE = re.compile(
    r"\b(?:worldwide|globally|global|nationwide|nationally|statewide|countrywide|citywide"
    r"|annual|annually|daily|weekly|monthly|yearly|last year|this year|so far this year|in total|overall)\b",
    re.IGNORECASE,
)
_RUNNING_HEADS = frozenset({"cas", "death", "infection", "injury", "arrest", "signatur", "claim"})
"""Stems of what is counted day by day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of one report with all that it is compared by. `clause` is its evidence, a span of the report."""

    brief: str
    outlet: str
    filed: datetime
    timed: bool
    """Whether the hour of filing is known."""
    day: date
    amount: Amount
    clause: Span
    sentence: Span
    start: int
    """Where the amount stands in the report."""
    text: str
    words: frozenset[str]
    names: frozenset[str]
    when: tuple[Days, ...]
    qualified: tuple[tuple[str, str], ...]
    """Words with what tells them apart: (party, harbour), (price, bread)."""
    running: bool
    denies: bool
    scope: frozenset[str]
    """Words that say of how much of the world the number is true."""
    moment: Moment | None = None
    """Where the amount is no number but the day of an event."""

    @property
    def span(self) -> Span:
        """Where it stands in the report."""
        return self.clause


def figures_of(member: AnalysedBrief, named: tuple[EntityInBrief, ...]) -> list[Figure]:
    """The figures of one report, in order."""
    found: list[Figure] = []
    clauses = member.analysis.clauses.items
    text = member.brief.article.text
    for sentence in member.analysis.sentences.spans:
        inside = [each for each in clauses if sentence.start <= each.span.start < sentence.end]
        if not inside or text[sentence.start : sentence.end].rstrip("”\"' ").endswith("?"):
            continue
        for amount in amounts(text[sentence.start : sentence.end]):
            clause = _clause_at(inside, sentence.start + amount.start)
            if clause is not None:
                found.append(figure_of(member, named, sentence, clause, amount))
    return found[:FIGURES_EACH]


def _clause_at(clauses: list[Clause], place: int) -> Clause | None:
    holding = [each for each in clauses if each.span.start <= place < each.span.end]
    return min(holding, key=lambda each: each.span.end - each.span.start, default=None)


def figure_of(
    member: AnalysedBrief, named: tuple[EntityInBrief, ...], sentence: Span, clause: Clause, amount: Amount
) -> Figure:
    """An amount of a sentence, whose `start` is within that, in its clause."""
    article = member.brief.article
    end = max(clause.span.end, min(sentence.end, sentence.start + amount.end))
    span = Span(start=clause.span.start, end=end)
    parts = [span] if clause.subject is None else [clause.subject, span]
    said = " ".join(article.text[part.start : part.end] for part in parts)
    names = frozenset(
        one.entity.id
        for one in named
        for mention in one.mentions
        if any(p.start <= mention.start < p.end for p in parts)
    )
    whole = article.text[sentence.start : sentence.end]
    words = frozenset(content(said)) - _NUMERALS
    if len(words) < THIN:
        words = frozenset(content(whole)) - _NUMERALS
    if amount.fate:
        words = (words - _SAYS[amount.fate] - _COUNTED_ON) | {amount.fate}
    return Figure(
        brief=member.brief.id,
        outlet=member.brief.outlet.key,
        filed=article.filed,
        timed=article.filed_has_time,
        day=article.day,
        amount=amount,
        clause=span,
        sentence=sentence,
        start=sentence.start + amount.start,
        text=said,
        words=words,
        names=names,
        when=_when(article.text, span, amount.start + sentence.start, article.day) or _past(whole, article.day),
        qualified=_qualified(said.replace(amount.text, " , ")),
        running=bool(amount.fate) or amount.head in _RUNNING_HEADS or bool(_RUNNING.search(said)),
        denies=bool(_NEGATIVE.search(said)),
        scope=frozenset(found.lower() for found in _SCOPE.findall(whole)),
    )


def _when(text: str, clause: Span, place: int, published: date) -> tuple[Days, ...]:
    """The days that a clause names; where several, the one nearest to the number: "46% on Tuesday, 40% in 2016"."""
    named = days(text[clause.start : clause.end], published)
    if len(named) < SEVERAL:
        return named
    here = place - clause.start
    return (min(named, key=lambda each: (abs(each.start - here), each.start)),)


def _past(sentence: str, published: date) -> tuple[Days, ...]:
    """The days up to its publication that a sentence names: "costs 5 billion and will start in June" dates no cost."""
    return tuple(each for each in days(sentence, published) if each.first <= published)


def _qualified(said: str) -> tuple[tuple[str, str], ...]:
    """Each noun-like word with the word right before it, or after "of": neither numbers nor names nor verb forms."""
    found = set()
    for before, after in _PAIR.findall(said):
        found.add((stem(after), stem(before)))
    for word, of in _OF.findall(said):
        found.add((stem(word), stem(of)))
    return tuple(sorted((word, by) for word, by in found if not {word, by} & _NO_QUALIFIERS))


def figure_closeness(figures: list[Figure]) -> dict[tuple[int, int], float]:
    """How near the figures of different outlets are, 0–1, by their places; those of other sorts are left out."""
    held = Counter(word for each in figures for word in each.words)
    weight = {word: math.log(1 + len(figures) / count) for word, count in held.items()}
    pairs = [
        (one, other)
        for one, other in combinations(range(len(figures)), 2)
        if figures[one].outlet != figures[other].outlet and may_meet(figures[one], figures[other])
    ]
    if not pairs:
        return {}
    vectors = meanings(_DIGITS.sub(" ", each.text) for each in figures)
    found = {}
    for one, other in pairs:
        a, b = figures[one], figures[other]
        shared = a.words & b.words
        mass = [sum(weight[word] for word in sorted(words)) for words in (shared, a.words, b.words)]
        words = mass[0] / math.sqrt(mass[1] * mass[2]) if mass[0] else 0.0
        meaning = max(0.0, float(vectors[one] @ vectors[other]))
        value = WORDS * words + MEANING * meaning + _bonus(a, b)
        found[one, other] = round(min(1.0, max(0.0, value)), 6)
    return found


def may_meet(one: Figure, other: Figure) -> bool:
    """Whether nothing speaks against two figures measuring one thing."""
    if not comparable(one.amount, other.amount) or one.denies != other.denies or opposed(one.text, other.text):
        return False
    if one.scope != other.scope and not same_number(one.amount, other.amount):
        return False
    if one.amount.whole is not None and one.amount.whole == other.amount.whole:
        return True
    if one.amount.fate and same_number(one.amount, other.amount) and size_of(one.amount) > TELLING_VALUE:
        return True
    return bool((one.words & other.words) - {one.amount.head, other.amount.head, one.amount.fate} - _DAYS)


def _few(one: Amount, other: Amount) -> bool:
    """Whether both count so few that they are equal by chance: two campaigns, three states, five years."""
    if DURATION in (one.unit, other.unit):
        return all(_counted(each) <= TELLING_VALUE for each in (one, other))
    return bool(one.head) and not one.fate and max(size_of(one), size_of(other)) <= TELLING_VALUE


def _counted(amount: Amount) -> float:
    """How many days, weeks or years a duration counts; in words they are few."""
    digits = _DIGITS.match(amount.text)
    return float(digits.group().rstrip(".,").replace(",", "")) if digits else 0.0


def _bonus(one: Figure, other: Figure) -> float:
    a, b = one.amount, other.amount
    found = FATE if a.fate else 0.0 if a.many_sorts or b.many_sorts or _few(a, b) else RARE_SORT
    if same_number(a, b):
        found += SAME_VALUE / 2 if _few(a, b) else SAME_VALUE
    else:
        share = min(size_of(a), size_of(b)) / max(size_of(a), size_of(b), 1e-9)
        telling = a.unit not in _OFTEN_CLOSE and min(size_of(a), size_of(b)) > TELLING_VALUE
        near = CLOSE_VALUE if share >= CLOSE and telling else NEAR_VALUE
        found += near if share >= NEAR else FAR_VALUE if share < FAR else 0.0
    if a.whole is not None and a.whole == b.whole:
        found += SAME_WHOLE
    if any(x.meets(y) for x in one.when for y in other.when):
        found += SAME_DAY
    return found
