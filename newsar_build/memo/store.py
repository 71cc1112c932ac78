"""What earlier builds worked out, by content: key → result digest → result, in one SQLite file.

Nothing here is needed: a store that is missing, damaged or of another version is begun anew, and the build
only takes longer. It is not read through to find damage: what is damaged shows when it is read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from newsar_build.memo.fingerprint import of_bytes

FORMAT = 1
"""Raised whenever the tables change."""
SPARE = 4
"""A store may hold this many times what the last build used before what it did not use is dropped: switching
between two branches should not forget either."""
AT_ONCE = 500
"""Keys of one query: fewer cost more queries, more are not faster."""
PENDING = 32_000_000
"""Bytes of new results that wait in memory at most."""

_TABLES = """
CREATE TABLE IF NOT EXISTS trace (key TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS blob (digest TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS latest (name TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
"""


class Store:
    """Remembers results; use as a context manager. One process writes, others may read.

    New results become visible to other processes, and survive a crash, at `flush` or sooner; names at `flush` alone.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._read_only = read_only
        self._used: set[str] = set()
        self._traces: dict[str, str] = {}
        self._blobs: dict[str, bytes] = {}
        self._waiting = 0
        self._latest: dict[str, str] = {}
        self._connection = _open(path, read_only=read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and not self._read_only:
            self.flush()
        self._connection.close()

    def digest(self, key: str) -> str | None:
        """The digest of the result remembered under `key`, without reading the result."""
        self._used.add(key)
        if key in self._traces:
            return self._traces[key]
        found: str | None = self._value("SELECT digest FROM trace WHERE key = ?", key)
        return found

    def digests(self, keys: Iterable[str]) -> dict[str, str]:
        """The digests of all results remembered under these keys, asked for together."""
        asked = list(keys)
        self._used.update(asked)
        found: dict[str, str] = {}
        for start in range(0, len(asked), AT_ONCE):
            part = asked[start : start + AT_ONCE]
            query = f"SELECT key, digest FROM trace WHERE key IN ({','.join('?' * len(part))})"  # noqa: S608  marks only
            found.update(self._safely(partial(self._rows, query, part)) or ())
        return found | {key: self._traces[key] for key in asked if key in self._traces}

    def body(self, digest: str) -> bytes | None:
        """The result with this digest."""
        if digest in self._blobs:
            return self._blobs[digest]
        found: bytes | None = self._value("SELECT body FROM blob WHERE digest = ?", digest)
        return found if found is not None and of_bytes(found) == digest else None

    def get(self, key: str) -> bytes | None:
        """The result remembered under `key`."""
        digest = self.digest(key)
        return self.body(digest) if digest else None

    def put(self, key: str, body: bytes) -> str:
        """Remember `body` under `key`; returns its digest."""
        digest = of_bytes(body)
        self._used.add(key)
        self._traces[key] = digest
        self._blobs[digest] = body
        self._waiting += len(body)
        if self._waiting > PENDING:
            self._write()
        return digest

    def note(self, key: str, digest: str) -> None:
        """Remember under `key` a digest whose result lies elsewhere, as a page's does on the site."""
        self._used.add(key)
        self._traces[key] = digest

    def latest(self, name: str) -> bytes | None:
        """The result last named `name`, whatever it was made from."""
        digest = self.latest_digest(name)
        return self.body(digest) if digest else None

    def name_latest(self, name: str, digest: str) -> None:
        """Let `name` stand for the result with this digest from now on."""
        if digest != self.latest_digest(name):
            self._latest[name] = digest

    def latest_digest(self, name: str) -> str | None:
        """The digest of the result last named `name`."""
        if name in self._latest:
            return self._latest[name]
        found: str | None = self._value("SELECT digest FROM latest WHERE name = ?", name)
        return found

    def flush(self) -> None:
        """Write what is new."""
        self._write()
        with self._connection as connection:
            connection.executemany("INSERT OR REPLACE INTO latest VALUES (?, ?)", self._latest.items())
        self._latest.clear()

    def _write(self) -> None:
        """Write new results, which are true whatever becomes of the build; names wait for `flush`."""
        if not self._safely(self._insert):
            self._insert()
        self._traces.clear()
        self._blobs.clear()
        self._waiting = 0

    def _insert(self) -> bool:
        with self._connection as connection:
            connection.executemany("INSERT OR REPLACE INTO blob VALUES (?, ?)", self._blobs.items())
            connection.executemany("INSERT OR REPLACE INTO trace VALUES (?, ?)", self._traces.items())
        return True

    def _value(self, query: str, name: str) -> Any:
        """The one value that the query finds; None where it finds none, or the store is damaged there."""
        row = self._safely(lambda: self._connection.execute(query, (name,)).fetchone())
        return row[0] if row else None

    def _rows(self, query: str, values: list[str]) -> list[Any]:
        return self._connection.execute(query, values).fetchall()

    def _safely(self, action: Callable[[], Any]) -> Any:
        """What `action` gives; None where the store is damaged, which is then begun anew."""
        try:
            return action()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            if not self._read_only:
                self._connection.close()
                self._connection = _anew(self.path)
            return None

    def forget_unused(self) -> None:
        """Drop what this build did not use, once it outweighs what it used `SPARE` times."""
        self.flush()
        self._safely(self._forget)

    def _forget(self) -> None:
        (total,) = self._connection.execute("SELECT count(*) FROM trace").fetchone()
        if total <= SPARE * max(len(self._used), 1):
            return
        with self._connection as connection:
            connection.execute("CREATE TEMP TABLE used (key TEXT PRIMARY KEY) WITHOUT ROWID")
            connection.executemany("INSERT OR IGNORE INTO used VALUES (?)", ((key,) for key in self._used))
            connection.execute("DELETE FROM trace WHERE key NOT IN (SELECT key FROM used)")
            connection.execute(
                "DELETE FROM blob WHERE digest NOT IN (SELECT digest FROM trace UNION SELECT digest FROM latest)"
            )
            connection.execute("DROP TABLE used")
        self._connection.execute("VACUUM")


def _open(path: Path, *, read_only: bool) -> sqlite3.Connection:
    if read_only:
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _connect(path)
    except sqlite3.DatabaseError:
        return _anew(path)


def _anew(path: Path) -> sqlite3.Connection:
    for leftover in (path, *path.parent.glob(f"{path.name}-*")):
        leftover.unlink(missing_ok=True)
    return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        _refuse_other_format(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_TABLES)
        connection.execute(f"PRAGMA user_version = {FORMAT}")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _refuse_other_format(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version not in (0, FORMAT):
        raise sqlite3.DatabaseError(f"format {version}, not {FORMAT}")
