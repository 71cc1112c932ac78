"""What a statement asserts: something to come, a value or wish, a quantity, or plainly a fact.

A linear model (multinomial logistic regression) over signs that a reader can count: modal verbs and plans, apart in the
main clause and beside it, amounts by their sort, tense, words that judge, who speaks, and what the older rules say.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Span as Stretch
from spacy.tokens import Token

from newsar_build.analyse import lexicon
from newsar_build.analyse.judging import probabilities_of_judging
from newsar_build.analyse.matching import pattern
from newsar_build.analyse.statements import main_words, named_in
from newsar_build.model.findings import ClaimType

MARKED = 2.2
"""The pleasant valence, of at most 4, from which a word in somebody's mouth judges."""
MOST = 3.0
"""Beyond it more of a sign says no more."""
LONGEST = 60
"""Words a statement at which length counts full."""
BIG = 2
"""Digits from which a count is a figure rather than a word of speech."""
SAYING = frozenset({
    "add", "announce", "argue", "believe", "claim", "confirm", "declare", "estimate", "expect", "explain",
    "note", "predict", "report", "reveal", "say", "state", "suggest", "tell", "think", "warn",
})  # fmt: skip
PLANNING = frozenset({
    "aim", "anticipate", "consider", "envision", "expect", "forecast", "hope", "intend", "plan", "pledge",
    "predict", "project", "promise", "schedule", "seek", "set", "slate", "vow", "want",
})  # fmt: skip
DUE = frozenset({"expected", "scheduled", "due", "likely", "planned", "slated", "projected", "set"})
DURATION = frozenset({
    "a.m.", "century", "day", "decade", "hour", "minute", "month", "old", "p.m.", "second", "week", "year",
})  # fmt: skip

_TO_COME = re.compile(r"\b(?:[Ww]ill|[Ww]on[’']t|shall|would(?! (?:have|like|say)\b)|going to|may(?! (?:have|be currently)\b)|might(?! have\b)|could (?:become|rise|fall|lead|cost|reach|see|swell|lose|face|take|mean|come|destroy)|(?:is|are|was|were|be) (?:now |currently |still )?(?:expected|scheduled|due|set|likely|planned|slated|projected|forecast) (?:to|for|in|by)|(?:is|are) pending|(?:plan|plans|planned|intend|intends|aim|aims|hopes?|vows?|vowed|promised|promises|pledged) to|plans (?:\w+ )?to|expects?|forecasts?|predicts?|predicted|projects? that|by 20[3-9]\d|[Nn]ext (?:year|month|week|spring|summer|autumn|winter)['’]?s?)\b")  # fmt: skip  # noqa: E501
"""Signs that a statement is about what is yet to come, plans and schedules included."""
_WE_VALUE = re.compile(r"\b(?:I[’']m|I am|[Ww]e are|[Ww]e[’']re) (?:very |so |deeply |fully |truly )?\w+(?:ed|ful|py|ous)\b|\b(?:described|describes) .{3,60} as (?:an? )?[“\"]")  # fmt: skip  # noqa: E501
_NO_QUANTITY = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2}\b)?(?:, \d{4})?|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\b(?:19|20)\d\d(?:s|[–-]\d\d)?\b|\b\d{1,2}:\d\d\b|\b[A-Z][A-Za-z]*[- ]?\d+[A-Za-z]*(?:-\d+)?\b|\b(?:the )?\d{3}s?\b(?= “|[- ][A-Z])|\b\d+(?:st|nd|rd|th)\b|\b(?:aged?|No\.|number|Number) \d+|, \d\d,|\b\d+[- ](?:year|month|week|day|hour|minute)s?\b(?:[- ]old)?")  # fmt: skip  # noqa: E501
"""Figures that count nothing: dates, times, ages, durations, ordinals and the names of models."""
_QUANTITY = re.compile(r"\d|\b(?:half of|twice|double[ds]?|tripled|(?:one|two|three)[- ](?:third|quarter|fifth)s?|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty) (?:percent|per cent|million|billion|thousand|hundred|people|others)|per ?cent|dozens?|hundreds|thousands|millions|billions)\b", re.IGNORECASE)  # fmt: skip  # noqa: E501
_SPEECH = re.compile(r"[“”\"]")
_FIRST = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b")
_SECOND = re.compile(r"\byour?\b", re.IGNORECASE)
_SHARE = re.compile(
    r"\b(?:half of|almost half|a third|a quarter|doubled|tripled|twice|majority|record)\b", re.IGNORECASE
)
_SCALE = re.compile(r"dozen|hundred|thousand|million|billion", re.IGNORECASE)
_DEGREES = frozenset({"very", "really", "too", "so", "clearly", "quite", "simply", "extremely", "more", "most", "well"})


def claim_types(stretches: Sequence[Stretch]) -> list[ClaimType]:
    """The likeliest type of each statement."""
    found = []
    for signs in signs_of(stretches):
        sums = [
            start + sum(weights.get(name, 0.0) * value for name, value in signs.items())
            for start, weights in zip(_model()["start"], _model()["weights"], strict=True)
        ]
        found.append(ClaimType(_model()["types"][sums.index(max(sums))]))
    return found


def signs_of(stretches: Sequence[Stretch]) -> list[dict[str, float]]:
    """What is counted in each statement, 0 to MOST."""
    judged = probabilities_of_judging([each.text for each in stretches])
    return [
        {name: min(value, MOST) for name, value in {**_signs(each), "judges": chance}.items()}
        for each, chance in zip(stretches, judged, strict=True)
    ]


def _signs(stretch: Stretch) -> dict[str, float]:
    tokens = [token for token in stretch if not token.is_space]
    main = main_words(tokens)
    ahead = Counter(_ahead(tokens, frozenset(token.i for token in main)))
    amounts = Counter(_amounts(stretch))
    return {**ahead, **amounts, **_grammar(tokens, main), **_wording(stretch.text, tokens)}


