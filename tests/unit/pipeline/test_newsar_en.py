"""The pipeline that is shipped reads English news."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from newsar_build.analyse.language import from_bytes, load_pipeline, to_bytes

TEXT = (
    "Harbour officials in Orrin said on Tuesday that ferry fares had risen by 14.5% since 2019.\n\n"
    "“We can’t pay for this,” Ida Fenwright, the deputy mayor, told the BBC. China’s Foreign Minister Wang Yi met her "
    "near the Amazon River and spent $3.2 million."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline("en", {}).nlp


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


def test_names_and_amounts_have_their_kinds(doc: Doc) -> None:
    found = {ent.text: ent.label_ for ent in doc.ents}
    assert found["Ida Fenwright"] == "PERSON"
    assert found["BBC"] == "ORG"
    assert found["Orrin"] == "GPE"
    assert found["Amazon River"] == "LOC"
    assert found["14.5%"] == "PERCENT"
    assert found["$3.2 million"] == "MONEY"
    assert found["Tuesday"] == "DATE"


def test_sentences_words_and_relations_are_those_of_a_reader(doc: Doc) -> None:
    assert [sentence.text.strip()[:8] for sentence in doc.sents] == ["Harbour ", "“We can’", "China’s "]
    said = next(token for token in doc if token.text == "said")
    assert (said.dep_, said.tag_, said.pos_, said.lemma_) == ("ROOT", "VBD", "VERB", "say")
    assert [child.text for child in said.children if child.dep_ == "nsubj"] == ["officials"]
    assert "Number=Plur" in doc[1].morph
    assert [token.lemma_ for token in doc if token.text in ("risen", "fares", "had")] == ["fare", "have", "rise"]


def test_noun_chunks_work(doc: Doc) -> None:
    chunks = [chunk.text for chunk in doc.noun_chunks]
    assert chunks[:2] == ["Harbour officials", "Orrin"]
    assert "the deputy mayor" in chunks


def test_a_parse_comes_back_whole_from_its_bytes(doc: Doc) -> None:
    pipeline = load_pipeline("en", {})
    again = from_bytes(pipeline, to_bytes(doc))
    assert [(t.head.i, t.dep_, t.lemma_, t.ent_type_) for t in again] == [
        (t.head.i, t.dep_, t.lemma_, t.ent_type_) for t in doc
    ]


def test_what_a_document_says_depends_on_no_other_document(nlp: Language) -> None:
    alone = DocBin(docs=[nlp(TEXT)]).to_bytes()
    _, again = nlp.pipe(["Another text altogether, about Skerrin and its 40 boats. " * 30, TEXT])
    assert DocBin(docs=[again]).to_bytes() == alone


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "\u200b",
        "a",
        "😀" * 50,
        "x" * 5000,
        "word " * 700,
        "北京市 在 下雨",
        "\x00\x01",
        "A\n\n\nB  \t C",
    ],
)
def test_odd_texts_are_read_without_harm(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert all(token.head.sent == token.sent for token in doc)


def test_it_loads_as_any_pipeline_does() -> None:
    where = load_pipeline("en", {}).nlp.path
    assert where is not None
    doc = spacy.load(where, exclude=["parser"])("The ferry to Germany left Orrin.")
    assert [ent.text for ent in doc.ents if ent.label_ == "GPE"] == ["Germany", "Orrin"]
