"""The whole graph: its filters work together, stay in the address, and the tables follow them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route
from whole_site import Site, article

from newsar_build.serve.server import Server

pytestmark = pytest.mark.browser

STRIKE = """\
Tram drivers in Orrin stopped work on Sunday. Hanna Orre, of the Transport Workers Union, said 61 per cent had voted for
it. “We were not heard in March,” Orre said. The Velmark Tram Company said it would run one line.
"""
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    site.write("content/strike.md", article("Trams stand still", STRIKE, outlet="wire", filed="2026-02-26"))
    site.build()
    server = Server(site.output, "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/graph/"
    server.channel.close()
    server.shutdown()
    server.server_close()


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("#map[data-live]")


def rows(page: Page) -> list[str]:
    page.wait_for_timeout(150)
    return page.locator("#links tbody tr").all_inner_texts()


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_filters_work_together_and_the_tables_and_the_count_follow(page: Page, address: str) -> None:
    opened(page, address)
    everything = rows(page)
    page.select_option("[name=outlet]", "wire")
    of_the_wire = rows(page)
    assert 0 < len(of_the_wire) < len(everything)
    page.get_by_label("Topic").uncheck()
    both = rows(page)
    assert 0 < len(both) < len(of_the_wire)
    assert set(both) <= set(of_the_wire)
    assert f"and {len(both)} of {len(everything)} links shown, from 2 of 4" in page.locator("#shown").inner_text()
    page.fill("[name=from]", "2026-02-27")
    assert rows(page) == []
    assert "Nothing passes" in page.locator("#shown").inner_text()


def test_the_address_keeps_the_filters_and_reset_clears_them(page: Page, address: str) -> None:
    opened(page, address)
    everything = rows(page)
    page.get_by_label("Topic").uncheck()
    page.fill("[name=to]", "2026-02-25")
    page.fill("[name=shared]", "2")
    kept = rows(page)
    assert asked(page)["shared"] == ["2"]
    opened(page, page.url)
    assert rows(page) == kept
    assert page.input_value("[name=to]") == "2026-02-25"
    page.get_by_role("button", name="Reset").click()
    assert rows(page) == everything
    assert asked(page) == {}


def test_keys_alone_choose_a_node_and_open_its_page(page: Page, address: str) -> None:
    opened(page, address)
    page.locator("#map .vis-network").focus()
    page.keyboard.press("n")
    first = page.locator("#picked a").inner_text()
    assert asked(page)["node"] != []
    page.keyboard.press("+")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/graph/" not in url)
    assert page.locator("h1").inner_text() == first


def test_a_name_is_found_and_its_links_told(page: Page, address: str) -> None:
    opened(page, address)
    page.fill("[name=find]", "hanna")
    page.keyboard.press("Enter")
    assert "Hanna Orre" in page.locator("#picked").inner_text()
    assert page.locator("#picked li button").count() > 1


def test_a_strict_policy_and_no_script_at_all_leave_drawing_and_tables(page: Page, address: str) -> None:
    def strict(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-security-policy": POLICY})

    page.route(address, strict)
    opened(page, address)
    told = rows(page)
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(address)
    assert plain.locator("#links tbody tr").all_inner_texts() == told
    assert plain.locator("#map svg a").count() > 5
    assert not plain.locator("#filters").is_visible()
    context.close()


def test_a_dossier_leads_to_its_place_in_the_whole_graph(page: Page, address: str) -> None:
    page.goto(address.replace("/graph/", "/topics/"))
    page.locator("tbody a").first.click()
    name = page.locator("h1").inner_text()
    page.get_by_role("link", name="In the whole graph").click()
    page.wait_for_selector("#map[data-live]")
    assert page.locator("#picked a").inner_text() == name


def test_the_wheel_scrolls_the_page_until_the_graph_has_the_focus(page: Page, address: str) -> None:
    opened(page, address)
    page.locator("#map").hover()
    before = page.evaluate("scrollY")
    page.mouse.wheel(0, 120)
    page.wait_for_function("before => scrollY > before", arg=before)
    page.locator("#map .vis-network").focus()
    page.locator("#map").hover()
    before = page.evaluate("scrollY")
    page.mouse.wheel(0, 120)
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") == before


def test_a_chosen_node_stays_chosen_when_the_filters_change(page: Page, address: str) -> None:
    opened(page, address)
    page.fill("[name=find]", "hanna")
    page.keyboard.press("Enter")
    page.get_by_label("Person").uncheck()
    rows(page)
    assert "no link of its own passes" in page.locator("#picked").inner_text()
    page.get_by_label("Person").check()
    rows(page)
    assert page.locator("#picked li button").count() > 1
