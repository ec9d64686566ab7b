"""Signs that a recogniser held possible in empty cells."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.engines import Grey, Reading, Token
from pipeline.engines.passed_over import HELD, as_seen, empty_cells, parted

CELL, STEPS = 40, 10
CLASSES = {"，": 1, "。": 2, "?": 3, "人": 4}


def line(cells: str) -> list[Token]:
    """A line of characters; a space is an empty cell."""
    return [
        Token(character, i * CELL + 6.0, i * CELL + 34.0, 0.9)
        for i, character in enumerate(cells)
        if character != " "
    ]


def scores(cells: int, **held: float) -> np.ndarray:
    """What was held possible in cell 4: ``comma``, ``stop``, ``query``."""
    found = np.zeros((cells * STEPS, 5), np.float32)
    for name, column in (("comma", 1), ("stop", 2), ("query", 3)):
        found[4 * STEPS + 2, column] = held.get(name, 0.0)
    return found


@pytest.mark.parametrize(
    ("held", "sign"), [({"comma": 0.1, "stop": 0.02}, "，"), ({"query": 0.3}, "？")]
)
def test_the_likeliest_sign_is_in_the_empty_cell(held: dict[str, float], sign: str) -> None:
    [gap] = empty_cells(line("国民政府 外交部"), scores(8, **held), CLASSES, 8 * CELL)
    assert (gap.before, gap.after, gap.sign.text) == (3, 4, sign)
    assert gap.sign.confidence == HELD
    assert gap.sign.x0 == pytest.approx(4 * CELL, abs=2)


@pytest.mark.parametrize(
    ("cells", "held"),
    [
        ("国民政府 外交部", 0.001),
        ("国民政府外交部人", 0.5),
        ("国民政府   外交部", 0.5),
        ("国民政府 AB部", 0.5),
        ("政 府", 0.5),
    ],
)
def test_no_sign_without_a_cell_and_a_hint(cells: str, held: float) -> None:
    """Nor in a wide space, beside other signs, or where no grid is to be seen."""
    width = len(cells)
    assert empty_cells(line(cells), scores(max(width, 6), comma=held), CLASSES, width * CELL) == ()


def test_paper_is_put_between_a_character_and_its_sign() -> None:
    strip: Grey = np.full((CELL, 8 * CELL), 255, np.uint8)
    strip[30:38, 3 * CELL + 10 : 4 * CELL + 6] = 0
    tokens = line("国民政府 外交部")
    [gap] = empty_cells(tokens, scores(8, comma=0.1), CLASSES, strip.shape[1])
    shown = parted(strip, tokens[3], gap.sign, tokens[4])
    dark = np.flatnonzero((shown < 100).any(axis=0))
    assert np.diff(dark).max() == pytest.approx(0.2 * CELL + 1, abs=1)


@pytest.mark.parametrize(
    ("seen", "sign"), [("府。", "。"), ("府?", "？"), ("附。", "，"), ("府", "，"), ("府民", "，")]
)
def test_what_is_seen_apart_counts(seen: str, sign: str) -> None:
    """If the character was read again too, and the other is a sign."""
    held = Token("，", 160.0, 200.0, HELD)
    tokens = tuple(Token(c, 0.0, 10.0, 0.8) for c in seen)
    read = as_seen(held, line("府")[0], Reading(seen, 0.8, tokens, "fake", True))
    assert (read.text, read.x0, read.x1) == (sign, 160.0, 200.0)
    assert read.confidence == (0.8 if seen in ("府。", "府?") else HELD)
