"""Solid black places on paper: boxes, and the strokes of a thick pen."""

from __future__ import annotations

from collections.abc import Iterator

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
    Seen,
    SmallCopy,
    filled_inside,
    level_around,
)

# A solid square of so many letters is nowhere in letters.
CORE = 0.75
# Share of the rectangle around it that a black place fills: a stroke by hand, a square or large
# box. A disc (punch hole) fills 0.785, a dark photograph has notches.
FILLS, FILLS_BOX, LARGE = 0.8, 0.92, 4.0
# A long bar no higher than this many letters may be a rule: no words stand beside rules.
RULE_ASPECT, RULE_HIGH = 16.0, 1.4
# It is most of the piece of ink it belongs to, which has hardly any holes.
LEAST_SOLID, MOST_HOLES = 0.45, 0.05
# Black is uniform, without light places in it, not red, and lies on paper.
MOST_DEVIATION, MOST_LIGHT, MOST_COLOUR, LEAST_AROUND = 0.10, 0.015, 45.0, 0.72
# Larger places are pictures, or a page that is dark.
MOST_SHARE = 0.5


def black_places(copy: SmallCopy) -> Iterator[Seen]:
    """Yield solid black places on paper."""
    darkest = float(np.percentile(copy.light[::2, ::2], 0.5))
    dark = (cv2.medianBlur(copy.light, 3) < np.clip(darkest + 60, 85, 140)).astype(np.uint8)
    core = max(3, round(CORE * copy.letter))
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((core, core), np.uint8))
    if not solid.any():
        return
    _, touching = cv2.connectedComponents(dark)
    edge = np.unique(
        np.concatenate([touching[k] for k in (0, -1)] + [touching[:, k] for k in (0, -1)])
    )
    # Of the strokes of a thick pen only some places are solid.
    pieces = np.bincount(touching.ravel())
    share = np.bincount(touching[solid > 0], minlength=len(pieces)) / np.maximum(pieces, 1)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid)
    for label in range(1, count):
        x, y, w, h, area = (int(value) for value in stats[label])
        part = labels[y : y + h, x : x + w] == label
        outer = int(touching[y : y + h, x : x + w][part][0])
        bounds, own = (x, y, x + w, y + h), outer not in edge and share[outer] >= LEAST_SOLID
        how = _shape(copy, part, bounds, area) if own and not _holed(touching, outer) else None
        # The dark parts of photographs have grey around them.
        around = LEAST_AROUND * 255
        if (
            how
            and _even(copy, part, bounds)
            and level_around(copy.light, bounds, copy.letter) >= around
        ):
            yield bounds, how


def _holed(pieces: NDArray[np.int32], label: int) -> bool:
    """Tell whether a piece of ink has holes in it: white letters on black."""
    rows, columns = np.nonzero(pieces == label)
    part = pieces[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] == label
    return float(part.sum()) < (1 - MOST_HOLES) * float(filled_inside(part, 0).sum())


def _shape(copy: SmallCopy, part: NDArray[np.bool_], bounds: Bounds, area: int) -> How | None:
    """Return whether a solid place is a box or a bar as thin as a rule may be, None if neither."""
    x0, y0, x1, y1 = bounds
    points = np.argwhere(part)[:, ::-1].astype(np.float32)
    _, sides, angle = cv2.minAreaRect(points)
    long, high = max(sides) + 1, min(sides) + 1
    letter, (height, width) = copy.letter, copy.light.shape
    if high < LEAST_HIGH * letter or long < LEAST_LONG * letter:
        return None
    if abs((angle + 45) % 90 - 45) > MOST_TILT:
        return None
    if area > MOST_SHARE * height * width or max((x1 - x0) / width, (y1 - y0) / height) > MOST_SIDE:
        return None
    box = long < SQUARE * high or high > LARGE * letter
    if area < (FILLS_BOX if box else FILLS) * long * high:
        return None
    return "bar" if long > RULE_ASPECT * high and high < RULE_HIGH * letter else "black"


def _even(copy: SmallCopy, part: NDArray[np.bool_], bounds: Bounds) -> bool:
    """Tell whether a place is uniformly dark, without light signs in it, and not red."""
    x0, y0, x1, y1 = bounds
    room = max(1, round(0.2 * copy.letter))
    inner = cv2.erode(
        np.pad(part.astype(np.uint8), 1), np.ones((2 * room + 1, 2 * room + 1), np.uint8)
    )[1:-1, 1:-1].astype(bool)
    if not inner.any():
        return False
    seen = copy.light[y0:y1, x0:x1]
    light = float(((seen > 150) & filled_inside(part, room)).sum()) / part.sum()
    if float(seen[inner].std()) > MOST_DEVIATION * 255 or light > MOST_LIGHT:
        return False
    if copy.colour is None:
        return True
    x0, y0, x1, y1 = (round(side / copy.scale) for side in bounds)
    usual = np.median(copy.colour[y0:y1:2, x0:x1:2].reshape(-1, 3), axis=0)
    return float(usual.max() - usual.min()) < MOST_COLOUR
