"""Worker processes, each with a pipe of its own: one that hangs or dies costs one task.

A worker is a fresh interpreter in a session of its own, so that Ctrl-C does not reach it
nor the programs it starts, and all of them can be killed together. A dead worker shows at
once as the end of its pipe, whatever its exit code; time limits go by the monotonic clock,
which nobody sets.
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from contextlib import suppress
from multiprocessing.connection import Pipe, wait
from typing import Any

# A worker imports large libraries before it says that it is ready.
START_SECONDS = 120.0
# No task may take longer, in seconds, whatever it was given: waiting knows no larger numbers.
LONGEST = 7 * 86_400.0
PROGRAM = "import sys; sys.path[:] = {path!r}; from pipeline.serving import serve; serve({handle})"
Task = tuple[Future[Any], float, bytes]


class WorkerDied(Exception):
    """A worker ended while it had a task; ``code`` is as of :mod:`subprocess`."""

    def __init__(self, code: int | None) -> None:
        """Keep the exit code; negative is the number of a signal."""
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        """Say how it ended, where that is known."""
        return (
            "the worker was lost"
            if self.code is None
            else f"the worker ended with code {self.code}"
        )


class _Worker:
    """A process, its pipe and what it is doing."""

    def __init__(self, start: bytes) -> None:
        self.pipe, theirs = Pipe()
        program = PROGRAM.format(path=sys.path, handle=theirs.fileno())
        flags = subprocess._args_from_interpreter_flags()  # type: ignore[attr-defined]
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, *flags, "-c", program],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self.future: Future[Any] | None = None
        self.ready = False
        self.served = 0
        self.deadline = time.monotonic() + START_SECONDS
        with suppress(OSError):  # it is dead already: its pipe ends
            self.pipe.send_bytes(start)

    @property
    def idle(self) -> bool:
        return self.ready and self.future is None

    def give(self, future: Future[Any], seconds: float, task: bytes) -> None:
        self.future, self.served = future, self.served + 1
        bounded = seconds if seconds < LONGEST else LONGEST  # not min(): it passes NaN on
        self.deadline = time.monotonic() + bounded
        with suppress(OSError):  # as above
            self.pipe.send_bytes(task)

    def end(self) -> int:
        """Kill the worker and every program it started; return its exit code."""
        # Before it is waited for: until then its number cannot be given to another group.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.pipe.close()
        return self.process.wait()


class Pool:
    """At most ``size`` workers, started when needed, replaced after ``tasks`` tasks each."""

    def __init__(self, size: int, tasks: int, start: Callable[[], None]) -> None:
        """Start nothing yet; ``start`` is called once in every worker."""
        self._size, self._tasks = size, tasks
        self._start = pickle.dumps(start)
        self._waiting: deque[Task] = deque()
        self._workers: list[_Worker] = []
        self._ending = self._now = False
        self._bell, self._rung = socket.socketpair()
        self._bell.setblocking(False)
        self._rung.setblocking(False)
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def submit(self, seconds: float, function: Callable[..., Any], *args: Any) -> Future[Any]:
        """Start ``function(*args)``; the future may fail with TimeoutError or WorkerDied."""
        future: Future[Any] = Future()
        try:
            task = pickle.dumps((function, args))
        except Exception as error:
            future.set_exception(error)
            return future
        self._waiting.append((future, seconds, task))
        with self._starting:  # tasks may come from several threads
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="workers", daemon=True)
                self._thread.start()
        self._ring()
        return future

    def close(self, *, now: bool) -> None:
        """End the workers; ``now``: without waiting for what is under way."""
        self._ending, self._now = True, now
        if self._thread is not None:
            self._ring()
            self._thread.join()
        self._bell.close()
        self._rung.close()

    def _ring(self) -> None:
        with suppress(BlockingIOError):  # nobody has listened for long: it is rung already
            self._bell.send(b".")

    # --- in the thread that looks after the workers ---

    def _run(self) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
        problem = "the workers were stopped"
        try:
            while not self._ended():
                self._assign()
                self._listen()
                self._end_the_late()
        except OSError as error:  # no more processes, pipes or memory to be had
            problem = f"no worker can be started: {error}"
        finally:
            self._clear(BrokenExecutor(problem))

    def _ended(self) -> bool:
        busy = self._waiting or any(worker.future for worker in self._workers)
        return self._ending and (self._now or not busy)

    def _assign(self) -> None:
        """Give waiting tasks to idle workers; start as many more as there is work for."""
        for worker in [one for one in self._workers if one.idle]:
            task = self._next()
            if task is None:
                return
            worker.give(*task)
        starting = sum(not worker.ready for worker in self._workers)
        room = min(self._size - len(self._workers), len(self._waiting) - starting)
        self._workers += [_Worker(self._start) for _ in range(room)]

    def _next(self) -> Task | None:
        """Return the next task that nobody has cancelled."""
        while self._waiting:
            task = self._waiting.popleft()
            if task[0].set_running_or_notify_cancel():
                return task
        return None

    def _listen(self) -> None:
        """Wait until a worker or the bell has something to say, or a time limit is over."""
        pipes: dict[Any, _Worker] = {worker.pipe: worker for worker in self._workers}
        busy = [one.deadline for one in self._workers if not one.idle]
        limit = max(0.0, min(busy) - time.monotonic()) if busy else None
        for one in wait([self._rung, *pipes], limit):
            if one is self._rung:
                with suppress(BlockingIOError):
                    self._rung.recv(4096)
            else:
                self._hear(pipes[one])

    def _hear(self, worker: _Worker) -> None:
        """Take what a worker says: that it is ready, or how its task ended."""
        try:
            said = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            self._bury(worker, None)
            return
        if not worker.ready:
            worker.ready = True
            return
        future, worker.future = worker.future, None
        if future is not None:
            _resolve(future, said)
        if worker.served >= self._tasks:
            self._bury(worker, None)

    def _end_the_late(self) -> None:
        now = time.monotonic()
        for worker in [one for one in self._workers if not one.idle and one.deadline <= now]:
            self._bury(worker, TimeoutError("not finished in time"))

    def _bury(self, worker: _Worker, error: Exception | None) -> None:
        """Remove a worker; its task, or the next one if it never got ready, has failed."""
        self._workers.remove(worker)
        code = worker.end()
        future = worker.future
        if not worker.ready and (task := self._next()) is not None:
            future = task[0]
        if future is not None:
            future.set_exception(error or WorkerDied(code))

    def _clear(self, error: Exception) -> None:
        while (task := self._next()) is not None:
            task[0].set_exception(error)
        for worker in list(self._workers):
            self._bury(worker, error)


def _resolve(future: Future[Any], said: bytes) -> None:
    """Settle a future by what its worker sent."""
    try:
        done, value = pickle.loads(said)
    except Exception as error:  # a worker that was overwritten says anything
        done, value = False, error
    if done:
        future.set_result(value)
    else:
        future.set_exception(value)
