"""A page is turned, its lines are found, and it is cut where it is two pages."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.engines import Quad
from pipeline.geometry import bounds
from pipeline.model import Rotation
from pipeline.stages.upright import Upright, find_lines, parts, upright
from tests.fakes import HEAVY_BELOW, BlockFinder, LeaningReader
from tests.scans import Grey, ink_box, rectangle, skewed, turned, typed

PAGE = typed([HEAVY_BELOW] * 8)
ROTATIONS: tuple[Rotation, ...] = (0, 90, 180, 270)


def made(page: Grey, coloured: Grey | None = None) -> Upright:
    return upright(page, coloured, BlockFinder(), LeaningReader())


@pytest.mark.parametrize("lies", ROTATIONS)
def test_page_is_turned_and_boxes_lead_back(lies: int) -> None:
    """Lines found upright lie on the delivered page's ink."""
    page = turned(PAGE, lies)
    found = made(page)
    assert (found.rotation + lies) % 360 == 0
    assert np.array_equal(found.image, PAGE)
    assert len(found.lines) == 8
    boxes = np.array([found.frame.box(line.quad) for line in found.lines])
    around = (*boxes.min(axis=0)[:2], *boxes.max(axis=0)[2:])
    assert around == pytest.approx(ink_box(page), abs=3)


@pytest.mark.parametrize("told", ROTATIONS)
@pytest.mark.parametrize("lies", ROTATIONS)
def test_what_a_person_says_is_done(lies: int, told: Rotation) -> None:
    """Whatever the page looks like; boxes still lead back to the ink."""
    page = turned(PAGE, lies)
    found = upright(page, None, BlockFinder(), LeaningReader(), told)
    assert (found.rotation, found.direction) == (told, "horizontal")
    assert found.image.shape == (page.shape if told % 180 == 0 else page.shape[::-1])
    [judged] = found.judgements
    assert judged.decision == f"{told} horizontal"
    assert judged.evidence["told by"] == "human"
    boxes = np.array([found.frame.box(line.quad) for line in found.lines])
    around = (*boxes.min(axis=0)[:2], *boxes.max(axis=0)[2:])
    assert around == pytest.approx(ink_box(page), abs=3)


def test_an_empty_page_is_turned_too() -> None:
    blank = np.full((300, 200), 255, np.uint8)
    found = upright(blank, None, BlockFinder(), LeaningReader(), 90)
    assert (found.rotation, found.lines, found.image.shape) == (90, (), (200, 300))


@pytest.mark.parametrize("degrees", [-2.0, 1.5])
def test_skew_is_measured_and_taken_out(degrees: float) -> None:
    """Lines are level in deskewed coordinates, and none is tilted against the others."""
    found = made(skewed(PAGE, degrees))
    assert found.skew == pytest.approx(degrees, abs=0.3)
    assert max(abs(line.tilt) for line in found.lines) < 0.5
    assert max(line.level[3] - line.level[1] for line in found.lines) < 45


def test_tilted_line_stands_out() -> None:
    page = PAGE.copy()
    page[1000:] = skewed(typed([HEAVY_BELOW[:20]], top=1100), 6.0)[1000:]
    tilts = sorted(line.tilt for line in made(page).lines)
    assert tilts[-1] == pytest.approx(6.0, abs=0.8)
    assert abs(tilts[0]) < 0.5


def test_lines_of_a_bent_page_fan_out() -> None:
    """Each leans as those around it do; one that leans otherwise stands out."""
    page = np.full_like(PAGE, 255)
    for i, degrees in enumerate((-6.0, -4.5, -3.0, -1.5, 0.0, 1.5, 3.0)):
        line = skewed(typed([HEAVY_BELOW], top=862), degrees)[700:1054]
        room = page[100 + 200 * i - 50 :][: len(line)]
        np.minimum(room, line[: len(room)], out=room)
    tilts = [line.tilt for line in made(page).lines]
    assert len(tilts) == 7
    assert max(map(abs, tilts)) < 1.0


