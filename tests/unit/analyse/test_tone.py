"""Tone and valence."""

from __future__ import annotations

from unit.analyse.reports import analysed

from newsar_build.analyse.tone import valence_words


def valence(text: str) -> float:
    return analysed(text).tone.valence


def test_praise_is_pleasant_and_blame_unpleasant() -> None:
    praise = valence("The singers were brilliant and the children loved every minute.")
    blame = valence("The landlord cheated and threatened the frightened tenants.")
    assert praise > 0.2 > -0.2 > blame


def test_a_negation_turns_a_word() -> None:
    assert valence("The meal was good.") > valence("The meal was not good.")


def test_a_word_of_degree_makes_it_more() -> None:
    ((_, plain),) = valence_words("The meal was bad.")
    ((_, more),) = valence_words("The meal was extremely bad.")
    ((_, less),) = valence_words("The meal was slightly bad.")
    assert more < plain < less < 0


def test_what_follows_but_counts_more() -> None:
    assert valence("The room was horrible but the meal was great.") > valence(
        "The meal was great but the room was horrible."
    )


def test_the_words_behind_a_valence_are_shown_and_weigh_nothing_in_the_tone() -> None:
    text = "The brilliant singers met a cruel landlord."
    pleasant, unpleasant = (each for each in analysed(text).tone.signals if "valence" in each.name)
    assert [text[span.start : span.end] for span in pleasant.evidence] == ["brilliant"]
    assert [text[span.start : span.end] for span in unpleasant.evidence] == ["cruel"]
    assert pleasant.points == unpleasant.points == 0
