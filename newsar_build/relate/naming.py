"""The name inside a mention, and the forms in which two mentions can name one thing.

Names are compared without case, accents, articles, possessives and dots. A company's legal form and a person's titles
are left out of account, "Department of X" is "X Department", and a state's short form is the state; an acronym stands
for the names whose initials it is, or that a brief puts it beside.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

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
    "eu": "european union", "un": "united nations", "uae": "united arab emirates", "prc": "china",
    "people republic of china": "china", "mainland china": "china", "drc": "congo", "gop": "republican party",
    "washington dc": "washington", "dc": "washington", "district of columbia": "washington", "nyc": "new york city",
    "la": "los angeles", "fed": "federal reserve", "united states congress": "congress",
    "united states senate": "senate", "united states house of representatives": "house of representatives",
    "holland": "netherlands",
}  # fmt: skip
"""States, cities and bodies whose short forms no text spells out."""
STATES = {
    "ala": "alabama", "ariz": "arizona", "ark": "arkansas", "calif": "california", "colo": "colorado", "conn":
    "connecticut", "del": "delaware", "fla": "florida", "ga": "georgia", "ill": "illinois", "ind": "indiana", "kan":
    "kansas", "ky": "kentucky", "md": "maryland", "mass": "massachusetts", "mich": "michigan", "minn": "minnesota",
    "miss": "mississippi", "mo": "missouri", "mont": "montana", "neb": "nebraska", "nev": "nevada", "nh":
    "new hampshire", "nj": "new jersey", "nm": "new mexico", "ny": "new york", "nc": "north carolina", "nd":
    "north dakota", "okla": "oklahoma", "ore": "oregon", "pa": "pennsylvania", "ri": "rhode island", "sc":
    "south carolina", "sd": "south dakota", "tenn": "tennessee", "tex": "texas", "vt": "vermont", "va": "virginia",
    "wash": "washington", "wva": "west virginia", "wis": "wisconsin", "wyo": "wyoming", "tx": "texas",
}  # fmt: skip
"""States of the union as datelines shorten them; only what is a place and ends in a stop or is in capitals."""
MEMBERS = {"democratic": "democrat"}
"""Adjectives of parties, where they are not what a member is called."""
SPELLING = {"defence": "defense", "centre": "center", "centres": "centers", "organisation": "organization", "labour":
            "labor", "&": "and"}  # fmt: skip
"""British and American spellings of words in names of bodies."""
LEVELS = frozenset({"city", "county", "district", "municipal", "provincial", "regional", "state"})
"""Words before a body's name that make it another body: the state Senate is not the Senate."""
SEATS = (("white", "house"),)
"""Bodies that are called after whoever is in office ("the Dorn White House") and stay the same."""
OFFICES = frozenset({"department", "ministry"})
"""Bodies named both ways round: the Department of Works, the Works Department."""
SHORTEST_ACRONYM = 2
"""Letters."""
_SPELLED_OUT = frozenset(SAME.values())
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""What tells a son from a father of the same name."""
SMALL = frozenset({"of", "the", "and", "for", "in", "de", "la", "a", "an", "on", "to"})
_ASIDE = re.compile(r"\s*(?:\(|\s,|,\s|``|''|[“”\"]).*", re.DOTALL)
_BRACKET = re.compile(r"\(\s*([A-Z][A-Z.&]{1,7})\s*\)?\s*$")
_CASE = re.compile(r" vs?\.? ")
"""Between the parties of a case at law, which is neither of them."""
_WORD = re.compile(r"[\w&-]+")
_POSSESSIVE = re.compile(r"(?<=\w)\s?'s?(?!\w)")


def acronym_beside(name: str) -> str | None:
    """The acronym that a mention gives in brackets after the name."""
    match = _BRACKET.search(name) if "(" in name else None
    return match[1].replace(".", "").lower() if match else None


@cache
def normal(name: str, kind: EntityType) -> str:
    """The form under which mentions of one name meet; never empty where `name` has a letter."""
    core = _ASIDE.sub("", name).strip() or name
    words = _words(core)
    if kind is EntityType.PERSON:
        words = _without_titles(words)
    elif kind is not EntityType.GROUP and not _CASE.search(core):
        words = _capital_tail(core, words)
    while kind is EntityType.ORGANIZATION and len(words) > 1 and words[-1] in LEGAL:
        words = words[:-1]
    if kind in (EntityType.ORGANIZATION, EntityType.LOCATION, EntityType.FACILITY):
        words = next((list(seat) for seat in SEATS if tuple(words[-len(seat) :]) == seat), words)
    if kind is EntityType.LOCATION and (core.endswith(".") or core.isupper()):
        words = [*words[:-1], "louisiana" if core == "La." else STATES.get(words[-1], words[-1])]
    if kind is not EntityType.PERSON:
        words = _turned([SPELLING.get(word, word) for word in words])
    if kind is EntityType.GROUP or (kind is EntityType.ORGANIZATION and len(words) == 1):
        words = [*words[:-1], MEMBERS.get(words[-1], words[-1])]
    plain = " ".join(words)
    return SAME.get(plain, plain)


def bare(name: str) -> str:
    """A name without case, accents, articles, possessives and dots, all its words kept."""
    return " ".join(_words(name))


def spelled_out(key: str) -> str | None:
    """The name of what is known by short forms, as it is written, where `key` is its normal form."""
    if key not in _SPELLED_OUT:
        return None
    return " ".join(word if word in SMALL else word.capitalize() for word in key.split())


def _turned(words: list[str]) -> list[str]:
    """Department of the Interior → interior department; US Department … → united states … department."""
    if len(words) > 1 and words[0] in ("us", "usa"):
        words = ["united", "states", *words[1:]]
    place = next((at for at, word in enumerate(words[:-2]) if word in OFFICES and words[at + 1] in ("of", "for")), None)
    if place is None:
        return words
    rest = words[place + 2 :]
    return [*words[:place], *(rest[1:] if rest[0] == "the" and len(rest) > 1 else rest), words[place]]


@cache
def acronyms(key: str) -> frozenset[str]:
    """The acronyms that a normal form of several words can have: also without its state and what follows "and"."""
    words = key.replace("-", " ").split()
    found = {_initials(words)}
    if "and" in words[1:]:
        found.add(_initials(words[: words.index("and")]))
    if words[-1] in OFFICES:
        found |= {words[-1][0] + of + _initials(words[:-1]) for of in ("", "o")}
    if words[:2] == ["united", "states"] and len(words) > 3:  # noqa: PLR2004  the state and two words of its body
        found |= acronyms(" ".join(words[2:]))
    return frozenset(each for each in found if len(each) >= SHORTEST_ACRONYM)


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words if word not in SMALL)


def _words(text: str) -> list[str]:
    plain = text.replace("’", "'")
    if not plain.isascii():
        folded = unicodedata.normalize("NFKD", plain)
        plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    if "'" in plain:
        plain = _POSSESSIVE.sub("", plain)
    plain = plain.replace(".", "")
    words = [word.casefold() for word in _WORD.findall(plain)]
    while len(words) > 1 and words[0] in ("the", "a", "an", "its", "their", "our", "his", "her"):
        words = words[1:]
    return words


def _capital_tail(core: str, words: list[str]) -> list[str]:
    """Without what describes before the name: its last run of capitalised words, joined by small words."""
    spelled = [word for word in core.replace(".", "").split() if _WORD.search(word)]
    start = len(spelled)
    while start and (before := _step(spelled[:start])):
        start -= before
    if start and spelled[start - 1] in LEVELS:
        start -= 1
    tail = _words(" ".join(spelled[start:])) if start < len(spelled) else []
    return tail or words


def _step(words: list[str]) -> int:
    """How many of the last words go on a name backwards: a capitalised one, or small ones after such a one.

    One that a small word joins to such a one does too: "Tolvik Union of northern Orrin".
    """
    if words[-1][:1].isupper() or words[-1][:1].isdigit():
        return 1
    inside = len(words) > 2 and words[-2] in SMALL and words[-1] not in SMALL | LEVELS  # noqa: PLR2004  two before it
    if inside and words[-3][:1].isupper():
        return 2
    small = next((size for size, word in enumerate(reversed(words)) if word not in SMALL | LEVELS), len(words))
    return small if small and small < len(words) and words[-small - 1][:1].isupper() else 0


def _without_titles(words: list[str]) -> list[str]:
    last = len(words) - 1 - (words[-1] in GENERATIONS and len(words) > 1)
    last_title = max((place for place, word in enumerate(words[:last]) if word in TITLES), default=-1)
    rest = words[last_title + 1 :]
    while len(rest) > 1 and rest[0] in SMALL:
        rest = rest[1:]
    return rest or words
