from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from newsar_build.errors import Code
from newsar_build.model.brief import Article, Kind
from newsar_build.read.frontmatter import Reading, ReadSettings, read_article

SETTINGS = ReadSettings(timezone="Europe/Paris", language="en")
HEAD = "headline: Ferry fares frozen\noutlet: orrin-courier\nfiled: 2026-02-25\n"
BODY = "\n\nThe ferry line said on Monday that fares would stay frozen until the autumn of next year.\n"


def read(text: str | bytes, path: str = "2026/ferry.md") -> Reading:
    return read_article(path, text.encode() if isinstance(text, str) else text, SETTINGS)


def article(fields: str = "", body: str = BODY) -> Article:
    reading = read(f"---\n{HEAD}{fields}---{body}")
    assert reading.diagnostics == ()
    assert reading.article is not None
    return reading.article


def faults(text: str | bytes) -> list[tuple[str, int, int]]:
    reading = read(text)
    assert reading.article is None
    return [(each.code, each.location.line, each.location.column) for each in reading.diagnostics]


def field_fault(field: str) -> list[tuple[str, int, int]]:
    return faults(f"---\n{HEAD}{field}\n---{BODY}")


def test_a_plain_article_is_read_and_the_rest_derived() -> None:
    found = article()
    assert (found.headline, found.outlet) == ("Ferry fares frozen", "orrin-courier")
    assert found.filed == datetime(2026, 2, 24, 23, tzinfo=UTC)
    assert (found.day, found.filed_has_time) == (date(2026, 2, 25), False)
    assert (found.kind, found.language, found.section, found.dek) == (Kind.NEWS_REPORT, "en", None, None)


@pytest.mark.parametrize(
    ("filed", "moment", "day"),
    [
        ("2026-02-25T23:30:00Z", datetime(2026, 2, 25, 23, 30, tzinfo=UTC), date(2026, 2, 26)),
        ("'2026-02-25T23:30:00+02:00'", datetime(2026, 2, 25, 21, 30, tzinfo=UTC), date(2026, 2, 25)),
        ("2026-02-25 08:15", datetime(2026, 2, 25, 7, 15, tzinfo=UTC), date(2026, 2, 25)),
        ("'2026-07-01T08:15'", datetime(2026, 7, 1, 6, 15, tzinfo=UTC), date(2026, 7, 1)),
    ],
)
def test_a_time_without_a_zone_is_the_sites(filed: str, moment: datetime, day: date) -> None:
    reading = read(f"---\nheadline: A\noutlet: b\nfiled: {filed}\n---{BODY}")
    assert reading.article is not None
    assert (reading.article.filed, reading.article.day, reading.article.filed_has_time) == (moment, day, True)


@pytest.mark.parametrize(
    "filed", ["2026-02-30", "yesterday", "'2026-13-01'", "20", "[2026]", "true", "0001-01-01T00:00:00+14:00"]
)
def test_an_impossible_date_is_located(filed: str) -> None:
    assert faults(f"---\nheadline: A\noutlet: b\nfiled: {filed}\n---{BODY}") == [(Code.BRIEF_BAD_DATE, 4, 1)]


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    plain = read(f"---\n{HEAD}---{BODY}")
    assert read(b"\xef\xbb\xbf" + f"---\n{HEAD}---{BODY}".replace("\n", "\r\n").encode()) == plain


def test_every_missing_field_is_reported() -> None:
    assert [code for code, _, _ in faults("---\ndek: x\n---" + BODY)] == [Code.BRIEF_MISSING_FIELD] * 3


def test_all_problems_of_a_file_are_reported_at_once() -> None:
    text = "---\nheadline: A\noutlit: b\nfiled: never\nkind: opinon\n---\n"
    assert {code: line for code, line, _ in faults(text)} == {
        Code.BRIEF_EMPTY: 7,
        Code.BRIEF_UNKNOWN_FIELD: 3,
        Code.BRIEF_MISSING_FIELD: 2,
        Code.BRIEF_BAD_DATE: 4,
        Code.BRIEF_INVALID: 5,
    }


