"""``fonds ingest``: a delivery in, records out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands import FOLDER, HELP, SECONDS
from pipeline.settings import (
    DEFAULT_LANGUAGES,
    Budget,
    Limits,
    PageSettings,
    Settings,
    checked_languages,
)

if TYPE_CHECKING:
    from pipeline.ingest import Report


@click.command("ingest", context_settings=HELP)
@click.argument("delivery", type=FOLDER)
@click.option("-o", "--output", type=FOLDER, default=Path("output"), show_default=True,
              help="Folder for records, cache and logs.")  # fmt: skip
@click.option("-j", "--jobs", type=click.IntRange(0, 512), default=0, show_default="one a core",
              help="Worker processes.")  # fmt: skip
@click.option("-l", "--languages", default=",".join(DEFAULT_LANGUAGES), show_default=True,
              help="Languages of the delivery, comma-separated (hu, zh, en, de ...).")  # fmt: skip
@click.option("--profile", type=click.Choice(["fast", "balanced", "thorough"]),
              default="balanced", show_default=True,
              help="How much to look at a page (see README for accuracy and speed).")  # fmt: skip
@click.option("--text-layer", type=click.Choice(["auto", "ignore", "trust"]), default="auto",
              show_default=True, help="Text in PDFs: judge, never or always use it.")  # fmt: skip
@click.option("--dpi", type=click.IntRange(72, 1200), default=300, show_default=True,
              help="Resolution for pages that are not simply one image.")  # fmt: skip
@click.option("--max-pixels", type=click.IntRange(100_000, 400_000_000),
              default=PageSettings().max_pixels, show_default=True,
              help="Larger page images are scaled down to this.")  # fmt: skip
@click.option("--max-pages", type=click.IntRange(1), default=Limits().max_pages, show_default=True,
              help="Documents with more pages are refused.")  # fmt: skip
@click.option("--page-timeout", type=SECONDS, default=Limits().page_seconds,
              show_default=True, help="Seconds a page may take.")  # fmt: skip
@click.option("--max-failures", metavar="N|N%",
              help="Stop when more pages or documents fail: 250, or 10%.")  # fmt: skip
@click.option("--strict", is_flag=True, help="A document that needs repair is a failure.")
@click.option("--passwords", "passwords_file", type=click.Path(path_type=Path, dir_okay=False),
              help="File of passwords for locked PDFs, one a line.")  # fmt: skip
@click.option("--authority", "names", type=click.Path(exists=True, path_type=Path, dir_okay=False),
              help="File of names to link beside ours (see 'fonds authority').")  # fmt: skip
@click.option("--executor", default="local", show_default=True,
              help="'local', or the address of a Dask scheduler (tcp://host:8786).")  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Print failures only.")
@click.option("--events", type=click.Path(path_type=Path, dir_okay=False),
              help="Write progress as NDJSON to this file.")  # fmt: skip
def command(
    delivery: Path,
    output: Path,
    jobs: int,
    languages: str,
    profile: Any,
    text_layer: Any,
    dpi: int,
    max_pixels: int,
    max_pages: int,
    page_timeout: float,
    max_failures: str | None,
    strict: bool,
    passwords_file: Path | None,
    names: Path | None,
    executor: str,
    quiet: bool,
    events: Path | None,
) -> None:
    """Read DELIVERY (a folder, a BagIt bag or a file) into records.

    What was read before is not read again; a page that cannot be read is recorded and the
    rest goes on. Exit codes: 0 everything read, 2 wrong options, 3 some pages or documents
    failed, 4 a program or model is missing, 5 nothing could be read, 6 stopped because more
    failed than --max-failures allows.

    \b
    Examples:
      fonds ingest samples -o output
      fonds ingest box5/ -o box5-records --languages hu,de --jobs 4
      fonds ingest scan.pdf --text-layer ignore --page-timeout 300
    """  # noqa: D301
    from pipeline import ingest as ingesting
    from pipeline.commands.authority import checked_names
    from pipeline.intake import NONE, Passwords
    from pipeline.show import show_report

    settings = Settings(
        page=PageSettings(
            dpi=dpi,
            max_pixels=max_pixels,
            languages=checked_languages(languages),
            profile=profile,
            text_layer=text_layer,
            authority=checked_names(names) if names else "",
        ),
        limits=Limits(max_pages=max_pages, page_seconds=page_timeout),
        jobs=jobs,
        strict=strict,
        max_failures=None if max_failures is None else Budget.parse(max_failures),
        executor=executor,
    )
    passwords = Passwords.read(passwords_file) if passwords_file else NONE
    report: Report = ingesting.ingest(
        delivery, output, settings, quiet=quiet, events=events, passwords=passwords
    )
    if not quiet:
        show_report(report, output)
    sys.exit(int(report.summary.exit_code))
