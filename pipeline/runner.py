"""One run: a delivery's pages stream through workers, documents are written as they finish.

The parent only schedules and counts. A bounded number of pages is under way; a page that
was read before is not read again; a page that fails is data. The Summary owns the exit
code.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from pipeline import intake, provenance, work
from pipeline.errors import NothingRead
from pipeline.executors import Executor, failure_of
from pipeline.flow import PageTask
from pipeline.intake import Candidate, Probed, Refused, Source
from pipeline.model import Failure, SourceInfo
from pipeline.progress import Progress
from pipeline.settings import Settings
from pipeline.store import FailedPage, Store, digest
from pipeline.summary import Finished, Summary

PROBE_SECONDS = 60.0
# Writing a record takes a fixed time and some a page.
DESCRIBE_SECONDS, DESCRIBE_SECONDS_A_PAGE = 60.0, 1.0
# Pages under way or waiting, for each worker.
WINDOW = 4
# A page whose worker died is tried once more: another page may have been the cause.
TRIES = 2


class _Document(Struct):
    """A document on its way: keys of its pages, failures so far, pages not yet settled."""

    source: Source
    info: SourceInfo
    name: str
    stamp: str
    keys: tuple[str, ...]
    waiting: int
    failures: dict[int, Failure]


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
        self.fingerprint = provenance.reading_fingerprint(settings.page.languages)
        self.steps = provenance.steps(settings.page)
        self.known = _Known(store)

    def ingest(self, delivery: Path) -> Summary:
        """Read a delivery; raises UsageError (no such path), NothingRead (no documents)."""
        self.progress.phase("looking at the delivery")
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
        if not found.items:
            raise NothingRead(
                f"No documents in {delivery} ({len(found.skipped)} other files).",
                "Fonds reads PDF, TIFF, JPEG, PNG and JPEG 2000; check the path.",
            )
        self._refuse(item for item in found.items if isinstance(item, Refused))
        self._read(tuple(item for item in found.items if isinstance(item, Source)))
        self.known.save()
        self.store.save_failures(self.summary.sorted_failures())
        return self.summary

    # --- opening ---

    def _probe(self, candidates: Iterable[Candidate]) -> dict[str, Probed | Failure]:
        """Open documents that are not known yet, in workers: hostile files may crash them."""
        outcomes: dict[str, Probed | Failure] = {}

        def settle(candidate: Candidate, future: Future[Any]) -> None:
            outcomes[candidate.sha256] = _result(future, PROBE_SECONDS)

        def start(candidate: Candidate) -> Future[Any]:
            return self.executor.submit(
                PROBE_SECONDS, intake.probe, candidate.path, self.settings.limits
            )

        self._windowed((c for c in candidates if c.probed is None), start, settle)
        return outcomes

    def _refuse(self, refused: Iterable[Refused]) -> None:
        for item in refused:
            failure = FailedPage.of(item.paths[0], None, item.failure)
            self.summary.refused(failure)
            self.progress.failed(failure)

    # --- reading ---

    def _read(self, sources: tuple[Source, ...]) -> None:
        self.progress.total(sum(source.pages for source in sources))
        documents = (self._document(source) for source in sources)
        open_documents = (d for d in documents if not self._unchanged(d))
        ending: deque[tuple[_Document, Future[Any]]] = deque()

        def pages() -> Iterator[tuple[_Document, int, int]]:
            for document in open_documents:
                missing = [n for n, key in enumerate(document.keys, 1) if not self.store.has_page(key)]
                document.waiting = len(missing)
                self.progress.advance(len(document.keys) - len(missing), cached=True)
                self.summary.cached += len(document.keys) - len(missing)
                if not missing:
                    ending.append((document, self._describe(document)))
                yield from ((document, number, TRIES) for number in missing)

        def start(item: tuple[_Document, int, int]) -> Future[Any]:
            document, number, _ = item
            return self._start_page(document, number)

        def settle(item: tuple[_Document, int, int], future: Future[Any]) -> None:
            document, number, tries = item
            self._settle_page(document, number, tries, future)
            if document.waiting == 0:
                ending.append((document, self._describe(document)))
            while ending and ending[0][1].done():
                self._settle_document(*ending.popleft())

        self._windowed(pages(), start, settle)
        while ending:
            self._settle_document(*ending.popleft())

    def _windowed(self, items: Iterable[Any], start: Any, settle: Any) -> None:
        """Run tasks with a bounded number under way, settling them in order."""
        window: deque[tuple[Any, Future[Any]]] = deque()
        most = WINDOW * self.settings.workers
        for item in items:
            window.append((item, start(item)))
            while len(window) >= most:
                settle(*window.popleft())
        while window:
            settle(*window.popleft())

    def _document(self, source: Source) -> _Document:
        info = SourceInfo(
            paths=source.paths,
            sha256=source.sha256,
            bytes=source.bytes,
            media_type=source.media_type,
            pages=source.pages,
            repairs=source.repairs,
            encrypted=source.encrypted,
            producer=source.producer,
            delivered=source.delivered,
        )
        keys = tuple(
            provenance.page_key(source.sha256, number, self.settings.page, self.fingerprint)
            for number in range(1, source.pages + 1)
        )
        stamp = digest(
            [info, self.steps, keys[:1], self.settings.page, provenance.describing_fingerprint()]
        )
        name = self.store.record_name(source.paths[0], source.sha256)
        return _Document(source, info, name, stamp, keys, 0, {})

    def _unchanged(self, document: _Document) -> bool:
        """Tell whether the record is already what this run would write."""
        before = self.known.finished(document.name, document.stamp)
        if before is None or self.store.record_digest(document.name) != before.digest:
            return False
        self.summary.add(before, fresh=False)
        self.progress.advance(before.pages, cached=True)
        return True

    def _start_page(self, document: _Document, number: int) -> Future[Any]:
        source = document.source
        task = PageTask(source.path, source.sha256, source.media_type, number, self.settings.page)
        seconds = self.settings.limits.page_seconds
        return self.executor.submit(
            seconds, work.read, task, document.keys[number - 1], str(self.store.root)
        )

    def _settle_page(
        self, document: _Document, number: int, tries: int, future: Future[Any]
    ) -> None:
        """Count a page that was read or failed; one whose worker died gets another try."""
        outcome = _result(future, self.settings.limits.page_seconds)
        failure = outcome if isinstance(outcome, Failure) else outcome.failure
        if failure is not None and failure.reason == "crashed" and tries > 1:
            again = self._start_page(document, number)
            self._settle_page(document, number, tries - 1, again)
            return
        document.waiting -= 1
        if failure is not None:
            document.failures[number] = failure
            line = FailedPage.of(document.info.paths[0], number, failure)
            self.summary.failures.append(line)
            self.progress.failed(line)
        if not isinstance(outcome, Failure):
            self.summary.spent(outcome.cpu, outcome.peak_bytes)
            self.summary.read += failure is None
        self.progress.advance(1)

    def _describe(self, document: _Document) -> Future[Any]:
        task = work.DocumentTask(
            output=str(self.store.root),
            name=document.name,
            source=document.info,
            steps=self.steps,
            languages=self.settings.page.languages,
            keys=document.keys,
            failures=document.failures,
        )
        seconds = DESCRIBE_SECONDS + DESCRIBE_SECONDS_A_PAGE * len(document.keys)
        return self.executor.submit(seconds, work.describe_document, task)

    def _settle_document(self, document: _Document, future: Future[Any]) -> None:
        outcome = _result(future, DESCRIBE_SECONDS)
        if isinstance(outcome, work.DocumentOutcome) and outcome.missing:
            self._read_again(document, outcome.missing)
            outcome = _result(self._describe(document), DESCRIBE_SECONDS)
        if isinstance(outcome, Failure):
            failure = FailedPage.of(document.info.paths[0], None, outcome)
            self.summary.refused(failure)
            self.progress.failed(failure)
            return
        finished = Finished(**{f: getattr(outcome, f) for f in Finished.__struct_fields__})
        self.summary.add(finished, fresh=True)
        self.summary.spent(outcome.cpu, 0)
        self.progress.document(document.info.paths[0], finished)
        if not finished.failed:
            self.known.remember(document.stamp, finished)

    def _read_again(self, document: _Document, numbers: Iterable[int]) -> None:
        """Read pages whose cache entries were found damaged."""
        for number in numbers:
            document.waiting += 1
            self._settle_page(document, number, TRIES, self._start_page(document, number))


def _result(future: Future[Any], seconds: float) -> Any:
    """Return what a future holds, or the failure it ended with; MissingProgram is raised."""
    try:
        return future.result()
    except Exception as error:
        failure = failure_of(error, seconds)
        if failure is None:
            raise
        return failure


class _Known:
    """Documents finished by earlier runs: ``cache/documents.json``, safe to delete."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._path = store.cache / "documents.json"
        self._old = self._load()
        self._new: dict[str, tuple[str, Finished]] = {}

    def _load(self) -> dict[str, tuple[str, Finished]]:
        try:
            return msgspec.json.decode(
                self._path.read_bytes(), type=dict[str, tuple[str, Finished]]
            )
        except (OSError, msgspec.DecodeError):
            return {}

    def finished(self, name: str, stamp: str) -> Finished | None:
        """Return what is known of a document, if it was made in the same way."""
        before = self._old.get(name)
        if before is None or before[0] != stamp:
            return None
        self._new[name] = before
        return before[1]

    def remember(self, stamp: str, finished: Finished) -> None:
        """Keep a document that was finished without failures."""
        self._new[finished.name] = (stamp, finished)

    def save(self) -> None:
        """Write all that is known, of this and of other deliveries."""
        self._store.save_json(self._path, self._old | self._new)

