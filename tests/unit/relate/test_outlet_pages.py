"""What an outlet's page stands on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from newsar_build.config import Config
from newsar_build.model.brief import Brief, Outlet
from newsar_build.model.findings import AnalysedBrief
from newsar_build.model.relations import OneVoice, OutletNeighbours
from newsar_build.read.plain import plain_article
from newsar_build.relate.config import RelateConfig
from newsar_build.relate.corpus import relate
from newsar_build.relate.curated import Curated
from newsar_build.steps.analysing import analyse_one, setup_of

CABLE = (
    "The Pell Sound cable failed and turbines in Skerrin Bay met demand. Maren Tolvik, director of the Velmark Grid "
    "Office, said the repair would cost 4 million crowns and take until March."
)
AGAIN = (
    "Turbines in Skerrin Bay met demand after the Pell Sound cable failed on Tuesday. The repair of the cable will cost "
    "millions of crowns, Maren Tolvik of the Velmark Grid Office said."
)
TRAMS = (
    "Tram drivers in Orrin stopped work on Sunday over wages. Hanna Orre, of the Transport Workers Union, said 61 per "
    "cent had voted for the strike."
)
HOUSE = "Quay Street Press"
HERALD = Outlet(key="herald", name="The Herald", owner=HOUSE)


def told(number: int, text: str, outlet: Outlet) -> AnalysedBrief:
    article = plain_article(
        text, name=str(number), headline=text.partition(".")[0], outlet=outlet.key,
        filed=datetime(2026, 2, 1, tzinfo=UTC) + timedelta(hours=number), filed_has_time=True, language="en",
    )  # fmt: skip
    brief = Brief(id=f"NSR-2026-0201-0000{number}", article=article, outlet=outlet)
    return AnalysedBrief(brief=brief, analysis=analyse_one(setup_of(Config(), Path("config.yaml")), brief))


@cache
def outlets() -> dict[str, OutletNeighbours]:
    corpus = (
        told(0, CABLE, HERALD),
        told(1, CABLE, Outlet(key="echo", name="The Echo")),
        told(2, AGAIN, Outlet(key="post", name="The Post", owner=HOUSE)),
        told(3, TRAMS, HERALD),
        told(4, TRAMS.replace("61", "58"), Outlet(key="solo", name="Solo")),
    )
    return {each.outlet: each for each in relate(corpus, Curated(), RelateConfig()).outlets}


def test_a_copied_text_and_a_shared_owner_are_told_apart() -> None:
    assert [(each.other, each.reason) for each in outlets()["echo"].reprints] == [
        ("NSR-2026-0201-00000", OneVoice.TEXT)
    ]
    assert {each.reason for each in outlets()["post"].reprints} == {OneVoice.OWNER}
    assert len(outlets()["herald"].reprints) == 2


def test_an_outlet_counts_its_own_days_voices_and_first_reports() -> None:
    herald = outlets()["herald"]
    assert sum(day.briefs for day in herald.timeline) == 2
    assert (len(herald.stories), herald.first) == (2, 2)
    assert outlets()["post"].first == 0
    assert [voice.entity for voice in outlets()["solo"].quoted] == ["person/hanna-orre"]


def test_every_frame_of_an_outlet_shows_sentences_and_shares_among_those_read() -> None:
    framed = [frame for each in outlets().values() for frame in each.frames]
    assert framed
    assert all(frame.examples and 0 < frame.share <= 1 and 0 <= frame.elsewhere <= 1 for frame in framed)
    assert all(passage.sentence >= 1 and passage.text for frame in framed for passage in frame.examples)
