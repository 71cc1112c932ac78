"""What a sentence can do without: dateline, brackets, an office's attribution, empty adverbs, cut where grammar allows.

After the deletions of extractive headline and summary writing (Dorr et al. 2003; Zajic et al. 2007), as patterns with
guards, so that no parse is needed. Nothing inside quotation marks is cut; what hedges, denies or names a person as the
source stays, because without it the sentence would say something else. `asides` are clauses behind a comma, by the
parse: the statement stands without them, and whether they go is the summary's choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from newsar_build.analyse import lexicon
from newsar_build.model.dateline import DATELINE
from newsar_build.model.findings import Span

FEWEST = 6
"""Words that a trimmed sentence must keep; where fewer are left it is not trimmed."""

_MARKS = frozenset(("“", "”", '"', "``", "''", "«", "»"))
_SOURCES = frozenset(("according", "citing", "quoting"))
"""A clause that opens with one of these says who says so."""
_OPEN, _CLOSE = r"(?:\(|-LRB-|-lrb-)", r"(?:\)|-RRB-|-rrb-)"
_DASH = r"(?:—|–|--)"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_REST = r"[^,;:()“”\"—–]"
"""Any sign of a clause without a break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One kind of cut: what `pattern` matches goes."""

    name: str
    pattern: re.Pattern[str]


def trimmed(text: str, sentence: Span) -> tuple[Span, ...]:
    """The pieces of the sentence that stay, in order, each without surrounding white space."""
    kept = _kept(text, sentence)
    words = sum(len(text[piece.start : piece.end].split()) for piece in kept)
    return kept if words >= FEWEST else (sentence,)


def asides(tokens: Sequence[Token]) -> tuple[Span, ...]:
    """Clauses that a sentence's statement stands without, each with its commas, in order; none lies within another.

    They are relative clauses and participles behind a comma, and "while" or "as" told beside the matter, up to the
    sentence's end; a relative clause also behind a subject. Sources and what stands in quotation marks stay.
    """
    found: list[Span] = []
    for token in tokens:
        bounds = _aside(tokens, token)
        if bounds is not None and (not found or bounds.start >= found[-1].end):
            found.append(bounds)
    return tuple(found)


def without(text: str, pieces: tuple[Span, ...], cut: Span) -> tuple[Span, ...]:
    """What is left of the pieces, each without surrounding white space."""
    left = ((piece.start, min(piece.end, cut.start)) for piece in pieces)
    right = ((max(piece.start, cut.end), piece.end) for piece in pieces)
    kept = (_stripped(text, *each) for each in (*left, *right) if each[0] < each[1])
    return tuple(sorted(span for span in kept if span is not None))


def _aside(tokens: Sequence[Token], token: Token) -> Span | None:
    if not _tells_beside(token):
        return None
    inside = {each.i for each in token.subtree}
    first, last = min(inside), max(inside)
    at = {each.i: each for each in tokens}
    if len(inside) <= last - first or first not in at or last not in at:
        return None
    clause = [at[place] for place in range(first, last + 1) if place in at]
    comma = clause[0] if clause[0].text == "," else at.get(first - 1)
    behind = at.get(last + 1)
    quoted = any(each.text in _MARKS for each in clause)
    if comma is None or comma.text != "," or quoted or {each.lower_ for each in clause[:3]} & _SOURCES:
        return None
    if behind is None or behind.text in (".", "!"):
        return Span(start=comma.idx, end=_end_of(clause))
    if behind.text == "," and token.dep_ == "acl:relcl" and _is_subject(token.head):
        return Span(start=comma.idx, end=behind.idx + 1)
    return None


def _end_of(clause: Sequence[Token]) -> int:
    """Where a clause ends, less the sentence's own stop."""
    words = clause[:-1] if clause[-1].text in (".", "!") else clause
    return words[-1].idx + len(words[-1])


def _tells_beside(token: Token) -> bool:
    if token.dep_ == "acl:relcl":
        return True
    if token.dep_ == "advcl" and token.tag_ in ("VBG", "VBN"):
        return True
    marks = {child.lower_ for child in token.children if child.dep_ in ("mark", "advmod")}
    return token.dep_ == "advcl" and bool(marks & {"while", "as"}) and not marks & {"long", "far", "soon", "well"}


def _is_subject(noun: Token) -> bool:
    return noun.dep_.split(":")[0] == "nsubj" and noun.i < noun.head.i


def without_source(sentence: str) -> str:
    """The sentence behind its dateline and agency."""
    return _WIRE.sub("", sentence[len(found[0]) if (found := DATELINE.match(sentence)) else 0 :])


_BARE_END = re.compile(r"[0-9%A-Za-zÀ-ÿ]\Z")
"""A sentence whose stop went with what was cut from its end."""


def in_words(text: str, pieces: tuple[Span, ...]) -> str:
    """The pieces as one sentence: joined, spaced as print is, begun with a capital and closed by a stop."""
    joined = " ".join(text[piece.start : piece.end] for piece in pieces)
    joined = re.sub(r"\s+", " ", joined)
    joined = re.sub(r"(?<=\w)\s+(?=[,.;:!?](?:\s|$))", "", joined)
    joined = re.sub(r"\s*,(?=\s*[.!?]$)", "", joined).strip(" ,;:—–-")
    closed = joined if not _BARE_END.search(joined) else f"{joined}."
    return closed[:1].upper() + closed[1:]


