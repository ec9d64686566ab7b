"""What else befalls a page: worn type, stencils, copiers and hand-held cameras.

The kinds here join those of ``samples.generator.wear`` and have the same form: a page (uint8,
paper light), a strength from 0 to 1, a source of chance.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from samples.generator.model import Field, Pixels
from samples.generator.wear import KINDS, Kind, Rng, smooth_noise

Step = tuple[str, float]
PAGE_MM = 297.0
DARK = 26


def _mm(image: Pixels) -> float:
    """Pixels in a millimetre, the long side being A4's."""
    return max(_area(image)) / PAGE_MM


def _area(image: Pixels) -> tuple[int, int]:
    return int(image.shape[0]), int(image.shape[1])


def _byte(values: Field) -> Pixels:
    return np.clip(values, 0, 255).astype(np.uint8)


def struck(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """Blows of unequal force: here a letter pale, there only half of it printed."""
    force = smooth_noise(_area(image), 2.3 * _mm(image), rng)
    tilt = smooth_noise(_area(image), 1.1 * _mm(image), rng)
    keep = np.clip(1.0 - strength * (0.22 + 0.30 * force + 0.22 * tilt), 0.12, 1.0)
    ink = (255.0 - image.astype(np.float32)) * keep.astype(np.float32)
    return _byte(np.asarray(255.0 - ink, np.float32))


def clogged(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """Type that was never cleaned, or too much ink: strokes spread, the eyes of letters fill."""
    spread = cv2.GaussianBlur(image, (0, 0), max(0.3, 0.17 * strength * _mm(image)))
    ink = (255.0 - spread.astype(np.float32)) / 255.0
    grown = np.clip(ink * (1.0 + 1.1 * strength), 0.0, 1.0) ** (1.0 - 0.25 * strength)
    return _byte(np.asarray(255.0 - 225.0 * grown, np.float32))


def mimeograph(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """A stencil's print: grainy strokes with pin-holes, pale and dark bands, specks, a veil."""
    mm, area = _mm(image), _area(image)
    ink = (255.0 - image.astype(np.float32)) / 255.0
    grain = smooth_noise(area, 0.20 * mm, rng) * 0.24
    bands = smooth_noise((area[0], 1), 22 * mm, rng) * 0.10 + smooth_noise(area, 30 * mm, rng) * 0.1
    soft = np.asarray(cv2.GaussianBlur(ink, (0, 0), 0.09 * mm), np.float32)
    near = np.clip(soft * 4.0, 0.0, 1.0)
    edge = np.clip((soft - 0.30 - near * strength * (grain + bands)) * 6.0 + 0.5, 0.0, 1.0)
    specks = np.clip((smooth_noise(area, 0.25 * mm, rng) - 3.7 + 0.5 * strength) * 3.0, 0.0, 1.0)
    veil = np.clip(smooth_noise(area, 0.5 * mm, rng), 0.0, 3.0) * 6.0 * strength
    shade = 200.0 - 60.0 * strength * np.clip(0.5 + bands, 0.0, 1.0)
    return _byte(np.asarray(250.0 - veil - np.maximum(edge, specks) * shade, np.float32))


def photocopy(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """A copy of a copy: contrast driven up on noisy light, so that strokes clot and break."""
    mm, area = _mm(image), _area(image)
    soft = cv2.GaussianBlur(image, (0, 0), (0.05 + 0.09 * strength) * mm).astype(np.float32)
    level = 204.0 + 12.0 * strength * smooth_noise(area, 60 * mm, rng)
    noise = smooth_noise(area, 0.16 * mm, rng) * 16.0 * strength
    gain = 2.0 + 5.0 * strength
    return _byte(np.asarray((soft + noise - level) * gain + 128.0, np.float32))


def edges(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """Punch holes, a dark edge of the copier's lid, a fold across the page."""
    found, mm = image.copy(), _mm(image)
    height, width = _area(image)
    for y in (height / 2 - 40 * mm, height / 2 + 40 * mm):
        at = round(7 * mm + float(rng.normal(0, mm))), round(y + float(rng.normal(0, 2 * mm)))
        cv2.circle(found, at, round(2.8 * mm), (DARK,) * 3, -1)
    band = round(mm * strength * float(rng.uniform(1, 5)))
    if rng.random() < 0.5:
        found[:, width - band :] = DARK
    else:
        found[:band] = DARK
    fold = height / 2 + float(rng.normal(0, 4 * mm))
    ys = np.abs(np.arange(height, dtype=np.float32) - fold) / (0.5 * mm)
    shade = (1.0 - 0.25 * strength * np.exp(-ys))[:, None]
    shade = shade[:, :, None] if image.ndim == 3 else shade
    return _byte(found.astype(np.float32) * shade.astype(np.float32))


def photo(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """A hand-held photograph: perspective, a page that arches, light from one side, a table."""
    height, width = _area(image)
    mm, room = _mm(image), round(6 * _mm(image))
    padding = [(room, room), (room, room), (0, 0)][: image.ndim]
    wide = np.pad(image, padding, constant_values=62)
    size = wide.shape[1], wide.shape[0]
    corners = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    moved = corners + rng.normal(0, 5 * mm * strength, (4, 2)).astype(np.float32)
    turn = cv2.getPerspectiveTransform(corners, moved)
    seen = cv2.warpPerspective(wide, turn, size, borderValue=(62,) * 3)
    ys, xs = np.indices((size[1], size[0]), dtype=np.float32)
    arch = 2.2 * mm * strength * np.sin(np.pi * xs / size[0] + float(rng.uniform(-0.6, 0.6)))
    seen = cv2.remap(
        seen, xs, (ys + arch).astype(np.float32), cv2.INTER_LINEAR, borderValue=(62,) * 3
    )
    lit = KINDS["uneven"](np.asarray(seen, np.uint8), strength, rng)
    grain = rng.normal(0, 5 * strength, _area(lit)).astype(np.float32)
    grain = grain[:, :, None] if image.ndim == 3 else grain
    noisy = _byte(lit.astype(np.float32) + grain)
    return np.asarray(cv2.resize(noisy, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


ALL: dict[str, Kind] = {
    **KINDS, "struck": struck, "clogged": clogged, "mimeograph": mimeograph,
    "photocopy": photocopy, "edges": edges, "photo": photo,
}  # fmt: skip


def age(image: Pixels, steps: Sequence[Step], seed: int) -> Pixels:
    """Carry out some steps of ageing; the same seed gives the same page."""
    for number, (kind, strength) in enumerate(steps):
        image = ALL[kind](image, strength, np.random.default_rng([seed, number]))
    return image
