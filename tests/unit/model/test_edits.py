"""What an edit did: words, claims, figures, and why."""

from __future__ import annotations

from dataclasses import replace

from newsar_build.model.edits import PieceKind, claim_changes, moved_figures, passages, words_of
from newsar_build.model.findings import ClaimType
from newsar_build.model.versions import Cause, CauseKind, KeptClaim, Program, Rerun, State, Version

PROGRAM = Program(pipeline="p 1", metadata="m", makers=())


def claim(text: str, by: str | None = None) -> KeptClaim:
    return KeptClaim(text=text, type=ClaimType.FACTUAL, attributed_to=by, evidence=())


def version(text: str = "", *claims: KeptClaim, rerun: Rerun | None = None, **figures: float) -> Version:
    state = State(figures=tuple(figures.items()), claims=claims, program=PROGRAM)
    return Version(digest="d", headline="H", text=text, state=state, rerun=rerun)


def drawn(before: str, after: str) -> list[str]:
    signs = {PieceKind.SAME: "{}", PieceKind.DELETED: "-[{}]", PieceKind.INSERTED: "+[{}]"}
    return [" ".join(signs[piece.kind].format(piece.text) for piece in passage) for passage in passages(before, after)]


def test_words_that_went_stand_before_those_that_came() -> None:
    assert drawn("It took 31 cars.\n\nAll was calm.", "It took 13 cars.\n\nAll was calm.") == [
        "It took -[31] +[13] cars.",
        "All was calm.",
    ]


def test_a_paragraph_that_came_or_went_is_one_of_its_own() -> None:
    assert drawn("One.\n\nTwo two.\n\nThree.", "One.\n\nThree.\n\nFour.") == [
        "One.",
        "-[Two two.]",
        "Three.",
        "+[Four.]",
    ]


def test_two_paragraphs_that_became_one_show_where_the_first_ended() -> None:
    assert drawn("The boat left early.\n\nIt came back.", "The boat left early. It came back.") == [
        "The boat left early. -[¶] It came back."
    ]


def test_a_stray_word_that_stayed_between_two_rewritten_stretches_does_not_break_them() -> None:
    assert drawn("red green blue the cat dog cow", "one two three the four five six") == [
        "-[red green blue the cat dog cow] +[one two three the four five six]"
    ]


def test_words_are_counted_without_the_signs_of_paragraphs() -> None:
    changed = passages("The boat left early.\n\nIt came back.", "The boat left early. It came back.")
    assert words_of(changed, PieceKind.DELETED) == 0
    assert words_of(passages("a b", "a c d"), PieceKind.INSERTED) == 2


def test_a_claim_whose_number_was_mended_is_reworded_not_dropped_and_added() -> None:
    old, new = claim("The line carried 31 cars on Monday."), claim("The line carried 13 cars on Monday.")
    kept, gone, come = claim("The harbour was closed for a week."), claim("Fares will rise."), claim("Nobody was hurt.")
    changes = claim_changes(version("", kept, old, gone), version("", kept, new, come))
    assert [(each.before, each.after) for each in changes] == [(old, new), (gone, None), (None, come)]
    assert all(each.causes == (Cause(kind=CauseKind.TEXT),) for each in changes)


def test_a_claim_that_the_new_program_no_longer_finds_in_the_former_text_was_not_dropped_by_the_edit() -> None:
    why = (Cause(kind=CauseKind.VERSION, of="claims", before="3", after="4"),)
    rerun = Rerun(figures=(), claims=(claim("Two."),), causes=(("claims", why),))
    before = version("", claim("One."), claim("Two."), rerun=rerun)
    changes = claim_changes(before, version(""))
    assert [(each.before and each.before.text, each.causes[0].kind) for each in changes] == [
        ("One.", CauseKind.VERSION),
        ("Two.", CauseKind.TEXT),
    ]


def test_a_figure_that_both_the_program_and_the_text_moved_tells_both_steps() -> None:
    why = (Cause(kind=CauseKind.LEXICON, of="tone"),)
    rerun = Rerun(figures=(("tone", 0.4), ("words", 10)), claims=(), causes=(("tone", why),))
    tone, words = moved_figures(version(tone=0.3, words=10, rerun=rerun), version(tone=0.5, words=10))
    assert (tone.before, tone.reread, tone.after) == (0.3, 0.4, 0.5)
    assert [each.kind for each in tone.causes] == [CauseKind.LEXICON, CauseKind.TEXT]
    assert (words.causes, words.before) == ((), words.after)


def test_where_the_former_text_could_not_be_read_again_the_causes_are_not_told_apart() -> None:
    why = (Cause(kind=CauseKind.VERSION, of="tone", before="1", after="2"),)
    rerun = Rerun(figures=(("tone", 0.3),), claims=(), causes=(("tone", why),))
    (tone,) = moved_figures(version(tone=0.3, rerun=rerun), version(tone=0.5))
    assert not tone.apart
    assert {each.kind for each in tone.causes} == {CauseKind.VERSION, CauseKind.TEXT}


def test_a_frame_that_came_is_a_figure_that_moved() -> None:
    (frame,) = moved_figures(version(), version(**{"framing/Economic": 0.2}))
    assert (frame.before, frame.after, [each.kind for each in frame.causes]) == (None, 0.2, [CauseKind.TEXT])


def test_of_a_version_that_is_not_kept_nothing_is_claimed() -> None:
    unknown = replace(version(), text=None, state=None)
    assert moved_figures(unknown, version(tone=0.5)) == ()
    assert claim_changes(unknown, version("", claim("One."))) == ()
