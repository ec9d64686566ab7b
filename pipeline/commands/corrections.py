"""``fonds corrections``: what people corrected, as a list, a table, or confusions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands import FOLDER, HELP
from pipeline.counts import counted
from pipeline.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from pipeline.corrections.types import Change, Conflict

FILE = click.Path(path_type=Path, dir_okay=False)
MOST_SHOWN = 60
NO_RECORD = "no record has this document"


@click.command("corrections", context_settings=HELP)
@click.argument("output", type=FOLDER, default=Path("output"))
@click.option("--export", "target", type=FILE, help="Write all corrections to this CSV file.")
@click.option("--doubtful", is_flag=True, help="With --export: doubtful lines too, to fill in.")
@click.option("--import", "source", type=FILE, help="Add the corrections of this CSV file.")
@click.option("--confusions", is_flag=True, help="Show what was read as what, most often first.")
def command(
    output: Path, target: Path | None, doubtful: bool, source: Path | None, confusions: bool
) -> None:
    """List the corrections of OUTPUT and those that no longer fit what is read.

    Exit code 3 if there is one that no longer fits (also right after --import, for documents
    that no record has), or a turned page waits to be read.
    Corrections from a table are in the records after the next 'fonds ingest'.

    \b
    Examples:
      fonds corrections output
      fonds corrections output --export lines.csv --doubtful
      fonds corrections output --import lines.csv
      fonds corrections output --confusions
    """  # noqa: D301
    if not (output / "records").is_dir():
        raise UsageError(f"There are no records in {output}.", "Run 'fonds ingest' first.")
    if source and target:
        raise UsageError("--export and --import were given together.", "Do one after the other.")
    if doubtful and not target:
        raise UsageError("--doubtful goes with --export alone.", "Name a file with --export.")
    if source:
        sys.exit(int(_import(output, source)))
    elif target:
        _export(output, target, doubtful=doubtful)
    elif confusions:
        _confusions(output)
    else:
        sys.exit(int(_list(output)))


def _import(output: Path, source: Path) -> ExitCode:
    from pipeline.corrections.table import numbered, pages_of_documents, take_in, unknown

    found = numbered(source.read_bytes())
    strange = unknown(found, pages_of_documents(output))
    count = take_in(output, [one.row for one in found])
    taken = counted(count, "correction")
    click.echo(f"{taken} taken in; run 'fonds ingest' to have them in the records")
    for one in strange:
        click.echo(f"line {one.line}: {NO_RECORD}: {one.row.sha256[:12]}", err=True)
    if strange:
        click.echo(f"{len(strange)} of them no longer fitting", err=True)
    return ExitCode.INCOMPLETE if strange else ExitCode.OK


def _export(output: Path, target: Path, *, doubtful: bool) -> None:
    from pipeline.corrections.doubtful import doubtful_lines
    from pipeline.corrections.table import as_csv, rows

    found = list(rows(output))
    if doubtful:
        found += doubtful_lines(output)
    target.write_text(as_csv(found), encoding="utf-8", newline="")
    click.echo(f"{counted(len(found), 'row')}: {target}")


def _confusions(output: Path) -> None:
    from pipeline.evaluation.reviewed import corrected_confusions

    found = list(corrected_confusions(output))
    for one in found:
        click.echo(f"{one.count}\t{one.read or '(nothing)'}\t{one.truth or '(nothing)'}")
    if not found:
        click.echo("nothing was corrected", err=True)


def _list(output: Path) -> ExitCode:
    from pipeline.corrections.files import documents, load_conflicts
    from pipeline.corrections.table import pages_of_documents, rows

    found = list(rows(output))
    pages = pages_of_documents(output) if found else {}
    for row in found:
        half = f" {row.half}" if row.half else ""
        click.echo(f"{row.sha256[:12]} p. {row.page}{half}  {_told(row.change)}")
    strange = [row for row in found if row.sha256 not in pages]
    for row in strange:
        click.echo(f"no longer fits ({NO_RECORD}) p. {row.page}: {_told(row.change)}")
    known = [sha256 for sha256 in documents(output) if sha256 in pages]
    conflicts = [c for sha256 in known for c in load_conflicts(output, sha256)]
    for conflict in conflicts:
        click.echo(_misfit(conflict))
    if not found:
        click.echo("nothing was corrected", err=True)
    return ExitCode.INCOMPLETE if conflicts or strange else ExitCode.OK


def _misfit(found: Conflict) -> str:
    now = f", now read {_short(found.now)}" if found.now else ""
    trouble = f"no longer fits ({found.trouble})"
    if found.trouble == "waiting":
        trouble = "waits to be read again"
    return f"{trouble} p. {found.page}: {_told(found.change)}{now}"


def _told(change: Change) -> str:
    if change.kind in ("checked", "order"):
        return change.kind
    name = change.field or change.kind
    return f"{name}: {_short(change.before)} -> {_short(change.after)}"


def _short(text: str) -> str:
    """Return a text for one line of a terminal, without signs that would steer it."""
    plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return plain if len(plain) <= MOST_SHOWN else f"{plain[:MOST_SHOWN]}..."
