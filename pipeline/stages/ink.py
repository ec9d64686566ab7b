"""Ink of another colour than the text's: stamps, seals, coloured letterheads.

A red seal over a black date is two layers of ink; each is read on its own.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.engines import Grey

Mask = NDArray[np.uint8]

PAPER = 255
INK = 185
# Ink is coloured that lies so far (Lab, paper counted as white) from the colours of the
# page's main ink; black text under a stamp is darker than the stamp and less coloured.
CHROMA, DARK, STRONG = 13.0, 92, 34.0
# Thin and thick strokes of one ink lie on a ray from white; it reaches so many times as far
# from white as the usual stroke.
REACH = 2.5
# Hues (degrees in Lab) of aged paper and stains: orange-yellow to yellow-green.
STAINS = (62.0, 115.0)
# Coloured ink is set apart only where it is the smaller part, and more than noise.
LEAST_SHARE, MOST_SHARE = 0.01, 0.45
# A piece of ink of which less is coloured is black, one of which more is (and that does
# not hold black strokes) is coloured.
HARDLY, MOSTLY = 0.15, 0.6
# Least run of black pixels, along or down, that is a stroke.
STROKE = 7
# A piece of black ink of which more lies close to coloured ink is a rest of that.
INSIDE = 0.7
# Least share of coloured pixels around a place for it to be more than noise.
LEAST_DENSITY = 0.03
# Pixels around the coloured ink that are looked at too.
AROUND = 120
# The paper's colour is measured on a copy this much smaller.
SMALLER = 8
# A line tilted more than this (degrees) against the page was stamped, not typed.
STAMP_TILT, COLOURED_TILT = 3.0, 1.2
MOST_STAMPS = 0.25


def without_coloured(even: Grey, delivered: NDArray[np.uint8]) -> tuple[Grey, Grey | None]:
    """Return a page's main ink, and its coloured ink on its own (None if there is none)."""
    found = None if delivered.ndim == 2 else _area(even, delivered)
    if found is None:
        return even, None
    area, usual = found
    inked = (even[area] < INK).astype(np.uint8)
    coloured = _whole_pieces(inked, _coloured(delivered[area], inked, usual))
    share = float(coloured.sum()) / max(1, int((even < INK).sum()))
    if not LEAST_SHARE < share < MOST_SHARE:
        return even, None
    around = cv2.dilate(coloured, np.ones((5, 5), np.uint8)).astype(bool)
    main, apart = even.copy(), np.full_like(even, PAPER)
    apart[area][around] = even[area][around]
    black = _without_remains(inked & (1 - coloured), coloured)
    main[area][(around | (inked > 0)) & (black == 0)] = PAPER
    return main, apart


def _area(
    even: Grey, delivered: NDArray[np.uint8]
) -> tuple[tuple[slice, slice], NDArray[np.float32]] | None:
    """Return the part of the page that holds all coloured ink, and the main ink's colour.

    Both are told from every fourth pixel.
    """
    inked = (even[::4, ::4] < INK).astype(np.uint8)
    rough = np.ascontiguousarray(delivered[::4, ::4])
    if not inked.any():
        return None
    usual = np.median(_colours(rough, inked)[:, 1:], axis=0)
    found = _coloured(rough, inked, usual)
    if float(found.sum()) < 0.5 * LEAST_SHARE * int(inked.sum()):
        return None
    dense = cv2.boxFilter(found.astype(np.float32), -1, (15, 15)) > LEAST_DENSITY
    rows, columns = np.flatnonzero(dense.any(axis=1)), np.flatnonzero(dense.any(axis=0))
    if not len(rows):
        return None
    area = (
        slice(max(0, 4 * int(rows[0]) - AROUND), 4 * int(rows[-1]) + AROUND),
        slice(max(0, 4 * int(columns[0]) - AROUND), 4 * int(columns[-1]) + AROUND),
    )
    return area, usual


