"""The colour of ink and the tilt of lines tell stamps from what was typed."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from pipeline.engines import Grey
from pipeline.geometry import Quad, bounds

INK = 170
# Ink counts as coloured from this saturation (0-255, HSV) in this share of its pixels.
SATURATED, COLOURED_SHARE = 70, 0.5
# Lines tilted more than this against the page were not typed with it.
STAMP_TILT = 3.0
COLOURED_TILT = 1.0
# On a page whose lines are mostly coloured, colour tells nothing.
MOSTLY = 0.4


class Mark(Struct, frozen=True):
    """What a line's ink looks like. ``tilt``: degrees against the page's lines."""

    coloured: bool
    tilt: float


def marks(
    delivered: NDArray[np.uint8], ready: Grey, quads: Sequence[Quad], tilts: Sequence[float]
) -> tuple[Mark, ...]:
    """Return one mark a line; ``quads`` in pixels of both images."""
    coloured = [_coloured(delivered, ready, quad) for quad in quads]
    if sum(coloured) > MOSTLY * max(1, len(quads)):
        coloured = [False] * len(quads)
    return tuple(Mark(c, tilt) for c, tilt in zip(coloured, tilts, strict=True))


def is_stamp(mark: Mark, *, heading: bool) -> bool:
    """Tell whether a line is a stamp's: coloured and no letterhead, or clearly tilted.

    Coloured lines that lie as straight as the text, centred at the head of the page, are
    printed letterheads.
    """
    if abs(mark.tilt) > STAMP_TILT:
        return True
    return mark.coloured and (abs(mark.tilt) > COLOURED_TILT or not heading)


def _coloured(delivered: NDArray[np.uint8], ready: Grey, quad: Quad) -> bool:
    if delivered.ndim == 2:
        return False
    x0, y0, x1, y1 = (max(0, int(value)) for value in bounds(quad))
    ink = ready[y0:y1, x0:x1] < INK
    if ink.sum() < 30:
        return False
    part = cv2.cvtColor(np.ascontiguousarray(delivered[y0:y1, x0:x1]), cv2.COLOR_RGB2HSV)
    saturated = part[:, :, 1][ink] > SATURATED
    return bool(saturated.mean() > COLOURED_SHARE)
