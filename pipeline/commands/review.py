"""``fonds review``: look and correct in a browser on this machine."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from pipeline.commands import FOLDER, HELP


@click.command("review", context_settings=HELP)
@click.argument("output", type=FOLDER, default=Path("output"))
@click.option("-d", "--delivery", type=FOLDER, multiple=True,
              help="Where the scans lie (default: where the runs found them).")  # fmt: skip
@click.option("-p", "--port", type=click.IntRange(0, 65535), default=0, show_default="a free one",
              help="Port on this machine.")  # fmt: skip
@click.option("--by", help="Who corrects (default: your user name).")
def command(output: Path, delivery: tuple[Path, ...], port: int, by: str | None) -> None:
    """Serve the pages of OUTPUT to your browser, to look at and to correct.

    Nobody else can reach it: it listens on this machine only, and the address holds a
    token. Corrections lie in OUTPUT/corrections and outlive every later run.

    \b
    Examples:
      fonds review output
      fonds review box5-records --delivery /media/box5 --by Anna
    """  # noqa: D301
    from pipeline.review.serve import serve

    def tell(address: str) -> None:
        click.echo(f"{address}\n(Ctrl-C ends it)")

    serve(output, delivery, port, by, tell, partial(click.echo, err=True))
