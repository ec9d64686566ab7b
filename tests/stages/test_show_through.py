"""Mirrored writing of the other side is told from faint writing of this side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.engines import Grey, Reading
from pipeline.engines.ppocr import PaddleReader
from pipeline.stages.show_through import of_other_side
from tests.scans import typed


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
