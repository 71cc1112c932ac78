"""A report's Markdown as plain text, with what the page needs to show it as it was written.

Markdown becomes HTML, the sanitiser takes out all that could act, and what is left is read into text, blocks and
marks. No HTML from an article goes any further than this room.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import nh3
from markdown import Markdown

from newsar_build.model.brief import Block, BlockKind, Mark, MarkKind

MAX_NESTING = 24
"""Quotes and lists deeper than this are no article; the parser's work grows with the square of the depth."""

MAX_INDENT = 4 * MAX_NESTING
"""Columns: what is indented deeper could only open a list beyond `MAX_NESTING`."""
MAX_TANGLE = 20_000_000
"""Signs of Markdown times code points, paragraph by paragraph, summed: what the parser's work grows with. A page of 500
links stays below a hundredth; at the bound, a report takes some two seconds."""
MAX_PARAGRAPHS = 20_000
"""A book has fewer; the parser's work grows with their square."""
MAX_TAGS = 5_000
"""HTML tags in one report: the sanitiser's work grows with the square of their nesting."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = {
    "a": MarkKind.LINK,
    "em": MarkKind.EMPHASIS,
    "i": MarkKind.EMPHASIS,
    "strong": MarkKind.STRONG,
    "b": MarkKind.STRONG,
    "code": MarkKind.CODE,
}
_LISTS = frozenset({"ul", "ol"})
_KEPT = {"p", "blockquote", "li", "pre", "br", "tr", "td", "th", "table", "thead", "tbody", "hr", "dl", "dt", "dd"}
_TAGS = _KEPT | set(_HEADINGS) | set(_INLINE) | _LISTS
_BREAKING = frozenset(_TAGS - set(_INLINE) - {"br", "td", "th"})
_CELLS = frozenset({"td", "th"})
_HIDDEN = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), *range(0xD800, 0xE000)]
_UNSEEN = dict.fromkeys([*_HIDDEN, 0xAD, 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF])
"""Control and invisible characters, soft hyphens, and what XML cannot hold."""
_SIGNS = "[]*_`<&!#~\\"
_RULE = r"(?![ \t]*([-*])(?:[ \t]*\1)*[ \t]*$)"
_DEEP = re.compile(
    rf"^{_RULE}(?:[ \t]*(?:>|(?:[-*+]|\d{{1,9}}\.)(?=[ \t]))){{{MAX_NESTING + 1}}}",
    re.MULTILINE,
)
_INDENT = re.compile(rf"^[ \t]{{{MAX_NESTING},}}", re.MULTILINE)
_PARTED = re.compile(r"\n(?=[ \t]*(?:\n|[-*+>#]|\d{1,9}\.[ \t]))")
"""Where a paragraph, item, quotation or heading begins: signs do not act across it."""
_TAG_ONLY = re.compile(r"^(#{1,6})(?=[^\s#])", re.MULTILINE)
"""A hashtag that opens a line is no heading: a heading's signs are followed by a space."""
_SILENT = ("script", "style", "template", "svg", "math", "iframe", "object", "noscript", "textarea", "title", "xmp",
           "noembed", "noframes", "plaintext", "select")  # fmt: skip
"""Elements that are dropped with all they hold, where they are closed; else their tag is text like any other."""
_COMMENT_OR_FENCE = re.compile(r"^ {0,3}(?:<!--|(`{3,}|~{3,}))", re.MULTILINE)
"""Where a comment of its own begins, or a block of code, in which it would be text."""
_SILENT_TAG = re.compile(rf"<(/?)({'|'.join(_SILENT)})(?=[\s/>]|\Z)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """A report's text (NFC, blocks joined by a blank line) with its blocks and inline marks."""

    text: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]


