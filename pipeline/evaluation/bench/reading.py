"""What a reader is to the bench: a function from the workload to what was read and its cost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath

import pipeline
from pipeline.evaluation.bench.process import Cost
from pipeline.evaluation.bench.workload import Workload
from pipeline.model import Frozen

Texts = dict[tuple[str, int], str]


class Reading(Frozen, frozen=True, kw_only=True):
    """What a reader read and what it cost; ``stages`` are CPU seconds, where it tells."""

    cost: Cost
    texts: Texts
    stages: dict[str, float] = {}


Reader = Callable[[Workload, int, Path], Reading]


class Peer(Frozen, frozen=True, kw_only=True):
    """A reader, the program it needs and how to install that."""

    read: Reader
    program: Callable[[], str | None]
    install: str = ""


def root() -> str:
    """Return the folder that holds the package, for the processes started here."""
    return str(PurePath(pipeline.__file__ or ".").parent.parent)
