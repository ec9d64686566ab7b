"""Drawing the pictures of a report in worker processes, a bounded number at a time."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from typing import Any

from pipeline.bounds import start_worker
from pipeline.executors import Executor, LocalProcesses, failure_of
from pipeline.report.images import SECONDS, Picture, draw
from pipeline.scratch import Scratch
from pipeline.settings import Limits, Settings

# Pictures under way or waiting, for each worker.
WINDOW = 4


@contextmanager
def workers(jobs: int) -> Iterator[Executor]:
    """Start workers as those that read pages; end them with the block."""
    limits = Limits()
    with Scratch() as scratch:
        start = partial(start_worker, scratch, limits.worker_bytes, os.getpid(), limits)
        executor = LocalProcesses(Settings(jobs=jobs).workers, limits.pages_per_worker, start)
        try:
            yield executor
        except BaseException:
            executor.close(now=True)
            raise
        executor.close(now=False)


def draw_all(
    executor: Executor, pictures: Iterable[Picture], told: Callable[[Picture, str], None]
) -> None:
    """Draw pictures; ``told`` hears of every one, with why it could not be drawn, or nothing."""
    window: deque[tuple[Picture, Future[Any]]] = deque()

    def settle() -> None:
        picture, future = window.popleft()
        told(picture, why_not(future))

    for picture in pictures:
        window.append((picture, executor.submit(SECONDS, draw, picture)))
        if len(window) >= WINDOW * executor.slots:
            settle()
    while window:
        settle()


def why_not(future: Future[Any]) -> str:
    """Wait for a picture; return why it could not be drawn, or nothing."""
    error = future.exception()
    if error is None:
        return str(future.result())
    failure = failure_of(error, SECONDS)
    if failure is None:
        raise error
    return failure.message
