"""The name inside a mention, and the forms in which two mentions can name one thing.

Names are compared without case, accents, articles, possessives and dots. A company's legal form and a person's titles
and middle initials are left out of account; an acronym stands for the names whose initials it is, or that a brief puts
it beside.
"""

from __future__ import annotations

import re
import unicodedata

from newsar_build.model.findings import EntityType

LEGAL = frozenset(
    [
        "inc", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "llp", "plc", "ag", "sa", "se", "nv",
        "gmbh", "group", "holdings", "spa", "oyj", "ab", "lp",
    ]
)  # fmt: skip
"""Legal forms at the end of a company's name."""
TITLES = frozenset(
    [
        "mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady", "president", "senator", "sen", "representative",
        "rep", "governor", "gov", "secretary", "chancellor", "minister", "prime", "king", "queen", "prince", "princess",
        "pope", "judge", "justice", "general", "gen", "colonel", "col", "captain", "capt", "sergeant", "sgt", "mayor",
        "professor", "prof", "rev", "ceo", "chairman", "spokesman", "spokeswoman", "spokesperson", "director", "former",
        "vice", "chief", "executive", "officer", "attorney", "speaker", "congressman", "congresswoman", "ambassador",
    ]
)  # fmt: skip
"""Words before a person's name that are none of it."""
SAME = {
    "us": "united states", "usa": "united states", "america": "united states", "united states of america":
    "united states", "uk": "united kingdom", "britain": "united kingdom", "great britain": "united kingdom",
    "eu": "european union", "un": "united nations", "uae": "united arab emirates", "white house": "white house",
}  # fmt: skip
"""States and unions whose short forms no text spells out."""
SMALL = frozenset({"of", "the", "and", "for", "in", "de", "la", "a", "an", "on", "to"})
_ASIDE = re.compile(r"\s*(?:\(|\s,|,\s|``|''|[“”\"]).*", re.DOTALL)
_BRACKET = re.compile(r"\(\s*([A-Z][A-Z.&]{1,7})\s*\)?\s*$")
_INITIALS = re.compile(r"(?<=\w )(?:[a-z] )+(?=\w{2})")
_WORD = re.compile(r"[\w&-]+")


def acronym_beside(name: str) -> str | None:
    """The acronym that a mention gives in brackets after the name."""
    match = _BRACKET.search(name)
    return match[1].replace(".", "").lower() if match else None


def normal(name: str, kind: EntityType) -> str:
    """The form under which mentions of one name meet; never empty where `name` has a letter."""
    core = _ASIDE.sub("", name).strip() or name
    words = _words(core)
    words = _without_titles(words) if kind is EntityType.PERSON else _capital_tail(core, words)
    while kind is EntityType.ORGANIZATION and len(words) > 1 and words[-1] in LEGAL:
        words = words[:-1]
    plain = _INITIALS.sub("", " ".join(words)) if kind is EntityType.PERSON else " ".join(words)
    return SAME.get(plain, plain)


def initials(name: str) -> str:
    """First letters of the words of a normal form, small words left out."""
    return "".join(word[0] for word in name.replace("-", " ").split() if word not in SMALL)


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text.replace("’", "'"))
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    plain = re.sub(r"(?<=\w)\s?'s?(?!\w)", "", plain).replace(".", "")
    words = [word.casefold() for word in _WORD.findall(plain)]
    while len(words) > 1 and words[0] in ("the", "a", "an", "its", "their", "our", "his", "her"):
        words = words[1:]
    return words


def _capital_tail(core: str, words: list[str]) -> list[str]:
    """Without what describes before the name: its last run of capitalised words, joined by small words."""
    spelled = [word for word in core.replace(".", "").split() if _WORD.search(word)]
    start = len(spelled)
    while start and (spelled[start - 1][:1].isupper() or spelled[start - 1][:1].isdigit() or (
        spelled[start - 1] in SMALL and start > 1 and spelled[start - 2][:1].isupper()
    )):  # fmt: skip
        start -= 1
    tail = _words(" ".join(spelled[start:])) if start < len(spelled) else []
    return tail or words


def _without_titles(words: list[str]) -> list[str]:
    last_title = max((place for place, word in enumerate(words[:-1]) if word in TITLES), default=-1)
    rest = words[last_title + 1 :]
    while len(rest) > 1 and rest[0] in SMALL:
        rest = rest[1:]
    return rest or words
