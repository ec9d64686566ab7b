"""Opening an image file to see whether it can be read; its pixels are not decoded."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from pipeline.errors import ReadFailure
from pipeline.intake.kinds import TIFF
from pipeline.intake.names import clean
from pipeline.intake.types import Probed
from pipeline.settings import Limits

if TYPE_CHECKING:
    from PIL import Image

# Text tags of TIFF and their names as in a PDF's document information.
_TAGS = {269: "Title", 271: "Maker", 272: "Model", 305: "Producer", 306: "CreationDate"}


def probe_image(path: str, media_type: str, limits: Limits) -> Probed:
    """Open an image and count its frames (only those of TIFF are pages).

    Raises ReadFailure: "unsupported_image", "damaged", "too_large", "no_pages" or
    "too_many_pages"; OSError of the disk passes through.
    """
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(path) as image:
                return _describe(image, media_type, limits)
        except Image.DecompressionBombError as error:
            message = "The image has far more pixels than a scanned page"
            raise ReadFailure("too_large", message) from error
        except UnidentifiedImageError as error:
            message = f"The header of the {media_type} file cannot be understood"
            raise ReadFailure("damaged", message) from error


def _describe(image: Image.Image, media_type: str, limits: Limits) -> Probed:
    if min(image.size) < 1:
        raise ReadFailure("damaged", "The image has no pixels")
    frames = _frames(image, limits.max_pages) if media_type == TIFF else 1
    return Probed(media_type=media_type, pages=frames, producer=_producer(image))


def _frames(image: Image.Image, max_pages: int) -> int:
    """Count the frames of a TIFF, stopping at the limit (its list can be endless)."""
    for frame in range(1, max_pages + 1):
        try:
            image.seek(frame)
        except EOFError:
            image.seek(0)
            return frame
    raise ReadFailure("too_many_pages", f"The TIFF has more than {max_pages} frames")


def _producer(image: Image.Image) -> dict[str, str]:
    tags = getattr(image, "tag_v2", None) or {}
    texts = {name: tags.get(number) for number, name in _TAGS.items()}
    return {name: clean(text, 300) for name, text in texts.items() if isinstance(text, str)}
