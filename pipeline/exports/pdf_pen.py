"""How lines of hidden text are written so that poppler and PDFium read them as lines.

Readers see texts and places, not words and lines, and guess from them. What is written here
follows their guessing: PDFium takes texts on one height for one line and sorts them from left
to right; poppler breaks words at gaps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import atan, cos, sin
from statistics import fmean, median

from msgspec import Struct

from pipeline.exports.pdf_font import SEEN, WIDTH, Numbers

RESOURCE = "FondsText"
# How far from its place, as a share of the type size, a character may stand before spacing is
# set anew: readers take text set in one piece for one word.
TOLERANCE = 0.2
HALF = WIDTH / 1000
# Sizes that differ by no more points than this are written as one.
SAME_SIZE = 0.25
UPSIDE_DOWN = 2


class Set(Struct, frozen=True):
    """A word ready to be set, in points along and above."""

    text: str
    edges: tuple[float, ...]
    bottom: float
    size: float
    glued: bool = False


class Row(Struct, frozen=True):
    """A line ready to be set: its words, the direction of reading, and the tops' direction.

    ``turn`` is how the line runs on the delivered page; ``along`` and ``up`` are unit
    vectors on the PDF page.
    """

    words: tuple[Set, ...]
    turn: int
    along: tuple[float, float]
    up: tuple[float, float]
    origin: tuple[float, float]


class Pen:
    """Writes text operators, and only what has changed."""

    def __init__(self, numbers: Numbers, rise: float) -> None:
        """``rise``: how much the page's lines lean (radians, upwards)."""
        self._numbers = numbers
        self._rise = rise
        self._size = 0.0
        self._stretch = ""

    def row(self, row: Row) -> Iterator[str]:
        """Return the operators for one line."""
        if row.turn == UPSIDE_DOWN:
            yield from self._one_piece(row)
            return
        pen: tuple[float, float] | None = None
        last = len(row.words) - 1
        for i, word in enumerate(row.words):
            start = round(word.edges[0], 1), round(word.bottom, 1)
            if pen is None:
                yield _matrix(row, *start)
            else:
                yield f"{number(start[0] - pen[0], 1)} {number(start[1] - pen[1], 1)} Td"
            pen = start
            yield from self._sized(word.size)
            yield from self._word(word, space=i < last and not row.words[i + 1].glued)

    def _word(self, word: Set, *, space: bool) -> Iterator[str]:
        end = len(word.text)
        for first, last in even_pieces(word.edges, TOLERANCE * self._size):
            yield from self._stretched((word.edges[last] - word.edges[first]) / (last - first))
            spaced = " " if space and last == end else ""
            yield f"<{self._numbers.hex(word.text[first:last] + spaced)}> Tj"

    def _one_piece(self, row: Row) -> Iterator[str]:
        """Set a line as one text, its characters moved to their places.

        PDFium puts texts on the same height from left to right, which would turn round the
        words of a line that stands on its head. One text has one size and one height, so it
        leans as its words do.
        """
        size = median(word.size for word in row.words)
        middle, rise = _slope(row.words)
        yield _matrix(row, row.words[0].edges[0], middle - size / 2, rise)
        yield from self._sized(size)
        letters = sum(len(word.text) for word in row.words)
        width = sum(word.edges[-1] - word.edges[0] for word in row.words) / letters
        yield from self._stretched(width)
        text = list(_letters(row))
        shown = self._numbers.hex(text[0][1])
        for (before, _), (edge, character) in pairwise(text):
            move = round((edge - before - width) / width * WIDTH)
            shown += (f">{-move}<" if move else "") + self._numbers.hex(character)
        yield f"[<{shown}>] TJ"

    def end(self, row: Row, after: Row | None) -> Iterator[str]:
        """Return a space that parts a line from the next where PDFium would join them.

        It takes texts on one height for one line, and sorts them from left to right: so
        the ends of leaning lines and the tops of columns need something between them that
        stands elsewhere. It also must not be smaller than what follows.
        """
        if after is None or row.turn != after.turn or row.turn == UPSIDE_DOWN:
            return
        last, following = row.words[-1], after.words[0]
        end, size = last.edges[-1], max(self._size, following.size)
        if row.turn != 0:
            yield _matrix(row, end + size, _aside(row, following, size))
        else:
            drop = _elsewhere((following.bottom - last.bottom) / size)
            if drop is None:
                return
            yield _matrix(row, end, last.bottom + drop * size, self._rise)
        yield from self._sized(size)
        yield f"<{self._numbers.hex(' ')}> Tj"

    def _sized(self, size: float) -> Iterator[str]:
        if abs(size - self._size) > SAME_SIZE:
            self._size = size
            yield f"/{RESOURCE} {number(size, 1)} Tf"

    def _stretched(self, width: float) -> Iterator[str]:
        stretch = number(100 * width / (HALF * self._size), 1)
        if stretch != self._stretch:
            self._stretch = stretch
            yield f"{stretch} Tz"


