"""Copies of one text, reports of one agency and outlets of one owner are one voice."""

from __future__ import annotations

from newsar_build.relate.copies import CopyItem, copies, independent, origins

WIRE = (
    "The ferry Tern ran aground off Skerrin Bay at dawn on Friday with ninety people aboard, the harbour office said. "
    "Nobody was hurt and divers will look at the hull before the ship is towed to Nordhaven on the evening tide."
)
OWN = "Passengers of the Tern spent a cold morning on deck. Our reporter spoke to four of them when they came ashore at the old pier."
OTHER = (
    "A quite different account of the grounding, by somebody who watched it all from the hill above the bay that day."
)


def item(
    name: str, text: str, outlet: str, *, owner: str | None = None, wire: bool = False, byline: tuple[str, ...] = ()
) -> CopyItem:
    return CopyItem(id=name, text=text, outlet=outlet, name=outlet, owner=owner, wire=wire, byline=byline)


def voices(*members: CopyItem) -> tuple[tuple[str, ...], ...]:
    return independent(members, origins(members))


def test_a_reprinted_agency_report_counts_once() -> None:
    cut = f"{WIRE.split('. ', maxsplit=1)[0]}. The mayor came too."
    assert voices(item("a", WIRE, "agency", wire=True), item("b", cut, "daily"), item("c", OWN, "herald")) == (
        ("a", "b"),
        ("c",),
    )


def test_outlets_of_one_owner_count_once_and_unknown_owners_stay_apart() -> None:
    texts = [OWN, WIRE, OTHER]
    owned = tuple(item(str(n), text, f"o{n}", owner="House" if n < 2 else None) for n, text in enumerate(texts))
    assert voices(*owned) == (("0", "1"), ("2",))
    assert len(voices(*(item(str(n), text, f"o{n}") for n, text in enumerate(texts)))) == 3


def test_reports_that_credit_one_agency_are_one_voice_though_their_words_differ() -> None:
    opening = item("a", f"SKERRIN (Reuters) - {WIRE}", "daily")
    signed = item("b", OWN, "herald", byline=("Ida Fenn, Reuters",))
    closing = item("c", f"{OTHER}\n\nReporting by Ida Fenn; Editing by Olav Rusk", "mercury")
    assert voices(opening, signed, closing) == (("a", "b", "c"),)


def test_help_of_an_agency_is_marked_but_leaves_the_report_its_own_voice() -> None:
    helped = item("a", f"{OWN}\n\nAgence France-Presse contributed to this report.", "daily")
    agency = item("b", WIRE, "Agence France-Presse", wire=True)
    known = origins((helped, agency))
    (credit,) = known.credits["a"]
    assert (credit.agency, credit.whole) == ("Agence France-Presse", False)
    assert credit.evidence is not None
    assert "contributed" in helped.text[credit.evidence.start : credit.evidence.end]
    assert independent((helped, agency), known) == (("a",), ("b",))


def test_an_agency_that_is_only_spoken_of_is_no_credit() -> None:
    told = item("a", f"She told the Associated Press (AP) that she was safe. {OWN}", "daily")
    assert origins((told,)).credits["a"] == ()


def test_a_wire_of_the_sites_own_is_known_by_its_name() -> None:
    reprint = item("a", f"{OWN} (Velmark Wire)", "daily")
    agency = item("b", OTHER, "Velmark Wire", wire=True)
    assert voices(reprint, agency) == (("a", "b"),)


def test_copies_are_found_in_the_whole_corpus_with_the_share_of_their_words() -> None:
    filler = tuple(
        item(f"f{n}", " ".join(f"word{n}x{place}" for place in range(200)), "filler") for n in range(20)
    )  # fmt: skip
    long = f"{WIRE} {OWN} {OTHER}"
    items = (*filler, item("a", long, "daily"), item("b", f"{WIRE} {OWN}", "herald"))
    found = copies(items, origins(items))
    (copy,) = found["a"]
    assert (copy.brief, copy.outlet) == ("b", "herald")
    assert copy.share > 0.9
    assert all(not found[each.id] for each in filler)


def test_a_standing_text_of_a_house_makes_no_copies() -> None:
    standing = "Sign up for our newsletter and read the stories of the day over breakfast with all the family"
    items = tuple(
        item(f"n{n}", f"{standing} " + " ".join(f"w{n}x{place}" for place in range(60)), f"o{n}") for n in range(50)
    )
    assert not any(copies(items, origins(items)).values())


def test_a_wire_of_the_sites_own_is_known_by_its_initials_and_by_who_reported() -> None:
    agency = item("z", OTHER, "Norland Press Agency", wire=True)
    told = [
        "VELMARK, March 13 (NPA) - Parliament banned plastic bags.",
        "Parliament banned plastic bags.\n\nReporting by Norland Press Agency",
        "Parliament banned plastic bags.\n\nSource: NPA.",
        "The NPA, a police union, said parliament had banned plastic bags.",
    ]
    found = origins((agency, *(item(str(at), text, "daily") for at, text in enumerate(told)))).credits
    assert [[each.agency for each in found[str(at)]] for at in range(4)] == [["Norland Press Agency"]] * 3 + [[]]
