"""Relations built step by step are those of a clean build, and cost by the neighbours of what changed."""

from __future__ import annotations

import shutil

import pytest
from whole_site import Site, article

from newsar_build.model.findings import AnalysedBrief
from newsar_build.model.relations import EntityInBrief
from newsar_build.relate import copies, perspective
from newsar_build.relate.corroboration import Corroboration, corroborate
from newsar_build.steps.workshop import STATE_FOLDER

CABLE = (
    "The cable under Pell Sound failed on Monday and 4,100 homes in Skerrin lost power, the Grid Office said. "
    "Maren Tolvik, the office's director, said that repairs would take nine days."
)
CABLE_TOO = (
    "Some 4,100 homes in Skerrin lost power on Monday when the Pell Sound cable failed, the Grid Office said. "
    "Repairs would take nine days, said its director, Maren Tolvik."
)
TRAMS = (
    "Tram drivers in Orrin stopped work on Sunday after 61 per cent of the union voted for it. "
    "Hanna Orre of the Transport Union said that talks with the city had failed."
)
TRAMS_TOO = (
    "No tram ran in Orrin on Sunday: the Transport Union's drivers stopped work, as 61 per cent had voted. "
    "Talks with the city had failed, said Hanna Orre of the union."
)


@pytest.fixture
def told(site: Site) -> Site:
    """A site with one event told by two outlets, and another told by one."""
    for place in (site.home / "content").glob("*.md"):
        place.unlink()
    site.write("content/cable.md", article("Cable under Pell Sound fails", CABLE, "courier"))
    site.write("content/dark.md", article("Skerrin loses power as cable fails", CABLE_TOO, "ledger"))
    site.write("content/trams.md", article("Tram drivers in Orrin stop work", TRAMS, "courier"))
    site.build()
    return site


def clean(site: Site) -> dict[str, bytes]:
    """The files of the same site built from nothing."""
    shutil.rmtree(site.output)
    shutil.rmtree(site.home / STATE_FOLDER)
    site.build()
    return site.files()


def test_an_article_added_then_edited_then_withdrawn_gives_each_time_what_a_clean_build_gives(told: Site) -> None:
    told.write("content/still.md", article("No tram runs in Orrin", TRAMS_TOO, "ledger"))
    told.build()
    added = told.files()
    assert sum(path.startswith("stories/") for path in added) > 1
    assert added == clean(told)
    told.write(
        "content/dark.md", article("Skerrin council meets", "The council of Skerrin met. It voted on its harbour.")
    )
    told.build()
    assert told.files() == clean(told)
    (told.home / "content/still.md").unlink()
    told.build()
    assert told.files() == clean(told)


def test_an_article_that_joins_a_story_leaves_the_matrix_of_another_alone(
    told: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def counted(
        members: tuple[AnalysedBrief, ...],
        named: dict[str, tuple[EntityInBrief, ...]],
        independent: tuple[tuple[str, ...], ...],
    ) -> Corroboration:
        made.append(len(members))
        assert all("Orrin" in member.brief.article.text for member in members)
        return corroborate(members, named, independent)

    monkeypatch.setattr(perspective, "corroborate", counted)
    told.write("content/still.md", article("No tram runs in Orrin", TRAMS_TOO, "ledger"))
    told.build()
    assert made == [2]


def test_an_article_that_joins_has_its_own_text_alone_searched_for_copies(
    told: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []
    sample = copies._sample
    monkeypatch.setattr(copies, "_sample", lambda text: (searched.append(text), sample(text))[1])
    told.write("content/still.md", article("No tram runs in Orrin", TRAMS_TOO, "ledger"))
    told.build()
    assert searched == [TRAMS_TOO]
