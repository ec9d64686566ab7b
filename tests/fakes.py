"""Engines that need no models: one finds blocks of ink, one 'reads' by where ink lies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import cv2
import numpy as np

from pipeline.engines import Grey, Quad, Reading, Token
from pipeline.flow import Engines
from pipeline.geometry import relabelled
from pipeline.stages.recognise import Readers

# A line for the leaning reader: more ink below than above.
HEAVY_BELOW = "LLLLLLLL LLLLLLLLL LLLLLL LLLLLLL LLLLLLLL LLLL"


class BlockFinder:
    """Takes every run of ink for a line, whichever way it lies."""

    name = "blocks"

    def __init__(self, reach: int = 21) -> None:
        """``reach``: gaps up to this many pixels are closed along the line."""
        self.reach = reach
        self.sides: list[int] = []

    def fingerprint(self) -> dict[str, Any]:
        """See :class:`pipeline.engines.LineFinder`."""
        return {"name": self.name}

    def find(self, image: Grey, side: int) -> tuple[Quad, ...]:
        """Return minimal rectangles around ink closed along and, if need be, down."""
        self.sides.append(side)
        ink = (image < 128).astype(np.uint8)
        along = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, self.reach), np.uint8))
        down = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((self.reach, 3), np.uint8))
        fewest = min((along, down), key=lambda closed: cv2.connectedComponents(closed)[0])
        outlines, _ = cv2.findContours(fewest, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        corners = (cv2.boxPoints(cv2.minAreaRect(outline)) for outline in outlines)
        quads = (relabelled(np.asarray(points, dtype=np.float32)) for points in corners)
        return tuple(quad for quad in quads if _size(quad) > 150)


def _size(quad: Quad) -> float:
    sides = np.linalg.norm(quad - np.roll(quad, 1, axis=0), axis=1)
    return float(sides[0] * sides[1])


class LeaningReader:
    """Reads one word where there is ink, surely where there is more of it below than above."""

    def __init__(self, name: str = "leaning", text: str = "feljegyzés") -> None:
        """``text`` is what every strip reads as."""
        self.name = name
        self.text = text

    def fingerprint(self) -> dict[str, Any]:
        """See :class:`pipeline.engines.Reader`."""
        return {"name": self.name}

    def read(self, strips: Sequence[Grey], languages: tuple[str, ...]) -> tuple[Reading, ...]:
        """Return one reading a strip."""
        return tuple(map(self._one, strips))

    def alone(
        self,
        strip: Grey,
        reading: Reading,
        prior: Callable[[str], float],
        *,
        trust: float,
        careful: bool,
        lying: bool,
    ) -> Reading:
        """Return the reading as it is."""
        return reading

    def _one(self, strip: Grey) -> Reading:
        columns = np.flatnonzero((strip < 128).any(axis=0))
        if not len(columns):
            return Reading("", 0.0, (), self.name)
        x0, x1 = int(columns[0]), int(columns[-1]) + 1
        ink = (strip < 128).sum(axis=1)
        rows = np.flatnonzero(ink)
        middle = int(rows[0] + rows[-1] + 1) // 2
        sure = 0.95 if ink[middle:].sum() > 1.2 * ink[:middle].sum() else 0.3
        token = Token(self.text, float(x0), float(x1), sure)
        return Reading(self.text, sure, (token,), self.name)


def fake_engines(reach: int = 21) -> Engines:
    """Return engines that need no models."""
    return Engines(
        BlockFinder(reach), Readers(latin=LeaningReader("latin"), han=LeaningReader("han"))
    )
