"""What a user sees while records are exported: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from pipeline.counts import counted
from pipeline.progress import EVERY

Advance = Callable[[], None]


@contextmanager
def bar(stream: TextIO, name: str, total: int | None) -> Iterator[Advance]:
    """Count records on ``stream``; ``total`` is None where it is not known beforehand."""
    shown = _drawn if stream.isatty() else _plain
    with shown(stream, name, total) as advance:
        yield advance


@contextmanager
def silent(name: str, total: int | None) -> Iterator[Advance]:
    """Say nothing."""
    yield lambda: None


@contextmanager
def _drawn(stream: TextIO, name: str, total: int | None) -> Iterator[Advance]:
    from rich import progress
    from rich.console import Console

    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("records"),
        progress.TimeElapsedColumn(),
        progress.TextColumn("left"),
        progress.TimeRemainingColumn(),
    )
    with progress.Progress(*columns, console=Console(file=stream)) as drawn:
        task = drawn.add_task(name, total=total)
        yield lambda: drawn.advance(task)
        drawn.update(task, total=drawn.tasks[0].completed, visible=drawn.tasks[0].completed > 0)


@contextmanager
def _plain(stream: TextIO, name: str, total: int | None) -> Iterator[Advance]:
    done, last = 0, time.monotonic()

    def advance() -> None:
        nonlocal done, last
        done += 1
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            said = f"{done}/{total} records" if total else counted(done, "record")
            print(f"{name}: {said}", file=stream, flush=True)

    yield advance
    if done:  # else whoever exports says why there is none
        print(f"{name}: {counted(done, 'record')}", file=stream, flush=True)
