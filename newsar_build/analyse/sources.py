"""The distinct sources that a report cites, and of what kind each is."""

from __future__ import annotations

from newsar_build.analyse import lexicon
from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Report
from newsar_build.model.findings import Attributions, Entities, EntityType, Source, SourceKind, Sources, Span

FEW, MANY = 3, 6
"""Fewer than the one are few, from the other on many."""
_PARTING = frozenset({"of", "by", "from", "in", "on", "published", "released", "seen", "issued"})
_NOBODY = frozenset(
    "he she they it i we you who which that this those these what one ones all some many most few others people".split()  # noqa: SIM905
)
"""Words that name no voice by themselves."""


def find_sources(report: Report, entities: Entities, attributions: Attributions, *, config: AnalyserConfig) -> Sources:
    """One source for each different speaker, in the order they first speak; unresolved pronouns are nobody's.

    A source that is no name of its own is a body or person where a name is part of it, else unnamed.
    """
    del config
    spans: dict[str, list[Span]] = {}
    names: dict[str, str] = {}
    for attribution in attributions.items:
        speaker, source = attribution.speaker, attribution.source
        if speaker and source and speaker.lower() not in _NOBODY:
            key = speaker.casefold()
            names.setdefault(key, speaker)
            if source not in spans.setdefault(key, []):
                spans[key].append(source)
    types = {item.name: item.type for item in entities.items}
    found = tuple(
        Source(name=names[key], kind=_kind(report.text, names[key], types, spans[key][0]), evidence=tuple(spans[key]))
        for key in spans
    )
    return Sources(named=found, label=_label(len(found)))


def _label(count: int) -> str:
    if count < FEW:
        return "few"
    return "many" if count >= MANY else "some"


def _head(words: list[str]) -> list[str]:
    """The two words that say what it is: in "the audited accounts of its owner", "audited accounts"."""
    end = next((place for place, word in enumerate(words) if word in _PARTING and place), len(words))
    return words[max(0, end - 2) : end]


def _kind(text: str, name: str, types: dict[str, EntityType], span: Span) -> SourceKind:
    words = text[span.start : span.end].lower().split()
    if any(word in lexicon.words("attribution_documents") for word in _head(words)):
        return SourceKind.DOCUMENT
    if name in types:
        return SourceKind.PERSON if types[name] is EntityType.PERSON else SourceKind.ORGANIZATION
    inside = [kind for each, kind in types.items() if each in name]
    if any(word in lexicon.words("attribution_anonymous") for word in words) or not inside:
        return SourceKind.ANONYMOUS
    return SourceKind.PERSON if EntityType.PERSON in inside else SourceKind.ORGANIZATION


ANALYSER = Analyser(
    name="sources",
    version="2",
    requires=(Report, Entities, Attributions),
    provides=Sources,
    run=find_sources,
    absent=Sources(named=(), label="not counted"),
    lexicons=("attribution_documents", "attribution_anonymous"),
    languages=frozenset({"en"}),
)
