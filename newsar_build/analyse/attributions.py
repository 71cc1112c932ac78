"""Attributions: what the report gives as somebody's words, as source – cue – content.

Rules over the text: quotations whose sentence holds a cue verb beside a source; clauses that a cue verb governs; and
"according to". A quotation that follows an attributed one in its paragraph has the same source, as has one that goes
on from the paragraph before. Pronouns are resolved to the last person named, for the speaker only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Report
from newsar_build.analyse.matching import pattern
from newsar_build.analyse.quotations import Quotation, find_quotations
from newsar_build.model.brief import Block
from newsar_build.model.findings import (
    Attribution,
    AttributionMode,
    Attributions,
    Entities,
    EntityType,
    Sentences,
    Span,
)

REACH = 140
"""How far from a quotation its cue may stand, in code points, within the paragraph."""
SHORT = 4
"""Words: a shorter quotation without a cue beside it is a title, a term or a doubt, and nobody's statement."""
SHORTEST = 12
"""Code points: an indirect content below says nothing."""

_TITLE = r"(?:Gov|Sen|Rep|Dr|Mr|Mrs|Ms|Gen|Lt|Sgt|Prof|Rev|Jr|St)\."
_WORD = rf"(?:{_TITLE}|[A-ZÀ-Þ][\w.’'-]*\w|[A-Z]\.?)"
_NAME = rf"{_WORD}(?:\s+(?:of|the|for|and|de|von|van|al|bin|&|{_WORD}))*"
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)"
_PHRASE = r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ss]ome|[Mm]any|[Ss]everal|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s+(?:[\w’'-]+\s+){0,5}?[\w’'-]+"
_PLURAL = r"(?:[A-Za-z]+\s)?(?:[Oo]fficials|[Pp]olice|[Pp]rosecutors|[Ee]xperts|[Rr]esearchers|[Aa]uthorities|[Cc]ritics|[Ss]cientists|[Aa]nalysts|[Rr]esidents|[Ww]itnesses|[Ss]ources|[Ii]nvestigators|[Dd]octors|[Ee]conomists|[Ll]awyers|[Oo]rganisers|[Oo]rganizers|[Ww]orkers)"
_SOURCE = rf"(?P<source>{_PRONOUN}|[Tt]he\s{_NAME}|{_PHRASE}|{_PLURAL}|{_NAME})"
_ASIDE = r"(?:,\s[^,“”\"\n]{2,90},|\s\([^)\n]{1,40}\))?"
_ADVERB = r"(?:\s(?:also|later|then|has|have|had|repeatedly|publicly|previously|once|did not))?"
_STOP = r"(?=[\s,.:;!?“\"]|\Z)"
_VERBS = (
    r"(?P<cue>" + pattern("attribution_verbs").pattern.removeprefix("(?<![\\w-])(?:").removesuffix(")(?![\\w-])") + ")"
)
_SOURCE_FIRST = re.compile(rf"(?<![\w’'-]){_SOURCE}{_ASIDE}{_ADVERB}\s{_VERBS}{_STOP}")
_CUE_FIRST = re.compile(rf"(?<![\w’'-]){_VERBS}\s{_SOURCE}")
_ACCORDING = re.compile(r"(?P<cue>[Aa]ccording to)\s(?P<source>[^,;:“”\"\n]{1,90}?)(?=[,;:“”\"\n]|\.(?:\s|\Z)|\Z)")
_THAT = re.compile(r"\s*(?:(?:[\w’'-]+\s){0,4}?that\s|:\s*)")
_ADDRESSEE = re.compile(
    r"\s+(?:reporters|journalists|the \w+|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*|a \w+)(?: \w+)?(?=,|\sthat\b)"
)
_NOT_CONTENT = re.compile(
    r"\s*(?:$|[.,;!?]|(?:in|at|on|to|with|for|by|about|of|from|during|as|after|before|when|and|or)\b)"
)
_TRIM = " \t\n,.;:—–-“”\"'"


def find_attributions(
    report: Report, sentences: Sentences, entities: Entities, *, config: AnalyserConfig
) -> Attributions:
    """All attributions, in text order."""
    del config
    desk = _Desk(report.text, entities)
    quoted = list(_of_quotations(desk, report, sentences, find_quotations(report.text, report.blocks)))
    taken = [each.content for each in quoted]
    indirect = [
        found
        for sentence in sentences.spans
        if not any(span.start < sentence.end and sentence.start < span.end for span in taken)
        for found in _of_sentence(desk, sentence)
    ]
    return Attributions(
        items=tuple(sorted((*quoted, *indirect), key=lambda each: (each.content.start, each.content.end)))
    )


class _Desk:
    """Who a source is."""

    def __init__(self, text: str, entities: Entities) -> None:
        self.text = text
        self._by_alias = {alias: item.name for item in reversed(entities.items) for alias in item.aliases}
        people = [item for item in entities.items if item.type is EntityType.PERSON]
        self._people = sorted((span.start, item.name) for item in people for span in item.mentions)
        bodies = [item for item in entities.items if item.type is EntityType.ORGANIZATION]
        self._by_head = {item.name.split()[-1].lower(): item.name for item in reversed(bodies)}

    def speaker(self, source: Span) -> str:
        """The fullest name of a source span."""
        words = self.text[source.start : source.end]
        if re.fullmatch(_PRONOUN, words):
            earlier = [name for start, name in self._people if start < source.start]
            return earlier[-1] if earlier else words.lower()
        bare = re.sub(r"^(?:[Tt]he|[Aa]n?)\s+", "", words)
        if bare in self._by_alias:
            return self._by_alias[bare]
        inside = [alias for alias in self._by_alias if alias in bare and len(alias.split()) > 1]
        if inside and bare.endswith(max(inside, key=len)):
            return self._by_alias[max(inside, key=len)]
        if words[:4].lower() == "the " and bare.lower() in self._by_head:
            return self._by_head[bare.lower()]
        return bare

    @staticmethod
    def may_speak(found: re.Match[str]) -> bool:
        """Whether the words found can be a source: a lone function word or day cannot."""
        words = found["source"]
        known = words.lower() in lexicon.words("attribution_anonymous") or re.fullmatch(_PRONOUN, words)
        return bool(known) or words not in lexicon.words("entities_never")

    def made(self, source: Span | None, cue: Span | None, content: Span, mode: AttributionMode) -> Attribution:
        """An attribution, its speaker resolved."""
        speaker = self.speaker(source) if source else None
        return Attribution(source=source, speaker=speaker, cue=cue, content=content, mode=mode)


def _of_quotations(
    desk: _Desk, report: Report, sentences: Sentences, quotations: tuple[Quotation, ...]
) -> Iterator[Attribution]:
    last: Attribution | None = None
    last_block: Block | None = None
    goes_on = False
    for quotation in quotations:
        block = next(each for each in report.blocks if each.start <= quotation.outer.start < each.end)
        words = desk.text[quotation.content.start : quotation.content.end].split()
        found = _beside(desk, quotation, block, sentences)
        inherits = last is not None and (goes_on or (last_block == block and len(words) >= SHORT))
        if found is not None:
            source, cue = found
            last = desk.made(source, cue, quotation.content, _mode(desk.text, quotation, block))
        elif inherits and last is not None:
            last = Attribution(
                source=last.source,
                speaker=last.speaker,
                cue=last.cue,
                content=quotation.content,
                mode=AttributionMode.DIRECT,
            )
        else:
            goes_on = False
            continue
        yield last
        last_block, goes_on = block, quotation.open_ended


def _beside(desk: _Desk, quotation: Quotation, block: Block, sentences: Sentences) -> tuple[Span, Span] | None:
    """Source and cue right after a quotation, else right before it, in the sentence that it is part of."""
    tail = desk.text[quotation.outer.end : block.end]
    start = quotation.outer.end + len(tail) - len(tail.lstrip(" ,"))
    end = min(_sentence_at(sentences, start).end, start + REACH)
    after = re.split(r"[“\"„«]", desk.text[start:end], maxsplit=1)[0]
    for pattern_after in (_CUE_FIRST, _SOURCE_FIRST):
        if (found := pattern_after.match(after)) and desk.may_speak(found):
            return _placed(found, start)
    begin = max(_sentence_at(sentences, quotation.outer.start).start, quotation.outer.start - REACH)
    before = desk.text[begin : quotation.outer.start]
    cut = max((each.end() for each in re.finditer(r"[”\"]\s", before)), default=0)
    matches = [*_SOURCE_FIRST.finditer(before, cut), *_ACCORDING.finditer(before, cut)]
    speaking = [found for found in matches if desk.may_speak(found)]
    return _placed(speaking[-1], begin) if speaking else None


def _sentence_at(sentences: Sentences, position: int) -> Span:
    index = bisect_right(sentences.spans, position, key=lambda span: span.start) - 1
    return sentences.spans[max(index, 0)] if sentences.spans else Span(start=0, end=0)


def _placed(found: re.Match[str], offset: int) -> tuple[Span, Span]:
    source = Span(start=offset + found.start("source"), end=offset + found.end("source"))
    return source, Span(start=offset + found.start("cue"), end=offset + found.end("cue"))


def _mode(text: str, quotation: Quotation, block: Block) -> AttributionMode:
    """Direct where the quotation is a sentence of its own, mixed where it is part of the reporter's."""
    opens = text[quotation.content.start : quotation.content.start + 1].isupper()
    before = text[block.start : quotation.outer.start].rstrip()
    own = not before or before[-1] in '.!?,:”"'
    return AttributionMode.DIRECT if opens and own else AttributionMode.MIXED


def _of_sentence(desk: _Desk, sentence: Span) -> Iterator[Attribution]:
    text = desk.text[sentence.start : sentence.end]
    if according := _ACCORDING.search(text):
        content = _rest(text, according)
        if content:
            source, cue = _placed(according, sentence.start)
            yield desk.made(source, cue, _shifted(content, sentence.start), AttributionMode.INDIRECT)
        return
    if not pattern("attribution_verbs").search(text):
        return
    found = _SOURCE_FIRST.search(text)
    if found is None or not desk.may_speak(found):
        return
    content = _governed(text, found) or _leading(text, found)
    if content:
        source, cue = _placed(found, sentence.start)
        yield desk.made(source, cue, _shifted(content, sentence.start), AttributionMode.INDIRECT)


def _governed(text: str, found: re.Match[str]) -> tuple[int, int] | None:
    """The clause after the cue: "… said (that) the line was down"."""
    if (
        found.start() > 0
        and text[: found.start()].rstrip()[-1:] not in (",", ";", ":", "—", "–")
        and found.start() > REACH
    ):
        return None
    start = found.end()
    if addressee := _ADDRESSEE.match(text, start):
        start = addressee.end()
    that = _THAT.match(text, start)
    if that:
        start = that.end()
    elif found["cue"].lower() in lexicon.words("attribution_that") or _NOT_CONTENT.match(text, start):
        return None
    return _clause(text, start, len(text))


def _leading(text: str, found: re.Match[str]) -> tuple[int, int] | None:
    """The clause before: "The line was down, the office said."."""
    before = text[: found.start()].rstrip()
    return _clause(text, 0, len(before) - 1) if before.endswith(",") else None


def _clause(text: str, start: int, end: int) -> tuple[int, int] | None:
    inside = text[start:end]
    first = start + len(inside) - len(inside.lstrip(_TRIM))
    last = start + len(inside.rstrip(_TRIM))
    return (first, last) if last - first >= SHORTEST else None


def _rest(text: str, found: re.Match[str]) -> tuple[int, int] | None:
    """What is left of the sentence: before "according to", or after it where it opens the sentence."""
    if text[: found.start()].strip(_TRIM):
        return _clause(text, 0, found.start())
    comma = text.find(",", found.end())
    return _clause(text, comma + 1, len(text)) if comma > 0 else None


def _shifted(content: tuple[int, int], offset: int) -> Span:
    return Span(start=content[0] + offset, end=content[1] + offset)


ANALYSER = Analyser(
    name="attributions",
    version="1",
    requires=(Report, Sentences, Entities),
    provides=Attributions,
    run=find_attributions,
    absent=Attributions(items=()),
    lexicons=("attribution_verbs", "attribution_that", "attribution_anonymous", "entities_never"),
    languages=frozenset({"en"}),
)
