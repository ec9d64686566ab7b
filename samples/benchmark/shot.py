"""One benchmark page: what is printed, how it has aged, how it was scanned, and its truth."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from samples.benchmark.ageing import Step, age
from samples.benchmark.marks import Mark
from samples.generator.ink import draw, to_grey
from samples.generator.model import Page, Pixels, Sheet
from samples.generator.setting import Layout
from samples.generator.truth import page_truth
from samples.generator.wear import GEOMETRIC, ghost
from samples.generator.write import jpeg

Colour = tuple[int, int, int]
Told = dict[str, Any]
LAST = GEOMETRIC | {"photo", "negative"}
WHITE: Colour = (255, 255, 255)


@dataclass(frozen=True)
class Leaf:
    """A page and its layout; ``head`` is what is printed above it in red.

    ``marks`` come on top of it once it has aged; ``told`` is what else its truth says.
    """

    page: Page
    layout: Layout
    head: Layout | None = None
    verso: Layout | None = None
    marks: tuple[Mark, ...] = ()
    told: Told = field(default_factory=dict)

    @property
    def printed(self) -> Layout:
        """The layout with all that is printed, as the truth has it."""
        if self.head is None:
            return self.layout
        lines = (*self.head.lines, *self.layout.lines)
        return Layout(self.layout.width, self.layout.height, (), (), lines)


@dataclass(frozen=True)
class Inks:
    """The colours of a scan: the writing, the paper, the red of a printed head."""

    ink: Colour = (28, 26, 26)
    paper: Colour = WHITE
    red: Colour = (196, 30, 36)


@dataclass(frozen=True)
class Shot:
    """One file: leaves in reading order, ageing, and the scan's size, colours and turn."""

    stem: str
    leaves: tuple[Leaf, ...]
    severity: str = "light"
    kind: str = ""
    steps: tuple[Step, ...] = ()
    dpi: int = 300
    scale: float = 1.0
    quality: int = 70
    inks: Inks | None = None
    rotation: int = 0
    verso: float = 0.4

    @property
    def negative(self) -> bool:
        """Whether the scan is white on black."""
        return any(kind == "negative" for kind, _ in self.steps)


def take(shot: Shot, seed: int) -> Pixels:
    """The pixels of a shot."""
    early = tuple(step for step in shot.steps if step[0] not in LAST)
    late = tuple(step for step in shot.steps if step[0] in LAST)
    order = sorted(shot.leaves, key=lambda leaf: leaf.page.half == "right")
    grey = np.hstack([_leaf(leaf, shot, seed + 7 * n) for n, leaf in enumerate(order)])
    image = age(grey, early, seed)
    if shot.inks is not None:
        image = _coloured(image, shot.inks)
        image = _red(image, order, shot, seed)
    for number, mark in enumerate(order[0].marks):
        image = mark(image, shot.dpi, seed + 50 + number)
    image = age(image, late, seed + 1)
    if shot.scale != 1.0:
        size = round(image.shape[1] * shot.scale), round(image.shape[0] * shot.scale)
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    return np.ascontiguousarray(np.rot90(image, shot.rotation // 90))


def _leaf(leaf: Leaf, shot: Shot, seed: int) -> Pixels:
    """A leaf's black ink on white, with what shows through from behind."""
    grey = to_grey(draw(leaf.layout, leaf.page.style, shot.dpi, seed))
    if leaf.verso is not None:
        back = to_grey(draw(leaf.verso, leaf.page.style, shot.dpi, seed + 1))
        grey = ghost(grey, back, shot.verso)
    return grey


def _coloured(grey: Pixels, inks: Inks) -> Pixels:
    """A grey page in the colours of its ink and its paper."""
    share = np.arange(256, dtype=np.float32)[:, None] / 255.0
    ramp = np.array(inks.ink, np.float32) * (1.0 - share) + np.array(inks.paper, np.float32) * share
    return np.asarray(np.clip(ramp, 0, 255).astype(np.uint8)[grey], np.uint8)


def _red(image: Pixels, leaves: list[Leaf], shot: Shot, seed: int) -> Pixels:
    """Print the red heads."""
    assert shot.inks is not None
    found, left = image.astype(np.float32), 0
    absorbed = 1.0 - np.array(shot.inks.red, np.float32) / 255.0
    for leaf in leaves:
        width = leaf.layout.width
        if leaf.head is not None:
            ink = draw(leaf.head, leaf.page.style, shot.dpi, seed + 3)
            found[:, left : left + width] *= 1.0 - ink[:, :, None] * absorbed
        left += width
    return np.asarray(found.clip(0, 255).astype(np.uint8), np.uint8)


def truth(shot: Shot) -> dict[str, Any]:
    """What is true of a shot, in the form of the samples' truth."""
    pages = [
        page_truth(1, Sheet((leaf.page,), rotation=shot.rotation), leaf.page, leaf.printed)
        | {"negative": shot.negative}
        | leaf.told
        for leaf in shot.leaves
    ]
    return {
        "file": f"{shot.stem}.jpg",
        "severity": shot.severity,
        "shows": shot.kind,
        "made": ", ".join(f"{kind} {strength:g}" for kind, strength in shot.steps),
        "pages": pages,
    }


def save(shot: Shot, seed: int, folder: Path) -> None:
    """Write a shot's scan and its truth."""
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    data = jpeg(Image.fromarray(take(shot, seed)), shot.quality, round(shot.dpi * shot.scale))
    (folder / f"{shot.stem}.jpg").write_bytes(data)
    text = json.dumps(truth(shot), ensure_ascii=False, indent=1)
    (folder / "truth" / f"{shot.stem}.json").write_text(text + "\n", encoding="utf-8")
