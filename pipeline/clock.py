"""CPU time by stage, of this process and the programs it started."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


class Clock:
    """Adds up CPU seconds by stage."""

    def __init__(self) -> None:
        """Start with nothing spent."""
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Count what is spent inside the block under ``stage``."""
        start = _spent()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + _spent() - start


def _spent() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
