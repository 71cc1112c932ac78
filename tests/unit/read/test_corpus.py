from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsar_build.config import Config
from newsar_build.errors import Code
from newsar_build.model.brief import Article
from newsar_build.read.corpus import Corpus, assemble
from newsar_build.read.frontmatter import Reading, ReadSettings, read_article
from newsar_build.read.ledger import Ledger
from newsar_build.read.outlets import load_outlets
from newsar_build.read.sources import list_sources

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LIMIT = 100_000
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "outlets.yaml").write_text("courier: {name: Orrin Courier}\nherald: {name: Herald}\n", encoding="utf-8")
    return folder


def write(content: Path, path: str, fields: str = "", *, outlet: str = "courier", report: str = "Some words.") -> None:
    place = content / path
    place.parent.mkdir(parents=True, exist_ok=True)
    head = f"headline: About {place.stem}\noutlet: {outlet}\nfiled: 2026-02-25\n"
    place.write_text(f"---\n{head}{fields}---\n{report}\n", encoding="utf-8")


def build(
    content: Path,
    ledger: Ledger | None = None,
    *,
    drafts: bool = False,
    last_good: Mapping[str, Article] | None = None,
) -> Corpus:
    sources, unread, _ = list_sources(content, LIMIT)
    outlets, _ = load_outlets(content)
    return assemble(
        readings_of(content) if sources else (),
        outlets=outlets,
        ledger=ledger or Ledger(),
        content=content,
        config=Config(),
        now=NOW,
        drafts=drafts,
        unread=unread,
        last_good=last_good,
    )


def readings_of(content: Path) -> tuple[Reading, ...]:
    settings = ReadSettings.of(Config())
    return tuple(read_article(each.path, each.body, settings) for each in list_sources(content, LIMIT)[0])


def problems(content: Path) -> list[tuple[str, str]]:
    return [(each.code, each.location.path) for each in list_sources(content, LIMIT)[2]]


def test_articles_are_listed_by_path_and_hidden_files_passed_over(content: Path) -> None:
    for path in ("b/x.md", "a.md", "b-c.md", ".hidden.md", ".git/y.md", "b/notes.txt"):
        write(content, path)
    assert [each.path for each in list_sources(content, LIMIT)[0]] == ["a.md", "b-c.md", "b/x.md"]
    assert problems(content) == []


def test_links_out_of_the_content_are_not_followed(content: Path, tmp_path: Path) -> None:
    write(tmp_path / "secret", "s.md")
    (content / "folder").symlink_to(tmp_path / "secret")
    (content / "file.md").symlink_to(tmp_path / "secret/s.md")
    (content / "etc").symlink_to("/etc")
    assert list_sources(content, LIMIT)[0] == ()
    assert sorted(problems(content)) == [(Code.BRIEF_LINK_OUT, path) for path in ("etc", "file.md", "folder")]


def test_links_in_a_circle_are_harmless(content: Path) -> None:
    write(content, "a/x.md")
    (content / "a/up").symlink_to(content)
    (content / "loop").symlink_to(content / "loop")
    (content / "loop.md").symlink_to(content / "loop.md")
    (content / "twin.md").symlink_to(content / "a/x.md")
    assert [each.path for each in list_sources(content, LIMIT)[0]] == ["a/x.md"]
    assert problems(content) == [(Code.BRIEF_UNREADABLE, "loop.md")]


def test_an_enormous_file_is_not_read(content: Path) -> None:
    with (content / "huge.md").open("wb") as file:
        file.truncate(50_000_000)
    assert list_sources(content, LIMIT)[1] == ("huge.md",)
    assert problems(content) == [(Code.BRIEF_TOO_LARGE, "huge.md")]


def test_what_is_no_regular_file_does_not_hang_the_build(content: Path) -> None:
    os.mkfifo(content / "pipe.md")
    assert problems(content) == [(Code.BRIEF_UNREADABLE, "pipe.md")]


@pytest.mark.parametrize("name", [b"a\x1b[31m.md", b"a\xff.md", b"a\n.md"])
def test_a_file_name_that_no_address_can_hold_is_refused(content: Path, name: bytes) -> None:
    Path(os.fsdecode(os.fsencode(content) + b"/" + name)).write_bytes(b"x")
    ((code, path),) = problems(content)
    assert code == Code.BRIEF_UNREADABLE
    assert path.isprintable()
    assert path.isascii()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_listed_withdraws_nothing(content: Path) -> None:
    write(content, "a/x.md")
    first = build(content)
    (content / "a").chmod(0)
    second = build(content, first.ledger)
    (content / "a").chmod(0o700)
    assert problems(content) == []
    assert second.ledger == first.ledger
    assert [each.withdrawn for each in second.tombstones] == [False]


