"""Running text in two or three columns: where they part, and the blocks in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np

from pipeline.geometry import overlap
from pipeline.stages.placed import Placed

# Segments of one printed line share at least this much of their thickness.
SAME_ROW = 0.5
# The gutter of two columns lies here (shares of the text's extent) and few lines cross it.
GUTTER_ZONE = (0.3, 0.7)
MOST_CROSSING = 0.35
LEAST_COLUMN_LINES = 5
LEAST_BAND_LINES = 3
# In running text this share of lines fills this much of its column; pictures and ends of
# paragraphs make the others shorter. The cells of a table mostly do not.
FULL_LINE, FULL_SHARE = 0.75, 0.3
# Three columns: hardly a line crosses a gutter, they are about equally wide, and more of their
# lines are full: the cells of a list of names may fill their column now and then.
ZONE_OF_THREE, CROSSING_OF_THREE, EQUAL = (0.2, 0.8), 0.12, 0.7
LEAST_LINES_OF_THREE, FULL_OF_THREE = 8, 0.5


def blocks(lines: Sequence[Placed]) -> list[list[Placed]]:
    """Split a page in columns into blocks in reading order, else return one block.

    Lines across columns part the page into bands. A band too short to show columns
    (a masthead) is one block. Lines that stand between columns with text on both sides
    (a caption the text flows around) part nothing: they are read last.
    """
    gutters = _gutters(lines)
    if not gutters:
        return [list(lines)]
    head = _head(lines, gutters)
    rest = [p for p in lines if p not in head and not _crosses(p, gutters)]
    across = sorted((p for p in lines if p in head or _crosses(p, gutters)), key=lambda p: p.middle)
    inset = [bar for bar in across if _between_columns(bar, rest)]
    found: list[list[Placed]] = []
    for bar in [*(bar for bar in across if bar not in inset), None]:
        above = [p for p in rest if bar is None or p.middle < bar.middle]
        rest = [p for p in rest if bar is not None and p.middle >= bar.middle]
        columns = _columns(above, gutters)
        if sum(len(column) >= LEAST_BAND_LINES for column in columns) < 2:
            found.append([*(found.pop() if found else []), *above])
        else:
            found += [*columns, []]
        if bar is not None:
            found.append([*(found.pop() if found else []), bar])
    return [block for block in [*found, inset] if block]


def _columns(lines: Sequence[Placed], gutters: Sequence[float]) -> list[list[Placed]]:
    """Return the lines of every column, from first to last."""
    columns: list[list[Placed]] = [[] for _ in range(len(gutters) + 1)]
    for p in lines:
        columns[sum(p.u1 > gutter + p.thick for gutter in gutters)].append(p)
    return columns


def _head(lines: Sequence[Placed], gutters: Sequence[float]) -> list[Placed]:
    """Return lines of the middle one of three columns that stand over all columns.

    They are a masthead too short to cross the gutters.
    """
    columns = _columns([p for p in lines if not _crosses(p, gutters)], gutters)
    if len(columns) != 3 or not all(columns):
        return []
    top = min(p.v0 for p in (*columns[0], *columns[2]))
    return [p for p in columns[1] if p.v1 <= top]


def _crosses(line: Placed, gutters: Sequence[float]) -> bool:
    return any(line.u0 < at - line.thick and line.u1 > at + line.thick for at in gutters)


def _between_columns(bar: Placed, lines: Sequence[Placed]) -> bool:
    """Tell whether lines stand beside another one, before it and after it."""
    beside = [
        line
        for line in lines
        if overlap(bar.v0, bar.v1, line.v0, line.v1) >= SAME_ROW * min(bar.thick, line.thick)
    ]
    before = any(line.u1 <= bar.u0 + bar.thick for line in beside)
    return before and any(line.u0 >= bar.u1 - bar.thick for line in beside)


def _gutters(lines: Sequence[Placed]) -> tuple[float, ...]:
    """Return where two or three columns of running text part, nothing if it is one."""
    if len(lines) < 2 * LEAST_COLUMN_LINES:
        return ()
    start, end = min(p.u0 for p in lines), max(p.u1 for p in lines)
    three = _two_gutters(lines, start, end)
    if three:
        return three
    places, crossed = _crossed(lines, start, end, GUTTER_ZONE)
    least = np.flatnonzero(crossed == crossed.min())
    gutter = float(places[least[len(least) // 2]])
    if crossed.min() > MOST_CROSSING * len(lines):
        return ()
    left = [p for p in lines if p.u1 <= gutter]
    right = [p for p in lines if p.u0 >= gutter]
    both = _runs(left, start, gutter) and _runs(right, gutter, end)
    return (gutter,) if both else ()


def _crossed(
    lines: Sequence[Placed], start: float, end: float, zone: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray]:
    """Return places along the lines in a zone of the text, and how many lines cross each."""
    step = max(1.0, (end - start) / 200)
    places = np.arange(start + zone[0] * (end - start), start + zone[1] * (end - start), step)
    return places, np.array([sum(p.u0 < u < p.u1 for p in lines) for u in places])


def _two_gutters(lines: Sequence[Placed], start: float, end: float) -> tuple[float, ...]:
    """Return the two gutters of three columns of running text, nothing if there are not three."""
    if len(lines) < 3 * LEAST_LINES_OF_THREE:
        return ()
    places, crossed = _crossed(lines, start, end, ZONE_OF_THREE)
    free = np.concatenate([[0], (crossed <= CROSSING_OF_THREE * len(lines)).astype(int), [0]])
    edges = np.flatnonzero(np.diff(free)).reshape(-1, 2)
    valleys = [float(places[a:b][crossed[a:b] == crossed[a:b].min()].mean()) for a, b in edges]
    for pair in combinations(valleys, 2):
        if _are_three([start, *pair, end], lines):
            return pair
    return ()


def _are_three(walls: Sequence[float], lines: Sequence[Placed]) -> bool:
    """Tell whether the lines between neighbouring walls are columns of about one width."""
    widths = [b - a for a, b in pairwise(walls)]
    return min(widths) >= EQUAL * max(widths) and all(
        _runs(
            [p for p in lines if p.u0 >= a - p.thick and p.u1 <= b + p.thick],
            a, b, LEAST_LINES_OF_THREE, FULL_OF_THREE,
        )
        for a, b in pairwise(walls)
    )  # fmt: skip


def _runs(
    lines: Sequence[Placed],
    start: float,
    end: float,
    least: int = LEAST_COLUMN_LINES,
    share: float = FULL_SHARE,
) -> bool:
    """Tell whether lines fill a column like running text does (cells of a table do not)."""
    if len(lines) < least:
        return False
    extent = max(p.u1 for p in lines) - min(p.u0 for p in lines)
    full = sum(p.u1 - p.u0 >= FULL_LINE * extent for p in lines)
    return full >= share * len(lines) and extent >= 0.6 * (end - start)
