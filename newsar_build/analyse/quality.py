"""Quality: how complete the extraction is, as a list of checks. It says nothing of the report's own quality."""

from __future__ import annotations

import re
from collections import Counter

from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Filing, Report
from newsar_build.analyse.furniture import LINES, furniture
from newsar_build.model.findings import Check, Claims, Entities, Quality, Readability, Sentences, Summary

ENOUGH_WORDS = 100
SANE_SENTENCE = 80
"""Words; a longer sentence was probably not split."""
SANE_SHARE = 0.95
REPEATED = 6
"""Words from which a sentence that stands again was copied by mistake; shorter ones are refrains."""
_LEFTOVER = re.compile(r"</?[a-z]+[^>]*>|&(?:amp|nbsp|quot|lt|gt);|\]\(https?:|\{\{|\ufffd")
_ENGLISH = frozenset({"en"})


def check_quality(
    report: Report, filing: Filing, sentences: Sentences, readability: Readability, entities: Entities,
    summary: Summary, claims: Claims, *, config: AnalyserConfig,
) -> Quality:  # fmt: skip
    """The share of checks passed, and each check with what it found."""
    del config
    lengths = [len(report.text[span.start : span.end].split()) for span in sentences.spans]
    sane = sum(length <= SANE_SENTENCE for length in lengths)
    page = furniture(report, sentences.spans)
    lines = [" ".join(report.text[span.start : span.end].split()) for span in sentences.spans]
    twice = sum(count - 1 for line, count in Counter(lines).items() if len(line.split()) >= REPEATED)
    marks = len(_LEFTOVER.findall(report.text))
    leftovers = sum(LINES.search(report.text[span.start : span.end]) is not None for span in page) + marks
    checks = (
        Check(name="headline", passed=bool(filing.headline), detail=(filing.headline and "given") or "missing"),
        Check(name="byline", passed=bool(filing.byline), detail=", ".join(filing.byline) or "nobody is named"),
        Check(name="original link", passed=filing.url is not None, detail="given" if filing.url else "missing"),
        Check(name="language", passed=report.language in _ENGLISH, detail=report.language),
        Check(name="length", passed=readability.words >= ENOUGH_WORDS, detail=f"{readability.words} words"),
        Check(
            name="sentences",
            passed=sane >= SANE_SHARE * len(lengths),
            detail=f"{sane} of {len(lengths)} of sane length",
        ),
        Check(name="clean text", passed=not leftovers, detail=f"{leftovers} leftovers of markup or of the page"),
        Check(name="no repetition", passed=not twice, detail=f"{twice} sentences stand twice"),
        Check(name="entities", passed=bool(entities.items), detail=f"{len(entities.items)} found"),
        Check(
            name="summary", passed=bool(summary.sentences), detail=f"{len(summary.sentences)} sentences with evidence"
        ),
        Check(name="claims", passed=bool(claims.items), detail=f"{len(claims.items)} candidates with evidence"),
    )
    return Quality(score=round(sum(check.passed for check in checks) / len(checks), 3), checks=checks)


ANALYSER = Analyser(
    name="quality",
    version="2",
    requires=(Report, Filing, Sentences, Readability, Entities, Summary, Claims),
    provides=Quality,
    run=check_quality,
    absent=Quality(score=0.0, checks=()),
)
