"""Everything that a user may type or read is documented."""

from pathlib import Path

import pytest

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
