"""What an article file says: the values that `read` makes and every later stage starts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Rating(StrEnum):
    """An outlet's political lean on the five-step ordinal scale, left to right."""

    LEFT = "left"
    CENTER_LEFT = "center-left"
    CENTER = "center"
    CENTER_RIGHT = "center-right"
    RIGHT = "right"


class Kind(StrEnum):
    """What sort of text an article is."""

    NEWS_REPORT = "news report"
    ANALYSIS = "analysis"
    OPINION = "opinion"
    INTERVIEW = "interview"
    PRESS_RELEASE = "press release"


class BlockKind(StrEnum):
    """What a stretch of the report's text is on the page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTATION = "quotation"
    ITEM = "item"
    CODE = "code"


class MarkKind(StrEnum):
    """Inline formatting of a stretch of the report's text."""

    LINK = "link"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lean:
    """Somebody's rating of an outlet; Newsar never infers one."""

    rating: Rating
    rater: str
    dated: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publisher, as `outlets.yaml` describes it. `lean` is empty where nobody has rated it."""

    key: str
    name: str
    url: str | None = None
    country: str | None = None
    owner: str | None = None
    wire: bool = False
    lean: tuple[Lean, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, quotation, list item or code block: code points of `Article.text`."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """Heading level 1–6, or nesting depth of an item; 0 elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Inline formatting of code points `start`–`end` of `Article.text`; `href` for links only."""

    kind: MarkKind
    start: int
    end: int
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture that an article names. `path` is relative to the content folder, inside it, `/`-separated."""

    path: str
    caption: str | None = None
    credit: str | None = None
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFile:
    """The picture's file: digest of its bytes, pixels, and the file name extension that fits its format."""

    path: str
    sha256: str
    width: int
    height: int
    extension: str


Day = date
"""`Correction.date` hides the type's own name inside its class, and pydantic looks there first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A published correction."""

    date: Day
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One content file, parsed and checked, with what it leaves out derived.

    `text` is the report as plain text: blocks joined by a blank line, NFC, no markup. Every offset in
    Newsar is a Unicode code point into it. `filed` is UTC; `filed_has_time` is false where the file gives
    a date alone. `day` is the filed date in the site's time zone. `path` is relative to the content folder.
    """

    path: str
    headline: str
    outlet: str
    filed: datetime
    filed_has_time: bool
    day: date
    language: str
    kind: Kind
    section: str | None
    text: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...] = ()
    byline: tuple[str, ...] = ()
    url: str | None = None
    dek: str | None = None
    dateline: str | None = None
    image: Image | None = None
    id: str | None = None
    corrections: tuple[Correction, ...] = ()
    draft: bool = False
    expires: datetime | None = None

    def precedes(self, other: Article) -> bool:
        """Whether it was filed before the other for sure: on one day only hours tell, where both have them."""
        timed = self.filed_has_time and other.filed_has_time
        return self.day < other.day or (timed and self.filed < other.filed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """An article with its permanent id and its outlet: what the later stages work on."""

    id: str
    article: Article
    outlet: Outlet
    image: ImageFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What stays at the permalink of a brief that is withdrawn, or whose file cannot be read just now."""

    id: str
    headline: str
    outlet: str
    day: date
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """A former URL path (relative to the site's root, ends in `/`) and the one that took its place."""

    source: str
    target: str
