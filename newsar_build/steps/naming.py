"""Name: stories → stories under the ids that they keep, and what stands at ids that no story has any more."""

from __future__ import annotations

from dataclasses import dataclass, replace

from newsar_build.model.brief import Redirect
from newsar_build.model.findings import AnalysedBrief
from newsar_build.model.relations import FormerStory, Relations
from newsar_build.read.ledger import Entry, Ledger
from newsar_build.relate.story_ids import name_stories, renamed


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The relations with stories under their ids, the ledger that records them, and the addresses of former stories."""

    relations: Relations
    ledger: Ledger
    redirects: tuple[Redirect, ...]
    former: tuple[FormerStory, ...]


def name(ledger: Ledger, briefs: tuple[AnalysedBrief, ...], relations: Relations) -> Named:
    """Each story under the id that it had, where it had one.

    A brief that is alone now keeps its former story only where nobody tells that story any more; one that is withdrawn
    or could not be analysed keeps it for its return.
    """
    filed = {each.brief.id: (each.brief.article.filed, each.brief.id) for each in briefs}
    stories = tuple(sorted(relations.stories, key=lambda story: filed[story.briefs[0]]))
    former = {entry.id: entry.story for entry in ledger.entries if entry.story}
    naming = name_stories(tuple(story.briefs for story in stories), former, dict(ledger.merged))
    ids = {story.id: one for story, one in zip(stories, naming.ids, strict=True)}
    merged = dict(naming.merged)
    told = {brief: ids[story.id] for story in stories for brief in story.briefs}
    alive = frozenset(naming.ids)

    def story_of(entry: Entry) -> str | None:
        last = merged.get(entry.story, entry.story) if entry.story else None
        left = entry.id in filed and last in alive
        return told.get(entry.id) or (None if left else last)

    entries = tuple(replace(entry, story=story_of(entry)) for entry in ledger.entries)
    gone = sorted(({entry.story for entry in entries if entry.story} | {*merged.values()}) - alive)
    return Named(
        relations=renamed(relations, ids),
        ledger=Ledger(entries=entries, merged=naming.merged),
        redirects=tuple(Redirect(source=f"stories/{old}/", target=f"stories/{new}/") for old, new in naming.merged),
        former=tuple(
            FormerStory(id=one, briefs=tuple(e.id for e in entries if e.story == one and e.id in filed)) for one in gone
        ),
    )
