"""Word lists: data files in `newsar_build/lexicons`, each opening with its source and licence.

A list is UTF-8 text. Lines that begin with `#` are comments, the first of which name source and licence. A line is a
term, or a term, a tab and a number; `[Heading]` opens a group.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

_HOME = files("newsar_build") / "lexicons"


@cache
def words(name: str) -> frozenset[str]:
    """The terms of the list `name`, without their numbers."""
    return frozenset(term for terms in grouped(name).values() for term in terms)


@cache
def weighted(name: str) -> Mapping[str, float]:
    """The terms of the list `name` with their numbers; 1.0 where a line has none."""
    pairs = (line.partition("\t") for line in _lines(name) if not line.startswith("["))
    return MappingProxyType({term: float(number or 1) for term, _, number in pairs})


@cache
def grouped(name: str) -> Mapping[str, tuple[str, ...]]:
    """The terms of the list `name` by group, in file order; terms before any heading belong to the group ''."""
    groups: dict[str, list[str]] = {}
    heading = ""
    for line in _lines(name):
        if line.startswith("[") and line.endswith("]"):
            heading = line[1:-1]
            groups.setdefault(heading, [])
        else:
            groups.setdefault(heading, []).append(line.partition("\t")[0])
    return MappingProxyType({group: tuple(terms) for group, terms in groups.items()})


@cache
def digest(name: str) -> str:
    """Hex digest of the list's bytes: findings made with another list are made again."""
    return blake2b(_path(name).read_bytes(), digest_size=16).hexdigest()


def _path(name: str) -> Traversable:
    return _HOME / f"{name}.txt"


def _lines(name: str) -> list[str]:
    text = _path(name).read_text(encoding="utf-8")
    return [line for line in (raw.strip() for raw in text.splitlines()) if line and not line.startswith("#")]
