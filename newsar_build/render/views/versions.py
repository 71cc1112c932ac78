"""What an edit changed, the list of a brief's versions, and what stands where a story was."""

from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise

from newsar_build.model.edits import (
    ClaimChange,
    DiffPiece,
    Moved,
    Passage,
    PieceKind,
    claim_changes,
    moved_figures,
    moved_since,
    passages,
    word_pieces,
    words_of,
)  # fmt: skip
from newsar_build.model.pages import (
    ChangedClaim,
    ChangedFigure,
    ChangePage,
    DiffStretch,
    Link,
    NoticePage,
    Site,
    VersionRow,
    VersionsPage,
)  # fmt: skip
from newsar_build.model.versions import FRAMING, Cause, CauseKind, KeptClaim, Rerun, Version
from newsar_build.render import words
from newsar_build.render.views.common import brief_target, chrome

COUNTS = ("words", "sources", "claims", "entities")
"""Figures that are whole numbers."""
NAMES = {
    "words": "Word count", "reading_ease": "Reading ease", "sources": "Sources cited", "claims": "Key claims",
    "entities": "Entities", "tone": "Tone", "valence": "Valence", "factuality": "Sourcing and factuality",
    "quality": "Quality score",
}  # fmt: skip
LESS = 0.0005
"""Half of the last decimal shown: a smaller movement is none."""


def list_target(brief: str, part: int | None = None) -> str:
    """The list of a brief's versions; the newest are at its root, older parts, from 1, below."""
    root = f"{brief_target(brief)}versions/"
    return root if part is None else f"{root}page/{part}/"


def change_target(brief: str, number: int) -> str:
    """What made version `number` (from 2) of the one before it."""
    return f"{brief_target(brief)}versions/{number}/"


def versions_page(
    site: Site,
    path: str,
    brief: str,
    language: str,
    shown: tuple[Version, ...],
    start: int,
    total: int,
    at_once: int,
    since: Rerun | None,
) -> VersionsPage:
    """Versions from number `start` + 1 on; `shown` opens with the one before them, if there is one."""
    headline = shown[-1].headline
    rows = [] if start else [_row(brief, 1, None, shown[0], total)]
    rows += [
        _row(brief, number, before, after, total)
        for number, (before, after) in enumerate(pairwise(shown), start=max(start + 1, 2))
    ]
    part, parts = start // at_once + 1, -(-total // at_once)
    newer = part + 1 if part + 1 < parts else None
    return VersionsPage(
        chrome=chrome(site, path, f"Versions: {headline}", _told(total), *_crumbs(brief, headline)),
        id=brief,
        headline=headline,
        language=language,
        dek=_told(total),
        rows=tuple(reversed(rows)),
        since=tuple(_figure(each) for each in moved_since(shown[-1], since)),
        newer=Link(name="Newer versions", target=list_target(brief, newer)) if part < parts else None,
        older=Link(name="Older versions", target=list_target(brief, part - 1)) if part > 1 else None,
    )


def change_page(
    site: Site, brief: str, language: str, number: int, last: bool, before: Version, after: Version
) -> ChangePage:
    """What made version `number` of the one before it."""
    known = before.text is not None and after.text is not None
    changed = passages(before.text or "", after.text or "") if known else ()
    figures = moved_figures(before, after)
    claims = claim_changes(before, after)
    title = f"Version {number}: {after.headline}"
    return ChangePage(
        chrome=chrome(
            site,
            change_target(brief, number),
            title,
            f"What version {number} changed in version {number - 1}",
            *_crumbs(brief, after.headline),
            Link(name="Versions", target=list_target(brief)),
        ),
        id=brief,
        number=number,
        last=last,
        language=language,
        headline=_drawn(word_pieces(before.headline, after.headline)),
        known=known,
        inserted=words_of(changed, PieceKind.INSERTED),
        deleted=words_of(changed, PieceKind.DELETED),
        stretches=_stretches(changed, excerpt=site.excerpt),
        judged=before.state is not None and after.state is not None,
        claims=tuple(_claim(each) for each in claims),
        claims_stayed=_stayed(before, claims),
        figures=tuple(_figure(each) for each in figures if _has_moved(each)),
        unmoved=", ".join(_name(each.name).lower() for each in figures if not _has_moved(each)),
        programs=_programs(before, after),
        earlier=Link(name=f"Version {number - 1}", target=change_target(brief, number - 1)) if number > 2 else None,  # noqa: PLR2004  the first version has no page
        later=None if last else Link(name=f"Version {number + 1}", target=change_target(brief, number + 1)),
    )


