"""What a run did: counts, failures, times; and the exit code that follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pipeline.concordance import Standing
from pipeline.errors import ExitCode
from pipeline.store import FailedPage

if TYPE_CHECKING:
    from pipeline.intake import Skipped


class Finished(Struct, frozen=True):
    """A document whose record lies in the output folder. Counts are of pages.

    ``standing`` is what links to and from it depend on.
    """

    name: str
    digest: str
    pages: int
    blank: int
    failed: int
    review: int
    languages: dict[str, int]
    standing: Standing


class Summary:
    """Counts what happened and owns the exit code.

    ``overwritten`` names records that somebody had changed by hand and that were written anew.
    """

    def __init__(self) -> None:
        """Start at zero."""
        self.documents = 0
        self.fresh = 0
        self.pages = 0
        self.read = 0
        self.cached = 0
        self.blank = 0
        self.review = 0
        self.languages: dict[str, int] = {}
        self.failures: list[FailedPage] = []
        self.skipped: list[Skipped] = []
        self.overwritten: list[str] = []
        self.cpu: dict[str, float] = {}
        self.peak_bytes = 0
        self._readable = 0

    def add(self, finished: Finished, *, fresh: bool) -> None:
        """Count a document; ``fresh`` if its record was written by this run."""
        self.documents += 1
        self.fresh += fresh
        self.pages += finished.pages
        self.blank += finished.blank
        self.review += finished.review
        self._readable += finished.pages > finished.failed
        for code, count in finished.languages.items():
            self.languages[code] = self.languages.get(code, 0) + count
        if not fresh:
            self.cached += finished.pages

    def refused(self, failure: FailedPage) -> None:
        """Count a document of which nothing could be read."""
        self.failures.append(failure)

    def spent(self, cpu: dict[str, float], peak_bytes: int) -> None:
        """Add CPU seconds by stage, and note the largest worker."""
        for stage, seconds in cpu.items():
            self.cpu[stage] = self.cpu.get(stage, 0.0) + seconds
        self.peak_bytes = max(self.peak_bytes, peak_bytes)

    def sorted_failures(self) -> list[FailedPage]:
        """Return failures in an order that does not depend on the workers."""
        return sorted(self.failures, key=lambda f: (f.file, f.page or 0))

    @property
    def exit_code(self) -> ExitCode:
        """0 all read, 3 some failed, 5 nothing could be read."""
        if not self._readable:
            return ExitCode.NOTHING_READ
        return ExitCode.INCOMPLETE if self.failures else ExitCode.OK
