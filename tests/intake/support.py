"""Broken and sound documents made at run time, and short views of a delivery."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image

from pipeline.intake import Delivery, Refused, Source, open_delivery
from pipeline.settings import Limits

LIMITS = Limits(max_pages=50)
Deliver = Callable[[dict[str, bytes]], Path]
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def pdf_bytes(title: str = "", pages: int = 1, password: str | None = None) -> bytes:
    """Return a PDF; different titles give different bytes."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    pdf.docinfo["/Title"] = title
    target = BytesIO()
    protection = None
    if password is not None:
        protection = pikepdf.Encryption(owner="owner", user=password)
    pdf.save(target, deterministic_id=protection is None, encryption=protection or False)
    return target.getvalue()


def raw_pdf(*objects: bytes) -> bytes:
    """Return a PDF of the objects as given, with a correct cross-reference table."""
    out = bytearray(b"%PDF-1.4\n")
    table = bytearray()
    for number, content in enumerate(objects, start=1):
        table += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    count = len(objects) + 1
    return bytes(
        out
        + (b"xref\n0 %d\n0000000000 65535 f \n" % count)
        + table
        + (b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (count, len(out)))
    )


def image_bytes(kind: str, frames: int = 1) -> bytes:
    """Return a small image in the format that Pillow calls ``kind``."""
    image = Image.new("L", (20, 30), 255)
    target = BytesIO()
    if frames > 1:
        image.save(target, kind, save_all=True, append_images=[image] * (frames - 1))
    else:
        image.save(target, kind)
    return target.getvalue()


def read(path: Path, exclude: Path | None = None) -> Delivery:
    """Open a delivery with small limits."""
    return open_delivery(path, LIMITS, exclude=exclude)


def sources(delivery: Delivery) -> list[Source]:
    """Return the documents that can be read."""
    return [item for item in delivery.items if isinstance(item, Source)]


def reasons(delivery: Delivery) -> dict[str, str]:
    """Return the reason code for each refused path."""
    return {
        path: item.failure.reason
        for item in delivery.items
        if isinstance(item, Refused)
        for path in item.paths
    }


def skips(delivery: Delivery) -> dict[str, str]:
    """Return the reason for each skipped path."""
    return {one.path: one.reason for one in delivery.skipped}
