"""content/ledger.yaml: which article has which id, for ever.

The user commits it like a lock file. An id is `PREFIX-YYYY-MMDD-NNNNN`: the day an article was first filed, and a
number drawn from its path, so that it depends on no other article; where two would meet, the later path takes the
next free number. An entry is never deleted: a removed article leaves a tombstone, a moved one takes its id along.
It also says to which story each brief belonged last, and keeps the former versions of edited articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from newsar_build import located_yaml
from newsar_build.config import in_words
from newsar_build.errors import Code, Diagnostic, Location
from newsar_build.located_yaml import Located, YamlFault
from newsar_build.model.brief import Article, Redirect, Tombstone
from newsar_build.model.versions import State, Version
from newsar_build.read.versions import (
    BrokenVersionError,
    KeptRow,
    StateRow,
    digest_of_text,
    kept_rows,
    state_of,
    state_row,
    versions_of,
)  # fmt: skip

MAX_NODES = 20_000_000
"""Values in the ledger: two million briefs."""
NUMBERS = 100_000
"""Five digits a day."""
_HEADER = """\
# The ledger: each brief's permanent id. Written by `newsar build`; commit it with your articles.
# Moved articles keep their id, removed ones leave a tombstone page. Do not edit an id that has been published.
"""
_ID = r"^[A-Z]{2,8}-\d{4}-\d{4}-\d{5}$"
_STORY_ID = r"^[A-Z]{2,8}-S-\d{4}-\d{4}-\d{5}$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One id: where its article lies, lay before, and what a tombstone would say of it.

    `digest` is of the headline and report as `newsar build` last published them, empty where it never did. `story` is
    the story the brief belonged to last. `versions` are its former texts, oldest first; where there are any, `present`
    is what was found in the present text when it was first published.
    """

    id: str
    path: str
    digest: str
    headline: str
    outlet: str
    day: date
    former: tuple[str, ...] = ()
    renamed_to: str | None = None
    withdrawn: bool = False
    story: str | None = None
    versions: tuple[Version, ...] = ()
    present: State | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All ids ever given, sorted; `merged` are stories' ids that lead to another's since the two were merged."""

    entries: tuple[Entry, ...] = ()
    merged: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """The ledger after this build, each article's id by path, and what stands where no brief does."""

    ledger: Ledger
    ids: dict[str, str]
    tombstones: tuple[Tombstone, ...]
    redirects: tuple[Redirect, ...]
    diagnostics: tuple[Diagnostic, ...]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    id: str = Field(pattern=_ID)
    path: str
    digest: str
    headline: str
    outlet: str
    day: date
    former: list[str] = Field(default_factory=list)
    renamed_to: str | None = Field(default=None, pattern=_ID)
    withdrawn: bool = False
    story: str | None = Field(default=None, pattern=_STORY_ID)
    versions: list[KeptRow] = Field(default_factory=list)
    present: StateRow | None = None


