"""Who did what, when, where, why and how: read from the parse where there is one, and from names and cues without."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import spacy
from spacy.tokens import Doc

from newsar_build.analyse.analyser import AnalyserConfig, Filing, Report
from newsar_build.analyse.event import find_event
from newsar_build.model.brief import Block, BlockKind, Kind
from newsar_build.model.findings import Entities, EntityFinding, EntityType, Sentences, Span

FERRY = (
    ("The", 2, "det"), ("harbour", 2, "compound"), ("council", 4, "nsubj"), ("has", 4, "aux"), ("closed", 4, "ROOT"),
    ("the", 7, "det"), ("old", 7, "amod"), ("pier", 4, "obj"), ("in", 9, "case"), ("Orrin", 4, "obl"),
    ("on", 11, "case"), ("Monday", 4, "obl"), ("because", 14, "mark"), ("storms", 14, "nsubj"), ("broke", 4, "advcl"),
    ("its", 16, "nmod:poss"), ("piles", 14, "obj"), (".", 4, "punct"),
)  # fmt: skip
SAID = (
    ("Police", 1, "nsubj"), ("said", 1, "ROOT"), ("that", 6, "mark"), ("two", 4, "nummod"), ("sailors", 6, "nsubj:pass"),
    ("were", 6, "aux:pass"), ("rescued", 1, "ccomp"), ("by", 8, "mark"), ("lowering", 6, "advcl"), ("a", 10, "det"),
    ("rope", 8, "obj"), ("from", 12, "case"), ("Cliffend", 8, "obl"), (".", 1, "punct"),
)  # fmt: skip
WHO = (
    ("Ida", 7, "nsubj"), ("Fenwright", 0, "flat"), (",", 4, "punct"), ("the", 4, "det"), ("mayor", 0, "appos"),
    (",", 4, "punct"), ("quickly", 7, "advmod"), ("signed", 7, "ROOT"), ("the", 9, "det"), ("order", 7, "obj"),
    ("to", 11, "mark"), ("protect", 7, "advcl"), ("the", 13, "det"), ("boats", 11, "obj"), (".", 7, "punct"),
)  # fmt: skip


def answers(doc: Doc, headline: str, *entities: tuple[str, EntityType]) -> dict[str, str]:
    text = doc.text
    starts = [token.idx for token in doc if token.is_sent_start]
    ends = [*starts[1:], len(text)]
    spans = tuple(
        Span(start=start, end=start + len(text[start:end].rstrip())) for start, end in zip(starts, ends, strict=True)
    )
    found = find_event(
        Report(text=text, blocks=(Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text)),), language="en"),
        filing(headline),
        doc,
        Sentences(spans=spans),
        Entities(items=tuple(entity(text, *each) for each in entities)),
        config=AnalyserConfig(),
    )
    given = {name: getattr(found, name) for name in type(found).__slots__}
    return {name: text[span.start : span.end] for name, span in given.items() if span is not None}


def filing(headline: str) -> Filing:
    return Filing(
        headline=headline, dek=None, byline=(), outlet="O", filed=datetime(2026, 2, 1, tzinfo=UTC),
        kind=Kind.NEWS_REPORT, section=None, url=None, dateline=None, corrections=0,
    )  # fmt: skip


def entity(text: str, name: str, kind: EntityType) -> EntityFinding:
    start = text.index(name)
    place = Span(start=start, end=start + len(name))
    return EntityFinding(name=name, type=kind, salience=1.0, aliases=(name,), mentions=(place,))


def parsed(*sentences: tuple[tuple[str, int, str], ...]) -> Doc:
    words, heads, deps, starts = [], [], [], []
    for rows in sentences:
        base = len(words)
        for at, (word, head, dep) in enumerate(rows):
            words.append(word)
            heads.append(base + head)
            deps.append(dep)
            starts.append(at == 0)
    spaces = [not (following and following in ".,") for following in [*words[1:], "x"]]
    return Doc(spacy.blank("en").vocab, words=words, spaces=spaces, heads=heads, deps=deps, sent_starts=starts)


def unparsed(text: str) -> Doc:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp(text)


def test_the_parse_gives_subject_predicate_and_cause() -> None:
    assert answers(parsed(FERRY), "Council closes pier", ("Orrin", EntityType.LOCATION)) == {
        "who": "The harbour council",
        "what": "has closed the old pier in Orrin",
        "when": "Monday",
        "where": "Orrin",
        "why": "because storms broke its piles",
    }


def test_what_was_said_is_the_event_and_not_the_saying() -> None:
    found = answers(parsed(SAID), "Two sailors rescued", ("Cliffend", EntityType.LOCATION))
    assert found["who"] == "two sailors"
    assert found["what"] == "were rescued"
    assert found["how"] == "by lowering a rope from Cliffend"
    assert found["where"] == "Cliffend"


def test_words_before_their_verb_are_the_event_too_and_a_time_between_verb_and_object_stays() -> None:
    before = (
        ("The", 1, "det"), ("fares", 3, "nsubj"), ("will", 3, "aux"), ("stay", 7, "ccomp"), (",", 3, "punct"), ("the", 6, "det"),
        ("board", 7, "nsubj"), ("decided", 7, "ROOT"), (".", 7, "punct"),
    )  # fmt: skip
    after = (
        ("The", 1, "det"), ("board", 2, "nsubj"), ("decided", 2, "ROOT"), ("on", 4, "case"), ("Monday", 2, "obl"),
        ("to", 6, "mark"), ("freeze", 2, "xcomp"), ("fares", 6, "obj"), (".", 2, "punct"),
    )  # fmt: skip
    assert answers(parsed(before), "") == {"who": "The fares", "what": "will stay"}
    assert answers(parsed(after), "")["what"] == "decided on Monday to freeze fares"


def test_to_be_warned_is_an_event_itself() -> None:
    warned = (
        ("The", 1, "det"), ("mill", 3, "nsubj:pass"), ("was", 3, "aux:pass"), ("warned", 3, "ROOT"), ("that", 7, "mark"),
        ("valves", 7, "nsubj"), ("were", 7, "cop"), ("unsafe", 3, "ccomp"), (".", 3, "punct"),
    )  # fmt: skip
    assert answers(parsed(warned), "") == {"who": "The mill", "what": "was warned that valves were unsafe"}


def test_an_aside_is_no_part_of_who_and_a_purpose_is_why() -> None:
    found = answers(parsed(WHO), "Mayor signs order", ("Ida Fenwright", EntityType.PERSON))
    assert found["who"] == "Ida Fenwright"
    assert found["what"] == "quickly signed the order"
    assert found["why"] == "to protect the boats"


def test_a_dateline_is_never_who_acts_but_may_be_where() -> None:
    dateline = (("CLIFFEND", 0, "ROOT"), ("—", 0, "punct"))
    rest = (
        ("The", 2, "det"), ("ferry", 2, "compound"), ("line", 3, "nsubj"), ("stopped", 3, "ROOT"), ("its", 5, "nmod:poss"),
        ("boats", 3, "obj"), (".", 3, "punct"),
    )  # fmt: skip
    found = answers(parsed(dateline, rest), "Ferry line stops boats")
    assert found == {"who": "The ferry line", "what": "stopped its boats", "where": "CLIFFEND"}


def test_the_sentence_that_shares_most_with_the_headline_tells_the_event() -> None:
    assert answers(parsed(SAID, FERRY), "Council closes old pier")["who"] == "The harbour council"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Torvane Marine cut its fares on Tuesday evening because of falling demand, the firm said.",
            {
                "who": "Torvane Marine",
                "what": "cut its fares on Tuesday evening because of falling demand",
                "when": "Tuesday evening",
                "why": "because of falling demand",
            },
        ),
        ("The rain fell on the empty quay all day long.", {}),
        (
            "“We cut them because you asked us to,” they told Torvane Marine in the fares row.",
            {"who": "Torvane Marine"},
        ),
    ],
)
def test_without_a_parse_names_and_cues_give_what_they_can(text: str, expected: dict[str, str]) -> None:
    named = (("Torvane Marine", EntityType.ORGANIZATION),) if "Torvane" in text else ()
    found = answers(unparsed(text), "Torvane Marine cuts fares", *named)
    assert found.items() >= expected.items()
    assert "why" in expected or "why" not in found


def test_an_empty_report_has_no_event() -> None:
    assert answers(unparsed("…"), "") == {}
