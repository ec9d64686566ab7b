"""What intake hands out: sources, refusals, skipped files and the steps in between."""

from __future__ import annotations

from pathlib import Path

from pipeline.model import Failure, Frozen

# Relative path, size, modification time and change time in nanoseconds.
StatKey = tuple[str, int, int, int]


class Skipped(Frozen, frozen=True, kw_only=True):
    """A file that is not a document: listed with the reason, never read further."""

    path: str
    reason: str


class Refused(Frozen, frozen=True, kw_only=True):
    """A document that cannot be read; ``sha256`` is None where there are no bytes."""

    paths: tuple[str, ...]
    sha256: str | None
    failure: Failure


class Probed(Frozen, frozen=True, kw_only=True):
    """What opening a document showed; depends on its bytes alone.

    ``locked``: it opens only with a password. ``odd``: only poppler can open it.
    """

    media_type: str
    pages: int
    repairs: tuple[str, ...] = ()
    encrypted: bool = False
    producer: dict[str, str] = {}
    locked: bool = False
    odd: bool = False


class Known(Frozen, frozen=True, kw_only=True):
    """What an earlier run learned about a file that has not changed since."""

    digests: dict[str, str]
    media_type: str
    probed: Probed | None = None


class Candidate(Frozen, frozen=True, kw_only=True):
    """A document by its content, hashed, not yet opened (unless ``probed`` is known).

    ``path`` opens the first copy. It is the name as the operating system has it, so it
    can hold surrogates and belongs in no record; ``paths`` are the names to show.
    ``stats`` are the cache keys of those copies that may be remembered.
    """

    path: str
    paths: tuple[str, ...]
    sha256: str
    bytes: int
    media_type: str
    notes: tuple[str, ...] = ()
    delivered: dict[str, str] = {}
    digests: dict[str, str] = {}
    stats: tuple[StatKey, ...] = ()
    probed: Probed | None = None


class Discovery(Frozen, frozen=True, kw_only=True):
    """A delivery sorted into candidates, refusals and skipped files."""

    root: Path
    candidates: tuple[Candidate, ...]
    refused: tuple[Refused, ...] = ()
    skipped: tuple[Skipped, ...] = ()


class Source(Frozen, frozen=True, kw_only=True):
    """One document to read; ``path`` opens it (see Probed for ``locked`` and ``odd``)."""

    path: str
    paths: tuple[str, ...]
    sha256: str
    bytes: int
    media_type: str
    pages: int
    repairs: tuple[str, ...] = ()
    encrypted: bool = False
    producer: dict[str, str] = {}
    delivered: dict[str, str] = {}
    locked: bool = False
    odd: bool = False


class Delivery(Frozen, frozen=True, kw_only=True):
    """Everything a delivery holds, in the order of the first paths."""

    root: Path
    items: tuple[Source | Refused, ...]
    skipped: tuple[Skipped, ...] = ()
