"""What one run learned about unchanged files, kept for the next run.

A file counts as unchanged if its name, size, modification time and change time are.
The risk: bytes that change without any of these (a failing disk, a clock set back, a
network file system that keeps no change time) are not noticed, in bags neither. The
cache folder can be deleted at any time; then every file is hashed and opened again.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from pipeline.files import atomic
from pipeline.intake.assemble import Outcome, outcome_of
from pipeline.intake.types import Discovery, Known, Probed, StatKey
from pipeline.model import Frozen

KnownFiles = Mapping[StatKey, Known]
_FORMAT = "fonds intake 2"


class _Stored(Frozen, frozen=True, kw_only=True):
    made_by: str
    files: list[tuple[StatKey, Known]]


def load_known(path: Path) -> dict[StatKey, Known]:
    """Read the cache file; empty if it is missing, garbled or of other versions."""
    try:
        stored = msgspec.json.decode(path.read_bytes(), type=_Stored)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}
    return dict(stored.files) if stored.made_by == _made_by() else {}


def save_known(path: Path, known: KnownFiles) -> None:
    """Write the cache file in one step. Raises OSError if the folder cannot be written."""
    stored = _Stored(made_by=_made_by(), files=sorted(known.items(), key=lambda item: item[0]))
    with atomic(path) as stream:
        stream.write(msgspec.json.encode(stored))


def remember(discovery: Discovery, outcomes: Mapping[str, Outcome]) -> dict[StatKey, Known]:
    """Return what to keep for the next run: checksums, and successful probes.

    Failures are not kept: a newer library may open what this one cannot.
    """
    known = {}
    for candidate in discovery.candidates:
        outcome = outcome_of(candidate, outcomes)
        entry = Known(
            digests=candidate.digests,
            media_type=candidate.media_type,
            probed=outcome if isinstance(outcome, Probed) else None,
        )
        known.update(dict.fromkeys(candidate.stats, entry))
    return known


def _made_by() -> str:
    """Name the versions a probe depends on, without importing the libraries."""
    return ", ".join([_FORMAT, *(f"{name} {_version(name)}" for name in ("pikepdf", "pillow"))])


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
