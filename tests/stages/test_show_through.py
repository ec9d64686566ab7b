"""Mirrored writing of the other side is told from faint writing of this side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.engines import Grey, Reading
from pipeline.engines.ppocr import PaddleReader
from pipeline.stages.show_through import of_other_side
from tests.scans import typed

STRIP = np.full((40, 300), 255, np.uint8)


class Back:
    """A reader of mirrored strips that is this sure of them."""

    name = "back"

    def __init__(self, *sure: float) -> None:
        self.sure, self.asked = sure, 0

    def fingerprint(self) -> dict[str, object]:
        return {}

    def read(self, strips: Sequence[Grey], languages: tuple[str, ...] = ()) -> tuple[Reading, ...]:
        self.asked = len(strips)
        return tuple(Reading("feljegyzés", sure, (), "back") for sure in self.sure[: len(strips)])


def readings(*sure: float, text: str = "sèyzgejlef") -> list[Reading]:
    return [Reading(text, confidence, (), "x") for confidence in sure]


def test_what_is_read_much_better_mirrored_is_of_the_other_side() -> None:
    assert of_other_side([STRIP] * 2, readings(0.6, 0.6), Back(0.95, 0.5)) == {0}


def test_sure_lines_are_not_even_looked_at() -> None:
    reader = Back(1.0)
    assert of_other_side([STRIP], readings(0.9), reader) == frozenset()
    assert reader.asked == 0


def test_short_pieces_prove_nothing() -> None:
    assert of_other_side([STRIP], readings(0.3, text="o-o"), Back(0.99)) == frozenset()


@pytest.mark.parametrize("back", [0.7, 0.79])
def test_better_is_not_enough_if_it_is_not_well(back: float) -> None:
    assert of_other_side([STRIP], readings(0.3), Back(back)) == frozenset()


def test_rest_of_a_page_of_the_other_side_goes_with_it() -> None:
    """Sure or short, if it is read better mirrored; what is read better here stays."""

    class Turns(Back):
        def read(
            self, strips: Sequence[Grey], languages: tuple[str, ...] = ()
        ) -> tuple[Reading, ...]:
            sure = (0.95,) * 5 if len(strips) == 5 else (0.97, 0.2)
            return tuple(Reading("feljegyzés", c, (), "x") for c in sure)

    lines = [*readings(*[0.6] * 5), *readings(0.85, text="中国"), *readings(0.9, text="1956")]
    assert of_other_side([STRIP] * 7, lines, Turns()) == {0, 1, 2, 3, 4, 5}


@pytest.mark.engine
def test_with_the_real_reader() -> None:
    line = typed(["Paragraph of the report"], size=(560, 60), letter=34, left=10, top=8)
    faint = (255 - (255 - line.astype(float)) * 0.35).astype(np.uint8)
    reader = PaddleReader()
    strips = [faint, np.ascontiguousarray(faint[:, ::-1])]
    assert of_other_side(strips, reader.read(strips), reader) <= {1}
