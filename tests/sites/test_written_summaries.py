"""Summaries by a language model: asked once a text, each sentence tested, and never the end of a build."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from model_server import ModelServer, model_server
from typer.testing import CliRunner
from whole_site import REPORT, Site, article

from newsar_build.cli import app
from newsar_build.errors import UsageError

GOOD = "The array of 96 turbines in Skerrin Bay cost 2.1 billion crowns."
INVENTED = ["The array of 97 turbines cost 2.1 billion crowns.", "Edda Quillon said no household was cut off."]


def configure(site: Site, server: ModelServer, /, **more: Any) -> None:
    settings = {"engine": "openai", "url": server.url.rstrip("/"), "model": "tiny", "timeout": 5, **more}
    site.write("config.yaml", json.dumps({"site": {"name": "Test News"}, "analyse": {"summary": settings}}, indent=1))


def summary(site: Site, path: str = "a.md") -> dict[str, Any]:
    place = site.output / "briefs" / site.brief_of(path) / "brief.json"
    found: dict[str, Any] = json.loads(place.read_bytes())["summary"]
    return found


def texts(site: Site, path: str = "a.md") -> list[str]:
    return [each["text"] for each in summary(site, path)["sentences"]]


@pytest.fixture
def extractive(site: Site) -> list[str]:
    site.build()
    return texts(site)


def test_a_supported_sentence_stands_with_the_sentences_that_hold_it(site: Site) -> None:
    with model_server(answer=[GOOD]) as model:
        configure(site, model)
        assert site.build().diagnostics == ()
        found = summary(site)
        assert (found["engine"], found["model"]) == ("openai", "tiny")
        first = found["sentences"][0]
        assert (first["text"], first["engine"]) == (GOOD, "openai")
        held = " ".join(REPORT.split())
        assert len(first["evidence"]) == 2
        assert "96 turbines" in held
        assert "tiny · 1 of 3 sentences" in site.page(f"briefs/{site.brief_of('a.md')}")


@pytest.mark.parametrize("invented", INVENTED)
def test_an_invented_number_or_name_leaves_the_extractive_sentence(
    site: Site, extractive: list[str], invented: str
) -> None:
    with model_server(answer=[invented]) as model:
        configure(site, model)
        assert site.build().diagnostics == ()
        assert texts(site) == extractive
        assert summary(site)["engine"] == "extractive"


def test_a_second_build_asks_nothing_and_another_text_asks_again(site: Site) -> None:
    with model_server(answer=[GOOD]) as model:
        configure(site, model)
        site.build()
        before = site.files()
        texts_asked = len(model.asked)
        assert texts_asked == 2  # a.md and b.md are one text
        site.build()
        assert len(model.asked) == texts_asked
        assert site.files() == before
        site.write("content/a.md", article("Tides kept the lights on in Skerrin", REPORT.replace("nine", "ten")))
        site.build()
        assert len(model.asked) == texts_asked + 1


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ({"status": 500}, "HTTP 500"),
        ({"answer": "I am sorry."}, "not the JSON"),
        ({"body": b"{"}, "not what chat completions give"),
        ({"body": b'{"choices": [{"message": {"content": "", "refusal": "No."}}]}'}, "refused"),
        ({"delay": 1.0}, "no answer within 0.2 s"),
    ],
)
def test_a_server_in_trouble_is_one_located_problem_and_the_site_is_built_as_ever(
    site: Site, extractive: list[str], trouble: dict[str, Any], words: str
) -> None:
    with model_server(**({"answer": [GOOD]} | trouble)) as model:
        configure(site, model, timeout=0.2 if "delay" in trouble else 5)
        outcome = site.build()
        (problem,) = outcome.diagnostics
        assert problem.code == "model/no-answer"
        assert problem.location.path == str(site.home / "config.yaml")
        assert problem.location.line == 8
        assert words in problem.message
        assert outcome.published is not None
        assert texts(site) == extractive
        model.status, model.body, model.delay, model.answer = 200, None, 0.0, [GOOD]
        assert site.build().diagnostics == ()
        assert texts(site)[0] == GOOD


def test_a_server_that_is_down_is_given_up_on(site: Site) -> None:
    for number in range(5):
        report = f"The council of Orrin counted {number + 3} ferries in the harbour on Monday, the clerk said."
        site.write(f"content/more-{number}.md", article(f"Council counts {number + 3} ferries", report))
    with model_server(status=503) as model:
        configure(site, model)
        (problem,) = site.build().diagnostics
        assert len(model.asked) == 3
        assert "not asked after 3 failures in a row" in problem.message


def test_the_key_reaches_the_server_and_nothing_else(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL_KEY", "k-very-secret")
    with model_server(answer=[f"{GOOD[:-1]}, k-very-secret."]) as model:
        configure(site, model, key_env="MODEL_KEY")
        (problem,) = site.build().diagnostics
        assert set(model.keys) == {"Bearer k-very-secret"}
        assert "k-very-secret" not in str(problem) + problem.hint
    kept = [place for place in site.home.rglob("*") if place.is_file()]
    assert not [place for place in kept if b"k-very-secret" in place.read_bytes()]


def test_a_key_that_is_not_set_asks_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MODEL_KEY", raising=False)
    with model_server(answer=[GOOD]) as model:
        configure(site, model, key_env="MODEL_KEY")
        (problem,) = site.build().diagnostics
        assert "MODEL_KEY is not set" in problem.message
        assert model.asked == []


@pytest.mark.parametrize(
    "wrong",
    [{"url": ""}, {"model": ""}, {"url": "ftp://x.example"}, {"url": "http://me:pw@x.example"}, {"key_env": "sk-1234"}],
)
def test_wrong_settings_stop_the_build_without_repeating_a_key(site: Site, wrong: dict[str, str]) -> None:
    configure(site, ModelServer(url="http://127.0.0.1:9/v1"), **wrong)
    with pytest.raises(UsageError) as caught:
        site.build()
    assert "sk-1234" not in str(caught.value)


def test_analyse_asks_too_and_shares_the_answers_of_the_site(site: Site) -> None:
    with model_server(answer=[GOOD]) as model:
        configure(site, model)
        site.build()
        asked = len(model.asked)
        line = json.dumps({"id": "x", "text": (site.home / "content/a.md").read_text().partition("---\n\n")[2]})
        command = ["analyse", "--jsonl", "--config", str(site.home / "config.yaml"), "--jobs", "1"]
        done = CliRunner().invoke(app, command, input=line + "\n")
        again = CliRunner().invoke(app, command, input=line + "\n")
        assert done.exit_code == 0
        assert done.output == again.output
        assert json.loads(done.output)["summary"]["engine"] == "openai"
        assert len(model.asked) <= asked + 1
        file = CliRunner().invoke(app, ["analyse", *command[2:4], str(Path(site.home) / "content/a.md")])
        assert json.loads(file.output)["summary"]["sentences"][0]["text"] == GOOD


def test_analyse_says_that_a_server_is_down_and_prints_the_brief_all_the_same(site: Site) -> None:
    with model_server(status=500) as model:
        configure(site, model)
        command = ["analyse", "--jsonl", "--config", str(site.home / "config.yaml")]
        done = CliRunner().invoke(app, command, input=json.dumps({"id": "x", "text": REPORT}) + "\n")
        assert done.exit_code == 1
        assert "model/no-answer" in done.stderr
        assert json.loads(done.stdout)["summary"]["engine"] == "extractive"