def _ahead(tokens: Sequence[Token], main: frozenset[int]) -> Iterator[str]:
    """Signs of what is to come or should be, apart in the main clause and beside it."""
    for token in tokens:
        modal = _modal(token)
        perfect = any(child.lower_ == "have" for child in token.head.children)
        if modal and modal != "will" and perfect:
            yield "would have"
        elif modal:
            yield f"{_where(main, token.head)} {modal}"
        if token.lower_ in ("should", "must", "ought") or (token.lemma_ == "need" and token.pos_ in ("VERB", "AUX")):
            yield f"{_where(main, token, token.head)} should"
        if token.lower_ == "going" and [child for child in token.children if child.dep_ == "xcomp"]:
            yield "going to"
        if token.lemma_ in PLANNING and token.pos_ in ("VERB", "ADJ"):
            yield f"{_where(main, token)} plan"
        if (
            token.lemma_ in ("plan", "proposal", "forecast")
            and token.pos_ == "NOUN"
            and _has(token, "acl", "acl:relcl")
        ):
            yield "a plan"
        if token.lower_ in DUE and _has(token, "xcomp", "csubj", "advcl", "ccomp"):
            yield f"{_where(main, token)} due"


def _where(main: frozenset[int], *tokens: Token) -> str:
    return "main" if any(token.i in main for token in tokens) else "beside"


def _has(token: Token, *dependencies: str) -> bool:
    return any(child.dep_ in dependencies for child in token.children)


def _modal(token: Token) -> str | None:
    if token.tag_ != "MD" and token.pos_ != "AUX":
        return None
    if token.lower_ in ("will", "wo", "shall", "'ll", "’ll"):
        return "will"
    if token.lower_ in ("would", "'d", "’d"):
        return "would"
    return "may" if token.lower_ in ("may", "might", "could") else None


def _amounts(stretch: Stretch) -> Iterator[str]:
    """Amounts by their sort; durations apart from counts."""
    for ent in named_in(stretch):
        if ent.label_ in ("MONEY", "PERCENT", "QUANTITY"):
            yield ent.label_.lower()
        elif ent.label_ == "CARDINAL":
            if ent.root.head.lemma_.lower() in DURATION:
                yield "duration"
            elif ent.root.dep_.startswith("nummod") or ent.root.dep_ in ("nsubj", "obj", "obl", "conj", "nsubj:pass"):
                yield "count"
                if sum(sign.isdigit() for sign in ent.text) >= BIG or _SCALE.search(ent.text):
                    yield "large count"
            else:
                yield "other number"


def _grammar(tokens: Sequence[Token], main: Sequence[Token]) -> dict[str, float]:
    tags = {token.tag_ for token in main}
    first = main[0] if main else None
    return {
        "past": float("VBD" in tags),
        "present": float(bool(tags & {"VBZ", "VBP"})),
        "no verb": float(all(token.pos_ not in ("VERB", "AUX") for token in tokens)),
        "main adjective": float(first is not None and first.pos_ == "ADJ"),
        "main noun": float(first is not None and first.pos_ in ("NOUN", "PROPN")),
        "is": float(
            any(each.dep_ == "cop" and each.tag_ in ("VBZ", "VBP") for token in main for each in token.children)
        ),
        "told": float(first is not None and first.lemma_ in SAYING),
        "degrees": float(sum(token.tag_ == "RB" and token.lower_ in _DEGREES for token in tokens)),
        "comparisons": float(sum(token.tag_ in ("JJS", "RBS", "JJR") for token in tokens)),
        "length": min(len(tokens), LONGEST) / LONGEST,
    }


def _wording(words: str, tokens: Sequence[Token]) -> dict[str, float]:
    rated = lexicon.weighted("tone_vader")
    valences = [rated.get(token.lower_, 0.0) for token in tokens]
    pleasant, unpleasant = max([0.0, *valences]), max([0.0, *(-each for each in valences)])
    quoted, first = bool(_SPEECH.search(words)), bool(_FIRST.search(words))
    spoken = float(quoted or first)
    return {
        f"by rule: {_by_rule(words, pleasant if spoken else 0.0)}": 1.0,
        "a figure": float(bool(_counts(words))),
        "a share": float(bool(_SHARE.search(words))),
        "first person": float(first),
        "second person": float(bool(_SECOND.search(words))),
        "quoted": float(quoted),
        "opens quoted": float(words.lstrip()[:1] in ("“", '"')),
        "exclaimed": float(words.count("!")),
        "opinion words": float(len(pattern("claims_opinion").findall(words))),
        "values": float(bool(_WE_VALUE.search(words))),
        "pleasant": pleasant,
        "unpleasant": unpleasant,
        "pleasant, spoken": pleasant * spoken,
        "unpleasant, spoken": unpleasant * spoken,
    }


def _by_rule(words: str, pleasant: float) -> ClaimType:
    if _TO_COME.search(words):
        return ClaimType.PREDICTION
    praised = pleasant >= MARKED and not any(sign.isdigit() for sign in words)
    if pattern("claims_opinion").search(words) or _WE_VALUE.search(words) or praised:
        return ClaimType.OPINION
    return ClaimType.STATISTIC if _counts(words) else ClaimType.FACTUAL


def _counts(words: str) -> bool:
    return bool(_QUANTITY.search(_NO_QUANTITY.sub(" ", words)))


@cache
def _model() -> Mapping[str, Any]:
    """`types`; for each its `start` and its `weights` by sign."""
    found: dict[str, Any] = json.loads((files("newsar_build") / "weights" / "claim_type.json").read_bytes())
    return found
