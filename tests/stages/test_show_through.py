"""Mirrored writing of the other side is told from faint writing of this side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.engines import Grey, Quad, Reading
from pipeline.engines.ppocr import PaddleReader
from pipeline.stages.show_through import of_other_side, without_other_side
from tests.scans import rectangle, typed


def strips(count: int) -> list[Grey]:
    """Strips that tell their number by their level."""
    return [np.full((40, 300), i, np.uint8) for i in range(count)]


class Back:
    """A reader of mirrored strips that is this sure of them, by their number."""

    name = "back"

    def __init__(self, *sure: float) -> None:
        self.sure, self.asked = sure, 0

    def fingerprint(self) -> dict[str, object]:
        return {}

    def read(self, strips: Sequence[Grey], languages: tuple[str, ...] = ()) -> tuple[Reading, ...]:
        self.asked = len(strips)
        sure = (self.sure[int(strip[0, 0])] for strip in strips)
        return tuple(Reading("feljegyzés", each, (), "back") for each in sure)


def readings(*sure: float, text: str = "sèyzgejlef") -> list[Reading]:
    return [Reading(text, confidence, (), "x") for confidence in sure]


def test_what_is_read_much_better_mirrored_is_of_the_other_side() -> None:
    assert of_other_side(strips(2), readings(0.6, 0.6), Back(0.95, 0.5)) == {0}


def test_sure_lines_are_not_even_looked_at() -> None:
    reader = Back(1.0)
    assert of_other_side(strips(1), readings(0.9), reader) == frozenset()
    assert reader.asked == 0


def test_short_pieces_prove_nothing() -> None:
    assert of_other_side(strips(1), readings(0.3, text="o-o"), Back(0.99)) == frozenset()


def test_where_one_line_is_of_the_other_side_others_are_suspected() -> None:
    """Short ones, and those that are nearly their own mirror image; not what is sure."""
    lines = [*readings(0.6), *readings(0.83), *readings(0.5, text="工生"), *readings(0.95, 0.85)]
    sure = readings(0.98, 0.99)
    back = Back(0.95, 0.95, 0.9, 0.99, 0.6, 0.99, 0.99)
    assert of_other_side(strips(7), [*lines, *sure], back) == {0, 1, 2}
    assert of_other_side(strips(4), lines[1:], Back(0.95, 0.9, 0.99, 0.6)) == frozenset()


@pytest.mark.parametrize("back", [0.7, 0.79])
def test_better_is_not_enough_if_it_is_not_well(back: float) -> None:
    assert of_other_side(strips(1), readings(0.3), Back(back)) == frozenset()


def test_rest_of_a_page_of_the_other_side_goes_with_it() -> None:
    """Sure or short, if it is read better mirrored; what is read better here stays."""

    lines = [*readings(*[0.6] * 5), *readings(0.85, text="中国"), *readings(0.9, text="1956")]
    assert of_other_side(strips(7), lines, Back(*[0.95] * 5, 0.97, 0.2)) == {0, 1, 2, 3, 4, 5}


@pytest.mark.engine
def test_with_the_real_reader() -> None:
    line = typed(["Paragraph of the report"], size=(560, 60), letter=34, left=10, top=8)
    faint = (255 - (255 - line.astype(float)) * 0.35).astype(np.uint8)
    reader = PaddleReader()
    strips = [faint, np.ascontiguousarray(faint[:, ::-1])]
    assert of_other_side(strips, reader.read(strips), reader) <= {1}


class Sided:
    """A reader that reads well what is heavier on its left, and hardly anything else."""

    name = "sided"

    def fingerprint(self) -> dict[str, object]:
        return {}

    def read(self, strips: Sequence[Grey], languages: tuple[str, ...] = ()) -> tuple[Reading, ...]:
        return tuple(Reading("feljegyzés", self._sure(s), (), "sided") for s in strips)

    def _sure(self, strip: Grey) -> float:
        ink = (255 - strip.astype(int)).sum(axis=0)
        return 0.98 if ink[: len(ink) // 2].sum() > 1.2 * ink[len(ink) // 2 :].sum() else 0.4


def strokes(page: Grey, x0: int, x1: int, y: int, level: int, heavy: str) -> None:
    """Draw a line of upright strokes, thicker ones at its heavy end."""
    for x in range(x0, x1, 20):
        ahead = (x - x0) / (x1 - x0) < 0.5
        page[y : y + 30, x : x + (8 if ahead == (heavy == "left") else 3)] = level


def two_sided(faint: str, level: int = 170) -> tuple[Grey, list[Quad]]:
    """A page of four dark lines; the last is short, and a faint one goes on behind it."""
    page = np.full((420, 900), 255, np.uint8)
    for i in range(3):
        strokes(page, 100, 800, 60 + 100 * i, 20, "left")
    strokes(page, 100, 300, 360, 20, "left")
    strokes(page, 400, 800, 360, level, faint)
    strokes(page, 100, 800, 110, level, faint)
    boxes = [(100, 60), (100, 160), (100, 260), (100, 360), (100, 110)]
    return page, [rectangle(x - 5, y - 5, 805, y + 35) for x, y in boxes]


def test_mirrored_faint_ink_is_taken_out() -> None:
    page, quads = two_sided("right")
    clean = without_other_side(page, quads, Sided())
    assert clean is not None
    assert clean.behind == (4,)
    assert clean.image[:, 350:][340:].min() == 255
    assert clean.bare[:, 350:][340:].min() == 255
    assert np.array_equal(clean.bare < 100, page < 100)


def test_worn_strokes_beside_dark_ones_are_read_but_not_looked_for() -> None:
    page, quads = two_sided("right")
    page[75:80, 111:114] = 170
    clean = without_other_side(page, quads, Sided())
    assert clean is not None
    assert clean.image[76, 112] == 170
    assert clean.bare[76, 112] == 255


def test_faint_ink_that_is_read_as_it_stands_stays() -> None:
    page, quads = two_sided("left")
    assert without_other_side(page, quads, Sided()) is None


def test_a_faint_line_of_this_side_stays_among_those_of_the_other() -> None:
    page, quads = two_sided("right")
    for i in range(3):
        strokes(page, 100, 800, 210 + 200 * (i % 2), 170, "right")
    page[380:420] = 255
    strokes(page, 100, 800, 20, 170, "left")
    quads += [rectangle(95, 205, 805, 245), rectangle(95, 15, 805, 55)]
    for more in range(5):
        quads.append(quads[4] + np.float32(0.1 * more))
    clean = without_other_side(page, quads, Sided())
    assert clean is not None
    assert np.array_equal(clean.image[20:50, 100:800], page[20:50, 100:800])
    assert clean.image[210:240].min() == 255


@pytest.mark.parametrize("level", [20, 60])
def test_one_ink_is_left_alone(level: int) -> None:
    """Nothing parts ink from ink that is hardly paler; a page without ink has none."""
    page, quads = two_sided("right", level)
    assert without_other_side(page, quads, Sided()) is None
    assert without_other_side(np.full_like(page, 255), [], Sided()) is None