def test_near_words_are_offered() -> None:
    reading = read(f"---\n{HEAD}kind: opinon\nbylin: A\n---{BODY}")
    hints = {each.code: each.hint for each in reading.diagnostics}
    assert "'opinion'" in hints[Code.BRIEF_INVALID]
    assert "'byline'" in hints[Code.BRIEF_UNKNOWN_FIELD]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{HEAD}{BODY}", (Code.BRIEF_NO_FRONT_MATTER, 1, 1)),
        ("", (Code.BRIEF_NO_FRONT_MATTER, 1, 1)),
        (f"---\n{HEAD}", (Code.BRIEF_NO_FRONT_MATTER, 1, 1)),
        (f"---\n{HEAD}---\n \n", (Code.BRIEF_EMPTY, 6, 1)),
        (f"---\n{HEAD}---\n<script>x()</script>\n", (Code.BRIEF_EMPTY, 6, 1)),
        (f"---\n{HEAD}dek: 'x\n---{BODY}", (Code.BRIEF_SYNTAX, 6, 1)),
        (f"---\n{HEAD}dek: a: b\n---{BODY}", (Code.BRIEF_SYNTAX, 5, 7)),
        (f"---\n{HEAD}headline: B\n---{BODY}", (Code.BRIEF_SYNTAX, 5, 1)),
        (f"---\n- a\n---{BODY}", (Code.BRIEF_SYNTAX, 2, 1)),
        (f"---\n{HEAD}dek: {'[' * 5000}\n---{BODY}", (Code.BRIEF_TOO_DEEP, 5, 25)),
        (f"---\n{HEAD}---\n\nOne.\n\n{'>' * 9000} x\n", (Code.BRIEF_TOO_DEEP, 9, 1)),
    ],
)
def test_a_broken_file_is_located(text: str, expected: tuple[str, int, int]) -> None:
    assert faults(text) == [expected]


def test_a_yaml_bomb_stops_early() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    bomb = "\n".join(lines)
    assert faults(f"---\n{HEAD}{bomb}\n---{BODY}")[0][0] == Code.BRIEF_TOO_DEEP


def test_bytes_that_are_not_utf_8_are_located() -> None:
    assert faults(b"---\nheadline: caf\xe9\n---\nx") == [(Code.BRIEF_ENCODING, 2, 14)]
    assert faults(b"\xef\xbb\xbf---\nheadline: caf\xe9\n---\nx") == [(Code.BRIEF_ENCODING, 2, 14)]


def test_a_binary_file_is_no_article() -> None:
    assert faults(b"\x89PNG\r\n\x1a\n\x00\x00") == [(Code.BRIEF_ENCODING, 3, 1)]
    assert faults(f"---\n{HEAD}---\nab\0c".encode()) == [(Code.BRIEF_ENCODING, 6, 3)]


