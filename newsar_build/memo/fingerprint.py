"""Digests of values and of code: equal meaning, equal digest, in every process and on every machine."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import TypeAdapter

DIGEST_BYTES = 16
"""128 bits: no two of a site's values will ever meet by chance."""


def of_bytes(*parts: bytes) -> str:
    """Hex digest of byte strings, each kept apart from its neighbours by its length."""
    state = blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.hexdigest()


def key_of(step: str, *parts: str) -> str:
    """The key under which the result of `step` on inputs with these digests is remembered."""
    return of_bytes(step.encode(), *(part.encode() for part in parts))


def encode(value: Any) -> bytes:
    """A frozen dataclass as JSON; the same value gives the same bytes in every process."""
    kind: Any = type(value)
    return adapter(kind).dump_json(value)


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """The reader and writer of values of `kind`."""
    return TypeAdapter(kind)


@cache
def of_code(package: str) -> str:
    """Digest of all Python sources and templates of a package: what an edited program made is made again."""
    return of_bytes(*(part for source in _sources(files(package)) for part in source))


@cache
def of_data(package: str, folder: str) -> str:
    """Digest of the files in a data folder of a package: what other weights made is made again.

    Folders in it are passed over: an installer leaves its compiled bytes there.
    """
    entries = sorted(
        (each for each in (files(package) / folder).iterdir() if each.is_file()), key=lambda each: each.name
    )
    return of_bytes(*(part for entry in entries for part in (entry.name.encode(), entry.read_bytes())))


def _sources(folder: Traversable) -> list[tuple[bytes, bytes]]:
    found: list[tuple[bytes, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.is_dir() and entry.name != "__pycache__":
            found.extend(_sources(entry))
        elif entry.name.endswith(".py"):
            found.append((entry.name.encode(), entry.read_bytes()))
    return found


class Digests:
    """Digests of values, each dataclass encoded once while it lives.

    Pages share most of their inputs (the site, a brief, an outlet): the same object is encoded once, whatever the
    number of pages it feeds. Tuples, strings and numbers are spelt out where they stand: hashing each by itself cost
    more than all else.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}

    def of(self, value: object) -> str:
        """Hex digest of a dataclass, tuple, string, number, date or None, type included."""
        parts: list[bytes] = []
        self._spell(value, parts)
        return blake2b(b"".join(parts), digest_size=DIGEST_BYTES).hexdigest()

    def know(self, value: object, digest: str) -> None:
        """Let `digest`, which was worked out elsewhere from all that `value` holds, stand for it."""
        self._known[id(value)] = (value, bytes.fromhex(digest))

    def _spell(self, value: Any, parts: list[bytes]) -> None:
        """Append the value to `parts`, so that no other value gives the same bytes."""
        kind: Any = type(value)
        if kind is str:
            body = value.encode(errors="surrogatepass")
            parts.append(b"s%d:" % len(body))
            parts.append(body)
        elif kind is tuple:
            parts.append(b"(%d:" % len(value))
            for part in value:
                self._spell(part, parts)
        elif kind in _PLAIN:
            parts.append(f"{kind.__name__} {value!r};".encode())
        else:
            parts.append(b"=")
            parts.append(self._encoded(value))

    def _encoded(self, value: object) -> bytes:
        known = self._known.get(id(value))
        if known is None:
            kind: Any = type(value)
            name, write = _writer(kind)
            known = (value, blake2b(name + write(value), digest_size=DIGEST_BYTES).digest())
            self._known[id(value)] = known
        return known[1]


_PLAIN = frozenset({int, float, bool, type(None)})


@cache
def _writer(kind: Any) -> tuple[bytes, Callable[[object], bytes]]:
    """A type's name, and what writes its values as JSON, without the adapter's own checks of its arguments."""
    return f"{kind.__module__}.{kind.__qualname__}\0".encode(), adapter(kind).serializer.to_json
