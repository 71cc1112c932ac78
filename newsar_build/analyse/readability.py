"""Length and readability of a report."""

from __future__ import annotations

import math
import re
import warnings
from functools import cache
from typing import Any

from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Report
from newsar_build.loading import stand_ins
from newsar_build.model.findings import Readability

WORDS_A_MINUTE = 238
"""Adults' mean silent reading speed of English non-fiction (Brysbaert 2019, 190 studies)."""
_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*")


def count_words(text: str) -> int:
    """Words: runs of letters and digits, with the apostrophes, hyphens, points and commas inside them."""
    return sum(1 for _ in _WORD.finditer(text))


def measure_readability(report: Report, *, config: AnalyserConfig) -> Readability:
    """Words, minutes (at least one) and textstat's grades, rounded to two decimals."""
    del config
    text, words = report.text, count_words(report.text)
    textstat = _textstat()
    textstat.set_lang(report.language if report.language in _LANGUAGES else "en")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # textstat warns of word lists that it has for English alone
        return _graded(textstat, text, words)


@cache
def _textstat() -> Any:
    """The library without nltk, which it loads, with all of scipy, only to fetch the CMU dictionary from the network.

    It would give other grades where that fails. Without the dictionary the syllables are pyphen's hyphenation points on
    every machine.
    """
    with stand_ins("nltk"):
        import textstat  # noqa: PLC0415  most builds analyse nothing anew
        from textstat.backend.counts import _count_syllables  # noqa: PLC0415
    _count_syllables.get_cmudict = lambda _language: None
    return textstat


def _graded(textstat: Any, text: str, words: int) -> Readability:
    return Readability(
        words=words,
        reading_minutes=max(1, math.ceil(words / WORDS_A_MINUTE)),
        flesch_reading_ease=round(textstat.flesch_reading_ease(text), 2),
        flesch_kincaid_grade=round(textstat.flesch_kincaid_grade(text), 2),
        gunning_fog=round(textstat.gunning_fog(text), 2),
        smog_index=round(textstat.smog_index(text), 2),
        automated_readability_index=round(textstat.automated_readability_index(text), 2),
        coleman_liau_index=round(textstat.coleman_liau_index(text), 2),
    )


_LANGUAGES = frozenset({"en", "de", "es", "fr", "it", "nl", "pl", "ru"})
"""Those for which textstat has constants of its own."""

ANALYSER = Analyser(
    name="readability",
    version="1",
    requires=(Report,),
    provides=Readability,
    run=measure_readability,
    absent=None,
)
