"""Finding the place that a correction means on a page that may have been read anew."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Box

# Share of common area from which two boxes are the same line: below, a line was split.
SAME = 0.5


def overlap(one: Box, other: Box) -> float:
    """Return the common area of two boxes as a share of what they cover together.

    >>> overlap((0, 0, 10, 10), (0, 0, 10, 10)), overlap((0, 0, 10, 10), (20, 0, 30, 10))
    (1.0, 0.0)
    """
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if one == other:
        return 1.0
    if width <= 0 or height <= 0:
        return 0.0
    common = width * height
    return common / (_area(one) + _area(other) - common)


def _area(box: Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def nearest(box: Box, places: Sequence[Box], taken: set[int]) -> int | None:
    """Return which place is the one at ``box``; None if none is, or it is taken."""
    shares = [(overlap(box, place), -i) for i, place in enumerate(places) if i not in taken]
    best, index = max(shares, default=(0.0, 0))
    return -index if best > SAME else None


def arranged(wanted: Sequence[Box], places: Sequence[Box]) -> list[int] | None:
    """Return the places in the wanted order; None unless each is meant exactly once."""
    if len(wanted) != len(places):
        return None
    taken: set[int] = set()
    order: list[int] = []
    for box in wanted:
        found = nearest(box, places, taken)
        if found is None:
            return None
        taken.add(found)
        order.append(found)
    return order
