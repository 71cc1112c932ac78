"""content/entities.yaml on a whole site: what it says is on the dossiers, what is wrong in it costs nothing else."""

from __future__ import annotations

import json
from typing import Any

from whole_site import Site

ENTRIES = """\
- name: Maren A. Tolvik
  type: Person
  aliases: [Maren Tolvik, the Tide Lady]
  wikidata: Q42
  description: Director of <i>tides</i>.
- name: Nordhaven
  type: Town
"""


def people(site: Site) -> dict[str, Any]:
    rows = json.loads((site.output / "api/entities.json").read_bytes())["items"]
    return {row["id"]: row for row in rows if row["type"] == "Person"}


def test_the_desks_entries_make_dossiers_at_once_and_a_faulty_one_is_told(site: Site) -> None:
    site.build()
    assert "person/maren-tolvik" in people(site)
    site.write("content/entities.yaml", ENTRIES)
    (problem,) = site.build().diagnostics
    assert (problem.location.line, str(problem.code)) == (7, "entities/unknown-type")
    row = people(site)["person/maren-a-tolvik"]
    assert row["description"] == "Director of <i>tides</i>."
    assert "person/maren-tolvik" not in people(site)
    page = site.page("entities/person/maren-a-tolvik")
    assert "Director of &lt;i&gt;tides&lt;/i&gt;." in page
    assert "https://www.wikidata.org/wiki/Q42" in page
