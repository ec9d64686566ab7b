"""``fonds authority``: a user's own file of names, checked."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.commands import HELP
from pipeline.counts import counted
from pipeline.errors import ExitCode, UsageError


@click.command("authority", context_settings=HELP)
@click.argument(
    "file", type=click.Path(exists=True, path_type=Path, dir_okay=False), required=False
)
@click.option("--find", "text", metavar="TEXT", help="Show the names found in TEXT.")
def command(file: Path | None, text: str | None) -> None:
    """Check FILE, names to be linked beside the project's own table, or try a text.

    The file is tab-separated with the columns id, type, en, hu_forms, zh_hans, zh_hant,
    pinyin, other_forms, wikidata, source; '|' parts spellings. Exit code 3 if a line is wrong.
    Without FILE the project's own table is meant.

    \b
    Examples:
      fonds authority names.tsv
      fonds authority names.tsv --find "Halmos Ervinnel Pekingben"
      fonds ingest box5/ --authority names.tsv
    """  # noqa: D301
    from pipeline.rules import extension

    written = read(file) if file else ""
    faults = extension.faults(written)
    for fault in faults:
        click.echo(str(fault))
    if any(not fault.doubtful for fault in faults):
        sys.exit(int(ExitCode.INCOMPLETE))
    if file:
        click.echo(f"{file.name}: {counted(len(list(extension.read(written))), 'name')}")
    elif not text:
        click.echo(f"the project's own table: {counted(extension.size(), 'name')}")
    if text:
        show(written, text)


def read(file: Path) -> str:
    """The text of a file of names; raises UsageError if it is not UTF-8."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not UTF-8: {error.reason}.", "Save it as UTF-8.") from error


def checked_names(file: Path) -> str:
    """The text of a file of names; raises UsageError if a line of it is wrong."""
    from pipeline.rules import extension

    written = read(file)
    wrong = [fault for fault in extension.faults(written) if not fault.doubtful]
    if wrong:
        raise UsageError(
            f"{file}: {wrong[0]}", f"'fonds authority {file}' lists all that is wrong."
        )
    return written


def show(written: str, text: str) -> None:
    """Print every name of a text with what it was resolved to."""
    from pipeline.rules import extension

    for mention in extension.joined(written).mentions(text):
        known = mention.known.id if mention.known else " or ".join(mention.candidates)
        click.echo(f"{mention.type}\t{mention.name}\t{known}")
