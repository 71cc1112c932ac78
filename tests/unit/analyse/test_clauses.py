"""Clauses: a sentence with several facts is several statements, each with its subject."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from newsar_build.analyse.analyser import AnalyserConfig
from newsar_build.analyse.clauses import find_clauses
from newsar_build.model.findings import Clause, Sentences, Span

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

OPENS = (
    ("The", 1, "det", "DET"), ("bridge", 3, "nsubj", "NOUN"), ("will", 3, "aux", "AUX"), ("open", 3, "ROOT", "VERB"),
    ("on", 6, "case", "ADP"), ("1", 6, "nummod", "NUM"), ("June", 3, "obl", "PROPN"), (".", 3, "punct", "PUNCT"),
)  # fmt: skip
DINNER = (
    ("The", 1, "det", "DET"), ("mayor", 2, "nsubj", "NOUN"), ("spoke", 2, "ROOT", "VERB"), ("at", 5, "case", "ADP"),
    ("the", 5, "det", "DET"), ("dinner", 2, "obl", "NOUN"), ("of", 8, "case", "ADP"), ("1", 8, "nummod", "NUM"),
    ("June", 5, "nmod", "PROPN"), (".", 2, "punct", "PUNCT"),
)  # fmt: skip
SAID = (
    ("On", 2, "case", "ADP"), ("1", 2, "nummod", "NUM"), ("June", 4, "obl", "PROPN"), ("she", 4, "nsubj", "PRON"),
    ("said", 4, "ROOT", "VERB"), ("it", 6, "nsubj", "PRON"), ("closed", 4, "ccomp", "VERB"), (".", 4, "punct", "PUNCT"),
)  # fmt: skip


def clauses(*tokens: tuple[str, int, str, str]) -> list[tuple[str, str]]:
    """Each clause's words and those of the subject that it inherits."""
    text, found = taken_apart(*tokens)
    return [
        (
            text[each.span.start : each.span.end],
            text[each.subject.start : each.subject.end] if each.subject else "",
        )
        for each in found
    ]


def taken_apart(*tokens: tuple[str, int, str, str]) -> tuple[str, tuple[Clause, ...]]:
    words, heads, deps, pos = (list(column) for column in zip(*tokens, strict=True))
    doc = Doc(spacy.blank("en").vocab, words=words, heads=heads, deps=deps, pos=pos)
    found = find_clauses(doc, Sentences(spans=(Span(start=0, end=len(doc.text.rstrip())),)), config=AnalyserConfig())
    return doc.text, found.items


def test_a_joined_clause_has_the_subject_of_the_one_before() -> None:
    assert clauses(*JOINED) == [
        ("The turbines delivered 31 percent", ""),
        ("peaked at 421 megawatts", "The turbines"),
    ]


def test_a_relative_clause_has_the_noun_that_it_describes() -> None:
    assert ("which employs 310", "The mill") in clauses(*RELATIVE)


def test_a_sentence_without_a_number_is_not_taken_apart() -> None:
    assert clauses(("It", 1, "nsubj", "PRON"), ("closed", 1, "ROOT", "VERB"), (".", 1, "punct", "PUNCT")) == []


def test_a_day_that_hangs_on_a_verb_is_told_with_its_subject() -> None:
    text, (clause,) = taken_apart(*OPENS)
    (dated,) = clause.dated
    assert (dated.verb, text[dated.phrase.start : dated.phrase.end], dated.about) == ("open", "on 1 June", ("bridge",))


def test_the_day_of_a_noun_or_of_a_statement_is_that_of_no_event() -> None:
    assert not any(clause.dated for tokens in (DINNER, SAID) for clause in taken_apart(*tokens)[1])
