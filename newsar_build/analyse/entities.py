"""The people, organisations, places and events that a report names, and how central each is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from spacy.symbols import DET, PROPN
from spacy.tokens import Doc

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Filing, Report
from newsar_build.analyse.fragments import LEXICONS as FRAGMENTS
from newsar_build.analyse.fragments import completed
from newsar_build.analyse.naming import LEXICONS, find_names
from newsar_build.analyse.salience import Counted, saliences
from newsar_build.analyse.same_name import GENERATIONS, Named, Thing, merged, shouted
from newsar_build.analyse.shapes import LEXICON, mended, within
from newsar_build.model.dateline import after_dateline
from newsar_build.model.findings import Entities, EntityFinding, EntityType, Span

LABELS = {
    "PERSON": EntityType.PERSON, "PER": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION, "GPE": EntityType.LOCATION, "LOC": EntityType.LOCATION,
    "FAC": EntityType.FACILITY, "NORP": EntityType.GROUP, "EVENT": EntityType.EVENT,
    "PRODUCT": EntityType.PRODUCT, "WORK_OF_ART": EntityType.WORK, "LAW": EntityType.LAW,
    "MISC": EntityType.EVENT,
}  # fmt: skip
"""How OntoNotes' and CoNLL's labels are called here; numbers and dates are no entities."""
_POSSESSIVE = re.compile(r"[’']s?\Z")
_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z])")
"""Where a blank was lost between a person's name and the next word ("Ida FenwrightThe"); "McNeil" stays whole."""
_OPENING_GLUED = re.compile(r"([a-z]{1,4})([A-Z][a-z]+)\b")
"""Where a blank was lost before a person's name ("asIda Fenwright")."""
_OF_SOMEBODY = re.compile(r"(?:[’']s?)? (?:[Aa]dministration|[Pp]residency)\b")
_RESIDUE = re.compile(r"(?:[”\"][—–/-]|\s[-–]\s|,\s\(?[DRI]-[A-Z]).*\Z", re.DOTALL)
"""What a source runs on to a name: a dash behind a closing mark, the next of a list, a lawmaker's party and state."""
_SEAT = re.compile(r"[A-Z]|[DRI]-[A-Z][A-Za-z.]*")
"""A letter, or the party and state behind an American lawmaker's name ("R-Ky."): nobody's name."""
_EXPLAINED = re.compile(r"[A-Z]\w+ \([A-Z]\w+\) \Z")
"""A given name and the form that its bearer goes by."""
BEFORE = 40
"""Code points before a name among which such a one is looked for."""
_STATES_AND_CITIES = frozenset({"New York", "Washington"})
_STATE = re.compile(r" state\b(?! [A-Z])")
_OPENING_MARKS = re.compile(r"\A(?:[^\w(\[]|_|[(\[](?!.*[)\]]))+")
"""Marks before a name, save the opening one of a pair of brackets."""
_CALLING = re.compile(r"[!?](?:[’']s|,|\s[a-z])")
"""A mark that belongs to the name before it, as the sentence goes on: "Zeeno! said"."""
_PAIRS = {")": "(", "]": "[", "”": "“", "’": "‘", "»": "«"}
_ARTICLE = re.compile(r"\A(?:The|the|An?|an?)\s+")


def find_entities(report: Report, filing: Filing, doc: Doc, *, config: AnalyserConfig) -> Entities:
    """Named things with their mentions, most salient first. Mentions leave out titles, articles and possessives."""
    del config
    things = merged(report.text, _mentions(report.text, doc, filing.outlet))
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


def named_things(report: Report, doc: Doc) -> list[Counted]:
    """The report's things as salience counts them; what its weights are learnt from."""
    return [_named(thing) for thing in merged(report.text, _mentions(report.text, doc, ""))]


def _named(thing: Thing) -> Counted:
    spans = tuple(sorted(span for _, span in thing.mentions))
    return Counted(names=tuple(thing.names), type=thing.type, mentions=spans)


def _as_written(thing: Thing) -> str:
    """The fullest name; a place that is only named in a dateline's capitals is written as places are."""
    name = thing.names[0]
    if thing.type is EntityType.LOCATION and shouted(name):
        return name.title()
    return name


def _mentions(text: str, doc: Doc, outlet: str) -> list[Named]:
    """Named things in the order of the text."""
    tagged = doc.has_annotation("ENT_IOB")
    if tagged:
        raw = [(ent.start_char, ent.end_char, LABELS[ent.label_]) for ent in doc.ents if ent.label_ in LABELS]
    else:
        raw = [
            (doc[each.start].idx, doc[each.end - 1].idx + len(doc[each.end - 1]), each.type) for each in find_names(doc)
        ]
    dated = after_dateline(text)
    raw = [(start, end, _in_place(text, start, end, kind, dated)) for start, end, kind in raw]
    raw = [(start, _whole_state(text, start, end, kind), kind) for start, end, kind in raw]
    if tagged:
        raw = completed(text, mended(text, raw), outlet)
        raw = sorted([*raw, *_again(text, doc, raw)])
    trimmed = (_trimmed(text, start, end, kind) for start, end, kind in _joined(text, raw))
    return [mention for mention in trimmed if mention is not None]


def _whole_state(text: str, start: int, end: int, kind: EntityType) -> int:
    """Where a state's name ends that is also a city's, with the word that tells it: "Washington state officials"."""
    told = kind is EntityType.LOCATION and text[start:end] in _STATES_AND_CITIES and _STATE.match(text, end)
    return told.end() if told else end


def _in_place(text: str, start: int, end: int, kind: EntityType, dated: int) -> EntityType:
    """What a body must be that opens a dateline, or of which there is an administration."""
    if kind is EntityType.ORGANIZATION and start == 0 < dated:
        return EntityType.LOCATION
    alone = kind is EntityType.ORGANIZATION and " " not in text[start:end] and not text[start:end].isupper()
    return EntityType.PERSON if alone and _OF_SOMEBODY.match(text, end) else kind


