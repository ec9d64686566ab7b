"""Worker processes that hang, die or break their pool cost one task each."""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from pipeline.errors import MissingProgram, ReadFailure, UsageError
from pipeline.executors import LocalProcesses, failure_of
from pipeline.pool import WorkerDied


def nothing() -> None:
    """Start a worker."""


def fails() -> None:
    raise RuntimeError("cannot start")


@pytest.fixture
def one() -> Iterator[LocalProcesses]:
    executor = LocalProcesses(1, 3, nothing)
    yield executor
    executor.close(now=True)


def blocked() -> bool:
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_results_and_errors_come_back(one: LocalProcesses) -> None:
    assert one.submit(20, divmod, 7, 3).result() == (2, 1)
    error = one.submit(20, divmod, 7, 0).exception()
    assert isinstance(error, ZeroDivisionError)


def test_one_that_hangs_costs_one_task(one: LocalProcesses) -> None:
    slow, next_one = one.submit(0.3, time.sleep, 60), one.submit(20, abs, -1)
    failure = failure_of(slow.exception() or AssertionError(), 0.3)
    assert failure is not None
    assert (failure.reason, failure.message) == ("timeout", "not finished after 0.3 s")
    assert next_one.result() == 1


@pytest.mark.parametrize("seconds", [float("inf"), float("nan"), 1e12])
def test_a_time_limit_beyond_all_measure_is_none(one: LocalProcesses, seconds: float) -> None:
    assert one.submit(seconds, len, "abc").result(timeout=30) == 3


def test_one_that_dies_costs_one_task(one: LocalProcesses) -> None:
    dead, next_one = one.submit(20, os._exit, 3), one.submit(20, abs, -1)
    failure = failure_of(dead.exception() or AssertionError(), 20)
    assert failure is not None
    assert failure.reason == "crashed"
    assert next_one.result() == 1


def test_workers_are_replaced(one: LocalProcesses) -> None:
    pids = [one.submit(20, os.getpid).result() for _ in range(7)]
    assert len(set(pids)) == 3


def test_ctrl_c_does_not_reach_workers(one: LocalProcesses) -> None:
    assert one.submit(20, blocked).result()
    assert not blocked()


def test_workers_that_cannot_start_are_failures_not_the_end() -> None:
    executor = LocalProcesses(1, 3, fails)
    try:
        for _ in range(2):
            failure = failure_of(executor.submit(5, abs, 1).exception() or AssertionError(), 5)
            assert failure is not None
            assert failure.reason == "crashed"
    finally:
        executor.close(now=True)


def test_closing_waits_or_does_not() -> None:
    executor = LocalProcesses(1, 3, nothing)
    waited = executor.submit(20, time.sleep, 0.2)
    executor.close(now=False)
    assert waited.result() is None
    executor = LocalProcesses(1, 3, nothing)
    executor.submit(60, time.sleep, 60)
    begun = time.monotonic()
    executor.close(now=True)
    assert time.monotonic() - begun < 5


def test_an_executor_that_was_never_used_closes() -> None:
    LocalProcesses(1, 3, nothing).close(now=False)
    LocalProcesses(1, 3, nothing).close(now=True)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ReadFailure("damaged", "x"), "damaged"),
        (TimeoutError(), "timeout"),
        (WorkerDied(-11), "crashed"),
        (BrokenExecutor("all gone"), "crashed"),
        (SystemExit(0), "crashed"),
        (MemoryError(), "out_of_memory"),
        (RuntimeError("std::bad_alloc"), "out_of_memory"),
        (ZeroDivisionError("x"), "internal_error"),
        (FileNotFoundError("x"), "internal_error"),
    ],
)
def test_every_error_has_its_reason(error: BaseException, reason: str) -> None:
    failure = failure_of(error, 1)
    assert failure is not None
    assert failure.reason == reason
    assert failure.remedy


@pytest.mark.parametrize("error", [MissingProgram("x"), UsageError("x")])
def test_what_concerns_all_pages_ends_the_run(error: Exception) -> None:
    assert failure_of(error, 1) is None


@pytest.mark.parametrize("error", [MissingProgram("a", "b"), ReadFailure("damaged", "a")])
def test_errors_survive_the_way_back(error: MissingProgram | ReadFailure, tmp_path: Path) -> None:
    back = pickle.loads(pickle.dumps(error))
    assert (type(back), back.message, back.remedy) == (type(error), error.message, error.remedy)
