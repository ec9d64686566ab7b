"""Photographs are pictures; text, stains and black boxes are none."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.model import Region
from pipeline.stages.pictures import find_pictures, with_pictures
from tests.pages import line
from tests.scans import Grey, typed

PLACE = (300, 900, 800, 1300)


def page() -> Grey:
    return typed(["A nagykövetség jelentése szerint a tárgyalás folytatódik"] * 14)


def photograph(image: Grey) -> Grey:
    x0, y0, x1, y1 = PLACE
    rough = np.random.default_rng(2).normal(110, 50, (8, 10))
    tones = cv2.resize(rough, (x1 - x0, y1 - y0), interpolation=cv2.INTER_CUBIC)
    image[y0:y1, x0:x1] = np.clip(tones, 10, 180).astype(np.uint8)
    return image


def test_a_photograph_is_found_where_it_is() -> None:
    for negative in (False, True):
        image = photograph(page())
        seen = (255 - image).astype(np.uint8) if negative else image
        (found,) = find_pictures(seen, (), negative=negative)
        assert np.abs(np.array(found) - PLACE).max() < 30


def test_text_black_boxes_and_borders_are_no_pictures() -> None:
    image = page()
    image[900:1100, 300:800] = 15
    image[:60] = 10
    assert find_pictures(image, (), negative=False) == ()


def test_where_text_was_found_is_no_picture() -> None:
    lines = [(300, y, 800, y + 40) for y in range(900, 1300, 60)]
    assert find_pictures(photograph(page()), lines, negative=False) == ()


def test_what_was_read_on_a_picture_goes_with_it() -> None:
    body, noise = line("szöveg", 0), line("x~", 20)
    regions = (
        Region(kind="body", box=body.box, order=0, lines=(body,)),
        Region(kind="body", box=noise.box, order=1, lines=(noise,)),
    )
    found = with_pictures(regions, [(90, 890, 800, 1300)])
    assert [(r.kind, r.order, r.lines) for r in found] == [
        ("body", 0, (body,)), ("picture", 1, (noise,)),
    ]  # fmt: skip
