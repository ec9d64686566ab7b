"""Does memory grow with the length of a document or of a run? ``python -m ...bench.growth``.

The pages of a delivery's PDFs are repeated into one document of so many pages, another of
more, and each is read by the command in a folder of its own while all its processes are
watched. ``drift`` compares the second and the last quarter of a run: what leaks, climbs.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import mean

import pikepdf

from pipeline.errors import FondsError
from pipeline.evaluation.bench.memory import Watch
from pipeline.evaluation.bench.ours import command
from pipeline.evaluation.bench.process import run
from pipeline.evaluation.bench.reading import root
from pipeline.evaluation.report import Table, percent, plain
from pipeline.model import Frozen


class Growth(Frozen, frozen=True, kw_only=True):
    """Peaks in bytes while a document of ``pages`` pages was read; ``drift`` as a share."""

    pages: int
    together: int
    parent: int
    worker: int
    drift: float
    seconds: float


def repeated(delivery: Path, pages: int, target: Path) -> None:
    """Write a PDF of so many pages, those of a delivery's readable PDFs over and over."""
    sources = [pdf for path in sorted(delivery.glob("*.pdf")) if (pdf := _opened(path))]
    if not sources:
        raise FondsError(f"No PDF in {delivery}.", "Name a folder that holds PDFs.")
    target.parent.mkdir(parents=True)
    with pikepdf.new() as document:
        for page in islice(cycle([page for pdf in sources for page in pdf.pages]), pages):
            document.pages.append(page)
        document.save(target)


def grown(delivery: Path, pages: int, jobs: int, folder: Path) -> Growth:
    """Read a document of so many pages and return what it took."""
    repeated(delivery, pages, folder / "delivery" / "document.pdf")
    reading = [*command(), "ingest", str(folder / "delivery"), "-o", str(folder / "output")]
    watches: list[Watch] = []
    cost = run(
        [*reading, "--quiet", "--jobs", str(jobs)],
        folder / "log",
        {"PYTHONPATH": root()},
        watches.append,
    )
    if cost.code:
        raise FondsError(f"fonds ended with {cost.code}.", f"See {folder / 'log'}.err.")
    return Growth(
        pages=pages,
        together=cost.peak.together,
        parent=cost.peak.parent,
        worker=cost.peak.worker,
        drift=drift(watches[0].series),
        seconds=round(cost.seconds, 1),
    )


def drift(series: Sequence[int]) -> float:
    """Return by which share the mean of the last quarter exceeds that of the second.

    >>> drift([0, 0, 100, 100, 100, 100, 110, 110]), drift([1, 2])
    (0.1, 0.0)
    """
    quarter = len(series) // 4
    if not quarter:
        return 0.0
    before = mean(series[quarter : 2 * quarter])
    return round(mean(series[-quarter:]) / before - 1, 4) if before else 0.0


def table(found: Sequence[Growth]) -> Table:
    """Return the figures in MB (10**6 bytes), and how far each exceeds the first."""
    first = found[0].together or 1
    rows = tuple(
        (
            str(one.pages),
            *(f"{size / 1e6:.0f}" for size in (one.together, one.parent, one.worker)),
            percent(one.together / first - 1),
            percent(one.drift),
            f"{one.seconds:.0f}",
        )
        for one in found
    )
    head = ("pages", "MB together", "parent", "largest worker", "above first", "drift", "seconds")
    return Table(title="Memory held at once", head=head, rows=rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.evaluation.bench.growth")
    parser.add_argument("--delivery", type=Path, default=Path("samples"), metavar="FOLDER")
    parser.add_argument("--pages", type=int, nargs="+", default=[40, 400], metavar="N")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="default: cores")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="fonds-growth-") as name:
        try:
            found = [
                grown(chosen.delivery, pages, chosen.jobs, Path(name) / str(index))
                for index, pages in enumerate(chosen.pages)
            ]
        except FondsError as error:
            sys.stderr.write(f"{error}\n")
            return error.exit_code
    sys.stdout.write(plain(table(found)))
    return 0


def _opened(path: Path) -> pikepdf.Pdf | None:
    """Open a PDF; one that is locked or broken is passed over."""
    try:
        return pikepdf.open(path)
    except pikepdf.PdfError:
        return None


if __name__ == "__main__":
    sys.exit(main())
