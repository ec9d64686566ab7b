"""Put the lines of a page in the order they are read, and name what they are.

One method serves both directions, in the reading coordinates of :mod:`pipeline.stages.placed`:
a vertical page in two registers, one above the other, is there what a page in two columns is
for horizontal text.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.geometry import overlap, union
from pipeline.model import Line, Region, RegionKind
from pipeline.stages.asides import grouped
from pipeline.stages.cells import Table, tables
from pipeline.stages.columns import LEAST_COLUMN_LINES, SAME_ROW, blocks
from pipeline.stages.furniture import kind_of_row, line_numbers
from pipeline.stages.placed import (
    Bounds,
    Placed,
    Row,
    Span,
    covering,
    merged,
    with_cells,
    with_dittos,
)
from pipeline.stages.signatures import signed

Part = tuple[RegionKind, tuple[Line, ...]]


def arrange(
    lines: Sequence[Placed], u_extent: float, v_extent: float, hidden: Sequence[Bounds] = ()
) -> tuple[Region, ...]:
    """Return regions in reading order; lines set ``apart`` (stamps ...) come last.

    ``u_extent`` and ``v_extent``: the page's size along and across its lines; ``hidden``:
    struck-out places (u0, v0, u1, v1), which part no cells.
    """
    text = [line for line in lines if line.apart is None and not line.across]
    text = covering(text, hidden)
    margin = line_numbers(text)
    above, below = _across([line for line in lines if line.across], text, v_extent)
    running = _running([p for p in text if p not in margin], u_extent, v_extent)
    apart = [line for line in lines if line.apart is not None]
    found = [*above, *running, *below, *grouped(apart)]
    found += [("marginal-note", (p.line,)) for p in margin]
    return tuple(
        Region(kind=kind, box=union([line.box for line in members]), order=order, lines=members)
        for order, (kind, members) in enumerate(found)
    )


def _running(text: Sequence[Placed], u_extent: float, v_extent: float) -> list[Part]:
    """Return the parts of the running text."""
    parted = [_rows(block) for block in blocks(text)]
    usual = float(np.median([line.thick for line in text])) if text else 0.0
    found: list[Part] = []
    for rows in parted:
        cells = tables(rows)
        lines = _lines(rows, cells)
        # Beside other columns the middle is the column's, not the page's.
        column = len(parted) > 1 and len(rows) >= LEAST_COLUMN_LINES
        sides = _sides(rows)
        kinds = [
            kind_of_row(
                line,
                _shares(row, u_extent, v_extent, sides if column else None),
                _taller(row, usual),
                _around(sides, row) if column or len(parted) == 1 else None,
            )
            for line, row in zip(lines, rows, strict=True)
        ]
        if rows is parted[-1]:
            kinds = signed(rows, lines, kinds)
        for table in cells:
            _name_table(table, lines, kinds)
        found += _grouped(lines, kinds)
    return _joined(found)


def _shares(
    row: Row, u_extent: float, v_extent: float, column: Span | None
) -> tuple[float, float, float, float]:
    """Return where a row lies, as shares of the page, along it of its ``column`` if it has one."""
    before, after = row[0].u0 / u_extent, row[-1].u1 / u_extent
    if column is not None:
        left, right = _around(column, row)
        before, after = left, 1.0 - right
    return before, row[0].v0 / v_extent, after, row[-1].v1 / v_extent


def _taller(row: Row, usual: float) -> float:
    return max(piece.thick for piece in row) / max(usual, 1.0)


def _sides(rows: Sequence[Row]) -> Span:
    """Return where the text of some rows begins and ends."""
    pieces = [piece for row in rows for piece in row]
    return min((p.u0 for p in pieces), default=0.0), max((p.u1 for p in pieces), default=0.0)


def _around(sides: Span, row: Row) -> tuple[float, float]:
    """Return how far a row stands in from both sides of its text, as shares of its extent."""
    start, end = sides
    extent = max(end - start, 1.0)
    return (row[0].u0 - start) / extent, (end - row[-1].u1) / extent


def _lines(rows: Sequence[Row], cells: Sequence[Table]) -> list[Line]:
    """Return each row as one line, those of tables with a tab between cells."""
    walls = {i: table.walls for table in cells for i in range(table.start, table.end)}
    return [with_cells(row, walls[i]) if i in walls else merged(row) for i, row in enumerate(rows)]


def _name_table(table: Table, lines: list[Line], kinds: list[RegionKind]) -> None:
    """Name the rows of a table so, unless they are fields of a form or who signs, side by side."""
    own = slice(table.start, table.end)
    signatures = kinds[own].count("signature")
    if not _is_form(lines[own]) and 2 * signatures < table.end - table.start:
        kinds[own] = ["table"] * (table.end - table.start)
        lines[own] = map(with_dittos, lines[own])


def _is_form(lines: Sequence[Line]) -> bool:
    """Tell whether rows are names of fields and what they hold, not a table."""
    named = sum(line.text.partition("\t")[0].rstrip().endswith((":", "：")) for line in lines)
    return 2 * named >= len(lines)


def _across(
    lines: Sequence[Placed], columns: Sequence[Placed], v_extent: float
) -> tuple[list[Part], list[Part]]:
    """Return the horizontal lines of a vertical page: those over its columns, and the others."""
    level = [Placed(p.line, v_extent - p.v1, p.u0, v_extent - p.v0, p.u1, spans=()) for p in lines]
    top = float(np.median([p.u0 for p in columns])) if columns else 0.0
    over: list[Part] = []
    under: list[Part] = []
    for row in _rows(level):
        line = merged(row)
        if row[0].middle < top:
            over.append(("heading" if len(line.text) > 1 else "body", (line,)))
        else:
            shares = (0.5, row[0].v0 / max(p.u1 for p in columns) if columns else 1.0, 0.5, 1.0)
            under.append((kind_of_row(line, shares, 1.0), (line,)))
    return over, under


def _rows(block: Sequence[Placed]) -> list[Row]:
    """Join segments that stand on the same printed line, rows from first to last.

    Each segment follows the nearest one before it on its line, so a row may bend with
    the paper.
    """
    rows: list[list[Placed]] = []
    for piece in sorted(block, key=lambda p: (p.u0, p.v0)):
        fits = [row for row in rows if _follows(row[-1], piece)]
        if fits:
            min(fits, key=lambda row: abs(row[-1].middle - piece.middle)).append(piece)
        else:
            rows.append([piece])
    rows.sort(key=lambda row: sum(piece.middle for piece in row) / len(row))
    return [tuple(row) for row in rows]


def _follows(before: Placed, piece: Placed) -> bool:
    thin = min(before.thick, piece.thick)
    shared = overlap(before.v0, before.v1, piece.v0, piece.v1)
    return (
        shared >= SAME_ROW * thin
        and piece.u0 > before.u1 - 0.6 * thin
        and thin > 0.35 * max(before.thick, piece.thick)
    )


def _grouped(lines: Sequence[Line], kinds: Sequence[RegionKind]) -> list[Part]:
    """Gather neighbouring lines of the same kind."""
    return _joined([(kind, (line,)) for line, kind in zip(lines, kinds, strict=True)])


def _joined(parts: Sequence[Part]) -> list[Part]:
    found: list[Part] = []
    for kind, lines in parts:
        if found and found[-1][0] == kind:
            found[-1] = (kind, (*found[-1][1], *lines))
        else:
            found.append((kind, lines))
    return found
