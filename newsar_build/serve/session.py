"""The preview: build, serve, watch, rebuild in this warm process, reload the browser."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from newsar_build.build import build
from newsar_build.config import Config, load_config
from newsar_build.errors import Code, Diagnostic, Location, NewsarError, UsageError
from newsar_build.progress import Silent
from newsar_build.serve.server import Server
from newsar_build.serve.watcher import Watcher, call_on_change
from newsar_build.steps.workshop import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How the preview speaks on the terminal: lines, and problems."""

    announce: Callable[[str], None]
    complain: Callable[[tuple[Diagnostic, ...]], None]


def serve_site(request: Request, *, host: str, port: int, polling: bool, voice: Voice) -> None:
    """Serve until interrupted. Raises UsageError for a wrong configuration and a port that is taken."""
    config = load_config(request.config)
    home = request.config.parent
    output = request.output or home / config.output
    server = _server(output, host, port)
    preview = _Preview(request, server, voice)
    preview.rebuild()
    content = request.content or home / config.content
    watcher = Watcher((content, home / config.templates, request.config), polling=polling)
    stopping = threading.Event()
    watcher.start()
    threads = [
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True),
        threading.Thread(target=call_on_change, args=(watcher, preview.rebuild, stopping), daemon=True),
        threading.Thread(target=_prepare, args=(config,), daemon=True),
    ]
    for thread in threads:
        thread.start()
    voice.announce(f"serving on http://{host}:{server.server_address[1]}/  (Ctrl-C stops)")
    _wait_for_interrupt()
    stopping.set()
    watcher.stop()
    server.channel.close()
    server.shutdown()
    server.server_close()


class _Preview:
    """Builds, and says what came of it on the terminal and in the browser."""

    def __init__(self, request: Request, server: Server, voice: Voice) -> None:
        self._request = request
        self._server = server
        self._voice = voice

    def rebuild(self) -> None:
        """Build the site as the files are now."""
        began = time.perf_counter()
        try:
            outcome = build(replace(self._request, now=datetime.now(UTC), preview=True), Silent())
        except NewsarError as error:
            self._tell(error.diagnostics)
            return
        took = (time.perf_counter() - began) * 1000
        published = outcome.published
        changed = len(published.written) + len(published.removed) if published else 0
        self._voice.announce(f"{outcome.briefs} briefs, {changed} files changed in {took:.0f} ms")
        if changed:
            self._server.channel.say("reload", changed)
        if outcome.diagnostics:
            self._tell(outcome.diagnostics)
        elif not changed:
            self._server.channel.say("well", None)

    def _tell(self, problems: tuple[Diagnostic, ...]) -> None:
        self._voice.complain(problems)
        self._server.channel.say("problems", [{"line": str(each), "hint": each.hint} for each in problems])


def _prepare(config: Config) -> None:
    """Load what the first edit will need, while nobody waits for it: a site that stands was served without it."""
    from newsar_build.steps import analysing, publishing, settling  # noqa: PLC0415

    del publishing, settling
    with suppress(NewsarError):  # the next build says it
        analysing.pipeline_for(config.site.language, tuple(sorted(config.pipeline.items()))).nlp  # noqa: B018


def _server(output: Path, host: str, port: int) -> Server:
    try:
        return Server(output, host, port)
    except (OSError, OverflowError) as error:
        problem = Diagnostic(
            location=Location(path=f"{host}:{port}"),
            code=Code.CONFIG_INVALID,
            message=getattr(error, "strerror", None) or "cannot listen here",
            hint="another program may be using the port: --port names another one",
        )
        raise UsageError([problem]) from error


def _wait_for_interrupt() -> None:
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    stop.wait()
