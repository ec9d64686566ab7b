"""Thirty pictures without a single letter, drawn from numbers: what must never become text."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

WIDTH, HEIGHT = 880, 1240
INK, PAPER = 30, 240


def _noise(seed: int) -> NDArray[np.float64]:
    return np.random.default_rng(seed).standard_normal((HEIGHT, WIDTH))


def _grid() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Row and column of every pixel."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float64)
    return y, x


def _grey(levels: NDArray[np.float64]) -> Grey:
    return np.asarray(np.clip(levels, 0, 255), dtype=np.uint8)


def _printed(ink: NDArray[np.bool_]) -> Grey:
    return np.where(ink, INK, PAPER).astype(np.uint8)


def paper(level: int) -> Grey:
    """Nothing at all."""
    return np.full((HEIGHT, WIDTH), level, np.uint8)


def grain(strength: float, blur: float, seed: int) -> Grey:
    """The grain of a film, coarse if blurred."""
    noise = cv2.GaussianBlur(_noise(seed), (0, 0), blur) if blur else _noise(seed)
    return _grey(PAPER - 15 + strength * noise / noise.std())


def specks(share: float, size: int, seed: int) -> Grey:
    """Dirt of a photocopier."""
    small = np.random.default_rng(seed).random((HEIGHT // size + 1, WIDTH // size + 1)) < share
    large = np.kron(small, np.ones((size, size), bool))
    return _printed(large[:HEIGHT, :WIDTH])


def cloudy(strength: float, scale: float, seed: int, stretch: float = 1.0) -> Grey:
    """Stained or crumpled paper; stretched, the grain of wood."""
    noise = cv2.GaussianBlur(_noise(seed), (0, 0), sigmaX=scale * stretch, sigmaY=scale)
    return _grey(170 + strength * noise / noise.std())


def halftone(pitch: float, degrees: float, seed: int) -> Grey:
    """A printed photograph: dots in a raster, larger where it is dark."""
    y, x = _grid()
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    u, v = (c * x + s * y) / pitch, (c * y - s * x) / pitch
    raster = (np.cos(2 * np.pi * u) + np.cos(2 * np.pi * v)) / 2
    picture = cv2.GaussianBlur(_noise(seed), (0, 0), 60)
    return _printed(raster > picture / picture.std() * 0.6 + 0.1)


def stripes(pitch: float, width: float, degrees: float) -> Grey:
    """Parallel lines."""
    y, x = _grid()
    across = y * np.cos(np.radians(degrees)) + x * np.sin(np.radians(degrees))
    return _printed((across % pitch) < width)


def ruled(rows: int, columns: int, width: int = 2) -> Grey:
    """An empty form: a frame, rows, and columns."""
    page = paper(PAPER)
    for y in np.linspace(90, HEIGHT - 90, rows + 1).astype(int):
        cv2.line(page, (70, int(y)), (WIDTH - 70, int(y)), INK, width)
    for x in np.linspace(70, WIDTH - 70, columns + 1).astype(int) if columns else ():
        cv2.line(page, (int(x), 90), (int(x), HEIGHT - 90), INK, width)
    return page


def dotted(pitch: int, row: int, size: int) -> Grey:
    """Dotted lines to write on."""
    page = paper(PAPER)
    for y in range(120, HEIGHT - 100, row):
        for x in range(80, WIDTH - 80, pitch):
            cv2.circle(page, (x, y), size, INK, -1)
    return page


def staves() -> Grey:
    """Paper for music."""
    page = paper(PAPER)
    for top in range(100, HEIGHT - 140, 130):
        for line in range(5):
            y = top + 14 * line
            cv2.line(page, (60, y), (WIDTH - 60, y), INK, 2)
    return page


def bars(seed: int) -> Grey:
    """A row of bars of uneven width."""
    page = paper(PAPER)
    rng, x = np.random.default_rng(seed), 160
    while x < WIDTH - 160:
        wide = int(rng.integers(2, 9))
        page[300:460, x : x + wide] = INK
        x += wide + int(rng.integers(3, 10))
    return page


def repeated(shape: str, step: int) -> Grey:
    """One small shape again and again, as on wallpaper or endpapers."""
    page = paper(PAPER)
    for y in range(60, HEIGHT - 60, step):
        for x in range(60, WIDTH - 60, step):
            if shape == "ring":
                cv2.circle(page, (x, y), step // 4, INK, 2)
            elif shape == "cross":
                cv2.line(page, (x - step // 4, y), (x + step // 4, y), INK, 3)
                cv2.line(page, (x, y - step // 4), (x, y + step // 4), INK, 3)
            else:
                corner = (x + step // 3, y + step // 3)
                cv2.rectangle(page, (x - step // 3, y - step // 3), corner, INK, -1)
    return page


def weave(step: int) -> Grey:
    """Linen: threads over and under each other."""
    y, x = _grid()
    over = ((y // step + x // step) % 2).astype(bool)
    return _grey(np.where(over, 200 + 40 * np.sin(y), 130 + 40 * np.sin(x)))


def rings(pitch: float) -> Grey:
    """Rings of wood, or of a cup."""
    y, x = _grid()
    return _printed(np.hypot(y - HEIGHT / 2, x - WIDTH / 2) % pitch < pitch / 5)


def scrawl(strokes: int, seed: int) -> Grey:
    """Lines drawn at random, without meaning."""
    page, rng = paper(PAPER), np.random.default_rng(seed)
    for _ in range(strokes):
        start = rng.uniform((120, 120), (WIDTH - 120, HEIGHT - 120))
        turns = np.cumsum(rng.normal(0, 0.35, 90))
        path = start + np.cumsum(7 * np.column_stack([np.cos(turns), np.sin(turns)]), axis=0)
        cv2.polylines(page, [path.astype(np.int32)], isClosed=False, color=INK, thickness=3)
    return page


def folded() -> Grey:
    """Creases and punched holes on an empty sheet."""
    page = paper(PAPER)
    cv2.line(page, (0, HEIGHT // 2), (WIDTH, HEIGHT // 2 + 4), 190, 3)
    cv2.line(page, (WIDTH // 2, 0), (WIDTH // 2 + 3, HEIGHT), 200, 3)
    for y in (HEIGHT // 3, 2 * HEIGHT // 3):
        cv2.circle(page, (50, y), 18, INK, -1)
    return page


def blots(seed: int) -> Grey:
    """Ink that was spilt."""
    noise = cv2.GaussianBlur(_noise(seed), (0, 0), 25)
    return _printed(noise > 1.9 * noise.std())


Picture = Callable[[], Grey]

PICTURES: dict[str, Picture] = {
    "white": lambda: paper(255),
    "grey": lambda: paper(150),
    "black": lambda: paper(8),
    "film grain": lambda: grain(14, 0, 1),
    "strong grain": lambda: grain(60, 0, 2),
    "coarse grain": lambda: grain(40, 2.5, 3),
    "specks": lambda: specks(0.01, 1, 4),
    "dense specks": lambda: specks(0.12, 2, 5),
    "large specks": lambda: specks(0.02, 5, 6),
    "stained": lambda: cloudy(25, 40, 7),
    "crumpled": lambda: cloudy(30, 6, 8),
    "wood": lambda: cloudy(35, 2, 9, stretch=30),
    "halftone": lambda: halftone(9, 45, 10),
    "coarse halftone": lambda: halftone(22, 15, 11),
    "fine halftone": lambda: halftone(5, 30, 12),
    "stripes": lambda: stripes(36, 6, 0),
    "upright stripes": lambda: stripes(24, 9, 90),
    "hatching": lambda: stripes(18, 4, 40),
    "form": lambda: ruled(14, 0),
    "empty table": lambda: ruled(18, 6),
    "graph paper": lambda: ruled(50, 36, 1),
    "dotted lines": lambda: dotted(9, 48, 2),
    "staves": staves,
    "bars": lambda: bars(13),
    "circles": lambda: repeated("ring", 44),
    "crosses": lambda: repeated("cross", 40),
    "squares": lambda: repeated("square", 52),
    "linen": lambda: weave(7),
    "rings": lambda: rings(34),
    "scrawl": lambda: scrawl(14, 14),
    "creases": folded,
    "blots": lambda: blots(15),
}
