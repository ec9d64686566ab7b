"""Deliveries of hostile files through a whole run; only the OCR is left out."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pipeline import work
from pipeline.executors import LocalProcesses
from pipeline.flow import PageResult, PageTask
from pipeline.intake import NONE, Passwords
from pipeline.progress import Silent
from pipeline.runner import Run
from pipeline.settings import Limits, PageSettings, Settings
from pipeline.stages.rasterise import rasterise
from pipeline.store import Store
from pipeline.summary import Summary
from tests.pages import page
from tests.standins import Replaced, read_as, start

LIMITS = Limits(max_pages=50, page_seconds=20, open_seconds=30)
PAGE = PageSettings(max_pixels=1_000_000, dpi=72)


class Outcome(Struct, frozen=True):
    """A run over hostile files."""

    summary: Summary
    reasons: dict[str, set[str]]


def rasterised(task: PageTask) -> PageResult:
    """Have qpdf, poppler or Pillow make an image of the page, and read nothing on it."""
    raster = rasterise(Path(task.path), task.media_type, task.number, task.settings)
    height, width = raster.image.shape[:2]
    made = replace(page("", task.number), width=width, height=height, judgements=raster.judgements)
    return PageResult((made,), {})


def read_hostile(
    delivery: Path,
    output: Path,
    scratch: Path,
    *,
    passwords: Passwords = NONE,
    limits: Limits = LIMITS,
    workers: int = 2,
) -> Outcome:
    """Read a delivery as ``fonds ingest`` does, in real workers."""
    store = Store(output)
    store.prepare()
    scratch.mkdir(exist_ok=True)
    settings = Settings(page=PAGE, limits=limits, jobs=workers)
    pool = LocalProcesses(workers, 100, start(scratch, limits))
    executor = Replaced(pool, {work.read: partial(read_as, rasterised)})
    try:
        with store.locked():
            run = Run(settings, store, executor, Silent(), passwords=passwords)
            summary = run.ingest(delivery)
    finally:
        pool.close(now=True)
    reasons: dict[str, set[str]] = {}
    for failure in summary.failures:
        reasons.setdefault(failure.file, set()).add(failure.reason)
    return Outcome(summary, reasons)


def marked(mark: str) -> list[int]:
    """Return the processes that were started with ``mark`` in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes()
        except OSError:
            continue
        if mark.encode() in environment and int(folder.name) != os.getpid():
            found.append(int(folder.name))
    return found
