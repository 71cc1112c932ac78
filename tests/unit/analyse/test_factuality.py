"""Factuality: signals that a reader can add up by hand."""

from __future__ import annotations

import pytest
from unit.analyse.reports import analysed

from newsar_build.analyse.factuality import WEIGHTS
from newsar_build.model.findings import Basis, Signal

PLAIN = "The council of Orrin met on Monday. Maren Tolvik, the clerk, said 40 members voted for the budget."
LOADED = "Of course the crooked and shameless council rammed its idiotic budget through. What a pathetic farce!"


def subjective(text: str) -> Signal:
    (signal,) = (each for each in analysed(text).factuality.signals if each.name == "subjective_language")
    return signal


def test_the_score_can_be_recomputed_from_what_is_shown() -> None:
    for text in (PLAIN, LOADED, f"{PLAIN} {LOADED}"):
        found = analysed(text, "Council passes budget").factuality
        assert {each.name: each.weight for each in found.signals} == WEIGHTS
        total = found.start + sum(round(each.value * each.weight, 3) for each in found.signals)
        assert found.score == pytest.approx(min(1, max(0, total)), abs=0.0005)


def test_every_signal_that_rests_on_the_text_shows_where() -> None:
    for each in analysed(f"{PLAIN} {LOADED}", "Council passes budget").factuality.signals:
        assert 0 <= each.value <= 1
        assert each.evidence or not each.value or each.basis is Basis.METADATA


def test_one_sentence_is_graded_by_how_much_it_judges() -> None:
    plain = subjective("The council approved the budget on Monday, the clerk said.")
    mild = subjective("The council hastily approved a truly dubious budget.")
    harsh = subjective("The shameless council approved its idiotic and corrupt budget.")
    assert plain.value < mild.value < harsh.value


def test_loaded_words_are_the_evidence() -> None:
    words = [LOADED[span.start : span.end] for span in subjective(LOADED).evidence]
    assert words[:4] == ["Of course", "crooked", "shameless", "rammed"]


def test_a_source_that_judges_is_not_held_against_the_reporter() -> None:
    quoted = "The clerk of Orrin told the council on Monday, “The shameless, idiotic and corrupt budget is a farce.”"
    own = "The clerk of Orrin told the council on Monday that the budget stands. The shameless, idiotic budget is a farce."
    spans = subjective(quoted).evidence
    assert subjective(quoted).value < subjective(own).value
    assert not {quoted[span.start : span.end] for span in spans} & {"shameless", "idiotic", "corrupt", "farce"}
