"""The command line as its users type it."""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import bagit
import pytest
from whole_site import NOW, Site

from newsar_build.build import build
from newsar_build.desk import check_site, explain
from newsar_build.progress import Silent
from newsar_build.steps.workshop import Request


def newsar(*arguments: str, cwd: Path, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "newsar_build", *arguments]
    return subprocess.run(command, cwd=cwd, input=text, capture_output=True, text=True, check=False)


def test_a_new_site_builds_as_it_is_and_is_whole(tmp_path: Path) -> None:
    assert newsar("init", "site", cwd=tmp_path).returncode == 0
    home = tmp_path / "site"
    built = newsar("build", cwd=home)
    assert (built.returncode, "hint" in built.stderr) == (0, False)
    assert "2 briefs" in built.stdout
    assert newsar("verify", "output", cwd=home).returncode == 0
    assert newsar("check", "--links", cwd=home).returncode == 0
    assert newsar("init", ".", cwd=home).returncode == 2


def test_a_command_loads_only_what_it_uses(site: Site) -> None:
    site.build()
    site.build()
    heavy = (
        "{'spacy', 'thinc', 'onnxruntime', 'scipy', 'nltk', 'pyvis', 'networkx', 'jinja2', 'joblib', 'feedgen', 'rich'}"
    )
    for command in (["--help"], ["check"], ["build", "--quiet"]):
        program = f"""
import sys
sys.argv[1:] = {command}
from newsar_build.cli import main
try:
    main()
except SystemExit as done:
    assert done.code == 0
print(sorted({heavy} & sys.modules.keys()))
"""
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=site.home, capture_output=True, text=True, check=True
        )
        assert (done.stdout.splitlines()[-1], done.stderr) == ("[]", ""), command


def test_an_edition_is_packed_twice_to_the_same_bytes_and_its_bag_is_valid(site: Site) -> None:
    site.build()
    for folder in ("one", "two"):
        assert newsar("archive", "2026-02-24", "--to", folder, cwd=site.home).returncode == 0
    one, two = (site.home / folder / "edition-2026-02-24.zip" for folder in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    bag = site.home / "one/edition-2026-02-24"
    assert bagit.Bag(str(bag)).is_valid()
    page = (bag / "data/editions/2026/02/24/index.html").read_text()
    assert "index.html" in page
    assert newsar("verify", str(one), cwd=site.home).returncode == 0
    (bag / "data/index.html").write_text("changed")
    assert newsar("verify", str(bag), cwd=site.home).returncode == 1


def test_problems_are_printed_with_place_code_and_hint_and_the_status_says_so(site: Site) -> None:
    site.write("content/d.md", "---\nheadline: X\noutlet: couriers\nfiled: 2026-02-24\n---\nText here.\n")
    done = newsar("build", cwd=site.home)
    assert done.returncode == 1
    assert "content/d.md:3:1: brief/unknown-outlet: " in done.stderr
    assert "did you mean 'courier'?" in done.stderr
    rows = json.loads(newsar("build", "--format", "json", cwd=site.home).stdout)
    assert rows[0]["code"] == "brief/unknown-outlet"
    assert "::error file=" in newsar("build", "--format", "github", cwd=site.home).stdout


def test_wrong_usage_writes_nothing(site: Site) -> None:
    site.write("config.yaml", "site: {nam: X}\n")
    done = newsar("build", cwd=site.home)
    assert done.returncode == 2
    assert "config.yaml:1:8: config/unknown-key" in done.stderr
    assert not site.output.exists()
    assert newsar("build", "--nonsense", cwd=site.home).returncode == 2


def test_a_batch_keeps_order_ids_and_text_and_tells_of_bad_lines(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "one", "text": "The mayor of Orrin said 5 people\n\nwere hurt.", "headline": "Five hurt"}),
        "not json",
        json.dumps({"id": "half \ud800", "text": "x"}),
        json.dumps({"id": 3, "text": "Skerrin Bay froze in January.", "filed": "2026-01-03", "outlet": None}),
    ]
    done = newsar("analyse", "--jsonl", cwd=tmp_path, text="\n".join(lines) + "\n")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [row["id"] for row in rows] == ["one", None, "half \ud800", 3]
    assert rows[0]["text"] == "The mayor of Orrin said 5 people\n\nwere hurt."
    assert "error" in rows[1]
    assert "error" in rows[2]