def test_coloured_ink_is_found_apart() -> None:
    """Lines of the coloured layer are marked, and do not say how the page lies."""
    stamp = typed(["OOOOOO OOOOO"], top=1300)
    found = made(PAGE, stamp)
    assert [line.coloured for line in found.lines].count(True) == 1
    assert found.rotation == 0
    assert made(np.full_like(PAGE, 255), stamp).rotation == 0


def test_empty_page_has_no_lines() -> None:
    found = made(np.full((300, 200), 255, np.uint8))
    assert (found.lines, found.rotation, found.skew) == ((), 0, 0.0)
    halves, judged = parts(found, found.image)
    assert [half.lines for half in halves] == [()]
    assert judged.decision == "single"


class Given(BlockFinder):
    """Finds what it is given."""

    def __init__(self, *quads: Quad) -> None:
        """``quads``: what is found at any size."""
        super().__init__()
        self.quads = quads

    def find(self, image: Grey, side: int) -> tuple[Quad, ...]:
        """Return the quads."""
        self.sides.append(side)
        return self.quads


@pytest.mark.parametrize(("thick", "looks"), [(60, 1), (24, 2)])
def test_small_print_is_looked_at_twice(thick: int, looks: int) -> None:
    """The second time on more pixels, but never on more than a bound."""
    finder = Given(*(rectangle(100, 100 * i, 2000, 100 * i + thick) for i in range(9)))
    find_lines(np.full((3508, 2480), 255, np.uint8), finder)
    assert len(finder.sides) == looks
    assert finder.sides == sorted(finder.sides)
    assert finder.sides[-1] <= 1920


def test_empty_page_is_looked_at_again_but_not_its_coloured_ink() -> None:
    page, finder = np.full((3508, 2480), 255, np.uint8), Given()
    find_lines(page, finder)
    assert len(finder.sides) == 2
    find_lines(page, finder, sure=False)
    assert len(finder.sides) == 3


def test_crumbs_of_show_through_are_no_lines() -> None:
    """A short piece counts only where a line was found before."""
    from pipeline.stages.upright import _no_crumbs

    line, piece = rectangle(100, 100, 600, 130), rectangle(100, 300, 130, 330)
    assert len(_no_crumbs([line, piece], [])) == 1
    assert len(_no_crumbs([line, piece], [rectangle(50, 280, 400, 340)])) == 2


def test_halves_share_the_lines() -> None:
    """Every line is in one half, the left page comes first."""
    page = np.hstack([typed([HEAVY_BELOW] * 9, size=(1100, 1400)) for _ in range(2)])
    found = made(page)
    halves, judged = parts(found, found.image)
    assert judged.decision == "split"
    assert [half.half for half in halves] == ["left", "right"]
    assert sorted([*halves[0].lines, *halves[1].lines]) == list(range(18))
    for half in halves:
        middles = [np.mean(bounds(found.lines[i].quad)[::2]) for i in half.lines]
        assert all(half.x0 <= middle <= half.x1 for middle in middles)


def test_right_page_of_vertical_text_comes_first() -> None:
    """Columns run from right to left, and so do pages."""
    from msgspec.structs import replace

    blank = made(np.full((1400, 2000), 255, np.uint8))
    lines = []
    for left in (120, 1100):
        for i in range(12):
            quad = rectangle(left + 65 * i, 150, left + 65 * i + 50, 1250)
            line = {"tilt": 0.0, "across": False, "coloured": False, "level": bounds(quad)}
            lines.append(_found(quad, **line))
    page = replace(blank, lines=tuple(lines), direction="vertical-rl")
    halves, _ = parts(page, page.image)
    assert [(half.half, len(half.lines)) for half in halves] == [("right", 12), ("left", 12)]


def _found(quad: Quad, **known: object) -> object:
    from pipeline.stages.upright import Found

    return Found(quad=quad, **known)  # type: ignore[arg-type]
