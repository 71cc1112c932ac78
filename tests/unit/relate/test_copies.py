"""Copies of one text and outlets of one owner are one voice."""

from __future__ import annotations

from newsar_build.relate.copies import CopyItem, independent

WIRE = (
    "The ferry Tern ran aground off Skerrin Bay at dawn on Friday with ninety people aboard, the harbour office said. "
    "Nobody was hurt and divers will look at the hull before the ship is towed to Nordhaven on the evening tide."
)
OWN = "Passengers of the Tern spent a cold morning on deck. Our reporter spoke to four of them when they came ashore at the old pier."


def item(name: str, text: str, outlet: str, *, owner: str | None = None, wire: bool = False) -> CopyItem:
    return CopyItem(id=name, text=text, outlet=outlet, owner=owner, wire=wire)


def test_a_reprinted_agency_report_counts_once() -> None:
    members = (
        item("a", WIRE, "agency", wire=True),
        item("b", f"{WIRE.split('. ', maxsplit=1)[0]}. The mayor came too.", "daily"),
        item("c", OWN, "herald"),
    )
    assert independent(members) == (("a", "b"), ("c",))


def test_outlets_of_one_owner_count_once_and_unknown_owners_stay_apart() -> None:
    texts = [OWN, WIRE, "A quite different account of the grounding, by somebody who watched it all from the hill."]
    owned = tuple(item(str(n), text, f"o{n}", owner="House" if n < 2 else None) for n, text in enumerate(texts))
    assert independent(owned) == (("0", "1"), ("2",))
    assert len(independent(tuple(item(str(n), text, f"o{n}") for n, text in enumerate(texts)))) == 3
