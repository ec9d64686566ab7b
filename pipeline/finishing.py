"""Documents whose pages are all settled: their records are written, counted and listed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from pipeline import work
from pipeline.concordance import Standing
from pipeline.errors import ReadFailure
from pipeline.executors import Executor
from pipeline.jobs import AGAIN, Document, outcome
from pipeline.known import Known
from pipeline.ledger import Ledger
from pipeline.linking import link
from pipeline.manifest import Manifest
from pipeline.model import Failure
from pipeline.progress import Progress
from pipeline.store import Store
from pipeline.summary import Finished, Summary
from pipeline.window import Window

# Records being written or waiting, for each worker.
AHEAD = 4
ReadAgain = Callable[[Document, tuple[int, ...]], None]


class Finishing:
    """Has records written by workers, and keeps what is known of finished documents."""

    def __init__(
        self,
        store: Store,
        executor: Executor,
        summary: Summary,
        progress: Progress,
        ledger: Ledger,
        read_again: ReadAgain,
    ) -> None:
        """Take what the run has; ``read_again`` reads pages whose cache entries are damaged."""
        self._store = store
        self._executor = executor
        self._summary = summary
        self._progress = progress
        self._read_again = read_again
        self._ledger = ledger
        self._known = Known(store)
        self._manifest = Manifest(store.root)
        self._standings: dict[str, Standing] = {}
        self._edited: dict[str, str] = {}
        self._window = Window(lambda: AHEAD * executor.slots)
        self.let_finish = self._window.let_finish
        self.drain = self._window.drain

    def unchanged(self, document: Document) -> Finished | None:
        """Return what is known of a document whose record this run would write just so."""
        before = self._known.finished(document.name, document.stamp)
        if before is None or self._store.record_digest(document.name) != before.digest:
            return None
        self._add(document, before, fresh=False)
        self._ledger.passed(before.pages)
        self._progress.advance(before.pages, cached=True)
        return before

    def begin(self, document: Document) -> None:
        """Have a record written; what a person changed in the old one will be lost, and told."""
        before = self._store.record_digest(document.name)
        if before is not None and self._manifest.differs(document.name, before):
            self._edited[document.name] = before
        self._window.add(self._describe(document), partial(self._settle, document))

    def link(self) -> None:
        """Resolve the citations of all records of the folder to one another."""
        for linked in link(self._store, self._standings.get):
            self._manifest.note(linked.name, linked.digest)
            self._known.relinked(linked.name, linked.digest, linked.standing)

    def save(self) -> None:
        """Keep what later runs need, and the checksums of all records."""
        self._known.save()
        self._manifest.save()

    def _describe(self, document: Document, *, alone: bool = False) -> Future[Any]:
        task = work.DocumentTask(
            output=str(self._store.root),
            name=document.name,
            source=document.info,
            steps=document.making.steps,
            settings=document.making.settings,
            keys=document.keys,
            rotations=document.rotations,
            failures=document.failures,
        )
        submit = self._executor.submit_alone if alone else self._executor.submit
        return submit(document.seconds, work.describe_document, task)

    def _settle(self, document: Document, future: Future[Any]) -> None:
        """Count a document; pages whose cache entries are damaged are read again first."""
        made = self._settled(document, future)
        if isinstance(made, work.DocumentOutcome) and made.missing:
            self._read_again(document, made.missing)
            made = self._settled(document, self._describe(document))
        if isinstance(made, Failure) and made.reason in AGAIN:
            made = self._settled(document, self._describe(document, alone=True))
        if isinstance(made, Failure):
            self._ledger.document(document.info.paths, made)
        elif made.finished is None:
            told = ReadFailure("unreadable", "pages are damaged as soon as kept")
            self._ledger.document(document.info.paths, told.as_failure())
        else:
            self._summary.spent(made.cpu, 0)
            self._progress.document(document.info.paths[0], made.finished)
            # A run that was killed may have written the same bytes without listing them.
            if self._edited.get(document.name, made.finished.digest) != made.finished.digest:
                self._summary.overwritten.append(document.name)
            self._add(document, made.finished, fresh=True)

    def _settled(self, document: Document, future: Future[Any]) -> work.DocumentOutcome | Failure:
        return outcome(future, work.DocumentOutcome, document.seconds)

    def _add(self, document: Document, finished: Finished, *, fresh: bool) -> None:
        self._summary.add(finished, fresh=fresh)
        self._ledger.finished(document.info.paths)
        self._manifest.note(finished.name, finished.digest)
        self._standings[finished.name] = finished.standing
        if fresh and not finished.failed:
            self._known.remember(document.stamp, finished)
