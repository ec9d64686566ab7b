"""Cut straightened strips of single lines out of a prepared page.

Typescript is often set so tightly that the boxes of neighbouring lines overlap; a strip
cut by the box alone shows feet and heads of the neighbours, which an engine then reads as
a line of their own. So each strip is bounded by the valley of least ink between it and
the next line, and everything beyond is painted as paper.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from pipeline.engines import Grey
from pipeline.geometry import Matrix, Quad, apply, length, overlap, thickness

PAPER = 255
# Where the valley between two lines is looked for, as a share of their distance.
VALLEY = 0.22


class Strip(Struct, frozen=True):
    """A straightened line: its image, and the way back to the prepared page."""

    image: Grey
    to_page: Matrix

    @property
    def is_column(self) -> bool:
        """Tell whether the line runs down the page rather than across."""
        return bool(abs(self.to_page[1, 0]) > abs(self.to_page[0, 0]))

    def on_page(self, x0: float, x1: float) -> NDArray[np.float64]:
        """Return the four page points of the strip between two of its columns."""
        high = self.image.shape[0]
        return apply(self.to_page, np.array([[x0, 0], [x1, 0], [x1, high], [x0, high]]))


def cut(
    page: Grey,
    quads: Sequence[Quad],
    scale: float | None,
    margin: float,
    among: Sequence[Quad] | None = None,
) -> tuple[Strip, ...]:
    """Return one strip a quad.

    ``scale``: strip pixels per page pixel (None: 1.0); ``margin``: room left around a
    line's box, as a share of its thickness; ``among``: all lines of the page, where
    ``quads`` are only some of them.
    """
    lines = [_Neighbour(quad) for quad in (quads if among is None else among)]
    return tuple(_cut_one(page, quad, lines, scale or 1.0, margin) for quad in quads)


class _Neighbour:
    """A line with what is needed to see quickly whether it is near another."""

    def __init__(self, quad: Quad) -> None:
        self.quad = quad
        self.centre = quad.mean(axis=0)


def _cut_one(
    page: Grey, quad: Quad, lines: Sequence[_Neighbour], scale: float, margin: float
) -> Strip:
    thick, long = max(thickness(quad), 4.0), max(length(quad), 4.0)
    pad = margin * thick
    size = (round((long + 2 * pad) * scale), round((thick + 2 * pad) * scale))
    to_strip = _straighten(quad, pad, scale)
    smooth = cv2.INTER_LINEAR if scale <= 1 else cv2.INTER_CUBIC
    image = cv2.warpAffine(
        page, to_strip[:2], size, flags=smooth, borderMode=cv2.BORDER_CONSTANT, borderValue=PAPER
    )
    strip = np.asarray(image, dtype=np.uint8)
    _erase_neighbours(strip, quad, lines, to_strip)
    return Strip(strip, np.asarray(np.linalg.inv(to_strip), dtype=np.float64))


def _straighten(quad: Quad, pad: float, scale: float) -> Matrix:
    """Return the affine 3x3 matrix that lays the quad flat, padded and scaled."""
    long, thick = max(length(quad), 4.0), max(thickness(quad), 4.0)
    target = np.array([[pad, pad], [pad + long, pad], [pad, pad + thick]], dtype=np.float32)
    source = np.array([quad[0], quad[1], quad[3]], dtype=np.float32)
    return np.vstack([cv2.getAffineTransform(source, target * np.float32(scale)), [0, 0, 1]])


def _erase_neighbours(
    image: Grey, quad: Quad, lines: Sequence[_Neighbour], to_strip: Matrix
) -> None:
    """Paint as paper what lies beyond the valleys to the lines above and below."""
    height, width = image.shape
    middles = apply(to_strip, np.array([line.centre for line in lines]))[:, 1]
    near = np.flatnonzero(np.abs(middles - height / 2) < 1.6 * height).tolist()
    for i in near:
        if abs(middles[i] - height / 2) < 0.35 * height or lines[i].quad is quad:
            continue
        corners = apply(to_strip, lines[i].quad)
        if overlap(corners[:, 0].min(), corners[:, 0].max(), 0, width) >= 0.02 * width:
            _erase(image, corners)


def _erase(image: Grey, corners: NDArray[np.float64]) -> None:
    """Paint the side of one neighbour: a cut along its slope, through the least ink."""
    height, width = image.shape
    left, right = (corners[0] + corners[3]) / 2, (corners[1] + corners[2]) / 2
    x0, x1 = max(0, int(left[0])), min(width, int(np.ceil(right[0])))
    if x1 - x0 < 2:
        return
    xs = np.arange(x0, x1)
    slope = (right[1] - left[1]) / max(right[0] - left[0], 1.0)
    neighbour = left[1] + slope * (xs - left[0])
    cutline = (neighbour + height / 2) / 2
    reach = int(VALLEY * abs(float(neighbour.mean()) - height / 2))
    shift = _least_ink(image[:, x0:x1], cutline, reach)
    rows = np.arange(height)[:, None]
    above = float(neighbour.mean()) < height / 2
    beyond = rows < cutline + shift if above else rows > cutline + shift
    image[:, x0:x1][beyond] = PAPER


def _least_ink(part: Grey, cutline: NDArray[np.float64], reach: int) -> int:
    """Return the shift of the cut, within ``reach`` rows, at which it crosses least ink."""
    columns = np.arange(part.shape[1])

    def ink(shift: int) -> tuple[int, int]:
        rows = np.clip(np.rint(cutline + shift), 0, part.shape[0] - 1).astype(np.intp)
        return int(PAPER * len(columns) - part[rows, columns].astype(np.int64).sum()), abs(shift)

    return min(range(-reach, reach + 1), key=ink)
