"""The small copy of a page on which struck-out places are looked for, and how to look at it.

All sizes are told from the page's own letters, so that they hold for any resolution.
"""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from pipeline.engines import Grey

Mask = NDArray[np.uint8]
Bounds = tuple[int, int, int, int]
How = Literal["black", "bar", "framed", "white", "labelled"]
Seen = tuple[Bounds, How]

# Pixels of the longest side of the copy that is looked at.
SIDE = 1100
# Letters' height on that copy where a page has too few letters to tell: typescript on A4.
USUAL_LETTER, LEAST_LETTERS = 8.6, 20
# A place is so many letters high and so many long, and larger than it is wide by so much if
# that is asked for; it lies along the page (degrees). Larger places are pictures or frames.
LEAST_HIGH, LEAST_LONG, SQUARE, MOST_TILT, MOST_SIDE = 0.85, 2.2, 1.6, 8.0, 0.92


class SmallCopy(Struct, frozen=True):
    """A small copy of the page: light relative to the paper (0-255), and what it comes from.

    ``colour``: the page itself, at its full size, None if it is grey.
    """

    light: Grey
    grey: Grey
    colour: NDArray[np.uint8] | None
    scale: float
    letter: float


def small_copy(page: NDArray[np.uint8]) -> SmallCopy | None:
    """Return the copy of a page (dark on light), None for one too small to hold text."""
    height, width = page.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    size = (round(width * scale), round(height * scale))
    if min(size) < 50:
        return None
    whole = page if page.ndim == 2 else cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    grey = cv2.resize(whole, size, interpolation=cv2.INTER_AREA)
    tiny = cv2.resize(
        grey, (max(1, size[0] // 16), max(1, size[1] // 16)), interpolation=cv2.INTER_AREA
    )
    paper = cv2.blur(cv2.dilate(tiny, np.ones((15, 15), np.uint8)), (9, 9))
    level = cv2.resize(np.maximum(paper, 60), size, interpolation=cv2.INTER_LINEAR)
    light = np.asarray(cv2.divide(grey, level, scale=255), dtype=np.uint8)
    colour = None if page.ndim == 2 else page
    return SmallCopy(light, np.asarray(grey, np.uint8), colour, scale, _letter(light))


def _letter(light: Grey) -> float:
    """Return the usual height of letters, in pixels of the copy."""
    ink = (light < 150).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    high, wide = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    letters = high[(high >= 4) & (high < 36) & (wide < 3 * high) & (high < 4 * wide)]
    if len(letters) < LEAST_LETTERS:
        return USUAL_LETTER
    return float(np.clip(np.median(letters), 0.6 * USUAL_LETTER, 2.4 * USUAL_LETTER))


def filled_inside(part: NDArray[np.bool_], room: int) -> NDArray[np.bool_]:
    """Return what lies within a place's outline and ``room`` off it, holes included."""
    padded = np.pad(part.astype(np.uint8), 1)
    outline, _ = cv2.findContours(padded, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = cv2.drawContours(np.zeros_like(padded), outline, -1, 1, -1)
    inner = cv2.erode(filled, np.ones((2 * room + 1, 2 * room + 1), np.uint8))
    return inner[1:-1, 1:-1].astype(bool)


def level_around(image: Grey, bounds: Bounds, letter: float) -> float:
    """Return the usual level around a place, which is paper's even where letters stand."""
    x0, y0, x1, y1 = bounds
    near, far = max(2, round(0.25 * letter)), max(4, round(0.8 * letter))
    height, width = image.shape
    ys, xs = max(0, y0 - far), max(0, x0 - far)
    area = image[ys : min(height, y1 + far), xs : min(width, x1 + far)]
    ring = np.ones(area.shape, dtype=bool)
    ring[max(0, y0 - near - ys) : y1 + near - ys, max(0, x0 - near - xs) : x1 + near - xs] = False
    return float(np.median(area[ring])) if ring.any() else 0.0
