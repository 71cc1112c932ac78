"""Relate: analyses → relations; its costly parts are remembered by what they read: a brief costs by its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from typing import TypeVar, cast

from pydantic import ValidationError

from newsar_build.errors import Code, Diagnostic, Location, UsageError
from newsar_build.memo.fingerprint import adapter, encode, key_of, of_code, of_data
from newsar_build.model.findings import AnalysedBrief
from newsar_build.model.relations import Relations
from newsar_build.relate import bursts, compared
from newsar_build.relate.closeness import Survey, survey
from newsar_build.relate.config import RelateConfig
from newsar_build.relate.corpus import relate as relate_corpus
from newsar_build.relate.corpus import story_items
from newsar_build.relate.curated import Curated, load_curated
from newsar_build.steps.workshop import Workshop

Made = TypeVar("Made")


def relate(workshop: Workshop, briefs: tuple[AnalysedBrief, ...], ids: Collection[str] | None = None) -> Relations:
    """How the briefs relate. Raises UsageError for a wrong `relate:` in config.yaml.

    `ids` are those of all briefs that there are or were: content/entities.yaml may list no others.
    Only parts are remembered: to write down, digest and read again the whole costs more than to put it together.
    """
    config = relate_config(workshop)
    known = curated(workshop, ids)
    workshop.progress.begin("relate", 1)
    code = key_of(
        "code",
        of_code("newsar_build.relate"),
        of_code("newsar_build.model"),
        of_code("newsar_build.pipeline"),
        of_data("newsar_build", "vectors"),
        of_data("newsar_build", "weights"),
    )
    surveyed = _surveyed(workshop, code, briefs)
    relations = relate_corpus(briefs, known, config, _Remembering(workshop, code), surveyed)
    workshop.progress.advance(1)
    return relations


def curated(workshop: Workshop, ids: Collection[str] | None = None) -> Curated:
    """What the desk says of entities; faulty entries are reported and left out."""
    found, problems = load_curated(workshop.content, ids)
    workshop.report(problems)
    return found


class _Remembering:
    """Relate's memory: the store, by the digests of the inputs."""

    def __init__(self, workshop: Workshop, code: str) -> None:
        self._workshop = workshop
        self._code = code

    def recall(self, step: str, kind: type[Made], inputs: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """What was remembered, or what `make` makes."""
        key = key_of(step, self._code, self._workshop.digests.of(inputs))
        body = self._workshop.store.get(key)
        if body is not None:
            known: Made = adapter(cast("Hashable", kind)).validate_json(body)
            return known
        made = make()
        self._workshop.store.put(key, encode(made))
        return made


def _surveyed(workshop: Workshop, code: str, briefs: tuple[AnalysedBrief, ...]) -> Survey:
    """The reports compared with each other, from what the last build compared: only what changed is compared anew.

    The results here whose keys do not name their inputs: each pair in them stands for the digests of its two reports,
    and for those of their weeks.
    """
    store, texts, weeks = workshop.store, key_of("compared", code), key_of("seen", code)
    known = Survey(
        compared=compared.from_bytes(store.get(texts) or b""), seen=bursts.from_bytes(store.get(weeks) or b"")
    )
    surveyed = survey(story_items(briefs), known)
    if surveyed.compared is not known.compared:
        store.put(texts, compared.to_bytes(surveyed.compared))
    if surveyed.seen is not known.seen:
        store.put(weeks, bursts.to_bytes(surveyed.seen))
    return surveyed


def relate_config(workshop: Workshop) -> RelateConfig:
    """The thresholds of relate. Raises UsageError where config.yaml names one wrongly."""
    try:
        return RelateConfig.model_validate(workshop.config.relate)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(("relate", *(str(part) for part in first["loc"])))
        problem = Diagnostic(
            location=Location(path=str(workshop.request.config)),
            code=Code.CONFIG_INVALID,
            message=f"{key}: {first['msg']}",
            hint="its settings are: " + ", ".join(sorted(RelateConfig.model_fields)),
        )
        raise UsageError([problem]) from error
