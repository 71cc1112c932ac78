"""The claims of a story's reports as they are compared, and how near each two are."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from newsar_build.model.findings import AnalysedBrief, Claim, Span
from newsar_build.model.relations import EntityInBrief
from newsar_build.relate.amounts import Amount, agree, amounts, comparable, near, same_number
from newsar_build.relate.course import RATED, opposed
from newsar_build.relate.days import Days, days
from newsar_build.relate.terms import content
from newsar_build.relate.wording import meanings

CLAIMS_EACH = 40
"""Candidates of a report that are compared, most check-worthy first: the rest of a long report is detail."""
WORDS, MEANING, THINGS = 0.5, 0.35, 0.15
"""What shared words, meaning, and shared names and amounts add to the closeness; words are the surest."""
MEASURED = 0.06
"""Added where both give one number of one sort; figures meet apart, with more of their clause."""
SHARED_WORDS = 3
"""Stems that two claims must share at least: fewer are a subject, not a statement."""
TELLING = 0.25
"""A word in a larger share of a story's claims is its subject and aligns nothing."""
TWICE = 1.5
"""A word that stands in more claims than this times the reports is in several statements of each, however few."""
TELLING_WORDS = 2
"""Shared stems that are not the story's subject."""
SHORTEST = 4
"""Content words of a claim; shorter ones lean on the sentence before them."""
PLAIN_WORDS = 2
"""Shared stems that are no names: what is said of the names must agree too."""
DENIALS = frozenset({"no", "not", "never", "none", "nobody", "denied", "denies", "deny", "without", "nothing"})
PUNCTUATION = ",.;:“”'\""
NAME_SHARE = 0.5
"""A thing named in more of the story's reports' claims than this is its subject."""
_TAIL = re.compile(
    r"[”\"]\s*,?\s*(?:(?:he|she|they|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*) )?(?:said|says|added|told)\b[^“\"]*$"
)
"""Who said a quotation: two quotations of one speaker are two claims."""
_CAPITALISED = re.compile(r"\b[A-Z]\S*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim of one report with all that it is compared by."""

    brief: str
    outlet: str
    claim: Claim
    words: frozenset[str]
    stated: frozenset[str]
    """The words without who says so: two statements of one speaker share his name and title, not a claim."""
    plain: frozenset[str]
    """The words that stand in lower case: two claims that share names alone share a subject."""
    names: frozenset[str]
    amounts: tuple[Amount, ...]
    when: tuple[Days, ...]
    denies: bool

    @property
    def stands(self) -> bool:
        """Whether it can be read, if need be beside its speaker's name: captions and page furniture cannot."""
        return self.claim.self_contained or self._quoted

    @property
    def _quoted(self) -> bool:
        """Whether it is somebody's words only: a caption that tells who says what names them itself."""
        speaker = self.claim.attributed_to
        return speaker is not None and speaker.split()[-1] not in self.claim.text

    @property
    def span(self) -> Span:
        """Where it stands in the report."""
        return self.claim.evidence[0]


def told_of(member: AnalysedBrief, named: tuple[EntityInBrief, ...]) -> list[Told]:
    """What one report claims, most check-worthy first; claims that lean on others are left out."""
    found = []
    for claim in member.analysis.claims.items[:CLAIMS_EACH]:
        said = _TAIL.sub("”", claim.text)
        words = frozenset(content(said))
        if (
            len(words) < SHORTEST
            or claim.text.startswith(("Said ", "Says "))
            or claim.text.rstrip("”\"' ").endswith("?")
        ):
            continue
        names = frozenset(one.entity.id for one in named for span in one.mentions if _inside(span, claim.evidence))
        found.append(
            Told(
                brief=member.brief.id,
                outlet=member.brief.outlet.key,
                claim=claim,
                words=words,
                stated=frozenset(content(_stated(member, claim) or said)),
                plain=frozenset(content(_CAPITALISED.sub(" ", said))),
                names=names,
                amounts=amounts(claim.text),
                when=days(claim.text, member.brief.article.day),
                denies=denies(claim.text),
            )
        )
    return found


def _stated(member: AnalysedBrief, claim: Claim) -> str:
    """The content alone where the claim tells who says it, else nothing."""
    told = [
        each.content
        for each in member.analysis.attributions.items
        if each.cue and _inside(each.cue, claim.evidence) and _inside(each.content, claim.evidence)
    ]
    return member.brief.article.text[told[0].start : told[0].end] if len(told) == 1 else ""


def denies(text: str) -> bool:
    """Whether a text has a word of denial."""
    lower = text.lower().replace("n’t", " not").replace("n't", " not").split()
    return any(word.strip(PUNCTUATION) in DENIALS for word in lower)


def _inside(span: Span, evidence: tuple[Span, ...]) -> bool:
    return any(each.start <= span.start < each.end for each in evidence)


def closeness(told: list[Told]) -> dict[tuple[int, int], float]:
    """How near the claims of different outlets are, 0–1, by their places; those that share too little are left out."""
    most = TWICE * len({each.brief for each in told})
    held = Counter(word for each in told for word in each.words)
    weight = {word: math.log(1 + len(told) / count) for word, count in held.items()}
    common = {word for word, count in held.items() if count > max(most, TELLING * len(told))}
    subjects = _subjects(told)
    vectors = meanings(each.claim.text for each in told)
    alike = vectors @ vectors.T
    found = {}
    for one, other in combinations(range(len(told)), 2):
        a, b = told[one], told[other]
        shared = a.words & b.words
        few = len(shared) < SHARED_WORDS or len(shared - common) < TELLING_WORDS or not a.stated & b.stated
        if few or len(a.plain & b.plain) < PLAIN_WORDS or a.outlet == b.outlet or not _may_match(a, b):
            continue
        mass = [sum(weight[word] for word in sorted(words)) for words in (shared, a.words, b.words)]
        words = mass[0] / math.sqrt(mass[1] * mass[2])
        measured = MEASURED if _measured_alike(a, b) else 0.0
        value = (
            measured + WORDS * words + MEANING * max(0.0, float(alike[one, other])) + THINGS * _things(a, b, subjects)
        )
        found[one, other] = round(min(1.0, value), 6)
    return found


def _subjects(told: list[Told]) -> frozenset[str]:
    """The things that the whole story is about: that two claims name one of them says nothing."""
    briefs = {each.brief for each in told}
    holders: dict[str, set[str]] = {}
    for each in told:
        for name in each.names:
            holders.setdefault(name, set()).add(each.brief)
    return frozenset(name for name, named in holders.items() if len(named) > max(2, NAME_SHARE * len(briefs)))


def _may_match(one: Told, other: Told) -> bool:
    """A claim and its denial, claims of different days, one number of two units, a rise and a fall are two claims."""
    if one.denies != other.denies or _other_unit(one, other):
        return False
    if one.amounts and other.amounts and opposed(one.claim.text, other.claim.text):
        return False
    if RATED.search(one.claim.text) and RATED.search(other.claim.text) and not one.names & other.names:
        return False
    pairs = [near(a, b) for a in one.amounts for b in other.amounts if comparable(a, b) and agree(a, b)]
    if pairs and not any(pairs):
        return False
    return not (one.when and other.when) or any(a.meets(b) for a in one.when for b in other.when)


def _other_unit(one: Told, other: Told) -> bool:
    """Whether both give one number, but of other units alone: 3 per cent and 3 percentage points, $5 and €5."""
    pairs = [(a, b) for a in one.amounts for b in other.amounts if a.point is not None and a.point == b.point]
    return any(a.unit != b.unit for a, b in pairs) and not any(a.unit == b.unit for a, b in pairs)


def _measured_alike(one: Told, other: Told) -> bool:
    """Whether both give one number of one sort, among a word in common."""
    return any(
        comparable(a, b) and a.about & b.about and (same_number(a, b) or (a.low == b.low and a.high == b.high))
        for a in one.amounts
        for b in other.amounts
    )


def denied(one: Told, other: Told) -> bool:
    """Whether both count one sort of thing, in other numbers throughout."""
    pairs = [agree(a, b) for a in one.amounts for b in other.amounts if comparable(a, b)]
    return bool(pairs) and not any(pairs)


def _things(one: Told, other: Told, subjects: frozenset[str]) -> float:
    """1 where the claims share a name or an equal amount, 0 where both count one sort of thing in other numbers."""
    pairs = [agree(a, b) and near(a, b) for a in one.amounts for b in other.amounts if comparable(a, b)]
    if pairs:
        return 1.0 if any(pairs) else 0.0
    return 1.0 if (one.names & other.names) - subjects else 0.0
