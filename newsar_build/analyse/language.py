"""The spaCy pipeline of each language, and the parse it gives."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from newsar_build.analyse.analyser import Report
from newsar_build.analyse.splitting import sentence_starts
from newsar_build.model.brief import BlockKind
from newsar_build.model.dateline import after_dateline

OWN = "newsar_en"
RULES_VERSION = "1"
"""Raised when the sentence rules change."""
_ATTRIBUTES = ("SENT_START", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """A pipeline. `trained` pipelines bring their own sentences, tags, parse and entities."""

    load: Callable[[], Language]
    name: str
    version: str
    trained: bool

    @property
    def nlp(self) -> Language:
        """The pipeline itself, loaded when first asked for: keys name more pipelines than reports are read."""
        return self.load()


class NoPipelineError(LookupError):
    """The configuration names a pipeline that is not installed."""


def load_pipeline(language: str, named: Mapping[str, str]) -> Pipeline:
    """The pipeline for a two-letter language code.

    The one that the configuration names; else, for English, Newsar's own where it is there; else a tokeniser with
    sentence rules. Raises NoPipelineError for a named one that is not installed.
    """
    if package := named.get(language):
        return _installed(package)
    own = files("newsar_build") / OWN
    if language == "en" and own.is_dir():
        meta = json.loads((own / "meta.json").read_bytes())
        return Pipeline(load=partial(_loaded, str(own)), name=OWN, version=meta["version"], trained=True)
    nlp = _blank(language)
    return Pipeline(load=partial(_blank, language), name=f"{nlp.lang}-rules", version=RULES_VERSION, trained=False)


def parse(pipeline: Pipeline, report: Report) -> Doc:
    """The parse of a report: `doc.text` is the report's text, and no sentence crosses a block or a dateline's end.

    Sentences begin where the rules say; a trained pipeline may find more beginnings, which are mostly right, but not
    fewer: on GUM's news the rules' precision is 1.00, and with the model's beginnings F rises from .939 to .962.
    """
    doc = pipeline.nlp.make_doc(report.text)
    edges = _starts(report) | {after_dateline(report.text)}
    inside = 0 if pipeline.trained else -1
    begins = [1 if position in edges else inside for position in doc.to_array("IDX")] if len(doc) else []
    for block in report.blocks:
        if block.kind in (BlockKind.CODE, BlockKind.HEADING):
            span = doc.char_span(block.start, block.end, alignment_mode="expand")
            if span is not None:
                begins[span.start + 1 : span.end] = [-1] * (len(span) - 1)
    column: Any = np.array(begins, dtype="int64").astype("uint64").reshape(-1, 1)
    doc.from_array(["SENT_START"], column)
    for _, component in pipeline.nlp.pipeline:
        doc = component(doc)
    return doc


def to_bytes(doc: Doc) -> bytes:
    """The parse as bytes."""
    return DocBin(attrs=_ATTRIBUTES, docs=[doc], store_user_data=False).to_bytes()


def from_bytes(pipeline: Pipeline, body: bytes) -> Doc:
    """The parse that `to_bytes` made."""
    return next(DocBin().from_bytes(body).get_docs(pipeline.nlp.vocab))


@cache
def _loaded(package: str) -> Language:
    return spacy.load(package)


@cache
def _blank(language: str) -> Language:
    try:
        return spacy.blank(language)
    except ImportError:
        return spacy.blank("xx")


def _installed(package: str) -> Pipeline:
    try:
        _loaded(package)
        return Pipeline(load=partial(_loaded, package), name=package, version=version(package), trained=True)
    except (OSError, PackageNotFoundError) as error:
        raise NoPipelineError(f"the spaCy pipeline {package!r} is not installed") from error


def _starts(report: Report) -> set[int]:
    return {start for block in report.blocks for start in sentence_starts(report.text, block.start, block.end)}
