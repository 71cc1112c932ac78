"""Attributions: what the report gives as somebody's words or thoughts, as source – cue – content.

Clauses and phrases come from dependency rules (`reported.py`). A quotation belongs to the clause it is part of; else to
the cue that governs its words; else to a cue right after it or right before it; else it goes on from the quotation
before it in its paragraph, or from the paragraph before where that was left open. Speakers are the fullest name in the
report (none where a pronoun stays open): through titles, appositions ("the mayor, …"), heads ("the ministry"), what was said of them before ("the
official") and, for he and she, the last person of that pronoun who spoke or acted. A turn of a transcript and a
quotation that is signed need no verb: colon and dash are their cues. What lies within a content and names no second
voice is left out, and so is what a thing is said to want, mean or fear.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from newsar_build.analyse import reported
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Report
from newsar_build.analyse.furniture import CLOSED, LINES
from newsar_build.analyse.matching import text_of
from newsar_build.analyse.quotations import Quotation, find_quotations
from newsar_build.analyse.voices import DOCUMENTS, GENDERS, VOICES, Voice, pronoun_of, voice_of
from newsar_build.model.brief import Block
from newsar_build.model.dateline import after_dateline
from newsar_build.model.findings import (
    Attribution,
    AttributionMode,
    Attributions,
    Entities,
    EntityFinding,
    EntityType,
    Span,
)

NEAR = 14
"""Tokens after or before a quotation within which its cue stands."""
SHORT = 4
"""Words: a shorter quotation without a cue is a title, a term or a doubt, and nobody's statement."""
COVERED = 0.5
"""Share of a quotation that a clause must cover for the quotation to be part of it."""
QUOTED = 0.9
"""Share of a content inside quotation marks from which it is direct."""
TURNS = 3
"""Turns from which a report is taken for a transcript, if somebody has two of them."""
_TURN = re.compile(r"[\"“]?(?P<name>[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3})\s?:\s+(?=\S)")
_SIGNED = re.compile(r"\s*(?P<dash>[―—–]|--)\s*(?P<name>[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){0,3})\s*(?=$|[\n\"“(])")
"""The name under a quotation, with nothing behind it."""
_HEADING = re.compile(r"(?:AN?|THE|OUR) ")
"""Opens a heading in capitals; nobody is called so."""
_PERSONAL = {"he": "he", "she": "she", "his": "he", "her": "she"}
_RELATIVE = frozenset(["who", "which", "that"])
_THINGS = frozenset(["which", "that", "it"])
_ASIDE = frozenset(["during", "after", "amid", "before"])
"""Words that open no source: a parse that says so is wrong."""
_AGREEING = {"it": frozenset(["NN", "NNP"]), "they": frozenset(["NNS", "NNPS"])}
"""Tags of nouns that these pronouns may stand for."""
_READER = frozenset(["you", "your"])
_FIRST = frozenset(["i", "we", "my", "our"])
_POINTING = frozenset(["this", "these", "those", "what"])
_PRONOUNS = frozenset(_PERSONAL) | _RELATIVE | {"they", "it", "i", "we", "you", "its", "their", "our", "my", "your"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voice:
    """Tokens of a source's head and a cue."""

    source: int | None
    cue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A content with its voice, before speakers are resolved."""

    voice: _Voice
    content: Span


def find_attributions(report: Report, entities: Entities, doc: Doc, *, config: AnalyserConfig) -> Attributions:
    """All attributions, in text order; nested ones are both given. None where the pipeline has no parser."""
    del config
    if not doc.has_annotation("DEP"):
        return Attributions(items=())
    quotations = find_quotations(report.text, report.blocks)
    found = [*_turns(report, doc), *_with_quotations(report, doc, list(_clauses(doc)), quotations)]
    desk = _Desk(doc, entities, quotations)
    unique = {each.content: each for each in sorted(_telling(doc, found), key=_plainest) if desk.may_speak(each)}
    return Attributions(
        items=tuple(
            desk.attribution(each, _mode(each.content, quotations))
            for each in sorted(unique.values(), key=lambda each: (each.content, each.voice.cue))
        )
    )


def _turns(report: Report, doc: Doc) -> Iterator[_Found]:
    """The turns of a transcript: "WARD: We had to close it."."""
    turns = [(block, turn) for block in report.blocks if (turn := _TURN.match(report.text, block.start, block.end))]
    often = Counter(turn["name"] for _, turn in turns)
    if len(turns) < TURNS or max(often.values()) == 1:
        return
    for block, turn in turns:
        if _is_of_the_page(report.text[block.start : block.end].rstrip()):
            continue
        name = doc.char_span(*turn.span("name"), alignment_mode="expand")
        if name is not None and turn.end() < block.end:
            voice = _Voice(source=name.end - 1, cue=name.end)
            content = Span(start=turn.end(), end=turn.end() + len(report.text[turn.end() : block.end].rstrip(' "”')))
            yield _Found(voice=voice, content=content)


def _is_of_the_page(words: str) -> bool:
    """Whether a paragraph that opens like a turn has a heading ("THE FACTS:"), or is a caption or a link ("CHART:")."""
    return _HEADING.match(words) is not None or LINES.search(words) is not None or CLOSED.search(words) is None


def _signed(doc: Doc, quotation: Quotation, block: Block) -> _Voice | None:
    """Who put a name under a quotation: "“We had to close it.” — Ada Ward"."""
    found = _SIGNED.match(text_of(doc), quotation.outer.end, block.end)
    name = doc.char_span(*found.span("name"), alignment_mode="expand") if found else None
    dash = doc.char_span(*found.span("dash"), alignment_mode="expand") if found else None
    return None if name is None or dash is None else _Voice(source=name.end - 1, cue=dash.start)


def _telling(doc: Doc, found: list[_Found]) -> Iterator[_Found]:
    """Without those that lie within another and name no second voice: "she said she hopes" is one attribution."""
    for each in found:
        around = [other for other in found if _holds(other.content, each.content)]
        same_cue = any(other.voice.cue == each.voice.cue for other in around)
        if not (same_cue or (around and not _is_named(doc, each.voice))):
            yield each


def _holds(outer: Span, inner: Span) -> bool:
    return outer != inner and outer.start <= inner.start and inner.end <= outer.end


def _is_named(doc: Doc, voice: _Voice) -> bool:
    return voice.source is not None and doc[voice.source].pos_ != "PRON"


def _plainest(found: _Found) -> tuple[bool, int]:
    """Of attributions with one content the last in this order stays: one with a source, the cue nearest by."""
    return found.voice.source is not None, -abs(found.voice.cue)


def _clauses(doc: Doc) -> Iterator[_Found]:
    begin = after_dateline(text_of(doc))
    for each in reported.find_reported(doc):
        content = reported.content_span(doc, *each.content)
        if content is not None and content.end > begin:
            content = Span(start=max(content.start, begin), end=content.end)
            yield _Found(voice=_Voice(source=each.source, cue=each.cue), content=content)


def _with_quotations(
    report: Report, doc: Doc, clauses: list[_Found], quotations: tuple[Quotation, ...]
) -> list[_Found]:
    """The clauses, stretched over the quotations they are part of, and the quotations that are part of none."""
    found = list(clauses)
    voice: _Voice | None = None
    last_block: Block | None = None
    goes_on = False
    for quotation in quotations:
        block = next(each for each in report.blocks if each.start <= quotation.outer.start < each.end)
        words = text_of(doc)[quotation.content.start : quotation.content.end].split()
        whole = _part_of(doc, quotation, found)
        if whole is not None:
            stretched = replace(found[whole], content=_union(found[whole].content, quotation.content))
            found[whole] = stretched
            voice = stretched.voice
        elif near := (_signed(doc, quotation, block) or _voice_of(doc, quotation, block, len(words))):
            voice = near
            found.append(_Found(voice=voice, content=quotation.content))
        elif voice is not None and (goes_on or (last_block == block and len(words) >= SHORT)):
            found.append(_Found(voice=voice, content=quotation.content))
        else:
            goes_on = False
            continue
        last_block, goes_on = block, quotation.open_ended
    return found


def _part_of(doc: Doc, quotation: Quotation, found: list[_Found]) -> int | None:
    """The clause that covers most of a quotation, its cue outside the marks."""
    length = quotation.content.end - quotation.content.start
    shares = [
        (_overlap(each.content, quotation.content) / length, -(each.content.end - each.content.start), place)
        for place, each in enumerate(found)
        if not quotation.outer.start <= doc[each.voice.cue].idx < quotation.outer.end
    ]
    share, _, place = max(shares, default=(0.0, 0, 0))
    return place if share >= COVERED else None


def _voice_of(doc: Doc, quotation: Quotation, block: Block, words: int) -> _Voice | None:
    inside = doc.char_span(quotation.content.start, quotation.content.end, alignment_mode="expand")
    if inside is None:
        return None
    cue = reported.governing_cue(inside.root)
    if cue is None or inside.start <= cue.i < inside.end:
        after = doc[inside.end : inside.end + NEAR]
        before = reversed(doc[max(0, inside.start - NEAR) : inside.start])
        near = (_first_cue(after, quotation, block) or _first_cue(before, quotation, block)) if words >= SHORT else None
        cue = near or _cue_before_colon(doc, inside.start)
    if cue is None:
        return None
    subject = reported.subject_of(cue)
    return _Voice(source=subject.i if subject is not None else None, cue=cue.i)


def _first_cue(tokens: Iterable[Token], quotation: Quotation, block: Block) -> Token | None:
    """The first speaking verb with a subject among these tokens, up to the paragraph's edge or another's marks."""
    for token in tokens:
        others = token.is_quote and not quotation.outer.start <= token.idx < quotation.outer.end
        if others or not block.start <= token.idx < block.end:
            return None
        if reported.is_speaking(token) and reported.subject_of(token) is not None:
            return token
    return None


def _cue_before_colon(doc: Doc, start: int) -> Token | None:
    """The last speaking verb of the sentence that ends with a colon right before a quotation, in whatever paragraph."""
    at = start - 1
    while at >= 0 and (doc[at].is_space or doc[at].is_quote):
        at -= 1
    if at < 0 or doc[at].text != ":":
        return None
    sentence = doc[at].sent
    speaking = (token for token in reversed(doc[sentence.start : at]) if reported.is_speaking(token))
    return next((token for token in speaking if reported.subject_of(token) is not None), None)


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _union(one: Span, other: Span) -> Span:
    return Span(start=min(one.start, other.start), end=max(one.end, other.end))


def _mode(content: Span, quotations: tuple[Quotation, ...]) -> AttributionMode:
    quoted = sum(_overlap(content, each.content) for each in quotations)
    if quoted >= QUOTED * (content.end - content.start):
        return AttributionMode.DIRECT
    return AttributionMode.MIXED if quoted else AttributionMode.INDIRECT


class _Desk:
    """Who a source is."""

    def __init__(self, doc: Doc, entities: Entities, quotations: tuple[Quotation, ...]) -> None:
        self._doc = doc
        self._quotations = quotations
        self._at: dict[int, EntityFinding] = {}
        for item in entities.items:
            for mention in item.mentions:
                span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
                self._at.update(dict.fromkeys(range(span.start, span.end), item) if span is not None else {})
        self._people_at = sorted(
            (
                (mention, item.name)
                for item in entities.items
                if item.type is EntityType.PERSON
                for mention in item.mentions
            ),
            key=lambda each: (each[0].start, each[0].end),
        )
        self._people = frozenset(item.name for item in entities.items if item.type is EntityType.PERSON)
        bodies = [item for item in entities.items if item.type is EntityType.ORGANIZATION]
        self._by_head = {item.name.split()[-1].lower(): item.name for item in reversed(bodies)}
        self._titled = tuple(self._titles())
        self._pronouns = dict(self._pronouns_of_people())
        self._described: dict[str, str] = {}
        self._last_speaker: tuple[int, str] | None = None
        self._last_other: tuple[Token, str] | None = None
        self._last_quoted: tuple[Span, str | None] | None = None

    def attribution(self, found: _Found, mode: AttributionMode) -> Attribution:
        """The attribution with spans for its tokens. Called in text order, since he and she depend on what came before."""
        voice = found.voice
        source = None if voice.source is None else self._source_span(voice.source)
        speaker = None if voice.source is None else self._speaker(self._doc[voice.source])
        if mode is not AttributionMode.INDIRECT:
            self._last_quoted = found.content, speaker
        cue = reported.cue_span(self._doc, voice.cue)
        return Attribution(source=source, speaker=speaker, cue=cue, content=found.content, mode=mode)

    def may_speak(self, found: _Found) -> bool:
        """Whether the cue fits its source: things show and say, but do not want, mean or fear.

        What the reader knows ("you know that …") is nobody's statement, nor is what a name itself is shown to be.
        """
        voice, cue = found.voice, self._doc[found.voice.cue]
        if voice.source is not None and not self._is_voice(voice.source, found.content):
            return False
        if voice.source is None or not reported.is_living(cue):
            return True
        head = self._doc[voice.source]
        if head.lower_ in _RELATIVE and head.head.dep_.startswith("acl"):
            head = head.head.head
        if head.pos_ not in ("NOUN", "VERB", "DET", "PRON") or head.i in self._at:
            return True
        if head.pos_ in ("PRON", "DET"):
            return head.lower_ in _PRONOUNS - _THINGS
        return voice_of(head.lower_) in (Voice.PERSON, Voice.BODY)

    def _is_voice(self, source: int, content: Span) -> bool:
        head, span = self._doc[source], self._source_span(source)
        if head.left_edge.lower_ in _ASIDE or head.lower_ in _READER:
            return False
        if head.tag_ == "VB" and head.i not in self._at:  # "Help make sure that …" tells the reader what to do
            return False
        if self._is_of_the_page(head) and self._linked(head) is None:
            return False
        return not (span.start <= content.start and content.end <= span.end)

    def _source_span(self, source: int) -> Span:
        """The words of a source; of a link's label the name that the link hangs on."""
        head = self._doc[source]
        linked = self._linked(head) if self._is_of_the_page(head) else None
        return reported.source_span(self._doc, source) if linked is None else linked[0]

    def _is_of_the_page(self, head: Token) -> bool:
        """Whether a source is the label of a link that was left in the text: "Related words MORE said …"."""
        return head.is_upper and head.is_stop and head.pos_ != "PRON" and head.i not in self._at

    def _linked(self, label: Token) -> tuple[Span, str] | None:
        """The last name before a link's label in its paragraph that links are glued to: "Ida FenwrightFerries late"."""
        text = text_of(self._doc)
        start = text.rfind("\n", 0, label.idx) + 1
        glued = [
            (span, name)
            for span, name in self._people_at
            if start <= span.start < label.idx and text[span.end].isalpha()
        ]
        return glued[-1] if glued else None

    def _speaker(self, head: Token) -> str | None:
        if head.lower_ in _RELATIVE and head.head.dep_ in ("acl:relcl", "relcl", "acl") and head.i not in self._at:
            head = head.head.head
        if head.pos_ == "PRON" and head.lower_ in _POINTING:
            return None
        if head.lower_ in _PRONOUNS and head.i not in self._at:
            return self._meant(head)
        linked = self._linked(head) if self._is_of_the_page(head) else None
        name = linked[1] if linked else self._name(head)
        if not any(sign.isalpha() for sign in name):
            return None
        if name in self._people:
            self._last_speaker = (head.i, name)
        else:
            self._last_other = (head, name)
        return name

    def _meant(self, pronoun: Token) -> str | None:
        """Whom a pronoun stands for; "the WHO" is none."""
        if pronoun.lower_ in _PERSONAL:
            return self._person_before(pronoun)
        if pronoun.lower_ in _FIRST:
            return self._quoting(pronoun)
        return self._subject_above(pronoun) or self._speaker_before(pronoun)

    def _quoting(self, pronoun: Token) -> str | None:
        """Who says I or we in a quotation: the speaker of the quotation around it or before it in its paragraph."""
        quoted = any(each.outer.start <= pronoun.idx < each.outer.end for each in self._quotations)
        if not quoted or self._last_quoted is None:
            return None
        content, speaker = self._last_quoted
        return speaker if "\n" not in text_of(self._doc)[content.end : pronoun.idx] else None

    def _speaker_before(self, pronoun: Token) -> str | None:
        """The body, document or people that spoke in the sentence before, where "it" or "they" goes on."""
        if self._last_other is None or pronoun.lower_ not in _AGREEING:
            return None
        last, name = self._last_other
        near = last.i >= self._doc[max(0, pronoun.sent.start - 1)].sent.start
        return name if near and last.tag_ in _AGREEING[pronoun.lower_] else None

    def _subject_above(self, pronoun: Token) -> str | None:
        """What "it" or "they" stands for in a clause beside the main one: "the council erred when it said"."""
        clause = pronoun.head
        if pronoun.lower_ not in _AGREEING or clause.dep_ != "advcl":
            return None
        subjects = [each for each in clause.head.children if each.dep_ in reported.SUBJECTS]
        named = [each for each in subjects if each.tag_ in _AGREEING[pronoun.lower_] and not self._is_person_at(each.i)]
        return self._name(named[0]) if named else None

    def _name(self, head: Token) -> str:
        item = self._at.get(head.i)
        if item is not None:
            return item.name
        for child in head.children:
            named = child.dep_ in ("appos", "flat") or (child.dep_ == "compound" and child.i > head.i)
            if named and self._is_person_at(child.i):
                return self._at[child.i].name
        span = reported.source_span(self._doc, head.i)
        words = text_of(self._doc)[span.start : span.end]
        bare = " ".join(words.removeprefix("the ").removeprefix("The ").split())
        if words[:4].lower() == "the " and bare.lower() == head.lower_:
            told = self._holder(head) or self._by_head.get(head.lower_)
            return told or self._described.get(head.lower_, bare)
        self._described[head.lower_] = bare
        return bare

    def _holder(self, title: Token) -> str | None:
        """Whom the report last called so before; a title before a name counts more than one behind."""
        named = [each for each in self._titled if each[2] == title.lower_]
        earlier = [each for each in named if each[1] < title.i] or named[:1]
        return max(earlier)[3] if earlier else None

    def _titles(self) -> Iterator[tuple[bool, int, str, str]]:
        """Common nouns that the report gives to a person: "Mayor Ida Fenwright", "Ida Fenwright, the mayor".

        Whether the title stands before the name, where the name stands, title and full name.
        """
        for place, item in sorted(self._at.items()):
            if item.type is not EntityType.PERSON:
                continue
            token = self._doc[place]
            beside = [child for child in token.children if child.dep_ in ("appos", "compound")]
            if token.dep_ in ("appos", "flat") and token.head.i not in self._at:
                beside.append(token.head)
            if place and self._doc[place - 1].tag_.startswith("NN") and self._doc[place - 1].text[0].isupper():
                beside.append(self._doc[place - 1])
            yield from ((each.i < place, place, each.lower_, item.name) for each in beside if each.i not in self._at)

    def _person_before(self, pronoun: Token) -> str | None:
        """The person that he or she most likely is: the nearest subject before, else the nearest named.

        Nobody who commonly goes by the other pronoun; a man or woman without a name may be meant as well.
        """
        goes_by = _PERSONAL[pronoun.lower_]
        spoke = self._last_speaker
        sentence = pronoun.sent.start
        plain = not any(token.is_quote for token in self._doc[sentence : pronoun.i])
        for at in range(pronoun.i - 1, -1, -1):
            if plain and at == sentence - 1 and (near := self._named_between(sentence, pronoun.i, goes_by)):
                return near
            if spoke is not None and at <= spoke[0]:
                if self._agrees(spoke[1], goes_by):
                    return spoke[1]
                spoke = None
            subject = self._doc[at].dep_.startswith("nsubj")
            if subject and self._is_person_at(at) and self._agrees(self._at[at].name, goes_by):
                return self._at[at].name
            if subject and at not in self._at and pronoun_of(self._doc[at].lower_) == goes_by:
                return self._name(self._doc[at])
        return self._named_between(0, pronoun.i, goes_by)

    def _named_between(self, start: int, end: int, goes_by: str) -> str | None:
        """The last person named there who may go by that pronoun."""
        places = (at for at in range(end - 1, start - 1, -1) if self._is_person_at(at))
        return next((name for at in places if self._agrees(name := self._at[at].name, goes_by)), None)

    def _agrees(self, name: str, pronoun: str) -> bool:
        return self._pronouns.get(name, pronoun) == pronoun

    def _pronouns_of_people(self) -> Iterator[tuple[str, str]]:
        """By which pronoun a person goes, where the title before the name or the given name tells: "Mrs. Ward"."""
        for place, item in sorted(self._at.items(), reverse=True):
            if item.type is EntityType.PERSON:
                given = pronoun_of(item.name.split()[0])
                before = pronoun_of(self._doc[place - 1].text) if place else None
                if told := before or given:
                    yield item.name, told

    def _is_person_at(self, place: int) -> bool:
        return place in self._at and self._at[place].type is EntityType.PERSON


ANALYSER = Analyser(
    name="attributions",
    version="5",
    requires=(Report, Entities, Doc),
    provides=Attributions,
    run=find_attributions,
    absent=Attributions(items=()),
    lexicons=(reported.CUES, VOICES, DOCUMENTS, GENDERS),
    languages=frozenset({"en"}),
)
