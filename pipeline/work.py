"""What workers do: probe a file, read a page, describe a document. Plain picklable functions.

Pages go from worker to worker through the page cache, never through the parent, which
therefore stays small and fast however large a delivery is.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
from functools import cache
from pathlib import Path

from msgspec import Struct

from pipeline.errors import ReadFailure
from pipeline.executors import failure_of
from pipeline.flow import Engines, PageTask, engines, read_page
from pipeline.model import Failure, Page, Quality, SourceInfo, Step
from pipeline.record_checks import page_in_itself
from pipeline.store import Store

UNREAD = Quality(grade="unreadable", confidence=0.0, needs_review=True, reasons=("failed",))


class PageOutcome(Struct, frozen=True):
    """How reading a page ended; the page itself lies in the cache."""

    failure: Failure | None
    cpu: dict[str, float]
    peak_bytes: int = 0


class DocumentTask(Struct, frozen=True):
    """A document whose pages have been read: everything needed to write its record."""

    output: str
    name: str
    source: SourceInfo
    steps: tuple[Step, ...]
    languages: tuple[str, ...]
    keys: tuple[str, ...]
    failures: dict[int, Failure]


class DocumentOutcome(Struct, frozen=True):
    """What became of a document: the digest of its record and what the summary needs."""

    name: str
    digest: str
    pages: int
    blank: int
    failed: int
    review: int
    languages: dict[str, int]
    missing: tuple[int, ...] = ()
    cpu: dict[str, float] = {}


def start_worker(scratch: str, most_bytes: int) -> None:
    """Prepare a worker process: quiet, single-threaded, bounded, and gone when its parent is.

    Temporary files go to ``scratch``, where they are found even if the worker is killed.
    """
    import resource
    import tempfile

    import cv2

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # at once, even inside a library
    os.environ["OMP_THREAD_LIMIT"] = "1"
    os.environ["TMPDIR"] = tempfile.tempdir = scratch
    cv2.setNumThreads(1)
    logging.disable(logging.WARNING)
    resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _die_with_parent()


def _die_with_parent() -> None:
    """Ask Linux to end this process with its parent; elsewhere the pool's pipes do it."""
    import ctypes
    import sys

    parent = multiprocessing.parent_process()
    if sys.platform == "linux" and parent is not None:
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
        if os.getppid() != parent.pid:  # it had ended before this could be asked for
            os._exit(1)


@cache
def _engines(languages: tuple[str, ...]) -> Engines:
    return engines(languages)


def read(task: PageTask, key: str, output: str) -> PageOutcome:
    """Read a page into the cache; raises MissingProgram, and UsageError if the disk is full.

    Any other error is returned: not every library's exceptions survive the way back.
    """
    try:
        result = read_page(task, _engines(task.settings.languages))
        _check(result.pages)
        Store(Path(output)).save_page(key, result.pages)
    except Exception as error:
        failure = failure_of(error, 0.0)
        if failure is None:
            raise
        return PageOutcome(failure, {}, _peak())
    finally:
        _give_back_memory()
    return PageOutcome(None, result.cpu, _peak())


def _give_back_memory() -> None:
    """Return freed memory to the system: glibc keeps it otherwise, in every worker at once.

    Between pages a worker then holds 190 MB instead of 420 (glibc 2.36).
    """
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc alone has it
    if trim is not None:
        trim(0)


def _check(pages: tuple[Page, ...]) -> None:
    """Refuse a page that contradicts itself: it would be a fault in every later record."""
    for page in pages:
        for path, wrong in page_in_itself(page, "$"):
            raise ReadFailure("internal_error", f"what was read makes no sense: {path}: {wrong}")


def _peak() -> int:
    """Return the most memory this process has held, in bytes."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def describe_document(task: DocumentTask) -> DocumentOutcome:
    """Write a document's record from its cached pages.

    ``missing`` names pages whose cache entry turned out damaged: they must be read again,
    and no record is written.
    """
    from pipeline.clock import Clock
    from pipeline.describe import Pages, describe

    clock = Clock()
    with clock("describe"):
        store = Store(Path(task.output))
        halves = [_halves(store, task, number) for number in range(1, len(task.keys) + 1)]
        missing = tuple(n for n, count in enumerate(halves, start=1) if count == 0)
        if missing:
            return DocumentOutcome(task.name, "", 0, 0, 0, 0, {}, missing)
        places = [(n, half) for n, count in enumerate(halves, start=1) for half in range(count)]
        pages = Pages(lambda i: _page(store, task, *places[i]), len(places))
        record, done, summary = describe(pages, task.source, task.steps, task.languages)
        written = store.save_record(task.name, record, done)
        store.drop_others(task.source.sha256, task.name)
    return DocumentOutcome(
        name=task.name,
        digest=written,
        pages=len(task.keys),
        blank=summary.blank,
        failed=summary.failed,
        review=summary.review,
        languages=summary.languages,
        cpu=clock.seconds,
    )


def _halves(store: Store, task: DocumentTask, number: int) -> int:
    """Return how many pages a scan became, 0 if its cache entry is damaged."""
    if number in task.failures:
        return 1
    return len(store.load_page(task.keys[number - 1]) or ())


def _page(store: Store, task: DocumentTask, number: int, half: int) -> Page:
    if number in task.failures:
        return Page(
            number=number, width=0, height=0, dpi=0, quality=UNREAD, failure=task.failures[number]
        )
    pages = store.load_page(task.keys[number - 1])
    if pages is None:
        raise ReadFailure("damaged", f"the cached page {number} vanished while it was used")
    return pages[half]
