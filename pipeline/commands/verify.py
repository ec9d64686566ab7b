"""``fonds verify``: fixity of records and sources."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.commands import FOLDER, HELP
from pipeline.counts import counted
from pipeline.errors import ExitCode


@click.command("verify", context_settings=HELP)
@click.argument("output", type=FOLDER, default=Path("output"))
@click.option("-d", "--delivery", type=FOLDER, help="Compare the delivered files as well.")
def command(output: Path, delivery: Path | None) -> None:
    """Check that the records of OUTPUT are the bytes that the last run wrote.

    With --delivery, also that the delivered files are those the records were made from.
    Prints every file that differs; exit code 3 if there is any, 2 if there is nothing to
    compare with. (records.sha256 is also what 'sha256sum -c' reads.)

    \b
    Examples:
      fonds verify output/
      fonds verify output/ --delivery box5/
    """  # noqa: D301
    from pipeline.verification import verify

    records, found = verify(output, delivery)
    for mismatch in found:
        click.echo(str(mismatch))
    if found:
        click.echo(
            f"{counted(records, 'record')} listed, {counted(len(found), 'file')} changed", err=True
        )
        sys.exit(int(ExitCode.INCOMPLETE))
    click.echo(f"{counted(records, 'record')}, all as they were written")
