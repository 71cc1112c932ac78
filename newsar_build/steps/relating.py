"""Relate: analyses → relations, remembered as long as no brief changed."""

from __future__ import annotations

from pydantic import ValidationError

from newsar_build.errors import Code, Diagnostic, Location, UsageError
from newsar_build.memo.fingerprint import adapter, encode, key_of, of_bytes, of_code, of_data
from newsar_build.model.findings import AnalysedBrief
from newsar_build.model.relations import Relations
from newsar_build.relate.config import RelateConfig
from newsar_build.relate.corpus import relate as relate_corpus
from newsar_build.relate.curated import Curated, load_curated
from newsar_build.steps.workshop import Workshop


def relate(workshop: Workshop, briefs: tuple[AnalysedBrief, ...]) -> Relations:
    """How the briefs relate. Raises UsageError for a wrong `relate:` in config.yaml."""
    config = relate_config(workshop)
    known = curated(workshop)
    workshop.progress.begin("relate", 1)
    inputs = (workshop.digests.of(brief) for brief in briefs)
    code = key_of(
        "code",
        of_code("newsar_build.relate"),
        of_code("newsar_build.model"),
        of_code("newsar_build.pipeline"),
        of_data("newsar_build", "vectors"),
        of_data("newsar_build", "weights"),
    )
    key = key_of("relate", code, config.model_dump_json(), of_bytes(encode(known)), *inputs)
    body = workshop.store.get(key)
    if body is not None:
        relations: Relations = adapter(Relations).validate_json(body)
    else:
        relations = relate_corpus(briefs, known, config)
        workshop.store.put(key, encode(relations))
    workshop.progress.advance(1)
    return relations


def curated(workshop: Workshop) -> Curated:
    """What the desk says of entities; faulty entries are reported and left out."""
    found, problems = load_curated(workshop.content)
    workshop.report(problems)
    return found


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
