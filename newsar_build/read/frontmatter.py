"""One content file → one article: YAML front matter, checked, over a Markdown report."""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from newsar_build import located_yaml
from newsar_build.config import Config, did_you_mean
from newsar_build.errors import Code, Diagnostic, Location
from newsar_build.located_yaml import Located, YamlFault
from newsar_build.model.brief import Article, Correction, Image, Kind
from newsar_build.read.derive import dateline_of, kind_of
from newsar_build.read.images import ImageError, image_path
from newsar_build.read.language import detect_language
from newsar_build.read.markup import Markup, TooDeepError, to_markup

FIELDS = (
    "headline", "outlet", "filed", "byline", "url", "dek", "section", "kind", "language", "dateline", "image",
    "image_caption", "image_credit", "image_alt", "id", "corrections", "draft", "expires",
)  # fmt: skip
REQUIRED = ("headline", "outlet", "filed")
HEADLINE_LENGTH = 500
"""Code points; a longer headline is a paragraph in the wrong place."""
_FENCE = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_ID = re.compile(r"[A-Z]{2,8}-\d{4}-\d{4}-\d{5}")
_URL = re.compile(r"https?://[^\s\"'<>\\]+")
_JOINERS = "\u200c\u200d"
"""Invisible, but Persian words and many emoji are made with them."""
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """What of the configuration a reading depends on."""

    timezone: str
    language: str

    @staticmethod
    def of(config: Config) -> ReadSettings:
        """The settings that this configuration makes."""
        return ReadSettings(timezone=config.site.timezone, language=config.site.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPlace:
    """Where a field stands in its file, line and column from 1."""

    field: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of a file: an article or none, where its fields stand, and what is wrong with it."""

    path: str
    article: Article | None
    places: tuple[FieldPlace, ...]
    diagnostics: tuple[Diagnostic, ...]


class FieldError(ValueError):
    """What is wrong with one field."""

    def __init__(self, message: str, hint: str = "", code: Code = Code.BRIEF_INVALID) -> None:
        super().__init__(message)
        self.hint = hint
        self.code = code


def read_article(path: str, body: bytes, settings: ReadSettings) -> Reading:
    """Read one file. All its problems are reported, located in it; `path` is relative to the content folder."""
    return _File(path, settings).read(body)


class _File:
    """One file being read; collects its problems."""

    def __init__(self, path: str, settings: ReadSettings) -> None:
        self._path = path
        self._settings = settings
        self._located = Located(value={}, places={})
        self._problems: list[Diagnostic] = []

    def read(self, body: bytes) -> Reading:
        article = self._article(body)
        places = tuple(
            FieldPlace(field=str(where[0]), line=place.line, column=place.column)
            for where, place in self._located.places.items()
            if len(where) == 1
        )
        return Reading(path=self._path, article=article, places=places, diagnostics=tuple(self._problems))

    def _article(self, body: bytes) -> Article | None:
        text = self._decoded(body)
        if text is None:
            return None
        fence = _FENCE.match(text)
        if fence is None:
            hint = "begin the file with ---, then headline:, outlet: and filed:, then --- again"
            self._fault(Code.BRIEF_NO_FRONT_MATTER, "the file does not begin with front matter", hint=hint)
            return None
        first_line_of_report = text.count("\n", 0, fence.end()) + 1
        fields = self._fields(fence.group(1))
        markup = self._markup(text[fence.end() :], first_line_of_report)
        if fields is None:
            return None
        values = {name: self._value(name, fields) for name in FIELDS}
        if self._problems or markup is None:
            return None
        return self._built(values, markup)

    def _decoded(self, body: bytes) -> str | None:
        if (null := body.find(b"\x00")) >= 0:
            hint = "an article is Markdown saved as UTF-8"
            self._fault(Code.BRIEF_ENCODING, "this is no text file", *_line_and_column(body, null), hint)
            return None
        try:
            return body.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            start = error.start + (len(BOM_UTF8) if body.startswith(BOM_UTF8) else 0)
            message = f"byte 0x{body[start]:02X} is not UTF-8"
            self._fault(Code.BRIEF_ENCODING, message, *_line_and_column(body, start), "save the file as UTF-8")
            return None

    def _fields(self, text: str) -> dict[str, Any] | None:
        try:
            self._located = located_yaml.load(text, first_line=2)
        except YamlFault as fault:
            code = Code.BRIEF_TOO_DEEP if fault.too_deep else Code.BRIEF_SYNTAX
            hint = "write it flatter" if fault.too_deep else "put a text that holds : or # in quotation marks"
            self._fault(code, fault.message, fault.place.line, fault.place.column, hint)
            return None
        fields = self._located.value
        if fields is None:
            fields = {}
        if not isinstance(fields, dict):
            hint = "write headline:, outlet: and filed:, each on a line of its own"
            self._fault(Code.BRIEF_SYNTAX, "front matter is a list of `field: value` lines", 2, hint=hint)
            return None
        for name in fields:
            if name not in FIELDS:
                hint = did_you_mean(name, sorted(FIELDS))
                self._field_fault(name, Code.BRIEF_UNKNOWN_FIELD, f"there is no field {name!r}", hint)
        for name in REQUIRED:
            if fields.get(name) in (None, ""):
                hint = f"add a line `{name}: …`"
                self._field_fault(name, Code.BRIEF_MISSING_FIELD, f"the field {name!r} is missing", hint)
        return fields

    def _markup(self, markdown: str, first_line: int) -> Markup | None:
        try:
            markup = to_markup(markdown)
        except TooDeepError as error:
            self._fault(Code.BRIEF_TOO_DEEP, str(error), first_line + error.line - 1, hint="write it flatter")
            return None
        except RecursionError:
            self._fault(Code.BRIEF_TOO_DEEP, "the report nests too deep", first_line, hint="write it flatter")
            return None
        if not markup.text:
            hint = "write the report below it; `draft: true` keeps an article back until then"
            self._fault(Code.BRIEF_EMPTY, "there is no report below the front matter", first_line, hint=hint)
            return None
        return markup

    def _value(self, name: str, fields: dict[str, Any]) -> Any:
        value = fields.get(name)
        if value is None or (value == "" and name in REQUIRED):
            return None
        try:
            return _READERS[name](value, self)
        except FieldError as error:
            self._field_fault(name, error.code, f"{name}: {error}", error.hint)
            return None

    def _built(self, values: Mapping[str, Any], markup: Markup) -> Article:
        filed, has_time = values["filed"]
        return Article(
            path=self._path,
            headline=values["headline"],
            outlet=values["outlet"],
            filed=filed,
            filed_has_time=has_time,
            day=filed.astimezone(self.zone).date(),
            language=values["language"] or detect_language(markup.text, self._settings.language),
            kind=values["kind"] or kind_of(values["headline"], values["section"]),
            section=values["section"],
            text=markup.text,
            blocks=markup.blocks,
            marks=markup.marks,
            byline=values["byline"] or (),
            url=values["url"],
            dek=values["dek"],
            dateline=values["dateline"] or dateline_of(markup.text),
            image=self._image(values),
            id=values["id"],
            corrections=values["corrections"] or (),
            draft=bool(values["draft"]),
            expires=values["expires"] and values["expires"][0],
        )

    @staticmethod
    def _image(values: Mapping[str, Any]) -> Image | None:
        if values["image"] is None:
            return None
        alt = values["image_alt"] or values["image_caption"] or ""
        return Image(path=values["image"], caption=values["image_caption"], credit=values["image_credit"], alt=alt)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self._settings.timezone)

    @property
    def path(self) -> str:
        return self._path

    def _field_fault(self, name: str, code: Code, message: str, hint: str) -> None:
        place = self._located.place((name,))
        self._fault(code, message, place.line, place.column, hint)

    def _fault(self, code: Code, message: str, line: int = 1, column: int = 1, hint: str = "") -> None:
        location = Location(path=self._path, line=line, column=column)
        self._problems.append(Diagnostic(location=location, code=code, message=message, hint=hint))


def _line_and_column(body: bytes, offset: int) -> tuple[int, int]:
    """Both from 1, the column in code points as far as the bytes are UTF-8."""
    start = body.rfind(b"\n", 0, offset) + 1
    column = len(body[start:offset].removeprefix(BOM_UTF8).decode("utf-8", "replace")) + 1
    return body.count(b"\n", 0, offset) + 1, column


def _text(value: Any, _file: _File) -> str:
    """One line in NFC without control characters; whatever looks like markup stays the text that it is."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise FieldError("a line of text belongs here", "put it in quotation marks")
    line = " ".join("".join(" " if sign.isspace() else sign for sign in str(value)).split())
    return unicodedata.normalize("NFC", "".join(sign for sign in line if _is_seen(sign))).strip()


def _is_seen(sign: str) -> bool:
    return sign.isprintable() or sign in _JOINERS


def _optional_text(value: Any, file: _File) -> str | None:
    return _text(value, file) or None


def _headline(value: Any, file: _File) -> str:
    line = _text(value, file)
    if not line:
        raise FieldError("the headline is empty", code=Code.BRIEF_MISSING_FIELD)
    if len(line) > HEADLINE_LENGTH:
        raise FieldError(f"longer than {HEADLINE_LENGTH} characters", "the report belongs below the second ---")
    return line


def _moment(value: Any, file: _File) -> tuple[datetime, bool]:
    """A moment in UTC, and whether the file gives a time of day. No zone means the site's."""
    if isinstance(value, str):
        value = _parsed_moment(value.strip())
    if isinstance(value, datetime):
        return _in_utc(value, file.zone), True
    if isinstance(value, date):
        return _in_utc(datetime(value.year, value.month, value.day), file.zone), False  # noqa: DTZ001  the zone follows
    raise FieldError("a date belongs here", "write 2026-02-25 or 2026-02-25T11:30:00Z", Code.BRIEF_BAD_DATE)


def _parsed_moment(text: str) -> datetime | date:
    try:
        with suppress(ValueError):
            return date.fromisoformat(text)
        return datetime.fromisoformat(text)
    except ValueError as error:
        hint = "write 2026-02-25 or 2026-02-25T11:30:00Z (ISO 8601)"
        raise FieldError(f"{text[:40]!r} is no date", hint, Code.BRIEF_BAD_DATE) from error


def _in_utc(moment: datetime, zone: ZoneInfo) -> datetime:
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError as error:
        raise FieldError("this date is out of range", code=Code.BRIEF_BAD_DATE) from error


def _day(value: Any, file: _File) -> date:
    return _moment(value, file)[0].astimezone(file.zone).date()


def _byline(value: Any, file: _File) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    return tuple(name for name in (_text(each, file) for each in names) if name)


def _matching(pattern: re.Pattern[str], hint: str, code: Code = Code.BRIEF_INVALID) -> Callable[[Any, _File], str]:
    def read(value: Any, file: _File) -> str:
        line = _text(value, file)
        if not pattern.fullmatch(line):
            raise FieldError(f"{line[:80]!r} does not fit", hint, code)
        return line

    return read


def _kind(value: Any, file: _File) -> Kind:
    line = _text(value, file).lower().replace("-", " ").replace("_", " ")
    try:
        return Kind(line)
    except ValueError as error:
        raise FieldError(f"there is no kind {line!r}", did_you_mean(line, [each.value for each in Kind])) from error


def _image_reference(value: Any, file: _File) -> str:
    try:
        return image_path(file.path, _text(value, file))
    except ImageError as error:
        raise FieldError(str(error), error.hint, Code.BRIEF_BAD_IMAGE) from error


def _corrections(value: Any, file: _File) -> tuple[Correction, ...]:
    hint = "write a list of `- {date: 2026-02-25, note: …}`"
    rows = value if isinstance(value, list) else [None]
    if not all(isinstance(row, dict) and set(row) == {"date", "note"} for row in rows):
        raise FieldError("each correction has a date and a note", hint)
    return tuple(Correction(date=_day(row["date"], file), note=_text(row["note"], file)) for row in rows if row)


def _flag(value: Any, _file: _File) -> bool:
    if not isinstance(value, bool):
        raise FieldError("true or false belongs here")
    return value


_READERS: dict[str, Callable[[Any, _File], Any]] = {
    "headline": _headline,
    "outlet": _text,
    "filed": _moment,
    "byline": _byline,
    "url": _matching(_URL, "write the whole address, beginning with https://"),
    "dek": _optional_text,
    "section": _optional_text,
    "kind": _kind,
    "language": _matching(_LANGUAGE, "write a two-letter code, like en"),
    "dateline": _optional_text,
    "image": _image_reference,
    "image_caption": _optional_text,
    "image_credit": _optional_text,
    "image_alt": _optional_text,
    "id": _matching(_ID, "an id looks like NSR-2026-0225-19144; leave it away to be given one", Code.BRIEF_BAD_ID),
    "corrections": _corrections,
    "draft": _flag,
    "expires": _moment,
}
