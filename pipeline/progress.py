"""What a user sees while a run goes on: a bar on a terminal, plain lines elsewhere.

``--events FILE`` gets the same as NDJSON, one event a line, for machines.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TextIO

import msgspec

from pipeline.counts import counted
from pipeline.errors import UsageError
from pipeline.store import FailedPage
from pipeline.summary import Finished

# Plain progress lines come at most this often, in seconds.
EVERY = 10.0


class Progress(Protocol):
    """Told by the runner what happens."""

    def phase(self, name: str) -> None:
        """A new phase begins."""

    def total(self, pages: int) -> None:
        """The number of pages is known."""

    def advance(self, pages: int, *, cached: bool = False) -> None:
        """Some pages are settled, ``cached`` if an earlier run had read them."""

    def document(self, path: str, finished: Finished) -> None:
        """A record was written."""

    def failed(self, failure: FailedPage) -> None:
        """A page or a document could not be read."""

    def close(self) -> None:
        """The run has ended."""


class Silent:
    """Says nothing, except failures where ``failures`` is set."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Failures go to ``stream``, if there is one."""
        self._stream = stream

    def phase(self, name: str) -> None:
        """See Progress."""

    def total(self, pages: int) -> None:
        """See Progress."""

    def advance(self, pages: int, *, cached: bool = False) -> None:
        """See Progress."""

    def document(self, path: str, finished: Finished) -> None:
        """See Progress."""

    def failed(self, failure: FailedPage) -> None:
        """See Progress."""
        if self._stream:
            print(failure_line(failure), file=self._stream, flush=True)

    def close(self) -> None:
        """See Progress."""


def failure_line(failure: FailedPage) -> str:
    """Return a failure in one line: file, page, reason, remedy."""
    page = f", page {failure.page}" if failure.page else ""
    told = f"{failure.file}{page}: {failure.reason}: {failure.message} -> {failure.remedy}"
    return printable(told)


def printable(text: str) -> str:
    r"""Return text without what could move a terminal's cursor or start a new line.

    >>> printable("a\x1b[2J\nb")
    'a\\x1b[2J\\nb'
    """
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


class Plain(Silent):
    """Plain lines for logs: at most one progress line every ten seconds, and failures."""

    def __init__(self, stream: TextIO) -> None:
        """Write to ``stream``."""
        super().__init__(stream)
        self._out = stream
        self._done = self._total = self._cached = 0
        self._start = self._last = time.monotonic()

    def phase(self, name: str) -> None:
        """See Progress."""
        print(name, file=self._out, flush=True)

    def total(self, pages: int) -> None:
        """See Progress."""
        self._total = pages
        print(f"{counted(pages, 'page')} to read", file=self._out, flush=True)

    def advance(self, pages: int, *, cached: bool = False) -> None:
        """See Progress."""
        self._done += pages
        self._cached += pages if cached else 0
        now = time.monotonic()
        if now - self._last < EVERY or not self._total:
            return
        self._last = now
        fresh = self._done - self._cached
        left = (self._total - self._done) * (now - self._start) / fresh if fresh else 0.0
        share = f"{self._done}/{self._total} pages"
        print(f"{share}, about {left:.0f} s left", file=self._out, flush=True)


class Bar(Silent):
    """One rich progress bar by pages, with the time left."""

    def __init__(self, stream: TextIO) -> None:
        """Draw on ``stream``, a terminal."""
        from rich import progress
        from rich.console import Console

        super().__init__(None)
        self._bar = progress.Progress(
            progress.TextColumn("{task.description}"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TextColumn("pages"),
            progress.TimeElapsedColumn(),
            progress.TextColumn("left"),
            progress.TimeRemainingColumn(),
            console=Console(file=stream),
        )
        self._task = self._bar.add_task("starting", total=None)
        self._bar.start()

    def phase(self, name: str) -> None:
        """See Progress."""
        self._bar.update(self._task, description=name)

    def total(self, pages: int) -> None:
        """See Progress."""
        self._bar.update(self._task, description="reading", total=pages)

    def advance(self, pages: int, *, cached: bool = False) -> None:
        """See Progress."""
        self._bar.advance(self._task, pages)

    def failed(self, failure: FailedPage) -> None:
        """See Progress."""
        self._bar.console.print(failure_line(failure), style="red", markup=False, highlight=False)

    def close(self) -> None:
        """See Progress."""
        self._bar.stop()


class Events:
    """Passes everything on to another progress and writes it to a file as NDJSON."""

    def __init__(self, inner: Progress, stream: BinaryIO) -> None:
        """Write to ``stream``, which is closed at the end."""
        self._inner = inner
        self._stream = stream

    @staticmethod
    def open(path: Path) -> BinaryIO:
        """Start the file ``path`` anew; raises UsageError where that is not possible."""
        try:
            return path.open("wb")
        except OSError as error:
            raise UsageError(
                f"The events file {path} cannot be written: {error.strerror}.",
                "Give --events a file in a folder that exists.",
            ) from error

    def event(self, kind: str, /, **values: Any) -> None:
        """Write one event."""
        self._stream.write(msgspec.json.encode({"event": kind} | values) + b"\n")
        self._stream.flush()

    def phase(self, name: str) -> None:
        """See Progress."""
        self.event("phase", name=name)
        self._inner.phase(name)

    def total(self, pages: int) -> None:
        """See Progress."""
        self.event("total", pages=pages)
        self._inner.total(pages)

    def advance(self, pages: int, *, cached: bool = False) -> None:
        """See Progress."""
        if pages:
            self.event("pages", count=pages, cached=cached)
        self._inner.advance(pages, cached=cached)

    def document(self, path: str, finished: Finished) -> None:
        """See Progress."""
        self.event("document", path=path, record=finished.name, pages=finished.pages)
        self._inner.document(path, finished)

    def failed(self, failure: FailedPage) -> None:
        """See Progress."""
        self.event("failure", **msgspec.to_builtins(failure))
        self._inner.failed(failure)

    def close(self) -> None:
        """See Progress."""
        self._inner.close()
        self._stream.close()


def choose(*, quiet: bool) -> Progress:
    """Return what suits the terminal: a bar, plain lines, or failures only."""
    if quiet:
        return Silent(sys.stderr)
    return Bar(sys.stderr) if sys.stderr.isatty() else Plain(sys.stderr)
