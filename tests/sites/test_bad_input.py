"""Bad input of every kind: each gives one clear located line, and nothing else is lost."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from whole_site import REPORT, Site, article

from newsar_build.errors import PublishError, UsageError

FIELDS = "headline: Bad\noutlet: courier\nfiled: 2026-02-25\n"
BOMB = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))


def front(extra: str = "", fields: str = FIELDS, report: str = REPORT) -> bytes:
    return f"---\n{fields}{extra}---\n\n{report}".encode()


BAD: dict[str, tuple[bytes, str]] = {
    "broken-yaml.md": (front("byline: [Ida\n"), "6:1: brief/syntax"),
    "field-twice.md": (front("filed: 2026-02-25\n"), "5:1: brief/syntax"),
    "unknown-field.md": (front("autor: Ida\n"), "5:1: brief/unknown-field"),
    "unknown-outlet.md": (front(fields=FIELDS.replace("courier", "corier")), "3:1: brief/unknown-outlet"),
    "no-headline.md": (front(fields=FIELDS.replace("headline: Bad\n", "")), "2:1: brief/missing-field"),
    "no-front-matter.md": (REPORT.encode(), "1:1: brief/no-front-matter"),
    "nothing.md": (b"", "1:1: brief/no-front-matter"),
    "binary.md": (bytes(range(256)) * 8, "1:1: brief/encoding"),
    "utf-16.md": (front().decode().encode("utf-16"), "1:4: brief/encoding"),
    "latin-1.md": (front(report="Café\n").decode().encode("latin-1"), "7:4: brief/encoding"),
    "long-line.md": (front(report="a" * 50_000_000), "1:1: brief/too-large"),
    "deep-quotes.md": (front(report=">" * 20_000 + " x\n"), "7:1: brief/too-deep"),
    "deep-yaml.md": (front("byline: " + "[" * 5_000 + "]" * 5_000 + "\n"), "5:28: brief/too-deep"),
    "bomb.md": (front(BOMB), "5:20: brief/too-deep"),
    "id-leads-out.md": (front("id: ../../etc/passwd\n"), "5:1: brief/bad-id"),
    "image-leads-out.md": (front("image: ../../../etc/passwd\n"), "5:1: brief/bad-image"),
    "script-as-link.md": (front("url: javascript:alert(1)\n"), "5:1: brief/invalid"),
    "bad-date.md": (front(fields=FIELDS.replace("25", "31")), "4:1: brief/bad-date"),
    "no-report.md": (front(report=""), "6:1: brief/empty"),
    "one-id.md": (front("id: NSR-2026-0225-00001\n"), "5:1: brief/duplicate-id"),
    "same-id.md": (front("id: NSR-2026-0225-00001\n"), "5:1: brief/duplicate-id"),
}
"""A bad article under its name, and where it must be located with which code."""


def lines_of(site: Site) -> dict[str, list[str]]:
    """Place and code of each problem, under the file's name; every one with a hint."""
    assert site.outcome
    found: dict[str, list[str]] = {}
    for problem in site.outcome.diagnostics:
        assert problem.hint, str(problem)
        assert "\n" not in str(problem)
        where = problem.location
        found.setdefault(Path(where.path).name, []).append(f"{where.line}:{where.column}: {problem.code}")
    return found


def test_each_bad_article_is_one_located_line_with_a_hint_and_costs_only_itself(site: Site) -> None:
    site.build()
    good, ledger = site.files(), (site.home / "content/ledger.yaml").read_bytes()
    for name, (body, _) in BAD.items():
        site.write(f"content/{name}", body)
    (site.home / "content/circle").symlink_to(site.home / "content")
    (site.home / "content/loop.md").symlink_to(site.home / "content/loop.md")
    (site.home / "content/out.md").symlink_to("/etc/hostname")
    (site.home / "content/quote \"'\n\x1b[31m\N{PILE OF POO}.md").write_bytes(front())
    outcome = site.build()
    lines = lines_of(site)
    assert {name: lines.get(name) for name in BAD} == {name: [line] for name, (_, line) in BAD.items()}
    assert lines["loop.md"] == ["1:1: brief/unreadable"]
    assert lines["out.md"] == ["1:1: brief/link-out"]
    assert len(outcome.diagnostics) == len(BAD) + 3
    assert site.files() == good
    assert (site.home / "content/ledger.yaml").read_bytes() == ledger


