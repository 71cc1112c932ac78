"""Which language a report is in."""

from __future__ import annotations

import pytest

from newsar_build.read import language
from newsar_build.read.language import detect_language

ENGLISH = (
    "The council of Orrin said on Monday that the ferry would not sail, because its engine had failed. They were told "
    "that the repairs, which have been put off many times, could take three weeks, and that nobody has to pay for them."
)
GERMAN = (
    "Der Rat von Orrin teilte am Montag mit, dass die Fähre nicht fahren werde, weil die Maschine ausgefallen sei. Die "
    "Reparatur, die schon oft verschoben wurde, könne drei Wochen dauern, und niemand müsse dafür bezahlen."
)
DUTCH = (
    "De raad van Orrin heeft maandag gezegd dat de veerboot niet zal varen omdat de motor was uitgevallen. De reparatie, "
    "die al vaak is uitgesteld, kan drie weken duren, of langer, en niemand hoeft ervoor te betalen, zo was te horen."
)


@pytest.mark.parametrize(("text", "found"), [(ENGLISH, "en"), (GERMAN, "de"), (DUTCH, "nl"), ("Orrin", "fr")])
def test_a_text_is_in_its_own_language_and_a_few_words_in_the_sites(text: str, found: str) -> None:
    assert detect_language(text, "fr") == found


def test_plain_english_waits_for_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_identifier", None)
    assert detect_language(ENGLISH, "fr") == "en"


def test_a_text_half_in_english_is_left_to_the_model() -> None:
    assert not language._plainly_english(f"{GERMAN} {ENGLISH.split('. ', maxsplit=1)[0]} {GERMAN}")
