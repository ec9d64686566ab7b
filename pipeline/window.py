"""A bounded number of tasks under way, each settled as soon as it ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from queue import SimpleQueue
from typing import Any

Settle = Callable[[Future[Any]], None]


class Window:
    """Tasks under way. Order does not matter: one that takes long holds up none behind it."""

    def __init__(self, most: Callable[[], int]) -> None:
        """Allow ``most()`` tasks at once: a cluster can grow."""
        self._most = most
        self._settle: dict[Future[Any], Settle] = {}
        self._ended: SimpleQueue[Future[Any]] = SimpleQueue()

    def add(self, future: Future[Any], settle: Settle) -> None:
        """Take in a task; settles others that have ended, and waits if there are too many."""
        self._settle[future] = settle
        future.add_done_callback(self._ended.put)
        while len(self._settle) >= self._most() or not self._ended.empty():
            self._settle_next()

    def drain(self) -> None:
        """Wait for all tasks and settle them."""
        while self._settle:
            self._settle_next()

    def _settle_next(self) -> None:
        future = self._ended.get()
        self._settle.pop(future)(future)

    def let_finish(self, until: float) -> None:
        """Cancel what has not begun, and wait for the rest, but not longer than ``until``.

        ``until`` is by the monotonic clock. Nothing is settled: pages keep themselves.
        """
        running = [future for future in self._settle if not future.cancel()]
        wait(running, max(0.0, until - time.monotonic()))
