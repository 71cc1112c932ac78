"""A real Chromium, and a page that fails its test if the console speaks or a request leaves the site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """An installed Chromium; the test is skipped where there is none."""
    place = os.environ.get("NEWSAR_CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)
    if place is None:
        pytest.skip("no Chromium is installed: tests/install-browser.sh would install one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page whose console must stay silent and whose requests must stay on the site."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        said.append(f"console: {message.text}")

    def watch(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1", "file://", "data:")):
            said.append(f"request: {request.url}")

    page.on("console", hear)
    page.on("request", watch)
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    yield page
    context.close()
    assert said == []
