"""What a summary keeps of a report, and what a sentence can do without."""

from __future__ import annotations

import pytest
from unit.analyse.test_analysers import analysed

from newsar_build.analyse.analyser import Report
from newsar_build.analyse.evidence import orphans
from newsar_build.analyse.language import load_pipeline, parse
from newsar_build.analyse.trimming import asides, in_words, trimmed, without
from newsar_build.model.findings import Span
from newsar_build.read.plain import paragraphs


def short(sentence: str) -> str:
    return in_words(sentence, trimmed(sentence, Span(start=0, end=len(sentence))))


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        (
            "(CNN)The harbour of Orrin closed its northern gate for a month.",
            "The harbour of Orrin closed its northern gate for a month.",
        ),
        (
            "London (CNN) -- The harbour closed its northern gate for a month.",
            "The harbour closed its northern gate for a month.",
        ),
        (
            "The World Harbour Union (WHU) closed its northern gate for a month.",
            "The World Harbour Union closed its northern gate for a month.",
        ),
        (
            "Two boats sank near the northern gate at dawn, police said.",
            "Two boats sank near the northern gate at dawn.",
        ),
        (
            "According to court documents, two boats sank near the northern gate.",
            "Two boats sank near the northern gate.",
        ),
        (
            "Maren Tolvik said on Tuesday that the northern gate was safe.",
            "Maren Tolvik said that the northern gate was safe.",
        ),
        ("The gate, however, stayed open for the boats all night.", "The gate stayed open for the boats all night."),
    ],
)
def test_a_sentence_loses_what_it_can_do_without(sentence: str, kept: str) -> None:
    assert short(sentence) == kept


@pytest.mark.parametrize(
    "sentence",
    [
        "Two boats sank because of greed at the gate, Maren Tolvik said.",
        "Most islanders want the gate closed, according to a poll by the council.",
        "Not only the council but also the union wanted the gate closed.",
        "The gate opened on Tuesday after two months of repairs at sea.",
        "“The gate (which I built) is safe,” the director told the council today.",
    ],
)
def test_what_would_change_the_meaning_stays(sentence: str) -> None:
    assert short(sentence) == sentence


def test_a_sentence_that_leans_on_another_comes_only_right_after_it() -> None:
    text = (
        "The weather was fine in the islands for most of the week. Maren Tolvik opened the northern gate of Orrin. "
        "It cost 3.2 million crowns and took nine months to build. A dozen ferries of Orrin waited at the northern gate."
    )
    shown = [each.text for each in analysed(text).summary.sentences]
    leaning = [at for at, each in enumerate(shown) if each.startswith("It cost")]
    assert all(shown[at - 1].startswith("Maren Tolvik") for at in leaning)
    assert 0 not in leaning


def test_a_trimmed_summary_is_held_by_its_evidence() -> None:
    text = (
        "ORRIN (Reuters) - The council of Orrin (9,000 people) froze ferry fares until October, officials said. "
        "The freeze will cost the city about 3.2 million crowns this year. Pell Lines will stop running ferries in May."
    )
    analysis = analysed(text)
    assert not [each for each in orphans(text, analysis) if each.startswith("summary")]
    assert analysis.summary.sentences[0].text == "The council of Orrin froze ferry fares until October."
    assert all(0 < each.confidence <= 0.95 for each in analysis.summary.sentences)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "(CNN) -- The harbour of Orrin closed its northern gate for a month after two ferries struck the wall. "
            "Divers would inspect the gate of the harbour on Friday. Pell Lines will stop running ferries in May.",
            "The harbour of Orrin closed its northern gate for a month after two ferries struck the wall.",
        ),
        (
            "ORRIN , Pelland -LRB- CNN -RRB- -- The harbour of Orrin closed its northern gate for a month , police said .\n"
            "`` We are lucky , '' Maren Tolvik said .\nPell Lines will stop running its ferries to the islands in May .",
            "The harbour of Orrin closed its northern gate for a month.",
        ),
        (
            "By . Anna Verne . PUBLISHED: . 09:12 EST, 3 May 2013 . | . A baker in Orrin has won 3.2 million crowns. "
            "The lottery of Orrin confirmed the prize to the baker. Winner: Maren Tolvik with her ticket in Orrin .",
            "A baker in Orrin has won 3.2 million crowns.",
        ),
    ],
)
def test_agencies_bylines_and_set_apart_stops_do_not_hide_the_lead(text: str, first: str) -> None:
    analysis = analysed(text)
    shown = [each.text for each in analysis.summary.sentences]
    assert shown[0] == first
    assert not any(each.startswith(("Winner", "By")) for each in shown)
    assert not [each for each in orphans(text, analysis) if each.startswith("summary")]


