"""Pages that a person has turned, read again in a worker while the person goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from pathlib import Path

from msgspec import Struct

from pipeline.corrections.rotation import rotations, waiting
from pipeline.errors import FondsError
from pipeline.executors import failure_of
from pipeline.model import Record, Rotation
from pipeline.review.pictures import Pictures
from pipeline.rewriting import Reread, is_read, read_again
from pipeline.settings import Limits

# Seconds that ending waits for a page that is being read.
PATIENCE = 5.0


class Turned(Struct, frozen=True):
    """A scan to be read in another position; ``name`` is its document's."""

    name: str
    number: int
    rotation: Rotation
    path: Path

    @property
    def key(self) -> tuple[str, int]:
        """Return what tells it from other scans."""
        return self.name, self.number


class Wait(Struct, frozen=True):
    """A scan to be read again, turned by ``to``: is it being read, or why is it not?"""

    to: Rotation
    reading: bool
    why: str = ""


class Rereading:
    """Has pages read one at a time, so that a worker is left for pictures."""

    def __init__(
        self, output: Path, scans: Pictures | None, take: Callable[[str, Reread], None]
    ) -> None:
        """Read from ``scans``; without them all waits for the next run.

        ``take`` is given the name of a document and what was read of a page of it.
        """
        self._output = output
        self._scans = scans
        self._take = take
        self._seconds = Limits().page_seconds
        self._queue = ThreadPoolExecutor(1, "rereading")
        self._lock = threading.Lock()
        self._under_way: list[Future[None]] = []
        self._turned: Turned | None = None
        self._asked: dict[tuple[str, int], Wait] = {}

    def waits(self, name: str, record: Record) -> dict[int, Wait]:
        """Return which scans of a document wait to be read again, by their number."""
        told = rotations(self._output, record.source.sha256)
        found = {}
        for number, rotation in waiting(record, told).items():
            with self._lock:
                asked = self._asked.get((name, number))
            known = asked is not None and asked.to == rotation
            found[number] = asked if asked and known else Wait(rotation, reading=False)
        return found

    def ask(self, name: str, record: Record) -> None:
        """Have pages read that wait, unless that was asked for before; returns at once.

        A page that is read and waits for its record to be written is not read once more.
        """
        for number, wait in self.waits(name, record).items():
            path = None if self._scans is None else self._scans.source_of(record.source)
            if wait.reading or wait.why or path is None:
                continue
            if is_read(self._output, f"{name}.json", number, wait.to):
                continue
            with self._lock:
                self._asked[name, number] = Wait(wait.to, reading=True)
            turned = Turned(name, number, wait.to, path)
            self._under_way = [one for one in self._under_way if not one.done()]
            self._under_way.append(self._queue.submit(self._read, turned))

    def close(self, tell: Callable[[str], None] | None = None) -> None:
        """Read no other page, and wait a moment for the one that is being read.

        ``tell`` hears what is waited for. A page that is not read by then waits for the next
        run; ending the workers ends its reading.
        """
        self._queue.shutdown(wait=False, cancel_futures=True)
        left = [one for one in self._under_way if not one.done()]
        turned = self._turned
        if left and turned is not None and tell is not None:
            where = f"page {turned.number} of {turned.name}"
            tell(f"waiting up to {PATIENCE:.0f} s for {where} to be read")
        wait_for(left, PATIENCE)

    def _read(self, turned: Turned) -> None:
        if not self._is_wanted(turned):
            return  # turned once more meanwhile
        self._turned = turned
        try:
            made = self._made(turned)
            if made.pages:
                self._take(turned.name, made)
            why = made.why
        except Exception as error:  # in a thread that nobody waits for
            why = str(error) if isinstance(error, FondsError | OSError) else repr(error)
        with self._lock:
            if not self._is_wanted(turned):
                return
            if why:
                self._asked[turned.key] = Wait(turned.rotation, reading=False, why=why)
            else:
                del self._asked[turned.key]

    def _is_wanted(self, turned: Turned) -> bool:
        asked = self._asked.get(turned.key)
        return asked is not None and asked.to == turned.rotation

    def _made(self, turned: Turned) -> Reread:
        assert self._scans is not None
        asked = (str(self._output), f"{turned.name}.json", turned.number, turned.rotation)
        future = self._scans.executor.submit(self._seconds, read_again, *asked, str(turned.path))
        error = future.exception()
        if error is None:
            made: Reread = future.result()
            return made
        failure = failure_of(error, self._seconds)
        return Reread(why=failure.message if failure else str(error))
