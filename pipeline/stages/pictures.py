"""Pictures on a page: photographs, maps, drawings in tone. Not lines of text, not solid black.

On a small copy of the page letters and the paper between their lines blur to light grey; a
picture stays a large dark piece, with light and dark in it.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.engines import Grey
from pipeline.geometry import overlap
from pipeline.model import Box, Region
from pipeline.stages.apart import set_apart, within

# Pixels of the longest side of the copy; a picture's sides are at least this share of it.
SIDE, LEAST_SIDE, MOST_SIDE = 350, 0.05, 0.9
# Paper is lighter than this share of the page's own; lines of text vanish under an opening
# of so many pixels.
TONE, OPEN = 0.78, 7
# A picture fills so much of its rectangle and has tones; lines of text cover little of it.
FILLS, LEAST_DEVIATION, MOST_TEXT = 0.62, 9.0, 0.25


def find_pictures(
    delivered: NDArray[np.uint8], taken: Sequence[Box], *, negative: bool
) -> tuple[Box, ...]:
    """Return the boxes of pictures on a page as delivered, from the top down.

    ``taken``: boxes of lines, which are no pictures.
    """
    height, width = delivered.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    # Tones need no more than some pixels in ten.
    step = max(1, max(height, width) // (4 * SIDE))
    thinned = np.ascontiguousarray(delivered[::step, ::step])
    small = cv2.resize(thinned, size, interpolation=cv2.INTER_AREA)
    grey = small if small.ndim == 2 else cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    tones = np.asarray(255 - grey if negative else grey, dtype=np.uint8)
    tone = (tones < TONE * float(np.percentile(tones, 85))).astype(np.uint8)
    solid = cv2.morphologyEx(tone, cv2.MORPH_OPEN, np.ones((OPEN, OPEN), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(solid)
    found = []
    for label, (x, y, w, h, area) in enumerate(stats.tolist()):
        if label and _is_picture(tones, labels == label, (x, y, w, h), area):
            x0, y0, x1, y1 = (round(side / scale) for side in (x, y, x + w, y + h))
            box = (x0, y0, min(width, x1), min(height, y1))
            if _covered(box, taken) <= MOST_TEXT:
                found.append(box)
    return tuple(sorted(found, key=lambda box: (box[1], box[0])))


def with_pictures(regions: Sequence[Region], pictures: Sequence[Box]) -> tuple[Region, ...]:
    """Return the regions of a page with its pictures, and what was read on them, set apart."""
    lines = [line for region in regions for line in region.lines]
    places = [(box, tuple(line for line in lines if within(line.box, box))) for box in pictures]
    return set_apart(regions, "picture", places)


def _is_picture(
    grey: Grey, part: NDArray[np.bool_], place: tuple[int, int, int, int], area: int
) -> bool:
    """Tell whether a dark piece is large, off the edges, nearly a rectangle, and has tones."""
    x, y, w, h = place
    high, wide = grey.shape
    side = max(high, wide)
    if min(w, h) < LEAST_SIDE * side or w > MOST_SIDE * wide or h > MOST_SIDE * high:
        return False
    if min(x, y) < 2 or x + w > wide - 2 or y + h > high - 2 or area < FILLS * w * h:
        return False
    # The edges of a black box are grey too.
    inner = cv2.erode(part.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
    return bool(inner.any()) and float(grey[inner].std()) >= LEAST_DEVIATION


def _covered(box: Box, taken: Sequence[Box]) -> float:
    """Return how much of a box others cover, as if they did not overlap."""
    x0, y0, x1, y1 = box
    shared = sum(overlap(x0, x1, a, c) * overlap(y0, y1, b, d) for a, b, c, d in taken)
    return shared / max(1, (x1 - x0) * (y1 - y0))
