"""Where work runs. One protocol; local processes now, other executors can join the table."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager
from typing import Any, Protocol

from pebble import ProcessExpired, ProcessPool

from pipeline.errors import FondsError, ReadFailure
from pipeline.model import Failure


class Executor(Protocol):
    """Runs functions elsewhere, each within a time limit."""

    def submit(self, seconds: float, function: Callable[..., Any], *args: Any) -> Future[Any]:
        """Start ``function(*args)``; the future fails with TimeoutError after ``seconds``."""

    def close(self, *, now: bool) -> None:
        """End the workers; ``now``: without waiting for what is under way."""


class LocalProcesses:
    """Worker processes on this machine: one that hangs or dies costs one task, not the pool.

    Workers are spawned, not forked (the engines start threads, and forking those
    deadlocks), and replaced after ``tasks_per_worker`` tasks, so that no leak adds up.
    """

    def __init__(self, jobs: int, tasks_per_worker: int, start: Callable[[], None]) -> None:
        """Start nothing yet; ``start`` is called once in every worker."""
        self._jobs = jobs
        self._tasks = tasks_per_worker
        self._start = start
        self._pool: Any = self._new_pool()

    def _new_pool(self) -> Any:
        return ProcessPool(
            max_workers=self._jobs,
            max_tasks=self._tasks,
            initializer=self._start,
            context=multiprocessing.get_context("spawn"),
        )

    def submit(self, seconds: float, function: Callable[..., Any], *args: Any) -> Future[Any]:
        """See :class:`Executor`."""
        with _unheard_interrupts():
            if not self._pool.active:
                # All workers died at once, which the pool itself does not survive.
                self.close(now=True)
                self._pool = self._new_pool()
            future: Future[Any] = self._pool.schedule(function, args=args, timeout=seconds)
        return future

    def close(self, *, now: bool) -> None:
        """See :class:`Executor`."""
        if now:
            self._pool.stop()
        else:
            self._pool.close()
        self._pool.join()


@contextmanager
def _unheard_interrupts() -> Iterator[None]:
    """Keep Ctrl-C from threads and processes started here: the parent alone decides.

    A worker that is still importing would otherwise die of it with a traceback. What
    arrives meanwhile is delivered at the end of the block.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def failure_of(error: BaseException, seconds: float) -> Failure | None:
    """Return what a future failed with as a failure; None where the whole run must end."""
    if isinstance(error, ReadFailure):
        return error.as_failure()
    if isinstance(error, FondsError):
        return None
    if isinstance(error, TimeoutError):
        limit = f" after {seconds:g} s" if seconds else ""
        return ReadFailure("timeout", f"not finished{limit}").as_failure()
    if isinstance(error, ProcessExpired):
        return ReadFailure("crashed", f"the worker ended with code {error.exitcode}").as_failure()
    if isinstance(error, BrokenExecutor | SystemExit):
        return ReadFailure("crashed", f"{type(error).__name__}: {error}").as_failure()
    if _is_lack_of_memory(error):
        return ReadFailure("out_of_memory", "the page did not fit into memory").as_failure()
    return ReadFailure("internal_error", f"{type(error).__name__}: {error}").as_failure()


def _is_lack_of_memory(error: BaseException) -> bool:
    """Tell whether memory ran out; the C++ libraries have their own words for it."""
    said = str(error)
    return isinstance(error, MemoryError) or any(
        words in said for words in ("bad_alloc", "Insufficient memory", "Failed to allocate")
    )
