"""Which terms a report yields, with tags and without."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc
from unit.analyse.test_analysers import analysed

from newsar_build.analyse.analyser import Report
from newsar_build.analyse.keywords import candidates
from newsar_build.read.plain import paragraphs

TEXT = "The tidal turbines of Skerrin failed quietly. Engineers repaired the tidal turbines in Skerrin."


def test_terms_are_noun_phrases_and_come_by_falling_salience() -> None:
    items = analysed(TEXT).keywords.items
    terms = [each.term.lower() for each in items]
    assert "tidal turbines" in terms[:3]
    assert not {"failed", "quietly", "repaired"} & set(terms)
    assert items[0].salience == 1
    assert [each.salience for each in items] == sorted((each.salience for each in items), reverse=True)


def test_singular_plural_and_case_are_one_term() -> None:
    text = "Ferry fares rose. A ferry fare now costs more. Ferry Fares will rise again."
    (term,) = [each for each in analysed(text).keywords.items if each.term.lower().startswith("ferry fare")]
    assert len(term.evidence) == 3


def test_tags_decide_where_the_parse_has_them() -> None:
    words = ["Engineers", "record", "the", "record", "flood", "."]
    tags = ["NOUN", "VERB", "DET", "NOUN", "NOUN", "PUNCT"]
    doc = Doc(spacy.blank("en").vocab, words=words, pos=tags, tags=tags, sent_starts=[True, *[False] * 5])
    found = candidates(Report(text=doc.text, blocks=paragraphs(doc.text), language="en"), doc)
    assert {term.words for term in found.values()} == {"Engineers", "record flood"}


def test_a_language_without_a_table_of_uses_has_keywords_too() -> None:
    text = "La fusée a quitté la base de lancement. La fusée emporte une capsule vers la station spatiale."
    assert "fusée" in [each.term.lower() for each in analysed(text, language="fr").keywords.items]
