"""Which label each corpus's own label becomes, and what a corpus leaves unsaid.

Our labels are OntoNotes' (Weischedel et al., 2013). States, cities and other places are one class,
``LOC``, while learning; `places.split` parts GPE from LOC at the end.
"""

from typing import Final

PERSON, ORG, LOC, NORP, FAC = "PERSON", "ORG", "LOC", "NORP", "FAC"
PRODUCT, EVENT, WORK_OF_ART, LAW = "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"
DATE, MONEY = "DATE", "MONEY"

LEARNT: Final = (PERSON, ORG, LOC, NORP, FAC, PRODUCT, EVENT, WORK_OF_ART, LAW, DATE, MONEY)
"""The labels a model learns; the other numbers come from rules."""

UNKNOWN: Final = "?"
"""Stands for a span whose label is not ours or not certain."""

WORLDWIDE: Final = {
    "Person": PERSON,
    "Organization": ORG,
    "Location": LOC,
    "NORP": NORP,
    "Facility": FAC,
    "Product": PRODUCT,
    "Date": DATE,
    "Money": MONEY,
    "Misc": UNKNOWN,
}
MEN: Final = {
    "PERSON": PERSON,
    "ORGANIZATION": ORG,
    "LOCATION": LOC,
    "FACILITY": FAC,
    "EVENT": EVENT,
    "WORK_OF_ART": WORK_OF_ART,
    "PRODUCT": PRODUCT,
    "LAW": LAW,
    "NORP": NORP,
}
UNER: Final = {"PER": PERSON, "LOC": LOC, "ORG": ORG, "OTH": UNKNOWN}
WIKIGOLD: Final = {"PER": PERSON, "LOC": LOC, "ORG": ORG, "MISC": UNKNOWN}
GUM: Final = {"person": PERSON, "organization": ORG, "place": LOC, "event": EVENT}
CROSSNER: Final = {
    **dict.fromkeys(("person", "politician", "writer", "musicalartist", "scientist", "researcher"), PERSON),
    **dict.fromkeys(("organisation", "politicalparty", "band", "university"), ORG),
    **dict.fromkeys(("location", "country"), LOC),
    **dict.fromkeys(("event", "election", "conference"), EVENT),
    **dict.fromkeys(("book", "album", "song", "poem"), WORK_OF_ART),
    "product": PRODUCT,
}
"""Labels of CrossNER that are missing here (award, genre, field, …) are unknown to us."""

SILENT: Final = {
    "worldwide": (),
    "men": (DATE, MONEY),
    "uner": (NORP, FAC, PRODUCT, EVENT, WORK_OF_ART, LAW, DATE, MONEY),
    "wikigold": (NORP, FAC, PRODUCT, EVENT, WORK_OF_ART, LAW, DATE, MONEY),
    "gum": (NORP, FAC, PRODUCT, WORK_OF_ART, LAW, DATE, MONEY),
    "crossner": (NORP, FAC, LAW, DATE, MONEY),
}
"""Labels that a corpus does not annotate: a token outside its spans may still carry one of them."""

TITLES: Final = frozenset(
    "mr mrs ms miss dr sir lord lady dame president prime minister secretary senator governor "
    "king queen prince princess pope general colonel captain major judge justice professor prof "
    "chancellor ambassador rev reverend father sheikh chief gen sen gov rep col lt sgt".split()
)
"""Titles that stand before a name and are no part of it."""

WEEKDAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
