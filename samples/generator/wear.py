"""What time, carbon paper, copiers and scanners do to a page.

`wear(image, kind, strength, seed)` works on any grey page (uint8, white paper) and most kinds
on colour ones too; `wear_as(image, severity, seed)` applies a usual mixture. Strength runs from
0 (nothing) to 1 (as far as a person still reads with ease); `skew` takes degrees instead.
"""

from collections.abc import Callable

import cv2
import numpy as np

from samples.generator.model import Field, Pixels

Rng = np.random.Generator
REFERENCE_HEIGHT = 3508.0


def smooth_noise(shape: tuple[int, int], cell: float, rng: np.random.Generator) -> Field:
    """Soft noise of mean zero and deviation about one, with spots of a size in pixels."""
    small = max(2, round(shape[0] / cell)), max(2, round(shape[1] / cell))
    grid = rng.standard_normal(small, dtype=np.float32)
    size = (shape[1], shape[0])
    return np.asarray(cv2.resize(grid, size, interpolation=cv2.INTER_CUBIC), np.float32)


def _scale(image: Pixels) -> float:
    """How large the page is beside A4 at 300 dpi."""
    return float(max(image.shape[0], image.shape[1])) / REFERENCE_HEIGHT


def _shape(image: Pixels) -> tuple[int, int]:
    return int(image.shape[0]), int(image.shape[1])


def _spread(field: Field, image: Pixels) -> Field:
    """A field shaped to multiply a grey or a colour image."""
    return field[:, :, None] if image.ndim == 3 else field


def _byte(values: Field) -> Pixels:
    return np.clip(values, 0, 255).astype(np.uint8)


