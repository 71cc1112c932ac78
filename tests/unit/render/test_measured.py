"""The methodology page and the measured figures on it."""

from __future__ import annotations

import json

import pytest

from newsar_build.model.pages import MethodologyPage, Site
from newsar_build.render.folders import figures_file
from newsar_build.render.measured import measured, reliability
from newsar_build.render.methods import methodology_page
from newsar_build.render.templates import environment

ROW = {
    "facet": "framing", "dataset": "Set <F>", "measure": "macro-F", "value": 0.7346, "items": 1234, "floor": 0.5,
    "reach": 0.7, "note": "held out", "reliability": [[0.25, 0.2, 10], [0.85, 0.9, 30]], "measured": "2026-02-03",
}  # fmt: skip


def page(*rows: dict[str, object]) -> MethodologyPage:
    site = Site(name="N", tagline="", base_url="", language="en", timezone="UTC", notice="", excerpt=False)
    return methodology_page(site, json.dumps({"figures": rows}) if rows else "")


def shown(*rows: dict[str, object]) -> str:
    return environment(()).render("methodology.html", page(*rows)).decode()


def test_a_facet_without_figures_says_that_it_was_not_measured() -> None:
    html = shown()
    assert html.count(">not yet measured</span>") == len(page().methods)
    assert '<svg class="plot"' not in html


def test_a_figure_stands_with_its_floor_aim_items_day_and_note() -> None:
    html = shown(ROW)
    section = html[html.index('id="framing"') : html.index('id="tone"')]
    for part in ("0.735", "0.500", "0.700", "reached", "1,234 items", "2026-02-03", "held out", "Set &lt;F&gt;"):
        assert part in section
    assert "not yet measured" not in section


def test_a_note_of_several_figures_stands_once_and_says_of_which() -> None:
    rows = [{**ROW, "dataset": one, "note": "held out"} for one in ("X", "Y")]
    rows += [{**ROW, "dataset": "Z", "measure": each, "note": f"of {each}"} for each in ("P", "R")]
    (method,) = (each for each in page(*rows).methods if each.anchor == "framing")
    assert method.notes == (("X, Y", "held out"), ("Z: P", "of P"), ("Z: R", "of R"))


def test_a_calibrated_figure_has_a_diagram_and_the_same_data_as_a_table() -> None:
    html = shown(ROW)
    assert html.count('<circle class="pt"') == 2
    assert "Expected calibration error" in html
    assert "0.050" in html
    assert "−0.05" in html


def test_the_calibration_error_is_the_mean_gap_weighed_by_answers() -> None:
    found = reliability([(0.2, 0.4, 1), (0.9, 0.9, 3)])
    assert found is not None
    assert found.ece == pytest.approx(0.05)
    assert reliability([]) is None


def test_a_figure_in_percent_is_placed_on_a_scale_to_a_hundred() -> None:
    (figure,) = measured(json.dumps({"figures": [{**ROW, "value": 43.1, "floor": 41.1, "reach": None}]}))["framing"]
    assert figure.value == "43.1"
    assert figure.value_at == pytest.approx(0.431)
    assert figure.reached is None


@pytest.mark.parametrize(("value", "reached"), [(0.02, True), (0.05, True), (0.09, False)])
def test_an_error_reaches_its_aim_from_below(value: float, *, reached: bool) -> None:
    row = {**ROW, "value": value, "floor": None, "reach": 0.05, "less_is_better": True}
    (figure,) = measured(json.dumps({"figures": [row]}))["framing"]
    assert figure.reached is reached


def test_the_measured_figures_travel_with_the_program() -> None:
    assert measured(figures_file())["framing"]
    assert measured(figures_file())["topics"]
