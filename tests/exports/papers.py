"""Invented scans with their records: lines of words in known places, turned in any way."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
from PIL import Image

from pipeline.exports.collection import Collection
from pipeline.geometry import union
from pipeline.model import (
    Box,
    Direction,
    Judgement,
    Line,
    Page,
    Record,
    Region,
    Rotation,
    SourceInfo,
    Step,
    Word,
)
from tests.pages import GOOD, is_han
from tests.records import write

WIDTH, HEIGHT, DPI = 1240, 1754, 150
HUNGARIAN = ("Feljegyzés a pekingi tárgyalásról", "Őszinte (bizalmas) \\ szó: 100 %", "Budapest")
COLUMNS = ("中匈文化合作協定", "簽呈𠮷田主任", "三月廿四日")
OWN = (Judgement(what="rasterise", decision="own-image"),)
STEPS = (
    Step(step="rasterise", software="pikepdf 10", settings={"dpi": 300}),
    Step(step="recognise", software="tesseract 5.3.0", models={"hun": "sha256:ab"}),
    Step(step="metadata", software="fonds 0.1.0"),
)


def turned(box: Box, rotation: int) -> Box:
    """Return where an upright box lies on a page that must be turned to be upright."""
    x0, y0, x1, y1 = box
    return {
        0: box,
        90: (y0, WIDTH - x1, y1, WIDTH - x0),
        180: (WIDTH - x1, HEIGHT - y1, WIDTH - x0, HEIGHT - y0),
        270: (HEIGHT - y1, x0, HEIGHT - y0, x1),
    }[rotation]


def row(text: str, top: int, rotation: int = 0, fall: float = 0.0) -> Line:
    """Return a horizontal line; ``fall`` is how many pixels it falls for each along."""
    words, left = [], 120
    for part in text.split(" "):
        y = top + round(fall * left)
        box = (left, y, left + 16 * len(part), y + 34)
        words.append(Word(text=part, box=turned(box, rotation), confidence=0.91))
        left += 16 * (len(part) + 1)
    return _line(text, words)


def column(text: str, right: int, rotation: int = 0) -> Line:
    """Return a column of Chinese characters."""
    words = []
    for i, character in enumerate(text):
        box = (right - 40, 150 + 52 * i, right, 150 + 52 * i + 30)
        words.append(Word(text=character, box=turned(box, rotation), confidence=0.8))
    return _line(text, words)


def _line(text: str, words: list[Word]) -> Line:
    script = "Hani" if is_han(text) else "Latn"
    box = union([word.box for word in words])
    return Line(
        text=text, box=box, script=script, confidence=0.9, engine="invented", words=tuple(words)
    )


def page(lines: list[Line], rotation: Rotation = 0, direction: Direction = "horizontal") -> Page:
    """Return a page of these lines."""
    flat = rotation in (90, 270)
    regions = (Region(kind="body", box=(0, 0, 100, 100), order=0, lines=tuple(lines)),)
    return Page(
        number=1,
        width=HEIGHT if flat else WIDTH,
        height=WIDTH if flat else HEIGHT,
        dpi=DPI,
        rotation=rotation,
        direction=direction,
        language="zh-Hant" if direction == "vertical-rl" else "hu",
        quality=GOOD,
        text="\n".join(line.text for line in lines),
        regions=regions if lines else (),
        judgements=OWN,
    )


def hungarian(rotation: Rotation = 0, fall: float = 0.0) -> Page:
    """Return a Hungarian page."""
    lines = [row(text, 200 + 60 * i, rotation, fall) for i, text in enumerate(HUNGARIAN)]
    return page(lines, rotation)


def chinese(rotation: Rotation = 0) -> Page:
    """Return a page of Chinese columns, read from right to left."""
    lines = [column(text, 1100 - 90 * i, rotation) for i, text in enumerate(COLUMNS)]
    return page(lines, rotation, "vertical-rl")


def record(data: bytes, path: str, media_type: str, *pages: Page) -> Record:
    """Return the record of a file."""
    sha256 = hashlib.sha256(data).hexdigest()
    source = SourceInfo(
        paths=(path,), sha256=sha256, bytes=len(data), media_type=media_type, pages=len(pages)
    )
    return Record(
        id=f"fonds:sha256:{sha256}",
        source=source,
        quality=GOOD,
        title="Feljegyzés <1957> & más",
        pages=pages,
        processing=STEPS,
    )


def scan(width: int = WIDTH, height: int = HEIGHT) -> Image.Image:
    """Return a grey picture with something on it."""
    rows = np.linspace(255, 180, height)[:, None] + 20 * np.sin(np.arange(width) / 9)[None, :]
    return Image.fromarray(np.clip(rows, 0, 255).astype(np.uint8))


def jpeg(picture: Image.Image) -> bytes:
    """Return a picture as JPEG."""
    written = BytesIO()
    picture.save(written, "JPEG", quality=70, dpi=(DPI, DPI))
    return written.getvalue()


def pdf_of(shown: Page, rotate: int = 0, before: bytes = b"", after: bytes = b"") -> pikepdf.Pdf:
    """Return a PDF of one scan that looks like ``shown`` and is stored turned by ``rotate``."""
    size = (shown.width, shown.height) if rotate in (0, 180) else (shown.height, shown.width)
    pdf = pikepdf.new()
    points = tuple(side * 72 / DPI for side in size)
    pdf.add_blank_page(page_size=points)  # type: ignore[arg-type]
    image = pikepdf.Stream(
        pdf,
        jpeg(scan(*size)),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=size[0],
        Height=size[1],
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray,
        Filter=pikepdf.Name.DCTDecode,
    )
    made = pdf.pages[0]
    made.obj.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(Im0=image), Font=pikepdf.Dictionary(F1=helvetica(pdf))
    )
    drawn = f"q {points[0]:.3f} 0 0 {points[1]:.3f} 0 0 cm /Im0 Do Q\n".encode()
    made.obj.Contents = pdf.make_stream(before + drawn + after)
    if rotate:
        made.obj.Rotate = rotate
    return pdf


def helvetica(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return a face that is not embedded."""
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )


def bytes_of(pdf: pikepdf.Pdf) -> bytes:
    """Return a PDF's bytes, the same for the same content."""
    written = BytesIO()
    pdf.save(written, deterministic_id=True)
    return written.getvalue()


def delivered(folder: Path, data: bytes, path: str, media_type: str, *pages: Page) -> Record:
    """Write a file into a delivery; return its record."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return record(data, path, media_type, *pages)


def collection(folder: Path, *records: Record) -> Collection:
    """Return a collection of these records, their files in ``folder/in``."""
    return Collection(write(folder / "out", *records), folder / "in", base_url="https://a.example")
