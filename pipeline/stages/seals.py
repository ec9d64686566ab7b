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
from pipeline.stages.rings import Arc, Ring, find_rings, unrolled
from pipeline.stages.turned import right_way

# Writing along a rim read less surely than this is kept out: patterns and dirt give some too.
SURE, LEAST_LETTERS = 0.85, 3
# Paper left around each piece of writing on the sheet they are read from, in its heights.
ROOM = 0.35


class Seals(Struct, frozen=True):
    """The rims found on one layer of a page, and the writing along them with its corners."""

    rings: tuple[Ring, ...] = ()
    lines: tuple[tuple[Line, Quad], ...] = ()

    def holds(self, quad: Quad) -> bool:
        """Tell whether a line stands inside a rim."""
        return any(ring.holds(quad) for ring in self.rings)

    def knows(self, quad: Quad) -> bool:
        """Tell whether a line is a piece of writing along a rim that was read as a whole."""
        read = [ring for ring in self.rings if any(ring.holds(own) for _, own in self.lines)]
        return any(ring.holds_on_rim(quad) for ring in read)


def read_seals(
    layer: Grey, script: str, frame: Frame, readers: Readers, languages: tuple[str, ...]
) -> Seals:
    """Find the seals of a prepared page (or of its coloured ink) and read along their rims.

    ``frame`` leads from the layer to the delivered page; ``script`` is the page's.
    """
    rings = find_rings(layer)
    arcs = [arc for ring in rings for arc in unrolled(layer, ring)]
    if not arcs:
        return Seals(rings)
    sheet, quads = _sheet(arcs)
    quads = right_way(sheet, quads, range(len(quads)), readers.han)
    flat = identity(sheet.shape[1], sheet.shape[0])
    read = recognise(sheet, quads, script, flat, readers, languages).lines
    return Seals(
        rings,
        tuple(
            (replace(line, box=frame.box(arc.quad), words=()), arc.quad)
            for line, arc in zip(read, arcs, strict=True)
            if line is not None and _is_sure(line)
        ),
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
