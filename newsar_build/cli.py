"""The command line, and the only place that prints. Each command loads what it uses, and no more."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from newsar_build.console import Format, StageClock, Verbosity, print_problems
from newsar_build.errors import Diagnostic, NewsarError, UsageError
from newsar_build.steps.workshop import EngineName, Request

if TYPE_CHECKING:
    from newsar_build.batch import Line
    from newsar_build.build import Outcome

DONE, PROBLEMS, USAGE = 0, 1, 2
"""Exit statuses: done; done with problems; wrong usage or configuration, nothing written."""

app = typer.Typer(
    name="newsar",
    help="A folder of news articles becomes a static site of checkable briefs.",
    epilog="Example: newsar init my-site && cd my-site && newsar serve",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

ConfigOption = Annotated[Path, typer.Option("--config", help="The site's configuration.", metavar="PATH")]
FormatOption = Annotated[Format, typer.Option("--format", help="How problems are printed.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Say what takes how long.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but problems and results.")]
JobsOption = Annotated[int, typer.Option("--jobs", min=0, help="Worker processes; 0 takes one for each core.")]
ContentOption = Annotated[Path | None, typer.Option("--content", help="The articles.", metavar="DIR")]
OutputOption = Annotated[Path | None, typer.Option("--output", help="Where the site goes.", metavar="DIR")]
BaseUrlOption = Annotated[str | None, typer.Option("--base-url", help="Where the site will live.", metavar="URL")]
CONFIG = Path("config.yaml")
Result = TypeVar("Result")


@app.command("build", epilog="Example: newsar build --base-url https://example.org/news/ --strict")
def build_command(
    *,
    config: ConfigOption = CONFIG,
    content: ContentOption = None,
    output: OutputOption = None,
    base_url: BaseUrlOption = None,
    jobs: JobsOption = 0,
    engine: Annotated[EngineName, typer.Option("--engine", help="What runs the work.")] = EngineName.LOCAL,
    scheduler: Annotated[str | None, typer.Option("--scheduler", help="Dask scheduler.", metavar="ADDR")] = None,
    drafts: Annotated[bool, typer.Option("--drafts", help="Show drafts too.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Publish nothing if there is any problem.")] = False,
    frozen: Annotated[bool, typer.Option("--frozen", help="Refuse to change the ledger.")] = False,
    form: FormatOption = Format.TEXT,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Turn the articles into a site."""
    from newsar_build.build import build

    clock = StageClock(_verbosity(verbose=verbose, quiet=quiet))
    request = Request(
        config=config,
        now=datetime.now(UTC),
        content=content,
        output=output,
        base_url=base_url,
        jobs=_jobs(jobs),
        engine=engine,
        scheduler=scheduler,
        drafts=drafts,
        strict=strict,
        frozen=frozen,
    )
    outcome = _guarded(lambda: build(request, clock), form)
    clock.end()
    print_problems(outcome.diagnostics, form)
    if not quiet:
        typer.echo(_summary(outcome, clock), err=form is not Format.TEXT)
    raise typer.Exit(PROBLEMS if outcome.diagnostics else DONE)


def _summary(outcome: Outcome, clock: StageClock) -> str:
    if outcome.published is None:
        return "nothing published: --strict allows no problem"
    done = outcome.published
    files = f"{len(done.written)} files written, {len(done.removed)} removed, {done.kept} kept"
    return f"{outcome.briefs} briefs: {files} in {sum(clock.seconds.values()):.1f} s"