def test_a_caption_is_no_lead() -> None:
    text = (
        "Maren Tolvik speaks to the council of Orrin in its hall, March 3, 2019.\n\n"
        "The council of Orrin froze ferry fares until October on Monday. The freeze will cost the city 3.2 million crowns."
        " Pell Lines will stop running ferries to the islands in May."
    )
    assert not any("speaks" in each.text for each in analysed(text).summary.sentences)


def test_a_sentence_whose_end_was_cut_is_closed_by_a_stop() -> None:
    text = "The line was down at one joint, according to figures from the office."
    assert in_words(text, (Span(start=0, end=30),)) == "The line was down at one joint."
    assert in_words(text, (Span(start=0, end=len(text)),)) == text


@pytest.mark.parametrize(
    ("sentence", "cut"),
    [
        ("The council froze the fares, ending a long dispute.", ", ending a long dispute"),
        ("Maren Tolvik, who led the council, froze the fares.", ", who led the council,"),
        ("The council froze the ferry fares, which had doubled since March.", ", which had doubled since March"),
        ("The fares were frozen on Monday, according to Maren Tolvik.", None),
        ("The islanders who own boats pay no fares.", None),
        ("The council froze the fares, calling them “a tax on islanders”.", None),
    ],
)
def test_a_clause_behind_a_comma_is_an_aside_unless_it_names_the_source_or_quotes(
    sentence: str, cut: str | None
) -> None:
    report = Report(text=sentence, blocks=paragraphs(sentence), language="en")
    found = asides(list(parse(load_pipeline("en", {}), report)))
    assert [sentence[span.start : span.end] for span in found] == ([cut] if cut else [])


def test_what_is_left_without_an_aside_reads_as_a_sentence() -> None:
    text = "Maren Tolvik, who led the council, froze the fares, ending a long dispute."
    pieces = without(text, (Span(start=0, end=len(text)),), Span(start=12, end=34))
    assert in_words(text, without(text, pieces, Span(start=50, end=73))) == "Maren Tolvik froze the fares."


@pytest.mark.parametrize(
    "text",
    [
        "by . anna verne . last updated at 10:23 am on 3rd may 2011 . a baker in orrin has won 3.2 million crowns . "
        "the lottery of orrin confirmed the prize to the baker . she will keep her bakery open in may .",
        "orrin , pelland -lrb- cnn -rrb- -- a baker in orrin has won 3.2 million crowns . the lottery of orrin "
        "confirmed the prize to the baker . she will keep her bakery open in may .",
        "A baker in Orrin has won 3.2 million crowns . Scroll down for video . Lucky : Maren Tolvik , 54 , with the "
        "ticket that she bought . The lottery of Orrin confirmed the prize to the baker .",
    ],
)
def test_tokenised_and_lower_cased_reports_keep_their_lead_and_lose_their_furniture(text: str) -> None:
    shown = [each.text for each in analysed(text).summary.sentences]
    assert shown[0].lower() == "a baker in orrin has won 3.2 million crowns."
    assert not any(mark in each.lower() for each in shown for mark in ("updated", "lucky", "scroll", "cnn"))
