"""Round and oval stamps: where their rims lie.

A rim is an ellipse drawn in ink nearly all the way round: the hull of a piece of ink, or a
circle found by a Hough transform whatever touches it, drawn again through its outermost ink.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from pipeline.engines import Grey, Quad

Mask = NDArray[np.uint8]
Points = NDArray[np.float64]

INK = 185
# Pixels of the longest side of the copy that is looked at; rims are so large a share of it.
SIDE, LEAST_AXIS, MOST_AXIS = 1000, 0.045, 0.14
# Images smaller than this on the copy hold no stamp.
LEAST_SIDE = 48
# Ovals are at most so much longer than wide.
MOST_OVAL = 2.4
# Ink lies on the rim at so many of the angles, and on so few of them just outside it.
COVERED, OUTSIDE = 0.7, 0.3
# Rims are rubber: they may leave the ellipse by this share of their radius.
LOOSE = 0.04
ANGLES = 180
# Letters are shorter than this share of the least half axis.
FRAGMENT = 0.35
# Votes a circle needs in a Hough transform, and how many are looked at.
VOTES, MOST_CIRCLES = 60, 6
# A line stands within a rim if so much of it does, told on a grid of places of the line.
MOSTLY = 0.75
GRID = np.stack(np.meshgrid(np.linspace(0, 1, 9), np.linspace(0, 1, 3)), axis=-1).reshape(-1, 2)
# The writing along a rim stands outside this share of its radius.
INNER = 0.5


class Ring(Struct, frozen=True):
    """An ellipse in pixels of a page: middle, half axes, and the first axis' turn in radians."""

    x: float
    y: float
    a: float
    b: float
    turn: float

    def at(self, angles: NDArray[np.floating], share: float = 1.0) -> Points:
        """Return points (n, 2) at angles from the first axis, ``share`` of the way to the rim."""
        along, across = self.a * share * np.cos(angles), self.b * share * np.sin(angles)
        cos, sin = math.cos(self.turn), math.sin(self.turn)
        return np.stack(
            [self.x + along * cos - across * sin, self.y + along * sin + across * cos], axis=1
        )

    def share(self, points: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return how far points (n, 2) lie from the middle: 1 on the rim, less inside."""
        x, y = points[:, 0] - self.x, points[:, 1] - self.y
        cos, sin = math.cos(self.turn), math.sin(self.turn)
        inner: NDArray[np.float64] = np.hypot(
            (x * cos + y * sin) / self.a, (y * cos - x * sin) / self.b
        )
        return inner

    def holds(self, quad: Quad) -> bool:
        """Tell whether a line stands within the rim: its middle, and nearly all of it."""
        a, b, c, d = np.asarray(quad, dtype=np.float64)
        along, down = GRID[:, :1], GRID[:, 1:]
        points = (1 - down) * ((1 - along) * a + along * b) + down * ((1 - along) * d + along * c)
        middle = self.share(points.mean(axis=0, keepdims=True))
        return float(middle[0]) < 1 and float((self.share(points) < 1.15).mean()) >= MOSTLY

    def covers(self, quad: Quad, share: float = INNER) -> bool:
        """Tell whether the middle of a line lies within this share of the rim's radius."""
        middle = np.asarray(quad, dtype=np.float64).mean(axis=0, keepdims=True)
        return float(self.share(middle)[0]) < share

    def holds_on_rim(self, quad: Quad) -> bool:
        """Tell whether a line stands where the writing along the rim does."""
        middle = np.asarray(quad, dtype=np.float64).mean(axis=0, keepdims=True)
        return self.holds(quad) and float(self.share(middle)[0]) > INNER


def find_rings(layer: Grey) -> tuple[Ring, ...]:
    """Return the rims of stamps on a prepared page or its coloured layer."""
    scale = min(1.0, SIDE / max(layer.shape))
    size = (round(layer.shape[1] * scale), round(layer.shape[0] * scale))
    if min(size) < LEAST_SIDE:
        return ()
    small = cv2.resize(layer, size, interpolation=cv2.INTER_AREA)
    ink = (small < INK + 30).astype(np.uint8)
    white = np.where(ink, 0, 255).astype(np.uint8)
    found: list[Ring] = []
    for rough in (*_ellipses(ink), *_circles(ink)):
        if _inked(rough, ink, np.arange(0.86, 1.2, 0.03)) < COVERED:
            continue
        ring = _refined(rough, white)
        known = any(other.share(np.array([[ring.x, ring.y]]))[0] < 0.6 for other in found)
        if not known and _is_rim(ring, ink):
            found.append(ring)
    return tuple(
        _refined(
            Ring(ring.x / scale, ring.y / scale, ring.a / scale, ring.b / scale, ring.turn), layer
        )
        for ring in found
    )


def _refined(ring: Ring, layer: Grey) -> Ring:
    """Return the ellipse through the outermost ink near a rim, on the page at full size."""
    angles = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)
    shares = np.arange(1.22, 0.86, -0.005)
    seen = np.stack([levels(layer, ring.at(angles, float(share))) for share in shares]) < INK
    first = seen.argmax(axis=0)
    hit = seen.any(axis=0)
    for _ in range(2):
        if int(hit.sum()) < ANGLES // 2:
            return ring
        edge = np.stack(
            [ring.at(angles[i : i + 1], float(shares[first[i]]))[0] for i in np.flatnonzero(hit)]
        )
        (x, y), (one, two), degrees = cv2.fitEllipse(edge.astype(np.float32)[:, np.newaxis])
        fitted = Ring(x, y, one / 2, two / 2, math.radians(degrees))
        off = np.full(ANGLES, np.inf)
        off[hit] = np.abs(fitted.share(edge) - 1)
        hit = off <= max(0.012, float(np.median(off[hit])) * 2)
    return fitted


