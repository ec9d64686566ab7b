"""Strips hold one straightened line each, and lead back to the page."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.geometry import Quad
from pipeline.stages.orient import column_to_line
from pipeline.stages.strips import cut
from tests.scans import Grey, ink_box, rectangle, typed

TEXT = "gyujtemeny Bkdlf pqjy ALAPJAN"


def tight_lines(pitch: int, only: int | None = None) -> tuple[Grey, list[Quad]]:
    """A page of five tight lines (or one of them), and the boxes of all.

    The boxes are as generous as a detector's: they reach into the neighbours.
    """
    picture = Image.new("L", (900, 120 + pitch * 5), 255)
    font = ImageFont.load_default(40)
    x0, y0, x1, y1 = font.getbbox(TEXT)
    quads = []
    for i in range(5):
        top = 40 + pitch * i
        quads.append(rectangle(16 + x0, top + y0 - 7, 24 + x1, top + y1 + 7))
        if only in (None, i):
            ImageDraw.Draw(picture).text((20, top), TEXT, font=font, fill=0)
    return np.array(picture, dtype=np.uint8), quads


@pytest.mark.parametrize("pitch", [43, 46, 52])
@pytest.mark.parametrize("margin", [0.04, 0.18])
def test_no_feet_of_the_neighbours_are_left(pitch: int, margin: float) -> None:
    """Lines whose boxes overlap: hardly a pixel of another line, nearly all of the own."""
    page, quads = tight_lines(pitch)
    for own, strip in enumerate(cut(page, quads, None, margin)):
        [alone] = cut(tight_lines(pitch, own)[0], [quads[own]], None, margin)
        whole = (alone.image < 128).sum()
        assert ((strip.image < 128) & (alone.image > 200)).sum() < 0.03 * whole
        assert ((strip.image > 200) & (alone.image < 128)).sum() < 0.03 * whole


def test_only_some_lines_are_cut_but_all_are_neighbours() -> None:
    page, quads = tight_lines(42)
    alone = cut(page, [quads[2]], None, 0.18)[0].image
    among = cut(page, [quads[2]], None, 0.18, quads)[0].image
    whole = cut(page, quads, None, 0.18)[2].image
    assert np.array_equal(among, whole)
    assert (alone < 128).sum() > (among < 128).sum()


def test_neighbours_beside_a_line_are_left_alone() -> None:
    """The next column's line does not cut this one."""
    page = typed(["left column        right column"], size=(900, 120), letter=40, left=20, top=30)
    left, right = rectangle(15, 25, 290, 85), rectangle(400, 35, 800, 95)
    beside = cut(page, [left, right], None, 0.04)[0].image
    alone = cut(page, [left], None, 0.04)[0].image
    assert np.array_equal(beside, alone)


def slanted(x: float, y: float, long: float, thick: float, degrees: float) -> Quad:
    """A line that starts at (x, y) and falls by so many degrees."""
    angle = np.radians(degrees)
    along = np.array([np.cos(angle), np.sin(angle)]) * long
    down = np.array([-np.sin(angle), np.cos(angle)]) * thick
    start = np.array([x, y])
    return np.array([start, start + along, start + along + down, start + down], dtype=np.float32)


@pytest.mark.parametrize("degrees", [0.0, 2.4, -3.0, 15.0, 90.0])
@pytest.mark.parametrize("scale", [None, 0.5, 1.7])
def test_boxes_map_back_onto_the_page(degrees: float, scale: float | None) -> None:
    """A mark on a slanted line is found again within two pixels."""
    page = np.full((900, 900), 255, np.uint8)
    page[430:450, 440:470] = 0
    middle = np.array([455.0, 440.0])
    quad = slanted(0, 0, 600, 60, degrees)
    quad = np.asarray(quad - quad.mean(axis=0) + middle + [3, 4], dtype=np.float32)
    [strip] = cut(page, [quad], scale, 0.1)
    columns = np.flatnonzero((strip.image < 128).any(axis=0))
    rows = np.flatnonzero((strip.image < 128).any(axis=1))
    assert strip.image.shape[1] > strip.image.shape[0]
    points = strip.on_page(columns[0], columns[-1] + 1)
    back = points.mean(axis=0)
    across = (rows[0] + rows[-1] + 1) / 2 / strip.image.shape[0]
    top, bottom = points[:2].mean(axis=0), points[2:].mean(axis=0)
    assert np.abs(top + (bottom - top) * across - middle).max() <= 2
    assert np.abs(back - middle).max() < 40


def test_strip_is_scaled_and_padded() -> None:
    page = np.full((200, 400), 255, np.uint8)
    [strip] = cut(page, [rectangle(50, 50, 250, 90)], 2.0, 0.25)
    assert strip.image.shape == (2 * (40 + 20), 2 * (200 + 20))


def test_lines_beyond_the_edge_are_on_paper() -> None:
    """What lies outside the page is white, not black."""
    page = np.full((100, 100), 255, np.uint8)
    [strip] = cut(page, [rectangle(-50, 80, 80, 130)], None, 0.1)
    assert strip.image.min() == 255


def test_columns_are_read_from_top_to_bottom() -> None:
    """The strip of a column begins with its top, which lies on its side."""
    page = np.full((600, 200), 255, np.uint8)
    page[60:100, 80:120] = 0
    page[450:470, 95:105] = 0
    [strip] = cut(page, [column_to_line(rectangle(75, 50, 125, 500))], None, 0.0)
    height, width = strip.image.shape
    assert width > 8 * height
    x0, _, x1, _ = ink_box(strip.image[:, : width // 2])
    assert (x0, x1) == pytest.approx((10, 50), abs=2)
    assert (strip.image[:, width // 2 :] < 128).sum() < (strip.image[:, : width // 2] < 128).sum()


@pytest.mark.parametrize(
    "quad", [rectangle(5, 5, 6, 90), rectangle(5, 5, 90, 6), rectangle(-20, -20, -5, -9)]
)
def test_degenerate_lines_still_give_a_strip(quad: Quad) -> None:
    [strip] = cut(np.full((100, 100), 255, np.uint8), [quad], None, 0.04)
    assert min(strip.image.shape) >= 4


def test_no_lines_no_strips() -> None:
    assert cut(np.full((9, 9), 255, np.uint8), [], None, 0.1) == ()
