"""Digests of values and of code: equal meaning, equal digest, in every process and on every machine."""

from __future__ import annotations

import json
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
    """Digest of the files in a data folder of a package: what other weights made is made again."""
    entries = sorted((files(package) / folder).iterdir(), key=lambda each: each.name)
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
    """Digests of values, each worked out once while the value lives.

    Pages share most of their inputs (the site, a brief, an outlet): the same object is digested once, whatever the
    number of pages it feeds.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, str]] = {}

    def of(self, value: object) -> str:
        """Hex digest of a dataclass, tuple, string, number, date or None, type included."""
        if known := self._known.get(id(value)):
            return known[1]
        digest = self._fresh(value)
        self._known[id(value)] = (value, digest)
        return digest

    def learn(self, value: object, body: bytes) -> None:
        """Take note that `body` is what `encode` makes of a dataclass: the store has it at hand."""
        self._known[id(value)] = (value, of_bytes(_name(value), body))

    def _fresh(self, value: object) -> str:
        if isinstance(value, tuple):
            return key_of("tuple", *(self.of(part) for part in value))
        name = _name(value)
        if value is None or isinstance(value, str | int | float):
            return of_bytes(name, json.dumps(value).encode())
        return of_bytes(name, encode(value))


def _name(value: object) -> bytes:
    return f"{type(value).__module__}.{type(value).__qualname__}".encode()
