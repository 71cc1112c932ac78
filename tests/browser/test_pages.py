"""The pages as a reader sees them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from whole_site import Site

from newsar_build.serve.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    site.build()
    yield from _served(site.output)


def _served(output: Path) -> Iterator[str]:
    server = Server(output, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.channel.close()
    server.shutdown()
    server.server_close()


def paths_of(site: Site) -> list[str]:
    brief = site.brief_of("a.md")
    story = next((site.output / "stories").glob("*-S-*")).name
    entity = next((site.output / "entities" / "person").iterdir()).name
    return [
        "/", f"/briefs/{brief}/", f"/briefs/{brief}/graph/", f"/stories/{story}/", "/stories/", f"/entities/person/{entity}/",
        "/entities/", "/topics/", "/outlets/", "/outlets/ledger/", "/editions/2026/02/24/", "/archive/", "/graph/",
        "/methodology/", "/corrections/",
    ]  # fmt: skip


def test_no_page_is_wider_than_a_phone(site: Site, address: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    for path in paths_of(site):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_every_page_has_one_heading_of_the_first_rank_and_named_landmarks(site: Site, address: str, page: Page) -> None:
    for path in paths_of(site):
        page.goto(address + path)
        assert page.locator("h1").count() == 1, path
        assert page.locator("main").count() == 1, path


def test_an_evidence_link_marks_its_sentence(site: Site, address: str, page: Page) -> None:
    page.goto(f"{address}/briefs/{site.brief_of('a.md')}/")
    page.locator("#summary .ev").first.click()
    target = page.locator(".s:target")
    assert target.count() == 1
    assert target.evaluate("element => getComputedStyle(element).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_the_graph_becomes_interactive_and_a_click_on_a_node_opens_its_page(
    site: Site, address: str, page: Page
) -> None:
    page.goto(f"{address}/briefs/{site.brief_of('a.md')}/")
    page.locator("#topics").scroll_into_view_if_needed()
    page.wait_for_selector(".graph-box[data-live]")
    page.wait_for_timeout(200)
    box = page.locator(".live").bounding_box()
    assert box is not None
    page.wait_for_selector(".live canvas")
    for step in range(1, 400):
        page.mouse.click(
            box["x"] + box["width"] * (step % 20 + 0.5) / 20, box["y"] + box["height"] * (step // 20 + 0.5) / 20
        )
        if "/briefs/" not in page.url:
            break
    assert "/entities/" in page.url or "/topics/" in page.url


def test_a_page_reads_whole_from_a_file_without_javascript(site: Site, page: Page) -> None:
    site.build()
    brief = site.brief_of("a.md")
    context = page.context.browser.new_context(java_script_enabled=False) if page.context.browser else page.context
    plain = context.new_page()
    plain.goto((site.output / "briefs" / brief / "index.html").as_uri())
    assert plain.locator("#s3").inner_text().strip() != ""
    assert plain.locator("svg.graph a").count() > 2
    width = plain.locator(".wrap").first.evaluate("element => getComputedStyle(element).maxWidth")
    assert width == "1200px"
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_explanation_of_a_score_can_be_read(site: Site, address: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/briefs/{site.brief_of('a.md')}/")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    names = page.locator("#tone .why tbody th")
    assert names.count() > 5
    assert all(names.nth(place).evaluate("each => each.clientWidth") > 90 for place in range(names.count()))
    points = page.locator("#tone .why tfoot td").last.bounding_box()
    assert points is not None
    assert points["x"] + points["width"] <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_an_edit_changed_is_told_by_strokes_and_words_and_fits_a_phone(
    site: Site, address: str, page: Page, scheme: str
) -> None:
    before = (site.home / "content/a.md").read_text()
    site.write(
        "content/a.md", before.replace("31 per cent", "13 per cent").replace("nine,” said", "nine or ten,” said")
    )
    site.build()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{address}/briefs/{site.brief_of('a.md')}/")
    page.get_by_role("link", name="Edited: version 2").click()
    page.get_by_role("link", name="Version 2").click()
    page.locator("#text .diff del").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for kind, stroke, word in (("del", "line-through", "went"), ("ins", "underline", "came")):
        first = page.locator(f"#text .diff {kind}").first
        assert first.evaluate("each => getComputedStyle(each).textDecorationLine") == stroke
        assert word in first.evaluate("each => getComputedStyle(each, '::before').content")
    assert page.locator("#text .diff ins").all_inner_texts() == ["13", "nine or ten,”"]
