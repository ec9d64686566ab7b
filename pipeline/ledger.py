"""What failed in a run, whether it is too much, and what an earlier run left to retry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from pipeline.errors import TooManyFailures
from pipeline.model import Failure
from pipeline.progress import Progress
from pipeline.settings import Budget
from pipeline.store import FailedPage
from pipeline.summary import Summary


class Retry(Struct, frozen=True):
    """What to try again: the failures that an earlier run left, and which files of them.

    ``changes`` are page settings that differ from those the documents were read with.
    """

    failures: tuple[FailedPage, ...]
    files: frozenset[str]
    changes: Mapping[str, Any]


class Ledger:
    """Counts what has been ``settled`` (pages, documents) and lists what failed."""

    def __init__(
        self, summary: Summary, progress: Progress, budget: Budget | None, retry: Retry | None
    ) -> None:
        """Failures go into ``summary``; those of ``retry`` stay until they are settled."""
        self._summary = summary
        self._progress = progress
        self._budget = budget
        self._left = {(f.file, f.page): f for f in retry.failures} if retry else {}
        self.settled = 0

    def passed(self, pages: int) -> None:
        """Count pages that are well."""
        self.settled += pages

    def page(self, paths: Sequence[str], number: int, failure: Failure) -> None:
        """Count and list a page that failed."""
        self._list(FailedPage.of(paths[0], number, failure))

    def document(self, paths: Sequence[str], failure: Failure) -> None:
        """Count and list a document of which nothing could be read, under all its names."""
        self.finished(paths)
        for path in paths:
            self._list(FailedPage.of(path, None, failure))

    def _list(self, line: FailedPage) -> None:
        self.settled += 1
        self._summary.failures.append(line)
        self._progress.failed(line)

    def finished(self, paths: Iterable[str]) -> None:
        """Forget earlier failures of a document: all that is wrong with it is listed anew."""
        if self._left:
            names = set(paths)
            self._left = {key: one for key, one in self._left.items() if key[0] not in names}

    def carry_over(self) -> None:
        """List what an earlier run left and this one did not come to."""
        listed = {(one.file, one.page) for one in self._summary.failures}
        self._summary.failures += [one for key, one in self._left.items() if key not in listed]
        self._left = {}

    def check(self, suspect: int) -> None:
        """Raise TooManyFailures if the batch plainly goes wrong; ``suspect`` pages look bad."""
        failed = len(self._summary.failures) + suspect
        if self._budget is not None and self._budget.exceeded(failed, self.settled + suspect):
            raise TooManyFailures(
                f"{failed} failures are more than --max-failures {self._budget} allows.",
                "'fonds status' shows them; what was read is kept, run again to go on.",
            )
