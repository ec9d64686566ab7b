"""What a worker process may use, and that it and its programs end with those who need them."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.settings import Limits

DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def start_worker(scratch: str, most_bytes: int, parent: int, limits: Limits) -> None:
    """Prepare a worker process: quiet, single-threaded, bounded, and gone with ``parent``.

    Temporary files go to a folder of its own in ``scratch``; those of workers that were
    killed are removed, so that they cannot add up.
    """
    import tempfile

    import cv2

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # at once, even inside a library
    _end_with_parent(parent)
    _sweep(Path(scratch))
    own = Path(scratch, str(os.getpid()))
    own.mkdir(mode=0o700, exist_ok=True)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    os.environ["TMPDIR"] = tempfile.tempdir = str(own)
    cv2.setNumThreads(1)
    logging.disable(logging.WARNING)
    _limit(most_bytes, limits)
    # Libraries in C complain there about every damaged byte, across the progress bar.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _limit(most_bytes: int, limits: Limits) -> None:
    """Bound memory, the size of any one file, and open files; programs started inherit it."""
    import resource

    files = min(limits.open_files, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    for what, most in (
        (resource.RLIMIT_DATA, most_bytes),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, files),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _sweep(scratch: Path) -> None:
    """Remove what workers left that are no more."""
    for folder in scratch.iterdir():
        if folder.name.isdigit() and not _lives(int(folder.name)):
            shutil.rmtree(folder, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's
    return True


def _end_with_parent(parent: int) -> None:
    """Ask Linux to end this process with its parent, and its programs with it.

    Elsewhere the end of the worker's pipe does the first; programs then run to their end.
    """
    if sys.platform != "linux":
        return
    ask = _prctl()
    ask()
    if os.getppid() != parent:  # it had ended before this could be asked for
        os._exit(1)
    start = subprocess.Popen.__init__

    def bound(self: Any, *args: Any, **options: Any) -> None:
        if options.get("preexec_fn") is None:
            options["preexec_fn"] = ask
        start(self, *args, **options)

    subprocess.Popen.__init__ = bound  # type: ignore[method-assign]


def _prctl() -> Callable[[], None]:
    """Return a function that asks for SIGKILL when the parent ends; ready for use after fork."""
    import ctypes

    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(DIE_WITH_PARENT, signal.SIGKILL)

    return ask
