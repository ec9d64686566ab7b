"""The compressed pixels of a PNG file, as a PDF can hold them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Colour types of the header: grey, RGB, palette; the others have transparency.
OPAQUE = (0, 2, 3)


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Return the chunks of a PNG as (name, content)."""
    place = len(SIGNATURE)
    while place + 8 <= len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        yield data[place + 4 : place + 8], data[place + 8 : place + 8 + size]
        place += size + 12


def is_plain(path: Path) -> bool:
    """Tell whether a PNG has neither transparency nor interlacing, and bits that PDF knows."""
    with path.open("rb") as stream:
        data = stream.read()
    names = {name for name, _ in chunks(data)}
    header = data[16:29]
    return header[9] in OPAQUE and header[12] == 0 and b"tRNS" not in names


def palette(data: bytes) -> bytes:
    """Return the colours of a PNG with a palette, three bytes each."""
    return next(content for name, content in chunks(data) if name == b"PLTE")


def idat(data: bytes) -> bytes:
    """Return the compressed pixels of a PNG, in one piece."""
    return b"".join(content for name, content in chunks(data) if name == b"IDAT")
