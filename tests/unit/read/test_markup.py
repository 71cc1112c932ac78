from __future__ import annotations

import re
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsar_build.model.brief import BlockKind, MarkKind
from newsar_build.read.markup import Markup, TooDeepError, to_markup

PIECES = st.sampled_from(
    ["*", "**", "_", "`", "[a](https://a.example)", "[", "]", "(", ")", "<b>", "</b>", "<script>",
     "</script>", "<p ", ">", "&amp;", "&#x301;", "e", "\u0301", "\u00a0", " ", "\n", "\n\n", "    ", "- ", "1. ",
     "> ", "# ", "|", "word", "\u2028", "<a href='javascript:x'>", "</a>", "<!--", "-->",
     "```\n", "\t", "\x02", "\\", "日本", "![i](x.png)"]
)  # fmt: skip


def blocks_of(markup: Markup) -> list[tuple[str, int, str]]:
    return [(each.kind.value, each.level, markup.text[each.start : each.end]) for each in markup.blocks]


def marks_of(markup: Markup) -> list[tuple[str, str, str | None]]:
    return [(each.kind.value, markup.text[each.start : each.end], each.href) for each in markup.marks]


def test_blocks_are_told_apart_and_joined_by_a_blank_line() -> None:
    markup = to_markup("# Head\n\nOne\ntwo.\n\n> Said.\n\n- a\n    - b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n")
    assert blocks_of(markup)[:5] == [
        ("heading", 1, "Head"), ("paragraph", 0, "One two."), ("quotation", 0, "Said."), ("item", 1, "a"),
        ("item", 2, "b"),
    ]  # fmt: skip
    assert markup.text.startswith("Head\n\nOne two.\n\nSaid.")
    assert [text for kind, _, text in blocks_of(markup) if kind == "item"][2:] == ["x y", "1 2"]


def test_code_keeps_its_lines() -> None:
    assert blocks_of(to_markup("    a\n      b\n")) == [("code", 0, "a\n  b")]


def test_inline_marks_point_into_the_text() -> None:
    markup = to_markup("A *very **big*** [link *there*](https://a.example/x?y=1&z=2) and `c<d`.")
    assert markup.text == "A very big link there and c<d."
    assert ("strong", "big", None) in marks_of(markup)
    assert ("link", "link there", "https://a.example/x?y=1&z=2") in marks_of(markup)
    assert ("emphasis", "there", None) in marks_of(markup)
    assert ("code", "c<d", None) in marks_of(markup)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "/local", "//a"])
def test_only_web_and_mail_links_stay(href: str) -> None:
    markup = to_markup(f"A [word]({href}).")
    assert (markup.text, markup.marks) == ("A word.", ())


def test_scripts_vanish_and_html_leaves_its_words() -> None:
    markup = to_markup("Before <b onclick=x()>bold</b>.<script>alert('x')\n\nstill</script> After.\n\n<div>Box</div>")
    assert markup.text == "Before bold. After.\n\nBox"


def test_a_tag_that_nothing_closes_swallows_no_report() -> None:
    assert to_markup("The <script> tag.\n\nThe rest.").text == "The <script> tag.\n\nThe rest."


def test_a_picture_in_the_report_is_passed_over() -> None:
    assert to_markup("See ![a map](https://a.example/map.png) here.").text == "See here."


def test_a_hashtag_is_no_heading() -> None:
    assert blocks_of(to_markup("#ferry fares rise")) == [("paragraph", 0, "#ferry fares rise")]


def test_quotation_marks_stay_as_typed_and_entities_become_characters() -> None:
    assert to_markup('“Curly” "straight" &eacute; &lt;b&gt; AT&T').text == '“Curly” "straight" é <b> AT&T'


def test_the_text_is_composed_even_across_marks() -> None:
    markup = to_markup("Cafe*\u0301s* open")
    assert markup.text == "Cafés open"
    assert marks_of(markup) == [("emphasis", "s", None)]


@pytest.mark.parametrize(
    "markdown",
    [">" * 100_000, "[" * 100_000, "> " * 25 + "x", "- " * 26 + "x", "a\n\n" * 100_000, "#a\n" * 100_000,
     "<div>" * 100_000,      "~~~\n" * 100_000, "\\" * 100_000],
)  # fmt: skip
def test_what_would_take_for_ever_is_refused(markdown: str) -> None:
    with pytest.raises(TooDeepError):
        to_markup(markdown)


def test_the_refusal_names_the_line() -> None:
    with pytest.raises(TooDeepError) as caught:
        to_markup("One.\n\nTwo.\n" + "> " * 30 + "x")
    assert caught.value.line == 4


@pytest.mark.parametrize("markdown", ["".join("    " * n + "- a\n" for n in range(300)), "\t" * 5_000 + "- a"])
def test_endless_indentation_ends(markdown: str) -> None:
    assert to_markup(markdown).text


def test_a_long_list_of_links_is_read() -> None:
    links = "\n".join(f"- [Paper {n}](https://a.example/one_two_{n}?a=1&b=2)" for n in range(300))
    assert len(to_markup(links).marks) == 300


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_blocks_and_marks_lie_inside_a_clean_text(markdown: str) -> None:
    markup = to_markup(markdown)
    assert "\n\n".join(markup.text[each.start : each.end] for each in markup.blocks) == markup.text
    assert unicodedata.is_normalized("NFC", markup.text)
    for block in markup.blocks:
        inside = markup.text[block.start : block.end]
        assert inside.strip()
        assert block.kind is BlockKind.CODE or "\n" not in inside
        assert block.kind is BlockKind.CODE or "  " not in inside
    for mark in markup.marks:
        assert any(each.start <= mark.start < mark.end <= each.end for each in markup.blocks)
        assert (mark.href is not None) == (mark.kind is MarkKind.LINK)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\ufeff]", markup.text.replace("\t", ""))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["em", "b", "i", "div", "span", "blockquote", "u"]), max_size=12))
def test_no_tag_of_the_article_reaches_the_text(tags: list[str]) -> None:
    html = "x".join(f"<{tag}>y</{tag}>" for tag in tags)
    assert "<" not in to_markup(html).text


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(markdown: str) -> None:
    with suppress(TooDeepError):
        assert to_markup(markdown).text.strip() == to_markup(markdown).text
