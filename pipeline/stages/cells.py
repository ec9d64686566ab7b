"""Tables without rules: rows whose words leave the same places free below each other.

In running text no gap between words stands below another for long; the walls between the
cells of a table do. So neighbouring rows are taken together as long as free corridors run
through all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from pipeline.stages.placed import CELL_GAP, Row, Span, extents

# A corridor is at least this many line thicknesses wide.
LEAST_WALL = 0.7
# So many rows with one wall, or with more, are a table.
LEAST_ROWS, LEAST_ROWS_OF_MANY, MANY = 4, 3, 2
# In so many of the rows words stand on both sides of a wall.
BOTH_SIDES = 0.6
# Rows further apart than this many thicknesses belong to different tables.
FAR = 3.5


class Table(Struct, frozen=True):
    """Rows ``start`` to ``end`` (not included), and where along them the cells part."""

    start: int
    end: int
    walls: tuple[float, ...]


def tables(rows: Sequence[Row]) -> tuple[Table, ...]:
    """Return the tables among rows in reading order."""
    found = []
    start = 0
    while start < len(rows):
        table = _from(rows, start)
        if table is not None:
            found.append(table)
        start = start + 1 if table is None else table.end
    return tuple(found)


def _from(rows: Sequence[Row], start: int) -> Table | None:
    """Return the table that begins with a row, if one does."""
    walls = _gaps(rows[start])
    end = start + 1
    while walls and end < len(rows) and _near(rows[end - 1], rows[end]):
        left = _through(walls, rows[end])
        # A line of running text below a table may leave one wall by chance.
        if len(left) * 2 < len(walls):
            break
        walls, end = left, end + 1
    walls = [wall for wall in walls if _parts(wall, rows[start:end])]
    if not any(_is_wide(wall, rows[start:end]) for wall in walls):
        return None
    least = LEAST_ROWS_OF_MANY if len(walls) >= MANY else LEAST_ROWS
    if not walls or end - start < least:
        return None
    return Table(start, end, tuple((a + b) / 2 for a, b in walls))


def _gaps(row: Row) -> list[Span]:
    """Return the free places between the words of a row that are wide enough for a wall."""
    thick = _thick(row)
    return [
        (before[1], after[0])
        for before, after in pairwise(extents(row))
        if after[0] - before[1] >= LEAST_WALL * thick
    ]


def _through(walls: Sequence[Span], row: Row) -> list[Span]:
    """Return what is left of the walls where another row is free too."""
    words, thick = extents(row), _thick(row)
    edges = [float("-inf"), *(side for word in words for side in word), float("inf")]
    free = list(zip(edges[::2], edges[1::2], strict=True))
    cut = [(max(a, c), min(b, d)) for a, b in walls for c, d in free]
    return [(a, b) for a, b in cut if b - a >= LEAST_WALL * thick]


def _parts(wall: Span, rows: Sequence[Row]) -> bool:
    """Tell whether most rows have words on both sides of a wall."""
    both = [row for row in rows if extents(row)[0][1] <= wall[0] and extents(row)[-1][0] >= wall[1]]
    return len(both) >= BOTH_SIDES * len(rows)


def _is_wide(wall: Span, rows: Sequence[Row]) -> bool:
    """Tell whether a row has so wide a gap at a wall that alone it would part cells."""
    return any(
        after[0] - before[1] >= CELL_GAP * _thick(row)
        for row in rows
        for before, after in pairwise(extents(row))
        if before[1] <= wall[0] and wall[1] <= after[0]
    )


def _near(row: Row, after: Row) -> bool:
    thick = max(_thick(row), _thick(after))
    return min(piece.v0 for piece in after) - max(piece.v1 for piece in row) < FAR * thick


def _thick(row: Row) -> float:
    return sum(piece.thick for piece in row) / len(row)
