"""Claims: what is worth checking, of what type, in words that stand alone."""

from __future__ import annotations

import pytest
from unit.analyse.reports import analysed

from newsar_build.analyse.evidence import orphans
from newsar_build.model.findings import Claim

REPORT = (
    "The council of Orrin raised the ferry fares by 12 per cent in January. I want to thank everyone for coming tonight. "
    "Maren Tolvik opened the hearing. She voted against the budget in 2019. What do you make of that? "
    "The council of Orrin raised the ferry fares by 12 per cent in January, the clerk said."
)


def claims(text: str) -> tuple[Claim, ...]:
    return analysed(text).claims.items


def test_a_figure_and_a_vote_are_worth_checking_and_thanks_and_questions_are_not() -> None:
    worth = {claim.text.split()[-1].strip(".?"): claim.check_worthiness for claim in claims(REPORT)}
    assert min(worth["January"], worth["2019"]) > 0.5 > max(worth["tonight"], worth["that"])


def test_the_most_check_worthy_claim_comes_first() -> None:
    worths = [claim.check_worthiness for claim in claims(REPORT)]
    assert worths == sorted(worths, reverse=True)


def test_probabilities_are_never_certain() -> None:
    for claim in claims(REPORT):
        assert 0 < claim.check_worthiness < 1
        assert 0 < claim.confidence < 1


def test_an_opening_pronoun_gives_way_to_the_one_person_named_before() -> None:
    (voted,) = [claim for claim in claims(REPORT) if "voted" in claim.text]
    assert voted.text == "Maren Tolvik voted against the budget in 2019."
    assert [REPORT[span.start : span.end] for span in voted.evidence] == [
        "She voted against the budget in 2019.",
        "Maren Tolvik",
    ]
    assert orphans(REPORT, analysed(REPORT)) == ()


def test_a_pronoun_stays_where_two_people_might_be_meant() -> None:
    text = "Maren Tolvik met Anna Kerr. She voted against the budget in 2019."
    assert any(claim.text.startswith("She voted") for claim in claims(text))


def test_what_was_said_before_is_not_said_again() -> None:
    assert sum("ferry fares" in claim.text for claim in claims(REPORT)) == 1


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("The yard employs 4,300 people.", "statistic"),
        ("A third of the pupils, 31 per cent, walk to school.", "statistic"),
        ("The bridge was closed on 3 March 2019.", "factual"),
        ("The mayor, aged 51, resigned.", "factual"),
        ("The bridge will be closed for nine weeks.", "prediction"),
        ("The yard plans to hire 400 welders.", "prediction"),
        ("Closing the bridge was a mistake.", "opinion"),
        ("“We need a new bridge,” she said.", "opinion"),
    ],
)
def test_a_claim_is_typed_by_what_it_asserts(words: str, kind: str) -> None:
    (claim,) = claims(words)
    assert claim.type == kind


def test_what_is_to_come_beside_the_statement_makes_it_no_prediction() -> None:
    (claim,) = claims("The yard launched the ferry Orrin, which will carry mail to the islands.")
    assert claim.type == "factual"


def alone(text: str) -> dict[str, bool]:
    return {claim.text: claim.self_contained for claim in claims(text)}


def test_a_statement_with_its_own_subject_can_be_read_by_itself() -> None:
    assert all(alone("The harbour board of Orrin raised the ferry fares by 12 per cent in January.").values())


@pytest.mark.parametrize(
    "words",
    [
        "It raised the fares by 12 per cent in January.",
        "Their biggest creditor lent them 40 million crowns in March.",
        "These fares rose by 12 per cent in January.",
        "The group laid off 27 of its 30 employees in March.",
        "More money for ferries, including 40 million crowns for new piers.",
        "Did the harbour board raise the fares by 12 per cent in January?",
        "Because 40 ferries were late in January.",
    ],
)
def test_what_needs_another_sentence_cannot(words: str) -> None:
    assert not any(alone(words).values())


def test_a_caption_a_link_and_a_note_on_the_author_are_no_claims_of_the_page() -> None:
    text = (
        "The council of Orrin raised the ferry fares by 12 per cent in January.\n\n"
        "Ferries wait in the harbour of Orrin (left) after 40 crossings were cancelled in January.\n\n"
        "Harbour:Ferry fares rose by 12 per cent in January.\n\n"
        "The fares had been frozen for six years, the board of the ferries said.\n\n"
        "Ida Fenwright is a fellow of the Coast Institute and has written four books about ferries."
    )
    shown = [words for words, whole in alone(text).items() if whole]
    assert not any(part in words for words in shown for part in ("(left)", "Harbour:", "Fenwright"))
    assert any("12 per cent" in words for words in shown)


@pytest.mark.parametrize(
    "words",
    [
        "Updated figures of the harbour office show that 40 ferries were late in January.",
        "Higher fares contributed to a fall of 12 per cent in crossings in January.",
        "More than 40 ferries of the harbour office were late in January.",
    ],
)
def test_what_only_sounds_like_a_line_of_the_page_is_shown(words: str) -> None:
    assert all(alone(words).values())


def test_every_sentence_of_a_quotation_belongs_to_its_speaker() -> None:
    text = (
        "“The board lost 40 million crowns in March. The ferries carried 3,000 people in April,” said Maren Tolvik, "
        "the director of the ferries."
    )
    (carried,) = [claim for claim in claims(text) if "3,000" in claim.text]
    assert carried.attributed_to == "Maren Tolvik"
    assert carried.text == "The ferries carried 3,000 people in April"


def test_a_whole_sentence_belongs_to_whom_its_main_verb_lets_speak() -> None:
    text = "Maren Tolvik said at a long meeting of the board in Orrin on Monday that fares rose by 12 per cent."
    assert {claim.attributed_to for claim in claims(text)} == {"Maren Tolvik"}


def test_what_somebody_decides_to_do_is_told_by_the_reporter() -> None:
    text = "Maren Tolvik decided to close 40 of the 60 piers in Orrin in January."
    assert {claim.attributed_to for claim in claims(text)} == {None}


def test_she_is_not_a_man_named_before() -> None:
    text = "Peter Holm left the board in 2018. She voted against the budget in 2019."
    assert not any("Peter Holm voted" in claim.text for claim in claims(text))
