"""One question to an OpenAI-compatible server (Ollama, vLLM, llama.cpp) that the user runs: chat completions.

Only the address in the configuration is contacted: proxies of the environment are passed over and redirects refused.
What a server says of an error is never repeated: such texts may quote the key.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

ANSWER_BYTES = 1_000_000
"""A summary is a few hundred bytes: what is longer is no answer."""
PIECE = 65_536
SEED = 0
"""Servers that draw lots are asked to draw the same ones each time."""


class NoAnswerError(Exception):
    """The server gave no answer; the words say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where to ask: `url` ends in `/` and is what `chat/completions` follows; `timeout` is in seconds."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float


def key_from(variable: str) -> str:
    """The key that the environment variable holds, '' where none is named. Raises NoAnswerError where it is not set."""
    key = os.environ.get(variable, "").strip() if variable else ""
    if variable and not key:
        raise NoAnswerError(f"the environment variable {variable} is not set")
    return key


def ask(server: Server, system: str, user: str) -> str:
    """What the model says to `user`, instructed by `system`. Raises NoAnswerError."""
    return _words(_post(server, _question(server, system, user)), server.key)


def _question(server: Server, system: str, user: str) -> bytes:
    messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
    question = {
        "model": server.model,
        "messages": messages,
        "temperature": 0,
        "seed": SEED,
        "stream": False,
        "response_format": {"type": "json_object"},
    }
    return json.dumps(question).encode()


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        del req, fp, code, msg, headers, newurl
        return None


_OPENER = build_opener(ProxyHandler({}), _NoRedirect)


def _post(server: Server, question: bytes) -> bytes:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if server.key:
        headers["Authorization"] = f"Bearer {server.key}"
    address = server.url + "chat/completions"
    request = Request(address, data=question, headers=headers, method="POST")  # noqa: S310  the config allows http(s) only
    deadline = time.monotonic() + server.timeout
    try:
        with _OPENER.open(request, timeout=server.timeout) as response:
            return _read(response, deadline)
    except HTTPError as error:
        error.close()
        raise NoAnswerError(_status(error.code)) from None
    except TimeoutError:
        raise NoAnswerError(f"no answer within {server.timeout:g} s") from None
    except URLError as error:
        late = isinstance(error.reason, TimeoutError)
        words = f"no answer within {server.timeout:g} s" if late else f"cannot be reached: {_cause(error.reason)}"
        raise NoAnswerError(words) from None
    except (OSError, HTTPException, ValueError) as error:
        raise NoAnswerError(f"the connection broke: {type(error).__name__}") from None


def _read(response: HTTPResponse, deadline: float) -> bytes:
    """The body; a server that sends it drop by drop must not hold a build for longer than a silent one."""
    body = b""
    while piece := response.read1(PIECE):
        body += piece
        if time.monotonic() > deadline:
            raise TimeoutError
        if len(body) > ANSWER_BYTES:
            raise NoAnswerError("the answer is too long")
    return body


def _status(code: int) -> str:
    known = {each.value: each.phrase for each in HTTPStatus}
    return f"HTTP {code} {known.get(code, '')}".strip()


def _cause(reason: object) -> str:
    return (isinstance(reason, OSError) and reason.strerror) or type(reason).__name__


def _words(body: bytes, key: str) -> str:
    try:
        answer: Any = json.loads(body)
        message = answer["choices"][0]["message"]
        words = message["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise NoAnswerError("the answer is not what chat completions give") from None
    if message.get("refusal") or not isinstance(words, str) or not words.strip():
        raise NoAnswerError("the model refused")
    if key and key in words:
        raise NoAnswerError("the answer repeats the key")
    return words
