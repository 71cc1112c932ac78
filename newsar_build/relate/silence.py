"""Where a report may say in other words what others say: it is then not held to leave it out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from newsar_build.model.findings import AnalysedBrief, Span
from newsar_build.relate.amounts import amounts, same_number
from newsar_build.relate.days import written
from newsar_build.relate.statements import SHORTEST, TELLING, TELLING_WORDS, TWICE, denies
from newsar_build.relate.terms import content
from newsar_build.relate.wording import Rows, meanings

HEARD, SAID = 0.36, 0.75
"""Closeness (0–1) of a sentence to a claim from which it may be another wording of it, and from which it is one."""
HELD = 0.9
"""Share of a claim's words, by rarity, that a sentence must hold to say it whatever else the sentence says."""
WORDS, MEANING = 0.6, 0.4
"""What shared words, by rarity, and meaning add to the closeness."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The sentence of a report that comes nearest to a claim; `number` counts from 1, `says` that it is the claim."""

    span: Span
    text: str
    number: int
    says: bool


class Silence:
    """The sentences of a story's reports, ready to be asked whether one comes near to a claim."""

    def __init__(self, members: Sequence[AnalysedBrief]) -> None:
        self._texts: dict[str, list[str]] = {}
        self._spans: dict[str, tuple[Span, ...]] = {}
        self._words: dict[str, list[frozenset[str]]] = {}
        for member in members:
            spans = member.analysis.sentences.spans
            texts = [member.brief.article.text[span.start : span.end] for span in spans]
            self._spans[member.brief.id] = spans
            self._texts[member.brief.id] = texts
            self._words[member.brief.id] = [frozenset(content(text)) for text in texts]
        every = [words for rows in self._words.values() for words in rows]
        held = Counter(word for words in every for word in words)
        self._weight = {word: math.log(1 + len(every) / count) for word, count in held.items()}
        self._rarest = math.log(1 + len(every))
        most = max(TWICE * len(members), TELLING * len(every))
        self._common = frozenset(word for word, count in held.items() if count > most)
        self._vectors: dict[str, Rows] = {}

    def nearest(self, brief: str, claims: Sequence[str], fates: frozenset[str] = frozenset()) -> Heard | None:
        """The sentence that may say it; None where the report is silent.

        `fates` are what became of the people that the claims count: a report that counts the dead in words of its own
        does not leave them out.
        """
        if not self._texts[brief]:
            return None
        if brief not in self._vectors:
            self._vectors[brief] = meanings(self._texts[brief])
        asked = meanings(claims)
        alike = np.max(self._vectors[brief] @ asked.T, axis=1)
        wanted = [frozenset(content(claim)) for claim in claims]
        scores = [
            MEANING * max(0.0, float(alike[place])) + WORDS * max(self._share(words, each) for each in wanted)
            if any(len((words & each) - self._common) >= TELLING_WORDS for each in wanted)
            else 0.0
            for place, words in enumerate(self._words[brief])
        ]
        best = max(range(len(scores)), key=lambda place: (scores[place], -place))
        if scores[best] < HEARD:
            counted = (place for place, text in enumerate(self._texts[brief]) if _counts(text, fates))
            best = next(counted, -1)
        if best < 0:
            return None
        text = self._texts[brief][best]
        says = any(
            _same(text, claim) and (scores[best] >= SAID or self._held(self._words[brief][best], wanted[place]) >= HELD)
            for place, claim in enumerate(claims)
        )
        return Heard(span=self._spans[brief][best], text=text, number=best + 1, says=says)

    def _held(self, sentence: frozenset[str], claim: frozenset[str]) -> float:
        return self._mass(sentence & claim) / self._mass(claim) if len(claim) >= SHORTEST else 0.0

    def _mass(self, words: frozenset[str]) -> float:
        return sum(self._weight.get(word, self._rarest) for word in sorted(words))

    def _share(self, one: frozenset[str], other: frozenset[str]) -> float:
        mass = [self._mass(words) for words in (one & other, one, other)]
        return mass[0] / math.sqrt(mass[1] * mass[2]) if mass[0] else 0.0


def _counts(text: str, fates: frozenset[str]) -> bool:
    """Whether a sentence gives a number of people of whom one of these things became."""
    return bool(fates) and any(each.fate in fates for each in amounts(text))


def _same(text: str, claim: str) -> bool:
    """Whether a sentence has every number of a claim, states no other day and denies as the claim does."""
    given = amounts(text)
    mine, its = written(text), written(claim)
    if mine and its and not any(a.meets(b) for a in mine for b in its):
        return False
    return denies(text) == denies(claim) and all(any(same_number(a, b) for b in given) for a in amounts(claim))
