"""Relations: the same whatever the order, near where reports are near."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from newsar_build.config import Config
from newsar_build.memo.fingerprint import encode
from newsar_build.model.brief import Brief, Kind, Outlet
from newsar_build.model.findings import AnalysedBrief
from newsar_build.model.names import slug
from newsar_build.model.relations import Relations
from newsar_build.read.plain import plain_article
from newsar_build.relate.compared import StoryItem
from newsar_build.relate.config import RelateConfig
from newsar_build.relate.corpus import relate
from newsar_build.relate.curated import Curated, CuratedEntity
from newsar_build.relate.stories import group_stories
from newsar_build.relate.story_ids import renamed
from newsar_build.steps.analysing import analyse_one, setup_of

TEXTS = (
    "Maren Tolvik, director of the Velmark Grid Office, said the Pell Sound cable had failed. Tolvik said turbines in Skerrin Bay met demand.",
    "The Pell Sound cable failed and turbines in Skerrin Bay met demand, Maren Tolvik of the Velmark Grid Office said on Tuesday.",
    "Jon Tolvik, the goalkeeper, has signed for Nordhaven United. Jon Tolvik kept 58 clean sheets in the league.",
    "Tram drivers in Orrin stopped work on Sunday. Hanna Orre, of the Transport Workers Union, said 61 per cent had voted.",
    "Snow fell on Fennmoor overnight. Forecasters expect frost, sleet and gales on Thursday, with 20 centimetres of snow.",
)


@cache
def briefs() -> tuple[AnalysedBrief, ...]:
    setup = setup_of(Config(), Path("config.yaml"))
    made = []
    for number, text in enumerate(TEXTS):
        filed = datetime(2026, 2, 1, tzinfo=UTC) + timedelta(hours=number)
        article = plain_article(
            text,
            name=str(number),
            headline=text.split(",")[0][:60],
            outlet="o",
            filed=filed,
            filed_has_time=True,
            language="en",
        )
        brief = Brief(id=f"NSR-2026-0201-0000{number}", article=article, outlet=Outlet(key=f"o{number}", name="O"))
        made.append(AnalysedBrief(brief=brief, analysis=analyse_one(setup, brief)))
    return tuple(made)


def related(*numbers: int, curated: Curated | None = None) -> Relations:
    return relate(tuple(briefs()[number] for number in numbers), curated or Curated(), RelateConfig())


def test_the_order_of_the_briefs_makes_no_difference() -> None:
    assert related(0, 1, 2, 3) == related(3, 1, 0, 2)


def test_two_people_who_share_a_surname_stay_apart() -> None:
    ids = {each.entity.id for each in related(0, 1, 2).entities}
    assert {"person/maren-tolvik", "person/jon-tolvik"} <= ids


def test_reports_of_one_event_are_a_story_and_others_are_not() -> None:
    (story,) = related(0, 1, 2, 3).stories
    assert story.briefs == ("NSR-2026-0201-00000", "NSR-2026-0201-00001")


def test_a_story_keeps_its_id_when_a_later_report_joins() -> None:
    two = StoryItem(id="b", headline="Cable fails", text=TEXTS[1], filed=datetime(2026, 2, 2, tzinfo=UTC))
    one = StoryItem(id="a", headline="Cable failed", text=TEXTS[0], filed=datetime(2026, 2, 1, tzinfo=UTC))
    assert group_stories((two, one), RelateConfig()) == (("a", "b"),)


def test_an_unrelated_brief_leaves_the_neighbours_of_others_as_they_were() -> None:
    before = {each.brief: each for each in related(0, 1).briefs}
    after = {each.brief: each for each in related(0, 1, 4).briefs}
    assert all(after[brief] == neighbours for brief, neighbours in before.items())


def test_the_desks_own_list_names_and_identifies_an_entity() -> None:
    from newsar_build.model.findings import EntityType

    entry = CuratedEntity(
        name="Maren A. Tolvik",
        type=EntityType.PERSON,
        aliases=("Maren Tolvik",),
        same_as=("https://www.wikidata.org/wiki/Q1",),
    )
    found = {each.entity.id: each.entity for each in related(0, 1, curated=Curated(entities=(entry,))).entities}
    assert found["person/maren-a-tolvik"].same_as == ("https://www.wikidata.org/wiki/Q1",)


def test_slugs_are_safe_whatever_the_name() -> None:
    for name in ("../..", "", "北京", "Ærø & Søn’s", "a" * 500, "<script>", "CON", "."):
        made = slug(name)
        assert made
        assert len(made) <= 60
        assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_a_story_keeps_its_reports_when_an_unlike_report_joins_and_tells_its_independent_voices() -> None:
    (story,) = related(0, 1, 2, 3).stories
    assert story.id == "NSR-S-2026-0201-00000"
    assert story.independent == (("NSR-2026-0201-00000",), ("NSR-2026-0201-00001",))
    assert related(0, 1).stories[0].briefs == story.briefs


def test_no_part_of_the_relations_is_left_under_an_id_that_a_story_lost() -> None:
    (story,) = related(0, 1, 2, 3).stories
    told = renamed(related(0, 1, 2, 3), {story.id: "NSR-S-2025-1224-00001"})
    assert story.id.encode() not in encode(told)
    assert told.stories[0].briefs == story.briefs


def test_undated_reports_of_one_event_meet_and_those_of_another_do_not() -> None:
    items = tuple(StoryItem(id=str(n), headline=text[:50], text=text, filed=None) for n, text in enumerate(TEXTS))
    assert group_stories(items, RelateConfig()) == (("0", "1"), ("2",), ("3",), ("4",))
    assert group_stories(items[::-1], RelateConfig()) == group_stories(items, RelateConfig())


def test_a_story_is_headed_by_a_report_where_an_interview_came_first() -> None:
    first, second = briefs()[:2]
    talk = replace(first.brief, article=replace(first.brief.article, kind=Kind.INTERVIEW))
    (story,) = relate((replace(first, brief=talk), second), Curated(), RelateConfig()).stories
    assert story.headline == second.brief.article.headline