def test_relate_gives_every_id_exactly_once(tmp_path: Path) -> None:
    event = "The tidal turbines in Skerrin Bay supplied a third of the electricity after the Pell Sound cable failed."
    lines = [
        {"id": "a", "headline": "Turbines keep Skerrin lit", "text": event},
        {"id": "b", "headline": "Skerrin lit by turbines after cable fails", "text": event + " The office said so."},
        {
            "id": "c",
            "headline": "Goalkeeper signs",
            "text": "Jon Tolvik has signed a contract with the club until 2028.",
        },
    ]
    done = newsar("relate", "--jsonl", cwd=tmp_path, text="".join(json.dumps(line) + "\n" for line in lines))
    groups = [json.loads(line)["briefs"] for line in done.stdout.splitlines()]
    assert sorted(id_ for group in groups for id_ in group) == ["a", "b", "c"]
    assert ["a", "b"] in groups


def test_relate_takes_what_programs_write_and_loses_no_line(tmp_path: Path) -> None:
    lines = [
        {"id": 7, "headline": "Harbour fire destroys the Keld warehouse in Port Tamsin", "text": ""},
        {"id": 8, "headline": None, "text": "A goalkeeper signs.", "outlet": None, "filed": None, "url": None},
        {"id": "half \ud800", "headline": "x", "text": "x"},
        {"id": "headline", "headline": "half \ud800", "text": "x"},
        {"id": "when", "headline": "x", "text": "x", "filed": "yesterday"},
        {"id": "nothing", "headline": "", "text": ""},
        {"id": 7, "headline": "x", "text": "x"},
        {"id": True, "headline": "x", "text": "x"},
    ]
    done = newsar("relate", "--jsonl", cwd=tmp_path, text="".join(json.dumps(line) + "\n" for line in lines))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert sorted(row["briefs"] for row in rows if "story" in row) == [[7], [8]]
    assert [row["id"] for row in rows if "error" in row] == ["half \ud800", "headline", "when", "nothing", 7, True]
    assert "filed: no ISO 8601 date: 'yesterday'" in done.stdout


def test_explain_prints_sums_that_can_be_recomputed(site: Site) -> None:
    site.build()
    done = newsar("explain", site.brief_of("a.md"), cwd=site.home)
    tone = done.stdout.partition("\ntone ")[2].partition("\n\n")[0].splitlines()
    total = float(tone[0].split()[0])
    start = float(tone[0].split("=")[1].split()[0])
    points = sum(float(line.split("=")[1].split()[0]) for line in tone[1:])
    assert abs(min(1, max(0, start + points)) - total) < 0.0005


def test_explain_prints_salience_that_can_be_recomputed(site: Site) -> None:
    site.build()
    done = newsar("explain", site.brief_of("a.md"), cwd=site.home)
    lines = done.stdout.partition("\nsalience")[2].partition("\n\n")[0].splitlines()[1:]
    assert lines
    for line in lines:
        reckoning, _, parts = line.partition(": ")
        share, total, largest = (float(each) for each in re.findall(r"-?\d+\.\d+", reckoning)[:3])
        added = sum(float(value) * float(weight) for value, weight in re.findall(r"(\d\.\d+) × ([+-]\d\.\d+)", parts))
        assert abs(added - total) < 0.01
        assert share in (0.01, pytest.approx(total / largest, abs=0.001))


def explained(site: Site) -> str:
    site.build()
    return "\n".join(explain(site.home / "config.yaml", site.brief_of("a.md"), NOW))


def section(text: str, name: str) -> list[str]:
    """The lines of one figure, its head first."""
    return text.partition(f"\n{name}")[2].partition("\n\n")[0].splitlines()


def numbers(line: str) -> list[float]:
    return [float(each) for each in re.findall(r"[+-]?\d+\.\d+", line)]


