"""``fonds retry``: read again only what failed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from pipeline.commands import FOLDER, HELP, SECONDS
from pipeline.errors import REMEDIES, ExitCode

PAGE = ("dpi", "max_pixels", "text_layer")
LIMITS = ("max_pages", "page_seconds")
OTHERS = ("jobs", "executor", "strict")


@click.command("retry", context_settings=HELP)
@click.argument("output", type=FOLDER, default=Path("output"))
@click.option("-d", "--delivery", type=FOLDER, help="Where the delivery is now, if it was moved.")
@click.option("--reason", "reasons", multiple=True, type=click.Choice(sorted(REMEDIES)),
              metavar="CODE", help="Only failures of this kind; can be repeated.")  # fmt: skip
@click.option("--page-timeout", "page_seconds", type=SECONDS, help="Seconds a page may take.")
@click.option("--max-pages", type=click.IntRange(1), help="Documents with more pages are refused.")
@click.option("--max-pixels", type=click.IntRange(100_000, 400_000_000),
              help="Larger page images are scaled down to this.")  # fmt: skip
@click.option("--dpi", type=click.IntRange(72, 1200), help="Resolution for drawn pages.")
@click.option("--text-layer", type=click.Choice(["auto", "ignore", "trust"]),
              help="Text in PDFs: judge, never or always use it.")  # fmt: skip
@click.option("--strict/--no-strict", default=None, help="A document that needs repair fails.")
@click.option("--passwords", "passwords_file", type=click.Path(path_type=Path, dir_okay=False),
              help="File of passwords for locked PDFs, one a line.")  # fmt: skip
@click.option("-j", "--jobs", type=click.IntRange(0, 512), help="Worker processes.")
@click.option("--executor", help="'local', or the address of a Dask scheduler.")
@click.option("-q", "--quiet", is_flag=True, help="Print failures only.")
def command(
    output: Path,
    delivery: Path | None,
    reasons: tuple[str, ...],
    passwords_file: Path | None,
    quiet: bool,
    **changed: Any,
) -> None:
    """Read again what failed in the last run of OUTPUT and pages turned since, nothing else.

    Settings are those of that run unless they are given here. A document that is retried
    with another resolution or text layer is read with it as a whole, and later runs keep
    to it. Exit codes: as of 'fonds ingest'; 0 also if there is nothing to retry.

    \b
    Examples:
      fonds retry output/
      fonds retry output/ --reason timeout --page-timeout 600
      fonds retry output/ --passwords passwords.txt
    """  # noqa: D301
    from pipeline.intake import NONE, Passwords
    from pipeline.retrying import retry
    from pipeline.show import show_report

    def given(names: tuple[str, ...]) -> dict[str, Any]:
        return {name: changed[name] for name in names if changed[name] is not None}

    report = retry(
        output,
        delivery=delivery,
        reasons=reasons,
        page=given(PAGE),
        limits=given(LIMITS),
        others=given(OTHERS),
        passwords=Passwords.read(passwords_file) if passwords_file else NONE,
        quiet=quiet,
    )
    if report is None:
        click.echo("nothing to retry", err=True)
        return
    if not quiet:
        show_report(report, output)
    sys.exit(int(ExitCode.INCOMPLETE if report.summary.failures else ExitCode.OK))