def former_story_page(site: Site, story: str, briefs: tuple[Link, ...]) -> NoticePage:
    """What stands at the address of a story that is told by one report, or by none, now."""
    told = "is told by one report now" if briefs else "is told by no report now"
    if len(briefs) > 1:
        told = "has come apart"
    return NoticePage(
        chrome=chrome(
            site, f"stories/{story}/", "Former story", f"This story {told}", Link(name="Stories", target="stories/")
        ),
        kicker=f"Story {story}",
        name=f"This story {told}",
        lines=("Its id and address stay reserved for it: where reports tell it together again, they stand here.",),
        links=(*briefs, Link(name="Stories", target="stories/")),
    )


def _crumbs(brief: str, headline: str) -> tuple[Link, ...]:
    return Link(name="Today", target=""), Link(name=_short(headline), target=brief_target(brief))


def _short(headline: str) -> str:
    return headline if len(headline) <= 60 else headline[:59].rstrip() + "…"  # noqa: PLR2004  what a crumb has room for


def _told(total: int) -> str:
    return f"{total} texts were published under this id. Each keeps what was found in it; only an edit makes a new one."


def _row(brief: str, number: int, before: Version | None, after: Version, total: int) -> VersionRow:
    """A version in one row: what it changed in the one before it."""
    if before is None:
        return VersionRow(
            name=f"Version {number}", target=None, headline=after.headline, words="first published", claims="",
            figures="", present=number == total,
        )  # fmt: skip
    known = before.text is not None and after.text is not None
    changed = passages(before.text or "", after.text or "") if known else ()
    kinds = Counter(_kind(each) for each in claim_changes(before, after))
    moved = [_name(each.name) for each in moved_figures(before, after) if _has_moved(each)]
    judged = before.state is not None and after.state is not None
    told = f"+{words_of(changed, PieceKind.INSERTED)} −{words_of(changed, PieceKind.DELETED)}"
    return VersionRow(
        name=f"Version {number}",
        target=change_target(brief, number),
        headline=after.headline,
        words=told if known else "not known",
        claims=(", ".join(f"{count} {kind}" for kind, count in kinds.items()) or "as before")
        if judged
        else "not known",
        figures=(", ".join(moved) or "as before") if judged else "not known",
        present=number == total,
    )


def _stretches(changed: tuple[Passage, ...], *, excerpt: bool) -> tuple[DiffStretch, ...]:
    """Changed paragraphs, and runs of unchanged ones to fold; an excerpt leaves the words of these out."""
    found: list[DiffStretch] = []
    for same, group in groupby(changed, key=lambda passage: all(each.kind is PieceKind.SAME for each in passage)):
        members = tuple(group)
        paragraphs = () if same and excerpt else tuple(_drawn(each) for each in members)
        found.append(DiffStretch(same=same, count=len(members), paragraphs=paragraphs))
    return tuple(found)


def _drawn(passage: Passage) -> tuple[tuple[str, str], ...]:
    return tuple((each.kind.value, each.text) for each in passage)


def _claim(change: ClaimChange) -> ChangedClaim:
    one, other = change.before, change.after
    claim = other or one
    assert claim is not None  # noqa: S101  one of the two is always there
    if one and other:
        pieces: Passage = word_pieces(one.text, other.text)
        speaker = (
            _speaker(other) if one.attributed_to == other.attributed_to else f"{_speaker(one)} → {_speaker(other)}"
        )
    else:
        pieces = (DiffPiece(kind=PieceKind.DELETED if one else PieceKind.INSERTED, text=claim.text),)
        speaker = _speaker(claim)
    return ChangedClaim(
        kind=_kind(change),
        pieces=_drawn(pieces),
        type=claim.type if not (one and other) or one.type == other.type else f"{one.type} → {other.type}",
        speaker=speaker,
        because="; ".join(_cause(each) for each in change.causes),
    )


