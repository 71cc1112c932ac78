"""`newsar serve` with a browser open: edit, break, mend."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from whole_site import Site, article

pytestmark = pytest.mark.browser


@pytest.fixture
def preview(site: Site) -> Iterator[str]:
    command = [sys.executable, "-u", "-m", "newsar_build", "serve", "--port", "0", "--jobs", "1"]
    process = subprocess.Popen(command, cwd=site.home, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    line = next(line for line in process.stdout if "serving on" in line)
    found = re.search(r"http://\S+", line)
    assert found
    yield found.group().rstrip("/")
    process.terminate()
    assert process.wait(timeout=20) == 0
    process.stdout.close()


def test_the_page_follows_an_edit_of_article_template_and_config(site: Site, preview: str, page: Page) -> None:
    page.goto(f"{preview}/briefs/{site.brief_of('c.md')}/")
    site.write(
        "content/c.md",
        article("Orrin meters its limes", "The council of Orrin voted on Monday. It was late.", "wire", "2026-02-25"),
    )
    expect(page.locator("h1")).to_have_text("Orrin meters its limes", timeout=20_000)
    site.write("config.yaml", "site: {name: Renamed News}\n")
    expect(page.locator(".ribbon b")).to_have_text("Renamed News", timeout=20_000)
    site.write(
        "templates/brief.html", '{% extends "base.html" %}{% block main %}<p id="ours">Our own</p>{% endblock %}'
    )
    expect(page.locator("#ours")).to_have_text("Our own", timeout=20_000)


def test_a_broken_article_shows_a_list_over_the_last_good_page_until_it_is_mended(
    site: Site, preview: str, page: Page
) -> None:
    page.goto(f"{preview}/briefs/{site.brief_of('c.md')}/")
    headline = page.locator("h1").inner_text()
    good = Path(site.home / "content/c.md").read_text()
    site.write("content/c.md", good.replace("outlet: wire", "outlet: wires"))
    overlay = page.locator("#newsar-problems")
    expect(overlay).to_contain_text("brief/unknown-outlet", timeout=20_000)
    assert page.locator("h1").inner_text() == headline
    site.write("content/c.md", good)
    expect(overlay).to_have_count(0, timeout=20_000)
