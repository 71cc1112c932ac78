"""The preview's web server: the site's files, and a stream that tells the browser when they changed."""

from __future__ import annotations

import json
import mimetypes
import queue
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

EVENTS = "/_newsar/events"
SCRIPT = "/_newsar/live.js"
HEARTBEAT = 15.0
"""Seconds after which a silent stream says that it is alive."""
_TYPES = {
    ".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8", ".svg": "image/svg+xml", ".webp": "image/webp", ".avif": "image/avif",
    ".xml": "application/xml; charset=utf-8", ".txt": "text/plain; charset=utf-8",
}  # fmt: skip
_TAG = f'<script src="{SCRIPT}" defer></script>'.encode()
_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})
_NO_SITE = b"<!doctype html><html lang='en'><head><title>Newsar</title></head><body><h1>No site yet</h1><p>The first build has not succeeded. Mend what the list says; this page reloads.</p></body></html>"  # noqa: E501


class Channel:
    """What the browsers listen to. A browser that joins hears the last word first."""

    def __init__(self) -> None:
        self._listeners: set[queue.SimpleQueue[str | None]] = set()
        self._last = ""
        self._lock = threading.Lock()

    def say(self, event: str, content: Any) -> None:
        """Send an event to every browser."""
        message = f"event: {event}\ndata: {json.dumps(content)}\n\n"
        with self._lock:
            self._last = message if event == "problems" else ""
            for listener in self._listeners:
                listener.put(message)

    def join(self) -> queue.SimpleQueue[str | None]:
        """A new browser's queue."""
        listener: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        with self._lock:
            if self._last:
                listener.put(self._last)
            self._listeners.add(listener)
        return listener

    def leave(self, listener: queue.SimpleQueue[str | None]) -> None:
        """The browser has gone."""
        with self._lock:
            self._listeners.discard(listener)

    def close(self) -> None:
        """Let every stream end."""
        with self._lock:
            for listener in self._listeners:
                listener.put(None)


class Server(ThreadingHTTPServer):
    """Serves the output folder. Raises OSError where the port is taken."""

    daemon_threads = True

    def __init__(self, output: Path, host: str, port: int) -> None:
        self.output = output
        self.host = host
        self.channel = Channel()
        super().__init__((host, port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no error."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer a request."""
        if not self._known_host():
            self._send(HTTPStatus.FORBIDDEN, b"unknown host", "text/plain; charset=utf-8")
            return
        path = unquote(urlsplit(self.path).path)
        if path == EVENTS:
            self._stream()
        elif path == SCRIPT:
            script = (files("newsar_build") / "serve" / "live.js").read_bytes()
            self._send(HTTPStatus.OK, script, _TYPES[".js"])
        else:
            self._send_file(path)

    do_HEAD = do_GET  # noqa: N815  likewise

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the library's name
        """Requests are not worth a line."""

    def _known_host(self) -> bool:
        """A page elsewhere must not reach the preview under a name of its own (DNS rebinding)."""
        name = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        return name in _LOCAL or name == self.server.host or self.server.host in ("0.0.0.0", "::")  # noqa: S104

    def _send_file(self, path: str) -> None:
        root = self.server.output.resolve()
        place = (root / path.lstrip("/")).resolve() if "\0" not in path else root / "404.html"
        if not place.is_relative_to(root):
            self._not_found(root)
        elif place.is_dir() and not path.endswith("/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", urlsplit(self.path).path + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            file = place / "index.html" if path.endswith("/") else place
            try:
                body = file.read_bytes()
            except OSError:
                self._not_found(root)
            else:
                self._send(HTTPStatus.OK, body, _type_of(file))

    def _not_found(self, root: Path) -> None:
        try:
            body = (root / "404.html").read_bytes()
        except OSError:
            body = _NO_SITE
        self._send(HTTPStatus.NOT_FOUND, body, _TYPES[".html"])

    def _send(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        if kind.startswith("text/html"):
            body = body.replace(b"</body>", _TAG + b"</body>", 1)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _stream(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        listener = self.server.channel.join()
        try:
            self._write("retry: 500\n\n")
            while True:
                try:
                    message = listener.get(timeout=HEARTBEAT)
                except queue.Empty:
                    message = ": alive\n\n"
                if message is None:
                    break
                self._write(message)
        except OSError:
            pass
        finally:
            self.server.channel.leave(listener)
            self.close_connection = True

    def _write(self, message: str) -> None:
        self.wfile.write(message.encode())
        self.wfile.flush()


def _type_of(file: Path) -> str:
    return _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