def _kind(change: ClaimChange) -> str:
    if change.before is None:
        return "added"
    return "reworded" if change.after else "dropped"


def _speaker(claim: KeptClaim) -> str:
    return claim.attributed_to or "no source given"


def _stayed(before: Version, changes: tuple[ClaimChange, ...]) -> int:
    told = len(before.state.claims) if before.state else 0
    return told - sum(each.before is not None for each in changes)


def _figure(moved: Moved) -> ChangedFigure:
    return ChangedFigure(
        name=_name(moved.name),
        before=_value(moved.name, moved.before),
        after=_value(moved.name, moved.after),
        change=_step(moved.name, moved.before, moved.after),
        because=_because(moved),
    )


def _because(moved: Moved) -> str:
    """The causes in words, each step with what it added where there are two."""
    text = any(each.kind is CauseKind.TEXT for each in moved.causes)
    program = ", ".join(_cause(each) for each in moved.causes if each.kind is not CauseKind.TEXT)
    if not moved.apart:
        return f"the text, or {program}: the former text could not be read again"
    if not program:
        return "the text"
    if not text:
        return program
    steps = (_step(moved.name, moved.before, moved.reread), _step(moved.name, moved.reread, moved.after))
    return f"{program} ({steps[0]}); the text ({steps[1]})"


def _cause(cause: Cause) -> str:
    spoken = {
        CauseKind.TEXT: "the text",
        CauseKind.METADATA: "byline, kind, section, address or corrections",
        CauseKind.VERSION: f"{cause.of} analyser {cause.before} → {cause.after}",
        CauseKind.LEXICON: f"word lists of {cause.of}",
        CauseKind.SETTINGS: f"settings of {cause.of}",
        CauseKind.PIPELINE: f"pipeline {cause.before} → {cause.after}",
        CauseKind.UNKNOWN: "another state of the program",
    }
    return spoken[cause.kind]


def _has_moved(moved: Moved) -> bool:
    values = (moved.before, moved.reread, moved.after)
    if None in values:
        return len(set(values)) > 1
    return max(abs((one or 0) - (moved.before or 0)) for one in values) > LESS


def _name(figure: str) -> str:
    return f"Frame: {figure.removeprefix(FRAMING)}" if figure.startswith(FRAMING) else NAMES.get(figure, figure)


def _value(figure: str, value: float | None) -> str:
    if value is None:
        return "below the threshold" if figure.startswith(FRAMING) else words.NOT_SCORED
    return f"{value:,.0f}" if figure in COUNTS else words.plain(value, _digits(figure))


def _step(figure: str, before: float | None, after: float | None) -> str:
    if before is None or after is None:
        return (
            "came" if before is None and after is not None else "went" if after is None and before is not None else "0"
        )
    return words.signed(after - before, 0 if figure in COUNTS else _digits(figure))


def _digits(figure: str) -> int:
    return 1 if figure == "reading_ease" else 3


def _programs(before: Version, after: Version) -> tuple[tuple[str, str], ...]:
    """What of the program, and of the article beside its text, was not the same for both versions."""
    if before.state is None or after.state is None:
        return ()
    one, other = before.state.program, after.state.program
    found: list[tuple[str, str]] = []
    if one.pipeline != other.pipeline:
        found.append(("Pipeline", f"{one.pipeline} → {other.pipeline}"))
    if one.metadata and other.metadata and one.metadata != other.metadata:
        found.append(("Metadata", "byline, kind, section, address or corrections"))
    makers = {maker.name: maker for maker in other.makers}
    for maker in one.makers:
        now = makers.get(maker.name)
        if now is None or now == maker:
            continue
        parts = [f"version {maker.version} → {now.version}"] if maker.version != now.version else []
        parts += ["word lists"] if maker.lexicon and now.lexicon and maker.lexicon != now.lexicon else []
        parts += ["settings"] if maker.settings and now.settings and maker.settings != now.settings else []
        if parts:
            found.append((maker.name.capitalize(), ", ".join(parts)))
    return tuple(found)
