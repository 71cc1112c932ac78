"""Stories: one event told in many ways is one, two that look alike are two."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from newsar_build.relate.compared import StoryItem
from newsar_build.relate.config import RelateConfig
from newsar_build.relate.stories import group_stories

MAY = (
    ("Velmark adds 12,400 jobs in May", "Employers in Velmark added 12,400 jobs in May, the Labour Office said on Friday. "
     "The unemployment rate fell to 4.1 per cent. Shipyards and hospitals hired most."),
    ("Unemployment falls to 4.1 per cent", "Unemployment in Velmark fell to 4.1 per cent in May as employers added 12,400 "
     "jobs, more than banks had expected, the Labour Office said. Hospitals and shipyards led."),
    ("Shipyards lead strong hiring in May", "Shipyards and hospitals led hiring in Velmark in May. The Labour Office "
     "counted 12,400 new jobs and an unemployment rate of 4.1 per cent."),
)  # fmt: skip
OCTOBER = (
    ("Velmark loses 3,700 jobs in October", "Employers in Velmark cut 3,700 jobs in October, the Labour Office said on "
     "Friday. The unemployment rate rose to 5.2 per cent. Canneries dismissed most."),
    ("Unemployment rises to 5.2 per cent", "Unemployment in Velmark rose to 5.2 per cent in October as canneries "
     "dismissed workers, the Labour Office said. In all 3,700 jobs were lost."),
    ("Canneries cut jobs in October", "Canneries dismissed workers in Velmark in October. The Labour Office counted 3,700 "
     "jobs lost and an unemployment rate of 5.2 per cent."),
)  # fmt: skip


def items(*events: tuple[tuple[str, str], ...]) -> tuple[StoryItem, ...]:
    return tuple(
        StoryItem(id=f"{event}{number}", headline=headline, text=text, filed=datetime(2026, month, 5, tzinfo=UTC))
        for event, month, reports in zip("ab", (6, 11), events, strict=False)
        for number, (headline, text) in enumerate(reports)
    )


def test_two_events_that_look_alike_in_half_their_words_are_two_stories() -> None:
    assert group_stories(items(MAY, OCTOBER), RelateConfig()) == (("a0", "a1", "a2"), ("b0", "b1", "b2"))


def test_a_straggler_joins_the_story_that_is_clearly_its_nearest() -> None:
    told = items((*MAY, ("Who is hiring in Velmark", "The Labour Office counted 12,400 new jobs in May.")), OCTOBER)
    assert ("a0", "a1", "a2", "a3") in group_stories(told, RelateConfig())


def test_a_report_alone_is_a_story_of_its_own() -> None:
    assert group_stories(items(MAY[:1]), RelateConfig()) == (("a0",),)
    assert group_stories((), RelateConfig()) == ()


LEAK = (
    ("Ammonia leak at Sorvik cannery hurts six", "Six workers were hurt on Monday when ammonia leaked at the cannery of "
     "Ostrel Fish in Sorvik. Firefighters closed the harbour road. A valve had burst, Ostrel Fish said."),
    ("Six in hospital after ammonia escapes at cannery", "Ammonia escaped from a burst valve at the Sorvik cannery on "
     "Monday and put six workers in hospital. The owner, Ostrel Fish, stopped work. The harbour road was closed."),
    ("Cannery was told of worn valves before the leak", "Inspectors told the Sorvik cannery of Ostrel Fish about worn "
     "valves weeks before ammonia leaked there on Monday and hurt six workers, letters show."),
)  # fmt: skip
PASSING = ("Hauliers strike over dearer tolls", "Lorry drivers blocked the coast road on Monday in protest against "
           "tolls that rise by a third in April. The hauliers’ guild counted ninety lorries and a queue of four miles, "
           "the longest since the bridge was repaired. The governor refused to speak with them this spring; her "
           "deputy offered a discount for night journeys, which the guild called an insult. Nobody at the barrier "
           "meant to leave. Ostrel Fish, which owns the cannery in Sorvik, sent six workers home and closed the "
           "harbour road to lorries.")  # fmt: skip


def test_a_report_that_names_another_storys_people_and_places_in_passing_stays_out_of_it() -> None:
    assert group_stories(items((*LEAK, PASSING)), RelateConfig()) == (("a0", "a1", "a2"), ("a3",))


BRACKWELL = (
    (
        ("Brackwell library to close on Saturdays", "The library in Brackwell will close on Saturdays from June, the "
         "council said on Monday. It wants to save 40,000 a year. Readers can hand in books at the kiosk in Tanner "
         "Street."),
        ("Council cuts Saturday hours at Brackwell library", "Brackwell’s council has cut the library’s Saturday hours "
         "to save 40,000 a year. Councillor Edda Fenn said few readers came at weekends. The change begins in June."),
    ),
    (
        ("Lorry overturns on Brackwell ring road", "A lorry loaded with gravel overturned on the Brackwell ring road on "
         "Monday morning. The driver, 52, broke an arm. The road was closed for three hours."),
        ("Gravel lorry blocks ring road for hours", "Gravel covered the ring road of Brackwell on Monday after a lorry "
         "tipped over at the Tanner Street exit. Its driver was taken to hospital with a broken arm."),
    ),
    (
        ("Mayor Gram of Brackwell will not stand again", "Brackwell’s mayor, Lotte Gram, said on Monday that she will "
         "not stand again next year. She has led the town for eleven years. Her party chooses a candidate in May."),
        ("Lotte Gram to leave Brackwell town hall", "After eleven years Lotte Gram leaves the town hall. The mayor told "
         "her party on Monday that someone younger should stand in next year’s election in Brackwell."),
    ),
)  # fmt: skip


def test_events_of_one_town_whose_name_is_in_every_report_stay_apart_and_keep_their_reports() -> None:
    paper = tuple(
        StoryItem(id=f"{event}{number}", headline=headline, text=text, filed=datetime(2026, 5, 4, tzinfo=UTC))
        for event, reports in zip("abc", BRACKWELL, strict=True)
        for number, (headline, text) in enumerate(reports)
    )
    stories = (("a0", "a1"), ("b0", "b1"), ("c0", "c1"))
    assert group_stories(paper, RelateConfig()) == stories
    assert group_stories(paper[::-1], RelateConfig()) == stories
    assert group_stories(paper[:4], RelateConfig()) == stories[:2]


WALKOUT = (
    ("Quarry workers walk out over silica dust", "Two hundred workers of the Halvern quarry walked out on Monday over "
     "silica dust. Their union says that masks are worn out and that nine drillers have fallen ill. The quarry’s owner, "
     "Dornfeld Stone, called the strike unlawful."),
    ("Nine drillers ill: strike shuts Halvern quarry", "A strike shut the Halvern quarry on Monday after nine drillers "
     "fell ill from silica dust. The union wants new masks and water sprays. Dornfeld Stone said that it would go to "
     "court."),
    ("Dornfeld Stone calls quarry strike unlawful", "Dornfeld Stone said on Monday that the walkout of two hundred "
     "workers at its Halvern quarry was unlawful. Drillers there demand masks and sprays against silica dust."),
)  # fmt: skip
SETTLED = (
    ("Quarry strike ends with a promise of water sprays", "Drillers of the Halvern quarry went back to work on Thursday. "
     "Dornfeld Stone promised water sprays at each drill by autumn and a doctor’s visit every month. The union had asked "
     "for pay for the lost days as well and did not get it."),
    ("Drillers vote to go back after deal on sprays", "By 141 votes to 38 drillers in Halvern accepted a deal on "
     "Thursday. Sprays come by autumn, a doctor will visit every month, and lost days stay unpaid. Dornfeld Stone "
     "dropped its suit."),
    ("What the deal at the quarry gives the drillers", "A doctor every month, sprays at each drill by autumn: this is "
     "what the drillers’ vote on Thursday brings. Lost days are not paid, and Dornfeld Stone drops its suit against the "
     "union in Halvern."),
)  # fmt: skip
STRIKE, DEAL = ("a0", "a1", "a2"), ("b0", "b1", "b2")


def strike(days: int) -> tuple[StoryItem, ...]:
    """The walkout, and the deal that ended it, told so many days later."""
    end = datetime(2026, 6, 5, tzinfo=UTC) + timedelta(days=days)
    return items(WALKOUT) + tuple(
        StoryItem(id=f"b{number}", headline=headline, text=text, filed=end)
        for number, (headline, text) in enumerate(SETTLED)
    )


def test_an_event_that_goes_on_within_a_few_days_is_one_story() -> None:
    beside = tuple(
        StoryItem(id=f"c{number}", headline=headline, text=text, filed=strike(days=3)[-1].filed)
        for number, (headline, text) in enumerate((*MAY, PASSING, *BRACKWELL[0][:2]))
    )
    assert STRIKE + DEAL in group_stories((*strike(days=3), *beside), RelateConfig())


def test_what_comes_of_an_event_weeks_later_is_a_story_of_its_own() -> None:
    assert group_stories(strike(days=20), RelateConfig()) == (STRIKE, DEAL)


def test_two_stories_whose_days_nobody_knows_are_not_taken_for_one_event_that_goes_on() -> None:
    undated = tuple(replace(item, filed=None) for item in strike(days=3))
    assert group_stories(undated, RelateConfig()) == (STRIKE, DEAL)


def test_a_story_that_goes_on_is_the_same_in_any_order_and_beside_other_events() -> None:
    told = strike(days=3)
    beside = tuple(replace(item, id=f"c{item.id}", filed=told[-1].filed) for item in items(MAY))
    for mixed in (told + beside, beside[::-1] + told[::-1], told[::2] + beside + told[1::2]):
        assert group_stories(mixed, RelateConfig()) == (STRIKE + DEAL, ("ca0", "ca1", "ca2"))
