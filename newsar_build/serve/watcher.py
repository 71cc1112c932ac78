"""Hears of changes: a burst of events becomes one call, and nothing that happens meanwhile is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

DEBOUNCE = 0.03
"""Seconds of quiet that end a burst: an editor's save takes a few milliseconds."""
_TELLING = frozenset({"created", "modified", "moved", "deleted", "closed"})
_MAKING = frozenset({"created", "moved"})
_TEMPORARY = (".swp", ".swx", "~", ".tmp", ".part", ".next")


class Watcher(FileSystemEventHandler):
    """Watches folders and single files, also those that are yet to be made; `wait` returns after a burst of changes."""

    def __init__(self, places: Iterable[Path], *, polling: bool = False) -> None:
        self._places = frozenset(place.resolve() for place in places)
        self._changed = threading.Event()
        self._observer: BaseObserver = PollingObserver() if polling else Observer()
        self._inside: dict[Path, ObservedWatch] = {}

    def start(self) -> None:
        """Begin to watch."""
        for place in sorted(self._places):
            self._enter(place)
        parents = {next(parent for parent in place.parents if parent.is_dir()) for place in self._places}
        for parent in sorted(parents - self._inside.keys()):
            self._observer.schedule(self, str(parent), recursive=False)
        self._observer.start()

    def _enter(self, place: Path) -> None:
        """Watch the folder at `place`; one that was made anew is another folder than the one watched before."""
        former = self._inside.pop(place, None)
        if former is not None:
            self._observer.unschedule(former)
        if place.is_dir():
            self._inside[place] = self._observer.schedule(self, str(place), recursive=True)

    def stop(self) -> None:
        """Stop watching, and let a waiting `wait` return."""
        self._observer.stop()
        self._observer.join()
        self._changed.set()

    def wait(self) -> None:
        """Return when something has changed and no more has for `DEBOUNCE` seconds."""
        self._changed.wait()
        while self._changed.is_set():
            self._changed.clear()
            self._changed.wait(DEBOUNCE)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog."""
        paths = [Path(str(path)) for path in (event.src_path, event.dest_path) if path]
        if event.is_directory and event.event_type == "modified":
            return  # what changed inside has an event of its own
        if event.event_type not in _TELLING or not any(self._concerns(path) for path in paths):
            return
        for place in self._places.intersection(paths) if event.event_type in _MAKING else ():
            self._enter(place)
        self._changed.set()

    def _concerns(self, path: Path) -> bool:
        name = path.name
        if name.startswith(".") or name.endswith(_TEMPORARY) or name.isdigit() or name == "ledger.yaml":
            return False
        return not self._places.isdisjoint((path, *path.parents))


def call_on_change(watcher: Watcher, action: Callable[[], None], stopping: threading.Event) -> None:
    """Call `action` after each burst of changes, until `stopping` is set."""
    while not stopping.is_set():
        watcher.wait()
        if not stopping.is_set():
            action()
