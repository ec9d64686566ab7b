"""Writing along the rim of a stamp laid straight, to be read like a line.

A strip begins where the writing does: after the widest gap (a star, the foot).
"""

from __future__ import annotations

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from pipeline.engines import Grey, Quad
from pipeline.stages.rings import INK, INNER, Points, Ring, levels

# Writing ends within this share of the rim's radius.
OUTER = 0.97
# Places of the rim with less ink than this share of its usual are a gap; gaps are at least
# so long (radians) to part two pieces of writing.
GAP_INK, LEAST_GAP = 0.15, 0.3


class Arc(Struct, frozen=True):
    """Writing along a rim: its strip, top outwards, and the corners around it on the page."""

    image: Grey
    quad: Quad


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
    return float((levels(layer, points) < INK).mean())


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
