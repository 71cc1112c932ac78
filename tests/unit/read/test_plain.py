"""Plain text as paragraphs."""

from __future__ import annotations

import pytest

from newsar_build.read.plain import paragraphs


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One line.\nStill one.\n\nTwo.", ["One line.\nStill one.", "Two."]),
        ("A heading\nThe council met.\nIt froze the fares.", ["A heading", "The council met.", "It froze the fares."]),
        (
            "The council met and\nfroze the fares for\nthe summer.",
            ["The council met and\nfroze the fares for\nthe summer."],
        ),
        ("  One. \n", ["One."]),
        ("", []),
    ],
)
def test_lines_are_paragraphs_where_no_blank_line_is_and_they_were_not_cut_for_width(
    text: str, parts: list[str]
) -> None:
    assert [text[block.start : block.end] for block in paragraphs(text)] == parts
