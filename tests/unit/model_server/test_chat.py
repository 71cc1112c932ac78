"""One question to a model's server: what counts as an answer, and what is said of a server that gives none."""

from __future__ import annotations

import socket

import pytest
from model_server import ModelServer, model_server

from newsar_build.model_server.chat import NoAnswerError, Server, ask, key_from


def asked(model: ModelServer, key: str = "", timeout: float = 5) -> str:
    return ask(Server(url=model.url, model="tiny", key=key, timeout=timeout), "Be brief.", "A report.")


def why(model: ModelServer, key: str = "", timeout: float = 5) -> str:
    with pytest.raises(NoAnswerError) as caught:
        asked(model, key, timeout)
    return str(caught.value)


def test_the_model_is_asked_at_the_configured_address_with_its_key() -> None:
    with model_server(answer="Yes.") as model:
        assert asked(model, key="k-1") == "Yes."
        assert model.paths == ["/v1/chat/completions"]
        assert model.keys == ["Bearer k-1"]
        assert model.asked[0]["model"] == "tiny"
        assert model.asked[0]["temperature"] == 0


def test_without_a_key_none_is_sent() -> None:
    with model_server(answer="Yes.") as model:
        asked(model)
        assert model.keys == [None]


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_an_error_status_is_named_but_never_the_servers_own_words(status: int) -> None:
    with model_server(status=status, body=b'{"error": "wrong key k-1"}') as model:
        words = why(model, key="k-1")
        assert words.startswith(f"HTTP {status}")
        assert "k-1" not in words


def test_a_redirect_is_not_followed() -> None:
    with model_server(status=307, answer="Yes.") as model:
        assert why(model).startswith("HTTP 307")
        assert model.paths == ["/v1/chat/completions"]


@pytest.mark.parametrize("slow", [{"delay": 1.5}, {"drip": 0.05}])
def test_a_slow_server_is_left_after_the_time_out(slow: dict[str, float]) -> None:
    with model_server(answer="Yes.", **slow) as model:
        assert why(model, timeout=0.3) == "no answer within 0.3 s"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null, "refusal": "I will not."}}]}',
        b'{"choices": [{"message": {"content": "the key is k-1"}}]}',
        b" " * 2_000_000,
    ],
)
def test_what_is_no_answer_is_refused(body: bytes) -> None:
    with model_server(body=body) as model:
        assert "k-1" not in why(model, key="k-1")


def test_a_server_that_is_down_cannot_be_reached() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        closed = ModelServer(url=f"http://127.0.0.1:{taken.getsockname()[1]}/v1/")
        assert why(closed).startswith("cannot be reached")


def test_proxies_of_the_environment_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with model_server(answer="Yes.") as model:
        assert asked(model) == "Yes."


def test_a_key_that_is_not_set_is_named_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MODEL_KEY", raising=False)
    with pytest.raises(NoAnswerError, match="MODEL_KEY is not set"):
        key_from("MODEL_KEY")
    monkeypatch.setenv("MODEL_KEY", " k-1\n")
    assert key_from("MODEL_KEY") == "k-1"
    assert key_from("") == ""
