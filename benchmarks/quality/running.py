"""Texts through the same door as `newsar analyse --jsonl`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from newsar_build.batch import analyse_lines

JOBS = 1


def briefs_of(reports: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The brief JSON of each report (`id`, `text` and what else a line may hold), in order, by default settings."""
    lines = (json.dumps(report, ensure_ascii=False) for report in reports)
    return [json.loads(line.text) for line in analyse_lines(lines, Path("config.yaml"), JOBS)]


def briefs_of_texts(texts: Iterable[str]) -> list[dict[str, Any]]:
    """The brief JSON of each text, in order."""
    return briefs_of({"id": str(number), "text": text} for number, text in enumerate(texts))
