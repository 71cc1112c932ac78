"""What stands in a report's text and is none of its sentences: captions, credits, links, adverts, notes on the author.

Outlets' pages leave such lines in the text that is read off them. They are nobody's claim, tell of no event and have no
tone; they stay in the text, as evidence must point at it. A line is told by its shape, never by its subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from newsar_build.analyse.analyser import Report
from newsar_build.model.brief import Block, BlockKind
from newsar_build.model.findings import Span

LONGEST = 40
"""Words of a line without a full stop that may be a caption, a heading or a link; a longer one is a paragraph."""
PUNCTUATED = 0.5
"""Share of paragraphs that must end in a stop for its lack to tell anything: lists and transcripts do without."""
FEWEST = 4
"""Paragraphs from which that share is told."""
LAST = 5
"""Paragraphs at the end among which a note on the author stands."""

LINES = re.compile(
    r"^(?:advert[a-z]*|sponsored|related|related (?:stories|articles|content|coverage)|most (?:read|popular)|more|"
    r"story continues below.*|article continues below.*|continue reading.*|share this.*|skip to .*)[:.…]?$"
    r"|^(?:Share All\b|Click (?:here|to)\b|Sign up\b|Subscribe\b|Follow (?:us|him|her|them|@)|Read (?:more|next|also)\b"
    r"|Download (?:our|the)\b|Listen to (?:our|the latest|this (?:episode|story))\b"
    r"|Watch:|Read:|Related:|More:|See also\b|Scroll down\b"
    r"|(?-i:FILE(?: PHOTO)?\b|PUBLISHED\b|UPDATED\b)|Image(?: caption|:)|Media caption|Photo(?:graph)?s?:|Caption\b"
    r"|Support \S+[’']s\b|Editor[’']s note\b|Last updated\b)",
    re.IGNORECASE,
)
"""Whole lines, and openings of sentences, that speak of the page."""
CREDITS = re.compile(
    r"\b(?:AP|Reuters|AFP|EPA|Getty) ?Photo\b|\bphoto by\b|\bfile photo\b|\b\w+/(?:Getty|AP|AFP|Reuters|EPA)\b"
    r"|\bGetty Images\b|\bvia (?:AP|Getty|Reuters)\b|\bpic\.twitter\.com/|https?://|\bAll rights reserved\b"
    r"|\bcontributed (?:reporting|to this (?:report|story|article))\b"
    r"|\((?:left|right|pictured|above|center|centre)\)"
    r"|\b(?:Image|Media) caption\b"
    r"|(?<!\w)@[A-Za-z]\w+|#[A-Za-z]\w+.*#[A-Za-z]|[.!?]#[A-Za-z]"
    r"|\b(?:pictured|seen|shown) (?:above|left|right|here)\b",
    re.IGNORECASE,
)
"""Credits, addresses and pointers into a picture."""
_LABEL = re.compile(r"[A-Z][\w’' -]{2,40}:(?=[A-Z“\"])|(?:[A-Z]{3,} ){3,}")
"""A link with its label run into it, and words of the page in capitals: "Ferries:Fares rise", "FOR MEMBERS ONLY A"."""
_FULL_DATE = re.compile(
    r"\b(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|April|May|June|July|Aug(?:ust|\.)|Sept(?:ember|\.)|Oct(?:ober|\.)|"
    r"Nov(?:ember|\.)|Dec(?:ember|\.)) \d{1,2}, \d{4}"
)
"""A report names the year of its own days only in a caption, which is told in the present tense."""
CLOSED = re.compile(r"[.!?…:;,][”\"’')\]]*$")
"""How a paragraph of sentences ends."""
_AUTHOR = re.compile(
    r"(?!(?:The|A|An|In|On) )(?P<name>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,3})(?: \([^)]*\)|,[^.\n]{3,200}?,)? "
    r"(?:is|was|are|writes|covers|reports|frequently|has|serves|served|worked|works)\b"
)


def furniture(report: Report, sentences: Sequence[Span], doc: Doc | None = None) -> frozenset[Span]:
    """The sentences that belong to the page and not to the report; a parse tells captions by their tense."""
    whole = frozenset(_lines(report))
    return frozenset(
        span
        for span in sentences
        if any(block.start <= span.start < block.end for block in whole) or _is_furniture(report.text, span, doc)
    )


def _is_furniture(text: str, span: Span, doc: Doc | None) -> bool:
    words = text[span.start : span.end]
    told = LINES.search(words) or CREDITS.search(words) or _LABEL.match(words)
    return told is not None or (doc is not None and is_caption(words, doc, span))


def is_caption(words: str, doc: Doc, span: Span) -> bool:
    """Whether a sentence tells in the present tense what was on a day of a named year."""
    if not _FULL_DATE.search(words) or not doc.has_annotation("DEP"):
        return False
    parsed = doc.char_span(span.start, span.end, alignment_mode="contract")
    return parsed is not None and any(token.dep_ == "ROOT" and token.tag_ in ("VBZ", "VBP", "VBG") for token in parsed)


def _lines(report: Report) -> Iterator[Block]:
    """Blocks that are furniture as a whole."""
    lines = [(block, report.text[block.start : block.end].strip()) for block in report.blocks]
    plain = [words for block, words in lines if block.kind is BlockKind.PARAGRAPH]
    closed = sum(CLOSED.search(words) is not None for words in plain)
    telling = len(plain) >= FEWEST and closed > PUNCTUATED * len(plain)
    end = max(1, len(lines) - LAST)
    seen: set[str] = set()
    for place, (block, words) in enumerate(lines):
        loose = (
            telling
            and block.kind is BlockKind.PARAGRAPH
            and not CLOSED.search(words)
            and len(words.split()) <= LONGEST
            and words[:1] not in "“\"‘'"
        )
        noted = place >= end and _of_the_author(report.text, block, lines[end][0].start)
        if block.kind in (BlockKind.HEADING, BlockKind.CODE) or loose or noted or words in seen:
            yield block
        seen.add(words)


def _of_the_author(text: str, block: Block, end: int) -> bool:
    """Whether a block tells who somebody is of whom the report did not speak before `end`, where its last lines are."""
    found = _AUTHOR.match(text, block.start, block.end)
    return found is not None and found["name"].rsplit(maxsplit=1)[-1] not in text[:end]
