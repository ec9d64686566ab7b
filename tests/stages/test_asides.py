"""Lines of stamps and notes that belong together, in the order they are read."""

from __future__ import annotations

import math

import pytest
from msgspec.structs import replace

from pipeline.model import RegionKind
from pipeline.stages.asides import grouped, is_handwriting, kind_of_turned
from pipeline.stages.placed import Placed
from tests.pages import line


def put(text: str, u: float, v: float, kind: RegionKind = "stamp", turn: float = 0.0) -> Placed:
    """A line of a stamp, its middle at a place, 30 high and 15 a character, turned."""
    long, high = 15.0 * len(text), 30.0
    cos, sin = abs(math.cos(math.radians(turn))), abs(math.sin(math.radians(turn)))
    wide, tall = (long * cos + high * sin) / 2, (long * sin + high * cos) / 2
    return Placed(line(text, 0), u - wide, v - tall, u + wide, v + tall, kind, (), turn, high=high)


def texts(*lines: Placed) -> list[tuple[str, list[str]]]:
    return [(kind, [found.text for found in members]) for kind, members in grouped(lines)]


def test_neighbouring_lines_are_one_stamp_and_distant_ones_two() -> None:
    found = texts(put("ÉRKEZETT", 500, 100), put("1957 MÁJ 4", 500, 140), put("TITKOS", 500, 600))
    assert found == [("stamp", ["ÉRKEZETT", "1957 MÁJ 4"]), ("stamp", ["TITKOS"])]


def test_a_note_beside_a_stamp_is_not_part_of_it() -> None:
    found = texts(put("ÉRKEZETT", 500, 100), put("irattárba", 500, 140, "marginal-note"))
    assert [kind for kind, _ in found] == ["stamp", "marginal-note"]


@pytest.mark.parametrize("turn", [0.0, 35.0, -35.0, 90.0, -90.0, 180.0])
def test_lines_are_read_across_the_way_the_stamp_runs(turn: float) -> None:
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    rows = ["ÉRKEZETT", "1957 MÁJ 4", "IKT 4312"]
    lines = [put(text, 500 - 40 * i * sin, 500 + 40 * i * cos, turn=turn)
             for i, text in enumerate(rows)]  # fmt: skip
    assert texts(*reversed(lines)) == [("stamp", rows)]


def test_turned_lines_in_capitals_are_stamped() -> None:
    assert kind_of_turned("SZIGORÚAN TITKOS!") == "stamp"
    assert kind_of_turned("Másolat elküldve 3 pld.") == "marginal-note"
    assert kind_of_turned("128/17-56") == "marginal-note"


def test_writing_by_hand_is_large_and_read_badly() -> None:
    badly = replace(line("Kovacs", 0), confidence=0.6)
    assert is_handwriting(1.6, badly)
    assert not is_handwriting(1.0, badly)
    assert not is_handwriting(1.6, replace(badly, confidence=0.97))
    assert not is_handwriting(1.6, replace(badly, text="—"))
