"""The command line of the bench."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import msgspec

from pipeline.engines.tesseract import program_version
from pipeline.errors import FondsError
from pipeline.evaluation.bench.compare import Result, as_table, compare, scaling, stage_table
from pipeline.evaluation.bench.peers import PEERS, ocrmypdf_program
from pipeline.evaluation.bench.workload import Workload, lay_out
from pipeline.evaluation.report import plain
from pipeline.model import Frozen

BUSY = 0.25
NOTE = """\
Counted: everything from starting the program to its end, models loaded anew in each run.
Not counted: wrapping images into PDFs for OCRmyPDF; rendering PDF pages with pdftoppm at
300 dpi for tesseract and rapidocr, which get page images. Fonds gets the files as delivered.
CER: character errors over true characters, whitespace ignored, all pages taken together;
where the truth holds the body only, whole lines outside it are not counted, for any reader.
MB: the most that the program and all it started held at once, shared memory counted once
(of programs run one after the other, the largest).
"extra lines free" does so for all pages, because stamps are not part of the truth's text and
peers do not keep them apart; "CER x Fonds" compares these.
tesseract-told knows the language of every page from the truth; the others do not.
"""


class Bench(Frozen, frozen=True, kw_only=True):
    """What was run, on what, with which results."""

    machine: str
    cores: int
    load_before: float
    jobs: int
    runs: int
    documents: int
    pages: int
    versions: dict[str, str]
    scaling: float | None
    results: tuple[Result, ...]


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.evaluation.bench")
    parser.add_argument(
        "--delivery", type=Path, action="append", required=True, metavar="FOLDER",
        help="documents with ground truth; may be given several times",
    )  # fmt: skip
    known = ",".join(name for name in PEERS if name != "fonds")
    parser.add_argument("--peers", default=known, help=f"of {known} (default: all); or none")
    parser.add_argument("--runs", type=int, default=3, help="medians are shown (default: 3)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="default: cores")
    parser.add_argument("--limit", type=int, help="only so many documents of each delivery")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the results here")
    return parser.parse_args(arguments)


def readers(peers: str) -> list[str]:
    """Return Fonds and the chosen peers; ``tesseract`` stands for both ways to run it."""
    chosen = [name.strip() for name in peers.split(",") if name.strip() not in {"", "none"}]
    unknown = sorted(set(chosen) - set(PEERS))
    if unknown:
        raise FondsError(f"Unknown peers: {', '.join(unknown)}", f"Known: {', '.join(PEERS)}")
    if "tesseract" in chosen and "tesseract-told" not in chosen:
        chosen.append("tesseract-told")
    return ["fonds", *(name for name in PEERS if name in chosen and name != "fonds")]


def bench(chosen: argparse.Namespace) -> Bench:
    """Run everything in a temporary folder."""
    names = readers(chosen.peers)
    with tempfile.TemporaryDirectory(prefix="fonds-bench-") as name:
        folder = Path(name)
        workload: Workload = lay_out(chosen.delivery, folder, chosen.limit)
        if not workload.pages:
            raise FondsError("No page to read", "Name a delivery that has ground truth.")
        tell(f"{len(workload.documents)} documents, {workload.pages} pages, {chosen.jobs} jobs")
        load = round(os.getloadavg()[0], 2)
        if load > BUSY * (os.cpu_count() or 1):
            tell(f"The machine is busy (load {load}): speeds will be unsteady, error rates not.")
        results = compare(workload, names, folder, runs=chosen.runs, jobs=chosen.jobs, tell=tell)
        return Bench(
            machine=f"{platform.system()} {platform.machine()} python {platform.python_version()}",
            cores=os.cpu_count() or 1,
            load_before=load,
            jobs=chosen.jobs,
            runs=chosen.runs,
            documents=len(workload.documents),
            pages=workload.pages,
            versions=versions(),
            scaling=scaling(results),
            results=results,
        )


def versions() -> dict[str, str]:
    """Return the versions of what is compared."""
    shown = {name: version(name) for name in ("fonds", "rapidocr", "onnxruntime")}
    peer = {"tesseract": program_version()}
    if program := ocrmypdf_program():
        asked = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
        peer["ocrmypdf"] = asked.stdout.strip()
    return shown | peer


def tell(message: str) -> None:
    """Say what is going on."""
    sys.stderr.write(message + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bench and print its tables."""
    chosen = options(arguments)
    try:
        found = bench(chosen)
    except FondsError as error:
        tell(str(error))
        return error.exit_code
    stages = stage_table(found.results)
    tables = [as_table(found.results), *([stages] if stages.rows else [])]
    sys.stdout.write("\n".join([*map(plain, tables), NOTE]))
    if found.scaling is not None:
        sys.stdout.write(f"Fonds with {found.jobs} workers: {found.scaling} times one alone.\n")
    if chosen.json:
        content = msgspec.json.format(msgspec.json.encode(found, order="sorted"), indent=2)
        chosen.json.parent.mkdir(parents=True, exist_ok=True)
        chosen.json.write_bytes(content + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
