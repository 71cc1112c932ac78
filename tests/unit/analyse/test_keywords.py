"""Which terms a report yields, with tags and without."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc
from unit.analyse.test_analysers import analysed

from newsar_build.analyse.analyser import Report
from newsar_build.analyse.keywords import candidates
from newsar_build.model.findings import Entities
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
    found = candidates(Report(text=doc.text, blocks=paragraphs(doc.text), language="en"), doc, Entities(items=()))
    assert {term.words for term in found.values()} == {"Engineers", "record flood"}


def test_a_language_without_a_table_of_uses_has_keywords_too() -> None:
    text = "La fusée a quitté la base de lancement. La fusée emporte une capsule vers la station spatiale."
    assert "fusée" in [each.term.lower() for each in analysed(text, language="fr").keywords.items]


REPORT = (
    "ORRIN, Feb. 3 — The Skerrin Grid Office will close the tidal turbines of Lake Vessel on Monday, Mayor Tessa Brandt "
    "said.\n\nEngineers of the Skerrin Grid Office found cracks in the turbines last week. Brandt said repairs would cost "
    "40 per cent of the town's budget, and the rest of the region would help.\n\nThe turbines give power to the ferries, "
    "the harbour, the hospital, two schools and a cannery. Fishermen at Lake Vessel fear for their nets, and the cannery "
    "for its workers."
)


def test_a_name_is_whole_and_its_parts_are_no_terms() -> None:
    terms = [each.term for each in analysed(REPORT).keywords.items]
    assert {"Skerrin Grid Office", "Lake Vessel", "Tessa Brandt"} <= set(terms)
    assert not {"Grid Office", "Office", "Skerrin Grid", "Lake", "Vessel", "Brandt", "Mayor Tessa Brandt"} & set(terms)


def test_datelines_and_words_of_every_report_are_no_terms() -> None:
    terms = {each.term.lower() for each in analysed(REPORT).keywords.items}
    assert not {"orrin", "feb", "feb.", "cent", "rest", "region", "monday"} & terms


def test_a_report_has_fifteen_terms_where_its_text_allows() -> None:
    terms = [each.term for each in analysed(REPORT).keywords.items]
    assert len(terms) >= 15


def test_no_text_without_nouns_has_terms() -> None:
    assert analysed("They went there. It was so.").keywords.items == ()


def test_a_place_of_the_dateline_is_written_as_the_text_writes_it() -> None:
    text = "SKERRIN — The ferry of Skerrin sank on Monday. People in Skerrin saw the ferry sink."
    terms = [each.term for each in analysed(text).keywords.items]
    assert "Skerrin" in terms
    assert "SKERRIN" not in terms


def test_a_phrase_comes_before_a_word_that_is_as_central() -> None:
    text = "Ferries stopped at the cracked lock gates. Ferries wait below the cracked lock gates for a week."
    first, *_ = [each.term.lower() for each in analysed(text).keywords.items]
    assert len(first.split()) > 1


def test_a_word_that_says_little_alone_stands_behind_one_that_says_more() -> None:
    text = "The decision on herring came late. Fishers of herring had feared the decision. Herring is scarce, the decision says."
    terms = [each.term.lower() for each in analysed(text).keywords.items]
    assert terms.index("herring") < terms.index("decision")


def test_five_terms_of_a_long_report_are_mostly_phrases() -> None:
    terms = [each.term for each in analysed(REPORT).keywords.items[:5]]
    assert sum(len(each.split()) > 1 for each in terms) >= 3
