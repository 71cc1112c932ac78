"""Clauses: a sentence with several facts is several statements, each with its subject."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from newsar_build.analyse.analyser import AnalyserConfig
from newsar_build.analyse.clauses import find_clauses
from newsar_build.model.findings import Sentences, Span

JOINED = (
    ("The", 1, "det", "DET"), ("turbines", 2, "nsubj", "NOUN"), ("delivered", 2, "ROOT", "VERB"), ("31", 4, "nummod", "NUM"),
    ("percent", 2, "obj", "NOUN"), ("and", 6, "cc", "CCONJ"), ("peaked", 2, "conj", "VERB"), ("at", 9, "case", "ADP"),
    ("421", 9, "nummod", "NUM"), ("megawatts", 6, "obl", "NOUN"), (".", 2, "punct", "PUNCT"),
)  # fmt: skip
RELATIVE = (
    ("The", 1, "det", "DET"), ("mill", 7, "nsubj", "NOUN"), (",", 4, "punct", "PUNCT"), ("which", 4, "nsubj", "PRON"),
    ("employs", 1, "acl:relcl", "VERB"), ("310", 4, "obj", "NUM"), (",", 4, "punct", "PUNCT"), ("closed", 7, "ROOT", "VERB"),
    (".", 7, "punct", "PUNCT"),
)  # fmt: skip


def clauses(*tokens: tuple[str, int, str, str]) -> list[tuple[str, str]]:
    """Each clause's words and those of the subject that it inherits."""
    words, heads, deps, pos = (list(column) for column in zip(*tokens, strict=True))
    doc = Doc(spacy.blank("en").vocab, words=words, heads=heads, deps=deps, pos=pos)
    found = find_clauses(doc, Sentences(spans=(Span(start=0, end=len(doc.text.rstrip())),)), config=AnalyserConfig())
    return [
        (
            doc.text[each.span.start : each.span.end],
            doc.text[each.subject.start : each.subject.end] if each.subject else "",
        )
        for each in found.items
    ]


def test_a_joined_clause_has_the_subject_of_the_one_before() -> None:
    assert clauses(*JOINED) == [
        ("The turbines delivered 31 percent", ""),
        ("peaked at 421 megawatts", "The turbines"),
    ]


def test_a_relative_clause_has_the_noun_that_it_describes() -> None:
    assert ("which employs 310", "The mill") in clauses(*RELATIVE)


def test_a_sentence_without_a_number_is_not_taken_apart() -> None:
    assert clauses(("It", 1, "nsubj", "PRON"), ("closed", 1, "ROOT", "VERB"), (".", 1, "punct", "PUNCT")) == []
