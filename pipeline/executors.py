"""Where work runs. One protocol; local processes here, a cluster in :mod:`pipeline.cluster`."""

from __future__ import annotations

import errno
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from typing import Any, Protocol

from pipeline.errors import FondsError, ReadFailure
from pipeline.model import Failure
from pipeline.pool import Pool, WorkerDied

# A disk or network share that is gone, or a file on it: no fault of the page.
GONE = frozenset({errno.EIO, errno.ESTALE, errno.ENODEV, errno.ENXIO, errno.ENOTCONN})


class Executor(Protocol):
    """Runs functions elsewhere, each within a time limit."""

    @property
    def slots(self) -> int:
        """Return how many tasks run at once."""

    def submit(self, seconds: float, function: Callable[..., Any], *args: Any) -> Future[Any]:
        """Start ``function(*args)``; the future fails with TimeoutError after ``seconds``."""

    def submit_alone(self, seconds: float, function: Callable[..., Any], *args: Any) -> Future[Any]:
        """Do the same in a fresh process, which ends with the task."""

    def close(self, *, now: bool) -> None:
        """End the workers; ``now``: without waiting for what is under way."""


class LocalProcesses:
    """Worker processes on this machine: one that hangs or dies costs one task, not the pool.

    Workers are new interpreters, not forks (the engines start threads, and forking those
    deadlocks), and replaced after ``tasks_per_worker`` tasks, so that no leak adds up.
    """

    def __init__(self, jobs: int, tasks_per_worker: int, start: Callable[[], None]) -> None:
        """Start nothing yet; ``start`` is called once in every worker."""
        self.slots = jobs
        self._pool = Pool(jobs, tasks_per_worker, start)
        self._alone = Pool(jobs, 1, start)

    def submit(self, seconds: float, function: Callable[..., Any], *args: Any) -> Future[Any]:
        """See :class:`Executor`."""
        return self._pool.submit(seconds, function, *args)

    def submit_alone(self, seconds: float, function: Callable[..., Any], *args: Any) -> Future[Any]:
        """See :class:`Executor`."""
        return self._alone.submit(seconds, function, *args)

    def close(self, *, now: bool) -> None:
        """See :class:`Executor`."""
        self._pool.close(now=now)
        self._alone.close(now=now)


def failure_of(error: BaseException, seconds: float) -> Failure | None:
    """Return what a future failed with as a failure; None where the whole run must end."""
    if isinstance(error, ReadFailure):
        return error.as_failure()
    if isinstance(error, FondsError):
        return None
    if isinstance(error, TimeoutError):
        limit = f" after {seconds:g} s" if seconds else ""
        return ReadFailure("timeout", f"not finished{limit}").as_failure()
    if isinstance(error, WorkerDied | BrokenExecutor | SystemExit):
        return ReadFailure("crashed", _last_words(error)).as_failure()
    if _is_lack_of_memory(error):
        return ReadFailure("out_of_memory", "the page did not fit into memory").as_failure()
    if isinstance(error, OSError) and error.errno in GONE:
        return ReadFailure("unreadable", f"reading failed: {error.strerror}").as_failure()
    return ReadFailure("internal_error", f"{type(error).__name__}: {error}").as_failure()


def _last_words(error: BaseException) -> str:
    return str(error) if isinstance(error, WorkerDied) else f"{type(error).__name__}: {error}"


def _is_lack_of_memory(error: BaseException) -> bool:
    """Tell whether memory ran out; the C++ libraries have their own words for it."""
    said = str(error)
    return isinstance(error, MemoryError) or any(
        words in said for words in ("bad_alloc", "Insufficient memory", "Failed to allocate")
    )
