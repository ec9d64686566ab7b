"""Two facing pages on one landscape scan are two pages.

They are told from a wide page with two columns or a table by the gutter: a band free of
text in the middle of the scan, between two blocks of running text as wide as pages; or by the
fold, a shadow that runs down the middle from edge to edge.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from pipeline.engines import Grey
from pipeline.model import Judgement

LEAST_ASPECT = 1.2
# The gutter lies in this part of the width and is at least this wide (shares of width).
MIDDLE = (0.40, 0.60)
LEAST_GUTTER = 0.045
LEAST_LINES = 4
# Running text: at least two of its lines fill this much of the block along the line.
FILLS = 0.7
# A block of text as wide as this share of the scan is a page's.
LEAST_BLOCK = 0.28
# A fold is looked for on a copy of this width, in so many bands from the upper to the lower
# edge. In each but one it is darker by so many levels than the paper on both sides, which is
# measured this far from it (pixels), and it leans by no more than this (pixels a band).
FOLD_WIDTH, BANDS = 600, 10
FOLD_DEPTH, BESIDE = 5.0, (6, 25)
FOLD_LEAN = 4.0
# More of the lines than this lie across what is only a crease in a sheet.
MOST_ACROSS = 0.08

Bounds = tuple[float, float, float, float]


class Spread(Struct, frozen=True):
    """Where a double page is cut (x in pixels of the upright page), None: single page."""

    gutter: float | None
    judgement: Judgement


def find_gutter(
    lines: Sequence[Bounds],
    width: float,
    height: float,
    *,
    vertical: bool,
    fold: float | None = None,
) -> Spread:
    """Decide whether upright ``lines`` (x0, y0, x1, y1) stand on two facing pages.

    ``fold``: where (x) a fold was seen.
    """
    if width < LEAST_ASPECT * height or len(lines) < 2 * LEAST_LINES:
        return _single(aspect=width / max(height, 1))
    if fold is not None and _across(lines, fold, width) <= MOST_ACROSS * len(lines):
        return _split(fold, width / height, 0.0, fold=1)
    if _on_one_half(lines, width, vertical=vertical):
        return _split(width / 2, width / height, 0.0)
    gap = _widest_gap(lines, width)
    if gap is None:
        return _single(aspect=width / height, gutter=0.0)
    x = (gap[0] + gap[1]) / 2
    left = [line for line in lines if (line[0] + line[2]) / 2 < x]
    right = [line for line in lines if (line[0] + line[2]) / 2 >= x]
    share = (gap[1] - gap[0]) / width
    full = _runs(left, vertical=vertical) and _runs(right, vertical=vertical)
    if share < LEAST_GUTTER or min(len(left), len(right)) < LEAST_LINES or not full:
        return _single(aspect=width / height, gutter=share)
    return _split(x, width / height, share)


def find_fold(page: Grey) -> float | None:
    """Return where (x in pixels of the upright page, its light not evened) two pages meet.

    None where the page is not wide, or no shadow runs down its middle.
    """
    height, width = page.shape
    if width < LEAST_ASPECT * height:
        return None
    size = (FOLD_WIDTH, max(BANDS, round(height * FOLD_WIDTH / width)))
    small: Grey = np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    darkest = [_darkest(band) for band in np.array_split(small, BANDS)]
    deep = [(at, x) for at, (depth, x) in enumerate(darkest) if depth >= FOLD_DEPTH]
    if len(deep) < BANDS - 1:
        return None
    steps = np.diff([x for _, x in deep])
    if np.abs(steps).max() > FOLD_LEAN:
        return None
    return float(np.mean([x for _, x in deep]) * width / FOLD_WIDTH)


def _darkest(band: NDArray[np.uint8]) -> tuple[float, int]:
    """Return how much darker the darkest place in the middle is than both its sides, and where.

    The level of a column of pixels is that of its lighter part: the paper, not the ink.
    """
    paper = np.percentile(band, 75, axis=0).astype(np.float32)
    levels = cv2.GaussianBlur(paper[np.newaxis], (0, 0), 1.5)[0]
    near, far = BESIDE

    def depth(x: int) -> float:
        beside = min(levels[x - far : x - near].mean(), levels[x + near : x + far].mean())
        return float(beside - levels[x])

    places = range(int(MIDDLE[0] * FOLD_WIDTH), int(MIDDLE[1] * FOLD_WIDTH))
    return max((depth(x), x) for x in places)


def _across(lines: Sequence[Bounds], fold: float, width: float) -> int:
    """Return how many lines lie across a fold, and not only up to it."""
    room = LEAST_GUTTER * width / 2
    return sum(line[0] < fold - room and line[2] > fold + room for line in lines)


def _split(x: float, aspect: float, share: float, fold: int = 0) -> Spread:
    evidence: dict[str, float | int | str] = {
        "aspect": round(aspect, 3),
        "gutter": round(share, 3),
        "fold": fold,
    }
    return Spread(x, Judgement(what="double-page", decision="split", evidence=evidence))


def _on_one_half(lines: Sequence[Bounds], width: float, *, vertical: bool) -> bool:
    """Tell whether all text is a page-wide block of running text on one half of the scan.

    The other page is empty then; a landscape page does not leave its half so.
    """
    x0, x1 = min(line[0] for line in lines), max(line[2] for line in lines)
    one_side = x1 < width / 2 or x0 > width / 2
    return one_side and x1 - x0 >= LEAST_BLOCK * width and _runs(lines, vertical=vertical)


def _single(**numbers: float) -> Spread:
    evidence: dict[str, float | int | str] = {k: round(v, 3) for k, v in numbers.items()}
    return Spread(None, Judgement(what="double-page", decision="single", evidence=evidence))


def _widest_gap(lines: Sequence[Bounds], width: float) -> tuple[float, float] | None:
    """Return the widest band in the middle of the page that no line crosses."""
    free = np.ones(max(int(width), 1), dtype=bool)
    for x0, _, x1, _ in lines:
        free[max(0, int(x0)) : max(0, int(np.ceil(x1)))] = False
    low, high = (int(share * width) for share in MIDDLE)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], free.astype(np.int8), [0]])))
    gaps = [(float(a), float(b)) for a, b in edges.reshape(-1, 2) if b > low and a < high]
    return max(gaps, key=lambda gap: gap[1] - gap[0], default=None)


def _runs(lines: Sequence[Bounds], *, vertical: bool) -> bool:
    """Tell whether lines are running text: some fill their block, cells of a table do not."""
    if len(lines) < 2:
        return False
    first, last = (1, 3) if vertical else (0, 2)
    lengths = sorted(line[last] - line[first] for line in lines)
    extent = max(line[last] for line in lines) - min(line[first] for line in lines)
    return lengths[-2] >= FILLS * extent
