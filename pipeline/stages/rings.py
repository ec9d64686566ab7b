"""Round and oval stamps: where their rims lie, and their writing along the rim laid straight.

A rim is an ellipse drawn in ink nearly all the way round. Writing inside it follows it, so
it is unrolled into a strip from its widest gap (a star, the foot) and read like a line.
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
# Writing stands between these shares of the rim's radius.
INNER, OUTER = 0.5, 0.97
# Places of the rim with less ink than this share of its usual are a gap; gaps are at least
# so long (radians) to part two pieces of writing.
GAP_INK, LEAST_GAP = 0.15, 0.3


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
        """Tell whether a line stands within the rim."""
        return bool((self.share(np.asarray(quad, dtype=np.float64)) < 1.15).all())

    def covers(self, quad: Quad) -> bool:
        """Tell whether the middle of a line lies near the middle of the rim."""
        middle = np.asarray(quad, dtype=np.float64).mean(axis=0, keepdims=True)
        return float(self.share(middle)[0]) < INNER

    def holds_on_rim(self, quad: Quad) -> bool:
        """Tell whether a line stands where the writing along the rim does."""
        middle = np.asarray(quad, dtype=np.float64).mean(axis=0, keepdims=True)
        return self.holds(quad) and float(self.share(middle)[0]) > INNER


class Arc(Struct, frozen=True):
    """Writing along a rim: its strip, top outwards, and the corners around it on the page."""

    image: Grey
    quad: Quad


def find_rings(layer: Grey) -> tuple[Ring, ...]:
    """Return the rims of stamps on a prepared page or its coloured layer."""
    scale = min(1.0, SIDE / max(layer.shape))
    size = (round(layer.shape[1] * scale), round(layer.shape[0] * scale))
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
    seen = np.stack([_levels(layer, ring.at(angles, float(share))) for share in shares]) < INK
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


def unrolled(layer: Grey, ring: Ring) -> tuple[Arc, ...]:
    """Return the pieces of writing along a rim, each from its beginning clockwise."""
    band = _band(layer, ring)
    if band is None:
        return ()
    angles, lengths = _even_angles(ring, band)
    strip = _strip(layer, ring, band, angles)
    pieces = _pieces(strip, lengths)
    return tuple(_arc(strip, ring, band, angles, piece) for piece in pieces)


def _strip(layer: Grey, ring: Ring, band: tuple[float, float], angles: NDArray[np.float64]) -> Grey:
    """Return the band between two shares of the radius, its outer side up."""
    high = max(8, round((band[1] - band[0]) * (ring.a + ring.b) / 2))
    shares = np.linspace(band[1], band[0], high)
    places = np.stack([ring.at(angles, float(share)) for share in shares])
    seen = cv2.remap(
        layer, places[..., 0].astype(np.float32), places[..., 1].astype(np.float32),
        cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=255,
    )  # fmt: skip
    return np.asarray(seen, dtype=np.uint8)


def _even_angles(ring: Ring, band: tuple[float, float]) -> tuple[NDArray[np.float64], float]:
    """Return angles a pixel apart along the middle of a band, twice round, and one round's length.

    They begin at the foot and run clockwise; an oval's are not even in angle.
    """
    fine = np.linspace(0, 2 * np.pi, 721)
    points = ring.at(fine, sum(band) / 2)
    run = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    length = float(run[-1])
    foot = float(fine[int(points[:-1, 1].argmax())])
    start = float(np.interp(foot, fine, run))
    steps = (start + np.arange(int(2 * length))) % length
    return np.interp(steps, run, fine), length


def _band(layer: Grey, ring: Ring) -> tuple[float, float] | None:
    """Return between which shares of the radius writing stands; None if there is none."""
    shares = np.arange(INNER, 1.06, 0.01)
    angles = np.linspace(0, 2 * np.pi, 360, endpoint=False)
    ink = np.array([_dark(layer, ring.at(angles, float(share))) for share in shares])
    rim = int(ink[shares > 0.9].argmax() + (shares <= 0.9).sum())
    outer = rim
    # Inwards to where the rim's line has ended: no ink, or more of it again.
    while outer > 0 and (ink[outer] > 0.35 * ink[rim] or 0.04 < ink[outer] > ink[outer - 1]):
        outer -= 1
    written = np.flatnonzero(ink[: outer + 1] > 0.05)
    if not len(written):
        return None
    end = int(written[-1])
    start = end
    while start > 0 and ink[start - 1 : start + 1].max() > 0.04:
        start -= 1
    if end - start < 8:
        return None
    return float(shares[max(0, start - 2)]), float(min(shares[min(outer, end + 3)], OUTER))


def _dark(layer: Grey, points: Points) -> float:
    """Return the share of points that lie on ink."""
    return float((_levels(layer, points) < INK).mean())


def _levels(layer: Grey, points: Points) -> Grey:
    """Return the page's levels at points (n, 2), paper beyond its edges."""
    places = np.rint(points).astype(int)
    inside = ((places >= 0) & (places < np.array(layer.shape)[::-1])).all(axis=1)
    seen = np.full(len(points), 255, dtype=np.uint8)
    seen[inside] = layer[places[inside, 1], places[inside, 0]]
    return seen


def _pieces(strip: Grey, length: float) -> list[tuple[int, int]]:
    """Return where pieces of writing begin and end along a strip that goes twice round."""
    once = int(length)
    inked = (strip[:, :once] < INK).mean(axis=0)
    window = max(3, round(once * LEAST_GAP / (2 * np.pi)))
    around = np.concatenate([inked, inked])
    free = np.convolve(around, np.ones(window) / window, "same") < GAP_INK * max(
        float(np.median(inked[inked > 0])) if (inked > 0).any() else 0.0, 1e-6
    )
    if not free.any():
        return [(0, once)]
    first = int(np.flatnonzero(free)[0])
    edges = np.flatnonzero(np.diff(free[first : first + once + 1].astype(int)))
    bounds = [first + int(edge) + 1 for edge in edges]
    half = window // 2
    pieces = [(a - half, b + half) for a, b in zip(bounds[::2], bounds[1::2], strict=False)]
    return [(max(0, a), b) for a, b in pieces if b - a > 1.5 * strip.shape[0]]


def _arc(
    strip: Grey,
    ring: Ring,
    band: tuple[float, float],
    angles: NDArray[np.float64],
    piece: tuple[int, int],
) -> Arc:
    a, b = piece
    chosen = angles[a:b:4]
    corners = np.concatenate([ring.at(chosen, band[0]), ring.at(chosen, band[1])])
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    quad = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], dtype=np.float32)
    return Arc(np.ascontiguousarray(strip[:, a:b]), quad)
