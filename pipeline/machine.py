"""A machine of a cluster: it is checked, and reads with a pool like that of a local run."""

from __future__ import annotations

import os
import platform
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from pipeline.bounds import start_worker
from pipeline.errors import MissingProgram, UsageError
from pipeline.executors import LocalProcesses
from pipeline.provenance import run_fingerprint
from pipeline.scratch import Scratch
from pipeline.settings import Limits


class Setup(Struct, frozen=True):
    """What a machine must know before its first task; ``run`` is unique."""

    run: str
    output: str
    delivery: str
    languages: tuple[str, ...]
    fingerprint: str | None
    most_bytes: int
    limits: Limits


class _Host:
    """The pool of this machine's Dask worker, for one run at a time."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.run = ""
        self.pool: LocalProcesses | None = None
        self.scratch: Scratch | None = None

    def workers(self, setup: Setup, threads: int) -> LocalProcesses:
        """Return the pool; for a run that is new here it is checked and made first."""
        with self.lock:
            if self.pool is None or self.run != setup.run:
                self.close()
                check_machine(setup)
                self.scratch = Scratch()
                start = partial(
                    start_worker, self.scratch.name, setup.most_bytes, os.getpid(), setup.limits
                )
                self.pool = LocalProcesses(threads, setup.limits.pages_per_worker, start)
                self.run = setup.run
            return self.pool

    def close(self) -> None:
        if self.pool is not None and self.scratch is not None:
            self.pool.close(now=True)
            self.scratch.cleanup()
        self.pool = self.scratch = None


HOST = _Host()


def perform(
    setup: Setup, alone: bool, seconds: float, function: Callable[..., Any], args: tuple[Any, ...]
) -> tuple[bool, Any]:
    """Run a task in this machine's pool; what it raises is returned: to Dask it is no failure."""
    from distributed import get_worker

    try:
        pool = HOST.workers(setup, get_worker().state.nthreads)
        submit = pool.submit_alone if alone else pool.submit
        return True, submit(seconds, function, *args).result()
    except BaseException as error:
        return False, error


def prepare(setup: Setup, dask_worker: Any) -> tuple[str, str] | None:
    """Make this machine ready; return what is wrong with it, and the remedy."""
    try:
        HOST.workers(setup, dask_worker.state.nthreads)
    except (UsageError, MissingProgram) as error:
        return error.message, error.remedy
    return None


def dismiss(run: str) -> None:
    """End this machine's pool if it is of that run."""
    with HOST.lock:
        if HOST.run == run:
            HOST.close()


def check_machine(setup: Setup) -> None:
    """Raise UsageError unless this machine shares the folders and reads as the others do."""
    token = Path(setup.output, "cache", f"cluster-{setup.run}")
    here = platform.node()
    advice = "Put delivery and output on storage that all machines see under the same path."
    try:
        shared = token.read_text() == setup.run
        probe = token.with_name(f"{token.name}-{here}-{os.getpid()}")
        probe.touch()
        probe.unlink()
    except FileNotFoundError:
        shared = False
    except OSError as error:
        raise UsageError(
            f"{here} cannot write to {setup.output}: {error.strerror}.", advice
        ) from error
    if not shared:
        raise UsageError(f"{here} does not see the output folder {setup.output}.", advice)
    if not os.path.exists(setup.delivery):  # noqa: PTH110 - never raises, unlike Path.exists
        raise UsageError(f"{here} does not see the delivery {setup.delivery}.", advice)
    if setup.fingerprint not in (None, run_fingerprint(setup.languages)):
        raise UsageError(
            f"{here} has other versions of Fonds, its models or its libraries.",
            "Install the same on every machine; compare 'fonds doctor' there and here.",
        )
