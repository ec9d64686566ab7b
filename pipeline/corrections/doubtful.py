"""Lines that deserve a look, as rows of a table that a person fills in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from pipeline.corrections.table import Row
from pipeline.corrections.types import HUMAN, Change
from pipeline.model import Record

DOUBTFUL = 0.8


def doubtful_lines(output: Path) -> Iterator[Row]:
    """Return lines that were read unsurely, each with an empty ``after``."""
    decoder = msgspec.json.Decoder(Record)
    for path in sorted((output / "records").glob("[!.]*.json")):
        record = decoder.decode(path.read_bytes())
        for page in record.pages:
            for line in (line for region in page.regions for line in region.lines):
                if line.confidence < DOUBTFUL and line.engine != HUMAN:
                    change = Change(kind="line", box=line.box, before=line.text)
                    yield Row(record.source.sha256, page.number, page.half, change)
