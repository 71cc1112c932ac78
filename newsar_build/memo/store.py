"""What earlier builds worked out, by content: key → result digest → result, in one SQLite file.

Nothing here is needed: a store that is missing, damaged or of another version is begun anew, and the build
only takes longer.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from newsar_build.memo.fingerprint import of_bytes

FORMAT = 1
"""Raised whenever the tables change."""
SPARE = 4
"""A store may hold this many times what the last build used before what it did not use is dropped: switching
between two branches should not forget either."""

_TABLES = """
CREATE TABLE IF NOT EXISTS trace (key TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS blob (digest TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS latest (name TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
"""


class Store:
    """Remembers results; use as a context manager. One process writes, others may read.

    New results become visible to other processes, and survive a crash, at `flush`.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._read_only = read_only
        self._used: set[str] = set()
        self._traces: dict[str, str] = {}
        self._blobs: dict[str, bytes] = {}
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
        row = self._connection.execute("SELECT digest FROM trace WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def body(self, digest: str) -> bytes | None:
        """The result with this digest."""
        if digest in self._blobs:
            return self._blobs[digest]
        row = self._connection.execute("SELECT body FROM blob WHERE digest = ?", (digest,)).fetchone()
        return row[0] if row else None

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
        row = self._connection.execute("SELECT digest FROM latest WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def flush(self) -> None:
        """Write what is new."""
        with self._connection as connection:
            connection.executemany("INSERT OR REPLACE INTO blob VALUES (?, ?)", self._blobs.items())
            connection.executemany("INSERT OR REPLACE INTO trace VALUES (?, ?)", self._traces.items())
            connection.executemany("INSERT OR REPLACE INTO latest VALUES (?, ?)", self._latest.items())
        self._traces.clear()
        self._blobs.clear()
        self._latest.clear()

    def forget_unused(self) -> None:
        """Drop what this build did not use, once it outweighs what it used `SPARE` times."""
        self.flush()
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
        for leftover in (path, *path.parent.glob(f"{path.name}-*")):
            leftover.unlink(missing_ok=True)
        return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        _refuse_other_format(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA quick_check(1)")
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
