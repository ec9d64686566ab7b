"""``fonds verify``: are records and sources still the bytes they were?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from pipeline import intake
from pipeline.errors import UsageError
from pipeline.files import DRAFT
from pipeline.manifest import NAME, Manifest
from pipeline.model import SourceInfo
from pipeline.settings import Limits
from pipeline.store import Store


class Mismatch(Struct, frozen=True):
    """A file that is not what it was, and how it differs."""

    file: str
    message: str

    def __str__(self) -> str:
        """Both in one line."""
        return f"{self.file}: {self.message}"


class _Source(Struct, frozen=True):
    """As much of a record as is needed."""

    source: SourceInfo


RECORD = msgspec.json.Decoder(_Source)
GARBLED = (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


def verify(output: Path, delivery: Path | None = None) -> tuple[int, list[Mismatch]]:
    """Return the number of records listed, and everything that differs.

    Raises UsageError where there is nothing to compare with, or a run is under way or was
    killed before it could write the list.
    """
    store = Store(output)
    listed = Manifest(output).digests
    if not listed:
        raise UsageError(f"There is no {NAME} in {output}.", "Run 'fonds ingest'; it writes it.")
    running, note = store.at_work()
    if running or note:
        what = "is under way" if running else "was killed"
        raise UsageError(
            f"A run in {output} {what} ({note}); its records are not listed yet.",
            "Wait until it has ended." if running else "Run 'fonds ingest' again, then verify.",
        )
    found = [*_records(store, listed)]
    if delivery is not None:
        found += _sources(store, listed, delivery)
    return len(listed), found


def _records(store: Store, listed: dict[str, str]) -> Iterator[Mismatch]:
    present = {path.name for path in store.records.iterdir() if not path.name.startswith(DRAFT)}
    for name in sorted(present | listed.keys()):
        if name not in listed:
            yield Mismatch(f"records/{name}", f"is not listed in {NAME}")
        elif (digest := store.record_digest(name)) is None:
            yield Mismatch(f"records/{name}", "is missing")
        elif digest != listed[name]:
            yield Mismatch(f"records/{name}", f"has the SHA-256 {digest}, not {listed[name]}")


def _sources(store: Store, listed: dict[str, str], delivery: Path) -> Iterator[Mismatch]:
    """Hash the delivery anew and compare it with what the records were made from."""
    actual: dict[str, str | None] = {}
    discovery = intake.discover(delivery, Limits(), exclude=store.root)
    for found in discovery.candidates:
        actual |= dict.fromkeys(found.paths, found.sha256)
    for refused in discovery.refused:
        actual |= dict.fromkeys(refused.paths, refused.sha256)
    for name in sorted(listed):
        try:
            source = RECORD.decode((store.records / name).read_bytes()).source
        except GARBLED:
            continue  # said already: its bytes are not those listed
        for path in source.paths:
            if path not in actual:
                yield Mismatch(path, f"is not in the delivery; records/{name} was made from it")
            elif actual[path] != source.sha256:
                yield Mismatch(path, f"differs from what records/{name} was made from")
