"""NDJSON: every record as it is, one a line, as ``fonds schema`` describes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from pipeline.exports.collection import Collection

NAME = "ndjson"
DESCRIPTION = "all records whole, one JSON object a line (jq, DuckDB, pandas, your own program)"
NEEDS_SOURCES = False

ENCODER = msgspec.json.Encoder(order="sorted")


def write(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
    """Write ``records.ndjson``."""
    with (folder / "records.ndjson").open("wb") as stream:
        for record in collection.records():
            stream.write(ENCODER.encode(record) + b"\n")
            progress()