class _MergedRow(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    id: str = Field(pattern=_STORY_ID)
    merged_into: str = Field(pattern=_STORY_ID)


class _Rows(BaseModel):
    model_config = ConfigDict(extra="forbid")
    briefs: list[_Row]
    stories: list[_MergedRow] = Field(default_factory=list)


def load_ledger(path: Path) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """The ledger at `path`, empty where there is none. Any problem means that it must not be written over."""
    try:
        located = located_yaml.load(path.read_bytes().decode("utf-8-sig"), max_nodes=MAX_NODES)
    except FileNotFoundError:
        return Ledger(), ()
    except (OSError, UnicodeDecodeError) as error:
        return Ledger(), (_damage(path, Code.LEDGER_SYNTAX, str(error)),)
    except YamlFault as fault:
        return Ledger(), (_damage(path, Code.LEDGER_SYNTAX, fault.message, fault.place.line, fault.place.column),)
    return _checked(path, located)


def _checked(path: Path, located: Located) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    try:
        ledger = _Rows.model_validate(located.value or {"briefs": []})
    except ValidationError as error:
        return Ledger(), tuple(_diagnose(each, path, located) for each in error.errors())
    rows = ledger.briefs
    twice = [each for each, count in Counter(row.id for row in rows).items() if count > 1]
    if twice:
        return Ledger(), (_damage(path, Code.LEDGER_INVALID, f"the id {twice[0]} stands here twice"),)
    paths = Counter(row.path for row in rows if row.path and row.renamed_to is None)
    if shared := [path for path, count in paths.items() if count > 1]:
        return Ledger(), (_damage(path, Code.LEDGER_INVALID, f"two ids share the path {shared[0]!r}"),)
    merged = {row.id: row.merged_into for row in ledger.stories}
    if len(merged) < len(ledger.stories):
        return Ledger(), (_damage(path, Code.LEDGER_INVALID, "a story's id stands twice under `stories`"),)
    entries: list[Entry] = []
    faults: list[Diagnostic] = []
    for number, row in enumerate(rows):
        try:
            entries.append(_entry(row))
        except BrokenVersionError as error:
            place = located.place(("briefs", number, "versions", error.place))
            message = f"{row.id}: version {error.place + 1}: {error}"
            faults.append(_damage(path, Code.LEDGER_INVALID, message, place.line, place.column))
        except ValueError as error:
            place = located.place(("briefs", number, "present"))
            faults.append(_damage(path, Code.LEDGER_INVALID, f"{row.id}: {error}", place.line, place.column))
    if faults:
        return Ledger(), tuple(faults)
    entries.sort(key=lambda entry: entry.id)
    return Ledger(entries=tuple(entries), merged=tuple(sorted(merged.items()))), ()


def dump_ledger(ledger: Ledger) -> str:
    """The ledger as YAML, one entry after another by id, so that it merges line by line."""
    rows: dict[str, Any] = {"briefs": [_row(entry) for entry in sorted(ledger.entries, key=lambda entry: entry.id)]}
    if ledger.merged:
        rows["stories"] = [{"id": story, "merged_into": other} for story, other in sorted(ledger.merged)]
    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return _HEADER + yaml.dump(rows, Dumper=dumper, allow_unicode=True, sort_keys=False, width=10_000)


def assign(ledger: Ledger, articles: Iterable[Article], prefix: str, unread: Collection[str]) -> Assignment:
    """Give each article its id.

    By its own `id:`, else by its path in the ledger, else as a moved article (its text and headline are those of an
    entry whose file is gone), else anew. `unread` are paths of files that exist but could not be read: their ids stay.
    """
    desk = _Desk(ledger, prefix, tuple(sorted(articles, key=lambda article: article.path)), frozenset(unread))
    return desk.assignment()


def digest_of(article: Article) -> str:
    """What recognises an article that was moved: its headline and text."""
    return digest_of_text(article.headline, article.text)


def new_id(prefix: str, day: date, path: str, taken: Collection[str] = ()) -> str:
    """The id for an article first filed on `day` at `path`; the next free number where its own is taken."""
    number = int.from_bytes(blake2b(path.encode(), digest_size=8).digest(), "big") % NUMBERS
    for step in range(NUMBERS):
        candidate = f"{prefix}-{day:%Y-%m%d}-{(number + step) % NUMBERS:05d}"
        if candidate not in taken:
            return candidate
    raise ValueError(f"all {NUMBERS} ids of {day} are taken")


class _Desk:
    """One assignment in the making."""

    def __init__(self, ledger: Ledger, prefix: str, articles: tuple[Article, ...], unread: frozenset[str]) -> None:
        self._prefix = prefix
        self._articles = articles
        self._unread = unread
        self._merged = ledger.merged
        self._entries = {entry.id: entry for entry in ledger.entries}
        self._by_path = {entry.path: entry.id for entry in ledger.entries if entry.renamed_to is None and entry.path}
        self._digests = {article.path: (digest_of(article), article.outlet) for article in self._articles}
        self._ids: dict[str, str] = {}
        self._problems: list[Diagnostic] = []

    def assignment(self) -> Assignment:
        self._take_explicit()
        self._take_unchanged()
        self._take_exchanged()
        self._take_known()
        self._take_moved()
        self._take_moved_and_edited()
        self._take_new()
        for article in self._articles:
            if article.path in self._ids:
                self._record(article, self._ids[article.path])
        self._withdraw()
        entries = tuple(self._entries[each] for each in sorted(self._entries))
        return Assignment(
            ledger=Ledger(entries=entries, merged=self._merged),
            ids=self._ids,
            tombstones=self._tombstones(),
            redirects=tuple(
                Redirect(source=f"briefs/{entry.id}/", target=f"briefs/{self._today(entry)}/")
                for entry in entries
                if entry.renamed_to
            ),
            diagnostics=tuple(self._problems),
        )

    def _today(self, entry: Entry) -> str:
        """The id that an entry has now, however often it was renamed."""
        passed = {entry.id}
        while entry.renamed_to in self._entries and entry.renamed_to not in passed:
            passed.add(entry.renamed_to)
            entry = self._entries[entry.renamed_to]
        return entry.renamed_to if entry.renamed_to and entry.renamed_to not in passed else entry.id

    def _take_explicit(self) -> None:
        claims: dict[str, list[Article]] = {}
        for article in self._articles:
            if article.id is not None:
                claims.setdefault(article.id, []).append(article)
        for wanted, claimants in claims.items():
            owner = self._owner(wanted, claimants)
            for article in claimants:
                if article is owner:
                    self._ids[article.path] = wanted
                if article is not owner or len(claimants) > 1:
                    self._refuse(article, wanted, owner)

    def _owner(self, wanted: str, claimants: list[Article]) -> Article | None:
        """Whom the ledger knows under this id; else the only claimant, if the id is free."""
        entry = self._entries.get(wanted)
        known = [article for article in claimants if entry and entry.path == article.path]
        if known:
            return known[0]
        present = {each.path for each in self._articles} | self._unread
        free = entry is None or (entry.renamed_to is None and entry.path not in present)
        return claimants[0] if len(claimants) == 1 and free else None

    def _refuse(self, article: Article, wanted: str, owner: Article | None) -> None:
        entry = self._entries.get(wanted)
        holder = owner.path if owner else entry.path if entry else "another article"
        message = f"the id {wanted} belongs to {holder}"
        if article is owner:
            message = f"the id {wanted} is claimed by another article too"
        self._problems.append(
            Diagnostic(
                location=Location(path=article.path),
                code=Code.BRIEF_DUPLICATE_ID,
                message=message,
                hint="leave `id:` away to be given one of its own",
            )
        )

    def _take_unchanged(self) -> None:
        given = set(self._ids.values())
        for article in self._open():
            known = self._entries.get(self._by_path.get(article.path, ""))
            if known and known.id not in given and known.digest == self._digests[article.path][0]:
                self._ids[article.path] = known.id

    def _take_exchanged(self) -> None:
        """Files that took each other's names: an id goes with its text, never to another article."""
        given = set(self._ids.values())
        left = {article.path for article in self._open()}
        swapped = {
            (entry.digest, entry.outlet): entry.id
            for entry in self._entries.values()
            if entry.path in left and entry.id not in given and entry.renamed_to is None
        }
        for article in self._open():
            if article.path in self._by_path and (taken := swapped.pop(self._digests[article.path], None)):
                self._ids[article.path] = taken

    def _take_known(self) -> None:
        given = set(self._ids.values())
        for article in self._open():
            known = self._by_path.get(article.path)
            if known and known not in given:
                self._ids[article.path] = known

    def _take_moved(self) -> None:
        gone = {(entry.digest, entry.outlet): entry.id for entry in self._gone()}
        for article in self._open():
            if moved := gone.pop(self._digests[article.path], None):
                self._ids[article.path] = moved

    def _take_moved_and_edited(self) -> None:
        """A file renamed and edited at once: headline, outlet and day are those of one entry alone, and of one file."""
        gone = Counter((entry.headline, entry.outlet, entry.day) for entry in self._gone())
        new = Counter((article.headline, article.outlet, article.day) for article in self._open())
        ids = {(entry.headline, entry.outlet, entry.day): entry.id for entry in self._gone()}
        for article in self._open():
            known = (article.headline, article.outlet, article.day)
            if gone[known] == new[known] == 1:
                self._ids[article.path] = ids[known]

    def _gone(self) -> list[Entry]:
        """Entries whose file is not there and whose id nobody has taken, the first ids last."""
        present = {article.path for article in self._articles} | self._unread
        given = set(self._ids.values())
        return [
            entry
            for entry in sorted(self._entries.values(), key=lambda each: each.id, reverse=True)
            if entry.path not in present and entry.renamed_to is None and entry.id not in given
        ]

    def _take_new(self) -> None:
        taken = set(self._entries) | set(self._ids.values())
        for article in self._open():
            self._ids[article.path] = new_id(self._prefix, article.day, article.path, taken)
            taken.add(self._ids[article.path])

    def _open(self) -> list[Article]:
        refused = {problem.location.path for problem in self._problems}
        return [each for each in self._articles if each.path not in self._ids and each.path not in refused]

    def _record(self, article: Article, given: str) -> None:
        before = self._entries.get(given)
        former = before.former if before else ()
        if before and before.path and before.path != article.path and before.path not in former:
            former = (*former, before.path)
        self._entries[given] = Entry(
            id=given,
            path=article.path,
            digest=self._digests[article.path][0],
            headline=article.headline,
            outlet=article.outlet,
            day=before.day if before else article.day,
            former=tuple(path for path in former if path != article.path),
            story=before.story if before else None,
            versions=before.versions if before else (),
            present=before.present if before else None,
        )
        old = self._by_path.get(article.path)
        renamed = article.id == given and (before is None or before.renamed_to is not None)
        if renamed and old and old != given and old not in self._ids.values():
            known = self._entries[old]
            self._entries[old] = replace(known, renamed_to=given, story=None, versions=(), present=None)
            self._entries[given] = replace(
                self._entries[given], story=known.story, versions=known.versions, present=known.present
            )

    def _withdraw(self) -> None:
        alive = set(self._ids.values())
        kept = self._unread | {
            problem.location.path for problem in self._problems if problem.location.path not in self._ids
        }
        for each, entry in self._entries.items():
            if each in alive or entry.renamed_to is not None or entry.path in kept:
                continue
            self._entries[each] = replace(entry, withdrawn=True)
            if entry.path in self._ids:
                former = tuple(path for path in entry.former if path != entry.path)
                self._entries[each] = replace(entry, withdrawn=True, path="", former=(*former, entry.path))

    def _tombstones(self) -> tuple[Tombstone, ...]:
        alive = set(self._ids.values())
        return tuple(
            Tombstone(id=each, headline=entry.headline, outlet=entry.outlet, day=entry.day, withdrawn=entry.withdrawn)
            for each, entry in sorted(self._entries.items())
            if each not in alive and entry.renamed_to is None
        )


def _entry(row: _Row) -> Entry:
    present = state_of(row.present) if row.present else None
    return Entry(
        id=row.id, path=row.path, digest=row.digest, headline=row.headline, outlet=row.outlet, day=row.day,
        former=tuple(row.former), renamed_to=row.renamed_to, withdrawn=row.withdrawn, story=row.story,
        versions=versions_of(row.versions, present), present=present,
    )  # fmt: skip


def _row(entry: Entry) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": entry.id, "path": entry.path, "digest": entry.digest,
        "headline": entry.headline, "outlet": entry.outlet, "day": entry.day,
    }  # fmt: skip
    if entry.former:
        row["former"] = list(entry.former)
    if entry.renamed_to:
        row["renamed_to"] = entry.renamed_to
    if entry.withdrawn:
        row["withdrawn"] = True
    if entry.story:
        row["story"] = entry.story
    if entry.present:
        row["present"] = state_row(entry.present)
    if entry.versions:
        row["versions"] = kept_rows(entry.versions, entry.present)
    return row


def _damage(path: Path, code: Code, message: str, line: int = 1, column: int = 1) -> Diagnostic:
    location = Location(path=str(path), line=line, column=column)
    hint = "restore it from version control: it is the only record of the published ids"
    return Diagnostic(location=location, code=code, message=message, hint=hint)


def _diagnose(error: Any, path: Path, located: Located) -> Diagnostic:
    place = located.place(tuple(error["loc"]))
    where = ".".join(map(str, error["loc"]))
    return _damage(path, Code.LEDGER_INVALID, f"{where}: {in_words(error)}", place.line, place.column)
