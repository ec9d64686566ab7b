"""One run: a delivery's pages stream through workers, documents are written as they finish.

The parent only schedules and counts. A bounded number of pages is under way; a page that
was read before is not read again; a page that fails is data. The Summary owns the exit
code.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from pipeline import work
from pipeline.choices import Choices
from pipeline.errors import NothingRead
from pipeline.executors import Executor
from pipeline.finishing import Finishing
from pipeline.intake import NONE, Passwords, Refused, Source
from pipeline.jobs import AGAIN, Document, Making, PageJob, outcome, twice
from pipeline.ledger import Ledger, Retry
from pipeline.model import Failure
from pipeline.progress import Progress
from pipeline.settings import PageSettings, Settings
from pipeline.stock import take_stock
from pipeline.store import Store
from pipeline.summary import Summary
from pipeline.window import Window

# Pages under way or waiting, for each worker.
AHEAD = 4
# How long an interrupted run waits for the pages under way.
GRACE_SECONDS = 8.0


class Run:
    """A delivery on its way into an output folder."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        executor: Executor,
        progress: Progress,
        *,
        passwords: Passwords = NONE,
        retry: Retry | None = None,
    ) -> None:
        """Bring together what a run needs; ``retry`` narrows it to what failed before."""
        self.settings = settings
        self.store = store
        self.executor = executor
        self.progress = progress
        self.summary = Summary()
        self.settled = False
        self._passwords = passwords
        self._retry = retry
        self._makings: dict[PageSettings, Making] = {}
        self._making(settings.page)
        self._choices = Choices(store)
        self._ledger = Ledger(self.summary, progress, settings.max_failures, retry)
        self._finishing = Finishing(
            store, executor, self.summary, progress, self._ledger, self._read_again
        )
        self._under_way = Window(lambda: AHEAD * executor.slots)
        self._suspect: dict[tuple[str, int], tuple[PageJob, Failure]] = {}

    def ingest(self, delivery: Path) -> Summary:
        """Read a delivery; raises UsageError (no such path), NothingRead, TooManyFailures.

        However it ends, what was read, finished and failed so far is kept; a run that ends
        before it ``settled`` anything leaves the list of failures as it was.
        """
        try:
            self._ingest(delivery)
            self.settled = True
        except KeyboardInterrupt:
            until = time.monotonic() + GRACE_SECONDS
            self._under_way.let_finish(until)
            self._finishing.let_finish(until)
            raise
        finally:
            self._keep()
        return self.summary

    def _ingest(self, delivery: Path) -> None:
        self.progress.phase("looking at the delivery")
        only = self._retry.files if self._retry else None
        found = take_stock(
            delivery, self.settings, self.store, self.executor, self._passwords, only
        )
        self.summary.skipped = list(found.skipped)
        if not found.items and self._retry is None:
            raise NothingRead(
                f"No documents in {delivery} ({len(found.skipped)} other files).",
                "Fonds reads PDF, TIFF, JPEG, PNG and JPEG 2000; check the path.",
            )
        for item in found.items:
            if isinstance(item, Refused):
                self._ledger.document(item.paths, item.failure)
                self._ledger.check(0)
        self._read(item for item in found.items if isinstance(item, Source))
        self._finishing.link()

    def _keep(self) -> None:
        """Keep all that later runs and readers of the folder need."""
        for job, failure in self._suspect.values():
            self._ledger.page(job.document.info.paths, job.number, failure)
        self._ledger.carry_over()
        self._choices.save()
        self._finishing.save()
        self.settled |= self._ledger.settled > 0
        if self.settled or not self.store.failures.exists():
            self.store.save_failures(self.summary.sorted_failures())

    def _making(self, settings: PageSettings) -> Making:
        if settings not in self._makings:
            self._makings[settings] = Making.of(settings)
        return self._makings[settings]

    def _settings(self, source: Source) -> PageSettings:
        """Return a document's settings: the run's, unless it was or is retried with others."""
        own = self._choices.of(source.sha256, self.settings.page)
        if self._retry and self._retry.changes:
            own = replace(own, **self._retry.changes)
            self._choices.keep(source.sha256, own)
        return own

    # --- reading ---

    def _read(self, sources: Iterable[Source]) -> None:
        """Read documents, long ones first, lest the last one keep a single worker busy."""
        ordered = sorted(sources, key=lambda source: -source.pages)
        self.progress.total(sum(source.pages for source in ordered))
        for job in self._missing(ordered):
            self._under_way.add(self._start(job), partial(self._settle, job))
        self._under_way.drain()
        self._try_again()
        self._finishing.drain()

    def _missing(self, sources: Iterable[Source]) -> Iterator[PageJob]:
        """Return the pages to read; documents without any are finished on the way."""
        for source in sources:
            document = Document.of(source, self._making(self._settings(source)), self.store)
            if self._finishing.unchanged(document):
                continue
            numbers = range(1, len(document.keys) + 1)
            missing = [n for n in numbers if not self.store.has_page(document.key(n))]
            cached = len(document.keys) - len(missing)
            self.progress.advance(cached, cached=True)
            self.summary.cached += cached
            self._ledger.passed(cached)
            document.waiting = len(missing)
            if not missing:
                self._finishing.begin(document)
            yield from (PageJob(document, number) for number in missing)

    def _start(self, job: PageJob, *, alone: bool = False) -> Future[Any]:
        submit = self.executor.submit_alone if alone else self.executor.submit
        return submit(
            self.settings.limits.page_seconds,
            work.read,
            job.task,
            job.key,
            str(self.store.root),
            job.opening(self._passwords),
        )

    def _settle(self, job: PageJob, future: Future[Any]) -> None:
        """Count a page, or put it aside if its worker may be to blame rather than the page."""
        read = self._outcome(future)
        if read.failure is not None and read.failure.reason in AGAIN:
            self._suspect[job.document.name, job.number] = (job, read.failure)
            self._ledger.check(len(self._suspect))
        else:
            self._count(job, read)

    def _try_again(self) -> None:
        """Read pages put aside once more, in fresh processes; nothing else is under way.

        One at a time where memory may have been short, which a neighbour can cause.
        """
        slow = [job for job, why in self._suspect.values() if why.reason == "timeout"]
        rest = [job for job, why in self._suspect.values() if why.reason != "timeout"]
        for jobs, most in ((slow, self.executor.slots), (rest, 1)):
            window = Window(partial(int, most))
            for job in jobs:
                window.add(self._start(job, alone=True), partial(self._settle_again, job))
            window.drain()

    def _settle_again(self, job: PageJob, future: Future[Any]) -> None:
        read = self._outcome(future)
        del self._suspect[job.document.name, job.number]
        self._count(job, replace(read, failure=read.failure and twice(read.failure)))

    def _count(self, job: PageJob, read: work.PageOutcome) -> None:
        """Count a page; the last one of a document has the record written."""
        self._note(job, read)
        self._ledger.check(len(self._suspect))
        self.progress.advance(1)
        job.document.waiting -= 1
        if job.document.waiting == 0:
            self._finishing.begin(job.document)

    def _note(self, job: PageJob, read: work.PageOutcome) -> None:
        self.summary.spent(read.cpu, read.peak_bytes)
        if read.failure is None:
            self.summary.read += 1
            self._ledger.passed(1)
        else:
            job.document.failures[job.number] = read.failure
            self._ledger.page(job.document.info.paths, job.number, read.failure)

    def _outcome(self, future: Future[Any]) -> work.PageOutcome:
        found = outcome(future, work.PageOutcome, self.settings.limits.page_seconds)
        return work.PageOutcome(found, {}) if isinstance(found, Failure) else found

    def _read_again(self, document: Document, numbers: Iterable[int]) -> None:
        """Read pages whose cache entries were found damaged."""
        for number in numbers:
            job = PageJob(document, number)
            self.summary.cached -= 1
            read = self._outcome(self._start(job))
            if read.failure is not None and read.failure.reason in AGAIN:
                read = self._outcome(self._start(job, alone=True))
            self._note(job, read)