@pytest.mark.parametrize(
    "field",
    ["byline: {a: b}", "dek: [a]", "url: javascript:alert(1)", "url: ftp://a.example", "language: no",
     "language: English", "draft: perhaps", "corrections: x", "corrections: [{date: 2026-02-25}]",
     "corrections: [{date: 2026-02-25, note: [a]}]",
     "section: {}", "byline: [[a]]", "draft: 1"],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_located(field: str) -> None:
    assert field_fault(field) == [(Code.BRIEF_INVALID, 5, 1)]


@pytest.mark.parametrize("wanted", ["../../etc", "NSR-2026-225-1", "nsr-2026-0225-00001", "NSR-2026-0225-00001/.."])
def test_an_id_that_could_lead_elsewhere_is_refused(wanted: str) -> None:
    assert field_fault(f"id: {wanted}") == [(Code.BRIEF_BAD_ID, 5, 1)]


@pytest.mark.parametrize("image", ["../../x.png", "https://a.example/x.png", "//a.example/x", "a\\b.png", "/../x.png"])
def test_an_image_outside_the_content_is_refused(image: str) -> None:
    assert field_fault(f"image: {image}") == [(Code.BRIEF_BAD_IMAGE, 5, 1)]


def test_an_image_is_relative_to_its_article_or_to_the_content() -> None:
    assert (found := article("image: map.png\n").image) is not None
    assert found.path == "2026/map.png"
    assert (found := article("image: ../pictures/map.png\nimage_caption: The bay\n").image) is not None
    assert (found.path, found.alt) == ("pictures/map.png", "The bay")
    assert (found := article("image: /map.png\n").image) is not None
    assert found.path == "map.png"


def test_a_script_in_the_headline_stays_plain_text() -> None:
    reading = read(f"---\nheadline: '<script>alert(1)</script>'\noutlet: a\nfiled: 2026-02-25\n---{BODY}")
    assert reading.article is not None
    assert reading.article.headline == "<script>alert(1)</script>"


def test_control_characters_leave_a_headline() -> None:
    reading = read('---\nheadline: "A\\u001b[31m\\u202Eb\\u0000\\nc"\noutlet: a\nfiled: 2026-02-25\n---' + BODY)
    assert reading.article is not None
    assert reading.article.headline == "A[31mb c"


def test_fields_are_read_as_they_are_written() -> None:
    found = article(
        "byline: [Ann Lee, Bo Ek]\nurl: https://a.example/x\nkind: press-release\nlanguage: sv\ndraft: true\n"
        "id: NSR-2026-0225-00007\nexpires: 2026-03-01\ncorrections:\n- {date: 2026-02-26, note: A name was wrong.}\n"
    )
    assert found.byline == ("Ann Lee", "Bo Ek")
    assert (found.kind, found.language, found.draft) == (Kind.PRESS_RELEASE, "sv", True)
    assert found.id == "NSR-2026-0225-00007"
    assert found.corrections[0].note == "A name was wrong."
    assert found.expires == datetime(2026, 2, 28, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "headline", "kind"),
    [
        ("", "Opinion: Keep the ferry", Kind.OPINION),
        ("", "Analysis: What the vote means", Kind.ANALYSIS),
        ("", "Why fares rise | Opinion", Kind.OPINION),
        ("section: Opinion\n", "Keep the ferry", Kind.OPINION),
        ("", "Interview: The captain speaks", Kind.INTERVIEW),
        ("", "Poll shows what public opinion wants: more ferries", Kind.NEWS_REPORT),
    ],
)
def test_the_kind_follows_section_and_label(fields: str, headline: str, kind: Kind) -> None:
    reading = read(f"---\nheadline: '{headline}'\noutlet: a\nfiled: 2026-02-25\n{fields}---{BODY}")
    assert reading.article is not None
    assert reading.article.kind is kind


@pytest.mark.parametrize(
    ("opening", "dateline"),
    [
        ("ORRIN, Feb 24 — The", "ORRIN"),
        ("ORRIN — The", "ORRIN"),
        ("LONDON (Reuters) - The", "LONDON"),
        ("ST. PAUL, Minn. (AP) — The", "ST. PAUL, Minn."),
        ("BREAKING — The", None),
        ("The ferry — the only one — sank", None),
    ],
)
def test_a_dateline_opens_the_report_and_stays_in_it(opening: str, dateline: str | None) -> None:
    found = article(body=f"\n\n{opening} ferry line said that fares would stay.\n")
    assert found.dateline == dateline
    assert found.text.startswith(opening)


def test_the_language_is_found_or_the_sites_is_taken() -> None:
    swedish = "Färjelinjen meddelade på måndagen att priserna inte höjs före hösten nästa år, sade chefen."
    assert article(body=f"\n\n{swedish}\n").language == "sv"
    assert article(body="\n\nOk.\n").language == "en"


def test_a_reading_survives_json() -> None:
    adapter = TypeAdapter(Reading)
    for text in (f"---\n{HEAD}expires: 2026-03-01\nimage: a.png\n---\n\nA *b* [c](https://a.example).\n", "---\nx"):
        assert adapter.validate_json(adapter.dump_json(read(text))) == read(text)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from([b"", b"---\n", b"---\nheadline: "]), st.sampled_from([b"", b"\n---\nx"])
)
def test_no_bytes_make_reading_fall_over(body: bytes, before: bytes, after: bytes) -> None:
    reading = read(before + body + after)
    assert reading.article is not None or reading.diagnostics
