"""Where a name begins and ends in the text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import spacy

from newsar_build.analyse.analyser import AnalyserConfig, filing_of, report_of
from newsar_build.analyse.entities import find_entities
from newsar_build.model.brief import Brief, Outlet
from newsar_build.read.plain import plain_article


def names(text: str, tagged: str, label: str) -> list[str]:
    """The names that a report has where the tagger marks one stretch of it, as they stand in the text."""
    article = plain_article(
        text, name="a", headline="Tide", outlet="o", filed=datetime(2031, 4, 2, tzinfo=UTC), filed_has_time=False,
        language="en",
    )  # fmt: skip
    brief = Brief(id="a", article=article, outlet=Outlet(key="o", name="O"))
    doc = spacy.blank("en")(text)
    start = text.index(tagged)
    span = doc.char_span(start, start + len(tagged), label=label, alignment_mode="expand")
    doc.set_ents([] if span is None else [span])
    items = find_entities(report_of(brief), filing_of(brief), doc, config=AnalyserConfig()).items
    return [text[span.start : span.end] for item in items for span in item.mentions]


@pytest.mark.parametrize(
    ("text", "tagged", "label", "wanted"),
    [
        ("They left “Velmark” at noon.", "Velmark”", "GPE", "Velmark"),
        ("They read “Tide Post” at noon.", "“Tide Post”", "ORG", "Tide Post"),
        ("Ida ‘ Ward spoke.", "Ida ‘", "PERSON", "Ida"),
        ("The Tide Post/ Orrin Sun wrote so.", "Tide Post/", "ORG", "Tide Post"),
        ("The --Tide Union met.", "--Tide Union", "ORG", "Tide Union"),
        ("They watch Tide+ at noon.", "Tide+", "ORG", "Tide+"),
        ("The firm Zeeno! said so.", "Zeeno!", "ORG", "Zeeno!"),
        ("They shouted Zeeno! It rained.", "Zeeno!", "ORG", "Zeeno"),
        ("Washington state officials met.", "Washington", "GPE", "Washington state"),
        ("Washington officials met.", "Washington", "GPE", "Washington"),
        ("Senator Ada Ward Adelaide (Ada) Ward spoke.", "Ada Ward Adelaide", "PERSON", "Ada Ward"),
    ],
)
def test_a_name_ends_with_its_own_last_sign(text: str, tagged: str, label: str, wanted: str) -> None:
    assert names(text, tagged, label) == [wanted]


def test_the_rest_of_a_name_whose_given_name_a_bracket_explains_is_no_other_person() -> None:
    assert names("Ada WardAdelaide (Ada) Maren WardFerries run late.", "Maren Ward", "PERSON") == []
