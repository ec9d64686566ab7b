"""Round and oval stamps are found by their rims, and their writing is laid straight."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from pipeline.stages.rings import Ring, find_rings
from pipeline.stages.unrolling import unrolled
from tests.scans import Grey, rectangle, typed


def sheet() -> Grey:
    return np.full((1754, 1240), 255, np.uint8)


def lettered(page: Grey, at: tuple[int, int], radius: int, signs: int = 14) -> Grey:
    """Upright bars along a rim, over the top, as letters stand there."""
    for i in range(signs):
        angle = math.radians(-90 + (i - (signs - 1) / 2) * 14)
        ends = [
            (
                round(at[0] + radius * s * math.cos(angle)),
                round(at[1] + radius * s * math.sin(angle)),
            )
            for s in (0.74, 0.9)
        ]
        cv2.line(page, ends[0], ends[1], 40, 7)
    return page


def stamped(axes: tuple[int, int] = (110, 110), at: tuple[int, int] = (600, 1200)) -> Grey:
    page = sheet()
    cv2.ellipse(page, at, axes, 20, 0, 360, 40, 4)
    return lettered(page, at, min(axes))


@pytest.mark.parametrize("axes", [(110, 110), (150, 90)])
def test_a_rim_is_found_where_it_is(axes: tuple[int, int]) -> None:
    (ring,) = find_rings(stamped(axes))
    assert (ring.x, ring.y) == pytest.approx((600, 1200), abs=3)
    assert sorted((ring.a, ring.b)) == pytest.approx(sorted(axes), abs=4)


def test_a_rim_that_writing_touches_is_found() -> None:
    page = stamped()
    cv2.putText(page, "BUDAPEST 1957", (420, 1290), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 30, 4)
    (ring,) = find_rings(page)
    assert (ring.x, ring.y) == pytest.approx((600, 1200), abs=4)


def test_text_tables_and_arcs_are_no_rims() -> None:
    page = typed(["A nagykövetség jelentése szerint a tárgyalás folytatódik"] * 25)
    cv2.rectangle(page, (300, 1420), (560, 1650), 30, 3)
    cv2.ellipse(page, (850, 1540), (100, 100), 0, 0, 160, 30, 4)
    assert find_rings(page) == ()
    assert find_rings(sheet()) == ()


def test_writing_along_a_rim_is_one_piece_from_its_beginning() -> None:
    page = stamped()
    (ring,) = find_rings(page)
    (arc,) = unrolled(page, ring)
    high, long = arc.image.shape
    inked = np.asarray((arc.image < 128).any(axis=0))
    signs = np.flatnonzero(np.diff(inked.astype(int)) == 1)
    assert len(signs) >= 12
    assert long > 4 * high
    assert long < 2 * math.pi * 110 * 0.8
    assert not inked[: long // 30].any()
    assert not inked[-long // 30 :].any()


def test_an_empty_ring_has_no_writing() -> None:
    page = sheet()
    cv2.circle(page, (600, 1200), 110, 40, 4)
    (ring,) = find_rings(page)
    assert unrolled(page, ring) == ()


def test_lines_inside_are_told_from_those_that_pass() -> None:
    ring = Ring(600, 1200, 110, 110, 0.0)
    assert ring.holds(rectangle(540, 1180, 660, 1220))
    assert not ring.holds(rectangle(300, 1180, 900, 1220))
    assert ring.holds_on_rim(rectangle(580, 1100, 620, 1130))
    assert ring.covers(rectangle(540, 1180, 660, 1220))
