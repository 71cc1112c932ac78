"""How the whole graph bears 5,000 nodes: `python -m benchmarks.graph` lays out made-up ones and opens the page.

Seconds of layout at three sizes and of the page, its bytes, and in a Chromium (where one is installed): until the
graph stands, a filter and its reset until the numbers are told, and the time between frames while one drags and zooms.
Compare only figures of one machine.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from newsar_build.model.pages import Site
from newsar_build.model.relations import Edge, Holding, Node, WholeGraph
from newsar_build.relate.layout import mapped
from newsar_build.relate.memory import FORGETFUL
from newsar_build.render.templates import environment
from newsar_build.render.views.graphs import whole_graph_page

NODES, LINKS = 5_000, 20_000
IN_BRIEF = 5
"""Nodes that a made-up brief links: ten pairs."""
OUTLETS = 40
DAYS = 180
FIELD = 60
"""Nodes of one subject, from which most briefs draw."""
KINDS = ("Person", "Organization", "Location", "Event", "Topic")
MOVES = 40
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TURN = 10
"""Turns of the wheel in one direction."""
WATCH_FRAMES = """() => {
  window.frames_ = []; let last = performance.now();
  (function next() {
    const now = performance.now(); frames_.push(now - last); last = now; requestAnimationFrame(next);
  })();
}"""


def made_up(nodes: int, links: int) -> WholeGraph:
    """A graph of about so many nodes and links, with hubs and subjects as news has them; always the same."""
    chance = random.Random(7)  # noqa: S311  the same graph each time, no secret
    pairs: dict[tuple[int, int], int] = {}
    briefs = []
    while len(pairs) < links:
        field = chance.randrange(max(1, nodes // FIELD)) * FIELD
        own = {min(nodes - 1, field + int(FIELD * chance.random() ** 2)) for _ in range(IN_BRIEF - 1)}
        linked = tuple(sorted({*own, int(nodes * chance.random() ** 6)}))
        for pair in combinations(linked, 2):
            pairs[pair] = pairs.get(pair, 0) + 1
        day = date(2026, 1, 1) + timedelta(days=chance.randrange(DAYS))
        outlet = f"outlet-{chance.randrange(OUTLETS)}"
        briefs.append(Holding(brief=str(len(briefs)), day=day, outlet=outlet, linked=linked, named=()))
    weights = Counter(number for brief in briefs for number in brief.linked)
    named = tuple(
        Node(id=f"person/name-{number}", name=f"Name {number}", kind=KINDS[number % len(KINDS)], weight=weights[number])
        for number in range(nodes)
    )
    ranked = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    edges = tuple(Edge(a=named[a].id, b=named[b].id, shared=count) for (a, b), count in ranked)
    return WholeGraph(
        nodes=mapped(named, edges, FORGETFUL), edges=edges, links=len(edges), strength=1, briefs=tuple(briefs)
    )


def measure() -> dict[str, Any]:
    """All figures."""
    found: dict[str, Any] = {}
    for part in (4, 2, 1):
        graph = made_up(NODES // part, LINKS // part)
        began = time.perf_counter()
        mapped(graph.nodes, graph.edges, FORGETFUL)
        found[f"layout_seconds_{NODES // part}"] = round(time.perf_counter() - began, 2)
    site = Site(name="Measured", tagline="", base_url="", language="en", timezone="UTC", notice="", excerpt=False)
    theme = environment(())
    outlets = tuple((f"outlet-{number}", f"Outlet {number}") for number in range(OUTLETS))
    began = time.perf_counter()
    body = theme.render("whole_graph.html", whole_graph_page(site, graph, outlets))
    found |= {"page_seconds": round(time.perf_counter() - began, 2), "page_bytes": len(body)}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for path, asset in (*theme.assets(), ("graph/index.html", body)):
            (home / path).parent.mkdir(parents=True, exist_ok=True)
            (home / path).write_bytes(asset)
        place = next((where for name in BROWSERS if (where := shutil.which(name))), None)
        if place:
            found |= _opened(place, (home / "graph" / "index.html").as_uri())
    return found


def _opened(browser: str, address: str) -> dict[str, Any]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=ARGUMENTS)
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        began = time.perf_counter()
        page.goto(address)
        page.wait_for_selector(".map-box[data-live]")
        found: dict[str, Any] = {"load_seconds": round(time.perf_counter() - began, 2)}
        told = page.locator("#shown").inner_text()
        began = time.perf_counter()
        page.select_option("[name=outlet]", index=3)
        page.wait_for_function("told => document.getElementById('shown').textContent !== told", arg=told)
        found["filter_seconds"] = round(time.perf_counter() - began, 2)
        began = time.perf_counter()
        page.click("button[type=reset]")
        page.wait_for_function("told => document.getElementById('shown').textContent === told", arg=told)
        found["reset_seconds"] = round(time.perf_counter() - began, 2)
        page.locator(".map-box").scroll_into_view_if_needed()
        page.wait_for_timeout(600)
        page.evaluate(WATCH_FRAMES)
        box = page.locator(".map-box").evaluate("box => box.getBoundingClientRect().toJSON()")
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 3
        page.mouse.move(x, y)
        page.mouse.down()
        found |= _frames(page, "pan", lambda step: page.mouse.move(x + 6 * step, y + 2 * step))
        page.mouse.up()
        page.locator(".vis-network").focus()
        found |= _frames(page, "zoom", lambda step: page.mouse.wheel(0, -60 if step // TURN % 2 else 60))
        page.keyboard.down("ArrowRight")
        found |= _frames(page, "arrow", lambda _: None)
        page.keyboard.up("ArrowRight")
        chromium.close()
    return found


def _frames(page: Any, name: str, move: Any) -> dict[str, Any]:
    page.evaluate("() => { frames_.length = 0; }")
    for step in range(MOVES):
        move(step)
        page.wait_for_timeout(16)
    page.wait_for_timeout(400)
    times = sorted(page.evaluate("() => frames_"))
    return {
        f"{name}_frame_ms_median": round(times[len(times) // 2], 1),
        f"{name}_frame_ms_95": round(times[int(len(times) * 0.95)], 1),
        f"{name}_frame_ms_worst": round(times[-1], 1),
    }


def main() -> None:
    """Measure and print."""
    for name, value in measure().items():
        print(f"{name:>24}  {value:,}")


if __name__ == "__main__":
    main()
