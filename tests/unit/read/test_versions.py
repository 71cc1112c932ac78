"""Former versions in the ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsar_build.errors import Code
from newsar_build.model.findings import ClaimType, Span
from newsar_build.model.versions import Cause, CauseKind, KeptClaim, Maker, Program, Rerun, State, Version
from newsar_build.read.ledger import Entry, Ledger, dump_ledger, load_ledger
from newsar_build.read.versions import KeptRow, digest_of_text, kept_rows, versions_of

CLAIM = KeptClaim(text="31 — “cars”", type=ClaimType.STATISTIC, attributed_to="A: B", evidence=(Span(start=0, end=4),))
STATE = State(
    figures=(("words", 12.0), ("tone", 0.312), ("framing/Security and defense", 0.2)),
    claims=(CLAIM,),
    program=Program(
        pipeline="p 1", metadata="abc", makers=(Maker(name="tone", version="2", lexicon="1e5", settings="007"),)
    ),
)
RERUN = Rerun(
    figures=(("words", 12.0),),
    claims=(),
    causes=(("tone", (Cause(kind=CauseKind.VERSION, of="tone", before="1", after="2"),)),),
)
LONG = "\n\n".join(f"Paragraph {number} says that the ferry of pier {number} sailed." for number in range(60))


def version(text: str | None, headline: str = "H", rerun: Rerun | None = None) -> Version:
    digest = digest_of_text(headline, text or "")
    return Version(digest=digest, headline=headline, text=text, state=STATE if text else None, rerun=rerun)


def ledger(*versions: Version) -> Ledger:
    entry = Entry(
        id="NSR-2026-0225-00001", path="a.md", digest="d", headline="H", outlet="o", day=date(2026, 2, 25),
        story="NSR-S-2026-0225-00001", versions=versions, present=STATE,
    )  # fmt: skip
    return Ledger(entries=(entry,), merged=(("NSR-S-2026-0226-00001", "NSR-S-2026-0225-00001"),))


def read(tmp_path: Path, text: str) -> tuple[Ledger, list[tuple[Code, int]]]:
    (tmp_path / "ledger.yaml").write_text(text, encoding="utf-8")
    found, problems = load_ledger(tmp_path / "ledger.yaml")
    return found, [(each.code, each.location.line) for each in problems]


def test_a_ledger_with_versions_and_stories_is_read_as_it_was_written(tmp_path: Path) -> None:
    whole = ledger(
        version(LONG, rerun=RERUN), version(None), version(LONG.replace("7", "8")), version("Short: 'now'\x85")
    )
    assert read(tmp_path, dump_ledger(whole)) == (whole, [])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=60) | st.none(), max_size=5))
def test_whatever_the_texts_they_come_back(texts: list[str | None]) -> None:
    versions = tuple(version(text) for text in texts)
    rows = [KeptRow.model_validate(row) for row in kept_rows(versions, STATE)]
    assert [each.text for each in versions_of(rows, STATE)] == texts


def test_hundreds_of_versions_of_a_long_report_take_little_more_room_than_one(tmp_path: Path) -> None:
    texts = [LONG]
    for number in range(300):
        texts.append(texts[-1].replace(f"pier {number % 60} ", f"pier {number % 60} x{number} "))
    bare = tuple(Version(digest=digest_of_text("H", text), headline="H", text=text, state=None) for text in texts)
    written = dump_ledger(ledger(*bare))
    assert len(written) < 3 * len(LONG) + 300 * 250
    assert read(tmp_path, written) == (ledger(*bare), [])


@pytest.mark.parametrize(
    ("whole", "harmed"),
    [
        ("Paragraph 3 says", "Paragraph 3 denies"),
        ("type: statistic", "type: rumour"),
        ("story: NSR-S-2026-0225-00001", "story: tides"),
        ("merged_into: NSR-S-2026-0225-00001", "merged_into: ../.."),
        ("      - 0\n      - 4\n", "      - 0\n"),
    ],
)
def test_a_broken_version_or_story_is_reported_in_its_place_and_nothing_is_read(
    tmp_path: Path, whole: str, harmed: str
) -> None:
    text = dump_ledger(ledger(version(LONG.replace("7", "8")), version(LONG)))
    assert whole in text
    found, problems = read(tmp_path, text.replace(whole, harmed))
    assert found == Ledger()
    assert {code for code, _ in problems} == {Code.LEDGER_INVALID}
    assert all(line > 3 for _, line in problems)


def test_a_ledger_from_before_stories_and_versions_still_reads(tmp_path: Path) -> None:
    old = (
        "briefs:\n- id: NSR-2026-0225-00001\n  path: a.md\n  digest: d\n  headline: H\n  outlet: o\n  day: 2026-02-25\n"
    )
    found, problems = read(tmp_path, old)
    assert problems == []
    assert (found.entries[0].story, found.entries[0].versions, found.merged) == (None, (), ())
    assert dump_ledger(found).endswith(old)
