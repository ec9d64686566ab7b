"""From a delivery to the documents in it: discovery, fixity, duplicates, safe opening.

Three steps, so that the middle one can run in worker processes::

    discovery = discover(path, limits, exclude=output, known=load_known(cache_file))
    outcomes = {c.sha256: probe(c.path, limits) for c in discovery.candidates if not c.probed}
    delivery = assemble(discovery, outcomes)
    save_known(cache_file, remember(discovery, outcomes))

:func:`open_delivery` does all three in this process.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pipeline.intake.assemble import Outcome, assemble, settle
from pipeline.intake.cache import load_known, remember, save_known
from pipeline.intake.copies import Opening, readable
from pipeline.intake.discover import Progress, check_apart, discover
from pipeline.intake.probe import probe
from pipeline.intake.secrets import NONE, Passwords
from pipeline.intake.types import (
    Candidate,
    Delivery,
    Discovery,
    Known,
    Probed,
    Refused,
    Skipped,
    Source,
    StatKey,
)
from pipeline.settings import Limits

__all__ = [
    "NONE",
    "Candidate",
    "Delivery",
    "Discovery",
    "Known",
    "Opening",
    "Outcome",
    "Passwords",
    "Probed",
    "Progress",
    "Refused",
    "Skipped",
    "Source",
    "StatKey",
    "assemble",
    "check_apart",
    "discover",
    "load_known",
    "open_delivery",
    "probe",
    "readable",
    "remember",
    "save_known",
    "settle",
]

_NOTHING: Mapping[StatKey, Known] = MappingProxyType({})


def open_delivery(
    path: Path,
    limits: Limits,
    *,
    exclude: Path | None = None,
    known: Mapping[StatKey, Known] = _NOTHING,
) -> Delivery:
    """Discover, probe in this process and assemble.

    Raises UsageError for a path that is no delivery and for a manifest that cannot be
    understood; whatever is wrong with single files is in the delivery.
    """
    discovery = discover(path, limits, exclude=exclude, known=known)
    outcomes = {
        candidate.sha256: probe(candidate.path, limits)
        for candidate in discovery.candidates
        if candidate.probed is None
    }
    return assemble(discovery, outcomes)
