"""Delivered images in PDFs: their own bytes where PDF can hold them, else the same pixels."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin

from pipeline.errors import ReadFailure
from pipeline.exports.jpeg_strips import joined
from pipeline.exports.pdf import Made, save
from pipeline.exports.png_data import idat
from tests.exports import papers, readers
from tests.exports.papers import DPI, HUNGARIAN


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    written = BytesIO()
    picture.save(written, kind, dpi=(DPI, DPI), **options)
    return written.getvalue()


def export(folder: Path, data: bytes, kind: str, pages: int = 1) -> tuple[Path, Made]:
    # A point a pixel, so that pages can be drawn pixel by pixel.
    shown = [replace(papers.hungarian(), number=i + 1, dpi=72, judgements=()) for i in range(pages)]
    record = papers.delivered(folder, data, f"scan.{kind}", f"image/{kind}", *shown)
    return folder / "made.pdf", save(record, folder / f"scan.{kind}", folder / "made.pdf")


class Held(Struct, frozen=True):
    """An image as a PDF holds it."""

    data: bytes
    coding: str
    picture: Any


def image_of(path: Path, number: int = 0) -> Held:
    with pikepdf.open(path) as pdf:
        stream: Any = pdf.pages[number].resources.XObject.Im0
        picture = pikepdf.PdfImage(stream).as_pil_image()
        picture.load()
        return Held(bytes(stream.read_raw_bytes()), str(stream.Filter), picture)


def pixels(path: Path, number: int = 0) -> NDArray[np.uint8]:
    """The page as PDFium draws it, a pixel a pixel."""
    return np.asarray(pypdfium2.PdfDocument(path)[number].render(scale=1).to_pil().convert("RGB"))


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_jpeg_goes_in_as_it_is(tmp_path: Path, mode: str) -> None:
    data = saved(papers.scan().convert(mode), "JPEG")
    path, said = export(tmp_path, data, "jpeg")
    assert image_of(path).data == data
    assert said.conformance == "PDF/A-2b"
    assert readers.pdfium(path) == readers.poppler(path) == list(HUNGARIAN)


def test_png_keeps_its_compressed_pixels(tmp_path: Path) -> None:
    data = saved(papers.scan(), "PNG")
    path, _ = export(tmp_path, data, "png")
    assert image_of(path).data == idat(data)
    assert np.array_equal(pixels(path)[..., 0], np.asarray(papers.scan()))


@pytest.mark.parametrize("mode", ["1", "P", "RGB", "RGBA", "LA", "I;16", "CMYK"])
def test_every_kind_of_pixel_looks_the_same(tmp_path: Path, mode: str) -> None:
    colours = papers.scan().convert("RGB")
    if mode == "I;16":
        deep = np.asarray(papers.scan()).astype(np.uint16) * 257
        picture, kind = Image.fromarray(deep), "TIFF"
    else:
        picture, kind = colours.convert(mode), "TIFF" if mode == "CMYK" else "PNG"
    if mode in ("RGBA", "LA"):
        picture.putalpha(Image.new("L", picture.size, 128))
    path, said = export(tmp_path, saved(picture, kind), kind.lower())
    if mode == "I;16":
        wanted = np.asarray(colours)
    elif mode in ("RGBA", "LA"):
        paper = Image.new("RGBA", picture.size, "white")
        wanted = np.asarray(Image.alpha_composite(paper, picture.convert("RGBA")).convert("RGB"))
    else:
        wanted = np.asarray(picture.convert("RGB"))
    seen = np.asarray(Image.fromarray(pixels(path)).convert("RGB"))
    assert np.abs(seen.astype(int) - wanted).max() <= 1
    assert said.conformance == "PDF/A-2b"


def test_black_and_white_is_packed_as_fax(tmp_path: Path) -> None:
    picture = papers.scan().convert("1")
    path, _ = export(tmp_path, saved(picture, "TIFF", compression="packbits"), "tiff")
    assert image_of(path).coding == "/CCITTFaxDecode"
    assert np.array_equal(pixels(path)[..., 0] > 127, np.asarray(picture))


@pytest.mark.parametrize("rows", [32, 2000])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_jpeg_in_tiff_is_not_coded_again(tmp_path: Path, mode: str, rows: int) -> None:
    pictures = [papers.scan().convert(mode), papers.scan().rotate(180).convert(mode)]
    data = saved(
        pictures[0],
        "TIFF",
        compression="jpeg",
        save_all=True,
        append_images=pictures[1:],
        tiffinfo={TiffImagePlugin.ROWSPERSTRIP: rows},
    )
    path, _ = export(tmp_path, data, "tiff", pages=2)
    with Image.open(BytesIO(data)) as tiff:
        for number in range(2):
            tiff.seek(number)
            held = image_of(path, number)
            assert held.coding == "/DCTDecode"
            if mode == "L":
                assert np.array_equal(np.asarray(held.picture), np.asarray(tiff))
            wanted = np.asarray(tiff.convert("RGB")).astype(int)
            assert np.abs(pixels(path, number)[..., :3] - wanted).max() <= 2
    assert path.stat().st_size < 1.05 * len(data) + 9000
    assert readers.pdfium(path, 2) == list(HUNGARIAN)


def test_strips_that_differ_are_not_joined() -> None:
    one, other = saved(papers.scan(64, 32), "JPEG"), saved(papers.scan(64, 32), "JPEG", quality=20)
    assert joined([one, other], b"", 64, 64, 32) is None
    assert joined([b"no jpeg"], b"", 64, 64, 32) is None
    assert joined([], b"", 64, 64, 32) is None
    assert joined([one[:40]], b"", 64, 32, 32) is None


@pytest.mark.parametrize("turn", range(1, 9))
def test_photographs_stand_as_a_viewer_shows_them(tmp_path: Path, turn: int) -> None:
    upright = np.asarray(papers.scan())
    stored = {
        1: upright, 2: upright[:, ::-1], 3: upright[::-1, ::-1], 4: upright[::-1],
        5: upright.T, 6: np.rot90(upright), 7: upright[::-1, ::-1].T, 8: np.rot90(upright, -1),
    }[turn]  # fmt: skip
    exif = Image.Exif()
    exif[0x112] = turn
    picture = Image.fromarray(np.ascontiguousarray(stored))
    path, _ = export(tmp_path, saved(picture, "PNG", exif=exif), "png")
    assert np.abs(pixels(path)[..., 0].astype(int) - upright).max() <= 1
    assert readers.pdfium(path) == list(HUNGARIAN)


def test_jpeg_2000_goes_in_as_it_is(tmp_path: Path) -> None:
    data = saved(papers.scan().convert("RGB"), "JPEG2000")
    path, _ = export(tmp_path, data, "jp2")
    assert image_of(path).data == data


def test_an_image_cut_short_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadFailure):
        export(tmp_path, saved(papers.scan(), "TIFF")[:3000], "tiff")
