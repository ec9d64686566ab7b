"""Where work runs. One protocol; local processes now, other executors can join the table."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future
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
        self._pool = ProcessPool(
            max_workers=jobs,
            max_tasks=tasks_per_worker,
            initializer=start,
            context=multiprocessing.get_context("spawn"),
        )

    def submit(self, seconds: float, function: Callable[..., Any], *args: Any) -> Future[Any]:
        """See :class:`Executor`."""
        future: Future[Any] = self._pool.schedule(function, args=args, timeout=seconds)
        return future

    def close(self, *, now: bool) -> None:
        """See :class:`Executor`."""
        if now:
            self._pool.stop()
        else:
            self._pool.close()
        self._pool.join()


def failure_of(error: BaseException, seconds: float) -> Failure | None:
    """Return an exception of a future as a failure; None where the whole run must end."""
    if isinstance(error, ReadFailure):
        return error.as_failure()
    if isinstance(error, TimeoutError):
        return ReadFailure("timeout", f"not finished after {seconds:g} s").as_failure()
    if isinstance(error, ProcessExpired):
        return ReadFailure("crashed", f"the worker ended with code {error.exitcode}").as_failure()
    if isinstance(error, MemoryError):
        return ReadFailure("out_of_memory", "the page did not fit into memory").as_failure()
    if isinstance(error, Exception) and not isinstance(error, FondsError):
        return ReadFailure("internal_error", f"{type(error).__name__}: {error}").as_failure()
    return None
