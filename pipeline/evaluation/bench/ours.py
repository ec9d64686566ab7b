"""Fonds as the bench runs it: the command, from the delivery to the records, with a cold cache."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from pipeline.evaluation.bench.process import PeerFailed, last_words, run
from pipeline.evaluation.bench.reading import Reading, Texts, root
from pipeline.evaluation.bench.workload import Workload
from pipeline.evaluation.evaluate import find_record, load_records

READ_ENOUGH = {0, 3}


def fonds(workload: Workload, jobs: int, folder: Path) -> Reading:
    """Fonds as it is."""
    return _fonds(workload, jobs, folder, ())


def fast(workload: Workload, jobs: int, folder: Path) -> Reading:
    """Fonds with the profile that reads Latin lines with one engine."""
    return _fonds(workload, jobs, folder, ("--profile", "fast"))


def thorough(workload: Workload, jobs: int, folder: Path) -> Reading:
    """Fonds with the profile that looks again at every Chinese character with another form."""
    return _fonds(workload, jobs, folder, ("--profile", "thorough"))


def alone(workload: Workload, jobs: int, folder: Path) -> Reading:
    """Fonds with a single worker, however many there could be: how well it scales."""
    return _fonds(workload, 1, folder, ())


def command() -> list[str]:
    """Return the installed command, or the module where Fonds is not installed."""
    script = Path(sys.executable).with_name("fonds")
    return [str(script)] if script.exists() else [sys.executable, "-m", "pipeline.cli"]


def _fonds(workload: Workload, jobs: int, folder: Path, options: Sequence[str]) -> Reading:
    output, events, log = folder / "output", folder / "events.ndjson", folder / "log"
    reading = [*command(), "ingest", workload.delivery, "-o", str(output), "--quiet", *options]
    cost = run(
        [*reading, "--jobs", str(jobs), "--events", str(events)],
        log,
        {"PYTHONPATH": root()},
    )
    if cost.code not in READ_ENOUGH:
        raise PeerFailed(f"fonds ended with {cost.code}: {last_words(log)}")
    return Reading(cost=cost, texts=_texts(workload, output), stages=stages(events))


def _texts(workload: Workload, output: Path) -> Texts:
    """Return the text of every page, the halves of a double page joined."""
    records = load_records(output)
    texts = Texts()
    for document in workload.documents:
        record = find_record(document.truth, records)
        for number, halves in groupby(record.pages if record else (), lambda page: page.number):
            texts[document.truth.path, number] = "\n".join(page.text for page in halves)
    return texts


def stages(events: Path) -> dict[str, float]:
    """Return the CPU seconds of each stage from the last event."""
    if not events.is_file():
        return {}
    lines = events.read_text(encoding="utf-8").splitlines()
    last = json.loads(lines[-1]) if lines else {}
    return {str(key): float(value) for key, value in last.get("cpu_seconds_per_stage", {}).items()}
