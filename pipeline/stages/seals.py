"""Seals and round stamps of a page: their rims, and what is written along these."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from pipeline.engines import Grey, Quad
from pipeline.geometry import Frame, identity
from pipeline.model import Line
from pipeline.stages.recognise import Readers, recognise
from pipeline.stages.rings import Ring, find_rings
from pipeline.stages.turned import right_way
from pipeline.stages.unrolling import Arc, unrolled

# Writing along a rim read less surely than this is kept out: patterns and dirt give some too.
SURE, LEAST_LETTERS = 0.85, 3
# Paper left around each piece of writing on the sheet they are read from, in its heights.
ROOM = 0.35


class Seals(Struct, frozen=True):
    """The rims found on one layer of a page, and the writing along them with its corners.

    ``read``: those rims along which something was read.
    """

    rings: tuple[Ring, ...] = ()
    lines: tuple[tuple[Line, Quad], ...] = ()
    read: tuple[Ring, ...] = ()

    def holds(self, quad: Quad) -> bool:
        """Tell whether a line stands inside a rim."""
        return any(ring.holds(quad) for ring in self.rings)

    def reads(self, quad: Quad) -> bool:
        """Tell whether a line's middle lies inside a rim along which something was read."""
        return any(ring.covers(quad, 1.0) for ring in self.read)

    def knows(self, quad: Quad, text: str) -> bool:
        """Tell whether a line is part of a seal that was read: along its rim, or its star."""
        sign = len(text.strip()) == 1
        return any(ring.holds_on_rim(quad) or (sign and ring.covers(quad)) for ring in self.read)


def read_seals(
    layer: Grey, script: str, frame: Frame, readers: Readers, languages: tuple[str, ...]
) -> Seals:
    """Find the seals of a prepared page (or of its coloured ink) and read along their rims.

    ``frame`` leads from the layer to the delivered page; ``script`` is the page's.
    """
    rings = find_rings(layer)
    pieces = [(ring, arc) for ring in rings for arc in unrolled(layer, ring)]
    if not pieces:
        return Seals(rings)
    sheet, quads = _sheet([arc for _, arc in pieces])
    quads = right_way(sheet, quads, range(len(quads)), readers.han)
    flat = identity(sheet.shape[1], sheet.shape[0])
    read = recognise(sheet, quads, script, flat, readers, languages).lines
    sure = [
        (line, ring, arc)
        for line, (ring, arc) in zip(read, pieces, strict=True)
        if line is not None and _is_sure(line)
    ]
    return Seals(
        rings,
        tuple((replace(ln, box=frame.box(arc.quad), words=()), arc.quad) for ln, _, arc in sure),
        tuple(ring for ring in rings if any(ring is own for _, own, _ in sure)),
    )


def _is_sure(line: Line) -> bool:
    letters = sum(character.isalnum() for character in line.text)
    return line.confidence >= SURE and letters >= LEAST_LETTERS


def _sheet(arcs: Sequence[Arc]) -> tuple[Grey, list[Quad]]:
    """Return the pieces of writing below each other on a clean sheet, and their corners."""
    room = round(ROOM * max(arc.image.shape[0] for arc in arcs))
    width = max(arc.image.shape[1] for arc in arcs) + 2 * room
    height = sum(arc.image.shape[0] + room for arc in arcs) + room
    sheet = np.full((height, width), 255, dtype=np.uint8)
    quads, y = [], room
    for arc in arcs:
        high, long = arc.image.shape
        sheet[y : y + high, room : room + long] = arc.image
        corners = [[room, y], [room + long, y], [room + long, y + high], [room, y + high]]
        quads.append(np.array(corners, dtype=np.float32))
        y += high + room
    return sheet, quads
