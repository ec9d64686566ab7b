"""Ink of another colour than the text's is set apart; tilt and colour make a stamp."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.stages.ink import is_stamp, tilted_apart
from pipeline.stages.prepare import prepare
from tests.scans import Grey, ink_box, typed

TEXT = typed([f"Paragraph {i} of the confidential report" for i in range(20)], size=(900, 1300))
STAMP = typed(["RECEIVED", "1956 NOV 12"], size=(900, 1300), letter=34, left=560, top=1150)
RED, BLUE, BLACK = (190, 30, 40), (40, 50, 160), (20, 20, 20)


def inked(
    paper: tuple[int, int, int], *layers: tuple[Grey, tuple[int, int, int]]
) -> NDArray[np.uint8]:
    """Lay inks over each other on coloured paper."""
    page = np.ones((*TEXT.shape, 3)) * np.array(paper)
    for layer, colour in layers:
        cover = (255 - layer[..., None].astype(float)) / 255
        page = page * (1 - cover) + np.minimum(page, np.array(colour)) * cover
    return np.asarray(page, dtype=np.uint8)


@pytest.mark.parametrize("colour", [RED, BLUE])
@pytest.mark.parametrize("paper", [(255, 255, 255), (236, 222, 190)])
def test_coloured_stamp_is_set_apart(
    colour: tuple[int, int, int], paper: tuple[int, int, int]
) -> None:
    """On white and on yellowed paper: the text on one layer, the stamp on the other."""
    ready = prepare(inked(paper, (TEXT, BLACK), (STAMP, colour)))
    assert ready.coloured is not None
    assert ink_box(ready.coloured) == pytest.approx(ink_box(STAMP), abs=4)
    assert ink_box(ready.image) == pytest.approx(ink_box(TEXT), abs=4)


@pytest.mark.parametrize("colour", [RED, BLUE])
def test_text_under_a_stamp_is_kept(colour: tuple[int, int, int]) -> None:
    """Black strokes stay black where the stamp crosses them."""
    over = typed(["RECEIVED RECEIVED"], size=(900, 1300), letter=34, left=130, top=128)
    ready = prepare(inked((255, 255, 255), (over, colour), (TEXT, BLACK)))
    assert ready.coloured is not None
    kept = (ready.image < 150) & (TEXT < 60)
    assert kept.sum() > 0.95 * (TEXT < 60).sum()
    alone = (over < 60) & (TEXT > 200)
    assert (ready.image[alone] < 150).mean() < 0.25


def test_worn_violet_ribbon_is_text_beside_a_red_stamp() -> None:
    """Strokes of one ribbon, thin and thick, differ more from black than from each other."""
    worn = 255 - ((255 - TEXT) * np.tile(np.linspace(0.35, 0.8, 900), (1300, 1))).astype(np.uint8)
    ready = prepare(inked((226, 217, 195), (worn, (95, 70, 130)), (STAMP, RED)))
    assert ready.coloured is not None
    assert ink_box(ready.coloured) == pytest.approx(ink_box(STAMP), abs=4)
    darker = worn < 190
    assert (ready.image[darker] < 215).mean() > 0.99


@pytest.mark.parametrize("colour", [BLACK, RED])
@pytest.mark.parametrize("paper", [(255, 255, 255), (236, 222, 190)])
def test_ink_of_one_colour_is_one_layer(
    colour: tuple[int, int, int], paper: tuple[int, int, int]
) -> None:
    """A page typed all in red is text, not one large stamp."""
    ready = prepare(inked(paper, (TEXT, colour)))
    assert ready.coloured is None
    assert ink_box(ready.image) == pytest.approx(ink_box(TEXT), abs=4)


def test_grey_scans_have_no_colour() -> None:
    assert prepare(TEXT).coloured is None


@pytest.mark.parametrize(
    ("tilt", "coloured", "heading", "stamp"),
    [(0.0, False, False, False), (0.2, True, False, True), (0.2, True, True, False),
     (2.0, True, True, True), (-8.0, False, False, True), (0.5, False, True, False)],
)  # fmt: skip
def test_what_makes_a_stamp(tilt: float, *, coloured: bool, heading: bool, stamp: bool) -> None:
    """Tilt does, colour does, unless it is a straight letterhead."""
    assert is_stamp(tilt, coloured=coloured, heading=heading) is stamp


def test_where_many_lines_lean_tilt_tells_no_stamp() -> None:
    """A bent photograph is not a page of stamps."""
    assert tilted_apart([0.1, 0.2, 8.0, 0.0, 0.3, 0.1])
    assert not tilted_apart([4.0, 0.2, 5.0, 0.0])
    assert tilted_apart([])
