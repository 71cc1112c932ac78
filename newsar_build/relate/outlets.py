"""What an outlet reports, how it frames it, whom it quotes, and which of its reports count once with another's."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain

from newsar_build.model.findings import AnalysedBrief, AttributionMode, Frame, FrameScore
from newsar_build.model.relations import (
    EntityInBrief,
    FrameUse,
    MentionDay,
    OneVoice,
    OutletNeighbours,
    Passage,
    Reprint,
    Story,
    Topic,
    TopicUse,
)
from newsar_build.relate.copies import Origins, copy_item, one_text
from newsar_build.relate.perspective import quoted

EXAMPLES = 3
"""Sentences that show a frame: enough to judge it by."""
LEAST_WORDS = 8
"""Words of a sentence that can show a frame by itself."""
PASSAGE = 200
"""Code points of such a sentence: its beginning says which it is, and it is linked."""


def outlet_neighbours(
    briefs: tuple[AnalysedBrief, ...],
    topics: dict[str, tuple[Topic, ...]],
    named: dict[str, tuple[EntityInBrief, ...]],
    stories: tuple[Story, ...],
    origins: Origins,
) -> tuple[OutletNeighbours, ...]:
    """Every outlet that has a brief, sorted by key."""
    held: dict[str, list[AnalysedBrief]] = defaultdict(list)
    for each in briefs:
        held[each.brief.outlet.key].append(each)
    about = {key: Counter(chain.from_iterable(topics[each.brief.id] for each in own)) for key, own in held.items()}
    framed = {key: sum(_framing_read(each) for each in own) for key, own in held.items()}
    frames = {key: Counter(score.frame for each in own for score in _frames(each)) for key, own in held.items()}
    all_topics, all_frames = sum(about.values(), Counter[Topic]()), sum(frames.values(), Counter[Frame]())
    reprints = _reprints(briefs, stories, origins)
    told = _told(stories)
    first = _first_tellers(briefs, stories)
    found = []
    for key in sorted(held):
        own, others = held[key], len(briefs) - len(held[key])
        modes = [each.mode for one in own for each in one.analysis.attributions.items]
        found.append(
            OutletNeighbours(
                outlet=key,
                timeline=_volume(own),
                topics=tuple(
                    TopicUse(
                        topic=topic,
                        briefs=count,
                        share=_share(count, len(own)),
                        elsewhere=_share(all_topics[topic] - count, others),
                    )
                    for topic, count in sorted(about[key].items(), key=lambda item: (-item[1], item[0].id))
                ),
                framed=framed[key],
                frames=tuple(
                    FrameUse(
                        frame=frame,
                        briefs=count,
                        share=_share(count, framed[key]),
                        elsewhere=_share(all_frames[frame] - count, sum(framed.values()) - framed[key]),
                        examples=_examples(own, frame),
                    )
                    for frame, count in sorted(frames[key].items(), key=lambda item: (-item[1], item[0]))
                ),
                statements=len(modes),
                direct=sum(mode is not AttributionMode.INDIRECT for mode in modes),
                quoted=quoted(tuple(own), named),
                reprints=tuple(reprints.get(key, ())),
                stories=tuple(told.get(key, ())),
                first=first[key],
            )
        )
    return tuple(found)


def _share(count: int, of: int) -> float:
    return round(count / of, 2) if of else 0.0


def _volume(own: list[AnalysedBrief]) -> tuple[MentionDay, ...]:
    days = Counter(each.brief.article.day for each in own)
    return tuple(MentionDay(day=day, mentions=days[day], briefs=days[day]) for day in sorted(days))


def _framing_read(each: AnalysedBrief) -> bool:
    return "framing" not in each.analysis.provenance.not_run


def _frames(each: AnalysedBrief) -> Iterator[FrameScore]:
    """The frames that pages name: `Other` says only that none of the fourteen was found."""
    return (score for score in each.analysis.framing.frames if score.frame is not Frame.OTHER)


def _examples(own: list[AnalysedBrief], frame: Frame) -> tuple[Passage, ...]:
    """A sentence each of the briefs that show the frame most, among those that have one worth reading."""
    shown = [(score, each) for each in own for score in _frames(each) if score.frame is frame and score.evidence]
    shown.sort(key=lambda pair: (-pair[0].score, pair[1].brief.id))
    passages = [_passage(each, score) for score, each in shown]
    telling = [passage for passage in passages if len(passage.text.split()) >= LEAST_WORDS]
    return tuple((telling or passages)[:EXAMPLES])


def _passage(each: AnalysedBrief, score: FrameScore) -> Passage:
    """The sentence of the evidence that holds most of the frame's cues: captions and cut pieces hold few."""
    starts = [sentence.start for sentence in each.analysis.sentences.spans]
    sentences = [" ".join(each.brief.article.text[span.start : span.end].split()) for span in score.evidence]
    cues = [cue.lower() for cue in score.cues]
    found = [sum(cue in sentence.lower() for cue in cues) for sentence in sentences]
    best = max(
        range(len(sentences)),
        key=lambda place: (len(sentences[place].split()) >= LEAST_WORDS, found[place], -place),
    )
    text = sentences[best]
    short = text if len(text) <= PASSAGE else text[: text.rfind(" ", 0, PASSAGE)] + " …"
    number = max(1, bisect_right(starts, score.evidence[best].start))
    return Passage(brief=each.brief.id, sentence=number, text=short)


