"""Draw the README's picture: a sample scan, its evidence boxes, and its record beside it.

Run from the project root after ``make ingest``: ``python -m samples.generator.picture``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageDraw, ImageFont

from pipeline.stages.pdf_page import PageImage, own_image

SAMPLE = Path("samples/hu-memo.pdf")
RECORDS = Path("output/records")
PICTURE = Path(".github/scan-and-record.png")
FACE = "/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf"
SIZE = (1180, 780)
SCAN_HEIGHT = 740
COLOURS = ("#c0392b", "#2471a3", "#1e8449", "#b9770e", "#7d3c98", "#117a65", "#a04000")
FIELDS = (
    "classification",
    "reference_numbers",
    "document_type",
    "place",
    "date",
    "subject",
    "signatory",
)


def draw() -> None:
    """Write the picture."""
    record = json.loads(next(RECORDS.glob(f"{SAMPLE.stem}-*.json")).read_text("utf-8"))
    with pikepdf.open(SAMPLE) as pdf:
        found = own_image(pdf.pages[0])
        assert isinstance(found, PageImage)
        image = found.decode()
    scale = SCAN_HEIGHT / image.height
    scan = image.convert("RGB").resize((round(image.width * scale), SCAN_HEIGHT))
    picture = Image.new("RGB", SIZE, "#f4f4f2")
    picture.paste(scan, (20, 20))
    pen = ImageDraw.Draw(picture)
    face = ImageFont.truetype(FACE, 15)
    x, y = scan.width + 60, 36
    pen.text((x, y), f"{record['source']['paths'][0]}  ->  record", fill="#222222", font=face)
    y += 40
    for colour, name in zip(COLOURS, FIELDS, strict=True):
        for value in _values(record["metadata"].get(name))[:1]:
            _box(pen, value, scale, colour)
            pen.rectangle((x, y + 3, x + 11, y + 14), fill=colour)
            pen.text(
                (x + 22, y), f"{name}: {_short(str(value['value']), 42)}", fill="#111111", font=face
            )
            seen = value["evidence"][0]
            note = f"page {seen['page']}, box {seen['box']}, confidence {value['confidence']:.2f}"
            pen.text(
                (x + 22, y + 21), f"“{_short(value['as_written'], 50)}”", fill="#555555", font=face
            )
            pen.text((x + 22, y + 42), note, fill="#888888", font=face)
            y += 76
    languages = ", ".join(f"{lang['code']} {lang['share']:.0%}" for lang in record["languages"])
    pen.text(
        (x, y + 10),
        f"languages: {languages}; pages: {len(record['pages'])}",
        fill="#111111",
        font=face,
    )
    picture.save(PICTURE, optimize=True)


def _values(found: Any) -> list[dict[str, Any]]:
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def _box(pen: ImageDraw.ImageDraw, value: dict[str, Any], scale: float, colour: str) -> None:
    for seen in value["evidence"]:
        if seen["page"] == 1:
            x0, y0, x1, y1 = (20 + side * scale for side in seen["box"])
            pen.rectangle((x0 - 2, y0 - 2, x1 + 2, y1 + 2), outline=colour, width=2)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


if __name__ == "__main__":
    draw()
