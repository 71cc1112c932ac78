"""Attributions: what the report gives as somebody's words or thoughts, as source – cue – content.

Clauses and phrases come from dependency rules (`reported.py`). A quotation belongs to the clause it is part of; else to
the cue that governs its words; else to a cue right after it or right before it; else it goes on from the quotation
before it in its paragraph, or from the paragraph before where that was left open. Speakers are the fullest name in the
report: through titles, appositions ("the mayor, …"), heads ("the ministry") and, for he and she, the last person who
spoke or acted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from newsar_build.analyse import reported
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Report
from newsar_build.analyse.matching import after_dateline
from newsar_build.analyse.quotations import Quotation, find_quotations
from newsar_build.model.brief import Block
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
_PERSONAL = frozenset(["he", "she"])
_RELATIVE = frozenset(["who", "which", "that"])
_PRONOUNS = _PERSONAL | _RELATIVE | {"they", "it", "i", "we", "you"}


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
    found = _with_quotations(report, doc, list(_clauses(doc)), quotations)
    desk = _Desk(doc, entities)
    unique = {each.content: each for each in sorted(_outermost(found), key=_plainest)}
    return Attributions(
        items=tuple(
            desk.attribution(each, _mode(each.content, quotations))
            for each in sorted(unique.values(), key=lambda each: (each.content, each.voice.cue))
        )
    )


def _outermost(found: list[_Found]) -> Iterator[_Found]:
    """Without contents that lie within another content of the same cue."""
    for each in found:
        if not any(
            other.voice.cue == each.voice.cue
            and other.content != each.content
            and other.content.start <= each.content.start
            and each.content.end <= other.content.end
            for other in found
        ):
            yield each


def _plainest(found: _Found) -> tuple[bool, int]:
    """Of attributions with one content the last in this order stays: one with a source, the cue nearest by."""
    return found.voice.source is not None, -abs(found.voice.cue)


def _clauses(doc: Doc) -> Iterator[_Found]:
    begin = after_dateline(doc.text)
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
        words = doc.text[quotation.content.start : quotation.content.end].split()
        whole = _part_of(doc, quotation, found)
        if whole is not None:
            stretched = replace(found[whole], content=_union(found[whole].content, quotation.content))
            found[whole] = stretched
            voice = stretched.voice
        elif near := _voice_of(doc, quotation, block, len(words)):
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

    def __init__(self, doc: Doc, entities: Entities) -> None:
        self._doc = doc
        self._at: dict[int, EntityFinding] = {}
        for item in entities.items:
            for mention in item.mentions:
                span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
                self._at.update(dict.fromkeys(range(span.start, span.end), item) if span is not None else {})
        self._people = frozenset(item.name for item in entities.items if item.type is EntityType.PERSON)
        bodies = [item for item in entities.items if item.type is EntityType.ORGANIZATION]
        self._by_head = {item.name.split()[-1].lower(): item.name for item in reversed(bodies)}
        self._by_title = dict(self._titles())
        self._last_speaker: tuple[int, str] | None = None

    def attribution(self, found: _Found, mode: AttributionMode) -> Attribution:
        """The attribution with spans for its tokens. Called in text order, since he and she depend on what came before."""
        voice = found.voice
        source = None if voice.source is None else reported.source_span(self._doc, voice.source)
        speaker = None if voice.source is None else self._speaker(self._doc[voice.source])
        cue = reported.cue_span(self._doc, voice.cue)
        return Attribution(source=source, speaker=speaker, cue=cue, content=found.content, mode=mode)

    def _speaker(self, head: Token) -> str:
        if head.lower_ in _RELATIVE and head.head.dep_ in ("acl:relcl", "relcl", "acl"):
            head = head.head.head
        if head.lower_ in _PRONOUNS:
            return self._person_before(head.i) if head.lower_ in _PERSONAL else head.lower_
        name = self._name(head)
        if name in self._people:
            self._last_speaker = (head.i, name)
        return name

    def _name(self, head: Token) -> str:
        item = self._at.get(head.i)
        if item is not None:
            return item.name
        for child in head.children:
            if child.dep_ in ("appos", "flat", "compound") and self._is_person_at(child.i):
                return self._at[child.i].name
        span = reported.source_span(self._doc, head.i)
        words = self._doc.text[span.start : span.end]
        bare = " ".join(words.removeprefix("the ").removeprefix("The ").split())
        if words[:4].lower() == "the " and bare.lower() == head.lower_:
            return self._by_title.get(head.lower_) or self._by_head.get(head.lower_) or bare
        return bare

    def _titles(self) -> Iterator[tuple[str, str]]:
        """Common nouns that the report gives to a person: "Mayor Ida Fenwright", "Ida Fenwright, the mayor"."""
        for place, item in sorted(self._at.items(), reverse=True):
            if item.type is not EntityType.PERSON:
                continue
            token = self._doc[place]
            beside = [child for child in token.children if child.dep_ in ("appos", "compound")]
            if token.dep_ in ("appos", "flat") and token.head.i not in self._at:
                beside.append(token.head)
            yield from ((each.lower_, item.name) for each in beside if each.i not in self._at)

    def _person_before(self, place: int) -> str:
        """The person that he or she at `place` most likely is: the nearest subject before, else the nearest named."""
        spoke = self._last_speaker
        for at in range(place - 1, -1, -1):
            if spoke is not None and at <= spoke[0]:
                return spoke[1]
            if self._is_person_at(at) and self._doc[at].dep_.startswith("nsubj"):
                return self._at[at].name
        named = [self._at[at].name for at in range(place) if self._is_person_at(at)]
        return named[-1] if named else self._doc[place].lower_

    def _is_person_at(self, place: int) -> bool:
        return place in self._at and self._at[place].type is EntityType.PERSON


ANALYSER = Analyser(
    name="attributions",
    version="2",
    requires=(Report, Entities, Doc),
    provides=Attributions,
    run=find_attributions,
    absent=Attributions(items=()),
    lexicons=(reported.CUES,),
    languages=frozenset({"en"}),
)
