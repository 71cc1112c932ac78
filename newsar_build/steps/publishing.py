"""Publish: make what changed, keep what did not, and let the new site take the old one's place."""

from __future__ import annotations

import json
from inspect import signature

from newsar_build.errors import Code, Diagnostic, Location, UsageError
from newsar_build.model.pages import Plan
from newsar_build.publish.site import Published, Staging, open_staging
from newsar_build.read.ledger import Ledger, dump_ledger, load_ledger
from newsar_build.render.templates import TemplateFailedError, Theme
from newsar_build.steps import rendering, standing
from newsar_build.steps.workshop import LEDGER, Workshop

BRIEF = "brief.html"
"""The template of the pages of which it is kept why they were made."""


def publish(workshop: Workshop, ledger: Ledger, plans: tuple[Plan, ...]) -> Published | None:
    """The new site in place of the old, and `ledger` beside the content.

    None, with nothing written, where `--strict` forbids the problems found. A page that cannot be made keeps its last
    good form. Raises UsageError where `--frozen` forbids the ledger's change, PublishError where the site cannot be
    written.
    """
    if workshop.request.strict and workshop.problems:
        return None
    _refuse_thaw(workshop, ledger)
    with open_staging(workshop.output, standing.published_seal(workshop), workshop.spare) as staging:
        _fill(workshop, staging, plans)
        if workshop.request.strict and workshop.problems:
            return None
        published = staging.commit()
    standing.set_seal(workshop)
    _write_ledger(workshop, ledger)
    workshop.store.forget_unused()
    return published


def _fill(workshop: Workshop, staging: Staging, plans: tuple[Plan, ...]) -> None:
    try:
        theme = rendering.theme_of(workshop)
        keys = rendering.keys(workshop, theme, plans)
    except TemplateFailedError as error:
        workshop.report([error.diagnostic])
        for path in staging.present():
            staging.keep(path)
        return
    for path, body in theme.assets():
        staging.write(path, body)
    known = workshop.store.digests(keys.values())
    unchanged = {path for path, key in keys.items() if staging.holds(path, known.get(key))}
    for path in sorted(unchanged):
        staging.keep(path)
    changed = tuple(plan for plan in plans if plan.path not in unchanged)
    workshop.progress.begin("render", len(changed))
    for plan, made in zip(changed, rendering.make(workshop, theme, changed), strict=True):
        if made.body is not None:
            workshop.store.note(keys[plan.path], staging.write(plan.path, made.body))
            _record_reason(workshop, theme, plan)
        elif made.problem is not None:
            workshop.report([made.problem])
            if plan.path in staging.present():
                staging.keep(plan.path)


def reason_name(path: str) -> str:
    """Under which name the store keeps why a page was made."""
    return f"reason {path}"


def _input_digests(workshop: Workshop, theme: Theme, plan: Plan) -> dict[str, str]:
    """The digest of each thing that a brief's page depends on, by name."""
    names = list(signature(plan.make).parameters)
    digests = {name: workshop.digests.of(value) for name, value in zip(names, plan.inputs, strict=True)}
    return digests | {"templates": theme.closure_digest(plan.template or "")}


def _record_reason(workshop: Workshop, theme: Theme, plan: Plan) -> None:
    if plan.template != BRIEF:
        return
    now = _input_digests(workshop, theme, plan)
    name = reason_name(plan.path)
    body = workshop.store.latest(name)
    before = json.loads(body)["inputs"] if body else {}
    changed = sorted(each for each in now if each in before and before[each] != now[each])
    record = json.dumps({"changed": changed, "inputs": now}, sort_keys=True).encode()
    workshop.store.name_latest(name, workshop.store.put(f"{name} {now}", record))


def _refuse_thaw(workshop: Workshop, ledger: Ledger) -> None:
    if not workshop.request.frozen:
        return
    before, _ = load_ledger(workshop.content / LEDGER)
    known = {entry.id: (entry.path, entry.former, entry.renamed_to, entry.withdrawn) for entry in before.entries}
    now = {entry.id: (entry.path, entry.former, entry.renamed_to, entry.withdrawn) for entry in ledger.entries}
    changed = sorted(each for each in known.keys() | now.keys() if known.get(each) != now.get(each))
    if changed:
        problem = Diagnostic(
            location=Location(path=str(workshop.content / LEDGER)),
            code=Code.LEDGER_FROZEN,
            message=f"this build would change the ledger (entries: {len(changed)}, the first is {changed[0]})",
            hint="run `newsar build` without --frozen and commit the ledger",
        )
        raise UsageError([problem])


def _write_ledger(workshop: Workshop, ledger: Ledger) -> None:
    place = workshop.content / LEDGER
    text = dump_ledger(ledger)
    if workshop.request.frozen or (place.is_file() and place.read_text(encoding="utf-8") == text):
        return
    beside = place.with_name(f".{LEDGER}.next")
    beside.write_text(text, encoding="utf-8")
    beside.replace(place)
