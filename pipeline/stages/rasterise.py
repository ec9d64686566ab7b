"""A page of a source becomes one image, as a viewer shows it.

Where a PDF page is exactly one image, that image is taken as it is (the scan's own
pixels, no resampling); otherwise poppler draws the page. Everything larger than
``max_pixels`` is scaled down, and the scale is recorded.
"""

from __future__ import annotations

import logging
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from pipeline.errors import MissingProgram, ReadFailure
from pipeline.model import Judgement
from pipeline.settings import PageSettings
from pipeline.stages.pdf_page import PageImage, own_image, page_geometry, user_unit

if TYPE_CHECKING:
    from PIL.Image import Image

log = logging.getLogger(__name__)

# Refused before decoding: no archive scan is larger, decompression bombs are.
MOST_ENCODED_PIXELS = 400_000_000
ASSUMED_DPI = 300
PDF_POINTS = 72.0
# A whole PDF has its end mark among its last bytes; some tools add a little after it.
END_BYTES = 4096


class Raster(Struct, frozen=True):
    """A page as an image: uint8, grey (h, w) or RGB (h, w, 3), upright as a viewer shows it.

    ``scale`` is this image's pixels per pixel of the full-resolution page (1.0: not scaled).
    """

    image: NDArray[np.uint8]
    dpi: int
    scale: float
    judgements: tuple[Judgement, ...]


def rasterise(path: Path, media_type: str, number: int, settings: PageSettings) -> Raster:
    """Return page ``number`` (from 1) of a source.

    Raises ReadFailure (``damaged``, ``too_large``, ``unsupported_image``).
    """
    if media_type == "application/pdf":
        return _pdf(path, number, settings)
    return _image_file(path, number, settings)


def _image_file(path: Path, number: int, settings: PageSettings) -> Raster:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # bounded by our own check, before decoding
    try:
        with Image.open(path) as image:
            image.seek(number - 1)
            _refuse_bombs(image.size)
            dpi = _stated_dpi(image)
            upright = ImageOps.exif_transpose(image)
            return _bounded(upright, dpi, settings, "image-file")
    except ReadFailure:
        raise
    except (OSError, ValueError, EOFError, SyntaxError, TypeError, ArithmeticError) as error:
        raise ReadFailure("unsupported_image", f"image cannot be decoded: {error}") from error


def _stated_dpi(image: Image) -> int:
    """Return the file's own resolution if it is believable, else 300."""
    stated = image.info.get("dpi", (0, 0))
    value = float(stated[0]) if stated else 0.0
    dpi = round(value) if math.isfinite(value) else 0
    return dpi if 72 < dpi <= 2400 else ASSUMED_DPI


