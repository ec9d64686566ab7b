"""Pages that a person has turned, read again in a worker while the person goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct

from pipeline.corrections.rotation import rotations, waiting
from pipeline.errors import FondsError
from pipeline.executors import failure_of
from pipeline.model import Record, Rotation
from pipeline.review.pictures import Pictures
from pipeline.rewriting import Reread, read_again
from pipeline.settings import Limits


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
        """Have pages read that wait, unless that was asked for before; returns at once."""
        for number, wait in self.waits(name, record).items():
            path = None if self._scans is None else self._scans.source_of(record.source)
            if wait.reading or wait.why or path is None:
                continue
            with self._lock:
                self._asked[name, number] = Wait(wait.to, reading=True)
            self._queue.submit(self._read, Turned(name, number, wait.to, path))

    def close(self) -> None:
        """Wait for the page that is being read; read no other."""
        self._queue.shutdown(cancel_futures=True)

    def _read(self, turned: Turned) -> None:
        if not self._is_wanted(turned):
            return  # turned once more meanwhile
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