def _ellipses(ink: Mask) -> Iterator[Ring]:
    """Yield the ellipses around pieces of ink that may be a rim."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    side = max(ink.shape)
    for label in np.flatnonzero(
        (stats[:, 2:4].min(axis=1) >= 2 * LEAST_AXIS * side / MOST_OVAL)
        & (stats[:, 2:4].max(axis=1) <= 2 * MOST_AXIS * side)
        & (stats[:, 4] < 0.6 * stats[:, 2] * stats[:, 3])
    ):
        x, y, w, h = (int(value) for value in stats[label, :4])
        if label == 0 or w > MOST_OVAL * h or h > MOST_OVAL * w:
            continue
        part = (labels[y : y + h, x : x + w] == label).astype(np.uint8)
        hull = cv2.convexHull(cv2.findNonZero(part))
        if len(hull) >= 8:
            (cx, cy), (one, two), degrees = cv2.fitEllipse(hull)
            yield Ring(x + cx, y + cy, one / 2 - 1, two / 2 - 1, math.radians(degrees))


def _circles(ink: Mask) -> Iterator[Ring]:
    """Yield circles, whatever else touches them."""
    side = max(ink.shape)
    drawn = _without_letters(ink) * 255
    half = cv2.resize(drawn, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    least, most = round(LEAST_AXIS * side / 2), round(MOST_AXIS * side / 2)
    seen = cv2.HoughCircles(
        half, cv2.HOUGH_GRADIENT, 1.5, 2 * least, param1=200, param2=VOTES,
        minRadius=least, maxRadius=most,
    )  # fmt: skip
    for x, y, radius in [] if seen is None else seen[0][:MOST_CIRCLES]:
        yield Ring(2 * float(x), 2 * float(y), 2 * float(radius), 2 * float(radius), 0.0)


def _without_letters(ink: Mask) -> Mask:
    """Return the pieces of ink that are no letters: rims, or fragments of them."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    large = stats[:, 2:4].max(axis=1) >= FRAGMENT * LEAST_AXIS * max(ink.shape)
    large[0] = False
    return np.asarray(large[labels], dtype=np.uint8)


def _is_rim(ring: Ring, ink: Mask) -> bool:
    """Tell whether ink lies along an ellipse nearly all the way round, and paper beyond it."""
    side = max(ink.shape)
    axes = sorted((ring.a, ring.b))
    if not LEAST_AXIS / MOST_OVAL * side <= axes[0] <= axes[1] <= MOST_AXIS * side:
        return False
    if axes[1] < LEAST_AXIS * side or axes[1] > MOST_OVAL * axes[0]:
        return False
    room = min(max(1.6 / axes[0], LOOSE), 2.4 / axes[0])
    on = _inked(ring, ink, np.linspace(1 - room, 1 + room, 7))
    beyond = _inked(ring, ink, [1 + 3 * room])
    return on >= COVERED and beyond <= OUTSIDE


def _inked(ring: Ring, ink: Mask, shares: Sequence[float] | NDArray[np.floating]) -> float:
    """Return at how many of the angles there is ink at one of some distances from the middle."""
    angles = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)
    found = np.zeros(ANGLES, dtype=bool)
    for share in shares:
        points = np.rint(ring.at(angles, share)).astype(int)
        inside = ((points >= 0) & (points < np.array(ink.shape)[::-1])).all(axis=1)
        x, y = np.where(inside, points[:, 0], 0), np.where(inside, points[:, 1], 0)
        found |= inside & (ink[y, x] > 0)
    return float(found.mean())


def levels(layer: Grey, points: Points) -> Grey:
    """Return the page's levels at points (n, 2), paper beyond its edges."""
    places = np.rint(points).astype(int)
    inside = ((places >= 0) & (places < np.array(layer.shape)[::-1])).all(axis=1)
    seen = np.full(len(points), 255, dtype=np.uint8)
    seen[inside] = layer[places[inside, 1], places[inside, 0]]
    return seen