def test_briefs_carry_id_outlet_and_picture(content: Path) -> None:
    write(content, "2026/a.md", "image: ../map.png\n")
    (content / "map.png").write_bytes(PNG)
    corpus = build(content)
    (brief,) = corpus.briefs
    assert brief.outlet.name == "Orrin Courier"
    assert brief.id.startswith("NSR-2026-0225-")
    assert brief.image is not None
    assert (brief.image.path, brief.image.width, brief.image.height, brief.image.extension) == ("map.png", 3, 2, "png")
    assert corpus.diagnostics == ()


def test_an_unknown_outlet_is_located_and_its_neighbour_offered(content: Path) -> None:
    write(content, "a.md", outlet="heralt")
    write(content, "b.md")
    corpus = build(content)
    (problem,) = corpus.diagnostics
    assert (problem.code, str(problem.location)) == (Code.BRIEF_UNKNOWN_OUTLET, "a.md:3:1")
    assert "'herald'" in problem.hint
    assert [each.article.path for each in corpus.briefs] == ["b.md"]


@pytest.mark.parametrize("image", ["none.png", "/etc/passwd", "out.png", "text.png"])
def test_a_picture_that_cannot_be_shown_costs_only_itself(content: Path, tmp_path: Path, image: str) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    (content / "out.png").symlink_to(tmp_path / "secret.png")
    (content / "text.png").write_text("<svg/>", encoding="utf-8")
    write(content, "a.md", f"image: {image}\n")
    corpus = build(content)
    assert [(each.code, str(each.location)) for each in corpus.diagnostics] == [(Code.BRIEF_BAD_IMAGE, "a.md:5:1")]
    assert [each.image for each in corpus.briefs] == [None]


def test_two_articles_with_one_id_are_both_reported_where_they_claim_it(content: Path) -> None:
    write(content, "a.md", "id: NSR-2026-0225-00001\n")
    write(content, "b.md", "id: NSR-2026-0225-00001\n")
    corpus = build(content)
    assert [(each.code, str(each.location)) for each in corpus.diagnostics] == [
        (Code.BRIEF_DUPLICATE_ID, "a.md:5:1"),
        (Code.BRIEF_DUPLICATE_ID, "b.md:5:1"),
    ]
    assert corpus.briefs == ()


def test_the_ledger_decides_who_keeps_an_id(content: Path) -> None:
    write(content, "b.md", "id: NSR-2026-0225-00001\n")
    first = build(content)
    write(content, "a.md", "id: NSR-2026-0225-00001\n", report="Something else.")
    second = build(content, first.ledger)
    assert [(each.id, each.article.path) for each in second.briefs] == [("NSR-2026-0225-00001", "b.md")]
    assert {each.location.path for each in second.diagnostics} == {"a.md", "b.md"}


def test_a_broken_article_keeps_its_last_good_form(content: Path) -> None:
    write(content, "a.md")
    first = build(content)
    (content / "a.md").write_text("---\nheadline: 'x\n---\nWords.", encoding="utf-8")
    last_good = {brief.article.path: brief.article for brief in first.briefs}
    second = build(content, first.ledger, last_good=last_good)
    assert second.briefs == first.briefs
    assert [each.code for each in second.diagnostics] == [Code.BRIEF_SYNTAX]


def test_a_broken_article_without_a_last_good_form_leaves_a_tombstone(content: Path) -> None:
    write(content, "a.md")
    first = build(content)
    (content / "a.md").write_text("---\nheadline: 'x\n---\nWords.", encoding="utf-8")
    second = build(content, first.ledger)
    assert [(each.id, each.withdrawn) for each in second.tombstones] == [(first.briefs[0].id, False)]
    assert second.ledger == first.ledger


def test_drafts_wait_and_the_ledger_never_hears_of_them(content: Path) -> None:
    write(content, "a.md", "draft: true\n")
    assert build(content).briefs == ()
    shown = build(content, drafts=True)
    assert len(shown.briefs) == 1
    assert shown.ledger == Ledger()


def test_an_expired_article_is_withdrawn(content: Path) -> None:
    write(content, "a.md")
    first = build(content)
    write(content, "a.md", "expires: 2026-02-28\n")
    second = build(content, first.ledger)
    assert second.briefs == ()
    assert [(each.id, each.withdrawn) for each in second.tombstones] == [(first.briefs[0].id, True)]


NEWSROOM = Path(__file__).parents[4] / "shared/newsroom/content"


@pytest.mark.newsroom
@pytest.mark.skipif(not NEWSROOM.is_dir(), reason="the shared newsroom is not beside the checkout")
def test_a_month_of_a_real_newsroom_reads_without_a_problem() -> None:
    settings = ReadSettings.of(Config())
    sources, unread, refused = list_sources(NEWSROOM, LIMIT * 10)
    assert (unread, refused) == ((), ())
    assert load_outlets(NEWSROOM)[1] == ()
    for source in sources[::10]:
        assert read_article(source.path, source.body, settings).diagnostics == ()
