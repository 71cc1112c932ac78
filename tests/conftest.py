"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from whole_site import OUTLETS, Site, article


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Three outlets, three articles on two events."""
    made = Site(tmp_path / "site")
    made.write("config.yaml", "site: {name: Test News}\n")
    made.write("content/outlets.yaml", OUTLETS)
    made.write("content/a.md", article("Tides kept the lights on in Skerrin"))
    made.write("content/b.md", article("Tidal turbines met a third of Skerrin's power", outlet="ledger"))
    made.write(
        "content/c.md",
        article(
            "Orrin council meters its street trees",
            "The council of Orrin voted on Monday to fit sensors to 4,000 limes. Edda Quillon, the mayor, said the "
            "plan costs 300,000 crowns. Critics asked who would read the sensors.",
            outlet="wire",
            filed="2026-02-25T08:00:00Z",
        ),
    )
    return made