def _kept(text: str, sentence: Span) -> tuple[Span, ...]:
    pieces = [sentence]
    for rule in rules():
        words, places = _laid_out(text, pieces)
        gone = [False] * len(words)
        for cut in _cuts(rule, words):
            gone[cut.start : cut.end] = [True] * (cut.end - cut.start)
        if any(gone):
            pieces = _runs(text, [place for place, out in zip(places, gone, strict=True) if not out])
    return tuple(pieces)


def _laid_out(text: str, pieces: list[Span]) -> tuple[str, list[int]]:
    """The pieces side by side with one space between, and where each sign stands in the text."""
    words, places = "", list[int]()
    for piece in pieces:
        if words and text[piece.start] not in ".,;:!?":
            words, places = words + " ", [*places, -1]
        words += text[piece.start : piece.end]
        places.extend(range(piece.start, piece.end))
    return words, places


def _runs(text: str, places: list[int]) -> list[Span]:
    runs: list[list[int]] = []
    for place in (each for each in places if each >= 0):
        if runs and place == runs[-1][1]:
            runs[-1][1] = place + 1
        else:
            runs.append([place, place + 1])
    return [span for start, end in runs if (span := _stripped(text, start, end))]


def _stripped(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    return Span(start=first, end=first + len(words.strip())) if words.strip() else None


def _cuts(rule: Rule, words: str) -> Iterator[Span]:
    quoted = [found.span() for found in _QUOTED.finditer(words)]
    for found in rule.pattern.finditer(words):
        start, end = found.span()
        if not any(start < stop and begin < end for begin, stop in quoted):
            yield Span(start=start, end=end)


def _office(shape: str) -> re.Pattern[str]:
    """The pattern with an office, record or wire in place of OFFICE: nobody in person, no survey, no critic."""
    terms = sorted(lexicon.words("summary_offices"), key=lambda each: (-len(each), each))
    nobody = rf"(?!\b(?:polls?|survey|study|sources?|people|lawyers?|critics|experts?)\b){_REST}"
    office = rf"(?:{nobody}){{0,60}}?\b(?:{'|'.join(map(re.escape, terms))})\b(?:(?!\bthat\b){_REST}){{0,50}}"
    said = r"(?:said|say|says|announced|confirmed|reported|reports)"
    return re.compile(shape.replace("OFFICE", office).replace("SAID", said).replace("REST", _REST), re.IGNORECASE)


_QUOTED = re.compile(r"“[^”]*(?:”|$)|(?<!\w)\"[^\"]*(?:\"|$)|``.*?(?:''|$)|«[^»]*(?:»|$)")


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, in the order in which they cut."""
    return (
        Rule(name="dateline", pattern=DATELINE),
        Rule(name="wire", pattern=_WIRE),
        Rule(name="lead-in", pattern=LEAD_IN),
        Rule(name="bracket", pattern=_BRACKET),
        Rule(name="according", pattern=_office(r"^According to OFFICE,\s*")),
        Rule(name="according", pattern=_office(r"\s*,\s*according to OFFICE(?=\s*[.!?]?$)")),
        Rule(name="said", pattern=_office(r"\s*,\s*(?:OFFICE\sSAID|SAID\sOFFICE)(?:\sREST{0,40}?)?(?=\s*[.!?]?$)")),
        Rule(name="day of saying", pattern=_DAY_OF_SAYING),
        Rule(name="aside", pattern=_ASIDE),
        Rule(name="also", pattern=_ALSO),
    )


_AGENCY = rf"{_OPEN}\s*(?i:CNN|AP|Reuters|AFP|UPI)(?:\s\w+){{0,2}}\s*{_CLOSE}\s*"
_WIRE = re.compile(
    rf"^(?:(?:[A-Z][\w.’'-]*\s?,?\s+){{0,6}}{_AGENCY}(?:(?:{_DASH}|-)\s*)?"
    rf"|(?:[a-z][\w.’'-]*\s?,?\s+){{0,6}}{_AGENCY}(?:{_DASH}|-)\s*)"
)
"""`London (CNN)` and the like, with a dash or without; often glued to the first word."""
LEAD_IN = re.compile(
    r"^(?:(?:Meanwhile|However|Also|In addition|Additionally|Moreover|Furthermore|And|But|So|Separately),?"
    r"|(?:Yet|Still|Now|In fact|Indeed),)\s+",
    re.IGNORECASE,
)
_BRACKET = re.compile(rf"(?<=\S)\s*{_OPEN}[^()]{{1,160}}?{_CLOSE}")
_DAY_OF_SAYING = re.compile(
    rf"(?:(?<=\bsaid)|(?<=\bsays)|(?<=\btold))\s+(?:(?:late |early )?on\s+)?{_DAY}{_PART}\b"
    r"(?!['’-]|\s+(?:and|or|to|through)\b|\s+[A-Z])"
)
"""The day on which something was said is not the day on which it happened."""
_ASIDE = re.compile(
    r"\s*,\s*(?:however|meanwhile|though|too|of course|for example|for instance|in fact|by contrast)\s*,"
)
_ALSO = re.compile(r"(?<!\bbut)(?<!\bnot)\s+also(?=\s\w)")
