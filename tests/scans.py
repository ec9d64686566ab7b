"""Pages drawn at run time, PDFs around them, and the samples with their truth."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pikepdf
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz.distance import Levenshtein

from pipeline.evaluation.graphemes import graphemes
from pipeline.geometry import Quad
from pipeline.settings import PageSettings
from pipeline.stages.prepare import prepare
from pipeline.stages.rasterise import rasterise

Grey = NDArray[np.uint8]
SAMPLES = Path(__file__).parents[1] / "samples"
MEDIA_TYPES = {".pdf": "application/pdf", ".tif": "image/tiff", ".jpg": "image/jpeg",
               ".png": "image/png", ".jp2": "image/jp2"}  # fmt: skip
SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}


def typed(
    lines: Sequence[str],
    size: tuple[int, int] = (1240, 1754),
    letter: int = 30,
    pitch: int = 50,
    left: int = 110,
    top: int = 130,
) -> Grey:
    """Draw lines of text below each other, black on white."""
    picture = Image.new("L", size, 255)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(letter)
    for number, text in enumerate(lines):
        draw.text((left, top + pitch * number), text, font=font, fill=0)
    return np.array(picture, dtype=np.uint8)


def turned(page: Grey, clockwise: int) -> Grey:
    """Return the page turned clockwise, so that it no longer lies upright."""
    return np.ascontiguousarray(np.rot90(page, -clockwise // 90))


def skewed(page: Grey, degrees: float) -> Grey:
    """Return the page turned a little clockwise on white paper."""
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(page, turn, (width, height), borderValue=255), dtype=np.uint8)


def ink_box(page: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """Return the box around everything dark."""
    grey = page if page.ndim == 2 else page.min(axis=2)
    ys, xs = np.nonzero(grey < 128)
    return int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1


def rectangle(x0: float, y0: float, x1: float, y1: float) -> Quad:
    """Return an upright quad."""
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], dtype=np.float32)


def one_page(
    path: Path,
    content: bytes,
    images: Mapping[str, Image.Image] | None = None,
    size: tuple[float, float] = (240, 320),
    image_entries: Mapping[str, object] | None = None,
    pages_entries: Mapping[str, object] | None = None,
    **entries: object,
) -> Path:
    """Write a PDF of one page; ``F`` is Helvetica, ``entries`` go into the page."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=size)
    page = pdf.pages[0]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    streams = {}
    for name, image in (images or {}).items():
        stream = pdf.make_stream(image.tobytes())
        stream.update(pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=image.width,
            Height=image.height, ColorSpace=pikepdf.Name(SPACES[image.mode]), BitsPerComponent=8,
        ))  # fmt: skip
        for key, value in (image_entries or {}).items():
            stream["/" + key] = value
        streams["/" + name] = stream
    page.obj.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F=font), XObject=pikepdf.Dictionary(streams)
    )
    page.obj.Contents = pdf.make_stream(content)
    for key, value in entries.items():
        page.obj["/" + key] = value
    for key, value in (pages_entries or {}).items():
        pdf.Root.Pages["/" + key] = value
    pdf.save(path)
    return path


def sheet_pdf(path: Path, image: Image.Image, **entries: object) -> Path:
    """Write a PDF whose one page is filled by one image."""
    return one_page(path, b"q 240 0 0 320 0 0 cm /I Do Q", {"I": image}, **entries)  # type: ignore[arg-type]


@cache
def sample(name: str, number: int = 1, side: int = 0) -> Grey:
    """Return a prepared sample page, its longest side scaled to ``side``."""
    path = SAMPLES / name
    raster = rasterise(path, MEDIA_TYPES[path.suffix], number, PageSettings())
    page = prepare(raster.image).image
    if side:
        scale = side / max(page.shape)
        page = np.asarray(
            cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8
        )
    return page


def true_text(name: str, number: int = 1) -> str:
    """Return the printed text of a sample's page."""
    truth = json.loads((SAMPLES / "truth" / f"{Path(name).stem}.json").read_text("utf-8"))
    return str(truth["pages"][number - 1]["text"])


def error_rate(truth: str, read: str) -> float:
    """Return the share of characters read wrongly, white space aside."""
    true, seen = graphemes(truth), graphemes(read)
    return Levenshtein.distance(true, seen) / len(true)
