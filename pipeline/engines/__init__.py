"""Engines: one finds lines, two read them; each behind the same two small protocols.

A *strip* is a grey image (uint8, dark text on light) of one straightened line, cut from
the prepared page. Readers return word extents in pixels of the strip they were given;
:mod:`pipeline.stages.recognise` maps them back to the delivered page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
# Corner points of a text line, clockwise from the top left as the line is read, float32 (4, 2).
Quad = NDArray[np.float32]


class Token(Struct, frozen=True):
    """A word or character of a reading; ``x0`` and ``x1`` in pixels of the strip.

    ``rivals``: what else an engine that reads single characters saw there, with how likely
    it held each (0-1).
    """

    text: str
    x0: float
    x1: float
    confidence: float
    rivals: tuple[tuple[str, float], ...] = ()


class Reading(Struct, frozen=True):
    """What an engine read on one strip; no tokens when it found nothing.

    ``text`` is the tokens with the engine's own spacing; ``confidence`` is 0-1;
    ``by_character`` tells tokens that are single characters (spaces too) from words.
    """

    text: str
    confidence: float
    tokens: tuple[Token, ...]
    engine: str
    by_character: bool = False


class LineFinder(Protocol):
    """Finds text lines on a page image."""

    name: str

    def fingerprint(self) -> dict[str, Any]:
        """Name, library version, model digests and options: part of every cache key."""

    def find(self, image: Grey, side: int) -> tuple[Quad, ...]:
        """Return the lines' corners in pixels of ``image``; ``side``: longest side worked on."""


class Reader(Protocol):
    """Reads straightened lines."""

    name: str

    def fingerprint(self) -> dict[str, Any]:
        """Name, library version, model digests and options: part of every cache key."""

    def read(self, strips: Sequence[Grey], languages: tuple[str, ...]) -> tuple[Reading, ...]:
        """Return one reading a strip, in order."""


class HanReader(Reader, Protocol):
    """Reads Chinese, and can look at a character without its neighbours."""

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
        """Return a reading whose characters of unsure form were read again, each alone.

        Only other forms of the same character (simplified, traditional) can come of it; those
        that do not stand are told as rivals. ``prior``: how likely a form is on this page
        (natural log odds); ``trust``: how far a character's neighbours tell its form (0-1);
        ``careful``: less doubt is enough; ``lying``: the strip is a column lying
        counter-clockwise.
        """
