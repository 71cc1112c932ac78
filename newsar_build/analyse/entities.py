"""The people, organisations, places and events that a report names, and how central each is."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Filing, Report
from newsar_build.analyse.naming import LEXICONS, find_names
from newsar_build.model.findings import Entities, EntityFinding, EntityType, Span

LABELS = {
    "PERSON": EntityType.PERSON, "PER": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION, "GPE": EntityType.LOCATION, "LOC": EntityType.LOCATION,
    "FAC": EntityType.FACILITY, "NORP": EntityType.GROUP, "EVENT": EntityType.EVENT,
    "PRODUCT": EntityType.PRODUCT, "WORK_OF_ART": EntityType.WORK, "LAW": EntityType.LAW,
    "MISC": EntityType.EVENT,
}  # fmt: skip
"""How OntoNotes' and CoNLL's labels are called here; numbers and dates are no entities."""
WEIGHTS = {"first sentence": 1.27, "opening": 0.91, "frequency": 1.48, "share of sentences": 1.64, "headline": 1.3}
BY_TYPE = {EntityType.PERSON: -0.6, EntityType.LOCATION: -0.35, EntityType.GROUP: -0.35}
"""Salience = Σ weight × feature + type, over the largest in the report. Early, frequent and headline names are the
salient ones (Dunietz and Gillick 2014); the weights are a ridge regression on how many of five summaries of a GUM
document (news, interviews, biographies, travel; CC BY) name the entity. People weigh less: many are only quoted."""
OPENING = 3
"""Sentences that tell what a report is about."""
SHORT = 3
"""Letters: a body's first word must be longer to stand for its whole name ("Gilead" for "Gilead Sciences")."""
LEAST = 0.01
"""No name that a report has is of no weight at all."""
OFTEN = 8
"""Mentions at which frequency counts full."""
_POSSESSIVE = re.compile(r"[’']s?\Z")
_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z])")
"""Where a blank was lost between a person's name and the next word ("Ida FenwrightThe"); "McNeil" stays whole."""
_ARTICLE = re.compile(r"\A(?:The|the|An?|an?)\s+")


@dataclass(slots=True)
class _Thing:
    """Mentions found to name the same thing."""

    type: EntityType
    mentions: list[tuple[str, Span]] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The forms used, the fullest first."""
        counts = Counter(name for name, _ in self.mentions)
        return sorted(counts, key=lambda name: (-len(name.split()), -counts[name], -len(name), name))


def find_entities(report: Report, filing: Filing, doc: Doc, *, config: AnalyserConfig) -> Entities:
    """Named things with their mentions, most salient first. Mentions leave out titles, articles and possessives."""
    del config
    things = _merged(_mentions(report.text, doc))
    starts = [sentence.start_char for sentence in doc.sents] if doc.has_annotation("SENT_START") else [0]
    features = [_salience(thing, starts, filing.headline) for thing in things]
    top = max(features, default=1.0)
    found = [
        EntityFinding(
            name=_as_written(thing),
            type=thing.type,
            salience=round(value / top, 3),
            aliases=tuple(thing.names),
            mentions=tuple(sorted(span for _, span in thing.mentions)),
        )
        for thing, value in zip(things, features, strict=True)
    ]
    return Entities(items=tuple(sorted(found, key=lambda each: (-each.salience, each.mentions[0], each.name))))


def _as_written(thing: _Thing) -> str:
    """The fullest name; a place that is only named in a dateline's capitals is written as places are."""
    name = thing.names[0]
    if thing.type is EntityType.LOCATION and name.isupper() and len(name) > SHORT + 1:
        return name.title()
    return name


def _mentions(text: str, doc: Doc) -> list[tuple[str, EntityType, Span]]:
    if doc.ents:
        raw = [(ent.start_char, ent.end_char, LABELS[ent.label_]) for ent in doc.ents if ent.label_ in LABELS]
    else:
        raw = [
            (doc[each.start].idx, doc[each.end - 1].idx + len(doc[each.end - 1]), each.type) for each in find_names(doc)
        ]
    trimmed = (_trimmed(text, start, end, kind) for start, end, kind in _joined(text, raw))
    return [mention for mention in trimmed if mention is not None]


