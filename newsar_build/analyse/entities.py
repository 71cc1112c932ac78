"""The people, organisations, places and events that a report names, and how central each is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Doc

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Filing, Report
from newsar_build.analyse.naming import LEXICONS, find_names
from newsar_build.analyse.salience import Named, saliences
from newsar_build.model.findings import Entities, EntityFinding, EntityType, Span

LABELS = {
    "PERSON": EntityType.PERSON, "PER": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION, "GPE": EntityType.LOCATION, "LOC": EntityType.LOCATION,
    "FAC": EntityType.FACILITY, "NORP": EntityType.GROUP, "EVENT": EntityType.EVENT,
    "PRODUCT": EntityType.PRODUCT, "WORK_OF_ART": EntityType.WORK, "LAW": EntityType.LAW,
    "MISC": EntityType.EVENT,
}  # fmt: skip
"""How OntoNotes' and CoNLL's labels are called here; numbers and dates are no entities."""
SHORT = 3
"""Letters: a body's first word must be longer to stand for its whole name ("Gilead" for "Gilead Sciences")."""
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
    named = [_named(thing) for thing in things]
    found = [
        EntityFinding(
            name=_as_written(thing),
            type=thing.type,
            salience=salience,
            aliases=each.names,
            mentions=each.mentions,
        )
        for thing, each, salience in zip(things, named, saliences(named, doc, filing.headline), strict=True)
    ]
    return Entities(items=tuple(sorted(found, key=lambda each: (-each.salience, each.mentions[0], each.name))))


def named_things(report: Report, doc: Doc) -> list[Named]:
    """The report's things as salience counts them; what its weights are learnt from."""
    return [_named(thing) for thing in _merged(_mentions(report.text, doc))]


def _named(thing: _Thing) -> Named:
    spans = tuple(sorted(span for _, span in thing.mentions))
    return Named(names=tuple(thing.names), type=thing.type, mentions=spans)


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


ANALYSER = Analyser(
    name="entities",
    version="3",
    requires=(Report, Filing, Doc),
    provides=Entities,
    run=find_entities,
    absent=Entities(items=()),
    lexicons=LEXICONS,
    languages=None,
)
