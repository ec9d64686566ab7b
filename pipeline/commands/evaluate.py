"""``fonds evaluate``: records against ground truth, and the gate."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.commands import FOLDER, HELP
from pipeline.errors import ExitCode, UsageError


@click.command("evaluate", context_settings=HELP)
@click.argument("truth", type=FOLDER)
@click.argument("output", type=FOLDER, required=False)
@click.option("--text", "on_text", is_flag=True,
              help="Score the rules on the truth's own text; no OUTPUT is needed.")  # fmt: skip
@click.option("--split", type=click.Choice(["train", "test"]),
              help="Only documents the rules were written with, or never looked at.")  # fmt: skip
@click.option("--misses", is_flag=True, help="List the fields that differ, by document.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False),
              help="Write a side-by-side report of the worst pages.")  # fmt: skip
@click.option("--pages", type=int, default=15, show_default=True, help="Worst pages to list.")
@click.option("--gate", is_flag=True, help="Fail if a figure is under its floor.")
@click.option("--floors", type=click.Path(path_type=Path, dir_okay=False),
              help="File of floors (default: the one for the samples).")  # fmt: skip
@click.option("--update-floors", is_flag=True, help="Raise the floors to what was measured.")
def command(
    truth: Path,
    output: Path | None,
    on_text: bool,
    split: str | None,
    misses: bool,
    as_json: bool,
    html: Path | None,
    pages: int,
    gate: bool,
    floors: Path | None,
    update_floors: bool,
) -> None:
    """Compare the records of OUTPUT with the ground truth in TRUTH.

    Pages of the truth that are not in OUTPUT count as wrong through and through, and how many
    they are is said first. Exit code 3 with --gate if a figure is under its floor, else 0.

    \b
    Examples:
      fonds evaluate samples output
      fonds evaluate samples output --html worst.html
      fonds evaluate samples output --gate
      fonds evaluate samples --text --split test
    """  # noqa: D301
    from pipeline.evaluation import gate as gates
    from pipeline.evaluation import report
    from pipeline.evaluation.evaluate import evaluate as compare
    from pipeline.evaluation.evaluate import evaluate_text

    if on_text:
        evaluation = evaluate_text(truth, split=split)
    elif output is None:
        raise UsageError("There is no OUTPUT to compare.", "Name it, or give --text.")
    else:
        evaluation = compare(truth, output, split=split)
    if not on_text and (absent := report.absent(evaluation)):
        click.echo(absent, err=True)
    click.echo(report.as_json(evaluation) if as_json else report.as_text(evaluation, pages=pages))
    if misses:
        click.echo("\n".join(report.listed_misses(evaluation)))
    if html:
        from pipeline.evaluation import crops
        from pipeline.evaluation.evaluate import load_records

        records = load_records(output) if output else ()
        cut = tuple(crops.shown(evaluation.documents, records, truth))
        html.write_text(report.as_html(evaluation, misses=cut), encoding="utf-8")
    path = floors or gates.FLOORS
    if update_floors:
        gates.update(evaluation, path)
    if gate:
        sunk = gates.check(evaluation, gates.load(path))
        for line in sunk:
            click.echo(f"below its floor: {line}", err=True)
        sys.exit(int(ExitCode.INCOMPLETE if sunk else ExitCode.OK))
