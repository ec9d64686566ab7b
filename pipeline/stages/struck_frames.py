"""Empty frames and white patches where words stood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.stages.struck_copy import (
    LEAST_HIGH,
    LEAST_LONG,
    MOST_SIDE,
    MOST_TILT,
    SQUARE,
    Bounds,
    How,
    Mask,
    Seen,
    SmallCopy,
    filled_inside,
    level_around,
)

# Empty frames: paper shut in that fills so much of a rectangle, or what a label leaves of it,
# with hardly any ink inside, or no more than a label.
FRAMED, LEAST_FREE, MOST_INSIDE, MOST_LABEL = 0.83, 0.5, 0.004, 0.35
# White patches are so many levels lighter than the paper around, as even as no paper is, and
# so many letters long.
LIGHTER, EVEN, LEAST_PATCH = 12.0, 2.5, 6.0


def framed_places(copy: SmallCopy) -> Iterator[Seen]:
    """Yield frames that are no cells of a table, empty or with a label."""
    drawn = np.asarray(copy.light < 175, dtype=np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(1 - drawn, connectivity=4)
    for x, y, w, h in _sized(copy, stats, LEAST_FREE):
        part = labels[y : y + h, x : x + w]
        own = part == np.bincount(part[part > 0]).argmax()
        inner = filled_inside(own, 1)
        if _is_rectangle(own) and _alone(drawn, (x, y, x + w, y + h), copy.letter):
            inside = float(drawn[y : y + h, x : x + w][inner].mean())
            if inside <= MOST_LABEL:
                how: How = "framed" if inside <= MOST_INSIDE else "labelled"
                yield (x - 2, y - 2, x + w + 2, y + h + 2), how


def _is_rectangle(part: NDArray[np.bool_]) -> bool:
    """Tell whether a place, holes filled, is a rectangle that lies along the page."""
    filled = filled_inside(part, 0)
    points = np.argwhere(filled)[:, ::-1].astype(np.float32)
    _, sides, angle = cv2.minAreaRect(points)
    level = abs((angle + 45) % 90 - 45) <= MOST_TILT
    return level and float(filled.sum()) >= FRAMED * (sides[0] + 1) * (sides[1] + 1)


def _alone(ink: Mask, bounds: Bounds, letter: float) -> bool:
    """Tell whether the ink around a place is a frame of its own, not the rules of a table."""
    x0, y0, x1, y1 = bounds
    room, reach = max(3, round(0.5 * letter)), round(2.5 * letter)
    top, left = max(0, y0 - reach), max(0, x0 - reach)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(
        np.ascontiguousarray(ink[top : y1 + reach, left : x1 + reach]), connectivity=8
    )
    around = labels[max(0, y0 - 3 - top) : y0 + 2 - top, x0 - left : x1 - left]
    own = around[around > 0]
    if not len(own):
        return False
    x, y, w, h = stats[int(np.bincount(own).argmax()), :4]
    return bool(
        x + left >= x0 - room and y + top >= y0 - room
        and x + w + left <= x1 + room and y + h + top <= y1 + room
    )  # fmt: skip


def _sized(copy: SmallCopy, stats: NDArray[Any], fills: float) -> Iterator[Bounds]:
    """Yield (x, y, w, h) of pieces off the edges that may hide a word or some lines.

    ``fills``: the least share of its rectangle that a piece takes.
    """
    height, width = copy.light.shape
    x, y, w, h, area = stats[1:, :5].T
    long, high = np.maximum(w, h), np.minimum(w, h)
    fit = (high >= LEAST_HIGH * copy.letter) & (long >= LEAST_LONG * copy.letter)
    fit &= (long >= SQUARE * high) & (area >= fills * w * h) & (w * h < 0.3 * width * height)
    fit &= (w < MOST_SIDE * width) & (h < MOST_SIDE * height)
    fit &= (np.minimum(x, y) > 2) & (x + w < width - 2) & (y + h < height - 2)
    for row in stats[1:][fit]:
        yield int(row[0]), int(row[1]), int(row[2]), int(row[3])


def white_places(copy: SmallCopy) -> Iterator[Seen]:
    """Yield patches whiter than the paper, empty and rectangular."""
    tiny = cv2.resize(copy.grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    around = cv2.medianBlur(cv2.dilate(tiny, np.ones((3, 3), np.uint8)), 15)
    paper = cv2.resize(around, copy.grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    rough = copy.grey.astype(np.int16) - paper > LIGHTER
    bright = cv2.morphologyEx(rough.astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(bright)
    for x, y, w, h in _sized(copy, stats, 0.95):
        patch, bounds = copy.grey[y + 2 : y + h - 2, x + 2 : x + w - 2], (x, y, x + w, y + h)
        lighter = float(patch.mean()) - level_around(copy.grey, bounds, copy.letter) >= LIGHTER
        if lighter and float(patch.std()) <= EVEN and max(w, h) >= LEAST_PATCH * copy.letter:
            yield bounds, "white"
