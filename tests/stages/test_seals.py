"""Seals drawn as in the samples are read along their rims; nothing is read that is not there."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.engines.ppocr import PaddleReader
from pipeline.geometry import identity
from pipeline.stages.recognise import Readers
from pipeline.stages.seals import Seals, read_seals
from samples.generator.faces import FaceError, face_path
from samples.generator.model import Stamp
from samples.generator.stamps import press
from tests.scans import Grey, rectangle

DPI, SIZE = 200, (1200, 900)


@pytest.fixture(scope="module")
def readers() -> Readers:
    return Readers(latin=None, han=PaddleReader())


def sealed(text: str, face: str, angle: float = 0.0, size: float = 4.0) -> Grey:
    """A page with a round seal, its text along the rim."""
    try:
        face_path(face)
    except FaceError as problem:
        pytest.skip(str(problem))
    page = np.full(SIZE, 255, np.uint8)
    stamp = Stamp((text,), 57, 76, "ring", 42, size, angle, (40, 40, 40), face)
    return press(page, stamp, DPI, seed=4)


def read(page: Grey, readers: Readers) -> Seals:
    frame = identity(page.shape[1], page.shape[0])
    return read_seals(page, "Latn", frame, readers, ("hu", "zh"))


def letters(seals: Seals) -> list[str]:
    return ["".join(line.text.split()) for line, _ in seals.lines]


@pytest.mark.parametrize("angle", [0.0, -20.0, 35.0])
def test_a_chinese_seal_is_read_whichever_way_it_was_pressed(
    readers: Readers, angle: float
) -> None:
    seals = read(sealed("省人民委员会办公厅", "zenhei", angle), readers)
    assert letters(seals) == ["省人民委员会办公厅"]


def test_a_hungarian_stamp_is_read(readers: Readers) -> None:
    (line,) = read(sealed("BAJAI TANÁCS HIVATALA", "liberation-sans-bold"), readers).lines
    assert "".join(line[0].text.split()) == "BAJAITANÁCSHIVATALA"
    assert line[0].confidence > 0.85
    x0, y0, x1, y1 = line[0].box
    assert 250 < x0 < x1 < 650
    assert 420 < y0 < y1 < 780


def test_a_rim_without_writing_gives_none(readers: Readers) -> None:
    page = np.full(SIZE, 255, np.uint8)
    cv2.circle(page, (450, 600), 160, 30, 5)
    for angle in range(0, 360, 9):
        x, y = 450 + 135 * np.cos(np.radians(angle)), 600 + 135 * np.sin(np.radians(angle))
        cv2.circle(page, (round(float(x)), round(float(y))), 7, 30, -1)
    seals = read(page, readers)
    assert len(seals.rings) == 1
    assert seals.lines == ()


def test_what_stands_on_the_rim_is_known_once_the_rim_was_read(readers: Readers) -> None:
    seals = read(sealed("省人民委员会办公厅", "zenhei"), readers)
    top, middle = rectangle(420, 450, 480, 500), rectangle(400, 570, 500, 620)
    assert seals.knows(top, "民委")
    assert not seals.knows(middle, "1957")
    assert seals.knows(middle, "★")
    assert seals.holds(middle)
    assert not Seals(seals.rings).knows(top, "民委")
