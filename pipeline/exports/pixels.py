"""Page images for the exports that hold pixels, drawn as they were when they were read."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.model import Record
from pipeline.settings import PageSettings
from pipeline.stages.rasterise import rasterise

JPEG_QUALITY = 85


def drawn(path: Path, record: Record, number: int, kind: str) -> bytes:
    """Return page ``number`` of a source as PNG or JPEG; raises ReadFailure."""
    from PIL import Image

    page = pixels(path, record, number)
    stream = BytesIO()
    options = {"quality": JPEG_QUALITY, "optimize": True} if kind == "JPEG" else {}
    Image.fromarray(page).save(stream, kind, **options)
    return stream.getvalue()


def pixels(path: Path, record: Record, number: int) -> NDArray[np.uint8]:
    """Return page ``number`` as an array (grey or RGB); raises ReadFailure."""
    return rasterise(path, record.source.media_type, number, settings(record)).image


def settings(record: Record) -> PageSettings:
    """Return the settings with which the record's pages were drawn."""
    steps = [step.settings for step in record.processing if step.step == "rasterise"]
    said = steps[0] if steps else {}
    usual = PageSettings()
    return PageSettings(
        dpi=int(said.get("dpi", usual.dpi)),
        max_pixels=int(said.get("max_pixels", usual.max_pixels)),
    )
