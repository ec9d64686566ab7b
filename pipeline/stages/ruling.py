"""Ruled lines: frames of tables, underlines, lines of forms. Read as letters, they are noise.

A rule is a long thin run of ink. Where a letter crosses it, the letter stays: only those
columns of a rule are painted over in which the ink is no thicker than the rule.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.engines import Grey

PAPER = 255
INK = 150
# Least length of a rule as a share of the page's longer side: longer than any letter.
LEAST_LENGTH = 1 / 28
# A rule may lean: within so many pixels of run it shifts by one row at most 3 degrees.
RUN_SHARE = 0.3
# Thickest rule, as a share of the page's longer side, and relative to its own length.
MOST_THICKNESS = 1 / 230
SLENDER = 12
# Share of a rule's length that is really ink: strokes of neighbouring letters have gaps.
UNBROKEN = 0.93


def without_rules(even: Grey) -> tuple[Grey, int]:
    """Return the page without ruled lines, and how many there were."""
    ink = (even < INK).astype(np.uint8)
    long = int(max(even.shape) * LEAST_LENGTH)
    thick = max(4, int(max(even.shape) * MOST_THICKNESS))
    if not _any_long_run(ink, max(20, int(long * RUN_SHARE))):
        return even, 0
    across, count_across = _rules(ink, long, thick)
    sideways = np.ascontiguousarray(ink.T)
    down, count_down = _rules(sideways, long, thick)
    count = count_across + count_down
    if not count:
        return even, 0
    crossings = across & down.T
    bare = _without_letters(across, ink, thick) | _without_letters(down, sideways, thick).T
    painted = even.copy()
    painted[(bare | crossings).astype(bool)] = PAPER
    return painted, count


def _any_long_run(ink: NDArray[np.uint8], run: int) -> bool:
    """Tell quickly, on a quarter of the pixels, whether there can be a rule at all."""
    coarse = np.ascontiguousarray(cv2.dilate(ink, np.ones((2, 2), np.uint8))[::2, ::2])
    half = max(8, run // 2)
    across = cv2.morphologyEx(coarse, cv2.MORPH_OPEN, np.ones((1, half), np.uint8))
    down = cv2.morphologyEx(coarse, cv2.MORPH_OPEN, np.ones((half, 1), np.uint8))
    return bool(across.any() or down.any())


def _rules(ink: NDArray[np.uint8], long: int, thick: int) -> tuple[NDArray[np.uint8], int]:
    """Return a mask of horizontal rules, and how many there are."""
    run = max(20, int(long * RUN_SHARE))
    runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, run), np.uint8))
    joined = cv2.dilate(runs, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    mask = np.zeros_like(ink)
    found = 0
    for label in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[label])
        if width < long or area / width > thick + 4 or width < SLENDER * (area / width):
            continue
        part = labels[y : y + height, x : x + width] == label
        if (part & (runs[y : y + height, x : x + width] > 0)).any(axis=0).mean() < UNBROKEN:
            continue
        found += 1
        mask[y : y + height, x : x + width][part] = 1
    # The rule's soft edges belong to it, or they would stay behind as dots.
    if not found:
        return mask, 0
    return np.asarray(cv2.dilate(mask, np.ones((5, 3), np.uint8)), dtype=np.uint8), found


def _without_letters(
    rules: NDArray[np.uint8], ink: NDArray[np.uint8], thick: int
) -> NDArray[np.uint8]:
    """Return a mask of horizontal rules less the strokes that cross them."""
    if not rules.any():
        return rules
    strokes = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((2 * thick, 1), np.uint8))
    return np.asarray(np.where(strokes > 0, 0, rules), dtype=np.uint8)
