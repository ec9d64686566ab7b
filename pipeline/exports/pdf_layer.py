"""The invisible text of a page: every word on its place, in the order in which it is read.

A word's characters are spread over its box; a run of Chinese is one word, for viewers break
words at gaps between characters. Everything is said in the page's own units, to a tenth of a
point: PDFium compares type sizes with places on the page and takes no scale into account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import atan2, hypot
from statistics import median

import pikepdf
from msgspec.structs import replace

from pipeline.exports.pdf_font import Numbers
from pipeline.exports.pdf_pen import Pen, Row, Set
from pipeline.exports.placing import axes, line_turn, runs
from pipeline.model import APART_FROM_TEXT, Line, Page

# Readers join words that stand closer than this share of the type size.
LEAST_GAP = 0.16
# No word is squeezed to less than this (points).
LEAST_WIDTH = 1.0
# Lines with fewer words do not tell how a page leans.
TELLING_WORDS = 4
TAG = re.compile(r"[A-Za-z0-9-]+")


def lines_in_order(page: Page) -> Iterator[Line]:
    """Return a page's lines as they are read; stamps and marginal notes come last."""
    ordered = sorted(page.regions, key=lambda region: region.order)
    for apart in (False, True):
        for region in ordered:
            if (region.kind in APART_FROM_TEXT) == apart:
                yield from region.lines


def layer(page: Page, placed: pikepdf.Matrix, numbers: Numbers) -> bytes:
    """Return the content stream that sets a page's text; ``placed`` leads from its pixels."""
    rows = [_row(line, line_turn(line, page), placed) for line in lines_in_order(page)]
    rows = [row for row in rows if row.words]
    language = page.language if TAG.fullmatch(page.language) else "und"
    parts = [f"q/Span<</Lang({language})>>BDC", "BT 3 Tr"]
    pen = Pen(numbers, lean(rows))
    following: list[Row | None] = [*rows[1:], None]
    for row, after in zip(rows, following, strict=True):
        parts += pen.row(row)
        parts += pen.end(row, after)
    return "\n".join([*parts, "ET EMC Q"]).encode("ascii")


def _row(line: Line, turn: int, placed: pikepdf.Matrix) -> Row:
    """Return a line on the PDF page, with room for a space between its words."""
    (ax, ay), (ux, uy) = axes(turn)
    zero = placed.transform((0, 0))
    along, wide = _unit(placed.transform((ax, ay)), zero)
    up, high = _unit(placed.transform((ux, uy)), zero)
    words: list[Set] = []
    for run in runs(line, turn):
        size = max(0.1, (run.top - run.bottom) * high)
        edges = tuple(edge * wide for edge in run.edges)
        if words and not run.glued:
            words[-1], edges = _parted(words[-1], edges)
        words.append(Set(run.text, edges, run.bottom * high, round(size, 1), run.glued))
    return Row(tuple(words), turn, along, up, zero)


def _unit(end: tuple[float, float], zero: tuple[float, float]) -> tuple[tuple[float, float], float]:
    """Return the direction from ``zero`` to ``end``, and the distance."""
    x, y = end[0] - zero[0], end[1] - zero[1]
    length = hypot(x, y)
    return (x / length, y / length), length


def _parted(before: Set, edges: tuple[float, ...]) -> tuple[Set, tuple[float, ...]]:
    """Return two words with room for a space between them: each gives half of what lacks."""
    lacking = LEAST_GAP * before.size - (edges[0] - before.edges[-1])
    if lacking <= 0:
        return before, edges
    end = max(before.edges[-1] - lacking / 2, before.edges[0] + LEAST_WIDTH)
    start = end + LEAST_GAP * before.size
    narrowed = _between(before.edges, before.edges[0], end)
    return replace(before, edges=narrowed), _between(
        edges, start, max(edges[-1], start + LEAST_WIDTH)
    )


def _between(edges: tuple[float, ...], start: float, end: float) -> tuple[float, ...]:
    """Return edges squeezed or moved so that they run from ``start`` to ``end``."""
    share = (end - start) / (edges[-1] - edges[0])
    return tuple(start + (edge - edges[0]) * share for edge in edges)


def lean(rows: Sequence[Row]) -> float:
    """Return how much a page's lines rise (radians), as its longer lines show."""
    leans = [
        atan2(row.words[-1].bottom - first.bottom, row.words[-1].edges[0] - first.edges[0])
        for row in rows
        for first in row.words[:1]
        if len(row.words) >= TELLING_WORDS
    ]
    return median(leans) if leans else 0.0
