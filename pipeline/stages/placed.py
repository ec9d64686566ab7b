"""Lines in reading coordinates, and rows of them: what arranging a page works with.

The page is seen with ``u`` along the line and ``v`` from line to line. For horizontal text
that is (x, y); for columns written downwards from right to left it is (y, width - x).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from pipeline.geometry import overlap, union
from pipeline.model import Direction, Line, RegionKind
from pipeline.scripts import is_han

# A gap wider than this many thicknesses separates cells (tab), a narrower one words.
CELL_GAP = 2.2
# What engines make of 〃, which has no narrow form in Chinese print.
DITTO = frozenset('"”“″〃')

Bounds = tuple[float, float, float, float]
Span = tuple[float, float]


class Placed(Struct, frozen=True):
    """A line in reading coordinates: ``u`` along it, ``v`` across, in upright pixels.

    ``spans``: where its words lie along ``u``, one each, empty where that is not known;
    ``turn``: degrees clockwise from the page's lines to the way the line is read, and
    ``high``: its height across that way, 0 where it is the same as ``thick``;
    ``across``: it is a horizontal line of a page whose text runs down; ``rim``: it runs
    along the rim of a seal.
    """

    line: Line
    u0: float
    v0: float
    u1: float
    v1: float
    apart: RegionKind | None = None
    spans: tuple[Span, ...] = ()
    turn: float = 0.0
    across: bool = False
    high: float = 0.0
    rim: bool = False

    @property
    def thick(self) -> float:
        """Height across the line."""
        return self.v1 - self.v0

    @property
    def middle(self) -> float:
        """The line's middle across the lines."""
        return (self.v0 + self.v1) / 2


Row = tuple[Placed, ...]


def place(
    line: Line,
    upright: Bounds,
    direction: Direction,
    width: float,
    apart: RegionKind | None = None,
    words: Sequence[Bounds] = (),
    turn: float = 0.0,
    *,
    across: bool = False,
    high: float = 0.0,
) -> Placed:
    """Return a line in reading coordinates; ``width`` is the upright page's.

    ``words``: the words' bounds on the upright page, one a word of the line.
    """
    x0, y0, x1, y1 = upright
    if direction == "horizontal":
        spans = tuple((w[0], w[2]) for w in words)
        return Placed(line, x0, y0, x1, y1, apart, spans, turn, across, high)
    spans = tuple((w[1], w[3]) for w in words)
    return Placed(line, y0, width - x1, y1, width - x0, apart, spans, turn, across, high)


def merged(row: Row) -> Line:
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


def covering(lines: Sequence[Placed], hidden: Sequence[Bounds]) -> list[Placed]:
    """Return lines drawn out over the struck-out places that follow them, or come before them.

    What stood there was text, not the gap between two cells.
    """
    found = list(lines)
    for u0, v0, u1, v1 in sorted(hidden):
        beside = [
            i
            for i, p in enumerate(found)
            if overlap(v0, v1, p.v0, p.v1) >= 0.5 * min(v1 - v0, p.thick)
        ]
        before = [i for i in beside if found[i].u1 <= u0 + found[i].thick]
        after = [i for i in beside if found[i].u0 >= u1 - found[i].thick]
        if before:
            i = max(before, key=lambda i: found[i].u1)
            words = found[i].spans
            last = (*words[:-1], (words[-1][0], max(u1, words[-1][1]))) if words else ()
            found[i] = replace(found[i], u1=max(found[i].u1, u1), spans=last)
        elif after:
            i = min(after, key=lambda i: found[i].u0)
            words = found[i].spans
            first = ((min(u0, words[0][0]), words[0][1]), *words[1:]) if words else ()
            found[i] = replace(found[i], u0=min(found[i].u0, u0), spans=first)
    return found


def along(bounds: Bounds, direction: Direction, width: float) -> Bounds:
    """Return bounds (x0, y0, x1, y1) on the upright page in reading coordinates."""
    x0, y0, x1, y1 = bounds
    return bounds if direction == "horizontal" else (y0, width - x1, y1, width - x0)


def with_dittos(line: Line) -> Line:
    """Return a row of a Chinese table with its ditto marks as they are printed there: 〃."""
    cells = line.text.split("\t")
    if not any(map(is_han, line.text)):
        return line
    marks = {cell: "〃" for cell in cells if cell.strip() in DITTO}
    words = tuple(replace(w, text="〃") if w.text in marks else w for w in line.words)
    return replace(line, text="\t".join(marks.get(cell, cell) for cell in cells), words=words)


def _between(before: Placed, piece: Placed) -> str:
    gap = piece.u0 - before.u1
    thick = (before.thick + piece.thick) / 2
    if gap > CELL_GAP * thick:
        return "\t"
    han = is_han(before.line.text[-1:] or " ") and is_han(piece.line.text[:1] or " ")
    return "" if han and gap < 0.9 * thick else " "


def extents(row: Row) -> tuple[Span, ...]:
    """Return where the words of a row lie along it; a piece without words counts as one."""
    return tuple(span for piece in row for span in (piece.spans or ((piece.u0, piece.u1),)))


def with_cells(row: Row, walls: Sequence[float]) -> Line:
    """Return a row as one line, with a tab where one of the ``walls`` stands between two words."""
    line = merged(row)
    spans = extents(row)
    if len(spans) != len(line.words):
        return line
    found, at, before = [], 0, spans[0][1] if spans else 0.0
    for word, (start, end) in zip(line.words, spans, strict=True):
        place = line.text.find(word.text, at)
        if place < 0:
            return line
        parted = at > 0 and any(before <= wall <= start for wall in walls)
        found += ["\t" if parted else line.text[at:place], word.text]
        at, before = place + len(word.text), end
    return replace(line, text="".join([*found, line.text[at:]]))