def test_strange_but_sound_articles_are_built_and_their_text_stays_text(site: Site) -> None:
    site.write("content/section.md", front("section: ../../../etc\n"))
    site.write("content/script.md", front(fields=FIELDS.replace("Bad", "'<script>alert(1)</script>\"><b>'")))
    site.write("content/smile \"' <x> \N{PILE OF POO}.md", front())
    site.write("content/comment.md", front(report=f"{REPORT}\n<!-- not\n\nfor readers -->\n\nThe end.\n"))
    assert site.build().diagnostics == ()
    assert all(place.resolve().is_relative_to(site.output) for place in site.output.rglob("*"))
    assert "<script>alert" not in site.page(f"briefs/{site.brief_of('script.md')}")
    comment = site.page(f"briefs/{site.brief_of('comment.md')}")
    assert "The end." in comment
    assert "for readers" not in comment


def test_a_picture_that_cannot_be_shown_costs_only_itself(site: Site) -> None:
    header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    site.write("content/vast.png", header + struct.pack(">II", 1_000_000, 1_000_000))
    site.write("content/heavy.png", header + struct.pack(">II", 10, 10) + bytes(20_000_001))
    site.write("content/drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    for name in ("vast.png", "heavy.png", "drawing.svg", "missing.png"):
        site.write(f"content/{name}.md", front(f"image: {name}\n"))
    outcome = site.build()
    lines = lines_of(site)
    assert len(lines) == len(outcome.diagnostics) == 4
    assert {line for found in lines.values() for line in found} == {"5:1: brief/bad-image"}
    assert "<figure" not in site.page(f"briefs/{site.brief_of('vast.png.md')}")


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("config.yaml", "site: {name: A\n", "2:1: config/syntax"),
        ("config.yaml", "site: {name: A}\nreprot: excerpt\n", "2:1: config/unknown-key"),
        ("config.yaml", "site: {timezone: Mars/Olympus}\n", "1:8: config/invalid"),
        ("config.yaml", "output: content/out\n", "1:1: config/invalid"),
        ("config.yaml", b"\xff\xfe\0\1", "1:1: config/syntax"),
        ("content/outlets.yaml", "courier: {name: A\n", "2:1: outlets/syntax"),
        ("content/outlets.yaml", "", "1:1: outlets/invalid"),
        ("content/ledger.yaml", "<<<<<<< HEAD\nversion: 1\n", "2:8: ledger/syntax"),
        ("content/ledger.yaml", "version: 1\nbriefs:\n- id: [\n", "4:1: ledger/syntax"),
    ],
)
def test_what_the_whole_site_rests_on_stops_the_build_and_leaves_every_byte(
    site: Site, path: str, text: str | bytes, line: str
) -> None:
    site.write("output/kept.txt", "kept")
    site.write(path, text)
    before = {place: place.read_bytes() for place in site.home.rglob("*") if place.is_file()}
    with pytest.raises(UsageError) as stopped:
        site.build()
    problem = stopped.value.diagnostics[0]
    assert f"{problem.location.line}:{problem.location.column}: {problem.code}" == line
    assert problem.location.path.endswith(path)
    assert problem.hint
    after = {place: place.read_bytes() for place in site.home.rglob("*") if place.is_file()}
    assert {place: after.get(place) for place in before} == before


def test_an_output_folder_that_cannot_be_written_is_one_located_line(site: Site) -> None:
    site.write("config.yaml", "output: /proc/newsar/output\n")
    with pytest.raises(PublishError) as stopped:
        site.build()
    problem = stopped.value.diagnostics[0]
    assert (problem.location.path, str(problem.code)) == ("/proc/newsar/output", "publish/failed")
    assert problem.hint


def test_a_damaged_memo_is_worked_out_anew(site: Site) -> None:
    site.build()
    good = site.files()
    for place in (site.home / ".newsar").rglob("*"):
        if place.is_file():
            place.write_bytes(b"garbage" * 100)
    assert site.build().diagnostics == ()
    assert site.files() == good


def test_a_longer_comment_in_code_is_text_and_one_that_nothing_closes_too(site: Site) -> None:
    site.write("content/code.md", article("Code", "```\n<!-- shown -->\n```\n\n<!-- open\n\nThe rest.\n"))
    assert site.build().diagnostics == ()
    page = site.page(f"briefs/{site.brief_of('code.md')}")
    assert "&lt;!-- shown --&gt;" in page
    assert "The rest." in page