@app.command("serve", epilog="Example: newsar serve --port 8080")
def serve_command(
    *,
    config: ConfigOption = CONFIG,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port to listen on.")] = 8000,
    drafts: Annotated[bool, typer.Option("--drafts", help="Show drafts too.")] = False,
    jobs: JobsOption = 0,
    polling: Annotated[bool, typer.Option("--polling", help="Watch by polling, for network drives.")] = False,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Build, preview in the browser, rebuild and reload on every change."""
    from newsar_build.serve.session import Voice, serve_site

    del verbose
    request = Request(config=config, now=datetime.now(UTC), jobs=_jobs(jobs), drafts=drafts)
    voice = Voice(
        announce=lambda line: _say(line, quiet=quiet),
        complain=lambda problems: print_problems(problems, Format.TEXT),
    )
    _guarded(lambda: serve_site(request, host=host, port=port, polling=polling, voice=voice))


@app.command("init", epilog="Example: newsar init my-site")
def init_command(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where the new site goes.")] = Path(),
    *,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Make a new site that builds as it is: configuration, two sample articles, outlets, a Pages workflow."""
    from newsar_build.publish.scaffold import write_site

    del verbose
    for path in _guarded(lambda: write_site(folder)):
        _say(str(path), quiet=quiet)
    there = "" if folder == Path() else f"cd {shlex.quote(str(folder))} && "
    _say(f"next: {there}newsar serve", quiet=quiet)


@app.command("new", epilog='Example: newsar new "Ferry fares frozen" --outlet orrin-courier')
def new_command(
    headline: Annotated[str, typer.Argument(metavar="HEADLINE")],
    *,
    outlet: Annotated[str, typer.Option("--outlet", help="A key of outlets.yaml.", metavar="KEY")],
    config: ConfigOption = CONFIG,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Make a new article file with an id."""
    from newsar_build.desk import new_article

    del verbose, quiet
    typer.echo(str(_guarded(lambda: new_article(config, headline, outlet, datetime.now(UTC)))))


@app.command("analyse", epilog="Example: newsar analyse content/2026-02-25/*.md | jq .tone.score")
def analyse_command(
    files: Annotated[list[str] | None, typer.Argument(metavar="FILE…", help="Articles; - reads plain text.")] = None,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read JSON lines on standard input.")] = False,
    config: ConfigOption = CONFIG,
    jobs: JobsOption = 0,
    form: FormatOption = Format.TEXT,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Print briefs as JSON, one a line."""
    from newsar_build import batch

    del verbose, quiet
    if jsonl == bool(files):
        _misused("give files, or --jsonl")
    if jsonl:
        problems_met: list[Diagnostic] = []
        lines = partial(batch.analyse_lines, sys.stdin, config, _jobs(jobs), problems_met.extend)
        _print_batch(lines, form, problems_met)
    analyses, problems = _guarded(lambda: batch.analyse_files(tuple(files or ()), config, sys.stdin.read), form)
    for line in analyses:
        typer.echo(line, nl=False)
    print_problems(problems, form, sys.stderr)
    raise typer.Exit(PROBLEMS if problems else DONE)


@app.command("relate", epilog="Example: newsar relate --jsonl < reports.jsonl")
def relate_command(
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read JSON lines on standard input.")] = False,
    config: ConfigOption = CONFIG,
    form: FormatOption = Format.TEXT,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Group reports into stories: JSON lines in, one line a story out."""
    from newsar_build import batch

    del verbose, quiet
    if not jsonl:
        _misused("relate reads JSON lines: give --jsonl")
    _print_batch(lambda: batch.relate_lines(sys.stdin, config), form)


@app.command("explain", epilog="Example: newsar explain NSR-2026-0225-19144")
def explain_command(
    brief: Annotated[str, typer.Argument(metavar="BRIEF", help="A brief's id.")],
    *,
    config: ConfigOption = CONFIG,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Say where each figure of a brief comes from, and why its page was or was not rebuilt."""
    from newsar_build.desk import explain

    del verbose, quiet
    for line in _guarded(lambda: explain(config, brief, datetime.now(UTC))):
        typer.echo(line)


@app.command("check", epilog="Example: newsar check --links")
def check_command(
    *,
    links: Annotated[bool, typer.Option("--links", help="Follow the links of the built site too.")] = False,
    config: ConfigOption = CONFIG,
    form: FormatOption = Format.TEXT,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Validate configuration, content and ledger, and the links of the built site."""
    from newsar_build.desk import check_site

    del verbose
    problems = _guarded(lambda: check_site(config, datetime.now(UTC), links=links), form)
    _finish(problems, form, "no problem found", quiet=quiet)


@app.command("archive", epilog="Example: newsar archive 2026-02-25")
def archive_command(
    day: Annotated[
        str | None, typer.Argument(metavar="[DATE]", help="An edition's day; the latest if left out.")
    ] = None,
    *,
    destination: Annotated[Path, typer.Option("--to", help="Where the bag and the zip go.", metavar="DIR")] = Path(
        "archive"
    ),
    config: ConfigOption = CONFIG,
    output: OutputOption = None,
    form: FormatOption = Format.TEXT,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Pack an edition of the built site: a BagIt bag and a zip that read offline."""
    from newsar_build.desk import archive_edition

    del verbose
    for path in _guarded(lambda: archive_edition(config, output, day, destination), form):
        _say(str(path), quiet=quiet)


@app.command("verify", epilog="Example: newsar verify output")
def verify_command(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A site, a bag, or a bag's zip.")],
    *,
    form: FormatOption = Format.TEXT,
    verbose: VerboseOption = False,
    quiet: QuietOption = False,
) -> None:
    """Prove that a site or an archive is whole."""
    from newsar_build.publish.archive import verify

    del verbose
    _finish(_guarded(lambda: verify(path), form), form, f"{path} is whole", quiet=quiet)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"newsar {version('newsar')}")
        raise typer.Exit(DONE)


@app.callback()
def options(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """A folder of news articles becomes a static site of checkable briefs."""


def main() -> None:
    """Run the command line."""
    app()


def _verbosity(*, verbose: bool, quiet: bool) -> Verbosity:
    if quiet:
        return Verbosity.QUIET
    return Verbosity.VERBOSE if verbose else Verbosity.NORMAL


def _jobs(asked: int) -> int:
    return asked or os.cpu_count() or 1


def _say(line: str, *, quiet: bool) -> None:
    if not quiet:
        typer.echo(line)


def _finish(problems: tuple[Diagnostic, ...], form: Format, all_well: str, *, quiet: bool) -> NoReturn:
    print_problems(problems, form)
    if not problems and form is Format.TEXT:
        _say(all_well, quiet=quiet)
    raise typer.Exit(PROBLEMS if problems else DONE)


def _print_batch(
    lines: Callable[[], Iterator[Line]], form: Format, problems_met: Sequence[Diagnostic] = ()
) -> NoReturn:
    failed = False
    try:
        for line in lines():
            failed = failed or line.failed
            typer.echo(line.text)
    except NewsarError as problems:
        _stop(problems, form)
    print_problems(problems_met, form if problems_met else Format.TEXT, sys.stderr)
    raise typer.Exit(PROBLEMS if failed or problems_met else DONE)


def _misused(message: str) -> NoReturn:
    raise typer.BadParameter(message)


def _guarded(action: Callable[[], Result], form: Format = Format.TEXT) -> Result:
    try:
        return action()
    except NewsarError as problems:
        _stop(problems, form)


def _stop(problems: NewsarError, form: Format) -> NoReturn:
    print_problems(problems.diagnostics, form)
    raise typer.Exit(USAGE if isinstance(problems, UsageError) else PROBLEMS)
