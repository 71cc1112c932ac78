"""Dossiers as built: every figure of an outlet, entity or topic leads to what it stands on."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from whole_site import NOW, OUTLETS, REPORT, Site, article

from newsar_build.publish.links import check_links
from newsar_build.render.views import dossiers, indexes, outlets

EVIDENCE = re.compile(r'href="\.\./\.\./briefs/([^/]+)/#s(\d+)"')


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site(tmp_path_factory.mktemp("dossiers"))
    site.write("config.yaml", "site: {name: Test News}\n")
    site.write("content/outlets.yaml", OUTLETS)
    site.write("content/a.md", article("Tides kept the lights on in Skerrin"))
    site.write("content/b.md", article("Tides lit Skerrin, agency reports", outlet="wire", filed="2026-02-25"))
    site.write("content/c.md", article("A third of Skerrin's power", REPORT.replace("31", "34"), outlet="ledger"))
    site.build(now=NOW)
    return site


def section(page: str, name: str) -> str:
    return page.partition(f'<section class="sec" id="{name}"')[2].partition("</section>")[0]


def test_who_has_not_rated_an_outlet_is_named_and_nothing_is_inferred(built: Site) -> None:
    ratings = section(built.page("outlets/courier"), "ratings")
    assert "Panel" in ratings
    assert re.search(r"Survey.*Not rated", ratings, re.DOTALL)
    assert section(built.page("outlets/wire"), "ratings").count("Not rated") == 2


def test_every_frame_of_an_outlet_leads_to_sentences_that_stand_on_their_briefs(built: Site) -> None:
    links = EVIDENCE.findall(section(built.page("outlets/courier"), "frames"))
    assert links
    for brief, sentence in links:
        assert f'id="s{sentence}"' in built.page(f"briefs/{brief}")


def test_a_reprinted_report_leads_to_the_other(built: Site) -> None:
    reprints = section(built.page("outlets/wire"), "reprints")
    assert "one text" in reprints
    assert any(f"briefs/{built.brief_of(name)}/" in reprints for name in ("a.md", "c.md"))


def test_an_entity_is_a_source_where_it_is_quoted_and_a_subject_elsewhere(built: Site) -> None:
    assert "source" in section(built.page("entities/person/maren-tolvik"), "briefs")
    place = section(built.page("entities/location/skerrin-bay"), "briefs")
    assert "subject" in place
    assert "source" not in place


def test_the_api_tells_the_same_as_the_pages(built: Site) -> None:
    def items(name: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(Path(built.output / "api" / name).read_text())["items"]
        return found

    courier = next(each for each in items("outlets.json") if each["key"] == "courier")
    assert courier["briefs"] == 1
    assert courier["frames"]
    maren = next(each for each in items("entities.json") if each["id"] == "person/maren-tolvik")
    page = built.page("entities/person/maren-tolvik")
    assert f"{maren['statements']} statements attributed" in page or f"{maren['statements']} statement" in page
    assert [each["shared"] for each in items("connections.json")][:1] == [3]


def test_a_dossier_that_shows_a_part_of_its_briefs_leads_to_a_list_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossiers, "BRIEFS", 2)
    monkeypatch.setattr(outlets, "BRIEFS", 2)
    monkeypatch.setattr(dossiers, "USES", 2)
    monkeypatch.setattr(indexes, "PAGE", 2)
    site = Site(tmp_path)
    site.write("config.yaml", "site: {name: Test News}\n")
    site.write("content/outlets.yaml", OUTLETS)
    for number in range(1, 4):
        site.write(
            f"content/{number}.md", article(f"Tides kept the lights on, day {number}", filed=f"2026-02-2{number}")
        )
    site.build(now=NOW)
    for dossier in ("outlets/courier", "entities/location/skerrin-bay"):
        assert 'href="briefs/">All 3 briefs</a>' in site.page(dossier)
        listed = site.page(f"{dossier}/briefs") + site.page(f"{dossier}/briefs/page/2")
        assert [f"day {number}" in listed for number in range(1, 4)] == [True] * 3
    assert check_links(site.output) == ()


def test_a_dossier_quotes_a_sentence_once(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write("config.yaml", "site: {name: Test News}\n")
    site.write("content/outlets.yaml", OUTLETS)
    said = (
        "Maren Tolvik spoke in Orrin on Tuesday.\n\n“We rest now,” Maren Tolvik said, “and then we sail north again.”\n"
    )
    site.write("content/a.md", article("Tolvik rests", said))
    site.build(now=NOW)
    quoted = section(site.page("entities/person/maren-tolvik"), "said")
    assert quoted.count("<blockquote>") == 1
    assert "and then we sail north again" in quoted
