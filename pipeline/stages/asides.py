"""What stands beside the text, stamps and marginal notes: which lines of them belong together."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipeline.model import Line, RegionKind
from pipeline.stages.placed import Placed

# Lines of one stamp are read in about the same direction (degrees) and stand so near each
# other (thicknesses); short ones do not show their direction.
ALIKE, NEAR, SHORT = 15.0, 1.2, 3
# In writing of which so much is capitals, a turned line is stamped rather than noted.
CAPITALS, LEAST_LETTERS = 0.8, 3
# Writing by hand is so much larger than the page's lines and read less surely than this.
WRITTEN_TALLER, WRITTEN_BADLY = 1.25, 0.85


def grouped(lines: Sequence[Placed]) -> list[tuple[RegionKind, tuple[Line, ...]]]:
    """Return stamps and notes with their lines in the order they are read, from the top down."""
    groups: list[list[Placed]] = []
    for line in sorted(lines, key=lambda p: (p.v0, p.u0)):
        same = [group for group in groups if any(_together(line, other) for other in group)]
        joined = [line, *(other for group in same for other in group)]
        groups = [group for group in groups if group not in same] + [joined]
    groups.sort(key=lambda group: min((p.v0, p.u0) for p in group))
    return [(group[0].apart or "stamp", tuple(p.line for p in _read(group))) for group in groups]


def kind_of_turned(text: str) -> RegionKind:
    """Name a line that runs up or down the page by how it is written.

    >>> kind_of_turned("ÉRKEZETT 1957. MÁJ. 4."), kind_of_turned("Irattárba, Kiss")
    ('stamp', 'marginal-note')
    """
    letters = [c for c in text if c.isalpha() and c.lower() != c.upper()]
    capitals = sum(c.isupper() for c in letters)
    if len(letters) >= LEAST_LETTERS and capitals >= CAPITALS * len(letters):
        return "stamp"
    return "marginal-note"


def is_handwriting(taller: float, line: Line) -> bool:
    """Tell whether a line is written by hand: it is large, and read badly.

    ``taller``: its height relative to the page's usual line. Large print is read well, and
    faint print is as small as the rest.
    """
    letters = sum(map(str.isalnum, line.text))
    return taller >= WRITTEN_TALLER and line.confidence < WRITTEN_BADLY and letters > 0


def near(line: Placed, other: Placed) -> bool:
    """Tell whether two lines stand as near each other as those of one stamp."""
    apart = max(line.u0 - other.u1, other.u0 - line.u1, line.v0 - other.v1, other.v0 - line.v1)
    return apart <= NEAR * min(_high(line), _high(other))


def _together(line: Placed, other: Placed) -> bool:
    if line.apart != other.apart:
        return False
    tells = min(len(line.line.text), len(other.line.text)) >= SHORT
    if tells and abs((line.turn - other.turn + 180) % 360 - 180) > ALIKE:
        return False
    return near(line, other)


def _sides(line: Placed) -> tuple[float, float]:
    return line.u1 - line.u0, line.v1 - line.v0


def _read(group: Sequence[Placed]) -> list[Placed]:
    """Return lines in the order they are read: across the way the longest of them runs."""
    turn = math.radians(max(group, key=lambda p: len(p.line.text)).turn)
    along, down = (math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))

    def place(p: Placed, way: tuple[float, float]) -> float:
        return (p.u0 + p.u1) / 2 * way[0] + (p.v0 + p.v1) / 2 * way[1]

    rows: list[list[Placed]] = []
    for p in sorted(group, key=lambda p: place(p, down)):
        room = 0.5 * min(_high(p), _high(rows[-1][0])) if rows else 0.0
        if rows and place(p, down) - place(rows[-1][0], down) < room:
            rows[-1].append(p)
        else:
            rows.append([p])
    ordered = [p for row in rows for p in sorted(row, key=lambda p: place(p, along))]
    # The writing along a seal's rim comes before what stands inside.
    return sorted(ordered, key=lambda p: not p.rim)


def _high(line: Placed) -> float:
    return line.high or min(_sides(line))
