"""The inside of a worker process: tasks come through a pipe, answers go back."""

from __future__ import annotations

import os
import pickle
import signal
from multiprocessing.connection import Connection
from typing import Any


def serve(handle: int) -> None:
    """Run tasks from a pipe until it ends. The worker's whole life."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    os.set_inheritable(handle, False)
    pipe = Connection(handle)
    pickle.loads(pipe.recv_bytes())()
    pipe.send_bytes(b"ready")
    while True:
        try:
            task = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        pipe.send_bytes(_answer(task))


def _answer(task: bytes) -> bytes:
    """Run a task; whatever it raises is sent back, or at least described."""
    try:
        function, args = pickle.loads(task)
        answer: tuple[bool, Any] = (True, function(*args))
    except BaseException as error:
        answer = (False, error)
    try:
        packed = pickle.dumps(answer)
        if not answer[0]:
            pickle.loads(packed)  # not every library's exceptions survive the journey
    except Exception:
        packed = pickle.dumps((False, RuntimeError(f"{type(answer[1]).__name__}: {answer[1]}")))
    return packed
