"""Which agency a report says it is from: its dateline, byline, signature or closing line.

A report is an agency's own (`whole`) where dateline, byline, copyright or signature name the agency; one that an agency
"contributed to" is the outlet's. Agencies are those of the table and the outlets that `outlets.yaml` marks as wires.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsar_build.model.findings import Span
from newsar_build.model.relations import Credit

OPENING = 160
"""Code points among which a dateline stands."""
CLOSING = 600
"""Code points at the end among which signatures stand."""
SHORTEST = 3
"""Initials by which a wire of the site may sign: two letters stand for too much."""
AGENCIES = {
    "Associated Press": ("AP",),
    "Reuters": ("Thomson Reuters",),
    "Agence France-Presse": ("AFP",),
    "Deutsche Presse-Agentur": ("dpa",),
    "PA Media": ("Press Association", "PA"),
    "United Press International": ("UPI",),
    "Canadian Press": ("CP",),
    "Australian Associated Press": ("AAP",),
    "Press Trust of India": ("PTI",),
    "Asian News International": ("ANI",),
    "Indo-Asian News Service": ("IANS",),
    "Kyodo News": ("Kyodo",),
    "Yonhap": (),
    "Xinhua": (),
    "TASS": (),
    "Interfax": (),
    "Anadolu Agency": ("Anadolu",),
    "EFE": (),
    "ANSA": (),
}
"""Agencies by name, with the short names under which they sign."""


class Agencies:
    """The known agencies and how they sign."""

    def __init__(self, wires: Iterable[str] = ()) -> None:
        self._names: dict[str, str] = {}
        for name, short in AGENCIES.items():
            self._names |= dict.fromkeys((name, *short), name)
        for wire in wires:
            self._names.setdefault(wire, wire)
            initials = "".join(word[0] for word in wire.split() if word[0].isupper())
            if len(initials) >= SHORTEST:
                self._names.setdefault(initials, wire)
        known = "|".join(re.escape(name) for name in sorted(self._names, key=lambda each: (-len(each), each)))
        self._known = re.compile(rf"(?:The )?({known})")
        self._dateline = re.compile(rf"^[^\n(]{{0,100}}\((?:The )?({known})\)\s*[-–—:]")
        self._byline = re.compile(rf"(?:^|[,/|]\s*|\bby\s+|\bfor\s+)(?:the )?({known})(?:\s+(?:staff|writers?|reporters?))?\s*$", re.IGNORECASE)  # fmt: skip  # noqa: E501
        self._alone = re.compile(rf"(?:\(|\n\s*[-–—]?\s*|^\s*|[.”\"]\s[-–—]\s?)(?:(?:Reporting by|Source:)\s+)?(?:[Tt]he )?({known})\)?[.]?\s*$")  # fmt: skip  # noqa: E501
        self._copyright = re.compile(rf"(?:©|\bcopyright)[^\n]{{0,20}}?(?:The )?({known})\b", re.IGNORECASE)
        self._contributed = re.compile(
            rf"\b(?:The )?({known})\b[^.\n]{{0,80}}\b(?:contributed|assisted)\b"
            rf"|\bwith (?:additional )?(?:material|reporting|files|information)s? (?:from|by) (?:the )?({known})\b"
            rf"|\((?:with|additional reporting by) (?:the )?({known})\b"
        )

    def of_outlet(self, name: str, *, wire: bool) -> str | None:
        """The agency that an outlet is; None where it is none."""
        if wire:
            return self._names.get(name, name)
        plain = name.removeprefix("The ").removeprefix("the ")
        found = self._names.get(plain)
        return found if found and len(plain) > len("dpa ") else None

    def credits(self, text: str, byline: tuple[str, ...]) -> tuple[Credit, ...]:
        """The agencies that a report credits, its own first, each once."""
        found: dict[str, Credit] = {}
        for each in self._found(text, byline):
            if each.agency not in found or (each.whole and not found[each.agency].whole):
                found[each.agency] = each
        return tuple(sorted(found.values(), key=lambda each: (not each.whole, each.agency)))

    def _found(self, text: str, byline: tuple[str, ...]) -> Iterable[Credit]:
        named = self._dateline.match(text[:OPENING])
        if named:
            yield self._credit(named, 0, whole=True)
        for name in byline:
            signed = self._byline.search(name)
            if signed:
                yield Credit(agency=self._agency(signed[1]), whole=True, evidence=None)
        tail = max(0, len(text) - CLOSING)
        for pattern in (self._alone, self._copyright):
            signed = pattern.search(text[tail:])
            if signed:
                yield self._credit(signed, tail, whole=True)
        signature = _SIGNATURE.search(text[tail:])
        if signature:
            place = Span(start=tail + signature.start(), end=tail + signature.end())
            yield Credit(agency="Reuters", whole=True, evidence=place)
        for helped in self._contributed.finditer(text[tail:]):
            yield self._credit(helped, tail, whole=False)

    def _credit(self, found: re.Match[str], offset: int, *, whole: bool) -> Credit:
        name = next(group for group in found.groups() if group)
        span = Span(start=offset + found.start(), end=offset + found.end())
        return Credit(agency=self._agency(name), whole=whole, evidence=span)

    def _agency(self, name: str) -> str:
        folded = {known.casefold(): agency for known, agency in self._names.items()}
        return folded[name.casefold()]


_SIGNATURE = re.compile(r"\(?\bReporting by [^\n]{3,200}?;\s*(?:[^\n;]{0,120};\s*)?(?:Writing|Editing) by [^\n)]{3,80}")
"""How one agency signs: "Reporting by …; Editing by …"."""
