"""All settings, frozen, in groups; only :class:`PageSettings` can change what is read.

The page cache is keyed by everything in :class:`PageSettings` (as a whole, so that a new
field cannot be forgotten), and by nothing else of this module.
"""

from __future__ import annotations

import os
import re
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
Profile = Literal["fast", "balanced", "thorough"]
# A share of fewer pages than this says nothing.
ENOUGH = 50
DEFAULT_LANGUAGES = ("hu", "zh", "en")


class PageSettings(Struct, frozen=True, kw_only=True):
    """What decides how a page is read.

    ``dpi`` is used to rasterise pages that are not simply one image; ``max_pixels``
    bounds the image that is worked on (larger pages are scaled, with the scale
    recorded). ``languages`` are the delivery's languages (BCP 47 primary tags).
    ``profile``: ``fast`` reads Latin lines with one engine, ``balanced`` with two,
    ``thorough`` also looks twice at every Chinese character that has another form.
    ``authority`` is the text of a user's own file of names; it changes records, not pages.
    """

    dpi: int = 300
    max_pixels: int = 40_000_000
    languages: tuple[str, ...] = DEFAULT_LANGUAGES
    text_layer: TextLayer = "auto"
    profile: Profile = "balanced"
    authority: str = ""


class Limits(Struct, frozen=True, kw_only=True):
    """Bounds that keep one bad document from hurting a batch.

    Seconds are wall time, for opening a document and for reading a page. ``worker_bytes``
    bounds the memory of a worker, ``file_bytes`` any file it writes (temporary ones above
    all), ``open_files`` how many it holds open.
    """

    max_pages: int = 10_000
    open_seconds: float = 60.0
    page_seconds: float = 120.0
    pages_per_worker: int = 100
    worker_bytes: int = 4 * 1024**3
    file_bytes: int = 4 * 1024**3
    open_files: int = 1024


class Budget(Struct, frozen=True, kw_only=True):
    """How many failures (pages, and documents that do not open) a run may have.

    ``share`` is of what has been settled so far, counted once that is enough to tell.
    """

    count: int | None = None
    share: float | None = None

    @classmethod
    def parse(cls, text: str) -> Budget:
        """Read ``250`` or ``10%``; raises UsageError.

        >>> Budget.parse("10%")
        Budget(count=None, share=0.1)
        """
        match = re.fullmatch(r"\s*(\d{1,9}(?:\.\d{1,3})?)\s*(%?)\s*", text)
        if match and match[2] and float(match[1]) <= 100:
            return cls(share=float(match[1]) / 100)
        if match and not match[2] and match[1].isdigit():
            return cls(count=int(match[1]))
        raise UsageError(f"{text!r} is no number of failures.", "Give 250 or 10%, for example.")

    def exceeded(self, failed: int, settled: int) -> bool:
        """Tell whether ``failed`` of ``settled`` are too many."""
        if self.count is not None:
            return failed > self.count
        return self.share is not None and settled >= ENOUGH and failed > self.share * settled

    def __str__(self) -> str:
        """Return the budget as a user writes it."""
        return f"{100 * (self.share or 0.0):g}%" if self.count is None else str(self.count)


class Settings(Struct, frozen=True, kw_only=True):
    """Everything one run needs to know.

    ``strict``: a document that had to be repaired is a failure. ``executor`` is ``local``
    or the address of a cluster's scheduler.
    """

    page: PageSettings = PageSettings()
    limits: Limits = Limits()
    jobs: int = 0
    strict: bool = False
    max_failures: Budget | None = None
    executor: str = "local"

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
