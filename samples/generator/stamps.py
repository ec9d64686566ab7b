"""Rubber stamps: boxed and round impressions, drawn with patchy ink and pressed on a page."""

import math

import cv2
import numpy as np

from samples.generator.faces import font, require
from samples.generator.ink import mask
from samples.generator.model import MM_PER_INCH, Field, Pixels, Stamp
from samples.generator.wear import smooth_noise

LINE = 1.5
COLOUR_AXES = 3


def stamp_text(stamp: Stamp) -> str:
    """What a stamp says, a line a line."""
    return "\n".join(stamp.lines)


def _write(ink: Field, text: str, kind: tuple[str, int], at: tuple[float, float]) -> None:
    """Write one straight line of a stamp from the start of its baseline."""
    (face, size), (x, base) = kind, at
    require(face, text)
    for char in text:
        grid, left, top = mask(face, size, char)
        at_x, at_y = round(x + left), round(base + top)
        height, width = grid.shape
        part = ink[at_y : at_y + height, at_x : at_x + width]
        np.maximum(part, grid / np.float32(255), out=part)
        x += font(face, size).getlength(char)


def _box(stamp: Stamp, mm: float) -> Field:
    """A stamp of straight lines in a frame (or none, for shape "plain")."""
    size, step = round(stamp.size * mm), stamp.size * LINE * mm
    width, height = round(stamp.width * mm), round(step * len(stamp.lines) + 3 * mm)
    ink = np.zeros((height, width), np.float32)
    for number, text in enumerate(stamp.lines):
        length = font(stamp.face, size).getlength(text)
        if length > width - 2 * mm:
            raise ValueError(f"stamp too narrow for: {text}")
        base = 1.5 * mm + step * (number + 0.76)
        _write(ink, text, (stamp.face, size), ((width - length) / 2, base))
    if stamp.shape == "box":
        thick = max(2, round(0.6 * mm))
        cv2.rectangle(ink, (thick, thick), (width - thick, height - thick), 1.0, thick)
    return ink


def _ring(stamp: Stamp, mm: float) -> Field:
    """A round stamp: the first line along the rim, the others straight across the middle."""
    side = round(stamp.width * mm)
    ink = np.zeros((side, side), np.float32)
    centre, thick = side // 2, max(2, round(0.7 * mm))
    cv2.circle(ink, (centre, centre), centre - thick, 1.0, thick)
    _rim(ink, stamp, mm)
    rest, size = stamp.lines[1:], round(stamp.size * mm)
    for number, text in enumerate(rest):
        base = centre + (number - (len(rest) - 1) / 2) * size * 1.35 + size * 0.36
        length = font(stamp.face, size).getlength(text)
        _write(ink, text, (stamp.face, size), (centre - length / 2, base))
    return ink


def _rim(ink: Field, stamp: Stamp, mm: float) -> None:
    """Write the first line of a round stamp along its rim, clockwise over the top."""
    text, size = stamp.lines[0], round(stamp.size * mm)
    require(stamp.face, text)
    side = ink.shape[0]
    radius = side / 2 - stamp.size * mm * 0.95
    widths = [font(stamp.face, size).getlength(char) * 1.12 for char in text]
    at = -sum(widths) / 2
    for char, width in zip(text, widths, strict=True):
        angle = (at + width / 2) / radius
        at += width
        _rim_glyph(ink, mask(stamp.face, size, char)[0], size, angle, radius)


def _rim_glyph(ink: Field, grid: Pixels, size: int, angle: float, radius: float) -> None:
    """Put one turned character on the rim."""
    if not grid.size:
        return
    half = size
    cell = np.zeros((2 * half, 2 * half), np.float32)
    height, width = grid.shape
    y, x = half - height // 2, half - width // 2
    cell[y : y + height, x : x + width] = grid / np.float32(255)
    turn = cv2.getRotationMatrix2D((half, half), -math.degrees(angle), 1.0)
    turned = np.asarray(cv2.warpAffine(cell, turn, (2 * half, 2 * half)), np.float32)
    centre = ink.shape[0] / 2
    left = round(centre + radius * math.sin(angle)) - half
    top = round(centre - radius * math.cos(angle)) - half
    y0, x0 = max(0, -top), max(0, -left)
    part = ink[top + y0 : top + 2 * half, left + x0 : left + 2 * half]
    np.maximum(part, turned[y0 : y0 + part.shape[0], x0 : x0 + part.shape[1]], out=part)


def _impression(stamp: Stamp, mm: float, seed: int) -> Field:
    """The stamp's ink, turned, with patches where the pad or the hand failed."""
    flat = _ring(stamp, mm) if stamp.shape == "ring" else _box(stamp, mm)
    rng = np.random.default_rng(seed)
    shape = (int(flat.shape[0]), int(flat.shape[1]))
    fine = smooth_noise(shape, 0.25 * mm, rng) * 0.16
    broad = smooth_noise(shape, 9 * mm, rng) * 0.14
    flat = flat * np.clip(0.92 + fine + broad, 0.25, 1.0)
    height, width = shape
    side = math.ceil(math.hypot(height, width))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -stamp.angle, 1.0)
    turn[0, 2] += (side - width) / 2
    turn[1, 2] += (side - height) / 2
    return np.asarray(cv2.warpAffine(flat, turn, (side, side)), np.float32)


def _keep(cover: Field, shade: tuple[int, int, int], colour: bool) -> Field:
    """The share of the paper's light that is left under a stamp."""
    if colour:
        ink = np.float32(1.0) - np.array(shade, np.float32) / np.float32(255.0)
        return np.asarray(1.0 - cover[:, :, None] * ink, np.float32)
    return np.asarray(1.0 - cover * np.float32(1.0 - sum(shade) / 765.0), np.float32)


def press(image: Pixels, stamp: Stamp, dpi: int, seed: int, offset: float = 0.0) -> Pixels:
    """Press a stamp on a grey or colour page; its place is the centre of the impression."""
    mm = dpi / MM_PER_INCH
    shape = _impression(stamp, mm, seed) * np.float32(stamp.strength)
    top = round(stamp.y * mm - shape.shape[0] / 2)
    left = round((stamp.x + offset) * mm - shape.shape[1] / 2)
    y0, x0 = max(0, -top), max(0, -left)
    y1 = min(shape.shape[0], image.shape[0] - top)
    x1 = min(shape.shape[1], image.shape[1] - left)
    part = image[top + y0 : top + y1, left + x0 : left + x1].astype(np.float32)
    cover = shape[y0:y1, x0:x1]
    found = image.copy()
    keep = _keep(cover, stamp.colour, colour=image.ndim == COLOUR_AXES)
    found[top + y0 : top + y1, left + x0 : left + x1] = (part * keep).astype(np.uint8)
    return found
