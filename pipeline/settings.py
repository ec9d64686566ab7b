"""All settings, frozen, in groups; only :class:`PageSettings` can change what is read.

The page cache is keyed by everything in :class:`PageSettings` (as a whole, so that a new
field cannot be forgotten), and by nothing else of this module.
"""

from __future__ import annotations

import os
from typing import Literal

from msgspec import Struct

from pipeline.errors import UsageError

# Primary tags of the languages that can be read and told apart: Chinese, and those in Latin
# script. Others have no reader, and a guess in look-alike letters would be invented text.
KNOWN_LANGUAGES = frozenset(
    """af ca cs cy da de en es et fi fr hr hu id it lt lv nl no pl pt ro sk sl so sq sv sw
    tl tr vi zh""".split()
)

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

    ``page_seconds`` is wall time; ``worker_bytes`` bounds the memory of a worker.
    """

    max_pages: int = 10_000
    page_seconds: float = 120.0
    pages_per_worker: int = 100
    worker_bytes: int = 4 * 1024**3


class Settings(Struct, frozen=True, kw_only=True):
    """Everything one run needs to know."""

    page: PageSettings = PageSettings()
    limits: Limits = Limits()
    jobs: int = 0

    @property
    def workers(self) -> int:
        """Return the number of worker processes: ``jobs``, or one a usable core for 0."""
        if hasattr(os, "sched_getaffinity"):
            return self.jobs or len(os.sched_getaffinity(0))
        return self.jobs or os.cpu_count() or 1


def checked_languages(listed: str) -> tuple[str, ...]:
    """Return comma-separated language codes as primary tags; raises UsageError.

    >>> checked_languages("hu, zh-Hant,en")
    ('hu', 'zh', 'en')
    """
    codes = [code.strip().lower().partition("-")[0] for code in listed.split(",") if code.strip()]
    unknown = [code for code in codes if code not in KNOWN_LANGUAGES]
    if unknown or not codes:
        raise UsageError(
            f"No reader for the language: {', '.join(unknown) or 'none given'}.",
            "Use codes such as hu, zh, en, de, cs, sk, pl, fr; all: "
            + " ".join(sorted(KNOWN_LANGUAGES)),
        )
    return tuple(dict.fromkeys(codes))
