"""The evidence gate of written sentences: which sentences of a report, if any, say what a given sentence says.

A sentence is supported where one or two sentences of the report together hold all that it tells:

- each content word, by its stem; one that stands after a negation ("not", "no"), a hedge ("may", "allegedly") or a
  future ("will") must stand so in the report, and the other way round;
- each number, literally, before the same thing that it counts;
- each name, letter by letter, as a whole.

Words that tell nothing (`summary_glue`) need no support. Who did what to whom is not read: a
sentence that exchanges subject and object of one report sentence passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from newsar_build.analyse import lexicon
from newsar_build.model.findings import Evidence, Span

FEWEST = 2
"""Two sentences may be fused into one; three, picked from a long report, hold the words of nearly anything."""
COUNTED = 3
"""Words after a number among which the thing it counts stands."""
MARKED = 2
"""Content words to which a negation, hedge or future before them is taken to belong."""

_TOKEN = re.compile(r"[$€£¥]?\d(?:[\d.,:/]*\d)?%?|[^\W\d_]+(?:['’][^\W\d_]+)?")
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]*(?:[ -][A-ZÀ-Þ0-9][\w’'-]*)*")
_NEGATIONS = frozenset(
    "not no never none nobody nothing nor neither without cannot deny denies denied fail fails failed".split()  # noqa: SIM905
)
_HEDGES = frozenset(
    "may might could perhaps possibly probably allegedly alleged reportedly apparently unlikely likely if".split()  # noqa: SIM905
)
_FUTURE = frozenset(["will", "would", "shall"])
_MARKS = {word: mark for mark, words in (("not ", _NEGATIONS), ("may ", _HEDGES), ("will ", _FUTURE)) for word in words}
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "  # noqa: SIM905
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million millions billion billions trillion dozen dozens half third quarter double twice triple first second "
    "most all every majority minority few several many".split()
)
_ENDINGS = ("ingly", "edly", "ing", "ied", "ies", "ed", "es", "ly", "s", "e", "y")
_SHORTEST_STEM = 3


def find_support(text: str, sentences: Sequence[Span], said: str) -> Evidence | None:
    """The fewest, earliest sentences that hold all that `said` tells, in text order; None where there are none."""
    wanted = _told(said)
    if not wanted:
        return None
    names = _names(said)
    places = [(span, text[span.start : span.end]) for span in sentences]
    held = [(span, words, told) for span, words in places if (told := _told(words) & wanted)]
    for size in range(1, FEWEST + 1):
        for chosen in combinations(held, size):
            told = frozenset[str]().union(*(each[2] for each in chosen))
            if told == wanted and all(any(_holds(words, name) for _, words, _ in chosen) for name in names):
                return tuple(span for span, _, _ in chosen)
    return None


def _told(words: str) -> frozenset[str]:
    """What a sentence tells: stems, marked as negated or hedged, and numbers with what they count."""
    return frozenset(_tell([found.group() for found in _TOKEN.finditer(words)]))


def _tell(tokens: list[str]) -> Iterator[str]:
    mark, reach = "", 0
    for at, token in enumerate(tokens):
        lower = token.lower().replace("’", "'")
        if lower in _MARKS or lower.endswith("n't"):
            mark, reach = _MARKS.get(lower, "not "), MARKED
        elif _is_number(lower):
            yield lower
            if counted := _counted(tokens[at + 1 :]):
                yield f"{lower} {counted}"
        elif not _is_glue(lower):
            yield (mark if reach else "") + stem(lower)
            reach = max(reach - 1, 0)


def _counted(following: list[str]) -> str:
    """The stem of the first telling word after a number; '' where there is none near."""
    lowers = (token.lower().replace("’", "'") for token in following[:COUNTED])
    return next((stem(lower) for lower in lowers if _is_number(lower) or not _is_glue(lower)), "")


def _is_number(lower: str) -> bool:
    return lower in _NUMBERS or any(sign.isdigit() for sign in lower)


def _is_glue(lower: str) -> bool:
    bare = lower.removesuffix("'s")
    return len(bare) == 1 or bare in lexicon.words("summary_glue")


def stem(lower: str) -> str:
    """A lower-case word without its commonest endings: only to compare words, never shown."""
    word = lower.removesuffix("'s").removesuffix("'")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            bare = word.removesuffix(ending)
            return bare[:-1] if ending in ("ing", "ed") and bare[-1:] == bare[-2:-1] and bare[-1] not in "ls" else bare
    return word


def _names(said: str) -> tuple[str, ...]:
    """Runs of capitalised words; a capital that only opens the sentence makes no name."""
    found = []
    for run in _NAME.finditer(said):
        words = run.group()
        if run.start() == 0:
            first, _, rest = words.partition(" ")
            words = words if rest and not _is_glue(first.lower()) else rest
        if words:
            found.append(words.removesuffix("’s").removesuffix("'s"))
    return tuple(found)


def _holds(words: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", " ".join(words.split())) is not None
