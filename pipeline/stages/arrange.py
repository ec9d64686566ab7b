"""Put the lines of a page in the order they are read, and name what they are.

One method serves both directions: the page is seen in reading coordinates, ``u`` along
the line and ``v`` from line to line. For horizontal text that is (x, y); for columns
written downwards from right to left it is (y, width - x), and a page in two registers,
one above the other, is there what a page in two columns is for horizontal text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct

from pipeline.geometry import overlap, union
from pipeline.model import Direction, Line, Region, RegionKind
from pipeline.scripts import is_han
from pipeline.stages.furniture import kind_of_row

# Segments of one printed line share at least this much of their thickness.
SAME_ROW = 0.5
# A gap wider than this many thicknesses separates cells (tab), a narrower one words.
CELL_GAP = 2.2
# Two columns: the gutter lies here (shares of the text's extent) and few lines cross it.
GUTTER_ZONE = (0.3, 0.7)
MOST_CROSSING = 0.35
LEAST_COLUMN_LINES = 5
LEAST_BAND_LINES = 3
# In running text this share of lines fills this much of its column; pictures and ends of
# paragraphs make the others shorter. The cells of a table mostly do not.
FULL_LINE, FULL_SHARE = 0.75, 0.3


class Placed(Struct, frozen=True):
    """A line in reading coordinates: ``u`` along it, ``v`` across, in upright pixels."""

    line: Line
    u0: float
    v0: float
    u1: float
    v1: float
    apart: RegionKind | None = None

    @property
    def thick(self) -> float:
        """Height across the line."""
        return self.v1 - self.v0


Row = tuple[Placed, ...]


def place(
    line: Line,
    upright: tuple[float, float, float, float],
    direction: Direction,
    width: float,
    apart: RegionKind | None = None,
) -> Placed:
    """Return a line in reading coordinates; ``width`` is the upright page's."""
    x0, y0, x1, y1 = upright
    if direction == "horizontal":
        return Placed(line, x0, y0, x1, y1, apart)
    return Placed(line, y0, width - x1, y1, width - x0, apart)


def arrange(lines: Sequence[Placed], u_extent: float, v_extent: float) -> tuple[Region, ...]:
    """Return regions in reading order; lines set ``apart`` (stamps ...) come last.

    ``u_extent`` and ``v_extent``: the page's size along and across its lines.
    """
    text = [line for line in lines if line.apart is None]
    rows = [row for block in _blocks(text) for row in _rows(block)]
    usual = float(np.median([line.thick for line in text])) if text else 0.0
    kinds = [
        kind_of_row(
            _merged(row),
            (
                row[0].u0 / u_extent,
                row[0].v0 / v_extent,
                row[-1].u1 / u_extent,
                row[-1].v1 / v_extent,
            ),
            max(p.thick for p in row) / max(usual, 1.0),
        )
        for row in rows
    ]
    kinds = _tables(rows, kinds)
    regions = _grouped(rows, kinds)
    stamps = [line for line in lines if line.apart is not None]
    apart = [
        (line.apart or "stamp", (line.line,)) for line in sorted(stamps, key=lambda p: (p.v0, p.u0))
    ]
    return tuple(
        Region(kind=kind, box=union([line.box for line in members]), order=order, lines=members)
        for order, (kind, members) in enumerate([*regions, *apart])
    )


def _blocks(lines: Sequence[Placed]) -> list[list[Placed]]:
    """Split a page in two columns into blocks in reading order, else return one block.

    Lines across both columns part the page into bands. A band too short to show columns
    (a masthead) is one block. Lines that stand between the columns with text on both sides
    (a caption the text flows around) part nothing: they are read last.
    """
    gutter = _gutter(lines)
    if gutter is None:
        return [list(lines)]
    rest = [p for p in lines if not _crosses(p, gutter)]
    across = sorted((p for p in lines if _crosses(p, gutter)), key=_middle)
    inset = [bar for bar in across if _between_columns(bar, rest)]
    crossing = [bar for bar in across if bar not in inset]
    blocks: list[list[Placed]] = []
    for bar in [*crossing, None]:
        above = [p for p in rest if bar is None or _middle(p) < _middle(bar)]
        rest = [p for p in rest if bar is not None and _middle(p) >= _middle(bar)]
        left = [p for p in above if p.u1 <= gutter + p.thick]
        right = [p for p in above if p.u1 > gutter + p.thick]
        if min(len(left), len(right)) < LEAST_BAND_LINES:
            blocks.append([*(blocks.pop() if blocks else []), *above])
        else:
            blocks += [left, right, []]
        if bar is not None:
            blocks.append([*(blocks.pop() if blocks else []), bar])
    return [block for block in [*blocks, inset] if block]


def _crosses(line: Placed, gutter: float) -> bool:
    return line.u0 < gutter - line.thick and line.u1 > gutter + line.thick


