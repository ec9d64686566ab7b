"""A double page, two columns and a wide table are told apart."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.stages.spread import Bounds, find_fold, find_gutter

WIDE, HIGH = 2000, 1400


def block(x0: float, x1: float, count: int = 20, short: float = 0.4) -> list[Bounds]:
    """Running text: lines that fill the block, every fifth ends a paragraph."""
    return [
        (x0, 150 + 55 * i, x0 + (x1 - x0) * (short if i % 5 == 4 else 1), 190 + 55 * i)
        for i in range(count)
    ]


def columns(x0: float, x1: float, y0: float, y1: float, count: int = 12) -> list[Bounds]:
    """Columns of vertical text from right to left."""
    step = (x1 - x0) / count
    return [(x1 - step * (i + 1), y0, x1 - step * i - 15, y1 if i % 5 != 4 else (y0 + y1) / 2)
            for i in range(count)]  # fmt: skip


def gutter(
    lines: list[Bounds], width: float = WIDE, height: float = HIGH, *, vertical: bool = False
) -> float | None:
    return find_gutter(lines, width, height, vertical=vertical).gutter


def test_double_page_is_cut_between_its_pages() -> None:
    spread = find_gutter(block(120, 900) + block(1100, 1880), WIDE, HIGH, vertical=False)
    assert spread.gutter == pytest.approx(1000, abs=40)
    assert spread.judgement.decision == "split"


def test_vertical_double_page() -> None:
    assert gutter(columns(120, 900, 150, 1250) + columns(1100, 1880, 150, 1250), vertical=True) == (
        pytest.approx(1000, abs=40)
    )


def test_off_centre_scan_is_cut_at_its_gutter() -> None:
    assert gutter(block(60, 760) + block(930, 1650)) == pytest.approx(845, abs=40)


def test_two_columns_on_an_upright_page_are_one_page() -> None:
    assert gutter(block(120, 650) + block(750, 1280), 1400, 2000) is None


def test_wide_table_is_one_page() -> None:
    """Its cells do not run through."""
    cells = [(100 + 300 * c, y, 100 + 300 * c + 110, y + 40)
             for c in range(6) for y in range(150, 1250, 55)]  # fmt: skip
    assert gutter([(float(a), float(b), float(c), float(d)) for a, b, c, d in cells]) is None


def test_lines_across_the_middle_make_one_page() -> None:
    assert gutter(block(120, 1880)) is None


@pytest.mark.parametrize("lines", [block(120, 900), block(1100, 1880)])
def test_a_written_page_facing_an_empty_one(lines: list[Bounds]) -> None:
    assert gutter(lines) == WIDE / 2


@pytest.mark.parametrize("lines", [block(120, 900, 5), block(120, 500), block(300, 1880)])
def test_some_lines_on_one_half_are_one_page(lines: list[Bounds]) -> None:
    """Few lines, a narrow block, or one that reaches over the middle."""
    assert gutter(lines) is None


def test_narrow_gap_is_no_gutter() -> None:
    """Two columns set close together on a landscape page."""
    assert gutter(block(120, 980) + block(1020, 1880)) is None


@pytest.mark.parametrize(("width", "height"), [(0, 0), (1, 1), (5000, 1)])
def test_empty_pages_are_single(width: float, height: float) -> None:
    assert gutter([], width, height) is None


def opened(at: int = 980, *, depth: int = 40, until: int = HIGH) -> NDArray[np.uint8]:
    """A photograph of an open booklet: a shadow runs down where its pages meet."""
    across = np.arange(WIDE)
    page = np.tile(200 - depth * np.exp(-(((across - at) / 20.0) ** 2)), (HIGH, 1))
    page[until:] = 200
    for x0, y0, x1, y1 in block(120, 900) + block(1100, 1880):
        page[int(y0) : int(y1), int(x0) : int(x1) : 3] = 40
    return page.astype(np.uint8)


def test_fold_is_found() -> None:
    assert find_fold(opened()) == pytest.approx(980, abs=6)
    assert find_fold(opened()[:, ::-1]) == pytest.approx(WIDE - 980, abs=6)


@pytest.mark.parametrize(
    "page", [opened(depth=0), opened(until=900), opened(at=500), opened()[:, 400:1600]]
)
def test_other_shadows_are_no_fold(page: NDArray[np.uint8]) -> None:
    """None, one that ends on the page, one at the side; and an upright page has none."""
    assert find_fold(np.ascontiguousarray(page)) is None


def test_fold_tells_pages_with_pictures() -> None:
    """Few of their lines run through; lines across a crease make one page."""
    few = [(x, 150.0 + 90 * i, x + 700 / (i + 1), 190.0 + 90 * i)
           for x in (120.0, 1100.0) for i in range(9)]  # fmt: skip
    assert find_gutter(few, WIDE, HIGH, vertical=False).gutter is None
    assert find_gutter(few, WIDE, HIGH, vertical=False, fold=980.0).gutter == 980.0
    assert find_gutter(block(120, 1880), WIDE, HIGH, vertical=False, fold=980.0).gutter is None
