"""``fonds status``: what failed, why, and what to do."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.commands import FOLDER, HELP


@click.command("status", context_settings=HELP)
@click.argument("output", type=FOLDER, default=Path("output"))
@click.option("--all", "every", is_flag=True, help="List every failure, not some of each kind.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def command(output: Path, every: bool, as_json: bool) -> None:
    """Show what the last run of OUTPUT did, what failed, why, and what to do about it.

    Exit codes: 0 everything was read (or a run is under way), 3 something failed or the
    last run did not end as it should, 2 there is no such folder.

    \b
    Examples:
      fonds status output/
      fonds status output/ --all
      fonds status output/ --json
    """  # noqa: D301
    from pipeline.status import status

    found = status(output)
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found, order="sorted")).decode())
    else:
        from pipeline.show import show_status

        show_status(found, every=every)
    sys.exit(int(found.exit_code))
