"""Quads, boxes and the mapping between a prepared image and the page as delivered."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from pipeline.model import Box

Quad = NDArray[np.float32]
Matrix = NDArray[np.float64]


class Frame(Struct, frozen=True):
    """Where a prepared image lies on the delivered page.

    ``to_delivered`` is a 3x3 affine matrix from pixels of the prepared image to pixels of
    the page as delivered, whose size is ``width`` x ``height``.
    """

    to_delivered: Matrix
    width: int
    height: int

    def box(self, points: NDArray[np.floating]) -> Box:
        """Return the delivered box around ``points`` (n, 2) of the prepared image."""
        mapped = apply(self.to_delivered, points)
        x0, y0 = np.floor(mapped.min(axis=0))
        x1, y1 = np.ceil(mapped.max(axis=0))
        return (
            int(min(max(x0, 0), self.width)),
            int(min(max(y0, 0), self.height)),
            int(min(max(x1, 0), self.width)),
            int(min(max(y1, 0), self.height)),
        )

    def after(self, step: Matrix) -> Frame:
        """Return the frame of an image made from this one, ``step``: this one -> new one."""
        return Frame(self.to_delivered @ np.linalg.inv(step), self.width, self.height)


def identity(width: int, height: int) -> Frame:
    """Return the frame of the delivered image itself."""
    return Frame(np.eye(3), width, height)


def apply(matrix: Matrix, points: NDArray[np.floating]) -> NDArray[np.float64]:
    """Map points (n, 2) by an affine 3x3 matrix."""
    moved: NDArray[np.float64] = np.asarray(points, dtype=np.float64) @ matrix[:2, :2].T
    return moved + matrix[:2, 2]


def length(quad: Quad) -> float:
    """Return the length of a line along its reading direction, in pixels."""
    return float((np.linalg.norm(quad[1] - quad[0]) + np.linalg.norm(quad[2] - quad[3])) / 2)


def thickness(quad: Quad) -> float:
    """Return the height of a line across its reading direction, in pixels."""
    return float((np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])) / 2)


def angle(quad: Quad) -> float:
    """Return a line's slope in degrees, clockwise positive."""
    along = (quad[1] - quad[0]) + (quad[2] - quad[3])
    return math.degrees(math.atan2(float(along[1]), float(along[0])))


def relabelled(quad: Quad) -> Quad:
    """Return a quad's corners clockwise, the first side pointing most to the right.

    The detector's own order breaks on columns that lean by more than their width.
    """
    around = quad - quad.mean(axis=0)
    clockwise = quad[np.argsort(np.arctan2(around[:, 1], around[:, 0]), kind="stable")]
    turns = [np.roll(clockwise, -shift, axis=0) for shift in range(4)]
    best = min(turns, key=lambda turn: abs(angle(turn)))
    return np.asarray(best, dtype=np.float32)


def tall(quad: Quad) -> bool:
    """Tell whether a line is clearly taller than wide (a column, or a lying line)."""
    return thickness(quad) >= 1.5 * length(quad)


def bounds(quad: Quad) -> tuple[float, float, float, float]:
    """Return (x0, y0, x1, y1) around a quad."""
    low, high = quad.min(axis=0), quad.max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def union(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around all ``boxes``.

    >>> union([(0, 0, 2, 2), (1, 1, 5, 3)])
    (0, 0, 5, 3)
    """
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def overlap(a0: float, a1: float, b0: float, b1: float) -> float:
    """Return the length shared by two intervals (0 when apart).

    >>> overlap(0, 10, 5, 20)
    5
    """
    return max(0, min(a1, b1) - max(a0, b0))
