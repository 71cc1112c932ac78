"""Lemmas, amounts, places, noun chunks and windows follow rules that need no model."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from newsar_build.pipeline.chunks import noun_chunks
from newsar_build.pipeline.encoder import windows
from newsar_build.pipeline.kinds import kind_of, names_a_storm, sounds_like_an_event
from newsar_build.pipeline.lemmas import uninflected
from newsar_build.pipeline.numbers import NumberRuler
from newsar_build.pipeline.places import place_label

KNOWN = frozenset(["hope", "carry", "go", "box", "hop", "agree"])


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [
        ("ferries", "NNS", "ferry"),
        ("boxes", "NNS", "box"),
        ("fares", "NNS", "fare"),
        ("campus", "NNS", "campus"),
        ("carried", "VBD", "carry"),
        ("hoping", "VBG", "hope"),
        ("hopping", "VBG", "hop"),
        ("stopped", "VBD", "stop"),
        ("located", "VBN", "locate"),
        ("agreed", "VBD", "agree"),
        ("goes", "VBZ", "go"),
        ("largest", "JJS", "large"),
        ("Orrin", "NNP", "Orrin"),
    ],
)
def test_an_inflected_word_gives_its_lemma(word: str, tag: str, lemma: str) -> None:
    assert uninflected(word, tag, KNOWN) == lemma


def amounts(text: str) -> list[tuple[str, str]]:
    doc = NumberRuler("numbers")(spacy.blank("en")(text))
    return [(ent.text, ent.label_) for ent in doc.ents]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fares rose by 14.5% to 12 crowns.", [("14.5%", "PERCENT"), ("12 crowns", "MONEY")]),
        ("It cost $3.2 million and weighs 40 tonnes.", [("$3.2 million", "MONEY"), ("40 tonnes", "QUANTITY")]),
        (
            "The second train left at 5 p.m. with 212 people.",
            [("second", "ORDINAL"), ("5 p.m.", "TIME"), ("212", "CARDINAL")],
        ),
        (
            "Twenty-two of 1,200 boats; dozens more.",
            [("Twenty-two", "CARDINAL"), ("1,200", "CARDINAL"), ("dozens", "CARDINAL")],
        ),
    ],
)
def test_amounts_are_found_by_what_stands_beside_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert amounts(text) == expected


def test_an_amount_never_takes_words_of_a_name() -> None:
    nlp = spacy.blank("en")
    doc = nlp("Formula 1 ran 3 races.")
    doc.set_ents([Span(doc, 0, 2, label="EVENT")])
    assert [(ent.text, ent.label_) for ent in NumberRuler("numbers")(doc).ents] == [
        ("Formula 1", "EVENT"),
        ("3", "CARDINAL"),
    ]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Skerrin", "GPE"), ("South Korea", "GPE"), ("the Amazon River", "LOC"), ("Southeast Asia", "LOC"),
        ("Middle East", "LOC"), ("Mount Kenya", "LOC"), ("Ohio", "GPE"), ("Europe", "LOC"), ("New York City", "GPE"),
    ],
)  # fmt: skip
def test_land_and_water_are_no_polities(name: str, label: str) -> None:
    assert place_label(name) == label


@pytest.mark.parametrize(
    ("name", "label", "kind"),
    [
        ("Oster River Games", "ORG", "EVENT"),
        ("the 1931 Velmark Referendum", "EVENT", "EVENT"),
        ("International Lighthouse Day", "ORG", "EVENT"),
        ("Second Salt War", "LOC", "EVENT"),
        ("World War II", "PERSON", "EVENT"),
        ("Harbour Safety Act", "EVENT", "LAW"),
        ("Harbour Safety Act", "WORK_OF_ART", "LAW"),
        ("Harbour Safety Act", "ORG", "ORG"),
        ("Orrin Halvard Airport", "LOC", "FAC"),
        ("Port Selwick", "LOC", "GPE"),
        ("Oster River", "LOC", "LOC"),
        ("Day", "PERSON", "PERSON"),
        ("March 2024", "DATE", "DATE"),
    ],
)
def test_the_noun_that_a_name_ends_in_tells_its_kind(name: str, label: str, kind: str) -> None:
    assert kind_of(name, label) == kind


def test_a_storm_is_its_word_and_its_name() -> None:
    assert names_a_storm("Cyclone", "Amara")
    assert not names_a_storm("cyclones", "Amara")
    assert not names_a_storm("Storm", "warnings")


def test_a_name_without_a_word_for_events_does_not_sound_like_one() -> None:
    assert sounds_like_an_event("Selwick Lantern Week")
    assert not sounds_like_an_event("Selwick Weekly")


def test_windows_end_after_a_full_stop_or_before_a_paragraph_and_cover_everything() -> None:
    words = ["a"] * 5 + ["."] + ["b"] * 5
    assert list(windows(words, frozenset(), most=8)) == [(0, 6), (6, 11)]
    assert list(windows(words, frozenset([7]), most=8)) == [(0, 7), (7, 11)]
    assert list(windows(["a"] * 10, frozenset(), most=4)) == [(0, 4), (4, 8), (8, 10)]


def test_noun_chunks_keep_names_whole_and_leave_clauses_out() -> None:
    words = ["The", "deputy", "mayor", "of", "Orrin", ",", "Ida", "Fenwright", ",", "praised", "it"]
    heads = [2, 2, 9, 4, 2, 6, 2, 6, 6, 9, 9]
    deps = ["det", "amod", "nsubj", "case", "nmod", "punct", "appos", "flat", "punct", "ROOT", "obj"]
    pos = ["DET", "ADJ", "NOUN", "ADP", "PROPN", "PUNCT", "PROPN", "PROPN", "PUNCT", "VERB", "PRON"]
    doc = Doc(spacy.blank("en").vocab, words=words, heads=heads, deps=deps, pos=pos)
    found = [doc[start:end].text for start, end, _ in noun_chunks(doc)]
    assert found == ["The deputy mayor", "Orrin", "Ida Fenwright", "it"]
