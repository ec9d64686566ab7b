"""Reading bytes for checksums: streamed, read-only, in bounded memory."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable

from pipeline.errors import ReadFailure
from pipeline.intake.kinds import HEAD_BYTES
from pipeline.intake.types import StatKey

_CHUNK = 1 << 20
EMPTY_SHA256 = hashlib.sha256(b"").hexdigest()
# Names in BagIt manifests ("sha3-256" in some) against those of hashlib.
_ALGORITHMS = {
    name.replace("_", ""): name
    for name in hashlib.algorithms_guaranteed
    if not name.startswith("shake")
}


def algorithm(name: str) -> str | None:
    """Return hashlib's name of a checksum, or None if it is not known here."""
    return _ALGORITHMS.get(name.lower().replace("-", "").replace("_", ""))


def first_bytes(path: str) -> bytes:
    """Return the beginning of a file. OSError passes through."""
    with open(path, "rb") as stream:
        return stream.read(HEAD_BYTES)


def digests(path: str, algorithms: Iterable[str]) -> dict[str, str]:
    """Return the checksums of a file, all from one reading.

    Raises ReadFailure("unreadable") if the file changes meanwhile (a copy still under
    way); OSError passes through.
    """
    sums = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
    with open(path, "rb", buffering=0) as stream:
        before = os.fstat(stream.fileno())
        while chunk := stream.read(_CHUNK):
            for one in sums.values():
                one.update(chunk)
        after = os.fstat(stream.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise ReadFailure("unreadable", "The file was being written to while it was read")
    return {name: one.hexdigest() for name, one in sums.items()}


def stat_key(name: str, stat: os.stat_result) -> StatKey:
    """Return what identifies an unchanged file in the cache.

    The change time is part of it because copying and unpacking programs set the
    modification time back, but cannot do so with the change time.
    """
    return (name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
