"""Ruled lines: frames of tables, underlines, lines of forms. Read as letters, they are noise.

A rule is a long thin run of ink. Where a letter crosses it, the letter stays: only those
columns of a rule are painted over in which the ink is no thicker than the rule.
"""

from __future__ import annotations

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from pipeline.engines import Grey

Mask = NDArray[np.uint8]
Area = tuple[slice, slice]

PAPER = 255
INK = 150
# Least length of a rule as a share of the page's longer side: longer than any letter.
LEAST_LENGTH = 1 / 28
# Rules down the page belong to tables and are longer; shorter ones are pieces of scratches,
# of which the rest would then be read as letters.
LEAST_DOWN = 1 / 14
# A rule may lean: within so many pixels of run it shifts by one row at most 3 degrees.
RUN_SHARE = 0.3
# Thickest rule, as a share of the page's longer side, and relative to its own length.
MOST_THICKNESS = 1 / 230
SLENDER = 12
# Strokes that cross a rule are longer than so many of its thicknesses.
STROKE = 2.5
# A rule is longer than so many letters are high: a long dash or 一 is not. Pages with fewer
# letters than this show no usual height.
LETTERS, LEAST_LETTERS = 5.0, 20
# Share of a rule's length that is really ink: strokes of neighbouring letters have gaps.
UNBROKEN = 0.93
# Heavy letters that run together make such runs too, on small photographs above all. They hang
# together less, looked at on all pixels, and more than this share of them touches other ink
# (of rules some do: an underline close to its letters, but that is in one piece).
TOGETHER, TOUCHING = 0.85, 0.2


class _Rule(Struct, frozen=True):
    """A rule on the half-size page: its place and its mask there.

    In full size: its thickness, and the length of the runs of ink it is made of.
    """

    x: int
    y: int
    mask: Mask
    thick: float
    run: int


def without_rules(even: Grey) -> tuple[Grey, int]:
    """Return the page without ruled lines, and how many there were.

    Rules are looked for on a quarter of the pixels, and painted over on all of them.
    """
    darkest = np.asarray(cv2.erode(even, np.ones((2, 2), np.uint8)), dtype=np.uint8)
    coarse: Mask = (darkest[::2, ::2] < INK).astype(np.uint8)
    side = max(even.shape) / 2
    thick = max(2.0, side * MOST_THICKNESS)
    across = _find(coarse, side * LEAST_LENGTH, thick)
    down = _find(np.asarray(cv2.transpose(coarse), dtype=np.uint8), side * LEAST_DOWN, thick)
    if not across and not down:
        return even, 0
    ink: Mask = (even < INK).astype(np.uint8)
    longest_letter = LETTERS * _letter_height(coarse)
    across = [rule for rule in across if _is_rule(rule, coarse, ink, longest_letter)]
    down = [rule for rule in down if _is_rule(rule, coarse.T, ink.T, longest_letter)]
    if not across and not down:
        return even, 0
    masks = np.zeros_like(ink), np.zeros_like(ink)
    areas = [_draw(rule, masks[0]) for rule in across]
    turned = [_draw(rule, masks[1].T) for rule in down]
    painted = even.copy()
    for rule, area in zip(across, areas, strict=True):
        _paint(painted, ink, masks[0], masks[1], area, rule.thick)
    for rule, area in zip(down, turned, strict=True):
        _paint(painted.T, ink.T, masks[1].T, masks[0].T, area, rule.thick)
    return painted, len(across) + len(down)


