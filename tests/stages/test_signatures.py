"""Typed signatures are told by their place and their form."""

from __future__ import annotations

import pytest

from pipeline.model import Line
from pipeline.stages.placed import Placed, Row, merged
from pipeline.stages.signatures import signed
from tests.pages import line

PITCH = 50.0


def rows(*placed: tuple[str, float, float]) -> list[Row]:
    """Rows of (text, start, place down the page in lines); tabs part their cells."""
    found = []
    for text, start, number in placed:
        cells, u = [], start
        for cell in text.split("\t"):
            v = PITCH * number
            cells.append(Placed(line(cell, 0), u, v, u + 20 * len(cell), v + 40))
            u += 600
        found.append(tuple(cells))
    return found


TEXT = [(f"A tárgyalás folytatódik a jövő hét elején, {i}. nap.", 0.0, float(i)) for i in range(8)]


def kinds(*block: tuple[str, float, float]) -> list[str]:
    """The kinds of the last rows, under eight lines of text."""
    made = rows(*TEXT, *block)
    lines: list[Line] = [merged(row) for row in made]
    return [str(kind) for kind in signed(made, lines, ["body"] * len(made))][len(TEXT) :]


@pytest.mark.parametrize(
    "block",
    [
        [("Halmos Ervin", 700, 11), ("előadó", 700, 12)],
        [("Dr. Keresztes Lajos s. k.", 600, 8)],
        [("/ Tóth Sándorné /", 600, 10), ("osztályvezető", 640, 11)],
        [("Halmos Ervin\tKis Ilona", 50, 10), ("titkár\telnök", 80, 11)],
        [("John Smith", 700, 10), ("Ambassador", 700, 11)],
        [("外交部", 700, 10), ("一九五六年十一月四日", 700, 11)],
        [("處長　俞漢卿", 700, 10)],
    ],
)
def test_names_with_their_offices_are_signatures(block: list[tuple[str, float, float]]) -> None:
    assert kinds(*block) == ["signature"] * len(block)


@pytest.mark.parametrize(
    "block",
    [
        [("Halmos Ervin", 0, 11)],  # at the left
        [("Halmos Ervin", 700, 8)],  # no gap above, no office: the end of a sentence
        [("a határozatot megküldi.", 700, 11)],
        [("1. Szirmai Béla elvtárs", 0, 10), ("2. Pekingi nagykövetség", 0, 11)],
    ],
)
def test_other_short_lines_are_none(block: list[tuple[str, float, float]]) -> None:
    assert kinds(*block) == ["body"] * len(block)


def test_names_far_from_the_end_are_none() -> None:
    made = rows(("Halmos Ervin", 700, 0), *[(t, u, n + 3) for t, u, n in TEXT], *[
        (t, u, n + 13) for t, u, n in TEXT])  # fmt: skip
    lines = [merged(row) for row in made]
    assert signed(made, lines, ["body"] * len(made))[0] == "body"
