"""Pictures of pages for the screen, drawn from the delivery as they were for reading.

A picture is made in a worker process, within a time limit: what broke a reader can break
a viewer. Its name holds the document's hash, so a changed file never shows an old picture.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from msgspec import Struct

from pipeline.errors import FondsError
from pipeline.model import Record, SourceInfo
from pipeline.settings import PageSettings
from pipeline.stages.rasterise import rasterise

# The longer side in pixels: enough to read typescript on a screen.
LONGEST_SIDE = 1800
QUALITY = 72
SECONDS = 60.0


class Picture(Struct, frozen=True):
    """A picture to be made: of which page, how it was read, and where it goes."""

    source: str
    media_type: str
    number: int
    settings: PageSettings
    target: str


def picture_name(sha256: str, number: int) -> str:
    """Return the file name of a page's picture."""
    return f"{sha256[:16]}-{number:04d}.webp"


def settings_of(record: Record) -> PageSettings:
    """Return the settings that decided the pixels in which the record's boxes are."""
    told: dict[str, Any] = {}
    for step in record.processing:
        if step.step == "rasterise":
            told = {
                key: step.settings[key] for key in ("dpi", "max_pixels") if key in step.settings
            }
    return PageSettings(**told)


def delivered_file(source: SourceInfo, deliveries: tuple[Path, ...]) -> Path | None:
    """Return the delivered file with exactly these bytes, None if no delivery has it.

    Names come from records, so they are not trusted: only a file with the record's hash
    is ever opened as a document.
    """
    for delivery in deliveries:
        for path in source.paths:
            found = delivery if delivery.is_file() else delivery / path
            if _is_it(found, source):
                return found
    return None


def _is_it(path: Path, source: SourceInfo) -> bool:
    try:
        if not path.is_file() or path.stat().st_size != source.bytes:
            return False
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == source.sha256
    except (OSError, ValueError):
        return False


def draw(picture: Picture) -> str:
    """Write a picture; return why it could not be made, or nothing."""
    from PIL import Image

    try:
        raster = rasterise(
            Path(picture.source), picture.media_type, picture.number, picture.settings
        )
    except FondsError as error:
        return error.message
    image = Image.fromarray(raster.image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    target = Path(picture.target)
    draft = target.with_name(f".tmp-{target.name}")
    target.parent.mkdir(parents=True, exist_ok=True)
    image.save(draft, "WEBP", quality=QUALITY, method=3)
    draft.replace(target)
    return ""
