"""``fonds ingest`` as a function: checks first, then one run, its log and its summary."""

from __future__ import annotations

import platform
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from pipeline import __version__, provenance
from pipeline.errors import MissingProgram, UsageError
from pipeline.executors import LocalProcesses
from pipeline.progress import Events, Progress, choose
from pipeline.runner import Run
from pipeline.settings import Settings
from pipeline.store import Store
from pipeline.summary import Summary
from pipeline.work import start_worker


class Report(msgspec.Struct, frozen=True):
    """A run that has ended."""

    summary: Summary
    seconds: float
    log: Path


def ingest(
    delivery: Path, output: Path, settings: Settings, *, quiet: bool, events: Path | None
) -> Report:
    """Read a delivery into an output folder.

    Raises UsageError, MissingProgram, NothingRead; unreadable pages raise nothing, they
    are counted in the summary.
    """
    start = time.monotonic()
    started = datetime.now(UTC)
    _check_programs(settings)
    store = Store(output.absolute())
    if not delivery.exists():
        raise UsageError(f"There is no {delivery}.", "Give a folder or a file that exists.")
    store.prepare()
    with store.locked():
        progress = _progress(quiet, events)
        executor = LocalProcesses(
            settings.workers, settings.limits.pages_per_worker, start_worker
        )
        try:
            summary = Run(settings, store, executor, progress).ingest(delivery)
        except BaseException:
            executor.close(now=True)
            progress.close()
            raise
        executor.close(now=False)
        seconds = time.monotonic() - start
        log = _log(store, settings, summary, started, seconds, delivery)
        if isinstance(progress, Events):
            progress.event("finished", **_counts(summary, seconds))
        progress.close()
    return Report(summary, seconds, log)


def _progress(quiet: bool, events: Path | None) -> Progress:
    chosen = choose(quiet=quiet)
    return Events(chosen, events) if events else chosen


def _check_programs(settings: Settings) -> None:
    """Raise MissingProgram before any work, not on the first page."""
    provenance.poppler_version()
    try:
        provenance.engine_fingerprints(settings.page.languages)
    except MissingProgram as error:
        raise MissingProgram(error.message, error.remedy) from None


def _counts(summary: Summary, seconds: float) -> dict[str, Any]:
    return {
        "documents": summary.documents,
        "fresh_documents": summary.fresh,
        "pages": summary.pages,
        "read": summary.read,
        "cached": summary.cached,
        "blank": summary.blank,
        "review": summary.review,
        "failures": len(summary.failures),
        "skipped": len(summary.skipped),
        "languages": summary.languages,
        "seconds": round(seconds, 3),
        "cpu_seconds_per_stage": {k: round(v, 3) for k, v in sorted(summary.cpu.items())},
        "peak_worker_bytes": summary.peak_bytes,
    }


def _log(
    store: Store,
    settings: Settings,
    summary: Summary,
    started: datetime,
    seconds: float,
    delivery: Path,
) -> Path:
    """Write ``runs/<UTC time>.json``: all that is not reproducible."""
    path = store.root / "runs" / f"{started:%Y%m%dT%H%M%S.%fZ}.json"
    store.save_json(
        path,
        {
            "started": started.isoformat(timespec="seconds"),
            "delivery": str(delivery),
            "host": platform.node(),
            "system": platform.platform(),
            "python": platform.python_version(),
            "fonds": __version__,
            "settings": msgspec.to_builtins(settings),
            "processing": msgspec.to_builtins(provenance.steps(settings.page)),
            "counts": _counts(summary, seconds),
            "failures": msgspec.to_builtins(summary.sorted_failures()),
            "skipped": msgspec.to_builtins(summary.skipped),
        },
    )
    return path
