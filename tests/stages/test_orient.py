"""Which way up a page is, and whether its lines run across or down."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.engines.ppocr import PaddleLineFinder, PaddleReader
from pipeline.geometry import Quad
from pipeline.model import Direction, Rotation
from pipeline.stages.orient import orient, orient_as_told, skew, turned_page
from tests.fakes import HEAVY_BELOW, BlockFinder, LeaningReader
from tests.scans import rectangle, sample, turned, typed

ROTATIONS: tuple[Rotation, ...] = (0, 90, 180, 270)
BACK: dict[int, Rotation] = {0: 0, 90: 270, 180: 180, 270: 90}


@pytest.mark.parametrize("lies", ROTATIONS)
def test_better_reading_decides(lies: int) -> None:
    """A reader that likes lines heavy below finds the page's."""
    page = turned(typed([HEAVY_BELOW] * 8), lies)
    found = orient(page, BlockFinder().find(page, 960), LeaningReader())
    assert (found.rotation, found.direction, found.script) == (BACK[lies], "horizontal", "Latn")
    assert found.confidence > 0.9


def test_nothing_found_counts_as_upright() -> None:
    found = orient(np.full((90, 60), 255, np.uint8), (), LeaningReader())
    assert (found.rotation, found.direction, found.confidence) == (0, "horizontal", 0.0)


@pytest.mark.parametrize("rotation", ROTATIONS)
def test_turning_is_clockwise(rotation: Rotation) -> None:
    page = np.arange(6, dtype=np.uint8).reshape(2, 3)
    assert np.array_equal(turned_page(page, rotation), np.rot90(page, -rotation // 90))


def sloping(degrees: float, long: float = 500, top: float = 100) -> Quad:
    shift = long * np.tan(np.radians(degrees))
    quad = rectangle(50, top, 50 + long, top + 30)
    quad[1:3, 1] += np.float32(shift)
    return quad


@pytest.mark.parametrize("degrees", [-4.0, -1.2, 0.0, 2.5])
def test_skew_is_that_of_most_text(degrees: float) -> None:
    """A few odd lines and short scraps do not count."""
    lines = [sloping(degrees, top=50 * i) for i in range(9)]
    stray = [sloping(9.0, 200), sloping(-15.0, 40), rectangle(0, 0, 20, 300)]
    assert skew([*lines, *stray], "horizontal") == pytest.approx(degrees, abs=0.05)


@pytest.mark.parametrize("degrees", [-2.0, 0.0, 3.0])
def test_skew_of_columns(degrees: float) -> None:
    """Columns that lean to the left hang from a page turned clockwise."""
    shift = np.float32(600 * np.tan(np.radians(degrees)))
    columns = []
    for i in range(5):
        column = rectangle(100 + 60 * i, 50, 140 + 60 * i, 650)
        column[2:, 0] -= shift
        columns.append(column)
    assert skew(columns, "vertical-rl") == pytest.approx(degrees, abs=0.05)


@pytest.mark.parametrize("direction", ["horizontal", "vertical-rl"])
def test_no_lines_no_skew(direction: Direction) -> None:
    assert skew([], direction) == 0.0


@pytest.mark.engine
@pytest.mark.parametrize(
    ("name", "direction"), [("zh-report.pdf", "horizontal"), ("zht-vertical.tif", "vertical-rl")]
)
def test_of_a_page_that_a_person_turned_the_direction_is_found(name: str, direction: str) -> None:
    page = sample(name, side=1500)
    found = orient_as_told(page, PaddleLineFinder().find(page, 960), PaddleReader(), 90)
    assert (found.rotation, found.script, found.direction) == (90, "Hani", direction)


@pytest.mark.engine
@pytest.mark.parametrize(
    ("name", "script", "direction"),
    [("hu-memo.pdf", "Latn", "horizontal"), ("zh-report.pdf", "Hani", "horizontal"),
     ("zht-vertical.tif", "Hani", "vertical-rl")],
)  # fmt: skip
@pytest.mark.parametrize("lies", ROTATIONS)
def test_real_pages(name: str, script: str, direction: str, lies: int) -> None:
    """Latin, Chinese and vertical Chinese pages in four rotations."""
    page = turned(sample(name, side=1500), lies)
    found = orient(page, PaddleLineFinder().find(page, 960), PaddleReader())
    assert (found.rotation, found.script, found.direction) == (BACK[lies], script, direction)
