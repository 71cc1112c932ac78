"""What a site keeps of an article that was edited after it was published, and of stories that changed."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from whole_site import REPORT, Site, article

from newsar_build import plugins
from newsar_build.analyse import tone
from newsar_build.errors import UsageError
from newsar_build.publish.archive import archive, verify
from newsar_build.publish.links import check_links
from newsar_build.read.ledger import Entry, load_ledger

MENDED = REPORT.replace("31 per cent", "13 per cent").replace(
    "The Skerrin Fishers' Guild said 140 boats were kept in harbour for six days.\n",
    "Torvane Marine denied a catastrophic, terrifying failure of 12 turbines.\n",
)
HEADLINE = "Tides kept the lights on in Skerrin"


def entry(site: Site, path: str = "a.md") -> Entry:
    ledger, problems = load_ledger(site.home / "content/ledger.yaml")
    assert problems == ()
    return next(each for each in ledger.entries if each.path == path)


def edit(site: Site, report: str, headline: str = HEADLINE) -> None:
    site.write("content/a.md", article(headline, report))


def change(site: Site, number: int = 2) -> dict[str, object]:
    return json.loads((site.output / f"briefs/{site.brief_of('a.md')}/versions/{number}/change.json").read_bytes())


def former_stories(site: Site) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((site.output / "api/former-stories.json").read_bytes())["items"]
    return found


def test_an_edit_keeps_the_former_text_claims_and_figures_and_the_pages_show_what_changed(site: Site) -> None:
    site.build()
    brief = site.brief_of("a.md")
    assert json.loads((site.output / f"briefs/{brief}/brief.json").read_bytes())["versions"] is None
    edit(site, MENDED)
    assert site.build().diagnostics == ()
    page = site.page(f"briefs/{brief}/versions/2")
    assert "<del>31</del> <ins>13</ins> per cent" in page
    assert "<del>The Skerrin Fishers&#39; Guild said 140 boats" in page
    record = change(site)
    jsonschema.validate(record, json.loads((site.output / "schema/change.json").read_bytes()))
    assert "31 per cent" in record["text"]
    moved = {each["name"]: each for each in record["figures"]}
    assert moved["tone"]["after"] > moved["tone"]["before"]
    assert [cause["kind"] for cause in moved["tone"]["because"]] == ["text"]
    assert any("140 boats" in (each["before"] or "") and each["after"] is None for each in record["claims"])
    for claim in record["before"]["claims"]:
        assert record["text"][claim["evidence"][0]["start"] : claim["evidence"][0]["end"]]
    present = json.loads((site.output / f"briefs/{brief}/brief.json").read_bytes())
    assert present["versions"] == {"count": 2, "url": f"briefs/{brief}/versions/"}
    jsonschema.validate(present, json.loads((site.output / "schema/brief.json").read_bytes()))
    assert 'href="versions/"' in site.page(f"briefs/{brief}")
    assert f'href="../briefs/{brief}/versions/"' in site.page("corrections")
    assert check_links(site.output) == ()


def test_an_archived_edition_has_the_versions_of_its_briefs(site: Site) -> None:
    site.build()
    edit(site, MENDED)
    site.build()
    brief, packed = site.brief_of("a.md"), site.home / "archive"
    archived = archive(site.output, "2026-02-24", packed)
    page = (archived.bag / f"data/briefs/{brief}/versions/2/index.html").read_text("utf-8")
    assert "<del>31</del> <ins>13</ins> per cent" in page
    assert 'href="../index.html"' in page
    assert verify(archived.bag) == ()


def test_versions_outlive_output_and_store_and_the_bytes_are_those_of_a_clean_build(site: Site) -> None:
    site.build()
    edit(site, MENDED)
    site.build()
    edit(site, MENDED + "\nOne more line was added on Friday.\n", "Tides kept most lights on")
    site.build()
    incremental, ledger = site.files(), (site.home / "content/ledger.yaml").read_bytes()
    shutil.rmtree(site.output)
    shutil.rmtree(site.home / ".newsar")
    site.build()
    assert site.files() == incremental
    assert (site.home / "content/ledger.yaml").read_bytes() == ledger
    assert "<del>31</del> <ins>13</ins>" in site.page(f"briefs/{site.brief_of('a.md')}/versions/2")
    assert site.build(frozen=True).published is not None


def test_a_text_that_is_taken_back_is_a_version_of_its_own(site: Site) -> None:
    site.build()
    for report in (MENDED, REPORT):
        edit(site, report)
        site.build()
    kept = entry(site)
    assert [each.text is not None and "31 per cent" in each.text for each in kept.versions] == [True, False]
    assert kept.digest == kept.versions[0].digest


def test_a_headline_alone_makes_a_version_but_another_byline_does_not(site: Site) -> None:
    site.build()
    site.write("content/a.md", article(HEADLINE, byline="[Ann Lee]"))
    site.build()
    assert entry(site).versions == ()
    edit(site, REPORT, "Tides kept most lights on in Skerrin")
    site.build()
    page = site.page(f"briefs/{site.brief_of('a.md')}/versions/2")
    assert "Tides kept <del>the</del> <ins>most</ins> lights on in Skerrin" in page


def test_the_preview_makes_no_version_however_often_an_article_is_saved(site: Site) -> None:
    site.build()
    ledger = (site.home / "content/ledger.yaml").read_bytes()
    for words in ("One word more.", "One word more, and then some.", "Many words more."):
        edit(site, f"{REPORT}\n{words}\n")
        site.build(preview=True)
        assert "<ins>" in site.page(f"briefs/{site.brief_of('a.md')}/versions/2")
    assert (site.home / "content/ledger.yaml").read_bytes() == ledger
    site.build()
    assert len(entry(site).versions) == 1


def test_an_article_that_was_only_previewed_has_no_former_version(site: Site) -> None:
    for words in ("One.", "Two.", "Three."):
        edit(site, f"{REPORT}\n{words}\n")
        site.build(preview=True)
    known = site.brief_of("a.md")
    site.build()
    assert (site.brief_of("a.md"), entry(site).versions) == (known, ())


def test_a_build_that_fails_or_is_refused_loses_no_version(site: Site) -> None:
    site.build()
    edit(site, MENDED)
    site.write("content/d.md", "no front matter")
    assert site.build(strict=True).published is None
    assert entry(site).versions == ()
    site.write("content/a.md", "---\nheadline: [broken\n")
    site.build()
    assert "13 per cent" in site.page(f"briefs/{site.brief_of('a.md')}")
    edit(site, MENDED + "\nIt was late.\n")
    site.build()
    first, second = (each.text or "" for each in entry(site).versions)
    assert "31 per cent" in first
    assert "13 per cent" in second
    assert "It was late" not in second


def test_without_a_store_the_published_brief_gives_the_former_text(site: Site) -> None:
    site.build()
    shutil.rmtree(site.home / ".newsar")
    edit(site, MENDED)
    site.build()
    (version,) = entry(site).versions
    assert version.text is not None
    assert dict(version.state.figures)["words"] > 50 if version.state else False


def test_where_nothing_is_at_hand_the_version_is_told_without_its_text(site: Site) -> None:
    site.build()
    shutil.rmtree(site.home / ".newsar")
    shutil.rmtree(site.output)
    edit(site, MENDED)
    assert site.build().diagnostics == ()
    assert entry(site).versions[0].text is None
    assert "Nothing but a checksum is kept" in site.page(f"briefs/{site.brief_of('a.md')}/versions/2")
    assert change(site)["text"] is None
    assert check_links(site.output) == ()


def test_a_figure_moved_by_another_analyser_is_told_from_one_moved_by_the_text(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build()

    def calm(*found: Any, config: Any) -> Any:
        return replace(tone.ANALYSER.run(*found, config=config), score=0.111)

    calm.__module__ = tone.__name__
    calmer = replace(tone.ANALYSER, version="99", run=calm)
    built_in = tuple(calmer if each.name == "tone" else each for each in plugins.BUILT_IN)
    monkeypatch.setattr(plugins, "BUILT_IN", built_in)
    site.build()
    assert entry(site).versions == ()
    edit(site, MENDED)
    site.build()
    moved = {each["name"]: each for each in change(site)["figures"]}
    assert moved["tone"]["because"] == [
        {"kind": "version", "of": "tone", "before": tone.ANALYSER.version, "after": "99"}
    ]
    assert moved["tone"]["reread"] == moved["tone"]["after"] == 0.111
    assert [cause["kind"] for cause in moved["words"]["because"]] == ["text"]


def test_what_the_program_moved_after_the_last_edit_is_told_apart_from_it(site: Site) -> None:
    site.build()
    edit(site, MENDED)
    site.build()
    before = change(site)
    site.write("config.yaml", "site: {name: Test News}\nanalyse: {framing: {threshold: 0.9}}\n")
    site.build()
    assert change(site) == before
    assert "Moved since without an edit" in site.page(f"briefs/{site.brief_of('a.md')}/versions")
    assert "settings of framing" in site.page(f"briefs/{site.brief_of('a.md')}/versions")


def test_hostile_words_in_a_former_version_stay_words(site: Site) -> None:
    attack = "The council said <script>alert(4)</script> & `<img src=x onerror=alert(2)>` and </del><b>nothing</b>."
    edit(site, f"{REPORT}\n{attack}\n")
    site.build()
    edit(site, REPORT)
    site.build()
    page = site.page(f"briefs/{site.brief_of('a.md')}/versions/2")
    assert "&lt;img src=x" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_an_excerpt_shows_changed_paragraphs_only(site: Site) -> None:
    site.write("config.yaml", "report: excerpt\n")
    site.build()
    edit(site, MENDED)
    site.build()
    page = site.page(f"briefs/{site.brief_of('a.md')}/versions/2")
    assert "<ins>13</ins>" in page
    assert "We had rehearsed" not in page


def test_many_versions_are_listed_in_parts(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsar_build.render.former.AT_ONCE", 2)
    site.build()
    for number in range(4):
        edit(site, f"{REPORT}\nLine {number}.\n")
        site.build()
    brief = site.brief_of("a.md")
    shown = {path: site.page(f"briefs/{brief}/versions{path}") for path in ("", "/page/1", "/page/2")}
    assert [path for path, page in shown.items() if "Version 3</a>" in page] == ["/page/2"]
    assert "Version 5</a>" in shown[""]
    assert check_links(site.output) == ()


def test_a_story_keeps_its_id_when_an_earlier_report_joins_and_when_its_first_is_withdrawn(site: Site) -> None:
    site.build()
    (story,) = (place.name for place in site.output.glob("stories/NSR-S-*"))
    site.write("content/0.md", article(f"{HEADLINE} overnight", outlet="wire", filed="2026-02-23"))
    site.build()
    assert [place.name for place in site.output.glob("stories/NSR-S-*")] == [story]
    assert len(json.loads((site.output / "api/stories.json").read_bytes())["items"][0]["briefs"]) == 3
    first = min(("a.md", "b.md"), key=site.brief_of)
    (site.home / "content" / first).unlink()
    site.build()
    assert [place.name for place in site.output.glob("stories/NSR-S-*")] == [story]
    assert check_links(site.output) == ()


def test_a_story_that_nobody_tells_any_more_keeps_its_address_and_takes_it_up_again(site: Site) -> None:
    site.build()
    (story,) = (place.name for place in site.output.glob("stories/NSR-S-*"))
    saved = (site.home / "content/b.md").read_bytes()
    (site.home / "content/b.md").unlink()
    site.build()
    assert "is told by one report now" in site.page(f"stories/{story}")
    left = site.brief_of("a.md")
    assert former_stories(site) == [{"url": f"stories/{story}/", "moved_to": None, "briefs": [left]}]
    assert check_links(site.output) == ()
    site.write("content/b.md", saved)
    site.build()
    assert "The Ledger" in site.page(f"stories/{story}")


def test_the_page_of_a_merged_story_leads_to_the_one_it_joined(site: Site) -> None:
    site.build()
    (story,) = (place.name for place in site.output.glob("stories/NSR-S-*"))
    place = site.home / "content/ledger.yaml"
    other = "NSR-S-2026-0224-99999"
    place.write_text(f"{place.read_text()}stories:\n- id: {other}\n  merged_into: {story}\n")
    site.build()
    assert f'url=../{story}/"' in site.page(f"stories/{other}")
    assert former_stories(site) == [{"url": f"stories/{other}/", "moved_to": f"stories/{story}/", "briefs": []}]
    assert check_links(site.output) == ()


def test_a_preview_and_a_build_with_drafts_record_no_story(site: Site) -> None:
    for options in ({"preview": True}, {"drafts": True}):
        site.build(**options)
        assert entry(site).story is None
    site.build()
    assert entry(site).story


def test_a_frozen_ledger_takes_no_version_and_a_broken_one_is_left_alone(site: Site) -> None:
    site.build()
    ledger = site.home / "content/ledger.yaml"
    before = ledger.read_bytes()
    edit(site, MENDED)
    site.build(frozen=True)
    assert ledger.read_bytes() == before
    assert not (site.output / f"briefs/{site.brief_of('a.md')}/versions").exists()
    site.build()
    whole = ledger.read_text()
    ledger.write_text(whole.replace("31 per cent", "32 per cent"))
    broken, pages = ledger.read_bytes(), site.files()
    with pytest.raises(UsageError) as refused:
        site.build()
    assert [problem.code for problem in refused.value.diagnostics] == ["ledger/invalid"]
    assert (ledger.read_bytes(), site.files()) == (broken, pages)
