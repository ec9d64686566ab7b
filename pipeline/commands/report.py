"""``fonds report``: an output folder as HTML that opens from disk."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands import FOLDER, HELP
from pipeline.counts import counted

if TYPE_CHECKING:
    from pipeline.report.images import Picture


@click.command("report", context_settings=HELP)
@click.argument("output", type=FOLDER, default=Path("output"))
@click.option(
    "-o",
    "--target",
    "--output",
    "target",
    type=FOLDER,
    help="Where to write it (default: OUTPUT/report).",
)
@click.option("-d", "--delivery", type=FOLDER, multiple=True,
              help="Where the scans lie (default: where the runs found them).")  # fmt: skip
@click.option("--no-images", is_flag=True, help="Leave the pictures of the pages out.")
@click.option("-j", "--jobs", type=click.IntRange(0, 512), default=0, show_default="one a core",
              help="Worker processes that draw pictures.")  # fmt: skip
def command(
    output: Path, target: Path | None, delivery: tuple[Path, ...], no_images: bool, jobs: int
) -> None:
    """Write a report of OUTPUT: every page beside its text, opened from disk, no network.

    Pictures that were drawn before are kept. Without the scans the text is drawn where it
    was found, and the report says so.

    \b
    Examples:
      fonds report output
      fonds report box5-records --delivery /media/box5 -o box5-report
    """  # noqa: D301
    from pipeline.report.build import build

    deliveries: tuple[Path, ...] | None = () if no_images else delivery or None
    built = build(output, target or output / "report", deliveries)
    failed = _draw(built.pictures, jobs) if built.pictures else []
    for line in (*(f"cannot be read: records/{name}.json" for name in built.broken), *failed):
        click.echo(line, err=True)
    if built.without_source:
        count = counted(len(built.without_source), "document")
        click.echo(f"no scans at hand for {count}; name them with --delivery", err=True)
    documents, pages = counted(built.documents, "document"), counted(built.pages, "page")
    click.echo(f"{documents}, {pages}: {built.index}")


def _draw(pictures: tuple[Picture, ...], jobs: int) -> list[str]:
    """Draw what is missing, with a bar where there is a terminal; return what failed."""
    from pipeline.report.drawing import draw_all, workers

    failed = []

    def told(picture: Picture, why: str) -> None:
        if why:
            failed.append(f"no picture: {picture.source}, page {picture.number}: {why}")

    unseen = not sys.stderr.isatty()
    with (
        workers(jobs) as executor,
        click.progressbar(pictures, label="drawing pages", file=sys.stderr, hidden=unseen) as bar,
    ):
        draw_all(executor, bar, told)
    return failed
