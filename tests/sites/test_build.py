"""What a build makes of a site, and what an edit makes again."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import jsonschema
import pytest
from whole_site import OUTLETS, REPORT, Site, article

from newsar_build.errors import PublishError, UsageError
from newsar_build.publish.archive import verify
from newsar_build.publish.links import check_links
from newsar_build.publish.site import Published
from newsar_build.steps import reading

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02"


def test_every_kind_of_page_and_file_is_there(site: Site) -> None:
    outcome = site.build()
    assert outcome.diagnostics == ()
    brief = site.brief_of("a.md")
    for path in (
        "index.html", f"briefs/{brief}/index.html", f"briefs/{brief}/brief.json", f"briefs/{brief}/graph/index.html",
        "stories/index.html", "entities/index.html", "topics/index.html", "outlets/index.html", "outlets/courier/index.html",
        "editions/2026/02/24/index.html", "archive/index.html", "graph/index.html", "methodology/index.html",
        "corrections/index.html", "404.html", "feed.xml", "feed.json", "outlets/courier/feed.xml", "api/briefs.json",
        "schema/brief.json", "sitemap.xml", "robots.txt", "manifest.json",
    ):  # fmt: skip
        assert (site.output / path).is_file(), path
    assert any((site.output / "entities" / "person").iterdir())
    assert any((site.output / "sections").iterdir())


@pytest.mark.parametrize("base_url", ["", "https://news.example/", "https://news.example/desk/"])
def test_no_link_is_broken_at_the_root_or_below_a_sub_path(site: Site, base_url: str) -> None:
    site.build(base_url=base_url)
    assert check_links(site.output, base_url) == ()


def test_the_brief_json_fits_its_schema_and_its_offsets_fit_the_text(site: Site) -> None:
    site.build()
    schema = json.loads((site.output / "schema/brief.json").read_bytes())
    for place in site.output.glob("briefs/*/brief.json"):
        record = json.loads(place.read_bytes())
        jsonschema.validate(record, schema)
        text = record["text"]
        for claim in record["claims"]:
            span = claim["evidence"][0]
            assert claim["text"].lower() in " ".join(text[span["start"] : span["end"]].split()).lower()
        for entity in record["entities"]:
            assert (site.output / "entities" / entity["id"] / "index.html").is_file()


def test_a_story_shows_each_claim_by_outlet_and_links_to_the_sentence(site: Site) -> None:
    site.build()
    (story,) = json.loads((site.output / "api/stories.json").read_bytes())["items"]
    page = site.page(f"stories/{story['id']}")
    claim = story["claims"][0]
    assert {cell["outlet"] for cell in claim["cells"]} == {"courier", "ledger"}
    for cell in claim["cells"]:
        assert f"briefs/{cell['brief']}/#s{cell['sentence']}" in page


def test_the_same_event_told_by_two_outlets_is_one_story(site: Site) -> None:
    site.build()
    (story,) = json.loads((site.output / "api/stories.json").read_bytes())["items"]
    assert sorted(story["outlets"]) == ["courier", "ledger"]
    assert "The Ledger" in site.page(f"stories/{story['id']}")


def test_a_storys_timeline_marks_what_is_no_report(site: Site) -> None:
    body = (site.home / "content/b.md").read_text("utf-8")
    site.write("content/b.md", body.replace("outlet:", "kind: opinion\noutlet:", 1))
    site.build()
    (story,) = json.loads((site.output / "api/stories.json").read_bytes())["items"]
    timeline = site.page(f"stories/{story['id']}").partition('id="timeline"')[2]
    kinds = re.findall(r'<span class="chip">(\w+)</span>', timeline.partition("</ol>")[0])
    assert sorted(kinds) == ["opinion", "report"]


def test_each_evidence_link_of_a_brief_leads_to_its_sentence(site: Site) -> None:
    site.build()
    page = site.page(f"briefs/{site.brief_of('a.md')}")
    assert 'href="#s1"' in page
    assert 'id="s1"' in page


def test_a_build_without_a_change_touches_no_file(site: Site) -> None:
    site.build()
    before = {path: (site.output / path).stat().st_ino for path in site.files()}
    outcome = site.build()
    assert outcome.published is not None
    assert outcome.published.written == outcome.published.removed == ()
    assert {path: (site.output / path).stat().st_ino for path in site.files()} == before


def test_an_unchanged_site_is_known_without_being_made_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.build()
    count = len(site.files()) - 1
    monkeypatch.setattr(reading, "read", None)
    outcome = site.build()
    assert outcome.published is not None
    assert (outcome.briefs, outcome.published.kept) == (3, count)


@pytest.mark.parametrize(
    "change",
    [
        lambda site: site.write("content/outlets.yaml", OUTLETS.replace("The Courier", "The Old Courier")),
        lambda site: site.write(
            "content/entities.yaml", "- {name: Maren Tolvik, type: Person, description: Its head}\n"
        ),
        lambda site: site.write("config.yaml", "site: {name: Other News}\n"),
        lambda site: site.write("templates/notice.html", "Ours"),
        lambda site: site.write("content/pictures/bay.png", PNG + b"more"),
        lambda site: site.write("output/index.html", "changed"),
        lambda site: (site.output / "robots.txt").unlink(),
        lambda site: site.options.update(now=datetime(2026, 4, 1, tzinfo=UTC)),
    ],
    ids=["outlets", "entities", "config", "template", "picture", "page", "lost page", "expiry"],
)
def test_whatever_a_build_reads_makes_a_site_anew_when_it_changes(site: Site, change: Callable[[Site], object]) -> None:
    site.write("content/pictures/bay.png", PNG)
    site.write("content/d.md", article("A bay", image="pictures/bay.png", image_alt="The bay", expires="2026-03-20"))
    site.build()
    site.build()
    change(site)
    assert site.build().published != Published(written=(), removed=(), kept=len(site.files()) - 1)
    after = site.files()
    shutil.rmtree(site.output)
    shutil.rmtree(site.home / ".newsar")
    site.build()
    assert site.files() == after


def test_an_edit_of_one_article_leaves_unrelated_briefs_alone(site: Site) -> None:
    match = "Ana Brix scored twice as Tolmark United beat Brekka 2-0 in the cup final. The goalkeeper was sent off."
    site.write("content/d.md", article("Tolmark United win the cup", match))
    site.build()
    site.write(
        "content/c.md",
        article(
            "Orrin council meters its limes", "The council of Orrin voted on Monday. It was late.", "wire", "2026-02-25"
        ),
    )
    outcome = site.build()
    assert outcome.published is not None
    other = f"briefs/{site.brief_of('d.md')}/brief.json"
    assert other not in outcome.published.written
    assert f"briefs/{site.brief_of('c.md')}/index.html" in outcome.published.written


def test_an_incremental_site_equals_a_clean_build(site: Site) -> None:
    site.build()
    site.write(
        "content/d.md",
        article(
            "Night trains return", "Three sleepers a week will run from May, Torvane Rail said.", "ledger", "2026-02-25"
        ),
    )
    site.build()
    site.write("content/a.md", article("Tides kept most lights on", REPORT + "\nA late line was added on Friday.\n"))
    (site.home / "content/b.md").unlink()
    site.build()
    incremental = site.files()
    shutil.rmtree(site.output)
    shutil.rmtree(site.home / ".newsar")
    site.build()
    assert site.files() == incremental


@pytest.mark.parametrize(
    "environment", [{"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}, {"PYTHONHASHSEED": "8", "LC_ALL": "C"}]
)
def test_another_hash_seed_time_zone_or_number_of_jobs_gives_the_same_bytes(
    site: Site, environment: dict[str, str]
) -> None:
    site.build()
    here = site.files()
    shutil.rmtree(site.home / ".newsar")
    command = [sys.executable, "-m", "newsar_build", "build", "--jobs", "2", "--output", str(site.home / "again"), "-q"]
    subprocess.run(command, cwd=site.home, env=os.environ | environment, check=True)
    there = site.home / "again"
    found = {p.relative_to(there).as_posix(): p.read_bytes() for p in there.rglob("*") if p.is_file()}
    assert found == here


def test_an_article_whose_outlet_is_unknown_keeps_its_last_good_page(site: Site) -> None:
    site.build()
    brief = site.brief_of("a.md")
    site.write("content/a.md", article("A new headline", outlet="nobody"))
    assert site.build().briefs == 3
    assert site.codes() == ["brief/unknown-outlet"]
    assert "Tides kept the lights on" in site.page(f"briefs/{brief}")


def test_a_broken_article_costs_only_itself_and_keeps_its_last_good_page(site: Site) -> None:
    site.build()
    brief = site.brief_of("a.md")
    site.write("content/a.md", "---\nheadline: [broken\n---\ntext\n")
    outcome = site.build()
    assert site.codes() == ["brief/syntax"]
    assert outcome.diagnostics[0].location.path.endswith("content/a.md")
    assert "Tides kept the lights on" in site.page(f"briefs/{brief}")
    assert outcome.briefs == 3


@pytest.mark.parametrize("outlets", ["courier: [broken", "- a list", ""])
def test_a_list_of_outlets_that_gives_none_is_one_problem_and_writes_nothing(site: Site, outlets: str) -> None:
    site.build()
    before = site.files()
    site.write("content/outlets.yaml", outlets)
    with pytest.raises(UsageError) as refused:
        site.build()
    assert len(refused.value.diagnostics) == 1
    assert refused.value.diagnostics[0].location.path.endswith("outlets.yaml")
    assert site.files() == before


def test_a_removed_article_leaves_a_tombstone_and_a_moved_one_keeps_its_address(site: Site) -> None:
    site.build()
    gone, moved = site.brief_of("a.md"), site.brief_of("c.md")
    (site.home / "content/a.md").unlink()
    (site.home / "content/c.md").rename(site.home / "content/moved.md")
    site.build()
    assert "was withdrawn" in site.page(f"briefs/{gone}")
    assert site.brief_of("moved.md") == moved


def test_strict_publishes_nothing_where_there_is_a_problem(site: Site) -> None:
    site.build()
    before = site.files()
    site.write("content/d.md", "no front matter")
    assert site.build(strict=True).published is None
    assert site.files() == before


def test_frozen_refuses_a_new_article_but_not_an_edit(site: Site) -> None:
    site.build()
    site.write(
        "content/c.md",
        article(
            "Orrin council meters its trees", "Edited. The council of Orrin voted.", "wire", "2026-02-25T08:00:00Z"
        ),
    )
    assert site.build(frozen=True).published is not None
    site.write("content/d.md", article("Something new"))
    with pytest.raises(UsageError) as refused:
        site.build(frozen=True)
    assert refused.value.diagnostics[0].code == "ledger/frozen"


def test_a_template_of_the_users_own_shadows_the_default_one(site: Site) -> None:
    site.write(
        "templates/notice.html", '{% extends "base.html" %}{% block main %}<p>Ours: {{ page.name }}</p>{% endblock %}'
    )
    site.build()
    assert "Ours: There is no such page" in (site.output / "404.html").read_text()


def test_a_broken_template_is_located_and_the_last_good_site_stands(site: Site) -> None:
    site.build()
    before = site.page(f"briefs/{site.brief_of('a.md')}")
    site.write("templates/brief.html", "line one\n{{ page.nothing_of_that_name }}\n")
    outcome = site.build()
    assert set(site.codes()) == {"template/failed"}
    assert outcome.diagnostics[0].location.line == 2
    assert site.page(f"briefs/{site.brief_of('a.md')}") == before


def test_hostile_text_reaches_the_page_only_as_text(site: Site) -> None:
    attack = '<script>alert(1)</script> "><img src=x onerror=alert(2)> </script>'
    body = (
        "Look [here](javascript:alert(3)) & <b onclick=x>there</b>. The council said <script>alert(4)</script> nothing."
    )
    site.write("content/x.md", article(f"'{attack}'", body, dek=f"'{attack}'", section="'<i>Energy</i>'"))
    site.build()
    for path, content in site.files().items():
        if path.endswith(".html"):
            html = content.decode()
            assert "<script>alert" not in html, path
            assert "<img src=x" not in html, path
            assert "javascript:" not in html, path


def test_excerpt_shows_less_but_every_evidence_link_still_works(site: Site) -> None:
    long = REPORT + "\n" + "\n\n".join(f"Paragraph {n} is about the weather and nothing else." for n in range(30))
    site.write("content/a.md", article("Tides kept the lights on in Skerrin", long))
    site.write("config.yaml", "report: excerpt\n")
    site.build()
    page = site.page(f"briefs/{site.brief_of('a.md')}")
    assert "Paragraph 29" not in page
    assert check_links(site.output) == ()


def test_a_language_without_analysers_says_what_was_not_run(site: Site) -> None:
    german = "Die Turbinen lieferten im Januar ein Drittel des Stroms. Das Amt sprach von einem Erfolg. Niemand saß im Dunkeln."
    site.write("content/de.md", article("Gezeiten hielten das Licht an", german, language="de"))
    assert site.build().diagnostics == ()
    page = site.page(f"briefs/{site.brief_of('de.md')}")
    assert "not scored" in page
    assert "has no rules for the report’s language (DE)" in page
    assert '<h1 lang="de">' in page
    assert "No statement here passes" not in page


def test_a_published_site_is_proved_whole_and_a_change_is_found(site: Site) -> None:
    site.build()
    assert verify(site.output) == ()
    (site.output / "index.html").write_text("changed")
    (site.output / "robots.txt").unlink()
    assert sorted(problem.message for problem in verify(site.output)) == ["changed since it was published", "missing"]


def test_a_changed_file_of_the_site_is_mended_and_the_users_own_files_stay(site: Site) -> None:
    site.build()
    before = site.files()
    (site.output / "index.html").write_text("changed")
    (site.output / "CNAME").write_text("news.example")
    site.write("content/d.md", article("Something new happened in Orrin"))
    site.build()
    (site.home / "content/d.md").unlink()
    assert (site.output / "CNAME").read_text() == "news.example"
    assert before.keys() <= site.files().keys()
    assert (site.output / "index.html").read_text() != "changed"


def test_a_folder_that_is_not_ours_is_not_overwritten(site: Site) -> None:
    site.write("output/precious.txt", "mine")
    with pytest.raises(PublishError):
        site.build()
    assert (site.output / "precious.txt").read_text() == "mine"


def test_an_empty_site_builds(site: Site) -> None:
    for place in (site.home / "content").glob("*.md"):
        place.unlink()
    assert site.build().diagnostics == ()
    assert "No briefs yet" in (site.output / "index.html").read_text()
