"""One run: a delivery's pages stream through workers, documents are written as they finish.

The parent only schedules and counts. A bounded number of pages is under way; a page that
was read before is not read again; a page that fails is data. The Summary owns the exit
code.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from pipeline import intake, work
from pipeline.errors import NothingRead, ReadFailure
from pipeline.executors import Executor
from pipeline.intake import Candidate, Probed, Refused, Source
from pipeline.jobs import Document, Making, PageJob, outcome
from pipeline.known import Known
from pipeline.model import Failure
from pipeline.progress import Progress
from pipeline.settings import Settings
from pipeline.store import FailedPage, Store
from pipeline.summary import Finished, Summary

Item = TypeVar("Item")

PROBE_SECONDS = 60.0
# Pages under way or waiting, for each worker.
WINDOW = 4
# A page whose worker died is tried once more: another page may have been the cause.
TRIES = 2


class Run:
    """A delivery on its way into an output folder."""

    def __init__(
        self, settings: Settings, store: Store, executor: Executor, progress: Progress
    ) -> None:
        """Bring together what a run needs; nothing starts yet."""
        self.settings = settings
        self.store = store
        self.executor = executor
        self.progress = progress
        self.summary = Summary()
        self._making = Making.of(settings.page)
        self._known = Known(store)
        self._most = WINDOW * settings.workers
        self._ending: deque[tuple[Document, Future[Any]]] = deque()

    def ingest(self, delivery: Path) -> Summary:
        """Read a delivery; raises UsageError (no such path), NothingRead (no documents).

        However it ends, what was read, finished and failed so far is kept.
        """
        self.progress.phase("looking at the delivery")
        items = self._open(delivery)
        try:
            if not items:
                raise NothingRead(
                    f"No documents in {delivery} ({len(self.summary.skipped)} other files).",
                    "Fonds reads PDF, TIFF, JPEG, PNG and JPEG 2000; check the path.",
                )
            for item in items:
                if isinstance(item, Refused):
                    self._refuse(item.paths[0], item.failure)
            self._read(tuple(item for item in items if isinstance(item, Source)))
        finally:
            self._known.save()
            self.store.save_failures(self.summary.sorted_failures())
        return self.summary

    # --- opening ---

    def _open(self, delivery: Path) -> tuple[Source | Refused, ...]:
        cache = self.store.cache / "delivery.json"
        discovery = intake.discover(
            delivery,
            self.settings.limits,
            exclude=self.store.root,
            known=intake.load_known(cache),
        )
        outcomes = self._probe(discovery.candidates)
        found = intake.assemble(discovery, outcomes)
        intake.save_known(cache, intake.remember(discovery, outcomes))
        self.summary.skipped = list(found.skipped)
        return found.items

    def _probe(self, candidates: Iterable[Candidate]) -> dict[str, Probed | Failure]:
        """Open documents that are not known yet, in workers: hostile files may crash them."""
        outcomes: dict[str, Probed | Failure] = {}

        def settle(candidate: Candidate, future: Future[Any]) -> None:
            outcomes[candidate.sha256] = outcome(future, PROBE_SECONDS)

        def start(candidate: Candidate) -> Future[Any]:
            return self.executor.submit(
                PROBE_SECONDS, intake.probe, candidate.path, self.settings.limits
            )

        self._windowed((c for c in candidates if c.probed is None), start, settle)
        return outcomes

    def _refuse(self, path: str, failure: Failure) -> None:
        line = FailedPage.of(path, None, failure)
        self.summary.refused(line)
        self.progress.failed(line)

    # --- reading ---

    def _read(self, sources: tuple[Source, ...]) -> None:
        self.progress.total(sum(source.pages for source in sources))
        self._windowed(self._pages(sources), self._start, self._settle)
        while self._ending:
            self._settle_document(*self._ending.popleft())

    def _windowed(
        self,
        items: Iterable[Item],
        start: Callable[[Item], Future[Any]],
        settle: Callable[[Item, Future[Any]], None],
    ) -> None:
        """Run tasks with a bounded number under way, settling them in order."""
        window: deque[tuple[Item, Future[Any]]] = deque()
        for item in items:
            window.append((item, start(item)))
            while len(window) >= self._most:
                settle(*window.popleft())
        while window:
            settle(*window.popleft())

    def _pages(self, sources: Iterable[Source]) -> Iterator[PageJob]:
        """Return the pages to read; documents without any are finished on the way."""
        for source in sources:
            document = Document.of(source, self._making, self.store)
            if self._unchanged(document):
                continue
            missing = [n for n, key in enumerate(document.keys, 1) if not self.store.has_page(key)]
            cached = len(document.keys) - len(missing)
            self.progress.advance(cached, cached=True)
            self.summary.cached += cached
            document.waiting = len(missing)
            if not missing:
                self._finish(document)
            yield from (PageJob(document, number) for number in missing)

    def _unchanged(self, document: Document) -> bool:
        """Tell whether the record is already what this run would write."""
        before = self._known.finished(document.name, document.stamp)
        if before is None or self.store.record_digest(document.name) != before.digest:
            return False
        self.summary.add(before, fresh=False)
        self.progress.advance(before.pages, cached=True)
        return True

    def _start(self, job: PageJob) -> Future[Any]:
        return self.executor.submit(
            self.settings.limits.page_seconds,
            work.read,
            job.task(self.settings.page),
            job.key,
            str(self.store.root),
        )

    def _settle(self, job: PageJob, future: Future[Any]) -> None:
        """Count a page; the last one of a document has the record written."""
        self._count(job, future)
        self.progress.advance(1)
        job.document.waiting -= 1
        if job.document.waiting == 0:
            self._finish(job.document)

    def _count(self, job: PageJob, future: Future[Any]) -> None:
        """Count a page as read or failed; one whose worker died is tried again first."""
        read = self._outcome(future)
        for _ in range(1, TRIES):
            if read.failure is not None and read.failure.reason == "crashed":
                read = self._outcome(self._start(job))
        self.summary.spent(read.cpu, read.peak_bytes)
        if read.failure is None:
            self.summary.read += 1
            return
        job.document.failures[job.number] = read.failure
        line = FailedPage.of(job.document.info.paths[0], job.number, read.failure)
        self.summary.failures.append(line)
        self.progress.failed(line)

    def _outcome(self, future: Future[Any]) -> work.PageOutcome:
        found = outcome(future, self.settings.limits.page_seconds)
        return work.PageOutcome(found, {}) if isinstance(found, Failure) else found

    # --- writing records ---

    def _finish(self, document: Document) -> None:
        """Have a record written; settle those that are, and wait if too many are not."""
        self._ending.append((document, self._describe(document)))
        while self._ending and (len(self._ending) > self._most or self._ending[0][1].done()):
            self._settle_document(*self._ending.popleft())

    def _describe(self, document: Document) -> Future[Any]:
        task = work.DocumentTask(
            output=str(self.store.root),
            name=document.name,
            source=document.info,
            steps=self._making.steps,
            languages=self.settings.page.languages,
            keys=document.keys,
            failures=document.failures,
        )
        return self.executor.submit(document.seconds, work.describe_document, task)

    def _settle_document(self, document: Document, future: Future[Any]) -> None:
        """Count a document; pages whose cache entries are damaged are read again first."""
        made = outcome(future, document.seconds)
        if isinstance(made, work.DocumentOutcome) and made.missing:
            self._read_again(document, made.missing)
            made = outcome(self._describe(document), document.seconds)
        if isinstance(made, work.DocumentOutcome) and made.missing:
            made = ReadFailure("unreadable", "pages are damaged as soon as kept").as_failure()
        path = document.info.paths[0]
        if isinstance(made, Failure):
            self._refuse(path, made)
            return
        finished = Finished(**{f: getattr(made, f) for f in Finished.__struct_fields__})
        self.summary.add(finished, fresh=True)
        self.summary.spent(made.cpu, 0)
        self.progress.document(path, finished)
        if not finished.failed:
            self._known.remember(document.stamp, finished)

    def _read_again(self, document: Document, numbers: Iterable[int]) -> None:
        """Read pages whose cache entries were found damaged."""
        for number in numbers:
            job = PageJob(document, number)
            self.summary.cached -= 1
            self._count(job, self._start(job))
