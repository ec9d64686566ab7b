"""What workers do: probe a file, read a page, describe a document. Plain picklable functions.

Pages go from worker to worker through the page cache, never through the parent, which
therefore stays small and fast however large a delivery is.
"""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pipeline.concordance import standing
from pipeline.corrections.document import Overlay
from pipeline.errors import ReadFailure
from pipeline.executors import failure_of
from pipeline.files import atomic
from pipeline.flow import Engines, PageResult, PageTask, engines, read_page
from pipeline.intake import Opening, readable
from pipeline.intake.names import clean
from pipeline.model import Failure, Page, Quality, Rotation, SourceInfo, Step
from pipeline.provenance import turned_key
from pipeline.record_checks import page_in_itself
from pipeline.settings import PageSettings
from pipeline.store import Store
from pipeline.summary import Finished

UNREAD = Quality(grade="unreadable", confidence=0.0, needs_review=True, reasons=("failed",))


class PageOutcome(Struct, frozen=True):
    """How reading a page ended; the page itself lies in the cache."""

    failure: Failure | None
    cpu: dict[str, float]
    peak_bytes: int = 0


class DocumentTask(Struct, frozen=True):
    """A document whose pages have been read: everything needed to write its record.

    ``keys`` are those of pages that nobody turned; ``rotations`` the positions in which
    people had pages read.
    """

    output: str
    name: str
    source: SourceInfo
    steps: tuple[Step, ...]
    settings: PageSettings
    keys: tuple[str, ...]
    failures: dict[int, Failure]
    rotations: dict[int, Rotation] = {}

    def key(self, number: int) -> str:
        """Return the cache key of a page."""
        return turned_key(self.keys[number - 1], self.rotations.get(number))


class DocumentOutcome(Struct, frozen=True):
    """What became of a document: its record, or the pages that must be read again first."""

    finished: Finished | None
    missing: tuple[int, ...] = ()
    cpu: dict[str, float] = {}


@cache
def _engines(languages: tuple[str, ...]) -> Engines:
    return engines(languages)


def read(task: PageTask, key: str, output: str, opening: Opening | None = None) -> PageOutcome:
    """Read a page into the cache; raises MissingProgram, and UsageError if the disk is full.

    Any other error is returned: not every library's exceptions survive the way back.
    ``opening`` is how to open a document that is not readable as it is.
    """
    try:
        result = read_checked(task, opening)
        Store(Path(output)).save_page(key, result.pages)
    except Exception as error:
        failure = failure_of(error, 0.0)
        if failure is None:
            raise
        return PageOutcome(_gone(task.path) or tidy(failure, task.path), {}, _peak())
    finally:
        give_back_memory()
    return PageOutcome(None, result.cpu, _peak())


def read_checked(task: PageTask, opening: Opening | None) -> PageResult:
    """Read a page in this process; raises what reading raises, and for a page without sense."""
    path = readable(task.path, task.sha256, opening, Path(tempfile.gettempdir()))
    result = read_page(replace(task, path=path), _engines(task.settings.languages))
    _check(result.pages)
    return result


def tidy(failure: Failure, path: str) -> Failure:
    """Return a failure that names no folder of this machine, on one line."""
    told = failure.message.replace(path, "the file").replace(tempfile.gettempdir(), "")
    return replace(failure, message=clean(told, 300))


def _gone(path: str) -> Failure | None:
    """Return a failure if the source itself is gone: then nothing else is to blame."""
    try:
        os.stat(path)  # noqa: PTH116 - names that are not UTF-8 pass
    except OSError as error:
        return ReadFailure("unreadable", f"the source is gone: {error.strerror}").as_failure()
    return None


def give_back_memory() -> None:
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
    from pipeline.rules.extension import joined

    clock = Clock()
    with clock("describe"):
        store = Store(Path(task.output))
        halves = [_halves(store, task, number) for number in range(1, len(task.keys) + 1)]
        missing = tuple(n for n, count in enumerate(halves, start=1) if count == 0)
        if missing:
            return DocumentOutcome(None, missing)
        places = [(n, half) for n, count in enumerate(halves, start=1) for half in range(count)]
        overlay = Overlay(store.root, task.source.sha256)
        pages = Pages(lambda i: overlay.page(i, _page(store, task, *places[i])), len(places))
        settings = task.settings
        made = (task.source, task.steps, settings.languages, joined(settings.authority))
        record, done, summary = describe(pages, *made)
        laid = overlay.record(record)
        written = store.save_record(task.name, laid, done)
        store.drop_others(task.source.sha256, task.name)
        overlay.list_conflicts()
        with atomic(kept_task(store, task.name)) as stream:
            stream.write(msgspec.json.encode(task))
    finished = Finished(
        name=task.name,
        digest=written,
        pages=len(task.keys),
        blank=summary.blank,
        failed=summary.failed,
        review=summary.review,
        languages=summary.languages,
        standing=standing(laid.id, laid.metadata, laid.relations),
    )
    return DocumentOutcome(finished, cpu=clock.seconds)


def kept_task(store: Store, name: str) -> Path:
    """Return where it is kept how a record was made: safe to delete, as all of the cache."""
    return store.cache / "documents" / name


def _halves(store: Store, task: DocumentTask, number: int) -> int:
    """Return how many pages a scan became, 0 if its cache entry is damaged."""
    if number in task.failures:
        return 1
    return len(store.load_page(task.key(number)) or ())


def _page(store: Store, task: DocumentTask, number: int, half: int) -> Page:
    if number in task.failures:
        return Page(
            number=number, width=0, height=0, dpi=0, quality=UNREAD, failure=task.failures[number]
        )
    pages = store.load_page(task.key(number))
    if pages is None:
        raise ReadFailure("damaged", f"the cached page {number} vanished while it was used")
    return pages[half]
