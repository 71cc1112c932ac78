"""What the command line does to a site beside building it: check, explain, archive, begin an article.

Each loads what it uses, and no more: most need no analyser.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from newsar_build.config import did_you_mean
from newsar_build.errors import Code, Diagnostic, Location, UsageError
from newsar_build.extensions import added_analysers
from newsar_build.progress import Silent
from newsar_build.publish.scaffold import article_path, write_article
from newsar_build.read.ledger import load_ledger, new_id
from newsar_build.read.outlets import load_outlets
from newsar_build.steps.workshop import LEDGER, Request, Workshop, open_workshop


def check_site(config: Path, now: datetime, *, links: bool) -> tuple[Diagnostic, ...]:
    """The problems of configuration, content, curated entities and ledger, and of the built site's links."""
    from newsar_build.publish.links import check_links
    from newsar_build.steps import reading, relating

    with open_workshop(Request(config=config, now=now), Silent()) as workshop:
        _check_analysers(workshop)
        relating.relate_config(workshop)
        relating.curated(workshop, reading.read(workshop).ids)
        broken = check_links(workshop.output, workshop.site.base_url) if links else ()
        return (*workshop.problems, *broken)


def _check_analysers(workshop: Workshop) -> None:
    """Raise UsageError where config.yaml says something wrong of analysers; they are loaded only if it says any."""
    if workshop.config.analyse or workshop.config.pipeline or added_analysers():
        from newsar_build.steps import analysing

        analysing.setup_of(workshop.config, workshop.request.config)


def archive_edition(config: Path, output: Path | None, day: str | None, destination: Path) -> tuple[Path, ...]:
    """Pack an edition; returns the bag and the zip."""
    from newsar_build.publish import archive as archiving

    request = Request(config=config, now=datetime.fromtimestamp(0, tz=UTC), output=output)
    with open_workshop(request, Silent()) as workshop:
        packed = archiving.archive(workshop.output, day, destination)
        return packed.bag, packed.zip


def new_article(config: Path, headline: str, outlet: str, now: datetime) -> Path:
    """Make a new article file with an id of its own. Raises UsageError for an unknown outlet."""
    with open_workshop(Request(config=config, now=now), Silent()) as workshop:
        outlets, _ = load_outlets(workshop.content)
        if outlet not in outlets:
            raise UsageError([_unknown_outlet(workshop, outlet, sorted(outlets))])
        ledger, damage = load_ledger(workshop.content / LEDGER)
        if damage:
            raise UsageError(damage)
        path = article_path(headline, now)
        taken = frozenset(entry.id for entry in ledger.entries)
        brief = new_id(workshop.config.site.id_prefix, now.date(), path, taken)
        return write_article(workshop.content, path, brief, headline, outlet, now)


def explain(config: Path, brief: str, now: datetime) -> tuple[str, ...]:
    """Where each figure of a brief comes from, and whether its page is up to date. Raises UsageError."""
    from newsar_build.steps import analysing, reading
    from newsar_build.steps.explaining import Explanation

    with open_workshop(Request(config=config, now=now), Silent()) as workshop:
        corpus = reading.read(workshop)
        wanted = tuple(each for each in corpus.briefs if each.id == brief)
        if not wanted:
            raise UsageError([_unknown_brief(workshop, brief)])
        (analysed,) = analysing.analyse(workshop, wanted)
        return (*Explanation(workshop, analysed).lines(), *_state(workshop, brief))


def _state(workshop: Workshop, brief: str) -> tuple[str, ...]:
    from newsar_build.steps import publishing

    record = workshop.store.latest(publishing.reason_name(f"briefs/{brief}/index.html"))
    if record is None:
        return ("", "page: never built here")
    changed = json.loads(record)["changed"]
    return ("", "page: last built because of " + (", ".join(changed) if changed else "nothing: it was new"))


def _unknown_outlet(workshop: Workshop, outlet: str, known: list[str]) -> Diagnostic:
    return Diagnostic(
        location=Location(path=str(workshop.content / "outlets.yaml")),
        code=Code.BRIEF_UNKNOWN_OUTLET,
        message=f"there is no outlet {outlet!r}",
        hint=did_you_mean(outlet, known),
    )


def _unknown_brief(workshop: Workshop, brief: str) -> Diagnostic:
    return Diagnostic(
        location=Location(path=str(workshop.content)),
        code=Code.BRIEF_BAD_ID,
        message=f"there is no brief {brief!r}",
        hint="ids stand in content/ledger.yaml",
    )