def _coloured(delivered: NDArray[np.uint8], inked: Mask, usual: NDArray[np.float32]) -> Mask:
    """Return a mask of inked pixels of another colour than the main ink's (``usual``: a, b).

    Typewriters had violet and blue ribbons: what differs from the text is a stamp, not
    what differs from black.
    """
    found = np.zeros_like(inked)
    light, *ab = _colours(delivered, inked).T
    colour = np.stack(ab, axis=1)
    hue = np.degrees(np.arctan2(colour[:, 1], colour[:, 0])) % 360
    along = np.clip(colour @ usual / max(1.0, float(usual @ usual)), 0.0, REACH)
    apart = np.linalg.norm(colour - along[:, np.newaxis] * usual, axis=1)
    stained = (hue > STAINS[0]) & (hue < STAINS[1])
    found[inked > 0] = (apart > CHROMA) & ((light > DARK) | (apart > STRONG)) & ~stained
    return found


def _colours(delivered: NDArray[np.uint8], inked: Mask) -> NDArray[np.float32]:
    """Return L, a, b of every inked pixel, the paper's own colour counted as white.

    Only inked pixels are looked at: they are few.
    """
    rows, columns = np.nonzero(inked)
    if not len(rows):
        return np.empty((0, 3), dtype=np.float32)
    paper = _paper(delivered)
    there = (
        np.minimum(rows // SMALLER, paper.shape[0] - 1),
        np.minimum(columns // SMALLER, paper.shape[1] - 1),
    )
    white = np.minimum(255.0, delivered[rows, columns] * (255.0 / paper[there]))
    lab = cv2.cvtColor(np.rint(white).astype(np.uint8)[:, np.newaxis], cv2.COLOR_RGB2LAB)
    shifted: NDArray[np.float32] = lab[:, 0].astype(np.float32) - np.array(
        [0, 128, 128], np.float32
    )
    return shifted


def _paper(delivered: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the paper's colour on a copy of the page that is SMALLER times as small."""
    height, width = delivered.shape[:2]
    size = (max(1, width // SMALLER), max(1, height // SMALLER))
    small = cv2.resize(np.ascontiguousarray(delivered), size, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 9)
    return np.asarray(np.maximum(paper, 40), dtype=np.uint8)


def _whole_pieces(inked: Mask, coloured: Mask) -> Mask:
    """Clear pieces of ink that are black but for noise, fill those that are coloured but for it."""
    share = _share_of_pieces(inked, coloured)
    black = ((inked > 0) & (coloured == 0)).astype(np.uint8)
    # Strokes run on; dark pixels that the compression left inside a stamp do not.
    along = cv2.morphologyEx(black, cv2.MORPH_OPEN, np.ones((1, STROKE), np.uint8))
    down = cv2.morphologyEx(black, cv2.MORPH_OPEN, np.ones((STROKE, 1), np.uint8))
    strokes = cv2.max(along, down)[inked > 0]
    own = coloured[inked > 0]
    filled = np.where(share >= MOSTLY, 1 - strokes, own)
    result = np.zeros_like(coloured)
    result[inked > 0] = np.where(share <= HARDLY, 0, filled)
    return result


def _share_of_pieces(inked: Mask, marked: Mask) -> NDArray[np.float64]:
    """Return, for every inked pixel, which share of its piece of ink is marked."""
    count, labels = cv2.connectedComponents(inked)
    pieces = labels[inked > 0]
    sizes = np.bincount(pieces, minlength=count)
    own = np.bincount(pieces, weights=marked[inked > 0], minlength=count)
    share: NDArray[np.float64] = (own / np.maximum(sizes, 1))[pieces]
    return share


def _without_remains(black: Mask, coloured: Mask) -> Mask:
    """Return black ink without the pale rests of stamps: pieces that lie in coloured ink."""
    near = np.asarray(cv2.dilate(coloured, np.ones((13, 13), np.uint8)), dtype=np.uint8)
    kept = black.copy()
    kept[black > 0] = _share_of_pieces(black, near) <= INSIDE
    return kept


def tilted_apart(tilts: Sequence[float]) -> bool:
    """Tell whether tilt tells stamps on a page: not where many lines lean, as in photographs."""
    leaning = sum(abs(tilt) > STAMP_TILT for tilt in tilts)
    return leaning <= MOST_STAMPS * len(tilts)


def is_stamp(tilt: float, *, coloured: bool, heading: bool) -> bool:
    """Tell whether a line is a stamp's: coloured and no letterhead, or clearly tilted.

    ``tilt``: degrees against the page's lines. Coloured lines that lie as straight as the
    text, centred at the head of the page, are printed letterheads.
    """
    if abs(tilt) > STAMP_TILT:
        return True
    return coloured and (abs(tilt) > COLOURED_TILT or not heading)
