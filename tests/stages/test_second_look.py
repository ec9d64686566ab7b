"""Of two preparations that one is kept whose lines are read more surely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from pipeline.engines import Grey, Reading
from pipeline.stages.second_look import surest
from tests.scans import rectangle

SAMPLE = 8
LINES = [rectangle(20, 40 * i + 10, 400, 40 * i + 40) for i in range(30)]


class DarkReader:
    """Is as sure as the strip is dark; reads two letters a strip, or ``text``."""

    name = "dark"

    def __init__(self, text: str = "ab") -> None:
        self.text, self.asked = text, 0

    def fingerprint(self) -> dict[str, Any]:
        return {}

    def read(self, strips: Sequence[Grey], languages: tuple[str, ...] = ()) -> tuple[Reading, ...]:
        self.asked += len(strips)
        return tuple(
            Reading(self.text, 1 - float(strip.mean()) / 255, (), self.name) for strip in strips
        )


def page(level: int) -> Grey:
    return np.full((1300, 500), level, np.uint8)


@pytest.mark.parametrize(("first", "second", "kept"), [(51, 102, "a"), (102, 51, "b")])
def test_the_surer_one_is_kept(first: int, second: int, kept: str) -> None:
    reader = DarkReader()
    name, scores = surest({"a": page(first), "b": page(second)}, LINES, reader, SAMPLE)
    assert name == kept
    assert sorted(scores.values()) == pytest.approx([0.6, 0.8], abs=0.01)
    assert reader.asked == 2 * SAMPLE


def test_the_first_stands_where_nothing_speaks_against_it() -> None:
    assert surest({"a": page(51), "b": page(51)}, LINES, DarkReader(), SAMPLE)[0] == "a"
    assert surest({"a": page(51), "b": page(0)}, [], DarkReader(), SAMPLE)[0] == "a"
    assert surest({"a": page(51), "b": page(0)}, LINES, DarkReader(""), SAMPLE)[0] == "a"


def test_short_lines_are_asked_only_where_there_are_no_others() -> None:
    reader = DarkReader()
    short = [rectangle(20, 40 * i, 60, 40 * i + 30) for i in range(20)]
    surest({"a": page(51)}, [*short, *LINES[:3]], reader, SAMPLE)
    assert reader.asked == 3
    surest({"a": page(51)}, short, reader, SAMPLE)
    assert reader.asked == 3 + SAMPLE
