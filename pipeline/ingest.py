"""``fonds ingest`` as a function: checks first, then one run, its log and its summary."""

from __future__ import annotations

import os
import platform
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from pipeline import __version__, provenance
from pipeline.bounds import start_worker
from pipeline.choices import Choices
from pipeline.errors import UsageError, how_it_ended
from pipeline.executors import Executor, LocalProcesses
from pipeline.intake import NONE, Passwords, check_apart
from pipeline.intake.names import shown
from pipeline.ledger import Retry
from pipeline.progress import Events, Progress, choose
from pipeline.runner import Run
from pipeline.scratch import Scratch
from pipeline.settings import Settings
from pipeline.store import Store
from pipeline.summary import Summary

# Memory a worker may use for each pixel that --max-pixels allows.
BYTES_A_PIXEL = 100


class Report(msgspec.Struct, frozen=True):
    """A run that has ended."""

    summary: Summary
    seconds: float
    log: Path


def ingest(
    delivery: Path,
    output: Path,
    settings: Settings,
    *,
    quiet: bool,
    events: Path | None,
    passwords: Passwords = NONE,
    retry: Retry | None = None,
) -> Report:
    """Read a delivery into an output folder; ``retry`` narrows it to what failed before.

    Raises UsageError, MissingProgram, NothingRead, TooManyFailures, and KeyboardInterrupt
    for SIGINT and SIGTERM; unreadable pages raise nothing, the summary counts them.
    """
    _check_programs(settings)
    if not os.path.exists(delivery):  # noqa: PTH110 - never raises, unlike Path.exists
        raise UsageError(
            f"There is no {shown(str(delivery))}.", "Give a folder or a file that exists."
        )
    delivery, store = delivery.absolute(), Store(output.absolute())
    check_apart(delivery, store.root)  # before anything is written: into the delivery
    store.prepare()
    log = _Log(store, delivery, settings)
    with store.locked(log.note), _interruptible(), closing(_progress(quiet, events)) as progress:
        with _workers(settings, store, delivery) as executor:
            run = Run(settings, store, executor, progress, passwords=passwords, retry=retry)
            try:
                summary = run.ingest(delivery)
            except BaseException as error:
                # A run that was refused must not hide what the one before it left to do.
                if run.settled or store.last_log() is None:
                    log.write(run.summary, how_it_ended(error))
                raise
        path = log.write(summary, "finished")
        if isinstance(progress, Events):
            progress.event("finished", **_counts(summary, log.seconds))
    return Report(summary, log.seconds, path)


def _progress(quiet: bool, events: Path | None) -> Progress:
    # The events file first: a bar must not be drawn before it is known to open.
    file = Events.open(events) if events else None
    chosen = choose(quiet=quiet)
    return Events(chosen, file) if file else chosen


def _check_programs(settings: Settings) -> None:
    """Raise MissingProgram before any work, not on the first page."""
    provenance.poppler_version()
    provenance.engine_fingerprints(settings.page.languages)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let SIGTERM end a run just as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt(signal.Signals(number).name)


@contextmanager
def _workers(settings: Settings, store: Store, delivery: Path) -> Iterator[Executor]:
    """Start workers; end them at once where the run does not end as it should."""
    most_pixels = max(settings.page.max_pixels, Choices(store).most_pixels)
    most_bytes = max(settings.limits.worker_bytes, BYTES_A_PIXEL * most_pixels)
    with Scratch() as scratch:
        executor: Executor
        if settings.executor == "local":
            start = partial(start_worker, scratch, most_bytes, os.getpid(), settings.limits)
            executor = LocalProcesses(settings.workers, settings.limits.pages_per_worker, start)
        else:
            from pipeline.cluster import connect

            languages, limits = settings.page.languages, settings.limits
            executor = connect(
                settings.executor, store.root, delivery, languages, most_bytes, limits
            )
        try:
            yield executor
        except BaseException:
            executor.close(now=True)
            raise
        executor.close(now=False)


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


class _Log:
    """``runs/<UTC time>.json``: all that is not reproducible."""

    def __init__(self, store: Store, delivery: Path, settings: Settings) -> None:
        self.store = store
        self.delivery = delivery
        self.settings = settings
        self.started = datetime.now(UTC)
        self._start = time.monotonic()
        self.note = f"process {os.getpid()} on {platform.node()} since {self._since}"

    @property
    def _since(self) -> str:
        return self.started.isoformat(timespec="seconds")

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._start

    def write(self, summary: Summary, ended: str) -> Path:
        """Write the log of a run that ``ended`` well (``finished``) or as ``how_it_ended`` says."""
        path = self.store.new_log(self.started)
        content = {
            "started": self._since,
            "ended": shown(ended),
            "delivery": shown(str(self.delivery)),
            "host": platform.node(),
            "system": platform.platform(),
            "python": platform.python_version(),
            "fonds": __version__,
            "settings": msgspec.to_builtins(self.settings),
            "processing": msgspec.to_builtins(provenance.steps(self.settings.page)),
            "counts": _counts(summary, self.seconds),
            "failures": msgspec.to_builtins(summary.sorted_failures()),
            "skipped": msgspec.to_builtins(summary.skipped),
        }
        self.store.save_json(path, content)
        return path
