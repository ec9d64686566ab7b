"""``fonds search``: words, names and filters over the records of an output folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from pipeline.commands import FOLDER, HELP
from pipeline.errors import ExitCode


@click.command("search", context_settings=HELP)
@click.argument("output", type=FOLDER)
@click.argument("query", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print hits as NDJSON, one a line.")
@click.option("-n", "--limit", type=click.IntRange(0, 10_000), default=20, show_default=True,
              help="Hits to show.")  # fmt: skip
@click.option("--offset", type=click.IntRange(0), default=0, help="Hits to leave out first.")
@click.option("--sort", type=click.Choice(["relevance", "date"]), default="relevance",
              show_default=True, help="Order of the hits.")  # fmt: skip
@click.option("--exact", is_flag=True, help="Do not look for other names of the same person, "
              "place or organisation.")  # fmt: skip
@click.option("--no-update", is_flag=True, help="Search the catalogue as it is.")
def command(
    output: Path,
    query: tuple[str, ...],
    as_json: bool,
    limit: int,
    offset: int,
    sort: Any,
    exact: bool,
    no_update: bool,
) -> None:
    """Find pages in the records of OUTPUT: words in either language, names, filters.

    All words must stand on the page, in any order. Accents, case, traditional and simplified
    forms make no difference; 'Kádár' finds 卡达尔. The index, OUTPUT/catalogue.sqlite, is
    brought up to date first. Exit codes: 0 (also if nothing is found), 2 for a query that
    cannot be understood, 3 if a record could not be taken in.

    \b
    In a query:
      "gazdasági együttműködés"   these words, one after the other
      Peking OR Sanghaj           one or the other; brackets may be set
      -terv                       not this word
      küldöttség*                 beginning with this
      kuldottseg~                 or one letter off
    Filters, also with '-' before them; several values with commas:
      date:1956-10..1956-12  lang:zh  type:telegram  classification:top-secret
      person:"Mao Ce-tung"  place:Peking  org:MSZMP  sender:Peking  recipient:外交部
      grade:poor  review:yes  path:box5/*.pdf  ref:00756/1956

    \b
    Examples:
      fonds search output Kádár
      fonds search output 'type:távirat date:1956-10..1956-12 -lang:hu'
      fonds search output --json 中國 | jq .lines
      fonds search output -- -terv
    """  # noqa: D301
    from pipeline.catalogue import index
    from pipeline.catalogue.answer import Query
    from pipeline.catalogue.search import search
    from pipeline.catalogue.show import as_ndjson, as_text, show_update

    asked = Query(" ".join(query), limit, offset, not exact, sort)
    faults = () if no_update else show_update(output)
    results = search(index.connect(output), asked)
    told = as_ndjson(results) if as_json else as_text(results, width=_width())
    for line in told:
        click.echo(line)
    sys.exit(int(ExitCode.INCOMPLETE if faults else ExitCode.OK))


def _width() -> int:
    """Return how many columns the terminal has; plenty where the output is no terminal."""
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 160