def reckonings(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Each line of a reckoning with the further lines that hold its parts."""
    heads = [at for at, line in enumerate(lines) if re.match(r"  [^ ]", line)]
    for at, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        yield lines[at], " ".join(lines[at + 1 : end])


def test_explain_prints_means_whose_sentences_are_all_there(site: Site) -> None:
    text = explained(site)
    for name in ("valence", "subjective language"):
        head, *rest = section(text, name)
        values = [float(each) for each in re.findall(r"S\d+ ([+-]?\d\.\d+)", " ".join(rest))]
        assert len(values) == int(re.findall(r"(\d+) sentences", head)[0])
        assert sum(values) / len(values) == pytest.approx(numbers(head)[0], abs=0.001)


def test_explain_prints_each_frame_s_chances_by_sentence(site: Site) -> None:
    frames = list(reckonings(section(explained(site), "framing")[1:]))
    assert frames
    for line, rest in frames:
        score, total = numbers(line)[:2]
        chances = [float(each) for each in re.findall(r"S\d+ (\d\.\d+)", rest)]
        assert sum(chances) == pytest.approx(total, abs=0.0005 * (len(chances) + 20))
        assert total / int(re.findall(r"/ (\d+)", line)[0]) == pytest.approx(score, abs=0.001)


def test_explain_prints_topics_that_can_be_recomputed(site: Site) -> None:
    found = list(reckonings(section(explained(site), "topics")[1:]))
    assert found
    for line, rest in found:
        confidence, share, shares, summed = numbers(line)[:4]
        parts = [float(weight) * float(chance) for weight, chance in re.findall(r" (\d) × (\d\.\d+)", rest)]
        assert sum(parts) == pytest.approx(summed, abs=0.002 * len(parts))
        assert summed / float(re.findall(r"/ (\d+)$", line)[0]) == pytest.approx(share, abs=0.001)
        assert min(share / shares, 0.99) == pytest.approx(confidence, abs=0.002)


def test_explain_prints_quality_as_the_share_of_checks_passed(site: Site) -> None:
    head, *checks = section(explained(site), "quality")
    assert numbers(head)[0] == pytest.approx(sum("passed" in each[:9] for each in checks) / len(checks), abs=0.001)


def test_explain_prints_confidence_in_the_summary_that_can_be_recomputed(site: Site) -> None:
    found = list(reckonings(section(explained(site), "summary")[1:]))
    assert found
    for line, rest in found:
        confidence, total = numbers(line)[:2]
        added = sum(float(v) * float(w) for v, w in re.findall(r"(-?\d+\.\d+) × ([+-]\d+\.\d+)", rest))
        assert added == pytest.approx(total, abs=0.005)
        assert min(1 / (1 + math.exp(-total)), 0.95) == pytest.approx(confidence, abs=0.001)


def test_explain_prints_keywords_that_can_be_recomputed(site: Site) -> None:
    found = list(reckonings(section(explained(site), "keywords")[1:]))
    assert found
    first = numbers(found[0][0])[1]
    for line, rest in found:
        salience, chance, _, total = numbers(line)[:4]
        added = sum(float(v) * float(w) for v, w in re.findall(r"(\d+\.\d+) × ([+-]\d+\.\d+)", rest))
        assert added == pytest.approx(total, abs=0.02)
        assert 1 / (1 + math.exp(-total)) == pytest.approx(chance, abs=0.001)
        assert chance / first == pytest.approx(salience, abs=0.002)


def test_every_command_has_help_with_an_example(tmp_path: Path) -> None:
    for command in ("build", "serve", "init", "new", "analyse", "relate", "explain", "check", "archive", "verify"):
        done = newsar(command, "--help", cwd=tmp_path)
        assert done.returncode == 0
        assert "Example: newsar" in done.stdout


class Noted(Silent):
    """Remembers how much work each stage had."""

    def __init__(self) -> None:
        self.work: dict[str, int] = {}

    def begin(self, stage: str, total: int) -> None:
        self.work[stage] = total


def test_commands_beside_build_forget_nothing_that_a_build_worked_out(site: Site) -> None:
    site.build()
    config = site.home / "config.yaml"
    check_site(config, NOW, links=True)
    explain(config, site.brief_of("a.md"), NOW)
    config.write_text(f"{config.read_text()}# looked at again\n")
    noted = Noted()
    build(
        Request(config=config, now=NOW, strict=True), noted
    )  # asked otherwise, so that it does not just see the site stand
    assert (noted.work["analyse"], noted.work["render"]) == (0, 0)
