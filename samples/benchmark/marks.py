"""What is put on a page after it was typed: struck-out places, photographs, seals, notes, frames.

Every mark is pressed on the pixels of a page (uint8, grey or colour, paper light); lengths are
millimetres, places those of the page before it is scanned.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from samples.generator.faces import font
from samples.generator.ink import mask
from samples.generator.model import MM_PER_INCH, Pixels, Stamp
from samples.generator.stamps import press
from samples.generator.wear import smooth_noise

Box = tuple[float, float, float, float]
Mark = Callable[[Pixels, int, int], Pixels]
BLACK = 22


@dataclass(frozen=True)
class Struck:
    """Words made unreadable: ``box`` (x0, y0, x1, y1), how, and a label on it if it has one.

    ``how``: "black" (a box), "bar" (a thick stroke by hand), "framed" (an empty frame on white).
    """

    box: Box
    how: str = "black"
    label: str = ""
    face: str = "liberation-sans-bold"

    def __call__(self, image: Pixels, dpi: int, seed: int) -> Pixels:
        """Draw it."""
        mm = dpi / MM_PER_INCH
        x0, y0, x1, y1 = (round(side * mm) for side in self.box)
        found = image.copy()
        if self.how == "bar":
            return _stroke(found, (x0, y0, x1, y1), seed)
        shade = (255,) * 3 if self.how == "framed" else (BLACK,) * 3
        cv2.rectangle(found, (x0, y0), (x1, y1), shade, -1)
        if self.how == "framed":
            cv2.rectangle(found, (x0, y0), (x1, y1), (BLACK,) * 3, max(2, round(0.3 * mm)))
        if self.label:
            _label(found, self, (x0, y0, x1, y1))
        return found


def _stroke(image: Pixels, box: tuple[int, int, int, int], seed: int) -> Pixels:
    """A felt pen drawn along a line by hand: its edges waver, its ends are round."""
    x0, y0, x1, y1 = box
    rng = np.random.default_rng(seed)
    thick = max(3, y1 - y0)
    waver = smooth_noise((1, max(4, x1 - x0)), 3.0 * thick, rng)[0] * 0.10 * thick
    for step, x in enumerate(range(x0 + thick // 2, max(x0 + thick // 2 + 1, x1 - thick // 2))):
        centre = x, round((y0 + y1) / 2 + float(waver[step]))
        cv2.circle(image, centre, thick // 2, (BLACK + 8,) * 3, -1)
    return image


def _label(image: Pixels, what: Struck, box: tuple[int, int, int, int]) -> None:
    """Write a label in the middle of a struck-out place, light on black or black on white."""
    x0, y0, x1, y1 = box
    size = max(6, round((y1 - y0) * 0.62))
    kind = font(what.face, size)
    x, base = (x0 + x1 - kind.getlength(what.label)) / 2, (y0 + y1) / 2 + 0.34 * size
    target = 245 if what.how == "black" else BLACK
    for char in what.label:
        grid, left, top = mask(what.face, size, char)
        at_y, at_x = round(base + top), round(x + left)
        height, width = grid.shape
        part = image[at_y : at_y + height, at_x : at_x + width].astype(np.float32)
        cover = grid[: part.shape[0], : part.shape[1]].astype(np.float32) / 255
        cover = cover[:, :, None] if image.ndim == 3 else cover
        image[at_y : at_y + height, at_x : at_x + width] = part + (target - part) * cover
        x += kind.getlength(char)


@dataclass(frozen=True)
class Photograph:
    """A glued-in half-tone: soft shapes of all greys with dark and light parts."""

    box: Box

    def __call__(self, image: Pixels, dpi: int, seed: int) -> Pixels:
        """Draw it."""
        mm = dpi / MM_PER_INCH
        x0, y0, x1, y1 = (round(side * mm) for side in self.box)
        rng = np.random.default_rng(seed)
        shape = y1 - y0, x1 - x0
        broad = smooth_noise(shape, 14 * mm, rng) * 52 + smooth_noise(shape, 4 * mm, rng) * 22
        grain = smooth_noise(shape, 0.3 * mm, rng) * 9
        slope = np.linspace(-40, 40, shape[0], dtype=np.float32)[:, None]
        tones = np.clip(112 + broad + grain + slope, 14, 236).astype(np.uint8)
        found = image.copy()
        found[y0:y1, x0:x1] = tones if image.ndim == 2 else tones[:, :, None]
        return found


@dataclass(frozen=True)
class Impression:
    """A rubber stamp, a seal or a note; ``star`` puts a star in the middle of a round one."""

    stamp: Stamp
    star: bool = False

    def __call__(self, image: Pixels, dpi: int, seed: int) -> Pixels:
        """Press it."""
        found = press(image, self.stamp, dpi, seed)
        return _star(found, self.stamp, dpi) if self.star else found


def _star(image: Pixels, stamp: Stamp, dpi: int) -> Pixels:
    """A five-pointed star in the middle of a seal, in its colour."""
    mm = dpi / MM_PER_INCH
    outer = 0.19 * stamp.width * mm
    points = []
    for corner in range(10):
        radius = outer if corner % 2 == 0 else 0.4 * outer
        at = math.radians(36 * corner - 90 + stamp.angle)
        points.append((stamp.x * mm + radius * math.cos(at), stamp.y * mm + radius * math.sin(at)))
    shape = np.zeros(image.shape[:2], np.uint8)
    cv2.fillPoly(shape, [np.array(points, np.int32)], 255)
    cover = shape.astype(np.float32) / 255 * stamp.strength
    tone = np.array(stamp.colour, np.float32) / 255
    if image.ndim == 2:
        keep = 1 - cover * (1 - float(tone.mean()))
    else:
        keep = 1 - cover[:, :, None] * (1 - tone)
    return np.asarray(image.astype(np.float32) * keep, np.uint8)


@dataclass(frozen=True)
class Film:
    """The black frame of a microfilm, a light margin inside it, and a solid bar of a masthead."""

    room: float = 6.0
    bar: Box | None = None

    def __call__(self, image: Pixels, dpi: int, seed: int) -> Pixels:
        """Draw it."""
        mm, found = dpi / MM_PER_INCH, image.copy()
        edge = round(self.room * mm)
        height, width = image.shape[:2]
        for area in (
            np.s_[:edge],
            np.s_[height - edge :],
            np.s_[:, :edge],
            np.s_[:, width - edge :],
        ):
            found[area] = BLACK
        if self.bar is not None:
            x0, y0, x1, y1 = (round(side * mm) for side in self.bar)
            found[y0:y1, x0:x1] = BLACK + 6
        return found
