"""How much memory a program and all it starts hold at once, sampled while it runs.

Shared pages count once: proportional set sizes are added up, as the kernel tells them
(``/proc/<pid>/smaps_rollup``). Where it does not, nothing is measured.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from pipeline.model import Frozen

SECONDS = 0.25
PROC = Path("/proc")


class Peak(Frozen, frozen=True, kw_only=True):
    """The most bytes held at once: by all processes, the first one, any other one."""

    together: int = 0
    parent: int = 0
    worker: int = 0


class Watch:
    """Samples a process and its descendants until it is left; ``peak`` is the result.

    ``series`` holds every sample's sum in bytes, for those who ask whether it grows.
    """

    def __init__(self, process: int, seconds: float = SECONDS) -> None:
        """Watch the process with this number every so many seconds."""
        self.peak = Peak()
        self.series: list[int] = []
        self._process, self._seconds = process, seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        """Begin to sample."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Sample no more."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(self._seconds):
            held = {number: proportional(number) for number in family(self._process)}
            parent = held.pop(self._process, 0)
            together = parent + sum(held.values())
            self.series.append(together)
            self.peak = Peak(
                together=max(self.peak.together, together),
                parent=max(self.peak.parent, parent),
                worker=max(self.peak.worker, *held.values(), 0),
            )


def family(process: int) -> Iterator[int]:
    """Yield a process and all its descendants, workers in sessions of their own too."""
    children: dict[int, list[int]] = {}
    for place in PROC.glob("[0-9]*"):
        if (parent := _parent(place)) is not None:
            children.setdefault(parent, []).append(int(place.name))
    waiting = [process]
    while waiting:
        yield (one := waiting.pop())
        waiting += children.get(one, [])


def proportional(process: int) -> int:
    """Return the proportional set size of a process in bytes, 0 where it is not told."""
    try:
        lines = (PROC / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _parent(place: Path) -> int | None:
    """Return a process's parent; None if it ended meanwhile."""
    try:
        return int((place / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return None
