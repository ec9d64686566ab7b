"""The ``fonds`` command: options become Settings, one call does the work, errors exit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import __version__
from pipeline.errors import ExitCode, FondsError, UsageError
from pipeline.settings import DEFAULT_LANGUAGES, Limits, PageSettings, Settings, checked_languages

if TYPE_CHECKING:
    from pipeline.ingest import Report

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
FOLDER = click.Path(path_type=Path)


class Group(click.Group):
    """A group whose commands end errors with a message, a remedy and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; no traceback for what a user can act upon."""
        try:
            return super().invoke(ctx)
        except FondsError as error:
            click.echo(f"fonds: {error}", err=True)
            sys.exit(int(error.exit_code))
        except BrokenPipeError:
            raise  # `fonds validate | head`: click ends quietly
        except OSError as error:
            click.echo(f"fonds: {error.filename or 'file'}: {error.strerror}", err=True)
            sys.exit(int(ExitCode.USAGE))
        except KeyboardInterrupt:
            click.echo("fonds: stopped; what was read is kept, run again to go on.", err=True)
            sys.exit(int(ExitCode.INTERRUPTED))


@click.group(cls=Group, context_settings=HELP)
@click.version_option(__version__, prog_name="fonds")
def main() -> None:
    """Scans of Hungarian and Chinese archival papers in, validated JSON records out.

    \b
    Examples:
      fonds ingest delivery/ -o output/     read a delivery
      fonds validate output/                check every record
      fonds doctor                          what is installed, what is missing
    """  # noqa: D301


@main.command(context_settings=HELP)
@click.argument("delivery", type=FOLDER)
@click.option("-o", "--output", type=FOLDER, default=Path("output"), show_default=True,
              help="Folder for records, cache and logs.")  # fmt: skip
@click.option("-j", "--jobs", type=click.IntRange(0, 512), default=0, show_default="one a core",
              help="Worker processes.")  # fmt: skip
@click.option("-l", "--languages", default=",".join(DEFAULT_LANGUAGES), show_default=True,
              help="Languages of the delivery, comma-separated (hu, zh, en, de ...).")  # fmt: skip
@click.option("--text-layer", type=click.Choice(["auto", "ignore", "trust"]), default="auto",
              show_default=True, help="Text in PDFs: judge, never or always use it.")  # fmt: skip
@click.option("--dpi", type=click.IntRange(72, 1200), default=300, show_default=True,
              help="Resolution for pages that are not simply one image.")  # fmt: skip
@click.option("--max-pixels", type=click.IntRange(100_000, 400_000_000),
              default=PageSettings().max_pixels, show_default=True,
              help="Larger page images are scaled down to this.")  # fmt: skip
@click.option("--max-pages", type=click.IntRange(1), default=Limits().max_pages, show_default=True,
              help="Documents with more pages are refused.")  # fmt: skip
@click.option("--page-timeout", type=click.FloatRange(1), default=Limits().page_seconds,
              show_default=True, help="Seconds a page may take.")  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Print failures only.")
@click.option("--events", type=click.Path(path_type=Path, dir_okay=False),
              help="Write progress as NDJSON to this file.")  # fmt: skip
def ingest(
    delivery: Path,
    output: Path,
    jobs: int,
    languages: str,
    text_layer: Any,
    dpi: int,
    max_pixels: int,
    max_pages: int,
    page_timeout: float,
    quiet: bool,
    events: Path | None,
) -> None:
    """Read DELIVERY (a folder, a BagIt bag or a file) into records.

    What was read before is not read again; a page that cannot be read is recorded and the
    rest goes on. Exit codes: 0 everything read, 2 wrong options, 3 some pages or documents
    failed, 4 a program or model is missing, 5 nothing could be read.

    \b
    Examples:
      fonds ingest samples -o output
      fonds ingest box5/ -o box5-records --languages hu,de --jobs 4
      fonds ingest scan.pdf --text-layer ignore --page-timeout 300
    """  # noqa: D301
    from pipeline import ingest as ingesting
    from pipeline.show import show_report

    settings = Settings(
        page=PageSettings(
            dpi=dpi,
            max_pixels=max_pixels,
            languages=checked_languages(languages),
            text_layer=text_layer,
        ),
        limits=Limits(max_pages=max_pages, page_seconds=page_timeout),
        jobs=jobs,
    )
    report: Report = ingesting.ingest(delivery, output, settings, quiet=quiet, events=events)
    if not quiet:
        show_report(report, output)
    sys.exit(int(report.summary.exit_code))


@main.command(context_settings=HELP)
def doctor() -> None:
    """Show every program, model and library with its version, and what is missing.

    Exit code 4 if something needed is missing; the command that brings it is shown.
    """
    from pipeline.doctor import examine
    from pipeline.show import show_findings

    findings = examine()
    show_findings(findings)
    sys.exit(int(ExitCode.OK if all(f.present for f in findings) else ExitCode.MISSING))


@main.command(context_settings=HELP)
def schema() -> None:
    """Print the JSON Schema (2020-12) of a record.

    \b
    Example:
      fonds schema > record.schema.json
    """  # noqa: D301
    from pipeline.schema import schema_json

    click.echo(schema_json(), nl=False)


@main.command(context_settings=HELP)
@click.argument("output", type=FOLDER, default=Path("output"))
def validate(output: Path) -> None:
    """Check every record of OUTPUT against the schema, and the folder's integrity.

    Prints file and path of everything that is wrong; exit code 3 if there is anything.
    Errors that concern the whole folder (no such folder, no records) exit with 2.

    \b
    Example:
      fonds validate output/
    """  # noqa: D301
    from pipeline.validation import validate as check

    records, faults = check(output)
    for fault in faults:
        click.echo(str(fault))
    if faults:
        click.echo(f"{records} records, {len(faults)} faults", err=True)
        sys.exit(int(ExitCode.INCOMPLETE))
    if not records:
        raise UsageError(f"There are no records in {output}.", "Run 'fonds ingest' first.")
    click.echo(f"{records} records, all valid")


@main.command(context_settings=HELP)
@click.argument("truth", type=FOLDER)
@click.argument("output", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False),
              help="Write a side-by-side report of the worst pages.")  # fmt: skip
@click.option("--pages", type=int, default=15, show_default=True, help="Worst pages to list.")
@click.option("--gate", is_flag=True, help="Fail if a figure is under its floor.")
@click.option("--floors", type=click.Path(path_type=Path, dir_okay=False),
              help="File of floors (default: the one for the samples).")  # fmt: skip
@click.option("--update-floors", is_flag=True, help="Raise the floors to what was measured.")
def evaluate(
    truth: Path,
    output: Path,
    as_json: bool,
    html: Path | None,
    pages: int,
    gate: bool,
    floors: Path | None,
    update_floors: bool,
) -> None:
    """Compare the records of OUTPUT with the ground truth in TRUTH.

    \b
    Examples:
      fonds evaluate samples output
      fonds evaluate samples output --html worst.html
      fonds evaluate samples output --gate
    """  # noqa: D301
    from pipeline.evaluation import gate as gates
    from pipeline.evaluation import report
    from pipeline.evaluation.evaluate import evaluate as compare

    evaluation = compare(truth, output)
    click.echo(report.as_json(evaluation) if as_json else report.as_text(evaluation, pages=pages))
    if html:
        html.write_text(report.as_html(evaluation), encoding="utf-8")
    path = floors or gates.FLOORS
    if update_floors:
        gates.update(evaluation, path)
    if gate:
        sunk = gates.check(evaluation, gates.load(path))
        for line in sunk:
            click.echo(f"below its floor: {line}", err=True)
        sys.exit(int(ExitCode.INCOMPLETE if sunk else ExitCode.OK))


if __name__ == "__main__":
    main(prog_name="fonds")
