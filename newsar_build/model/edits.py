"""What an edit did to a brief: between two versions, which words, claims and figures changed, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from newsar_build.model.changes import matched
from newsar_build.model.versions import Cause, CauseKind, KeptClaim, Rerun, State, Version

REWORDED = 0.6
"""How alike the words of two claims must be (difflib's ratio) for one to be the other, reworded."""
JOINED, AROUND = 2, 3
"""So few words that stayed, between two changes of so many, read better as part of one change."""
PARAGRAPH = "\n\n"
_TOKENS = re.compile(r"\S+")


class PieceKind(StrEnum):
    """What became of a stretch of words."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffPiece:
    """Words that stayed, went or came, parted by single spaces; `¶` is the end of a paragraph."""

    kind: PieceKind
    text: str


Passage = tuple[DiffPiece, ...]
"""A paragraph in pieces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChange:
    """A claim before and after; None where there was or is none. `causes` say why."""

    before: KeptClaim | None
    after: KeptClaim | None
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A figure before and after, and `reread` what the program of the edit finds in the former text.

    None where the figure was not read or, for a frame, lay below the threshold. `apart` is false where the former text
    could not be read again, so that the causes are all that there can have been.
    """

    name: str
    before: float | None
    reread: float | None
    after: float | None
    causes: tuple[Cause, ...]
    apart: bool = True


TEXT = Cause(kind=CauseKind.TEXT)


def passages(before: str, after: str) -> tuple[Passage, ...]:
    """Both texts as one, in paragraphs of words that stayed, went and came."""
    olds, news = before.split(PARAGRAPH), after.split(PARAGRAPH)
    found: list[Passage] = []
    for name, one, two, three, four in matched(olds, news):
        if name == "equal":
            found += [(_piece(PieceKind.SAME, _TOKENS.findall(each)),) for each in olds[one:two]]
        else:
            found += _rewritten(olds[one:two], news[three:four])
    return tuple(each for each in found if each)


def word_pieces(before: str, after: str) -> Passage:
    """As `passages`, for one line."""
    return tuple(piece for passage in _rewritten([before], [after]) for piece in passage)


def words_of(changed: Iterable[Passage], kind: PieceKind) -> int:
    """How many words went, came or stayed."""
    return sum(
        len([word for word in piece.text.split() if word != "¶"])
        for passage in changed
        for piece in passage
        if piece.kind is kind
    )


def claim_changes(before: Version, after: Version) -> tuple[ClaimChange, ...]:
    """Claims reworded, dropped and added, in the order of the versions; nothing where a version's are not known."""
    if before.state is None or after.state is None:
        return ()
    stayed = {_told(claim) for claim in before.state.claims} & {_told(claim) for claim in after.state.claims}
    olds = [claim for claim in before.state.claims if _told(claim) not in stayed]
    news = [claim for claim in after.state.claims if _told(claim) not in stayed]
    pairs = _pairs(olds, news)
    partners = dict(pairs)
    taken = set(partners.values())
    changes = [
        ClaimChange(
            before=claim,
            after=news[partners[place]] if place in partners else None,
            causes=_claim_causes(claim, None, before.rerun),
        )
        for place, claim in enumerate(olds)
    ]
    changes += [
        ClaimChange(before=None, after=claim, causes=_claim_causes(None, claim, before.rerun))
        for place, claim in enumerate(news)
        if place not in taken
    ]
    return tuple(sorted(changes, key=_order))


def moved_figures(before: Version, after: Version) -> tuple[Moved, ...]:
    """Every figure of either version, in the order in which they are shown; nothing where one's are not known."""
    if before.state is None or after.state is None:
        return ()
    return tuple(_moved(before.state, before.rerun, after.state))


def moved_since(present: Version, since: Rerun | None) -> tuple[Moved, ...]:
    """The figures of the present text that another program has moved since it was first published."""
    if present.state is None or since is None:
        return ()
    again = State(figures=since.figures, claims=since.claims, program=present.state.program)
    return tuple(each for each in _moved(present.state, since, again) if each.before != each.after)


def _moved(before: State, rerun: Rerun | None, after: State) -> Iterator[Moved]:
    then, now = dict(before.figures), dict(after.figures)
    again = dict(rerun.figures) if rerun else then
    causes = dict(rerun.causes) if rerun else {}
    for name in {**then, **now}:
        one, reread, other = then.get(name), again.get(name), now.get(name)
        why = causes.get(name, ())
        together = bool(why) and one == reread and one != other
        found = why if one != reread or together else ()
        text = (TEXT,) if reread != other else ()
        yield Moved(name=name, before=one, reread=reread, after=other, causes=(*found, *text), apart=not together)


def _rewritten(olds: Sequence[str], news: Sequence[str]) -> list[Passage]:
    """Paragraphs that took the place of others, word by word."""
    before, after = _tokens(olds), _tokens(news)
    made: list[Passage] = []
    pieces: list[DiffPiece] = []
    for kind, words in _runs(before, after):
        stretch: list[str] = []
        for word in words:
            if word != PARAGRAPH:
                stretch.append(word)
                continue
            lone = all(piece.kind is PieceKind.DELETED for piece in pieces)
            if kind is PieceKind.DELETED and not lone:
                stretch.append("¶")
                continue
            pieces += [_piece(kind, stretch)] if stretch else []
            made.append(tuple(pieces))
            pieces, stretch = [], []
        pieces += [_piece(kind, stretch)] if stretch else []
    made.append(tuple(pieces))
    return made


def _runs(before: list[str], after: list[str]) -> Iterator[tuple[PieceKind, list[str]]]:
    """Words that stayed, and between them what went, then what came."""
    operations = list(matched(before, after))
    gone: list[str] = []
    come: list[str] = []
    for place, (name, one, two, three, four) in enumerate(operations):
        if name == "equal" and not _too_short(operations, place, before):
            yield from _change(gone, come)
            gone, come = [], []
            yield PieceKind.SAME, before[one:two]
        else:
            gone += before[one:two]
            come += after[three:four]
    yield from _change(gone, come)


def _change(gone: list[str], come: list[str]) -> Iterator[tuple[PieceKind, list[str]]]:
    if gone:
        yield PieceKind.DELETED, gone
    if come:
        yield PieceKind.INSERTED, come


def _too_short(operations: list[tuple[str, int, int, int, int]], place: int, before: list[str]) -> bool:
    _, one, two, _, _ = operations[place]
    if two - one > JOINED or PARAGRAPH in before[one:two] or not 0 < place < len(operations) - 1:
        return False
    sizes = (max(other[2] - other[1], other[4] - other[3]) for other in (operations[place - 1], operations[place + 1]))
    return all(size >= AROUND for size in sizes)


def _tokens(paragraphs: Sequence[str]) -> list[str]:
    found: list[str] = []
    for paragraph in paragraphs:
        found += [*([PARAGRAPH] if found else []), *_TOKENS.findall(paragraph)]
    return found


def _piece(kind: PieceKind, words: Sequence[str]) -> DiffPiece:
    return DiffPiece(kind=kind, text=" ".join(words))


def _told(claim: KeptClaim) -> tuple[str, str, str | None]:
    return claim.text, claim.type, claim.attributed_to


def _pairs(olds: list[KeptClaim], news: list[KeptClaim]) -> list[tuple[int, int]]:
    """Claims of both sides that are alike enough, the most alike first, each at most once."""
    alike = [
        (-SequenceMatcher(None, old.text.lower().split(), new.text.lower().split(), autojunk=False).ratio(), one, other)
        for one, old in enumerate(olds)
        for other, new in enumerate(news)
    ]
    found: list[tuple[int, int]] = []
    left, right = set(range(len(olds))), set(range(len(news)))
    for ratio, one, other in sorted(alike):
        if -ratio >= REWORDED and one in left and other in right:
            found.append((one, other))
            left.discard(one)
            right.discard(other)
    return found


def _claim_causes(before: KeptClaim | None, after: KeptClaim | None, rerun: Rerun | None) -> tuple[Cause, ...]:
    """Whether the program of the edit already tells the claim otherwise in the former text."""
    if rerun is None:
        return (TEXT,)
    again = {_told(claim) for claim in rerun.claims}
    moved = (before is not None and _told(before) not in again) or (after is not None and _told(after) in again)
    return dict(rerun.causes).get("claims", ()) if moved else (TEXT,)


def _order(change: ClaimChange) -> int:
    return 0 if change.before and change.after else 1 if change.before else 2