def _aside(row: Row, following: Set, size: float) -> float:
    """Return how high a space stands that parts columns: apart from both where they overlap.

    A leaning column takes the room of its neighbour, as PDFium sees it.
    """
    low, high = (share / 1000 for share in SEEN)
    tops = [word.bottom + high * word.size for word in row.words]
    feet = [word.bottom + low * word.size for word in row.words]
    next_top, next_foot = (following.bottom + share * following.size for share in (high, low))
    overlap = min(max(tops), next_top) > max(min(feet), next_foot)
    return max(*tops, next_top) + size if overlap else row.words[-1].bottom


def _slope(words: Sequence[Set]) -> tuple[float, float]:
    """Return how high the middle of a line begins and its rise (radians), by least squares."""
    along = [(word.edges[0] + word.edges[-1]) / 2 for word in words]
    above = [word.bottom + word.size / 2 for word in words]
    centre, height = fmean(along), fmean(above)
    spread = sum((x - centre) ** 2 for x in along)
    slope = sum((x - centre) * (y - height) for x, y in zip(along, above, strict=True))
    slope = slope / spread if spread else 0.0
    return height + slope * (words[0].edges[0] - centre), atan(slope)


def _letters(row: Row) -> Iterator[tuple[float, str]]:
    """Return a line's characters and the spaces between its words, with where they begin."""
    for i, word in enumerate(row.words):
        if i and not word.glued:
            yield row.words[i - 1].edges[-1], " "
        yield from zip(word.edges, word.text, strict=False)


def _elsewhere(step: float) -> float | None:
    """Return how far above its line a space must stand to be on no height of the next line.

    ``step``: how far above the last word the next line begins. All are shares of the type
    size; None where the lines stand clearly apart. PDFium takes what differs by less than a
    quarter for one height.
    """
    if abs(step) > 0.8:
        return None
    if step > 0.3:
        return 0.0
    if step < -0.3:
        return 0.5
    return -0.36 if step >= -0.1 else 0.24


def even_pieces(edges: tuple[float, ...], tolerance: float) -> Iterator[tuple[int, int]]:
    """Return stretches of characters that are evenly spaced, as index ranges.

    >>> list(even_pieces((0.0, 10.0, 20.0, 50.0, 80.0), tolerance=2.0))
    [(0, 2), (2, 4)]
    """
    first, end = 0, len(edges) - 1
    while first < end:
        last = end
        while not _even(edges[first : last + 1], tolerance):
            last -= 1
        yield first, last
        first = last


def _even(edges: tuple[float, ...], tolerance: float) -> bool:
    step = (edges[-1] - edges[0]) / (len(edges) - 1)
    return all(abs(edge - edges[0] - i * step) <= tolerance for i, edge in enumerate(edges))


def _matrix(row: Row, along: float, up: float, rise: float = 0.0) -> str:
    """Return the operator that begins a text at a place; the letters stand on their feet."""
    (ax, ay), (ux, uy), (zx, zy) = row.along, row.up, row.origin
    x, y = zx + along * ax + up * ux, zy + along * ay + up * uy
    c, s = cos(rise), sin(rise)
    way = (c * ax + s * ux, c * ay + s * uy, c * ux - s * ax, c * uy - s * ay)
    said = [*(number(value, 4) for value in way), number(x, 1), number(y, 1)]
    return " ".join(said) + " Tm"


def number(value: float, places: int) -> str:
    """Return a number as PDF writes it: no exponent, no needless zeros.

    >>> number(0.2400004, 6), number(-3.0, 2), number(-0.0001, 2)
    ('0.24', '-3', '0')
    """
    short = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if short in ("-0", "") else short
