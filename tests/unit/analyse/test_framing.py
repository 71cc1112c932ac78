"""Frames of short invented reports."""

from __future__ import annotations

import numpy as np

from newsar_build.analyse import linear
from newsar_build.analyse.analyser import Report
from newsar_build.analyse.framing import FramingConfig, find_frames, sentence_scores
from newsar_build.model.findings import Frame, Framing, Sentences, Span


def framed(*lines: str, config: FramingConfig | None = None) -> Framing:
    text = " ".join(lines)
    spans, start = [], 0
    for line in lines:
        spans.append(Span(start=start, end=start + len(line)))
        start += len(line) + 1
    report = Report(text=text, blocks=(), language="en")
    return find_frames(report, Sentences(spans=tuple(spans)), config=config or FramingConfig())


CLINIC = "Doctors warned that the infection could kill patients who had not been vaccinated."
TOLLS = "Higher tolls would cost hauliers millions and push up prices in the shops."
COURT = "The appeals court ruled that the ban violated the constitution."


def test_one_sentence_gets_its_plain_frame_first() -> None:
    assert framed(CLINIC).frames[0].frame is Frame.HEALTH
    assert framed(TOLLS).frames[0].frame is Frame.ECONOMIC
    assert framed(COURT).frames[0].frame is Frame.LEGALITY


def test_scores_are_graded_so_that_a_clear_sentence_outranks_a_vague_one() -> None:
    clear = framed(CLINIC).frames[0].score
    vague = framed("She felt a little tired after the walk.", config=FramingConfig(threshold=0.0))
    assert 1 > clear > next(each.score for each in vague.frames if each.frame is Frame.HEALTH) > 0


def test_a_frame_is_shown_with_its_cues_and_the_sentences_that_show_it() -> None:
    found = framed(CLINIC, TOLLS)
    health = next(each for each in found.frames if each.frame is Frame.HEALTH)
    assert health.evidence == (Span(start=0, end=len(CLINIC)),)
    assert "patients" in health.cues
    assert "prices" not in health.cues


def test_crime_is_told_from_law_by_its_own_words() -> None:
    text = "The burglar was arrested after the robbery and jailed for theft."
    assert Frame.CRIME in {each.frame for each in framed(text).frames}
    assert Frame.CRIME not in {each.frame for each in framed(COURT).frames}


def test_a_long_report_shows_few_frames() -> None:
    assert len(framed(CLINIC, TOLLS, COURT, "The ferry left at noon.", "Nobody was on deck.").frames) <= 5


def test_other_never_stands_beside_a_stronger_frame() -> None:
    names = [each.frame for each in framed(CLINIC, TOLLS, config=FramingConfig(threshold=0.0)).frames]
    assert Frame.OTHER not in names


def test_a_report_of_several_sentences_shows_no_frame_without_a_cue_word() -> None:
    found = framed(CLINIC, "Seven in ten came.", "Eight of 58 stayed.", config=FramingConfig(threshold=0.0))
    assert all(each.cues or each.frame is Frame.OTHER for each in found.frames)


def test_figures_are_no_poll_and_politics_is_no_policy() -> None:
    tallies = "The plant made 40 percent fewer boilers in May than the 12,000 of the year before."
    party = "The senator told Democratic voters at the convention that the party would win the election."
    names = {each.frame for each in framed(tallies, party, tallies, party).frames}
    assert Frame.POLITICAL in names
    assert not names & {Frame.PUBLIC_OPINION, Frame.POLICY}


def test_a_word_of_many_matters_proves_no_frame_alone() -> None:
    praise = "Her mother's support carried her through the long winter."
    assert Frame.PUBLIC_OPINION not in {each.frame for each in framed(praise, praise).frames}


def test_a_figurative_phrase_is_no_cue() -> None:
    found = framed(
        "The culture war between the two bakers is a tug of war over rye.", "Neither will give way on flour."
    )
    assert Frame.SECURITY not in {each.frame for each in found.frames}


def test_in_a_long_report_one_sentence_is_no_frame() -> None:
    rest = [f"Boat number {each} came in late and nobody minded." for each in range(12)]
    config = FramingConfig(threshold=0.01)
    assert Frame.LEGALITY in {each.frame for each in framed(COURT, *rest[:4], config=config).frames}
    assert Frame.LEGALITY not in {each.frame for each in framed(COURT, *rest, config=config).frames}


def test_marks_left_over_are_no_sentences() -> None:
    assert framed(CLINIC, '"', "Yes.", '"').frames[0].score == framed(CLINIC).frames[0].score


def test_an_empty_report_has_no_frames() -> None:
    assert framed().frames == ()


def test_every_score_is_a_chance() -> None:
    scores = sentence_scores(linear.load("framing"), [CLINIC, TOLLS, COURT, "Storm hits coast"])
    assert np.all((scores >= 0) & (scores <= 1))
