"""Where the theme's files lie."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def default_theme() -> Path:
    """The theme that ships: inside the package when installed, beside it in a checkout."""
    package = Path(str(files("newsar_build")))
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


@cache
def figures_file() -> str:
    """The text of quality.json: inside the package when installed, among the benchmarks in a checkout; "" if none."""
    package = Path(str(files("newsar_build")))
    places = (package / "quality.json", package.parent / "benchmarks" / "quality.json")
    return next((place.read_text(encoding="utf-8") for place in places if place.is_file()), "")