class TooDeepError(ValueError):
    """The Markdown is too tangled to read; `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def to_markup(markdown: str) -> Markup:
    """Read Markdown. Raises TooDeepError."""
    _refuse_tangles(markdown)
    markdown = _INDENT.sub(lambda found: found.group().expandtabs(4)[:MAX_INDENT], markdown)
    source = _TAG_ONLY.sub(r"\\\1", _without_silent(_without_comments(_seen(markdown))))
    html = Markdown(extensions=["tables", "sane_lists", "fenced_code"], output_format="html").convert(source)
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        clean_content_tags=set(_SILENT),
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    return reader.markup()


def _refuse_tangles(markdown: str) -> None:
    if deep := _DEEP.search(markdown):
        message = f"quotes or lists are nested more than {MAX_NESTING} deep"
        raise TooDeepError(message, markdown.count("\n", 0, deep.start()) + 1)
    if markdown.count("<") > MAX_TAGS:
        raise TooDeepError(f"more than {MAX_TAGS:,} HTML tags", 1)
    start, tangle = 0, 0
    for number, end in enumerate((*(gap.start() for gap in _PARTED.finditer(markdown)), len(markdown))):
        tangle += (end - start) * sum(markdown.count(sign, start, end) for sign in _SIGNS)
        if tangle > MAX_TANGLE or number > MAX_PARAGRAPHS:
            message = "too many paragraphs" if number > MAX_PARAGRAPHS else "too many signs of Markdown"
            raise TooDeepError(f"{message}: this is no article", markdown.count("\n", 0, start) + 1)
        start = end


def _seen(text: str) -> str:
    return text.translate(_UNSEEN)


def _without_comments(markdown: str) -> str:
    """The Markdown without comments that stand on lines of their own, blank lines in them or not."""
    kept: list[str] = []
    start, position = 0, 0
    while found := _COMMENT_OR_FENCE.search(markdown, position):
        closing = f"\n{found.group(1)}" if found.group(1) else "-->"
        end = markdown.find(closing, found.end())
        if end < 0:
            break
        position = end + len(closing)
        if not found.group(1):
            kept.append(markdown[start : found.start()])
            start = position
    return "".join((*kept, markdown[start:]))


def _without_silent(markdown: str) -> str:
    """The Markdown without scripts and their like; an opening tag that nothing closes stays, as text."""
    tags = list(_SILENT_TAG.finditer(markdown))
    last_close = {tag.group(2).lower(): tag.start() for tag in tags if tag.group(1)}
    kept: list[str] = []
    position, inside = 0, ""
    for tag in tags:
        name = tag.group(2).lower()
        if inside:
            if tag.group(1) and name == inside:
                inside = ""
                position = _end_of_tag(markdown, tag.end())
            continue
        kept.append(markdown[position : tag.start()])
        position = tag.start()
        if not tag.group(1) and last_close.get(name, -1) > tag.start():
            inside = name
        else:
            kept.append("&lt;")
            position += 1
    return "".join(kept) + markdown[position:]


def _end_of_tag(markdown: str, start: int) -> int:
    found = re.compile(r"[^<>]*>").match(markdown, start)
    return found.end() if found else start


@dataclass(slots=True)
class _Open:
    kind: MarkKind
    start: int
    href: str | None


@dataclass(slots=True)
class _Draft:
    """The block being read: its text so far, without white space at its ends or doubled inside."""

    text: str = ""
    marks: list[Mark] = field(default_factory=list)


class _Reader(HTMLParser):
    """Walks sanitised HTML; every tag that ends a line of thought ends a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._texts: list[str] = []
        self._blocks: list[Block] = []
        self._marks: list[Mark] = []
        self._length = 0
        self._draft = _Draft()
        self._open: list[_Open] = []
        self._around: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _INLINE and not (tag == "code" and "pre" in self._around):
            self._open.append(_Open(_INLINE[tag], len(self._draft.text), _href(attrs)))
        elif tag == "br" or tag in _CELLS:
            self._append(" ")
        elif tag in _BREAKING:
            self._end_block()
            if tag != "hr":
                self._around.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _INLINE and not (tag == "code" and "pre" in self._around):
            self._close(_INLINE[tag])
        elif tag in _BREAKING:
            self._end_block()
            if tag in self._around:
                del self._around[len(self._around) - 1 - self._around[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self._append(data)

    def close(self) -> None:
        super().close()
        self._end_block()

    def markup(self) -> Markup:
        marks = tuple(sorted(self._marks, key=_order))
        return Markup(text="".join(self._texts), blocks=tuple(self._blocks), marks=marks)

    def _append(self, data: str) -> None:
        text = _seen(data)
        if "pre" not in self._around:
            text = " ".join(("|" + text + "|").split())[1:-1] if text else ""
        if not self._draft.text or self._draft.text[-1].isspace():
            text = text.lstrip()
        self._draft.text += text

    def _close(self, kind: MarkKind) -> None:
        for position in range(len(self._open) - 1, -1, -1):
            if self._open[position].kind is kind:
                opened = self._open.pop(position)
                self._keep_mark(opened)
                return

    def _keep_mark(self, opened: _Open) -> None:
        start, end = opened.start, len(self._draft.text)
        stretch = self._draft.text[start:end]
        start += len(stretch) - len(stretch.lstrip())
        end -= len(stretch) - len(stretch.rstrip())
        if end > start and (opened.kind is not MarkKind.LINK or opened.href):
            self._draft.marks.append(Mark(kind=opened.kind, start=start, end=end, href=opened.href))

    def _end_block(self) -> None:
        for opened in reversed(self._open):
            self._keep_mark(opened)
        draft, self._draft = _composed(self._draft), _Draft()
        for opened in self._open:
            opened.start = 0
        text = draft.text.rstrip()
        if not text:
            return
        if self._texts:
            self._texts.append("\n\n")
            self._length += 2
        start = self._length
        self._texts.append(text)
        self._length += len(text)
        kind, level = self._kind()
        self._blocks.append(Block(kind=kind, start=start, end=self._length, level=level))
        self._marks.extend(_shifted(mark, start, self._length) for mark in draft.marks)

    def _kind(self) -> tuple[BlockKind, int]:
        inner = self._around[: -MAX_NESTING - 1 : -1]
        for tag in inner:
            if tag in _HEADINGS:
                return BlockKind.HEADING, _HEADINGS[tag]
            if tag == "pre":
                return BlockKind.CODE, 0
            if tag in ("li", "tr", "dt", "dd"):
                return BlockKind.ITEM, max(1, sum(each in _LISTS for each in inner))
            if tag == "blockquote":
                return BlockKind.QUOTATION, 0
        return BlockKind.PARAGRAPH, 0


def _composed(draft: _Draft) -> _Draft:
    """The draft in NFC. A mark's end may cut a composed character off its base: it then holds the whole of it."""
    if unicodedata.is_normalized("NFC", draft.text):
        return draft
    text = unicodedata.normalize("NFC", draft.text)

    def moved(offset: int) -> int:
        return min(len(unicodedata.normalize("NFC", draft.text[:offset])), len(text))

    marks = [replace(mark, start=moved(mark.start), end=moved(mark.end)) for mark in draft.marks]
    return _Draft(text=text, marks=[mark for mark in marks if mark.end > mark.start])


def _href(attributes: list[tuple[str, str | None]]) -> str | None:
    href = dict(attributes).get("href") or ""
    return href if re.match(r"(?i)(?:https?://|mailto:)[^\s\"'<>]+\Z", href) else None


def _shifted(mark: Mark, start: int, limit: int) -> Mark:
    return Mark(kind=mark.kind, start=mark.start + start, end=min(mark.end + start, limit), href=mark.href)


def _order(mark: Mark) -> tuple[int, int, str]:
    return mark.start, -mark.end, mark.kind
