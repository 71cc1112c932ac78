"""Hears of changes: a burst of events becomes one call, and nothing that happens meanwhile is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

DEBOUNCE = 0.03
"""Seconds of quiet that end a burst: an editor's save takes a few milliseconds."""
_TELLING = frozenset({"created", "modified", "moved", "deleted", "closed"})
_TEMPORARY = (".swp", ".swx", "~", ".tmp", ".part", ".next")


class Watcher(FileSystemEventHandler):
    """Watches folders and single files; `wait` returns once something changed and then stayed still."""

    def __init__(self, places: Iterable[Path], *, polling: bool = False) -> None:
        self._folders = {place.resolve() for place in places if place.is_dir()}
        self._files = {place.resolve() for place in places if place.is_file()}
        self._changed = threading.Event()
        self._observer: BaseObserver = PollingObserver() if polling else Observer()

    def start(self) -> None:
        """Begin to watch."""
        for folder in sorted(self._folders):
            self._observer.schedule(self, str(folder), recursive=True)
        for folder in sorted({file.parent for file in self._files} - self._folders):
            self._observer.schedule(self, str(folder), recursive=False)
        self._observer.start()

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
        if event.event_type in _TELLING and any(self._concerns(path) for path in paths):
            self._changed.set()

    def _concerns(self, path: Path) -> bool:
        name = path.name
        if name.startswith(".") or name.endswith(_TEMPORARY) or name.isdigit() or name == "ledger.yaml":
            return False
        return path in self._files or any(folder in path.parents for folder in self._folders)


def call_on_change(watcher: Watcher, action: Callable[[], None], stopping: threading.Event) -> None:
    """Call `action` after each burst of changes, until `stopping` is set."""
    while not stopping.is_set():
        watcher.wait()
        if not stopping.is_set():
            action()
