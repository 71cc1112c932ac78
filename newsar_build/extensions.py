"""What installed packages add, by entry point; nothing is loaded here."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

ANALYSERS = "newsar.analysers"
"""Each entry of this group names an `Analyser`."""


def added_analysers() -> tuple[EntryPoint, ...]:
    """The entries, by name."""
    return tuple(sorted(entry_points(group=ANALYSERS), key=lambda point: point.name))
