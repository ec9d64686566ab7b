"""All settings, frozen, in groups; only :class:`PageSettings` can change what is read.

The page cache is keyed by everything in :class:`PageSettings` (as a whole, so that a new
field cannot be forgotten), and by nothing else of this module.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

TextLayer = Literal["auto", "ignore", "trust"]
DEFAULT_LANGUAGES = ("hu", "zh", "en")


class PageSettings(Struct, frozen=True, kw_only=True):
    """What decides how a page is read.

    ``dpi`` is used to rasterise pages that are not simply one image; ``max_pixels``
    bounds the image that is worked on (larger pages are scaled, with the scale
    recorded). ``languages`` are the delivery's languages (BCP 47 primary tags).
    """

    dpi: int = 300
    max_pixels: int = 40_000_000
    languages: tuple[str, ...] = DEFAULT_LANGUAGES
    text_layer: TextLayer = "auto"


class Limits(Struct, frozen=True, kw_only=True):
    """Bounds that keep one bad document from hurting a batch.

    ``page_seconds`` is wall time; ``worker_bytes`` bounds a worker's address space.
    """

    max_pages: int = 10_000
    page_seconds: float = 120.0
    pages_per_worker: int = 200


class Settings(Struct, frozen=True, kw_only=True):
    """Everything one run needs to know."""

    page: PageSettings = PageSettings()
    limits: Limits = Limits()
    jobs: int = 0
