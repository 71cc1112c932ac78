"""Where sentences begin: rules for news text, for pipelines that have learnt none.

A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number, and only if what follows can
begin one. Closing quotation marks stay with the sentence that they close.
"""

from __future__ import annotations

import re

from newsar_build.analyse import lexicon

_END = re.compile(r"(?P<stop>[.!?…]+)(?P<close>[\"'”’»)\]]*)(?P<space>\s+)(?=(?P<next>\S+))")
_BEGIN = re.compile(r"[\"'“‘„«(\[¿¡—–-]*[A-ZÀ-ÞŠŽ0-9$€£#@]")
LONGEST_ABBREVIATION = 12
_INITIAL = re.compile(r"(?:[A-Z]\.)*[A-Z]")


def sentence_starts(text: str, start: int, end: int) -> tuple[int, ...]:
    """The code points at which the sentences of `text[start:end]` begin."""
    starts = [start]
    for found in _END.finditer(text, start, end):
        if found.end() < end and _ends_sentence(text, found, starts[-1]):
            starts.append(found.end())
    return tuple(starts)


def _ends_sentence(text: str, found: re.Match[str], sentence: int) -> bool:
    following = found["next"]
    if not _BEGIN.match(following):
        return False
    if found["stop"] != "." or found["close"]:
        return True
    before = text[max(sentence, found.start() - LONGEST_ABBREVIATION) : found.start()].split()
    word = before[-1].lstrip("\"'“‘„«([’-") if before else ""
    if word in lexicon.words("sentences_never_end") or f"{word}." in lexicon.words("sentences_never_end"):
        return False
    if word in lexicon.words("sentences_may_end") or _INITIAL.fullmatch(word):
        plain = following.strip("\"'“‘„«([”’»)],.;:!?")
        return plain in lexicon.words("sentences_begin")
    return not (word in lexicon.words("sentences_before_number") and following[0].isdigit())
