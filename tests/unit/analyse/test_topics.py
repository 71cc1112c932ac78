"""Topics of short invented reports."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from newsar_build.analyse.analyser import AnalyserConfig, Filing, Report
from newsar_build.analyse.topics import AT_MOST, PASSAGE, find_topics, passages_of
from newsar_build.model.brief import Kind
from newsar_build.model.findings import Sentences, Span, Topics


def topics(text: str, headline: str = "", *, cut: bool = False) -> Topics:
    filing = Filing(
        headline=headline,
        dek=None,
        byline=(),
        outlet="o",
        filed=datetime(2026, 2, 1, tzinfo=UTC),
        kind=Kind.NEWS_REPORT,
        section=None,
        url=None,
        dateline=None,
        corrections=0,
    )
    ends = [each.end() for each in re.finditer(r"\.(?= |$)", text)] if cut else [len(text)]
    starts = [0, *(each + 1 for each in ends)]
    spans = tuple(Span(start=start, end=end) for start, end in zip(starts, ends, strict=False) if start < end)
    report = Report(text=text, blocks=(), language="en")
    return find_topics(report, filing, Sentences(spans=spans), config=AnalyserConfig())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Rebels shelled the border town overnight, killing four soldiers despite the ceasefire.", "16000000"),
        ("A magnitude 6.1 earthquake shook the islands and buried dozens under collapsed houses.", "03000000"),
        ("A court in Orrin sentenced the former banker to nine years in prison for fraud.", "02000000"),
        (
            "The Norland party won the parliamentary election, and its leader was sworn in as prime minister.",
            "11000000",
        ),
        ("Norland recalled its ambassador and its foreign minister broke off diplomatic relations.", "20000638"),
        ("The central bank raised interest rates after inflation reached six percent.", "04000000"),
        ("In football, Brekka beat Orrin 2–1 in the final of the island cup.", "15000000"),
        ("Astronomers using the telescope found a planet that orbits two stars.", "13000000"),
        ("The novelist won the prize at the film and book festival for her new album of songs.", "01000000"),
        ("Health officials reported an outbreak of measles and began vaccinations in hospitals.", "07000000"),
    ],
)
def test_one_sentence_of_news_gets_the_topic_an_editor_would_give(text: str, code: str) -> None:
    assert topics(text).items[0].id == f"medtop:{code}"


def test_there_are_at_most_three_topics_surest_first_and_no_more_than_certainty_among_them() -> None:
    items = topics("The minister of health said the court case would cost the hospital millions before the vote.").items
    assert 0 < len(items) <= AT_MOST
    assert [each.confidence for each in items] == sorted((each.confidence for each in items), reverse=True)
    assert sum(each.confidence for each in items) <= 1.001


def test_a_topic_without_a_cue_word_rests_on_its_likeliest_passage() -> None:
    text = "Norland recalled its ambassador."
    for item in topics(text, "Goalkeeper saves penalty in cup final").items:
        assert item.evidence
        assert all(0 <= span.start < span.end <= len(text) for span in item.evidence)


def test_passages_are_whole_sentences_of_forty_words_or_more() -> None:
    sentence = "one two three four five six seven eight nine ten"
    text = " ".join([sentence] * 9)
    length = len(sentence)
    spans = tuple(Span(start=each * (length + 1), end=each * (length + 1) + length) for each in range(9))
    passages = passages_of(text, spans)
    words = [len(text[each.start : each.end].split()) for each in passages]
    assert words == [PASSAGE, PASSAGE, 10]


def test_musing_without_a_word_of_science_is_no_science() -> None:
    musing = (
        "What strikes one most about the way we tell such things to ourselves is how little of it was ever ours. "
        "It comes from somewhere, it settles, and in the end it seems to have been there before anybody thought of it. "
        "Perhaps that is what was meant by those who said that nothing begins, and that to begin is only to notice. "
    ) * 4
    assert "medtop:13000000" not in {each.id for each in topics(musing.strip(), cut=True).items}


@pytest.mark.parametrize(
    "text",
    [
        "Dockers at Orrin went on strike over pay, and the union said the strikers would fire back at the owners. ",
        "The minister said her party would weather the storm of criticism after the collapse of the coalition. ",
    ],
)
def test_a_strike_or_a_storm_of_criticism_is_no_disaster(text: str) -> None:
    assert "medtop:03000000" not in {each.id for each in topics((text * 6).strip(), cut=True).items}


def test_a_blaze_is_a_disaster() -> None:
    text = "Firefighters fought the wildfire above Orrin as rescuers evacuated the villages. " * 6
    assert topics(text.strip(), cut=True).items[0].id == "medtop:03000000"


def test_an_empty_report_has_no_topic() -> None:
    assert topics("").items == ()