def paper(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """Old paper: grey ground, soft clouds and a little fibre."""
    scale = _scale(image)
    clouds = smooth_noise(_shape(image), 420 * scale, rng) * 2.2
    fibre = smooth_noise(_shape(image), 5 * scale, rng) * 1.6
    ground = 1.0 - strength * (0.10 + (clouds + fibre) / 100.0)
    return _byte(image.astype(np.float32) * _spread(ground.astype(np.float32), image))


def faded(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """Ink gone pale, more in some places than in others."""
    patches = smooth_noise(_shape(image), 300 * _scale(image), rng)
    keep = np.clip(1.0 - strength * (0.52 + 0.10 * patches), 0.28, 1.0).astype(np.float32)
    ground = float(np.percentile(image, 90))
    return _byte(ground - (ground - image.astype(np.float32)) * _spread(keep, image))


def carbon(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """A carbon copy: soft thick strokes, uneven pressure, a dusting of carbon."""
    scale = _scale(image)
    soft = cv2.GaussianBlur(image, (0, 0), max(0.3, 1.9 * strength * scale)).astype(np.float32)
    dust = np.abs(smooth_noise(_shape(image), 3 * scale, rng)) * 7.0 * strength
    grain = smooth_noise(_shape(image), 2.2 * scale, rng) * 0.16 * strength
    ink = (255.0 - soft) * np.clip(1.12 + _spread(grain, image), 0.4, 1.3)
    return faded(_byte(255.0 - ink - _spread(dust.astype(np.float32), image)), strength, rng)


def speckle(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """A copier's black specks, white drop-outs and drum lines."""
    found = image.copy()
    scale = _scale(image)
    height, width = _shape(image)
    for shade, count in ((0, 1500), (255, 380)):
        for _ in range(int(count * strength)):
            at = int(rng.integers(width)), int(rng.integers(height))
            radius = max(1, round(scale * float(rng.exponential(0.9)) + 0.3))
            cv2.circle(found, at, min(radius, 5), (shade,) * 3, -1)
    for _ in range(round(2 * strength)):
        x = int(rng.integers(width))
        cv2.line(found, (x, 0), (x + int(rng.integers(-9, 9)), height), (90,) * 3, 1)
    return found


def broken(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """Strokes with gaps, as from a dry ribbon or a hard threshold."""
    noise = smooth_noise(_shape(image), 4.5 * _scale(image), rng)
    ink = 255.0 - image.astype(np.float32)
    keep = np.clip(1.25 - strength * 0.55 * (noise + 0.6), 0.0, 1.0).astype(np.float32)
    return _byte(255.0 - ink * _spread(keep, image))


def uneven(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """A lamp to one side and a book that does not lie flat."""
    height, width = _shape(image)
    ys = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    xs = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    angle = float(rng.uniform(0, 2 * np.pi))
    slope = np.cos(angle) * xs + np.sin(angle) * ys
    light = 1.0 - strength * (0.20 + 0.22 * slope + 0.12 * (xs**2 + ys**2) / 2)
    return _byte(image.astype(np.float32) * _spread(light.astype(np.float32), image))


def stain(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """Rings and tide marks of damp."""
    height, width = _shape(image)
    mark = np.zeros((height, width), np.float32)
    scale = _scale(image)
    for _ in range(3):
        centre = int(rng.integers(width)), int(rng.integers(height))
        axes = int(rng.uniform(150, 480) * scale), int(rng.uniform(150, 480) * scale)
        cv2.ellipse(mark, centre, axes, float(rng.uniform(0, 180)), 0, 360, 0.35, -1)
        cv2.ellipse(mark, centre, axes, 0, 0, 360, 0.8, max(2, int(10 * scale)))
    mark = np.asarray(cv2.GaussianBlur(mark, (0, 0), 9 * scale), np.float32)
    field = (1.0 - 0.28 * strength * mark).astype(np.float32)
    return _byte(image.astype(np.float32) * _spread(field, image))


def soft(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """A lens slightly out of focus."""
    sigma = max(0.3, 2.0 * strength * _scale(image))
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.uint8)


def showthrough(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """The other side's text, mirrored and faint (here the page's own)."""
    return ghost(image, image, strength)


def ghost(image: Pixels, verso: Pixels, strength: float) -> Pixels:
    """A page with the mirrored, blurred text of its other side showing through."""
    back = cv2.GaussianBlur(np.fliplr(verso), (0, 0), 3.2 * _scale(image)).astype(np.float32)
    return _byte(image.astype(np.float32) * (1.0 - 0.30 * strength * (255.0 - back) / 255.0))


def negative(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """A microfilm negative: white on black, with grain and scratches."""
    scale = _scale(image)
    turned = 255.0 - image.astype(np.float32)
    turned = 34.0 + turned * 0.82 + smooth_noise(_shape(image), 3.2 * scale, rng) * 7.0 * strength
    found = _byte(turned.astype(np.float32))
    height, width = _shape(image)
    for _ in range(round(6 * strength)):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        end = x + int(rng.integers(-20, 20)), y + int(rng.integers(100, 900))
        cv2.line(found, (x, y), end, (205,), 1)
    return found


def skew(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """Turn by degrees (clockwise when positive) over a ground of the paper's own shade."""
    return _turned(image, strength, tuple(float(v) for v in _ground(image)))


def _ground(image: Pixels) -> list[float]:
    flat = image.reshape(-1, image.shape[2] if image.ndim == 3 else 1)
    return [float(v) for v in np.median(flat[::97], axis=0)]


def _turned(image: Pixels, degrees: float, shade: tuple[float, ...]) -> Pixels:
    height, width = _shape(image)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(
        cv2.warpAffine(image, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=shade),
        np.uint8,
    )


def border(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """Black scanner borders round a sheet that lies a little askew on the glass."""
    height, width = _shape(image)
    edge = [int(v * strength * _scale(image)) for v in rng.uniform(40, 150, 4)]
    room = [(edge[0], edge[1]), (edge[2], edge[3])]
    pad = [*room, (0, 0)] if image.ndim == 3 else room
    wide = np.pad(image, pad, constant_values=12)
    tilted = _turned(wide, float(rng.uniform(-0.7, 0.7)), (12.0, 12.0, 12.0))
    return np.asarray(cv2.resize(tilted, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def gutter(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """The shadow in the fold between two facing pages."""
    width = image.shape[1]
    xs = (np.arange(width, dtype=np.float32) - width / 2) / (width * 0.035)
    dark = 1.0 - 0.62 * strength * np.exp(-np.abs(xs))
    field = np.broadcast_to(dark[None, :], _shape(image)).astype(np.float32)
    return _byte(image.astype(np.float32) * _spread(field, image))


def bilevel(image: Pixels, strength: float, rng: Rng) -> Pixels:
    """Black and white only; strength moves the threshold towards thick strokes."""
    level = 105 + 90 * strength
    return np.where(image > level, 255, 0).astype(np.uint8)


Kind = Callable[[Pixels, float, Rng], Pixels]
KINDS: dict[str, Kind] = {
    "paper": paper, "faded": faded, "carbon": carbon, "speckle": speckle, "broken": broken,
    "uneven": uneven, "stain": stain, "soft": soft, "showthrough": showthrough,
    "negative": negative, "skew": skew, "border": border, "gutter": gutter, "bilevel": bilevel,
}  # fmt: skip
GEOMETRIC = frozenset({"skew", "border", "gutter", "bilevel"})
RECIPES: dict[str, tuple[tuple[str, float], ...]] = {
    "light": (("paper", 0.5), ("soft", 0.25), ("skew", 0.4)),
    "heavy": (
        ("broken", 0.5), ("carbon", 0.6), ("paper", 0.9), ("uneven", 0.6), ("speckle", 0.5),
        ("skew", 2.0),
    ),
}  # fmt: skip


def wear(image: Pixels, kind: str, strength: float, seed: int) -> Pixels:
    """Wear a page in one way; the same seed gives the same page."""
    return KINDS[kind](image, strength, np.random.default_rng(seed))


def wear_as(image: Pixels, severity: str, seed: int) -> Pixels:
    """Wear a page by the usual mixture for "light" or "heavy"."""
    for step, (kind, strength) in enumerate(RECIPES[severity]):
        image = wear(image, kind, strength, seed + step)
    return image
