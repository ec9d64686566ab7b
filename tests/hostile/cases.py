"""Hostile files made at run time, each with how it must end: pages, or a reason."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Literal

import pikepdf
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from tests.intake.support import CATALOG, PAGE, pdf_bytes, raw_pdf

Made = Callable[[], bytes]
SAMPLE = Path(__file__).parents[2] / "samples" / "en-memo.pdf"
PASSWORD = "kulcs-őrző"
LYING_TREE = b"<</Type/Pages/Count 9999/Kids[3 0 R]>>"
CUTS = 20
# How the sample with flipped bits ends, by seed.
ROTTEN = "pages pages pages pages damaged pages damaged pages pages damaged"


def pages_below(kids: bytes, *more: bytes) -> bytes:
    """Return a PDF with such a page tree; object 3 is a page."""
    return raw_pdf(CATALOG, b"<</Type/Pages/Count 1/Kids[" + kids + b"]>>", PAGE, *more)


def boxed(box: bytes, more: bytes = b"") -> bytes:
    """Return a PDF with a page of that box, with a square drawn on it."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[" + box + b"]/Contents 4 0 R" + more + b">>"
    content = b"<</Length 15>>stream\n0 0 5 5 re f    \nendstream"
    return raw_pdf(CATALOG, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", page, content)


def pictured(width: int, height: int, data: bytes, decode: bytes = b"/FlateDecode") -> bytes:
    """Return a PDF whose page is one grey image."""
    image = (
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Filter %s/Length %d>>stream\n%s\nendstream"
    ) % (width, height, decode, len(data), data)
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</XObject<</I 5 0 R>>>>>>"
    )
    content = b"<</Length 30>>stream\nq 595 0 0 842 0 0 cm /I Do Q  \nendstream"
    return raw_pdf(CATALOG, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", page, content, image)


def zeros(count: int) -> bytes:
    """Return so many zeros, deflated."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(bytes(min(1 << 24, count - i))) for i in range(0, count, 1 << 24)]
    return b"".join(parts) + packer.flush()


def million_pages() -> bytes:
    """Return a PDF whose page tree claims, and by its wide nodes has, a million pages."""
    wide = b"<</Type/Pages/Count 1000/Parent 2 0 R/Kids[" + b"3 0 R " * 1000 + b"]>>"
    kids = b" ".join(b"%d 0 R" % number for number in range(4, 1004))
    tree = b"<</Type/Pages/Count 1000000/Kids[" + kids + b"]>>"
    return raw_pdf(CATALOG, tree, PAGE, *[wide] * 1000)


def deep_tree() -> bytes:
    """Return a PDF whose page lies below 5,000 nodes."""
    nodes = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (n + 1) for n in range(2, 5002)]
    return raw_pdf(CATALOG, *nodes, PAGE)


def locked(revision: Literal[3, 4, 6], user: str, owner: str = "owner") -> bytes:
    """Return the sample, encrypted (6 is AES-256, 4 AES-128, 3 RC4)."""
    target = BytesIO()
    with pikepdf.open(SAMPLE) as pdf:
        strength = pikepdf.Encryption(
            owner=owner, user=user, R=revision, aes=revision > 3, metadata=revision > 3
        )
        pdf.save(target, encryption=strength)
    return target.getvalue()


def rotten(seed: int, bits: int) -> bytes:
    """Return the sample with bits flipped."""
    data, chance = bytearray(SAMPLE.read_bytes()), random.Random(seed)
    for _ in range(bits):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def cut(part: int) -> bytes:
    """Return the beginning of the sample, ``part`` of CUTS + 1."""
    data = SAMPLE.read_bytes()
    return data[: len(data) * part // (CUTS + 1)]


def png_bomb(width: int, height: int) -> bytes:
    """Return a PNG of that size, all black, a few bytes for every megabyte."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zeros(min((width + 1) * height, 1 << 22))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def tiff_bomb(width: int, height: int) -> bytes:
    """Return a TIFF that claims to be so large, with one short strip."""
    tags = ImageFileDirectory_v2()
    strip = zeros(1 << 16)
    for tag, value in (
        (256, width), (257, height), (258, 8), (259, 8), (262, 1), (277, 1), (278, height),
        (279, len(strip)),
    ):  # fmt: skip
        tags[tag] = value
    tags[273] = 8
    target = BytesIO(b"II*\0\0\0\0\0" + strip)
    target.seek(0, 2)
    target.write(b"\0" * (target.tell() % 2))
    place = target.tell()
    tags.save(target)
    target.seek(4)
    target.write(struct.pack("<I", place))
    return target.getvalue()


def endless_tiff() -> bytes:
    """Return a TIFF whose list of frames leads back to its beginning."""
    target = BytesIO()
    Image.new("L", (20, 30), 255).save(target, "TIFF")
    data = bytearray(target.getvalue())
    [start] = struct.unpack_from("<I", data, 4)
    [count] = struct.unpack_from("<H", data, start)
    struct.pack_into("<I", data, start + 2 + 12 * count, start)
    return bytes(data)


def jp2_bomb(width: int, height: int) -> bytes:
    """Return a JPEG 2000 file whose header claims so many pixels."""
    target = BytesIO()
    Image.new("L", (64, 64), 7).save(target, "JPEG2000")
    data = target.getvalue().replace(struct.pack(">II", 64, 64), struct.pack(">II", height, width))
    return data.replace(
        b"\xff\x51\x00\x29\x00\x00" + struct.pack(">II", 64, 64),
        b"\xff\x51\x00\x29\x00\x00" + struct.pack(">II", width, height),
    )


def image(kind: str, size: tuple[int, int]) -> bytes:
    """Return a white image."""
    target = BytesIO()
    Image.new("L", size, 255).save(target, kind)
    return target.getvalue()


def nested_zip_stream() -> bytes:
    """Return a PDF whose image is deflated twice, and says that it is 268 MB."""
    once = zeros(1 << 24)
    return pictured(16384, 16384, zlib.compress(once * 16, 9), b"[/FlateDecode/FlateDecode]")


def with_script() -> bytes:
    """Return a PDF that wants to run a script, open a link and start a program."""
    catalog = (
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
        b"/AA<</WC<</S/Launch/F(/bin/true)>>>>/URI<</Base(http://127.0.0.1:9/)>>>>"
    )
    return raw_pdf(catalog, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", PAGE)


# A name: how it is made, and how it ends: "pages" if it becomes a record in which every
# page was read, else the reason, of the document or of a page.
CASES: dict[str, tuple[Made, str]] = {
    "empty.pdf": (lambda: b"", "empty"),
    "nul.pdf": (lambda: bytes(70_000), "not_a_document"),
    "html.pdf": (lambda: b"<!DOCTYPE html><title>404</title><script>x</script>", "not_a_document"),
    "zip.pdf": (lambda: b"PK\x03\x04" + bytes(400), "not_a_document"),
    "words.tif": (lambda: b"only words", "not_a_document"),
    "header.pdf": (lambda: b"%PDF-1.7\n", "damaged"),
    "garbage.pdf": (lambda: b"%PDF-1.4\n1 0 obj" + random.Random(5).randbytes(5000), "damaged"),
    "png-as-pdf.pdf": (lambda: image("PNG", (90, 60)), "pages"),
    "pdf-as-png.png": (lambda: pdf_bytes("x"), "pages"),
    "twice.pdf": (lambda: pdf_bytes("a") + pdf_bytes("b"), "pages"),
    "mail.pdf": (lambda: b"Received: by mail\r\n\r\n" + pdf_bytes("m"), "pages"),
    "no-pages.pdf": (lambda: raw_pdf(CATALOG, b"<</Type/Pages/Count 0/Kids[]>>"), "no_pages"),
    "cycle.pdf": (lambda: pages_below(b"3 0 R 2 0 R"), "damaged"),
    "cycle-below.pdf": (lambda: pages_below(b"4 0 R", b"<</Kids[4 0 R]>>"), "damaged"),
    "million.pdf": (million_pages, "too_many_pages"),
    "deep.pdf": (deep_tree, "damaged"),
    "lie.pdf": (lambda: raw_pdf(CATALOG, LYING_TREE, PAGE), "damaged"),
    "odd-kids.pdf": (lambda: pages_below(b"3 0 R null 7 (x)"), "pages"),
    "box-huge.pdf": (lambda: boxed(b"0 0 14400000 14400000"), "pages"),
    "box-long.pdf": (lambda: boxed(b"0 0 1 9000000"), "pages"),
    "box-none.pdf": (lambda: boxed(b"0 0 0 0"), "pages"),
    "box-words.pdf": (lambda: boxed(b"/a (b) null 3"), "pages"),
    "box-unit.pdf": (lambda: boxed(b"0 0 200 200", b"/UserUnit 900000"), "pages"),
    "script.pdf": (with_script, "pages"),
    "aes256.pdf": (lambda: locked(6, PASSWORD), "encrypted"),
    "aes128.pdf": (lambda: locked(4, "geheim"), "encrypted"),
    "rc4.pdf": (lambda: locked(3, "geheim"), "encrypted"),
    "aes256-empty.pdf": (lambda: locked(6, ""), "pages"),
    "bomb-flate.pdf": (lambda: pictured(30_000, 30_000, zeros(1 << 24)), "too_large"),
    "bomb-short.pdf": (lambda: pictured(20_000, 20_000, zeros(1000)), "pages"),
    "bomb-nested.pdf": (nested_zip_stream, "pages"),
    "bomb.png": (lambda: png_bomb(60_000, 60_000), "too_large"),
    "bomb.tif": (lambda: tiff_bomb(60_000, 60_000), "too_large"),
    "bomb.jp2": (lambda: jp2_bomb(60_000, 60_000), "too_large"),
    "wide.png": (lambda: image("PNG", (65_535, 40)), "pages"),
    "tall.tif": (lambda: image("TIFF", (40, 65_535)), "pages"),
    "wide.jpg": (lambda: image("JPEG", (65_500, 16)), "pages"),
    "one.png": (lambda: image("PNG", (1, 1)), "pages"),
    "endless.tif": (endless_tiff, "pages"),
    "cut.png": (lambda: image("PNG", (900, 900))[:-30], "unsupported_image"),
    "cut.jpg": (lambda: image("JPEG", (900, 900))[:300], "damaged"),
    "cut.jp2": (lambda: image("JPEG2000", (900, 900))[:90], "damaged"),
    "cut.tif": (lambda: image("TIFF", (900, 900))[:-5000], "unsupported_image"),
    # The sample's image stands at its end: without it the page would be empty, not read.
    **{f"cut-{part:02}.pdf": (partial(cut, part), "damaged") for part in range(1, CUTS + 1)},
    **{
        f"rot-{seed}.pdf": (partial(rotten, seed, 8 << seed % 5), how)
        for seed, how in enumerate(ROTTEN.split())
    },
}  # fmt: skip
