"""The distinct sources that a report cites, and of what kind each is."""

from __future__ import annotations

from newsar_build.analyse.analyser import Analyser, AnalyserConfig, Report
from newsar_build.analyse.voices import DOCUMENTS, VOICES, Voice, voice_of
from newsar_build.model.findings import Attributions, Entities, EntityType, Source, SourceKind, Sources, Span

FEW, MANY = 3, 6
"""Fewer than the one are few, from the other on many."""
_PARTING = frozenset(
    "of by from in on at for with to as about behind under near who that close familiar published released seen issued".split()  # noqa: SIM905, E501
)
_QUESTION = frozenset(["how", "what", "which", "whose", "no", "nobody", "whoever", "whether"])
_NUMBER = frozenset(
    ["percent", "cent", "one", "half", "third", "most", "all", "both", "none", "lot", "number", "other", "another"]
)
"""Heads that count people without saying who they are."""
_NOBODY = frozenset("this those these what ones all some many most few others people".split())  # noqa: SIM905
"""Words that name no voice by themselves."""
_INDEFINITE = frozenset(
    ["a", "an", "another", "one", "some", "several", "many", "few", "other", "most", "two", "three"]
)
_NAME = 4
"""Words of a name that the list of entities lacks."""
_UNNAMED = {
    Voice.DOCUMENT: SourceKind.DOCUMENT,
    Voice.BODY: SourceKind.ANONYMOUS,
    Voice.PERSON: SourceKind.ANONYMOUS,
}
_SPEAKING = frozenset([EntityType.PERSON, EntityType.ORGANIZATION, EntityType.GROUP, EntityType.LOCATION])


def find_sources(report: Report, entities: Entities, attributions: Attributions, *, config: AnalyserConfig) -> Sources:
    """One source for each different speaker, in the order they first speak; unresolved pronouns and things are nobody.

    A source without a name of its own is a document or a body by its head noun, else unnamed; a body that is told of
    as one among others ("a company") is unnamed too.
    """
    del config
    types = {item.name: item.type for item in entities.items}
    spans: dict[str, list[Span]] = {}
    names: dict[str, str] = {}
    kinds: dict[str, SourceKind] = {}
    for attribution in attributions.items:
        speaker, source = attribution.speaker, attribution.source
        if not speaker or not source or speaker.lower() in _NOBODY:
            continue
        key = _bare(speaker).casefold()
        kind = _kind(speaker, report.text[source.start : source.end], types)
        if kind is None:
            continue
        names.setdefault(key, _bare(speaker))
        kinds.setdefault(key, kind)
        if source not in spans.setdefault(key, []):
            spans[key].append(source)
    found = tuple(Source(name=names[key], kind=kinds[key], evidence=tuple(spans[key])) for key in spans)
    return Sources(named=found, label=_label(len(found)))


def _label(count: int) -> str:
    if count < FEW:
        return "few"
    return "many" if count >= MANY else "some"


def _bare(name: str) -> str:
    """Without an article: "A ministry official" and "ministry official" are one."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in ("a", "an", "the") else name


def _kind(name: str, words: str, types: dict[str, EntityType]) -> SourceKind | None:
    """What sort of source a speaker is; None for a thing. `words` are those of the report."""
    if name in types:
        known = types[name]
        if known is EntityType.PERSON:
            return SourceKind.PERSON
        return SourceKind.DOCUMENT if known is EntityType.WORK else SourceKind.ORGANIZATION
    noun = _head(name.split())
    if noun.lower() in _NUMBER or words.split(maxsplit=1)[0].lower() in _QUESTION:
        return None
    voice = voice_of(noun.lower())
    if voice is not None:
        named = voice is Voice.BODY and words.split(maxsplit=1)[0].lower() not in _INDEFINITE
        return SourceKind.ORGANIZATION if named else _UNNAMED[voice]
    return _by_end(name, noun, types)


def _by_end(name: str, noun: str, types: dict[str, EntityType]) -> SourceKind | None:
    """What a speaker is whose words end in a name, or who has one that the list of entities lacks."""
    ends = [kind for each, kind in types.items() if name.endswith(each) and kind in _SPEAKING]
    if ends:
        return SourceKind.PERSON if EntityType.PERSON in ends else SourceKind.ORGANIZATION
    return SourceKind.PERSON if noun[:1].isupper() and len(name.split()) <= _NAME else None


def _head(words: list[str]) -> str:
    """The noun that says what it is: in "the audited accounts of its owner", "accounts"."""
    end = next((place for place, word in enumerate(words) if place and word.lower() in _PARTING), len(words))
    return words[end - 1].strip("“”\"',.") if end else ""


ANALYSER = Analyser(
    name="sources",
    version="4",
    requires=(Report, Entities, Attributions),
    provides=Sources,
    run=find_sources,
    absent=Sources(named=(), label="not counted"),
    lexicons=(DOCUMENTS, VOICES),
    languages=frozenset({"en"}),
)
