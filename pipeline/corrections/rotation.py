"""Which way up pages are, as people have said: such a page has to be read in that position."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from pipeline.corrections.files import documents, load
from pipeline.corrections.types import ROTATIONS, Change, Sheet
from pipeline.errors import ReadFailure
from pipeline.model import Half, Record, Rotation
from pipeline.store import Store


def of_scan(sheets: dict[tuple[int, Half | None], Sheet], number: int) -> tuple[Change, ...]:
    """Return the rotation told for a scan: it turns as a whole, whatever pages are on it."""
    sheet = sheets.get((number, None))
    changes = sheet.changes if sheet else ()
    return tuple(change for change in changes if change.kind == "rotation")


def rotations(output: Path, sha256: str) -> dict[int, Rotation]:
    """Return the rotations told for a document's scans, by their number.

    A damaged file of corrections tells none here; it is named when the record is written.
    """
    with suppress(ReadFailure):
        sheets = load(output, sha256)
        told = {number: of_scan(sheets, number) for number, half in sheets if number and not half}
        return {n: ROTATIONS[found[0].after] for n, found in sorted(told.items()) if found}
    return {}


def waiting(record: Record, told: dict[int, Rotation]) -> dict[int, Rotation]:
    """Return the rotations of scans that have not been read in that position yet."""
    read = {page.number: page.rotation for page in record.pages if page.failure is None}
    return {n: rotation for n, rotation in told.items() if read.get(n, rotation) != rotation}


def waiting_files(output: Path) -> Iterator[str]:
    """Return the delivered names of documents with a page to be read in another position.

    A damaged record is passed by: whoever validates is told of it.
    """
    decoder = msgspec.json.Decoder(Record)
    for sha256 in documents(output):
        told = rotations(output, sha256)
        for path in _records(output, sha256) if told else ():
            with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
                record = decoder.decode(path.read_bytes())
                if waiting(record, told):
                    yield record.source.paths[0]


def _records(output: Path, sha256: str) -> Iterable[Path]:
    return Store(output).records.glob(f"*-{sha256[:12]}.json")