def _again(text: str, doc: Doc, raw: list[tuple[int, int, EntityType]]) -> Iterator[tuple[int, int, EntityType]]:
    """Names, and surnames of people, where they stand again as proper nouns of their own and the tagger passed by."""
    kinds: defaultdict[str, Counter[EntityType]] = defaultdict(Counter)
    for start, end, kind in raw:
        name = _POSSESSIVE.sub("", text[start:end])
        if " " not in name or kind is EntityType.PERSON:
            kinds[name.rsplit(maxsplit=1)[-1]][kind] += 1
    spans = [(start, end) for start, end, _ in raw]
    tags = doc.to_array("POS")
    for place in (at for at, tag in enumerate(tags) if tag == PROPN):
        token = doc[place]
        if token.text not in kinds or not token.text[0].isupper() or within(token.idx, spans):
            continue
        beside = {int(tags[at]) for at in (place - 1, place + 1) if 0 <= at < len(tags)}
        known = token.text in GENERATIONS or token.text in lexicon.words("entities_titles")
        if not known and PROPN not in beside and (place == 0 or tags[place - 1] != DET):
            yield token.idx, token.idx + len(token), kinds[token.text].most_common(1)[0][0]


def _trimmed(text: str, start: int, end: int, kind: EntityType) -> Named | None:
    name = text[start:end]
    name = _POSSESSIVE.sub("", name.partition("(")[0].rstrip() or name)
    if kind is EntityType.PERSON:
        name = _given_once(text, start, name)
    name = _RESIDUE.sub("", name) or name
    bare = _OPENING_MARKS.sub("", name)
    start += len(name) - len(bare)
    name = bare
    shorter = _ARTICLE.sub("", name)
    if kind is EntityType.PERSON:
        shorter = _untitled(shorter)
    start += len(name) - len(shorter)
    if kind is EntityType.PERSON:
        shorter = _once(_GLUED.split(shorter, maxsplit=1)[0])
        opening = _OPENING_GLUED.match(shorter)
        if opening and opening[2] in lexicon.words("entities_first_names"):
            start, shorter = start + len(opening[1]), shorter[len(opening[1]) :]
    name = _without_stop(_unmarked(text, start, shorter))
    if kind is EntityType.PERSON and (_SEAT.fullmatch(name) or _is_rest(text, start, name)):
        return None
    if not name or not any(sign.isalpha() for sign in name) or "\n" in name or name in lexicon.words("entities_never"):
        return None
    return " ".join(name.split()), kind, Span(start=start, end=start + len(name))


def _unmarked(text: str, start: int, name: str) -> str:
    """A name without the marks behind it, as long as a name is left; only a pair's closing one is a name's own.

    So are a plus, and what asks or calls in the midst of a sentence.
    """
    end = len(name)
    while end and not name[end - 1].isalnum() and name[end - 1] not in ".+":
        opening = _PAIRS.get(name[end - 1])
        if (opening and opening in name[: end - 1]) or _CALLING.match(text, start + end - 1):
            break
        end -= 1
    return name[:end]


def _given_once(text: str, start: int, name: str) -> str:
    """A name without the given name behind it that a bracket explains by the first: "Ada Ward Adelaide (Ada) …"."""
    first, _, rest = name.partition(" ")
    again = " " in rest and text.startswith(f"({first})", start + len(name) + 1)
    return name.rpartition(" ")[0] if again else name


def _is_rest(text: str, start: int, name: str) -> bool:
    """Whether a name goes on one whose given name a bracket explains: "Maren Ward" in "Adelaide (Ada) Maren Ward"."""
    return " " in name and _EXPLAINED.search(text, max(0, start - BEFORE), start) is not None


def _once(name: str) -> str:
    """A name that a source gives twice running, in two forms too, or whose surname it gives twice, once."""
    words = name.split()
    again = words.index(words[0], 2) if words and words[0] in words[2:] else 0
    if again and words[again - 1] == words[-1]:
        return " ".join(words[:again])
    return re.sub(r"\A(\S+ (?:.*? )?(\S+))(?: \1.*| \2)\Z", r"\1", name)


def _without_stop(name: str) -> str:
    """A name without the stop of its sentence; an abbreviation keeps its own."""
    last = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    plain = last.removesuffix(".")
    own = "." in plain or any(plain in lexicon.words(f"sentences_{which}_end") for which in ("may", "never"))
    return name if own else name.removesuffix(".")


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
    """Names of one kind that only a hyphen parts are one, save two bodies; so is a given name with what follows it."""
    joined: list[tuple[int, int, EntityType]] = []
    for start, end, kind in raw:
        before = text[joined[-1][0] : joined[-1][1]] if joined and joined[-1][2] is kind else ""
        between = text[joined[-1][1] : start] if before else ""
        hyphened = (between == "-" or (not between and before.endswith("-"))) and (
            kind is not EntityType.ORGANIZATION or " " not in text[joined[-1][0] : end]
        )
        given = between == " " and kind is EntityType.PERSON and before in lexicon.words("entities_first_names")
        if hyphened or given:
            joined[-1] = joined[-1][0], end, kind
        else:
            joined.append((start, end, kind))
    return joined


ANALYSER = Analyser(
    name="entities",
    version="8",
    requires=(Report, Filing, Doc),
    provides=Entities,
    run=find_entities,
    absent=Entities(items=()),
    lexicons=(*dict.fromkeys((*LEXICONS, *FRAGMENTS)), LEXICON, "sentences_may_end", "sentences_never_end"),
    languages=None,
)