def _letter_height(ink: Mask) -> float:
    """Return the usual height of pieces of ink that may be letters, in pixels of ``ink``."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    widths = stats[1:, cv2.CC_STAT_WIDTH]
    letters = heights[(heights >= 5) & (heights < 80) & (widths < 4 * heights)]
    return float(np.median(letters)) if len(letters) >= LEAST_LETTERS else 0.0


def _find(ink: Mask, long: float, thick: float) -> list[_Rule]:
    """Return the horizontal rules of a page; all sizes in pixels of ``ink``."""
    run = max(10, int(long * RUN_SHARE))
    runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, run), np.uint8))
    if not runs.any():
        return []
    joined = cv2.dilate(runs, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for label in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[label])
        if width < long or area / width > thick + 3 or width < SLENDER * (area / width - 2):
            continue
        part = labels[y : y + height, x : x + width] == label
        drawn = part & (runs[y : y + height, x : x + width] > 0)
        if drawn.any(axis=0).mean() >= UNBROKEN:
            inked = int((ink[y : y + height, x : x + width] & part).sum())
            found.append(_Rule(x, y, part.astype(np.uint8), 2 * inked / width, 2 * run))
    return found


def _is_rule(rule: _Rule, coarse: Mask, ink: Mask, longest_letter: float) -> bool:
    """Tell a rule from a long letter, and from letters that run together.

    ``coarse`` and ``ink`` are the page at half and at full size.
    """
    rows, columns = rule.mask.shape
    if columns <= longest_letter:
        return False
    full = np.kron(rule.mask, np.ones((2, 2), np.uint8))
    part = ink[2 * rule.y :, 2 * rule.x :][: 2 * rows, : 2 * columns]
    drawn = np.ascontiguousarray(part & full[: part.shape[0], : part.shape[1]])
    runs = cv2.morphologyEx(drawn, cv2.MORPH_OPEN, np.ones((1, rule.run), np.uint8))
    return bool(runs.any(axis=0).mean() >= TOGETHER) or _touching(rule, coarse) <= TOUCHING


def _touching(rule: _Rule, coarse: Mask) -> float:
    """Return on what share of a rule's length there is ink just above or below it."""
    rows, columns = rule.mask.shape
    above, below = max(0, rule.y - 2), rule.y + rows + 2
    near = coarse[above:below, rule.x : rule.x + columns] > 0
    outside = above - (rule.y - 2), rows + 4 - (above - (rule.y - 2)) - near.shape[0]
    around = np.pad(near, (outside, (0, 0)))
    mask = np.pad(rule.mask, ((2, 2), (0, 0))) > 0
    beside = (np.roll(mask, 2, axis=0) | np.roll(mask, -2, axis=0)) & ~mask
    return float((around & beside).any(axis=0).mean())


def _draw(rule: _Rule, mask: Mask) -> Area:
    """Draw a rule on a full-size mask; return the area it takes there."""
    rows, columns = rule.mask.shape
    y0, x0 = max(0, 2 * rule.y - 2), max(0, 2 * rule.x - 2)
    area = np.s_[y0 : 2 * (rule.y + rows) + 2, x0 : 2 * (rule.x + columns) + 2]
    drawn = np.zeros(mask[area].shape, np.uint8)
    enlarged = np.kron(rule.mask, np.ones((2, 2), np.uint8))
    place = drawn[2 * rule.y - y0 :, 2 * rule.x - x0 :][: 2 * rows, : 2 * columns]
    place[:] = enlarged[: place.shape[0], : place.shape[1]]
    # The rule's soft edges belong to it, or they would stay behind as dots.
    mask[area] |= np.asarray(cv2.dilate(drawn, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    return area


def _paint(page: Grey, ink: Mask, rules: Mask, others: Mask, area: Area, thick: float) -> None:
    """Paint a rule over, less the strokes that cross it; where another rule does, over that too.

    Runs of ink across the rule that are clearly longer than it is ``thick`` are strokes.
    """
    strokes = int(STROKE * thick) + 3
    rows, columns = area
    above = max(0, rows.start - strokes)
    around = np.ascontiguousarray(ink[above : rows.stop + strokes, columns])
    crossing = cv2.morphologyEx(around, cv2.MORPH_OPEN, np.ones((strokes, 1), np.uint8))
    inside = crossing[rows.start - above :][: rules[area].shape[0]]
    gone = (rules[area] > 0) & ((inside == 0) | (others[area] > 0))
    page[area][gone] = PAPER
