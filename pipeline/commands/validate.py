"""``fonds validate``: every record against the schema."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.commands import FOLDER, HELP
from pipeline.counts import counted
from pipeline.errors import ExitCode, UsageError


@click.command("validate", context_settings=HELP)
@click.argument("output", type=FOLDER, default=Path("output"))
def command(output: Path) -> None:
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
        click.echo(f"{counted(records, 'record')}, {counted(len(faults), 'fault')}", err=True)
        sys.exit(int(ExitCode.INCOMPLETE))
    if not records:
        raise UsageError(f"There are no records in {output}.", "Run 'fonds ingest' first.")
    click.echo(f"{counted(records, 'record')}, all valid")
