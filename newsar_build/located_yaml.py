"""YAML whose every key knows its line and column, read safely from hostile hands.

Only plain values are made (no tags beyond YAML's own, no objects). Duplicate keys are an error, nesting and the number
of nodes are bounded, and aliases count as often as they are used, so that a "billion laughs" file stops early.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

MAX_DEPTH = 20
"""Far deeper than any front matter or configuration needs."""
MAX_NODES = 200_000
"""A list of 20,000 outlets stays below; aliases that multiply do not."""
MAX_DIGITS = 18
"""A longer number is no number of ours and stays text: Python refuses to print the longest."""

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Line and column, both from 1, of a key or value."""

    line: int
    column: int


class YamlFault(Exception):  # noqa: N818  a fault in the user's file, not in Newsar
    """What is wrong with a YAML text, and where; `too_deep` for nesting and size beyond the bounds."""

    def __init__(self, message: str, place: Place, *, too_deep: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.too_deep = too_deep


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Plain values (dict, list, str, int, float, bool, None, date, datetime) and where each key and item stands."""

    value: Any
    places: Mapping[Path, Place]

    def place(self, path: Path) -> Place:
        """Where the value at `path` stands, or the nearest one around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(line=1, column=1))


def load(text: str, first_line: int = 1, max_nodes: int = MAX_NODES) -> Located:
    """Read one YAML document; `first_line` is the line of the file on which the text begins.

    Raises YamlFault, also where the document holds more than `max_nodes` values.
    """
    if refused := _REFUSED.search(text):
        place = _place_of_offset(text, refused.start(), first_line)
        raise YamlFault(f"the character U+{ord(refused.group()):04X} is not allowed in YAML", place)
    try:
        _bound_nesting(text, first_line, max_nodes)
        root = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(line=first_line, column=1) if mark is None else _place(mark, first_line)
        raise YamlFault(error.problem or "not YAML", place) from error
    except yaml.YAMLError as error:
        raise YamlFault("not YAML", Place(line=first_line, column=1)) from error
    if root is None:
        return Located(value=None, places={})
    reader = _Reader(first_line, max_nodes)
    value = reader.read(root, (), 0)
    return Located(value=value, places=reader.places)


_REFUSED = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""YAML 1.1, 5.1: what no YAML text may hold."""


def _bound_nesting(text: str, first_line: int, max_nodes: int) -> None:
    """Composing recurses, so nesting is bounded while the text is still a stream of events."""
    depth = 0
    for events, event in enumerate(yaml.parse(text, Loader=Loader)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH or events > 2 * max_nodes:
            raise YamlFault("nested too deep, or too large", _place(event.start_mark, first_line), too_deep=True)


class _Reader:
    """Turns composed nodes into values and notes where they stand."""

    def __init__(self, first_line: int, max_nodes: int) -> None:
        self._max_nodes = max_nodes
        self.places: dict[Path, Place] = {}
        self._first_line = first_line
        self._nodes = 0
        self._scalars = yaml.SafeLoader("")

    def read(self, node: Node, path: Path, depth: int) -> Any:
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > self._max_nodes:
            place = _place(node.start_mark, self._first_line)
            raise YamlFault("nested too deep, or too many aliases", place, too_deep=True)
        self.places.setdefault(path, _place(node.start_mark, self._first_line))
        if isinstance(node, MappingNode):
            return self._mapping(node, path, depth)
        if isinstance(node, SequenceNode):
            return [self.read(item, (*path, index), depth + 1) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: MappingNode, path: Path, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = _place(key_node.start_mark, self._first_line)
            if not isinstance(key_node, ScalarNode):
                raise YamlFault("a key must be a plain word", place)
            key = str(key_node.value)
            if key in found:
                raise YamlFault(f"the key {key!r} stands here twice", place)
            self.places[(*path, key)] = place
            found[key] = self.read(value_node, (*path, key), depth + 1)
        return found

    def _scalar(self, node: Node) -> Any:
        place = _place(node.start_mark, self._first_line)
        if not isinstance(node, ScalarNode) or node.tag not in _SCALAR_TAGS:
            raise YamlFault(f"the tag {node.tag!r} is not allowed", place)
        try:
            value = self._scalars.construct_object(node)
        except (ValueError, LookupError, AttributeError, OverflowError, yaml.YAMLError) as error:
            if node.tag == "tag:yaml.org,2002:timestamp":
                return node.value
            raise YamlFault(f"{node.value[:40]!r} does not fit its tag", place) from error
        return node.value if isinstance(value, int) and abs(value) >= 10**MAX_DIGITS else value


_SCALAR_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "value")
)


def _place(mark: Any, first_line: int) -> Place:
    return Place(line=mark.line + first_line, column=mark.column + 1)


def _place_of_offset(text: str, offset: int, first_line: int) -> Place:
    before = text[:offset]
    return Place(line=before.count("\n") + first_line, column=offset - (before.rfind("\n") + 1) + 1)
