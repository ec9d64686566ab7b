"""Struck-out places are found; what is merely black, framed or light is not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.model import Box
from pipeline.stages.redactions import (
    Struck,
    find_redactions,
    in_text,
    without_redactions,
)
from tests.scans import Grey, skewed, typed

LINES = ["A nagykövetség jelentése szerint a tárgyalás folytatódik"] * 20
INK, PAPER = 18, 240


def page() -> Grey:
    """A typed page on greyish paper."""
    return np.minimum(typed(LINES), PAPER).astype(np.uint8)


def boxes(image: NDArray[np.uint8], *, negative: bool = False) -> list[Box]:
    return [place.box for place in find_redactions(image, negative=negative)]


def near(box: Box, other: Box, room: int = 8) -> bool:
    return all(abs(a - b) <= room for a, b in zip(box, other, strict=True))


def black(image: Grey, box: Box) -> Grey:
    x0, y0, x1, y1 = box
    image[y0:y1, x0:x1] = INK
    return image


WORD, LINE, PASSAGE = (300, 232, 470, 268), (110, 382, 840, 418), (110, 532, 840, 660)


@pytest.mark.parametrize("box", [WORD, LINE, PASSAGE])
def test_black_boxes_are_found_where_they_are(box: Box) -> None:
    (found,) = boxes(black(page(), box))
    assert near(found, box)


def test_they_are_found_on_a_page_that_leans_and_on_a_negative() -> None:
    image = black(page(), WORD)
    assert len(boxes(skewed(image, 1.5))) == 1
    (found,) = boxes((255 - image).astype(np.uint8), negative=True)
    assert near(found, WORD)


def test_a_stroke_of_a_felt_pen_is_found() -> None:
    image = page()
    rng = np.random.default_rng(1)
    for x in range(300, 620):
        cv2.circle(image, (x, 250 + round(float(rng.normal(0, 0.8)))), 12, 20, -1)
    (found,) = boxes(image)
    assert near(found, (288, 238, 632, 262))


def test_an_empty_frame_is_found_and_one_with_words_needs_a_label() -> None:
    image = page()
    for top in (230, 430):
        image[top - 8 : top + 48, 288:492] = PAPER
        cv2.rectangle(image, (300, top), (480, top + 40), 30, 2)
    cv2.putText(image, "nev", (340, 460), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 20, 2)
    assert [place.how for place in find_redactions(image, negative=False)] == ["framed", "labelled"]


def test_a_white_patch_on_darker_paper_is_found() -> None:
    image = np.minimum(page(), 205).astype(np.uint8)
    image[232:268, 300:520] = 255
    (place,) = find_redactions(image, negative=False)
    assert place.how == "white"
    assert near(place.box, (300, 232, 520, 268))


def frame(image: Grey) -> Grey:
    """The black border of a scanner."""
    image[:40] = image[:, :50] = INK
    return image


def holes(image: Grey) -> Grey:
    for y in (500, 900):
        cv2.circle(image, (60, y), 22, INK, -1)
    return image


def rules(image: Grey) -> Grey:
    """A thin rule, and a thick one as under a letterhead."""
    image[90:94, 110:1100] = image[1300:1312, 110:1100] = INK
    return image


def reversed_heading(image: Grey) -> Grey:
    """White letters on black."""
    image[60:110, 110:900] = INK
    cv2.putText(image, "BELSO KOZLEMENY 1957", (140, 100), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 250, 4)
    return image


def photograph(image: Grey) -> Grey:
    """Dark shapes among greys, with light in them."""
    rng = np.random.default_rng(2)
    rough = cv2.resize(rng.normal(90, 60, (9, 12)), (420, 300), interpolation=cv2.INTER_CUBIC)
    image[1300:1600, 300:720] = np.clip(rough, 10, 230).astype(np.uint8)
    return image


def table(image: Grey) -> Grey:
    """A ruled table with empty cells."""
    for y in range(1250, 1451, 50):
        cv2.line(image, (110, y), (900, y), 30, 2)
    for x in (110, 400, 650, 900):
        cv2.line(image, (x, 1250), (x, 1450), 30, 2)
    return image


def code(image: Grey) -> Grey:
    """A square code of dark and light modules."""
    modules = np.random.default_rng(3).integers(0, 2, (25, 25)).astype(np.uint8) * 220 + 20
    image[1300:1500, 900:1100] = cv2.resize(modules, (200, 200), interpolation=cv2.INTER_NEAREST)
    return image


def signature(image: Grey) -> Grey:
    """A broad pen, slanted."""
    points = np.array([[300, 1500], [380, 1380], [400, 1500], [500, 1390], [620, 1480]], np.int32)
    cv2.polylines(image, [points], isClosed=False, color=20, thickness=16)
    return image


@pytest.mark.parametrize(
    "draw", [frame, holes, reversed_heading, photograph, table, code, signature]
)
def test_what_is_merely_black_is_not_struck_out(draw: object) -> None:
    assert callable(draw)
    assert boxes(draw(page())) == []


def test_rules_are_bars_at_most_and_no_words_stand_beside_them() -> None:
    found = find_redactions(rules(page()), negative=False)
    lines = [(110, 130 + 50 * i, 850, 160 + 50 * i) for i in range(20)]
    assert not any(in_text(place, lines, 36.0) for place in found)


def test_a_red_seal_is_no_redaction() -> None:
    image = np.stack([page()] * 3, axis=2)
    image[1300:1360, 300:500] = (190, 30, 40)
    assert boxes(image) == []


def test_a_clean_page_has_none() -> None:
    assert boxes(page()) == []
    assert boxes(np.full((40, 30), 255, np.uint8)) == []


@pytest.mark.parametrize(
    ("how", "box", "stands"),
    [
        ("framed", (410, 100, 500, 130), True),  # beside a word
        ("framed", (100, 140, 500, 170), True),  # between two lines
        ("framed", (100, 700, 300, 730), False),  # alone
        ("bar", (100, 140, 500, 170), False),  # a rule between two lines
        ("bar", (410, 105, 700, 125), True),
        ("black", (100, 260, 300, 300), True),  # among the text
        ("black", (1500, 1500, 1700, 1540), False),  # far from it
    ],
)
def test_places_count_where_words_stood(how: str, box: Box, stands: bool) -> None:
    lines = [(100, 100, 400, 130), (100, 180, 600, 210), (100, 230, 600, 255)]
    place = Struck(box, how)  # type: ignore[arg-type]
    assert in_text(place, lines, 30.0) is stands


def test_struck_out_places_are_paper_afterwards_and_the_rest_is_as_it_was() -> None:
    image = black(page(), WORD)
    cleaned = without_redactions(image, [Struck(WORD, "black")])
    x0, y0, x1, y1 = WORD
    assert cleaned[y0:y1, x0:x1].min() == 255
    assert np.array_equal(cleaned[300:], image[300:])
    assert without_redactions(image, []) is image
