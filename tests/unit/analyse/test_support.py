"""A written sentence stands only where the report says all that it tells."""

from __future__ import annotations

import pytest

from newsar_build.analyse.support import find_support
from newsar_build.analyse.writing import sentences_in, written
from newsar_build.model.findings import Span, Summary, SummarySentence

SENTENCES = (
    "The tidal turbines in Skerrin Bay supplied 31 per cent of the region’s electricity in January, the Grid Office said.",
    "No household was cut off, although three factories agreed to stop work at night.",
    "The array has 96 turbines and cost 2.1 billion crowns, according to its owner, Torvane Marine.",
    "The ministry did not immediately respond to questions, and the old plant may close in May.",
    "Maren Tolvik, the director of the office, praised Jon Bremer.",
)
TEXT = " ".join(SENTENCES)


def spans() -> tuple[Span, ...]:
    starts = [TEXT.index(sentence) for sentence in SENTENCES]
    return tuple(
        Span(start=start, end=start + len(sentence)) for start, sentence in zip(starts, SENTENCES, strict=True)
    )


def support(said: str) -> list[int] | None:
    found = find_support(TEXT, spans(), said)
    return None if found is None else [spans().index(span) + 1 for span in found]


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("Turbines in Skerrin Bay supplied 31 per cent of electricity in January.", [1]),
        ("The 96 turbines supplied 31 per cent of the region’s electricity.", [1, 3]),
        ("Three factories agreed to stop working at night.", [2]),
        ("The old plant may close in May.", [4]),
        *((sentence, [number]) for number, sentence in enumerate(SENTENCES, start=1)),
    ],
)
def test_the_fewest_sentences_that_hold_everything_are_the_evidence(said: str, numbers: list[int]) -> None:
    assert support(said) == numbers


@pytest.mark.parametrize(
    "said",
    [
        "Turbines supplied 32 per cent of electricity in January.",
        "Turbines supplied 31 per cent of households in Skerrin Bay.",
        "The array cost 2.1 million crowns.",
        "The array cost $2.1 billion.",
        "Jon Tolvik praised the director of the office.",
        "Edda Quillon said the turbines supplied electricity.",
        "Households were cut off at night.",
        "The ministry responded to questions.",
        "The old plant closes in May.",
        "The turbines exploded in January.",
        "In the Skerrin Bay of Torvane Marine, Jon Bremer agreed to close the plant.",
        "It was.",
        "",
    ],
)
def test_an_invented_number_name_word_or_certainty_has_no_support(said: str) -> None:
    assert support(said) is None


def summary(*numbers: int) -> Summary:
    sentences = tuple(
        SummarySentence(text=SENTENCES[number - 1], confidence=0.5, evidence=(spans()[number - 1],))
        for number in numbers
    )
    return Summary(engine="extractive", confidence=0.5, sentences=sentences, dek="")


def test_an_extractive_sentence_that_says_something_else_stands_where_a_written_one_was_dropped() -> None:
    answer = ("The array cost 9 crowns.", "Turbines in Skerrin Bay supplied 31 per cent of electricity in January.")
    made = written(summary(1, 3), answer, TEXT, spans(), "tiny")
    assert [each.text for each in made.sentences] == [SENTENCES[2], answer[1]]
    assert [each.engine for each in made.sentences] == ["extractive", "openai"]
    assert (made.engine, made.model) == ("openai", "tiny")


def test_where_no_written_sentence_can_stand_the_summary_is_as_it_was() -> None:
    extractive = summary(1, 2)
    assert written(extractive, ("It rained in Velmark.", "They were 9."), TEXT, spans(), "tiny") == extractive


@pytest.mark.parametrize("answer", ["", "no", "[]", "{}", '{"sentences": []}', '{"sentences": [1]}', "[" * 100_000])
def test_an_answer_of_another_form_is_refused(answer: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        sentences_in(answer)


def test_an_answer_may_come_in_a_fence() -> None:
    assert sentences_in('```json\n{"sentences": ["One\\n two."]}\n```') == ("One two.",)