def _told(stories: tuple[Story, ...]) -> dict[str, list[str]]:
    """The stories of several outlets that each outlet tells, latest first."""
    told: dict[str, list[str]] = defaultdict(list)
    for story in sorted(stories, key=lambda each: (-each.last.toordinal(), each.id)):
        for outlet in story.outlets if len(story.outlets) > 1 else ():
            told[outlet].append(story.id)
    return told


def _first_tellers(briefs: tuple[AnalysedBrief, ...], stories: tuple[Story, ...]) -> Counter[str]:
    """How many stories each outlet told before any other outlet, for sure."""
    by_id = {each.brief.id: each.brief for each in briefs}
    found: Counter[str] = Counter()
    for story in stories:
        first, *others = (by_id[each] for each in story.briefs)
        if len(story.outlets) > 1 and all(
            first.article.precedes(other.article) for other in others if other.outlet.key != first.outlet.key
        ):
            found[first.outlet.key] += 1
    return found


def _reprints(
    briefs: tuple[AnalysedBrief, ...], stories: tuple[Story, ...], origins: Origins
) -> dict[str, list[Reprint]]:
    """By outlet, newest first: its briefs that count once with a brief of another outlet."""
    by_id = {each.brief.id: each for each in briefs}
    found: dict[str, list[Reprint]] = defaultdict(list)
    for story in stories:
        order = {brief: place for place, brief in enumerate(story.briefs)}
        for group in story.independent:
            for brief in sorted(group, key=order.__getitem__):
                own = by_id[brief]
                others = [by_id[each] for each in sorted(group, key=order.__getitem__)]
                reprint = _reprint(own, [each for each in others if each.brief.outlet != own.brief.outlet], origins)
                if reprint:
                    found[own.brief.outlet.key].append(reprint)
    for reprints in found.values():
        reprints.sort(key=lambda each: (-by_id[each.brief].brief.article.filed.timestamp(), each.brief))
    return found


def _reprint(own: AnalysedBrief, others: list[AnalysedBrief], origins: Origins) -> Reprint | None:
    for other in others:
        if one_text(copy_item(own.brief), copy_item(other.brief), origins):
            return Reprint(brief=own.brief.id, other=other.brief.id, reason=OneVoice.TEXT)
    owner = own.brief.outlet.owner
    house = [other for other in others if owner and other.brief.outlet.owner == owner]
    return Reprint(brief=own.brief.id, other=house[0].brief.id, reason=OneVoice.OWNER) if house else None
