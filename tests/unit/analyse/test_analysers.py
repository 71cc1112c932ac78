"""The analysers on short reports whose findings a reader can check at a glance."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest

from newsar_build.analyse.evidence import orphans
from newsar_build.config import Config
from newsar_build.model.brief import Brief, Outlet
from newsar_build.model.findings import Analysis, EntityType
from newsar_build.read.plain import plain_article
from newsar_build.steps.analysing import Setup, analyse_one, setup_of


@cache
def setup() -> Setup:
    from pathlib import Path

    return setup_of(Config(), Path("config.yaml"))


def analysed(text: str, headline: str = "", language: str = "en") -> Analysis:
    article = plain_article(
        text,
        name="x",
        headline=headline,
        outlet="o",
        filed=datetime(2026, 2, 1, tzinfo=UTC),
        filed_has_time=True,
        language=language,
    )
    return analyse_one(setup(), Brief(id="x", article=article, outlet=Outlet(key="o", name="O")))


def sentences(text: str, language: str = "en") -> list[str]:
    return [text[span.start : span.end] for span in analysed(text, language=language).sentences.spans]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Smith met Sen. Jones in the U.S. Capitol. They spoke.", 2),
        ("He paid $3.5 million to Acme Inc. The firm denied it.", 2),
        ('"Is it true?" she asked. "Never," he said.', 2),
        ("“We had two days.” Then it rained.", 2),
        ("It was 5 p.m. Tuesday. No. 5 won on Jan. 7.", 2),
        ("A heading without a stop\n\nThe text begins.", 2),
        ("He came… and went. Why? Nobody knows!", 3),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("“We won,” said Maren Tolvik, the director, on Friday.", "Maren Tolvik", "We won,"),
        (
            "Maren Tolvik, the director of the office, said the line was down at one joint.",
            "Maren Tolvik",
            "the line was down at one joint",
        ),
        ("The line was down at one joint, Maren Tolvik said.", "Maren Tolvik", "The line was down at one joint"),
        (
            "Gov. Mike Dorn told reporters that the bridge would be closed until May.",
            "Mike Dorn",
            "that the bridge would be closed until May",
        ),
        (
            "According to the Velmark Grid Office, the line will be repaired in March.",
            "Velmark Grid Office",
            "the line will be repaired in March",
        ),
    ],
)
def test_words_are_given_to_the_one_who_said_them(text: str, speaker: str, content: str) -> None:
    (found,) = analysed(text).attributions.items
    assert found.speaker == speaker
    assert text[found.content.start : found.content.end] == content


def test_a_quotation_that_goes_on_keeps_its_speaker_and_scare_quotes_have_none() -> None:
    text = "“We had rehearsed,” said Maren Tolvik. “We had not rehearsed for nine days.”\n\nThe so-called “green” ship sank."
    found = analysed(text).attributions.items
    assert [each.speaker for each in found] == ["Maren Tolvik", "Maren Tolvik"]


def test_a_pronoun_speaks_for_the_last_person_named() -> None:
    found = analysed("Maren Tolvik opened the hearing. She said the reserve had been small.").attributions.items
    assert [each.speaker for each in found] == ["Maren Tolvik"]


def test_every_score_is_the_sum_of_its_points() -> None:
    text = "A deadly storm destroyed 40 homes and killed two people! “It was terrifying,” said Anna Kerr. " * 4
    analysis = analysed(text, "Disaster as storm kills")
    for score, start, signals in (
        (analysis.tone.score, analysis.tone.start, analysis.tone.signals),
        (analysis.factuality.score, analysis.factuality.start, analysis.factuality.signals),
    ):
        total = start + sum(signal.points for signal in signals)
        assert score == pytest.approx(min(1, max(0, total)), abs=0.0005)
        for signal in signals:
            assert signal.points == pytest.approx(signal.value * signal.weight, abs=0.0006)  # shown to three places


def test_alarm_scores_above_calm() -> None:
    calm = analysed("The council met on Monday. It approved the minutes and reported on the library, the clerk said.")
    alarm = analysed(
        "Panic spread as the deadly crisis exploded. Terrifying violence destroyed everything immediately!"
    )
    assert alarm.tone.score > calm.tone.score
    assert (calm.tone.label, alarm.tone.label) == ("calm", "alarmist")


def test_a_claim_with_figures_ranks_above_an_opinion_and_a_question() -> None:
    text = "I think this is a disgrace. Is it over? Unemployment rose to 5.1 per cent in January, up from 4.7 per cent."
    claims = analysed(text).claims.items
    assert claims[0].text.startswith("Unemployment rose")
    assert claims[0].type == "statistic"
    assert claims[0].check_worthiness > 0.5 > claims[-1].check_worthiness


def test_a_summary_has_three_sentences_that_stand_alone_in_the_order_of_the_report() -> None:
    text = (
        "ORRIN — The council of Orrin froze the ferry fares until October on Monday evening. It was a long meeting. "
        "The freeze will cost the city about 3.2 million crowns this year. He had not expected that at all. "
        "Pell Lines will stop running the ferries to the islands in the summer of this year."
    )
    summary = analysed(text, "Council freezes ferry fares").summary
    assert [each.text.split()[0:2] for each in summary.sentences] == [
        ["The", "council"],
        ["The", "freeze"],
        ["Pell", "Lines"],
    ]


def test_the_gate_finds_a_number_that_the_evidence_does_not_hold() -> None:
    from dataclasses import replace

    text = "The council of Orrin spent 3.2 million crowns on the ferries in January, the finance office reported."
    analysis = analysed(text)
    assert orphans(text, analysis) == ()
    (sentence,) = analysis.summary.sentences
    forged = replace(sentence, text=sentence.text.replace("3.2", "9.9"))
    (line,) = orphans(text, replace(analysis, summary=replace(analysis.summary, sentences=(forged,))))
    assert line.startswith("summary:")
    assert "9.9" in line


@pytest.mark.parametrize(
    "text", ["a", "…", "“”", "“ ”", "\n\nx\n\n", "😀 said 😀.", "A" * 3000, "said " * 300, '"' * 101]
)
def test_odd_texts_are_analysed_without_a_finding_that_lacks_evidence(text: str) -> None:
    assert orphans(text, analysed(text)) == ()


def test_a_makers_model_and_a_name_that_begins_small_are_products_and_each_repetition_is_a_mention() -> None:
    text = "Torvane Marine showed the Torvane Marine K380 ferry. The K380 is large, and the K380 is loud. The eBike is small."
    products = {
        item.name: len(item.mentions) for item in analysed(text).entities.items if item.type == EntityType.PRODUCT
    }
    assert products == {"K380": 3, "eBike": 1}


def test_the_number_of_its_kind_is_part_of_a_product() -> None:
    text = "Torvane Marine showed the eFerry 4S in Orrin on Tuesday. The eFerry 4S is quick, the chief executive said."
    (found,) = (item for item in analysed(text).entities.items if item.type == EntityType.PRODUCT)
    assert (found.name, len(found.mentions)) == ("eFerry 4S", 2)


def test_a_name_that_a_source_gives_twice_running_is_one() -> None:
    text = "The mayor, Ida Fenwright Ida Rose Fenwright, met Jon Bremer in Orrin on Tuesday. Fenwright spoke."
    assert "Ida Fenwright" in [item.name for item in analysed(text).entities.items]


def test_a_name_glued_to_the_next_word_is_cut_where_the_blank_was_lost() -> None:
    found = analysed(
        "Ida FenwrightThe mayor of Orrin met Ida Fenwright McNeil on Tuesday. Ida Fenwright spoke."
    ).entities
    assert not any("FenwrightThe" in item.name for item in found.items)


def test_whose_something_is_may_be_said_of_a_name_in_the_evidence() -> None:
    text = (
        "Ida Fenwright runs the largest ferry company of Orrin, and she has run it for thirty years.\n\n"
        "Her newest ship carried 40,000 passengers in its first year, 12 per cent more than planned."
    )
    found = analysed(text)
    assert any("Fenwright’s newest ship" in claim.text for claim in found.claims.items)
    assert orphans(text, found) == ()
