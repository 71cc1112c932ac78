"""Write: the summaries that a language model gives, where config.yaml names one, each answer remembered by content.

The analyses stand before any server is asked: what it does not give, or gives without support in the report, stays as
it was. Nothing here can fail a build.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from newsar_build import located_yaml
from newsar_build.analyse import lexicon
from newsar_build.analyse.evidence import orphans
from newsar_build.analyse.writing import (
    LEXICONS,
    PROMPT_VERSION,
    Engine,
    WriterConfig,
    instruction,
    material,
    sentences_in,
    written,
)
from newsar_build.errors import Code, Diagnostic, Location
from newsar_build.memo.fingerprint import adapter, encode, key_of, of_bytes, of_code
from newsar_build.memo.store import Store
from newsar_build.model.findings import AnalysedBrief, Summary
from newsar_build.model_server.chat import NoAnswerError, Server, ask, key_from
from newsar_build.steps.analysing import Setup, setup_of
from newsar_build.steps.workshop import Workshop

GIVE_UP = 3
"""After as many reports in a row without an answer no other is asked about: a server that is down stays down."""
KEYS = ("analyse", "summary")


def write(workshop: Workshop, briefs: tuple[AnalysedBrief, ...]) -> tuple[AnalysedBrief, ...]:
    """The briefs with the model's summaries where they stand the test; at most one problem is reported."""
    config = writer_config(setup_of(workshop.config, workshop.request.config))
    if config is None:
        return briefs
    writer = Writer(config, workshop.store)
    workshop.progress.begin("write", len(briefs))
    done: list[AnalysedBrief] = []
    for brief in briefs:
        done.append(writer.write(brief))
        workshop.progress.advance(1)
    workshop.report(writer.problems(workshop.request.config))
    return tuple(done)


def writer_config(setup: Setup) -> WriterConfig | None:
    """How to ask a model for summaries; None where none shall be asked."""
    for configured in setup.analysers:
        config = configured.config
        if isinstance(config, WriterConfig) and config.engine is Engine.OPENAI:
            return config
    return None


class Writer:
    """Asks the server about one report after another and remembers what it answered, where there is a store."""

    def __init__(self, config: WriterConfig, store: Store | None) -> None:
        self._config = config
        self._store = store
        self._failed: dict[str, list[str]] = {}
        self._in_a_row = 0

    def write(self, analysed: AnalysedBrief) -> AnalysedBrief:
        """The brief with a written summary, or unchanged where no sentence of an answer can stand."""
        summary = analysed.analysis.summary
        answer = self._answer(analysed) if summary.sentences else None
        if answer is None:
            return analysed
        made = self._gated(analysed, answer)
        return replace(analysed, analysis=replace(analysed.analysis, summary=made))

    def problems(self, config_path: Path) -> tuple[Diagnostic, ...]:
        """One problem that says which reports have no answer, and why; none where all have."""
        if not self._failed:
            return ()
        reasons = "; ".join(
            f"{why} ({_reports(len(paths))}, the first is {paths[0]})" for why, paths in self._failed.items()
        )
        problem = Diagnostic(
            location=_place(config_path),
            code=Code.MODEL_NO_ANSWER,
            message=f"{reasons}: the summaries stay extractive",
            hint="the next build asks again; `engine: extractive` asks nothing",
        )
        return (problem,)

    def _answer(self, analysed: AnalysedBrief) -> tuple[str, ...] | None:
        text = material(analysed.brief.article.text)
        system = instruction(len(analysed.analysis.summary.sentences))
        key = key_of("answer", PROMPT_VERSION, self._config.model, of_bytes(system.encode(), text.encode()))
        known = self._store.get(key) if self._store else None
        if known is not None:
            return tuple(json.loads(known))
        try:
            answer = self._asked(system, text)
        except NoAnswerError as error:
            self._in_a_row += 1
            self._failed.setdefault(str(error), []).append(analysed.brief.article.path)
            return None
        self._in_a_row = 0
        if self._store is not None:
            self._store.put(key, json.dumps(answer).encode())
            self._store.flush()
        return answer

    def _asked(self, system: str, text: str) -> tuple[str, ...]:
        if self._in_a_row >= GIVE_UP:
            raise NoAnswerError(f"not asked after {GIVE_UP} failures in a row")
        config = self._config
        key = key_from(config.key_env)
        server = Server(url=config.url, model=config.model, key=key, timeout=config.timeout)
        try:
            return sentences_in(ask(server, system, text))
        except ValueError:
            raise NoAnswerError("the model's answer is not the JSON that was asked for") from None

    def _gated(self, analysed: AnalysedBrief, answer: tuple[str, ...]) -> Summary:
        summary, text = analysed.analysis.summary, analysed.brief.article.text
        lists = (lexicon.digest(name) for name in LEXICONS)
        code = key_of("code", of_code("newsar_build.analyse"), of_code("newsar_build.model"), *lists)
        inputs = of_bytes(text.encode(), encode(summary), encode(analysed.analysis.sentences))
        key = key_of("written", code, self._config.model, inputs, *answer)
        known = self._store.get(key) if self._store else None
        if known is not None:
            found: Summary = adapter(Summary).validate_json(known)
            return found
        made = written(summary, answer, text, analysed.analysis.sentences.spans, self._config.model)
        made = summary if orphans(text, replace(analysed.analysis, summary=made)) else made
        if self._store is not None:
            self._store.put(key, encode(made))
        return made


def _reports(count: int) -> str:
    return "1 report" if count == 1 else f"{count} reports"


def _place(config: Path) -> Location:
    """Where config.yaml asks for the model."""
    try:
        located = located_yaml.load(config.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, located_yaml.YamlFault):
        return Location(path=str(config))
    place = located.place((*KEYS, "url"))
    return Location(path=str(config), line=place.line, column=place.column)
