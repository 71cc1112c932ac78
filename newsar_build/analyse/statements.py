"""What can be counted in a statement by its tags, its dependencies and the names and amounts in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Stretch

SHORT, LONG = 7, 45
"""Words."""
MOST_NAMES, MOST_TAGS = 2, 3
"""Names of a sort and words of a tag beyond which more count no more."""
SORTS = ("PERSON", "ORG", "GPE", "NORP", "DATE", "MONEY", "PERCENT", "CARDINAL", "QUANTITY", "ORDINAL", "LAW", "EVENT")
TAGS = (
    "VBD", "VBN", "VBZ", "VBP", "VB", "MD", "JJR", "JJS", "RBR", "RBS", "CD", "NNP", "UH", "WP", "WRB",
)  # fmt: skip
ROOTS = ("VBD", "VBZ", "VBP", "VB", "VBN", "VBG", "NN", "JJ")
SUBJECTS = ("i", "we", "you", "he", "she", "they", "it", "that", "there")
TELLING = frozenset({
    "advmod", "amod", "aux", "ccomp", "compound", "neg", "nmod", "nsubj", "nummod", "obj", "obl", "xcomp",
})  # fmt: skip
"""Dependencies that say what a statement is about; the part before a colon decides."""

_NUMBER = re.compile(r"(?<![\w.])\d[\d,.]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|millions?|billions?|half|twice|double|third|quarter)\b", re.IGNORECASE)  # fmt: skip  # noqa: E501
_MONEY = re.compile(r"[$€£¥]\s?\d|\bper cent\b|\bpercent\b|%|\b(?:crowns|dollars|euros|pounds)\b", re.IGNORECASE)
_DATE = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:19|20)\d\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")  # fmt: skip  # noqa: E501
_PAST = re.compile(r"\b(?:was|were|had|did|has|have|is|are)\b|\b\w{3,}ed\b", re.IGNORECASE)
_COMPARISON = re.compile(r"\b(?:more|less|fewer|most|least|highest|lowest|largest|biggest|than|increased|rose|fell|dropped|doubled|record)\b", re.IGNORECASE)  # fmt: skip  # noqa: E501
_FUTURE = re.compile(r"\b(?:will|would|shall|going to|is expected to|are expected to|plans? to|forecast|predict\w*)\b", re.IGNORECASE)  # fmt: skip  # noqa: E501
_FIRST = re.compile(r"\b(?:I|we|my|our|me|us)\b")
_OPINION = re.compile(r"\b(?:should|must|ought|believe|think|feel|best|worst|unfair|wrong|right thing|disgrace)\b", re.IGNORECASE)  # fmt: skip  # noqa: E501
_PRONOUN = re.compile(r"^(?:He|She|It|They|This|That|These|Those|His|Her|Their|Its|There)\b")


def relations(stretch: Stretch) -> list[str]:
    """Who does what in it: each word with what it hangs on, names and numbers by their sort only.

    A term is `sort<dependency<tag of the head`, `tag<dependency<head` or `word<head`; `root` opens the main words'.
    """
    return [term for token in stretch if token.dep_ != "punct" for term in _relations(token)]


def _relations(token: Token) -> Iterator[str]:
    kind, head = _kind(token), token.head
    if head.i == token.i:
        yield f"root {kind}"
        yield f"root {token.tag_}"
    elif token.dep_.split(":")[0] in TELLING:
        above = _kind(head)
        yield f"{kind}<{token.dep_}<{head.pos_}"
        yield f"{token.pos_}<{token.dep_}<{above}"
        yield f"{kind}<{above}"


def _kind(token: Token) -> str:
    return token.ent_type_ or ("#" if token.like_num else token.lemma_.lower())


def counts(stretch: Stretch) -> dict[str, float]:
    """What is counted in a statement; each value is about 0–1."""
    return {**_of_words(stretch.text), **_of_tags(stretch)}


def _of_words(words: str) -> dict[str, float]:
    length = len(words.split())
    return {
        "numbers": min(2, len(_NUMBER.findall(words))) / 2,
        "money or percent": float(bool(_MONEY.search(words))),
        "past tense": float(bool(_PAST.search(words))),
        "comparison": float(bool(_COMPARISON.search(words))),
        "a date": float(bool(_DATE.search(words))),
        "first person": float(bool(_FIRST.search(words))),
        "a question": float(words.rstrip("”\"' ").endswith("?")),
        "judging words": float(bool(_OPINION.search(words))),
        "opens on a pronoun": float(bool(_PRONOUN.match(words))),
        "too short": float(length < SHORT),
        "too long": float(length > LONG),
        "about the future": float(bool(_FUTURE.search(words))),
    }


def named_in(stretch: Stretch) -> list[Stretch]:
    """The names and amounts inside it: `stretch.ents` would put those of the whole report together anew."""
    return [ent for ent in _named(stretch.doc) if stretch.start <= ent.start and ent.end <= stretch.end]


@lru_cache(maxsize=8)
def _named(doc: Doc) -> tuple[Stretch, ...]:
    return tuple(doc.ents)


def _of_tags(stretch: Stretch) -> dict[str, float]:
    tokens = [token for token in stretch if not token.is_space]
    sorts = Counter(ent.label_ for ent in named_in(stretch))
    tags = Counter(token.tag_ for token in tokens)
    roots = [token for token in tokens if token.head.i == token.i]
    subjects = [child for root in roots for child in root.children if child.dep_.startswith("nsubj")]
    first = roots[0].tag_ if roots else ""
    length = max(len(tokens), 1)
    return {
        **{f"names: {sort}": min(sorts[sort], MOST_NAMES) / MOST_NAMES for sort in SORTS},
        **{f"words: {tag}": min(tags[tag], MOST_TAGS) / MOST_TAGS for tag in TAGS},
        **{f"main word: {tag}": float(first == tag) for tag in ROOTS},
        **{f"subject: {word}": float(any(each.lower_ == word for each in subjects)) for word in SUBJECTS},
        "subject: a name": float(any(each.ent_type_ for each in subjects)),
        "subject: a noun": float(any(each.pos_ == "NOUN" for each in subjects)),
        "no subject": float(not subjects),
        "nouns and numbers": sum(token.pos_ in ("NOUN", "PROPN", "NUM") for token in tokens) / length,
        "negations": min(sum(_negates(token) for token in tokens), MOST_TAGS) / MOST_TAGS,
        "sentences": min(len(roots), MOST_TAGS) / MOST_TAGS,
        "names at all": float(bool(sorts)),
    }


def _negates(token: Token) -> bool:
    return token.lower_ in ("not", "n't", "n’t", "never", "no")


def main_words(tokens: Sequence[Token]) -> list[Token]:
    """The predicates of what is stated: the main word, those beside it, and those of what it says, thinks or begins."""
    inside = {token.i for token in tokens}
    waiting = [token for token in tokens if token.head.i == token.i or token.head.i not in inside]
    found: list[Token] = []
    while waiting:
        token = waiting.pop(0)
        found.append(token)
        waiting.extend(
            child
            for child in token.children
            if child.i in inside
            and (
                child.dep_ in ("ccomp", "xcomp", "parataxis")
                or (child.dep_ == "conj" and child.pos_ in ("VERB", "AUX", "ADJ", "NOUN"))
            )
        )
    return found
