"""PDFs that qpdf gives up and poppler can still open: read, with the repair noted."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

from pipeline.errors import ReadFailure
from pipeline.intake.kinds import PDF
from pipeline.intake.types import Probed
from pipeline.settings import Limits

_PAGES = re.compile(rb"^Pages:\s+(\d{1,9})$", re.MULTILINE)
_PGM = re.compile(rb"P5\s(\d+)\s(\d+)\s\d+\s")
# Pages that are drawn, very small, to see whether there is anything on them.
_LOOKED_AT, _PIXELS = 20, 400


def probe_oddity(path: str, limits: Limits, problem: str) -> Probed | None:
    """Return what poppler makes of a PDF; None if it cannot open it, or draws nothing.

    Poppler calls nearly everything a page: an empty one would hide the damage. ``problem``
    is why qpdf gave up. Raises ReadFailure("too_many_pages").
    """
    match = _PAGES.search(_run(limits, "pdfinfo", path))
    pages = int(match[1]) if match else 0
    if pages > limits.max_pages:
        raise ReadFailure("too_many_pages", f"The PDF says it has {pages} pages")
    if not pages or not _draws_something(path, limits):
        return None
    repairs = (f"written anew by poppler, because: {problem}",)
    return Probed(media_type=PDF, pages=pages, repairs=repairs, odd=True)


def _draws_something(path: str, limits: Limits) -> bool:
    size = ("-gray", "-scale-to", str(_PIXELS), "-f", "1", "-l", str(_LOOKED_AT))
    drawn = _run(limits, "pdftoppm", *size, path)
    return any(min(pixels) != max(pixels) for pixels in _images(drawn))


def _images(drawn: bytes) -> Iterator[bytes]:
    """Return the pixels of the images (PGM) that poppler wrote one after another."""
    place = 0
    while match := _PGM.match(drawn, place):
        place = match.end() + int(match[1]) * int(match[2])
        if match.end() < place <= len(drawn):
            yield drawn[match.end() : place]


def _run(limits: Limits, *command: str) -> bytes:
    """Return what a program of poppler's says; nothing if it fails or takes too long."""
    try:
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=limits.open_seconds / 3,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return b"" if done.returncode else done.stdout
