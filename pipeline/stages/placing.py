"""From lines as read to lines in their place: in reading coordinates, stamps told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec.structs import replace

from pipeline.engines import Grey, Reader
from pipeline.geometry import Matrix, angle, apply, bounds, thickness
from pipeline.model import Box, Line, RegionKind
from pipeline.stages.apart import within
from pipeline.stages.asides import is_handwriting, kind_of_turned, near
from pipeline.stages.ink import is_stamp, tilted_apart
from pipeline.stages.letter_spacing import spaced_out
from pipeline.stages.placed import Bounds, Placed, along, place
from pipeline.stages.redactions import Struck
from pipeline.stages.seals import Seals
from pipeline.stages.turned import right_way
from pipeline.stages.upright import Found, Part, Upright

# Lines that lean by more than this against the page's may be read either way round.
LEANING = 20.0
# Coloured lines in the middle of the page's head are letterheads.
CENTRED, HEAD = 0.12, 1 / 3
# Lines inside a seal that was read, read less surely than this themselves, are pieces of it.
UNREAD = 0.5


def turned_right(page: Upright, image: Grey, found: Sequence[Found], reader: Reader) -> list[Found]:
    """Return lines of one layer of a page, those not along its text in the way they are read."""
    doubtful = [i for i, line in enumerate(found) if _either_way(page, line)]
    if not doubtful:
        return list(found)
    quads = right_way(image, [line.quad for line in found], doubtful, reader)
    return [replace(line, quad=quad) for line, quad in zip(found, quads, strict=True)]


def _either_way(page: Upright, line: Found) -> bool:
    aside = page.direction == "horizontal" and not line.across
    return aside or line.coloured or abs(line.tilt) > LEANING


def placed(
    page: Upright,
    part: Part,
    read: Sequence[tuple[Found, Line]],
    seals: Sequence[Seals],
    frames: Sequence[Box],
) -> list[Placed]:
    """Put lines into reading coordinates; stamps and marginal notes are set apart.

    ``seals``: those of the main ink, and of the coloured ink; ``frames``: delivered boxes of
    frames with writing in them, each drawn on its own.
    """
    trusted = tilted_apart([found.tilt for found, _ in read if not found.coloured])
    back = page.straight @ np.linalg.inv(page.frame.to_delivered)
    plain, coloured = seals
    usual = float(np.median([thickness(found.quad) for found, _ in read])) if read else 1.0
    lines = [
        (_placed(page, part, found, line, back, own, usual, trusted=trusted), found.coloured)
        for found, line in read
        if not (own := coloured if found.coloured else plain).knows(found.quad, line.text)
        and not (line.confidence < UNREAD and any(each.reads(found.quad) for each in seals))
    ]
    lines = [(_framed(p, frames), is_coloured) for p, is_coloured in lines]
    stamped = [p for p, is_coloured in lines if is_coloured and p.apart == "stamp"]
    # A coloured line that lies straight belongs to the stamp it stands in.
    whole = [
        replace(p, apart="stamp")
        if is_coloured and p.apart is None and any(near(p, other) for other in stamped)
        else p
        for p, is_coloured in lines
    ]
    return [*_round(page, part, seals), *spaced_out(whole)]


def _framed(p: Placed, frames: Sequence[Box]) -> Placed:
    """Return a line in capitals, or of figures, that stands in a frame of its own as a stamp's."""
    small = any(char.islower() for char in p.line.text)
    if p.apart is None and not small and any(within(p.line.box, box) for box in frames):
        return replace(p, apart="stamp")
    return p


def _round(page: Upright, part: Part, seals: Sequence[Seals]) -> Iterator[Placed]:
    """Yield the writing along the rims of seals."""
    for line, quad in (pair for each in seals for pair in each.lines):
        level = bounds(np.asarray(apply(page.straight, quad), dtype=np.float32))
        # A skewed page's edge may lie beyond the picture's.
        middle = min(max((level[0] + level[2]) / 2, 0.0), page.image.shape[1] - 1.0)
        if part.x0 <= middle < part.x1:
            width = part.x1 - part.x0
            at = place(line, _moved(level, part), page.direction, width, "stamp")
            yield replace(at, rim=True)


def on_part(page: Upright, part: Part, boxes: Sequence[Box]) -> list[Box]:
    """Return those delivered boxes that lie on one page of a scan."""
    back = np.asarray(np.linalg.inv(page.frame.to_delivered), dtype=np.float64)
    return [box for box in boxes if part.x0 <= _middle(box, back) < part.x1]


def gaps(page: Upright, part: Part, struck: Sequence[Struck]) -> list[Bounds]:
    """Return where struck-out places lie in reading coordinates."""
    back = page.straight @ np.linalg.inv(page.frame.to_delivered)
    return [
        along(_moved(_bounds(place.box, back), part), page.direction, part.x1 - part.x0)
        for place in struck
    ]


def _placed(
    page: Upright,
    part: Part,
    found: Found,
    line: Line,
    back: Matrix,
    seals: Seals,
    usual: float,
    *,
    trusted: bool,
) -> Placed:
    sealed = seals.holds(found.quad)
    apart = "stamp" if sealed else _apart(page, part, found, line, trusted=trusted)
    if apart is None and is_handwriting(thickness(found.quad) / usual, line):
        apart = "handwriting"
    words = [] if apart else [_moved(_bounds(word.box, back), part) for word in line.words]
    across = page.direction == "vertical-rl" and found.across and not found.coloured
    turn = 0.0 if sealed else angle(found.quad) - page.skew
    level = _moved(found.level, part)
    return place(
        line, level, page.direction, part.x1 - part.x0, apart, words, turn,
        across=across, high=thickness(found.quad),
    )  # fmt: skip


def _apart(
    page: Upright, part: Part, found: Found, line: Line, *, trusted: bool
) -> RegionKind | None:
    """Name a line that is no part of the running text; None for one that is."""
    x0, _, x1, y1 = found.level
    middle = ((x0 + x1) / 2 - part.x0) / (part.x1 - part.x0)
    heading = abs(middle - 0.5) < CENTRED and y1 < HEAD * page.image.shape[0]
    tilt = found.tilt if trusted or found.coloured else 0.0
    if is_stamp(tilt, coloured=found.coloured, heading=heading):
        return "stamp"
    if page.direction == "horizontal" and not found.across and len(line.text) > 1:
        return kind_of_turned(line.text)
    return None


def _bounds(box: Box, matrix: Matrix) -> Bounds:
    """Return the bounds of a delivered box on the level page."""
    x0, y0, x1, y1 = box
    corners = apply(matrix, np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], dtype=np.float64))
    low, high = corners.min(axis=0), corners.max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _middle(box: Box, matrix: Matrix) -> float:
    x0, _, x1, _ = _bounds(box, matrix)
    return (x0 + x1) / 2


def _moved(bounds: Bounds, part: Part) -> Bounds:
    return bounds[0] - part.x0, bounds[1], bounds[2] - part.x0, bounds[3]
