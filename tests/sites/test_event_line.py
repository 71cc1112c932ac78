"""Who did what stands on the page and in the JSON, each answer with the sentence that gives it."""

from __future__ import annotations

import json
import re

from whole_site import Site, article

REPORT = """\
ORRIN — The harbour council closed the old pier in Orrin on Monday.

It was the third closure of the year, and the least expected of them all.

Boats were sent to the new quay, where there is room for forty.

The council closed the pier because of rotten piles, the clerk said.
"""


def test_each_answer_links_to_its_sentence_also_where_the_page_shows_an_excerpt(site: Site) -> None:
    site.write("content/a.md", article("Council closes old pier", REPORT))
    site.write("config.yaml", "report: excerpt\n")
    assert site.build().diagnostics == ()
    brief = site.brief_of("a.md")
    record = json.loads((site.output / "briefs" / brief / "brief.json").read_bytes())
    told = {name: record["text"][span["start"] : span["end"]] for name, span in record["event"].items() if span}
    assert told["who"] == "The harbour council"
    assert told["when"] == "Monday"
    assert told["why"] == "because of rotten piles"
    page = site.page(f"briefs/{brief}")
    line = page[page.index('id="event"') :].partition("</p>")[0]
    assert all(words in line for words in told.values())
    targets = re.findall(r'href="#(s\d+)"', line)
    assert targets
    assert all(f'id="{target}"' in page for target in targets)
