"""Everything that a user may type or read is documented."""

from pathlib import Path

import pytest
from whole_site import Site

from newsar_build.cli import app
from newsar_build.config import Config
from newsar_build.errors import Code
from newsar_build.plugins import BUILT_IN

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("code", list(Code))
def test_every_error_code_is_explained(code: Code) -> None:
    assert f"`{code}`" in (ROOT / "docs/errors.md").read_text()


def test_every_command_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    for command in app.registered_commands:
        assert f"newsar {command.name}" in readme


def test_every_config_key_is_documented() -> None:
    text = (ROOT / "docs/content.md").read_text()
    for key in Config.model_fields:
        assert key in text


def test_every_template_is_documented() -> None:
    text = (ROOT / "docs/templates.md").read_text()
    for template in (ROOT / "templates").glob("*.html"):
        assert template.name == "base.html" or f"`{template.name}`" in text


def test_every_analyser_says_what_it_does() -> None:
    for analyser in BUILT_IN:
        assert analyser.run.__doc__


SECTIONS = {
    "attributions": "Attributions", "claims": "Claims", "clauses": "Clauses", "entities": "Entities",
    "event": "Who did what", "factuality": "Factuality", "framing": "Framing", "keywords": "Keywords", "quality": "Quality",
    "readability": "Readability", "sentences": "Sentences", "sources": "Sources", "summary": "Summary", "tone": "Tone",
    "topics": "Topics",
}  # fmt: skip
"""Where docs/methods.md tells of each analyser."""
ANCHORS = {"event": "events", "clauses": "corroboration"}
"""Where the methodology page calls a facet by another name than its analyser, or tells of one that others stand on."""


@pytest.mark.parametrize("analyser", [each.name for each in BUILT_IN])
def test_every_analyser_has_its_section_in_the_methods(analyser: str) -> None:
    _, _, section = (ROOT / "docs/methods.md").read_text().partition(f"\n## {SECTIONS[analyser]}\n")
    told = section.partition("\n## ")[0]
    assert all(f"**{part}" in told for part in ("Definition", "Method", "Known failures")), told[:200]


@pytest.mark.parametrize("analyser", [each.name for each in BUILT_IN])
def test_every_analyser_shows_its_figure_or_that_it_has_none(analyser: str, site: Site) -> None:
    site.build()
    page = site.page("methodology")
    section = page.partition(f'id="{ANCHORS.get(analyser, analyser)}"')[2].partition("<section")[0]
    assert "measured" in section
