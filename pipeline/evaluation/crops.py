"""Pieces of page pictures beside the fields that were missed, where the scans are at hand."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ReadFailure
from pipeline.evaluation.evaluate import DocumentScore, find_record
from pipeline.evaluation.fields import Miss
from pipeline.evaluation.truth import TruthDocument
from pipeline.model import Box, Evidence, Frozen, Record
from pipeline.settings import PageSettings
from pipeline.stages.rasterise import rasterise

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MARGIN = 40  # pixels of the page around a box
WIDEST = 700
HEAD = 0.3  # share of the first page that is shown where nothing was read

Cut = Callable[[int, Box | None], str]


class ShownMiss(Frozen, frozen=True, kw_only=True):
    """A miss for the HTML report; ``picture`` is a data URI, empty without a scan."""

    document: str
    field: str
    wanted: str
    read: str
    picture: str


def shown(
    scores: Sequence[DocumentScore], records: Sequence[Record], folder: Path
) -> Iterator[ShownMiss]:
    """Every miss with the place it was read from, or the head of the page if nothing was."""
    for score in scores:
        record = find_record(TruthDocument(path=score.file, pages=()), tuple(records))
        cut = cutter(folder / Path(score.file).name, record)
        for miss in score.misses:
            yield ShownMiss(
                document=score.file,
                field=miss.field,
                wanted="; ".join(miss.wanted),
                read="; ".join(miss.read),
                picture=_picture(miss, cut),
            )


def _picture(miss: Miss, cut: Cut) -> str:
    where: Evidence | None = miss.evidence[0] if miss.evidence else None
    return cut(where.page, where.box) if where else cut(1, None)


def cutter(file: Path, record: Record | None) -> Cut:
    """What cuts pieces out of a scan; every page is drawn once."""
    pages: dict[int, Picture | None] = {}

    def page(number: int) -> Picture | None:
        if number not in pages:
            pages[number] = _drawn(file, record, number)
        return pages[number]

    def cut(number: int, box: Box | None) -> str:
        image = page(number)
        if image is None:
            return ""
        return _uri(image.crop(_around(box, image.width, image.height)))

    return cut


def _drawn(file: Path, record: Record | None, number: int) -> Picture | None:
    """A page as it was drawn for reading; None where there is no scan of it."""
    from PIL import Image

    if record is None or not file.is_file():
        return None
    try:
        drawn = rasterise(file, record.source.media_type, number, PageSettings())
    except ReadFailure:
        return None
    return Image.fromarray(drawn.image)


def _around(box: Box | None, width: int, height: int) -> Box:
    if box is None:
        return 0, 0, width, round(height * HEAD)
    x0, y0, x1, y1 = box
    return (
        max(0, x0 - MARGIN), max(0, y0 - MARGIN), min(width, x1 + MARGIN), min(height, y1 + MARGIN)
    )  # fmt: skip


def _uri(image: Picture) -> str:
    image.thumbnail((WIDEST, WIDEST))
    stream = io.BytesIO()
    image.convert("L").save(stream, "JPEG", quality=60)
    return "data:image/jpeg;base64," + base64.b64encode(stream.getvalue()).decode()
