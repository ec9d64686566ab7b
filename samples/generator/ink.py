"""Puts the glyphs of a laid-out page on paper, as a typewriter or a press would."""

from functools import cache

import cv2
import numpy as np

from samples.generator.faces import font
from samples.generator.model import MM_PER_INCH, Field, Pixels, Style
from samples.generator.setting import Glyph, Layout
from samples.generator.wear import smooth_noise

TOP_RIGHT = frozenset("。，、．")
TURNED = frozenset("（）〔〕「」『』《》〈〉—…-")
INK_FLOOR = 30


@cache
def mask(face: str, size: int, char: str) -> tuple[Pixels, int, int]:
    """A glyph's coverage, and where its corner lies from the start of the baseline."""
    kind = font(face, size)
    left, top, right, bottom = kind.getbbox(char, anchor="ls")
    width, height = int(right - left), int(bottom - top)
    if width <= 0 or height <= 0:
        return np.zeros((0, 0), np.uint8), 0, 0
    drawn, offset = kind.getmask2(char, mode="L", anchor="ls")
    grid = np.frombuffer(bytes(drawn), np.uint8).reshape(drawn.size[1], drawn.size[0])
    return grid, int(offset[0]), int(offset[1])


@cache
def cell_mask(face: str, size: int, char: str) -> tuple[Pixels, int, int]:
    """A glyph for vertical setting: its coverage and its corner from the cell's centre."""
    grid, left, top = mask(face, size, char)
    height, width = grid.shape
    if char in TURNED:
        turned = np.ascontiguousarray(np.rot90(grid, -1))
        middle = round(-(top + height / 2) - size * 0.36)
        return turned, middle - turned.shape[1] // 2, round(left - size / 2)
    if char in TOP_RIGHT:
        return grid, round(size * 0.46) - width, round(-size * 0.44)
    return grid, round(left - size / 2), round(top + size * 0.36)


def _blend(ink: Field, grid: Pixels, x: int, y: int, strength: float) -> None:
    """Put coverage on the ink, darker of the two, cut at the edges."""
    y0, x0 = max(y, 0), max(x, 0)
    y1, x1 = min(y + grid.shape[0], ink.shape[0]), min(x + grid.shape[1], ink.shape[1])
    if y1 <= y0 or x1 <= x0:
        return
    part = grid[y0 - y : y1 - y, x0 - x : x1 - x].astype(np.float32) * (strength / 255.0)
    np.maximum(ink[y0:y1, x0:x1], part, out=ink[y0:y1, x0:x1])


def _strike(ink: Field, glyph: Glyph, style: Style, jitter: float, pen: "Hammer") -> None:
    """Strike one glyph with its own small misplacement and force."""
    draw = mask if glyph.upright else cell_mask
    grid, left, top = draw(glyph.face, glyph.size, glyph.char)
    dx, dy, force = pen.blow(glyph.char, jitter, style.ribbon)
    x, y = round(glyph.x + left + dx), round(glyph.y + top + dy)
    _blend(ink, grid, x, y, force)
    if glyph.double:
        _blend(ink, grid, x + max(1, glyph.size // 28), y, force)


class Hammer:
    """The unevenness of a machine: each letter's standing fault and each blow's chance."""

    def __init__(self, seed: int) -> None:
        """Start from a seed."""
        self.rng = np.random.default_rng(seed)
        self.faults: dict[str, tuple[float, float]] = {}

    def blow(self, char: str, jitter: float, ribbon: float) -> tuple[float, float, float]:
        """The misplacement and the force of the next blow."""
        if char not in self.faults:
            self.faults[char] = (self.rng.normal(0, 0.7), self.rng.normal(0, 1.0))
        fault = self.faults[char]
        dx = jitter * (fault[0] + self.rng.normal(0, 0.5))
        dy = jitter * (fault[1] + self.rng.normal(0, 0.5))
        force = 1.0 - ribbon * min(0.8, abs(self.rng.normal(0, 0.5)))
        return dx, dy, float(force)


def draw(layout: Layout, style: Style, dpi: int, seed: int) -> Field:
    """The ink of a page: 0 is bare paper, 1 is full black."""
    ink = np.zeros((layout.height, layout.width), np.float32)
    hammer = Hammer(seed)
    jitter = style.jitter * dpi / MM_PER_INCH
    for glyph in layout.glyphs:
        _strike(ink, glyph, style, jitter, hammer)
    thick = max(2, round(dpi * 0.011))
    for bar in layout.bars:
        ends = (round(bar.x0), round(bar.y0)), (round(bar.x1), round(bar.y1))
        cv2.line(ink, *ends, 0.9, thick)
    if style.ribbon and layout.glyphs:
        ink *= _ribbon(ink.shape[0], ink.shape[1], style.ribbon, dpi, hammer.rng)
    return ink


def _ribbon(height: int, width: int, amount: float, dpi: int, rng: np.random.Generator) -> Field:
    """How much ink the ribbon gives over the page: broad patches and a fine weave."""
    patches = smooth_noise((height, width), dpi * 0.25, rng) * 0.22
    weave = smooth_noise((height, width), max(1.5, dpi / 130), rng) * 0.45
    return np.clip(1.0 + amount * (patches + weave - 0.25), 0.3, 1.0).astype(np.float32)


def to_grey(ink: Field) -> Pixels:
    """Ink on white paper."""
    return (255.0 - ink * (255.0 - INK_FLOOR)).clip(0, 255).astype(np.uint8)