def _trimmed(text: str, start: int, end: int, kind: EntityType) -> tuple[str, EntityType, Span] | None:
    name = text[start:end]
    name = _POSSESSIVE.sub("", name)
    shorter = _ARTICLE.sub("", name)
    if kind is EntityType.PERSON:
        shorter = _untitled(shorter)
    start += len(name) - len(shorter)
    if kind is EntityType.PERSON:
        shorter = _GLUED.split(shorter, maxsplit=1)[0]
    name = shorter.rstrip(" ,;:-–")
    if not name or not any(sign.isalpha() for sign in name) or "\n" in name or name in lexicon.words("entities_never"):
        return None
    return " ".join(name.split()), kind, Span(start=start, end=start + len(name))


def _untitled(name: str) -> str:
    """A person's name without the titles before it, as long as a name is left."""
    words = name.split()
    title = next(
        (
            size
            for size in (3, 2, 1)
            if size < len(words) and " ".join(words[:size]) in lexicon.words("entities_titles")
        ),
        0,
    )
    return _untitled(name.split(maxsplit=title)[-1]) if title else name


def _joined(text: str, raw: list[tuple[int, int, EntityType]]) -> list[tuple[int, int, EntityType]]:
    """Names of one kind that only a hyphen parts are one: "African-American"."""
    joined: list[tuple[int, int, EntityType]] = []
    for start, end, kind in raw:
        if joined and joined[-1][2] is kind and text[joined[-1][1] : start] == "-":
            joined[-1] = joined[-1][0], end, kind
        else:
            joined.append((start, end, kind))
    return joined


def _merged(mentions: list[tuple[str, EntityType, Span]]) -> list[_Thing]:
    """Longer names first; a shorter one joins the one longer name of its type that it can stand for."""
    by_name: dict[str, list[tuple[str, EntityType, Span]]] = {}
    for mention in mentions:
        by_name.setdefault(mention[0].casefold(), []).append(mention)
    things: list[_Thing] = []
    for _, group in sorted(by_name.items(), key=lambda item: (-len(item[0].split()), item[1][0][2])):
        kind = Counter(each[1] for each in group).most_common(1)[0][0]
        spans = [(name, span) for name, _, span in group]
        fitting = [thing for thing in things if _stands_for(group[0][0], kind, thing)]
        if len(fitting) == 1:
            fitting[0].mentions.extend(spans)
        else:
            things.append(_Thing(type=kind, mentions=spans))
    return things


def _stands_for(name: str, kind: EntityType, thing: _Thing) -> bool:
    full = thing.names[0]
    if name.replace(".", "").isupper() and len(name) > 1 and len(full.split()) > 1:
        return _initials(full) == name.replace(".", "") and thing.type is not EntityType.PERSON
    words, longer = name.split(), full.split()
    if len(words) >= len(longer) or kind is EntityType.LOCATION is not thing.type:
        return False
    if thing.type is EntityType.PERSON:
        return longer[-len(words) :] == words or (len(words) == 1 and words[0] == longer[0])
    same_type = kind is thing.type or kind is EntityType.PERSON
    if same_type and thing.type is EntityType.ORGANIZATION and longer[: len(words)] == words and len(words[0]) > SHORT:
        return True
    return same_type and len(words) > 1 and longer[-len(words) :] == words


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _salience(thing: _Thing, starts: list[int], headline: str) -> float:
    """The weighted features of an entity, above 0; `starts` are where the report's sentences begin."""
    sentences = [bisect_right(starts, span.start) - 1 for _, span in thing.mentions]
    first = max(0, min(sentences))
    features = {
        "first sentence": 1 / (1 + first),
        "opening": float(first < OPENING),
        "frequency": min(1.0, math.log1p(len(sentences)) / math.log1p(OFTEN)),
        "share of sentences": len(set(sentences)) / max(len(starts), 1),
        "headline": float(_in_headline(thing.names, headline)),
    }
    total = sum(WEIGHTS[name] * value for name, value in features.items()) + BY_TYPE.get(thing.type, 0.0)
    return max(LEAST, total)


def _in_headline(names: Iterable[str], headline: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", headline) for name in names)


ANALYSER = Analyser(
    name="entities",
    version="2",
    requires=(Report, Filing, Doc),
    provides=Entities,
    run=find_entities,
    absent=Entities(items=()),
    lexicons=LEXICONS,
    languages=None,
)
