"""Places made unreadable: black boxes, thick strokes of a pen, empty frames, white patches.

They are looked for on the page as delivered: preparing a page divides solid black away and
takes frames for ruled lines. All sizes are told from the page's own letters.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from pipeline.engines import Grey
from pipeline.geometry import overlap, union
from pipeline.model import Box
from pipeline.stages.struck_black import black_places
from pipeline.stages.struck_copy import How, small_copy
from pipeline.stages.struck_frames import framed_places, white_places

PAPER = 255
# A page with more such places has a pattern; nobody struck them out one by one.
MOST = 300


class Struck(Struct, frozen=True):
    """A place made unreadable: its box on the page as delivered, and how."""

    box: Box
    how: How


def find_redactions(delivered: NDArray[np.uint8], *, negative: bool) -> tuple[Struck, ...]:
    """Return the places of a page that look struck out, from the top down.

    ``delivered``: the page (h, w) or (h, w, 3) as delivered; ``negative``: it is light on dark.
    """
    copy = small_copy(255 - delivered if negative else delivered)
    if copy is None:
        return ()
    found = [*black_places(copy), *framed_places(copy), *white_places(copy)]
    if len(found) > MOST:
        return ()
    height, width = delivered.shape[:2]
    places: list[Struck] = []
    for bounds, how in found:
        x0, y0, x1, y1 = (round(side / copy.scale) for side in bounds)
        box = (max(0, x0), max(0, y0), min(width, x1), min(height, y1))
        if not any(_within(box, other.box) for other in places):
            places.append(Struck(box, how))
    return tuple(sorted(places, key=lambda place: (place.box[1], place.box[0])))


def without_redactions(page: Grey, places: Sequence[Struck]) -> Grey:
    """Return a prepared page with black places painted as paper, and frames without their sides."""
    if not places:
        return page
    painted = page.copy()
    room = max(2, round(max(page.shape) / 700))
    for place in places:
        x0, y0, x1, y1 = place.box
        inside = painted[y0 + 2 * room : y1 - 2 * room, x0 + 2 * room : x1 - 2 * room].copy()
        out = room if place.how == "black" else 2 * room
        painted[max(0, y0 - out) : y1 + out, max(0, x0 - out) : x1 + out] = PAPER
        if place.how in ("framed", "labelled", "white") and inside.size:
            painted[y0 + 2 * room : y1 - 2 * room, x0 + 2 * room : x1 - 2 * room] = inside
    return painted


def in_text(place: Struck, lines: Sequence[Box], usual: float) -> bool:
    """Tell whether a place stands where words stood; black boxes need only be among the text.

    ``lines``: boxes on the page as delivered; ``usual``: the usual thickness of a line.
    """
    x0, y0, x1, y1 = place.box
    if place.how == "black" and _among(place.box, lines, 3 * usual):
        return True
    beside = above = below = False
    for a, b, c, d in lines:
        shared = overlap(y0, y1, b, d) >= 0.5 * min(y1 - y0, d - b)
        beside |= shared and -usual < max(a - x1, x0 - c) < 2.5 * usual
        if overlap(x0, x1, a, c) >= 0.4 * min(x1 - x0, c - a):
            above |= -0.4 * usual < y0 - d < 1.6 * usual
            below |= -0.4 * usual < b - y1 < 1.6 * usual
    return beside or (place.how != "bar" and above and below)


def _among(box: Box, lines: Sequence[Box], room: float) -> bool:
    """Tell whether a box lies within all lines' bounds, or near them; true without lines."""
    a, b, c, d = union(lines) if lines else box
    inside = a - room <= box[0] and b - room <= box[1]
    return inside and box[2] <= c + room and box[3] <= d + room


def _within(box: Box, other: Box) -> bool:
    shared = overlap(box[0], box[2], other[0], other[2]) * overlap(
        box[1], box[3], other[1], other[3]
    )
    return shared > 0.6 * (box[2] - box[0]) * (box[3] - box[1])
