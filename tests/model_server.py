"""A real HTTP server on this machine that answers as a test says, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class ModelServer:
    """`answer` is what the model says: sentences, raw words, or a function of the report; `status` the HTTP status."""

    url: str = ""
    answer: list[str] | str | Callable[[str], list[str]] = ""
    status: int = 200
    body: bytes | None = None
    delay: float = 0.0
    drip: float = 0.0
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def body_for(self, question: dict[str, Any]) -> bytes:
        if self.body is not None:
            return self.body
        answer = self.answer(question["messages"][-1]["content"]) if callable(self.answer) else self.answer
        words = answer if isinstance(answer, str) else json.dumps({"sentences": answer})
        return json.dumps({"choices": [{"message": {"role": "assistant", "content": words}}]}).encode()


@contextmanager
def model_server(**options: Any) -> Iterator[ModelServer]:
    """A server that lives as long as the block."""
    model = ModelServer(**options)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.asked.append(question)
            model.keys.append(self.headers.get("Authorization"))
            model.paths.append(self.path)
            time.sleep(model.delay)
            body = model.body_for(question)
            try:
                self.send_response(model.status)
                if model.status in (301, 302, 307):
                    self.send_header("Location", f"{model.url}elsewhere")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                for at in range(0, len(body), 1 if model.drip else len(body)):
                    self.wfile.write(body[at : at + (1 if model.drip else len(body))])
                    time.sleep(model.drip)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002  the base class calls it so
            del format, arguments

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    model.url = f"http://127.0.0.1:{server.server_address[1]}/v1/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
