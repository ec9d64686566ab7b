"""What is exported: the records of an output folder, streamed, and their sources where at hand."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from pipeline.errors import UsageError
from pipeline.exports.selection import Filter
from pipeline.model import Record
from pipeline.store import DRAFT, Store

RECORD = msgspec.json.Decoder(Record)
GARBLED = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
# How intake writes bytes of a file name that are not UTF-8.
RAW_BYTE = re.compile(rb"\\x([0-9a-f]{2})")


class Collection(Struct, frozen=True):
    """Records to export.

    ``output`` is a folder written by ``fonds ingest``; ``delivery`` is where its sources
    lie (folder, bag or single file), for formats that hold pixels; ``where`` chooses
    records; ``base_url`` is where the export will be published; ``beside`` names the
    formats that are exported in the same run.
    """

    output: Path
    delivery: Path | None = None
    where: Filter | None = None
    base_url: str = ""
    beside: tuple[str, ...] = ()

    def names(self) -> list[str]:
        """Return the names of all record files, chosen or not, in order."""
        folder = Store(self.output).records
        if not folder.is_dir():
            raise UsageError(
                f"There are no records in {self.output}.",
                "Give a folder written by 'fonds ingest'.",
            )
        # Not by Path, which keeps every name that it has seen.
        with os.scandir(folder) as entries:
            found = (entry.name for entry in entries)
            names = [n for n in found if n.endswith(".json") and not n.startswith(DRAFT)]
        names.sort()
        return names

    def records(self) -> Iterator[Record]:
        """Return the chosen records in the order of their file names, one at a time.

        Raises UsageError for a file that is no record.
        """
        for name in self.names():
            record = _read(Store(self.output).records / name)
            if self.where is None or self.where.admits(record):
                yield record

    def name(self, record: Record) -> str:
        """Return a record's file name without ``.json``: short, ASCII, unique."""
        path = Store(self.output).record_name(record.source.paths[0], record.source.sha256)
        return path.removesuffix(".json")

    def record_path(self, record: Record) -> Path:
        """Return the file that holds a record; somebody may have given it another name."""
        folder = Store(self.output).records
        usual = folder / f"{self.name(record)}.json"
        if usual.is_file():
            return usual
        return next(folder.glob(f"*-{record.source.sha256[:12]}.json"), usual)

    def source_path(self, record: Record) -> Path | None:
        """Return the delivered file; None where it is not at hand or its bytes have changed."""
        if self.delivery is None:
            return None
        for path in record.source.paths:
            for candidate in _candidates(self.delivery, path):
                if candidate.is_file() and _sha256_of(candidate) == record.source.sha256:
                    return candidate
        return None

    def page_image(self, record: Record, number: int, kind: str = "PNG") -> bytes | None:
        """Return page ``number`` as PNG or JPEG: the pixels that the boxes refer to.

        None where the source is not at hand; raises ReadFailure where the page cannot be
        drawn, as may be one that has ``failure`` set. The two halves of a double page share
        one image, as they share a number.
        """
        path = self.source_path(record)
        if path is None:
            return None
        from pipeline.exports.pixels import drawn

        return drawn(path, record, number, kind)


def _read(path: Path) -> Record:
    try:
        return RECORD.decode(path.read_bytes())
    except GARBLED as error:
        raise UsageError(
            f"{path.name} is not a record: {error}.",
            "'fonds validate' shows what is wrong; move the file away or run 'fonds ingest'.",
        ) from error


def _candidates(delivery: Path, path: str) -> Iterator[Path]:
    """Return where a delivered path may lie; names that are not UTF-8 are turned back."""
    if delivery.is_file():
        yield delivery
        return
    yield delivery / path
    if "\\x" in path:
        raw = RAW_BYTE.sub(lambda match: bytes([int(match[1], 16)]), path.encode())
        yield delivery / os.fsdecode(raw)


def _sha256_of(path: Path) -> str:
    stat = path.stat()
    return _digest(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=64)
def _digest(path: Path, size: int, changed: int) -> str:
    """Return a file's SHA-256; read once for all pages of a document."""
    import hashlib

    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
