"""Tables for people, on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.counts import counted
from pipeline.progress import printable

if TYPE_CHECKING:
    from pipeline.doctor import Finding
    from pipeline.ingest import Report
    from pipeline.status import Status
    from pipeline.store import FailedPage

SHOWN_OF_A_KIND = 5
SHOWN_MISSING = 3
# Columns where nobody looks: lines for files and other programs are never folded or cut.
UNFOLDED = 100_000


def _console() -> Console:
    console = Console()
    return console if console.is_terminal else Console(width=UNFOLDED, soft_wrap=True)


def show_report(report: Report, output: Path) -> None:
    """Print the summary at the end of a run."""
    summary, console = report.summary, _console()
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    rate = 60 * summary.read / report.seconds if report.seconds else 0.0
    languages = ", ".join(f"{code} {count}" for code, count in sorted(summary.languages.items()))
    for name, value in (
        ("documents", f"{summary.documents} ({summary.fresh} new or changed)"),
        ("pages", f"{summary.pages} ({summary.read} read now, {summary.blank} blank)"),
        ("languages", languages or "none"),
        ("pages to review", str(summary.review)),
        ("failures", str(len(summary.failures))),
        ("skipped files", _skipped(summary.skipped)),
        ("time", f"{report.seconds:.1f} s, {rate:.1f} pages a minute"),
        ("records", str(output / "records")),
    ):
        table.add_row(name, Text(value))
    console.print(table)
    for line in _failed(summary.sorted_failures()):
        console.print(line, style="red", markup=False, highlight=False)
    if summary.failures:
        console.print(f"'fonds status {output}' shows them all, and what to do", markup=False)


def _failed(failures: Sequence[FailedPage]) -> Iterator[str]:
    """Return how many failed for each reason; each was told as it happened.

    Files that were promised and did not come are named: only a person can bring them.
    """
    for reason, count in sorted(Counter(one.reason for one in failures).items()):
        names = [printable(one.file) for one in failures if one.reason == reason == "missing"]
        listed = ": " + ", ".join(names[:SHOWN_MISSING]) if names else ""
        more = f" and {len(names) - SHOWN_MISSING} more" if len(names) > SHOWN_MISSING else ""
        yield f"{reason} {count}{listed}{more}"


def _skipped(skipped: Sequence[object]) -> str:
    reasons = Counter(str(getattr(item, "reason", "")) for item in skipped)
    listed = "; ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
    return f"{len(skipped)} ({listed})" if listed else "0"


def show_status(status: Status, *, every: bool) -> None:
    """Print what ``fonds status`` found."""
    console = _console()
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for name, value in _told(status):
        table.add_row(name, Text(value))
    console.print(table)
    for reason, failures in status.by_reason().items():
        console.print(Text(f"\n{reason}: {len(failures)}. {failures[0].remedy}", style="bold"))
        for failure in failures if every else failures[:SHOWN_OF_A_KIND]:
            page = f", page {failure.page}" if failure.page else ""
            console.print(Text(f"  {printable(failure.file)}{page}: {printable(failure.message)}"))
        if not every and len(failures) > SHOWN_OF_A_KIND:
            console.print(f"  ... and {len(failures) - SHOWN_OF_A_KIND} more (--all shows them)")


def _told(status: Status) -> Iterator[tuple[str, str]]:
    if status.at_work:
        yield "under way", status.at_work
    if status.killed:
        yield "killed", f"{status.killed}; run 'fonds ingest' again, it goes on where it was"
    if run := status.run:
        yield "last run", f"{run.started}, fonds {run.fonds}, ended: {printable(run.ended)}"
        yield "delivery", printable(run.delivery)
        counts = run.counts
        yield "documents", str(counts.get("documents", 0))
        yield "pages", f"{counts.get('pages', 0)} ({counts.get('read', 0)} read then)"
    yield "failures", str(len(status.failures))
    if status.turned:
        yield (
            "turned pages",
            f"in {counted(len(status.turned), 'document')}; 'fonds retry' reads them again",
        )


def show_findings(findings: Sequence[Finding]) -> None:
    """Print what ``fonds doctor`` found."""
    table = Table("", "what", "version", "digest or remedy", box=None)
    for finding in findings:
        mark = "ok" if finding.present else "MISSING"
        table.add_row(mark, finding.name, finding.version, finding.detail)
    _console().print(table)
