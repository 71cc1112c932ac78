"""Analyses of short reports."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from newsar_build.config import Config
from newsar_build.model.brief import Brief, Outlet
from newsar_build.model.findings import Analysis
from newsar_build.read.plain import plain_article
from newsar_build.steps.analysing import Setup, analyse_one, setup_of


@cache
def setup() -> Setup:
    return setup_of(Config(), Path("config.yaml"))


def analysed(text: str, headline: str = "") -> Analysis:
    article = plain_article(
        text,
        name="x",
        headline=headline,
        outlet="o",
        filed=datetime(2026, 2, 1, tzinfo=UTC),
        filed_has_time=True,
        language="en",
    )
    return analyse_one(setup(), Brief(id="x", article=article, outlet=Outlet(key="o", name="O")))
