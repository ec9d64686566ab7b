"""Places of a page that are no text: regions of their own, with the lines that stand in them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.geometry import overlap, union
from pipeline.model import Box, Line, Region, RegionKind

# A box lies within a place if so much of it does.
INSIDE = 0.7

Taken = tuple[Box, tuple[Line, ...]]


def set_apart(
    regions: Sequence[Region], kind: RegionKind, places: Sequence[Taken]
) -> tuple[Region, ...]:
    """Return regions with some places and their lines as regions of a kind, after all others."""
    gone = [line for _, lines in places for line in lines]
    kept = [left for region in regions if (left := _without(region, gone)) is not None]
    ordered = sorted(places, key=lambda place: (place[0][1], place[0][0]))
    kept += [Region(kind=kind, box=box, order=0, lines=lines) for box, lines in ordered]
    return tuple(
        Region(kind=r.kind, box=r.box, order=order, lines=r.lines) for order, r in enumerate(kept)
    )


def within(box: Box, place: Box) -> bool:
    """Tell whether a box lies within a place.

    >>> within((10, 10, 20, 20), (0, 0, 18, 40)), within((10, 10, 20, 20), (0, 0, 12, 40))
    (True, False)
    """
    shared = overlap(box[0], box[2], place[0], place[2]) * overlap(
        box[1], box[3], place[1], place[3]
    )
    return shared >= INSIDE * max(1, (box[2] - box[0]) * (box[3] - box[1]))


def _without(region: Region, gone: Sequence[Line]) -> Region | None:
    """Return a region without some lines, None if nothing is left of it."""
    lines = tuple(line for line in region.lines if line not in gone)
    if len(lines) == len(region.lines):
        return region
    if not lines:
        return None
    return Region(
        kind=region.kind, box=union([line.box for line in lines]), order=region.order, lines=lines
    )
