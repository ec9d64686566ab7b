"""Runs without OCR: an executor in this process, invented pages, and saboteurs."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline import ingest as ingesting
from pipeline import jobs, provenance, work
from pipeline.bounds import start_worker
from pipeline.executors import Executor
from pipeline.flow import PageResult, PageTask
from pipeline.jobs import Making
from pipeline.progress import Silent
from pipeline.runner import Run
from pipeline.settings import Limits, PageSettings, Settings
from pipeline.store import Store
from pipeline.summary import Summary
from tests.intake.support import pdf_bytes
from tests.pages import page

Behaviour = Callable[[PageTask], PageResult]
TEXT = "Feljegyzés\nBudapest, 1956. november 4."
# More than a worker may have.
MEMORY = 3 << 30
MOST_BYTES = 2 << 30


def quick(task: PageTask, engines: object = None) -> PageResult:
    """Read a page as two lines, at once."""
    return PageResult((page(TEXT, task.number),), {"recognise": 0.001})


class Inline:
    """An executor that runs everything at once in this process."""

    slots = 1

    def __init__(self) -> None:
        self.submitted: list[Any] = []
        self.closed: list[bool] = []

    def submit(self, seconds: float, function: Callable[..., Any], *args: Any) -> Future[Any]:
        self.submitted.append(function)
        future: Future[Any] = Future()
        try:
            future.set_result(function(*args))
        except Exception as error:
            future.set_exception(error)
        return future

    def submit_alone(self, seconds: float, function: Callable[..., Any], *args: Any) -> Future[Any]:
        return self.submit(seconds, function, *args)

    def close(self, *, now: bool) -> None:
        self.closed.append(now)

    def reads(self) -> int:
        """Return how many pages were asked for."""
        return sum(function is work.read for function in self.submitted)


class Replaced:
    """Another executor, where some of what workers do is done by stand-ins."""

    def __init__(self, inner: Executor, instead: dict[Any, Any]) -> None:
        self._inner = inner
        self._instead = instead

    @property
    def slots(self) -> int:
        return self._inner.slots

    def submit(self, seconds: float, function: Callable[..., Any], *args: Any) -> Future[Any]:
        return self._inner.submit(seconds, self._instead.get(function, function), *args)

    def submit_alone(self, seconds: float, function: Callable[..., Any], *args: Any) -> Future[Any]:
        return self._inner.submit_alone(seconds, self._instead.get(function, function), *args)

    def close(self, *, now: bool) -> None:
        self._inner.close(now=now)


def read_as(
    behave: Behaviour, task: PageTask, key: str, output: str, opening: Any = None
) -> work.PageOutcome:
    """Stand in for work.read in a worker; bind ``behave``."""
    vars(work)["read_page"] = lambda task, engines: behave(task)
    return work.read(task, key, output, opening)


# --- saboteurs: page functions that do what hostile pages and broken libraries do --------


def raises(task: PageTask) -> PageResult:
    raise ZeroDivisionError("a fault")


def hangs(task: PageTask) -> PageResult:
    time.sleep(600)
    raise AssertionError("nobody stopped it")


def exits(task: PageTask) -> PageResult:
    os._exit(3)


def quits(task: PageTask) -> PageResult:
    raise SystemExit(0)


def segfaults(task: PageTask) -> PageResult:
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError("it survived")


def hoards(task: PageTask) -> PageResult:
    hoard = bytearray(MEMORY)
    raise AssertionError(f"{len(hoard)} bytes were to be had")


def babbles(task: PageTask) -> PageResult:
    return "not a page at all"  # type: ignore[return-value]


def boasts(task: PageTask) -> PageResult:
    [made] = quick(task).pages
    return PageResult((replace(made, quality=replace(made.quality, confidence=7.0)),), {})


def strays(task: PageTask) -> PageResult:
    [made] = quick(task).pages
    return PageResult((replace(made, width=50, height=50),), {})


class Unpicklable(Exception):
    """An error that does not survive the way back from a worker."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__("only one")


def garbles(task: PageTask) -> PageResult:
    raise Unpicklable("a", "b")


# The page number decides; all other pages are read.
SABOTEURS: dict[int, tuple[Behaviour, str]] = {
    2: (raises, "internal_error"),
    3: (hangs, "timeout"),
    4: (exits, "crashed"),
    5: (quits, "crashed"),
    6: (segfaults, "crashed"),
    7: (hoards, "out_of_memory"),
    8: (babbles, "internal_error"),
    9: (boasts, "internal_error"),
    10: (strays, "internal_error"),
    11: (garbles, "internal_error"),
}


def sabotage(task: PageTask) -> PageResult:
    """Read a page as the saboteur of its number does."""
    return SABOTEURS[task.number][0](task) if task.number in SABOTEURS else quick(task)


def sabotaged(inner: Executor) -> Replaced:
    """Return an executor with saboteurs instead of the reading of pages."""
    return Replaced(inner, {work.read: partial(read_as, sabotage)})


# --- runs ---------------------------------------------------------------------------------


def start(scratch: Path, limits: Limits = Limits()) -> Callable[[], None]:  # noqa: B008
    """Return what prepares a worker as ``fonds ingest`` does, with less memory."""
    return partial(start_worker, str(scratch), MOST_BYTES, os.getpid(), limits)


def made(settings: PageSettings) -> Making:
    """Return what records are made with where there are no engines."""
    return Making(settings, (), "no engines")


def offline(monkeypatch: pytest.MonkeyPatch) -> Inline:
    """Have ``fonds ingest`` read invented pages in this process; return the executor."""
    executor = Inline()

    @contextmanager
    def workers(settings: Settings, store: Store, delivery: Path) -> Iterator[Executor]:
        try:
            yield executor
        finally:
            executor.close(now=False)

    monkeypatch.setattr(ingesting, "_check_programs", lambda settings: None)
    monkeypatch.setattr(ingesting, "_workers", workers)
    monkeypatch.setattr(provenance, "steps", lambda settings: ())
    monkeypatch.setattr(jobs.Making, "of", staticmethod(made))
    monkeypatch.setattr(work, "read_page", quick)
    return executor


def run(
    delivery: Path, output: Path, executor: Executor, *, workers: int = 1, seconds: float = 60
) -> Summary:
    """Run as ``fonds ingest`` does, without checks and logs."""
    store = Store(output)
    store.prepare()
    settings = Settings(limits=Limits(page_seconds=seconds), jobs=workers)
    with store.locked():
        return Run(settings, store, executor, Silent()).ingest(delivery)


def deliver(folder: Path, **documents: int) -> Path:
    """Write PDFs with so many empty pages each."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, pages in documents.items():
        (folder / f"{name}.pdf").write_bytes(pdf_bytes(name, pages))
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
