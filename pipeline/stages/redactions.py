"""Places made unreadable: black boxes, thick strokes of a pen, empty frames, white patches.

They are looked for on the page as delivered: preparing a page divides solid black away and
takes frames for ruled lines. All sizes are told from the page's own letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from pipeline.engines import Grey
from pipeline.geometry import overlap, union
from pipeline.model import Box

Mask = NDArray[np.uint8]
Bounds = tuple[int, int, int, int]
How = Literal["black", "bar", "framed", "white", "labelled"]

PAPER = 255
# Pixels of the longest side of the copy that is looked at.
SIDE = 1100
# Letters' height on that copy where a page has too few letters to tell: typescript on A4.
USUAL_LETTER, LEAST_LETTERS = 8.6, 20
# A place is so many letters high and so many long; a solid square of CORE is nowhere in letters.
CORE, LEAST_HIGH, LEAST_LONG = 0.75, 0.85, 2.2
# Share of the rectangle around it that a black place fills: a stroke by hand, a square or large
# box. A disc (punch hole) fills 0.785, a dark photograph has notches.
FILLS, FILLS_BOX, SQUARE, LARGE = 0.8, 0.92, 1.6, 4.0
# A long bar no higher than this many letters may be a rule: no words stand beside rules.
RULE_ASPECT, RULE_HIGH = 16.0, 1.4
# It lies along the page (degrees), and is most of the piece of ink it belongs to.
MOST_TILT, LEAST_SOLID, MOST_HOLES = 8.0, 0.45, 0.05
# Black is uniform, without light places in it, not red, and lies on paper.
MOST_DEVIATION, MOST_LIGHT, MOST_COLOUR, LEAST_AROUND = 0.10, 0.015, 45.0, 0.72
# Larger places are pictures, frames, or a page that is dark.
MOST_SHARE, MOST_SIDE = 0.5, 0.92
# Empty frames: paper shut in that fills so much of a rectangle, or what a label leaves of it,
# with hardly any ink inside, or no more than a label.
FRAMED, LEAST_FREE, MOST_INSIDE, MOST_LABEL = 0.83, 0.5, 0.004, 0.35
# White patches are so many levels lighter than the paper around, as even as no paper is.
LIGHTER, EVEN, LEAST_PATCH = 12.0, 2.5, 6.0


Seen = tuple[Bounds, How]


class Struck(Struct, frozen=True):
    """A place made unreadable: its box on the page as delivered, and how."""

    box: Box
    how: How


class _Copy(Struct, frozen=True):
    """A small copy of the page: light relative to the paper (0-255), and what it comes from.

    ``colour``: the page itself, at its full size, None if it is grey.
    """

    light: Grey
    grey: Grey
    colour: NDArray[np.uint8] | None
    scale: float
    letter: float


def find_redactions(delivered: NDArray[np.uint8], *, negative: bool) -> tuple[Struck, ...]:
    """Return the places of a page that look struck out, from the top down.

    ``delivered``: the page (h, w) or (h, w, 3) as delivered; ``negative``: it is light on dark.
    """
    copy = _small(255 - delivered if negative else delivered)
    if copy is None:
        return ()
    found = [*_black(copy), *_framed(copy), *_white(copy)]
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


def _small(page: NDArray[np.uint8]) -> _Copy | None:
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
    return _Copy(light, np.asarray(grey, np.uint8), colour, scale, _letter(light))


def _letter(light: Grey) -> float:
    """Return the usual height of letters, in pixels of the copy."""
    ink = (light < 150).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    high, wide = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    letters = high[(high >= 4) & (high < 36) & (wide < 3 * high) & (high < 4 * wide)]
    if len(letters) < LEAST_LETTERS:
        return USUAL_LETTER
    return float(np.clip(np.median(letters), 0.6 * USUAL_LETTER, 2.4 * USUAL_LETTER))


def _black(copy: _Copy) -> Iterator[Seen]:
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
        if how and _even(copy, part, bounds) and _around(copy.light, bounds, copy.letter) >= around:
            yield bounds, how


def _holed(pieces: NDArray[np.int32], label: int) -> bool:
    """Tell whether a piece of ink has holes in it: white letters on black."""
    rows, columns = np.nonzero(pieces == label)
    part = pieces[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] == label
    return float(part.sum()) < (1 - MOST_HOLES) * float(_inside(part, 0).sum())


def _shape(copy: _Copy, part: NDArray[np.bool_], bounds: Bounds, area: int) -> How | None:
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


def _even(copy: _Copy, part: NDArray[np.bool_], bounds: Bounds) -> bool:
    """Tell whether a place is uniformly dark, without light signs in it, and not red."""
    x0, y0, x1, y1 = bounds
    room = max(1, round(0.2 * copy.letter))
    inner = cv2.erode(
        np.pad(part.astype(np.uint8), 1), np.ones((2 * room + 1, 2 * room + 1), np.uint8)
    )[1:-1, 1:-1].astype(bool)
    if not inner.any():
        return False
    seen = copy.light[y0:y1, x0:x1]
    light = float(((seen > 150) & _inside(part, room)).sum()) / part.sum()
    if float(seen[inner].std()) > MOST_DEVIATION * 255 or light > MOST_LIGHT:
        return False
    if copy.colour is None:
        return True
    x0, y0, x1, y1 = (round(side / copy.scale) for side in bounds)
    usual = np.median(copy.colour[y0:y1:2, x0:x1:2].reshape(-1, 3), axis=0)
    return float(usual.max() - usual.min()) < MOST_COLOUR


def _inside(part: NDArray[np.bool_], room: int) -> NDArray[np.bool_]:
    """Return what lies within a place's outline and ``room`` off it, holes included."""
    padded = np.pad(part.astype(np.uint8), 1)
    outline, _ = cv2.findContours(padded, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = cv2.drawContours(np.zeros_like(padded), outline, -1, 1, -1)
    inner = cv2.erode(filled, np.ones((2 * room + 1, 2 * room + 1), np.uint8))
    return inner[1:-1, 1:-1].astype(bool)


def _around(image: Grey, bounds: Bounds, letter: float) -> float:
    """Return the usual level around a place, which is paper's even where letters stand."""
    x0, y0, x1, y1 = bounds
    near, far = max(2, round(0.25 * letter)), max(4, round(0.8 * letter))
    height, width = image.shape
    ys, xs = max(0, y0 - far), max(0, x0 - far)
    area = image[ys : min(height, y1 + far), xs : min(width, x1 + far)]
    ring = np.ones(area.shape, dtype=bool)
    ring[max(0, y0 - near - ys) : y1 + near - ys, max(0, x0 - near - xs) : x1 + near - xs] = False
    return float(np.median(area[ring])) if ring.any() else 0.0


def _framed(copy: _Copy) -> Iterator[Seen]:
    """Yield frames that are no cells of a table, empty or with a label."""
    drawn = np.asarray(copy.light < 175, dtype=np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(1 - drawn, connectivity=4)
    for x, y, w, h in _sized(copy, stats, LEAST_FREE):
        part = labels[y : y + h, x : x + w]
        own = part == np.bincount(part[part > 0]).argmax()
        inner = _inside(own, 1)
        if _is_rectangle(own) and _alone(drawn, (x, y, x + w, y + h), copy.letter):
            inside = float(drawn[y : y + h, x : x + w][inner].mean())
            if inside <= MOST_LABEL:
                how: How = "framed" if inside <= MOST_INSIDE else "labelled"
                yield (x - 2, y - 2, x + w + 2, y + h + 2), how


def _is_rectangle(part: NDArray[np.bool_]) -> bool:
    """Tell whether a place, holes filled, is a rectangle that lies along the page."""
    filled = _inside(part, 0)
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


def _sized(copy: _Copy, stats: NDArray[Any], fills: float) -> Iterator[Bounds]:
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


def _white(copy: _Copy) -> Iterator[Seen]:
    """Yield patches whiter than the paper, empty and rectangular."""
    tiny = cv2.resize(copy.grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    around = cv2.medianBlur(cv2.dilate(tiny, np.ones((3, 3), np.uint8)), 15)
    paper = cv2.resize(around, copy.grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    rough = copy.grey.astype(np.int16) - paper > LIGHTER
    bright = cv2.morphologyEx(rough.astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(bright)
    for x, y, w, h in _sized(copy, stats, 0.95):
        patch, bounds = copy.grey[y + 2 : y + h - 2, x + 2 : x + w - 2], (x, y, x + w, y + h)
        lighter = float(patch.mean()) - _around(copy.grey, bounds, copy.letter) >= LIGHTER
        if lighter and float(patch.std()) <= EVEN and max(w, h) >= LEAST_PATCH * copy.letter:
            yield bounds, "white"
