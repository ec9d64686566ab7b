"""Running a program and measuring it."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pipeline.errors import FondsError
from pipeline.evaluation.bench.memory import Peak, Watch
from pipeline.model import Frozen


class Cost(Frozen, frozen=True, kw_only=True):
    """Wall and CPU seconds, memory, exit code. CPU and memory include all child processes."""

    seconds: float
    cpu_seconds: float
    code: int = 0
    peak: Peak = Peak()


class PeerFailed(FondsError):
    """A peer ended with an error; its row in the table says so."""


def run(
    command: Sequence[str],
    stdout: Path,
    environment: Mapping[str, str] = {},
    tell: Callable[[Watch], object] = id,
) -> Cost:
    """Run a program with its output in a file, errors in ``<file>.err``.

    ``tell`` is given the watch over its memory when it has ended. ``wait4`` gives the CPU
    time of the program and of the children that it waited for.
    """
    start = time.perf_counter()
    with stdout.open("wb") as out, Path(f"{stdout}.err").open("wb") as err:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env={**os.environ, **environment},
        )
        with Watch(process.pid) as watch:
            _, status, usage = os.wait4(process.pid, 0)
    tell(watch)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(
        seconds=time.perf_counter() - start,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        code=process.returncode,
        peak=watch.peak,
    )


def last_words(stdout: Path) -> str:
    """Return the last line of a program's error output."""
    lines = Path(f"{stdout}.err").read_text(errors="replace").strip().splitlines()
    return lines[-1].strip() if lines else "no message"
