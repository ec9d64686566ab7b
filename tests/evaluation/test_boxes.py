"""What a value quotes stands at its box: cut out of the scan and read again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import msgspec
import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from pipeline.engines import Grey
from pipeline.flow import engines
from pipeline.model import Evidence, Record, Value
from pipeline.rules.fold import letters
from pipeline.settings import PageSettings
from pipeline.stages.rasterise import rasterise

SAMPLES = Path(__file__).parents[2] / "samples"
# A Hungarian photocopy with stamps, an English memo, a Chinese telegram.
FEW = ("hu-letter-stamps.jpg", "en-memo.pdf", "zh-telegram.pdf")
ALIKE = 0.75  # a strip read alone has other slips than one read with its page
MARGIN = 8


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> tuple[Record, ...]:
    """The records of a real run."""
    folder = tmp_path_factory.mktemp("boxes")
    for name in FEW:
        (folder / name).write_bytes((SAMPLES / name).read_bytes())
    output = tmp_path_factory.mktemp("read") / "out"
    command = [sys.executable, "-m", "pipeline.cli", "ingest", str(folder), "-o", str(output)]
    subprocess.run([*command, "-q", "-j", "1"], check=True)
    paths = sorted((output / "records").iterdir())
    return tuple(msgspec.json.decode(path.read_bytes(), type=Record) for path in paths)


def quoted(record: Record) -> Iterator[Evidence]:
    """Every quotation of a value that stands in one line of the running text.

    A stamp lies across other print; what is cut out there holds both.
    """
    for field in type(record.metadata).__struct_fields__:
        found = getattr(record.metadata, field)
        for value in found if isinstance(found, tuple) else (found,):
            if isinstance(value, Value):
                yield from (
                    each
                    for each in value.evidence
                    if "\n" not in each.text and each.start is not None
                )


def cut(record: Record, evidence: Evidence) -> Grey:
    """The piece of the scan that a quotation names, with a little paper around it."""
    file = SAMPLES / record.source.paths[0]
    drawn = rasterise(file, record.source.media_type, evidence.page, PageSettings()).image
    page = (
        drawn if drawn.ndim == 2 else np.asarray(cv2.cvtColor(drawn, cv2.COLOR_RGB2GRAY), np.uint8)
    )
    x0, y0, x1, y1 = evidence.box
    assert 0 <= x0 < x1 <= page.shape[1]
    assert 0 <= y0 < y1 <= page.shape[0]
    return page[max(0, y0 - MARGIN) : y1 + MARGIN, max(0, x0 - MARGIN) : x1 + MARGIN].copy()


def test_every_value_can_be_read_again_at_its_box(records: tuple[Record, ...]) -> None:
    """The words at the box are those that are quoted."""
    readers = engines(("en", "hu", "zh")).readers
    assert readers.latin is not None
    alike: list[float] = []
    for record in records:
        for evidence in quoted(record):
            strip = cut(record, evidence)
            han = any("\u3400" <= char <= "\u9fff" for char in evidence.text)
            reader = readers.han if han else readers.latin
            [reading] = reader.read([strip], ("en", "hu", "zh"))
            alike.append(similarity(letters(evidence.text), letters(reading.text)))
    assert len(alike) > 20
    assert sum(one >= ALIKE for one in alike) / len(alike) >= 0.95


def similarity(one: str, other: str) -> float:
    """How much of two texts is the same, 1 if the quotation is within what was read."""
    return 1.0 if one and one in other else Levenshtein.normalized_similarity(one, other)