def _refuse_bombs(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_ENCODED_PIXELS:
        raise ReadFailure("too_large", f"image of {size[0]} x {size[1]} pixels")


def _pdf(path: Path, number: int, settings: PageSettings) -> Raster:
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            page = pdf.pages[number - 1]
            found = _own_image(page)
            if isinstance(found, PageImage):
                _refuse_bombs(found.size)
                taken = _decoded(found, settings)
                if taken is not None:
                    return taken
                found = "its image cannot be extracted"
            geometry, unit = page_geometry(page), user_unit(page)
    except ReadFailure:
        raise
    except (pikepdf.PdfError, IndexError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise ReadFailure("damaged", f"page cannot be opened: {error}") from error
    return _drawn(path, number, geometry, unit, settings, found)


def _own_image(page: Any) -> PageImage | str:
    """Return the page's own image, or why poppler must draw the page."""
    try:
        return own_image(page)
    except (LookupError, ValueError, TypeError, AttributeError, NotImplementedError) as error:
        return f"its content is odd ({type(error).__name__})"


def _decoded(found: PageImage, settings: PageSettings) -> Raster | None:
    """Decode the page's own image; None where only poppler may (JBIG2, odd colours, no rows)."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # bounded by our own check, before decoding
    try:
        image = found.decode()
    except MemoryError:
        raise
    except Exception as error:
        log.info("image of a page not extracted, poppler draws it: %s", error)
        return None
    if not all(image.size):
        return None  # a damaged file may state an image of no rows
    turned = image.rotate(-found.rotate, expand=True) if found.rotate else image
    return _bounded(turned, found.dpi, settings, "own-image")


def _drawn(
    path: Path,
    number: int,
    size: tuple[float, float],
    unit: float,
    settings: PageSettings,
    why: str,
) -> Raster:
    """Let poppler draw the page at the set dpi, or less where the page is too large.

    Poppler takes a page's units for points; ``unit`` says how many points they are.
    """
    from pdf2image import convert_from_path
    from pdf2image.exceptions import (
        PDFInfoNotInstalledError,
        PDFPageCountError,
        PDFSyntaxError,
        PopplerNotInstalledError,
    )

    inches = tuple(max(side, 1.0) * unit / PDF_POINTS for side in size)
    most = (settings.max_pixels / (inches[0] * inches[1])) ** 0.5
    dpi = max(1, min(settings.dpi, int(most)))
    try:
        images = convert_from_path(
            str(path),
            dpi=max(1, round(dpi * unit)),
            first_page=number,
            last_page=number,
            use_cropbox=True,
        )
    except (PDFInfoNotInstalledError, PopplerNotInstalledError) as error:
        raise MissingProgram(
            "poppler (pdftoppm, pdfinfo) is not installed.", "apt-get install poppler-utils"
        ) from error
    except (PDFPageCountError, PDFSyntaxError, OSError, ValueError, SyntaxError) as error:
        raise ReadFailure("damaged", _plainly(path, str(error))) from error
    if not images:
        raise ReadFailure("damaged", "poppler draws nothing for this page")
    judgement = Judgement(what="rasterise", decision="poppler", evidence={"because": why})
    return Raster(_array(images[0]), dpi, dpi / settings.dpi, (judgement,))


def _plainly(path: Path, said: str) -> str:
    """Return why poppler draws no page in a sentence, its first complaint in brackets."""
    complaint = re.search(r"(?m)Error[^:\n]*: *(.+)$", said)
    because = f" ({complaint[1].strip()})" if complaint else ""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - END_BYTES))
        whole = b"%%EOF" in stream.read()
    if not whole:
        return f"The file ends too early{because}"
    if "page count" in said:
        return f"The file is damaged: no page can be found{because}"
    return f"The page is damaged and cannot be drawn{because}"


def _bounded(image: Image, dpi: int, settings: PageSettings, how: str) -> Raster:
    """Scale an image down to the most pixels allowed, and make it an array."""
    width, height = image.size
    scale = min(1.0, (settings.max_pixels / max(width * height, 1)) ** 0.5)
    pixels = _array(image)
    if scale < 1.0:
        pixels = _shrunk(pixels, max(1, int(width * scale)), max(1, int(height * scale)))
    judgement = Judgement(what="rasterise", decision=how)
    return Raster(pixels, max(1, round(dpi * scale)), round(scale, 6), (judgement,))


def _shrunk(pixels: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    from PIL import Image

    return np.asarray(Image.fromarray(pixels).resize((width, height)), dtype=np.uint8)


def _array(image: Any) -> NDArray[np.uint8]:
    """Return grey (h, w) where the image has no colour, else RGB (h, w, 3)."""
    if image.mode.startswith("I"):
        deep = np.asarray(image)
        # In this machine's byte order, and without float copies of a large page.
        native = deep.astype(deep.dtype.newbyteorder("="), copy=False)
        scaled = cv2.convertScaleAbs(native, alpha=255 / max(float(native.max()), 1.0))
        return np.asarray(scaled, dtype=np.uint8)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = _on_paper(image.convert("RGBA"))
    if image.mode in ("L", "1"):
        return np.asarray(image.convert("L"), dtype=np.uint8)
    return np.asarray(image.convert("RGB"), dtype=np.uint8)


def _on_paper(image: Any) -> Any:
    """Lay a transparent image on white, as a viewer does."""
    from PIL import Image

    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image)
