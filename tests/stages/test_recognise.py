"""Every line is read by the engines that suit it, and nothing an engine saw is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from pipeline.engines import Grey, Reading, Token
from pipeline.geometry import identity
from pipeline.model import Line
from pipeline.stages.recognise import Readers, recognise

PAGE = np.full((400, 1000), 255, np.uint8)
QUADS = [
    np.array([[50, y], [550, y], [550, y + 40], [50, y + 40]], dtype=np.float32)
    for y in (50, 150, 250)
]


class Fixed:
    """A reader that knows its answers; ``asked`` tells how many strips it was given."""

    name = "fixed"

    def __init__(self, *lines: tuple[str, float], by_character: bool) -> None:
        self.lines, self.by_character = lines, by_character
        self.asked = 0

    def fingerprint(self) -> dict[str, Any]:
        return {}

    def read(self, strips: Sequence[Grey], languages: tuple[str, ...] = ()) -> tuple[Reading, ...]:
        self.asked = len(strips)
        return tuple(
            self._reading(text, sure, strip.shape[1])
            for (text, sure), strip in zip(self.lines, strips, strict=False)
        )

    def alone(
        self,
        strip: Grey,
        reading: Reading,
        prior: Callable[[str], float],
        *,
        trust: float,
        careful: bool,
        lying: bool,
    ) -> Reading:
        doubted = careful or prior("国") < prior("國")
        text = reading.text.replace("国", "國") if doubted else reading.text
        return self._reading(text, reading.confidence, strip.shape[1])

    def _reading(self, text: str, sure: float, width: int) -> Reading:
        parts = list(text) if self.by_character else text.split()
        step = width / max(1, len(parts))
        tokens = tuple(Token(c, i * step, (i + 1) * step, sure) for i, c in enumerate(parts))
        return Reading(text, sure, tokens, self.name, self.by_character)


def read(
    seen: Sequence[tuple[str, float]], latin: Sequence[tuple[str, float]], script: str
) -> tuple[tuple[Line | None, ...], int]:
    tesseract = Fixed(*latin, by_character=False)
    readers = Readers(latin=tesseract, han=Fixed(*seen, by_character=True))
    lines = recognise(PAGE, QUADS[: len(seen)], script, identity(1000, 400), readers, ("hu", "zh"))
    return lines.lines, tesseract.asked


def texts(lines: Sequence[Line | None]) -> list[str | None]:
    return [line.text if line else None for line in lines]


def test_latin_lines_are_read_by_both() -> None:
    lines, asked = read(
        [("Budapest", 0.9), ("1956", 0.9)], [("Budapest", 0.9), ("1956", 0.9)], "Latn"
    )
    assert texts(lines) == ["Budapest", "1956"]
    assert asked == 2


def test_a_line_that_one_engine_does_not_see_is_not_lost() -> None:
    lines, _ = read(
        [("", 0.0), ("Peking", 0.9), ("", 0.0)], [("Bp.", 0.4), ("", 0.0), ("", 0)], "Latn"
    )
    assert texts(lines) == ["Bp.", "Peking", None]


def test_chinese_on_a_latin_page_is_left_to_pp_ocr() -> None:
    lines, asked = read([("外交部", 0.8), ("Szám", 0.9)], [("Szám", 0.9)], "Latn")
    assert texts(lines) == ["外交部", "Szám"]
    assert asked == 1


def test_form_of_the_other_kind_is_looked_at_again() -> None:
    """A simplified character on a traditional page; on a simplified page it is no surprise."""
    traditional, _ = read([("國際關係問題報告", 0.9), ("中国", 0.9)], [], "Hani")
    assert texts(traditional) == ["國際關係問題報告", "中國"]
    simplified, _ = read([("国际关系问题报告", 0.9), ("中国", 0.9)], [], "Hani")
    assert texts(simplified) == ["国际关系问题报告", "中国"]


def test_latin_line_on_a_chinese_page() -> None:
    lines, asked = read([("匈牙利", 0.9), ("Nagy Imre", 0.9)], [("Nagy Imre", 0.9)], "Hani")
    assert texts(lines) == ["匈牙利", "Nagy Imre"]
    assert asked == 1


def test_both_readings_stay_beside_the_line() -> None:
    [line], _ = read([("kinai ügy", 0.9)], [("kínai ügv", 0.5)], "Latn")
    assert line is not None
    assert line.text == "kinai ügy"
    assert [other.text for other in line.alternatives] == ["kínai ügv"]


def test_boxes_are_on_the_page_where_the_words_stand() -> None:
    [line], _ = read([("aaaa bbbb", 0.9)], [("aaaa bbbb", 0.9)], "Latn")
    assert line is not None
    x0, y0, x1, y1 = line.box
    assert abs(x0 - 50) < 12
    assert abs(x1 - 550) < 12
    assert 40 <= y0 < y1 <= 100
    first, second = line.words
    assert x0 <= first.box[0] < 300 < second.box[2] <= x1
    assert abs(first.box[2] - second.box[0]) < 80


def test_without_the_second_engine_shapes_stand_alone() -> None:
    readers = Readers(latin=None, han=Fixed(("Peking", 0.9), by_character=True))
    read = recognise(PAGE, QUADS[:1], "Latn", identity(1000, 400), readers, ("hu", "zh"))
    assert texts(read.lines) == ["Peking"]
    assert read.lines[0] is not None
    assert read.lines[0].engine == "fixed"


def test_careful_readers_doubt_every_form() -> None:
    readers = Readers(latin=None, han=Fixed(("国际关系问题", 0.9), by_character=True), careful=True)
    read = recognise(PAGE, QUADS[:1], "Hani", identity(1000, 400), readers, ("hu", "zh"))
    assert texts(read.lines) == ["國际关系问题"]
