"""Taking stock of a delivery before it is read: hash, open in workers, remember."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from pipeline import intake
from pipeline.executors import Executor
from pipeline.intake import Candidate, Delivery, Discovery, Passwords, Probed
from pipeline.jobs import AGAIN, outcome
from pipeline.model import Failure
from pipeline.settings import Settings
from pipeline.store import Store
from pipeline.window import Window

# Documents being opened or waiting, for each worker.
AHEAD = 4
Outcomes = dict[str, Probed | Failure]


def take_stock(
    delivery: Path,
    settings: Settings,
    store: Store,
    executor: Executor,
    passwords: Passwords,
    only: frozenset[str] | None = None,
) -> Delivery:
    """Return the documents of a delivery, or of it ``only`` the named files.

    Raises UsageError for a path that is no delivery.
    """
    cache = store.cache / "delivery.json"
    known = intake.load_known(cache)
    discovery = intake.discover(delivery, settings.limits, exclude=store.root, known=known)
    wanted = discovery if only is None else _only(discovery, only)
    outcomes = _probe(wanted.candidates, settings, executor, passwords)
    intake.save_known(cache, intake.remember(discovery, outcomes))
    return intake.assemble(wanted, outcomes, strict=settings.strict)


def _only(discovery: Discovery, names: frozenset[str]) -> Discovery:
    return replace(
        discovery,
        candidates=tuple(one for one in discovery.candidates if names.intersection(one.paths)),
        refused=tuple(one for one in discovery.refused if names.intersection(one.paths)),
    )


def _probe(
    candidates: tuple[Candidate, ...], settings: Settings, executor: Executor, passwords: Passwords
) -> Outcomes:
    """Open documents that are not known yet, in workers: hostile files may crash them."""
    outcomes: Outcomes = {}
    limits = settings.limits

    def settle(candidate: Candidate, future: Future[Any]) -> None:
        found = outcome(future, Probed, limits.open_seconds)
        if isinstance(found, Failure) and found.reason in AGAIN:
            again = executor.submit_alone(
                limits.open_seconds, intake.probe, candidate.path, limits, passwords
            )
            found = outcome(again, Probed, limits.open_seconds)
        outcomes[candidate.sha256] = found

    window = Window(lambda: AHEAD * executor.slots)
    for candidate in candidates:
        if candidate.probed is None:
            task = executor.submit(
                limits.open_seconds, intake.probe, candidate.path, limits, passwords
            )
            window.add(task, partial(settle, candidate))
    window.drain()
    return outcomes
