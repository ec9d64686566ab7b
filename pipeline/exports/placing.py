"""Where the words of a line stand, seen along the direction in which the line is read.

A line may run in four directions on the page as delivered: rightwards, or turned because
the scan lies on its side, or downwards because it is a Chinese column. ``turn`` counts the
quarter turns clockwise from rightwards. In reading coordinates ``along`` grows in the
direction of reading and ``up`` towards the tops of upright letters; both are pixels.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from pipeline.model import Box, Line, Page, Word

# Direction of reading for each turn: right, down, left, up (y grows downwards).
ALONG: tuple[tuple[int, int], ...] = ((1, 0), (0, 1), (-1, 0), (0, -1))
# A line of one word has a direction of its own if it is this many times longer across.
CLEARLY_LONGER = 1.5
LEAST_LETTERS = 3
# Words in a leaning line are on one height if it differs by no more of their own.
MOST_STEP = 0.3


class Span(Struct, frozen=True):
    """A box in reading coordinates."""

    start: float
    end: float
    bottom: float
    top: float


class Run(Struct, frozen=True):
    """Text without spaces; ``edges`` are where its characters begin and the last one ends.

    ``glued``: no space parts it from the run before.
    """

    text: str
    edges: tuple[float, ...]
    bottom: float
    top: float
    glued: bool = False

    def box(self, turn: int) -> Box:
        """Return where the run stands on the delivered page."""
        (ax, ay), (ux, uy) = axes(turn)
        ends = (self.edges[0], self.edges[-1]), (self.bottom, self.top)
        x = sorted(along * ax + up * ux for along, up in zip(*ends, strict=True))
        y = sorted(along * ay + up * uy for along, up in zip(*ends, strict=True))
        return round(x[0]), round(y[0]), round(x[1]), round(y[1])


def axes(turn: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the directions along and up, as steps in pixels (x, y)."""
    x, y = ALONG[turn]
    return (x, y), (y, -x)


def span(box: Box, turn: int) -> Span:
    """Return a box in reading coordinates.

    >>> span((10, 20, 110, 50), 0)
    Span(start=10, end=110, bottom=-50, top=-20)
    >>> span((10, 20, 40, 120), 1)
    Span(start=20, end=120, bottom=10, top=40)
    """
    (ax, ay), (ux, uy) = axes(turn)
    x0, y0, x1, y1 = box
    along = sorted((x0 * ax + y0 * ay, x1 * ax + y1 * ay))
    up = sorted((x0 * ux + y0 * uy, x1 * ux + y1 * uy))
    return Span(along[0], along[1], up[0], up[1])


def line_turn(line: Line, page: Page) -> int:
    """Return in which direction a line is read: its words tell, or its page."""
    usual = (-(page.rotation // 90) + (page.direction == "vertical-rl")) % 4
    words = [word.box for word in line.words]
    if len(words) > 1:
        dx, dy = (b - a for a, b in zip(_middle(words[0]), _middle(words[-1]), strict=True))
        told = _nearest(dx, dy)
        clear = max(abs(dx), abs(dy)) > CLEARLY_LONGER * min(abs(dx), abs(dy))
        return told if clear else usual
    here = span(line.box, usual)
    across = here.top - here.bottom > CLEARLY_LONGER * (here.end - here.start)
    return (usual + 1) % 4 if across and len(line.text) >= LEAST_LETTERS else usual


def _nearest(dx: float, dy: float) -> int:
    if abs(dx) >= abs(dy):
        return 0 if dx >= 0 else 2
    return 1 if dy > 0 else 3


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def runs(line: Line, turn: int) -> tuple[Run, ...]:
    """Return a line as runs without spaces, in reading order.

    Where the words do not spell the line (it was corrected by hand), its characters are
    spread evenly over the line's box.
    """
    groups = grouped(line)
    if groups is None:
        return tuple(_spread(line, turn))
    return tuple(run for group in groups for run in _joined(group, turn))


def grouped(line: Line) -> list[list[Word]] | None:
    """Return the line's words, those without a space between them together.

    None where the words do not spell the line.
    """
    groups: list[list[Word]] = []
    place = 0
    for word in line.words:
        found = place + len(line.text[place:]) - len(line.text[place:].lstrip())
        if not word.text or not line.text.startswith(word.text, found):
            return None
        if found > place or not groups:
            groups.append([])
        groups[-1].append(word)
        place = found + len(word.text)
    return None if line.text[place:].strip() else groups


def _joined(words: Sequence[Word], turn: int) -> Iterator[Run]:
    """Return words that follow each other without a space; they meet halfway.

    Where the line leans, they become several runs, each a step higher or lower.
    """
    spans = [span(word.box, turn) for word in words]
    borders = [spans[0].start]
    borders += [(one.end + other.start) / 2 for one, other in pairwise(spans)]
    borders.append(spans[-1].end)
    for first, last in _level(spans):
        edges = [borders[first]]
        for i in range(first, last):
            edges += _even(words[i].text, borders[i], borders[i + 1])
        yield Run(
            "".join(word.text for word in words[first:last]),
            _rising(edges),
            min(s.bottom for s in spans[first:last]),
            max(s.top for s in spans[first:last]),
            glued=first > 0,
        )


def _level(spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Return stretches of words on one height, as index ranges."""
    first = 0
    for last in range(1, len(spans) + 1):
        if last == len(spans) or abs(_height(spans[last]) - _height(spans[first])) > (
            MOST_STEP * (spans[first].top - spans[first].bottom)
        ):
            yield first, last
            first = last


def _height(here: Span) -> float:
    return (here.bottom + here.top) / 2


def _spread(line: Line, turn: int) -> Iterator[Run]:
    here = span(line.box, turn)
    edges = (here.start, *_even(line.text, here.start, here.end))
    start = 0
    for token in line.text.split():
        start = line.text.index(token, start)
        end = start + len(token)
        yield Run(token, _rising(edges[start : end + 1]), here.bottom, here.top)
        start = end


def _even(text: str, start: float, end: float) -> list[float]:
    """Return where each character ends: wide ones take twice the room of others."""
    widths = [2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text]
    total, seen, edges = sum(widths), 0, []
    for width in widths:
        seen += width
        edges.append(start + (end - start) * seen / total)
    return edges


def _rising(edges: Sequence[float]) -> tuple[float, ...]:
    """Return edges of which each lies a little after the one before."""
    rising = [edges[0]]
    for edge in edges[1:]:
        rising.append(max(edge, rising[-1] + 0.5))
    return tuple(rising)
