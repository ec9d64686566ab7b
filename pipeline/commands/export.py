"""``fonds export``: records in the forms that archive tools load."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from pipeline.commands import FOLDER, HELP
from pipeline.errors import UsageError


@click.command("export", context_settings=HELP)
@click.argument("output", type=FOLDER, default=Path("output"))
@click.option("-t", "--to", "formats", multiple=True, metavar="FORMAT",
              help="Format to write; several with commas or by repeating.")  # fmt: skip
@click.option("-w", "--where", multiple=True, metavar="CONDITIONS",
              help="Only records that meet all conditions: lang, date, type, classification,"
              " grade, review, path.")  # fmt: skip
@click.option("-d", "--delivery", type=FOLDER,
              help="The delivery that was read, for pictures and sources.")  # fmt: skip
@click.option("--base-url", default="", metavar="URL",
              help="Where the export will be published.")  # fmt: skip
@click.option("--list", "listing", is_flag=True, help="Describe every format and stop.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(
    output: Path,
    formats: tuple[str, ...],
    where: tuple[str, ...],
    delivery: Path | None,
    base_url: str,
    listing: bool,
    quiet: bool,
) -> None:
    """Write the records of OUTPUT into OUTPUT/exports/FORMAT/, for archive tools to load.

    An export is whole or as it was before, and the same records always give the same bytes.

    \b
    Examples:
      fonds export --list
      fonds export output --to atom
      fonds export output --to ndjson,dc --where 'lang:zh date:1956-10..1956-12'
      fonds export output --to bag --delivery samples
    """  # noqa: D301
    from pipeline.exports import FORMATS, load

    if listing:
        for name in FORMATS:
            click.echo(f"{name:<14} {load(name).DESCRIPTION}")
        return
    names = [name.strip() for given in formats for name in given.split(",") if name.strip()]
    if not names:
        raise UsageError("No format was named.", f"Use --to with one of: {', '.join(FORMATS)}.")
    _export(output, names, where, delivery, base_url, quiet=quiet)


def _export(
    output: Path,
    names: list[str],
    where: tuple[str, ...],
    delivery: Path | None,
    base_url: str,
    *,
    quiet: bool,
) -> None:
    import sys

    from pipeline.exports.bar import bar, silent
    from pipeline.exports.collection import Collection
    from pipeline.exports.selection import parse
    from pipeline.exports.writing import export

    if base_url and not base_url.startswith(("https://", "http://")):
        raise UsageError(f"{base_url} is no web address.", "Begin it with https://.")
    if any(sign.isspace() or not sign.isprintable() for sign in base_url):
        raise UsageError(f"{base_url!r} is no web address.", "Write %20 for a space.")
    collection = Collection(output, delivery, parse(where), base_url.rstrip("/"))
    for folder in export(collection, names, silent if quiet else partial(bar, sys.stderr)):
        click.echo(folder)