def _between_columns(bar: Placed, lines: Sequence[Placed]) -> bool:
    """Tell whether lines stand beside another one, before it and after it."""
    beside = [
        line
        for line in lines
        if overlap(bar.v0, bar.v1, line.v0, line.v1) >= SAME_ROW * min(bar.thick, line.thick)
    ]
    before = any(line.u1 <= bar.u0 + bar.thick for line in beside)
    return before and any(line.u0 >= bar.u1 - bar.thick for line in beside)


def _gutter(lines: Sequence[Placed]) -> float | None:
    """Return where two columns of running text part, None if there are not two."""
    if len(lines) < 2 * LEAST_COLUMN_LINES:
        return None
    start, end = min(p.u0 for p in lines), max(p.u1 for p in lines)
    step = max(1.0, (end - start) / 200)
    places = np.arange(
        start + GUTTER_ZONE[0] * (end - start), start + GUTTER_ZONE[1] * (end - start), step
    )
    crossed = np.array([sum(p.u0 < u < p.u1 for p in lines) for u in places])
    least = np.flatnonzero(crossed == crossed.min())
    gutter = float(places[least[len(least) // 2]])
    if crossed.min() > MOST_CROSSING * len(lines):
        return None
    left = [p for p in lines if p.u1 <= gutter]
    right = [p for p in lines if p.u0 >= gutter]
    both = _runs(left, start, gutter) and _runs(right, gutter, end)
    return gutter if both else None


def _runs(lines: Sequence[Placed], start: float, end: float) -> bool:
    """Tell whether lines fill a column like running text does (cells of a table do not)."""
    if len(lines) < LEAST_COLUMN_LINES:
        return False
    extent = max(p.u1 for p in lines) - min(p.u0 for p in lines)
    full = sum(p.u1 - p.u0 >= FULL_LINE * extent for p in lines)
    return full >= FULL_SHARE * len(lines) and extent >= 0.6 * (end - start)


def _rows(block: Sequence[Placed]) -> list[Row]:
    """Join segments that stand on the same printed line, rows from first to last.

    Each segment follows the nearest one before it on its line, so a row may bend with
    the paper.
    """
    rows: list[list[Placed]] = []
    for piece in sorted(block, key=lambda p: (p.u0, p.v0)):
        fits = [row for row in rows if _follows(row[-1], piece)]
        if fits:
            min(fits, key=lambda row: abs(_middle(row[-1]) - _middle(piece))).append(piece)
        else:
            rows.append([piece])
    rows.sort(key=lambda row: sum(map(_middle, row)) / len(row))
    return [tuple(row) for row in rows]


def _follows(before: Placed, piece: Placed) -> bool:
    thin = min(before.thick, piece.thick)
    shared = overlap(before.v0, before.v1, piece.v0, piece.v1)
    return (
        shared >= SAME_ROW * thin
        and piece.u0 > before.u1 - 0.6 * thin
        and thin > 0.35 * max(before.thick, piece.thick)
    )


def _middle(piece: Placed) -> float:
    return (piece.v0 + piece.v1) / 2


def _merged(row: Row) -> Line:
    """Return a row as one line: cells separated by tabs, words by spaces, Han by nothing."""
    if len(row) == 1:
        return row[0].line
    text = row[0].line.text
    for before, piece in pairwise(row):
        text += _between(before, piece) + piece.line.text
    lines = [piece.line for piece in row]
    letters = [max(1, len(line.text)) for line in lines]
    mean = sum(line.confidence * n for line, n in zip(lines, letters, strict=True)) / sum(letters)
    longest = max(lines, key=lambda line: len(line.text))
    return Line(
        text=text,
        box=union([line.box for line in lines]),
        script=longest.script,
        confidence=round(mean, 4),
        engine=longest.engine,
        words=tuple(word for line in lines for word in line.words),
        alternatives=tuple(other for line in lines for other in line.alternatives),
    )


def _between(before: Placed, piece: Placed) -> str:
    gap = piece.u0 - before.u1
    thick = (before.thick + piece.thick) / 2
    if gap > CELL_GAP * thick:
        return "\t"
    han = is_han(before.line.text[-1:] or " ") and is_han(piece.line.text[:1] or " ")
    return "" if han and gap < 0.9 * thick else " "


def _tables(rows: Sequence[Row], kinds: Sequence[RegionKind]) -> list[RegionKind]:
    """Name three or more rows in sequence that each have three cells a table."""
    cells = [_merged(row).text.count("\t") + 1 for row in rows]
    named = list(kinds)
    start = 0
    for i in range(len(rows) + 1):
        if i < len(rows) and cells[i] >= 3:
            continue
        if i - start >= 3:
            named[start:i] = ["table"] * (i - start)
        start = i + 1
    return named


def _grouped(
    rows: Sequence[Row], kinds: Sequence[RegionKind]
) -> list[tuple[RegionKind, tuple[Line, ...]]]:
    """Gather neighbouring rows of the same kind into regions."""
    groups: list[tuple[RegionKind, list[Line]]] = []
    for row, kind in zip(rows, kinds, strict=True):
        if groups and groups[-1][0] == kind:
            groups[-1][1].append(_merged(row))
        else:
            groups.append((kind, [_merged(row)]))
    return [(kind, tuple(lines)) for kind, lines in groups]
