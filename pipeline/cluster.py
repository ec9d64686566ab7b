"""Work on many machines: a Dask scheduler hands tasks out, each of its workers runs a pool.

Dask decides which machine does what, and gives a task to another one if a machine is lost.
On each machine the same pool as for local runs has the last word, so that time limits,
memory limits and crashes cost one page there as they do here. Nothing but names of files
and outcomes travels: sources, cache and records lie on storage that all machines share.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.errors import MissingProgram, UsageError
from pipeline.machine import Setup, dismiss, perform, prepare
from pipeline.pool import WorkerDied
from pipeline.provenance import run_fingerprint
from pipeline.settings import Limits

CONNECT_SECONDS = 20
FIRST_WORKER_SECONDS = 120
# How long the number of workers is believed.
COUNT_SECONDS = 5.0


class Cluster:
    """An executor (see :class:`pipeline.executors.Executor`) on the workers of a scheduler."""

    def __init__(self, address: str, setup: Setup) -> None:
        """Connect and check every machine; raises UsageError, MissingProgram."""
        distributed = _distributed()
        self._setup = setup
        self._token = Path(setup.output, "cache", f"cluster-{setup.run}")
        self._token.write_text(setup.run)
        try:
            self._client = distributed.Client(
                address, timeout=CONNECT_SECONDS, set_as_default=False
            )
        except (OSError, ValueError, TypeError) as error:
            self._token.unlink()
            raise UsageError(
                f"There is no Dask scheduler at {address}: {error}.",
                "Start one with 'dask scheduler', and give --executor its address.",
            ) from error
        self._executor = self._client.get_executor(pure=False)
        self._counted = (0.0, 1)
        try:
            self._check()
        except BaseException:
            self.close(now=True)
            raise

    def _check(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=FIRST_WORKER_SECONDS)
            told = self._client.run(prepare, self._setup)
        except TimeoutError:
            raise UsageError(
                "No worker has joined the scheduler.", "Start some with 'dask worker'."
            ) from None
        except Exception as error:
            raise UsageError(
                f"The workers cannot run Fonds: {type(error).__name__}: {error}.",
                "Install the same version of fonds[cluster] on every machine.",
            ) from error
        for worker, problem in sorted(told.items()):
            if problem:
                raise UsageError(f"Worker {worker}: {problem[0]}", problem[1])

    @property
    def slots(self) -> int:
        """Return how many tasks run at once; at least one, for workers still to come."""
        when, slots = self._counted
        if time.monotonic() - when > COUNT_SECONDS:
            slots = max(1, sum(self._client.nthreads().values()))
            self._counted = (time.monotonic(), slots)
        return slots

    def submit(self, seconds: float, function: Callable[..., Any], *args: Any) -> Future[Any]:
        """See :class:`pipeline.executors.Executor`."""
        return self._submit(False, seconds, function, args)

    def submit_alone(self, seconds: float, function: Callable[..., Any], *args: Any) -> Future[Any]:
        """See :class:`pipeline.executors.Executor`."""
        return self._submit(True, seconds, function, args)

    def _submit(
        self, alone: bool, seconds: float, function: Callable[..., Any], args: tuple[Any, ...]
    ) -> Future[Any]:
        promise: Future[Any] = Future()
        promise.set_running_or_notify_cancel()
        sent = self._executor.submit(perform, self._setup, alone, seconds, function, args)
        sent.add_done_callback(partial(_resolve, promise))
        return promise

    def close(self, *, now: bool) -> None:
        """See :class:`pipeline.executors.Executor`; pages under way elsewhere keep themselves."""
        self._token.unlink(missing_ok=True)
        if not now:
            self._client.run(dismiss, self._setup.run, on_error="ignore")
        self._executor.shutdown(wait=False)
        self._client.close(timeout=5)


def connect(
    address: str,
    output: Path,
    delivery: Path,
    languages: tuple[str, ...],
    most_bytes: int,
    limits: Limits,
) -> Cluster:
    """Return the cluster at ``address``, checked; raises UsageError, MissingProgram."""
    run = uuid.uuid4().hex
    fingerprint = run_fingerprint(languages)
    setup = Setup(run, str(output), str(delivery), languages, fingerprint, most_bytes, limits)
    return Cluster(address, setup)


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise MissingProgram(
            "Dask is not installed.", "Run: pip install 'fonds[cluster]', on every machine."
        ) from None
    return distributed


def _resolve(promise: Future[Any], sent: Future[Any]) -> None:
    """Settle a promise by what came back, or by the way in which nothing came."""
    if sent.cancelled():
        promise.set_exception(
            UsageError(
                "The connection with the cluster was lost.",
                "See that the scheduler runs, and run again; what was read is kept.",
            )
        )
    elif sent.exception() is not None:  # Dask has tried several machines, and lost them all
        promise.set_exception(WorkerDied(None))
    else:
        done, value = sent.result()
        if done:
            promise.set_result(value)
        else:
            promise.set_exception(value)
