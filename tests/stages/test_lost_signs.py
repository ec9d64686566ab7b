"""Signs in the empty cells of columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.engines import Grey, Reading, Token
from pipeline.stages.lost_signs import with_lost_signs

CELL = 40


class Sees:
    """A reader that sees the same two characters on every pair it is shown."""

    name = "sees"

    def __init__(self, text: str, confidence: float = 0.9) -> None:
        self.text, self.confidence, self.shown = text, confidence, 0

    def fingerprint(self) -> dict[str, object]:
        return {"name": self.name}

    def read(self, strips: Sequence[Grey], languages: tuple[str, ...]) -> tuple[Reading, ...]:
        self.shown += len(strips)
        tokens = tuple(Token(c, 0.0, 10.0, self.confidence) for c in self.text)
        return tuple(Reading(self.text, 0.9, tokens, self.name, True) for _ in strips)


def column(cells: str, *, ink_in: tuple[int, ...] = ()) -> tuple[Grey, Reading]:
    """A column lying on its side; a space is an empty cell, with a sign's ink if told."""
    strip = np.full((CELL, CELL * len(cells)), 255, np.uint8)
    tokens = []
    for i, character in enumerate(cells):
        if character != " ":
            strip[8:32, i * CELL + 6 : i * CELL + 34] = 0
            tokens.append(Token(character, i * CELL + 6.0, i * CELL + 34.0, 0.9))
    for i in ink_in:
        strip[4:12, i * CELL + 4 : i * CELL + 12] = 0
    text = "".join(token.text for token in tokens)
    return strip, Reading(text, 0.9, tuple(tokens), "fake", True)


def test_a_full_stop_is_put_back() -> None:
    strip, reading = column("國民政府 外交", ink_in=(4,))
    assert with_lost_signs(strip, reading, Sees("府。")).text == "國民政府。外交"


def test_narrow_signs_become_wide() -> None:
    strip, reading = column("國民政府 外交", ink_in=(4,))
    assert with_lost_signs(strip, reading, Sees("府:")).text == "國民政府：外交"


def test_a_bracket_is_shown_as_it_lies() -> None:
    """It spans the column, and is upright where the column lies on its side."""
    strip, reading = column("國民政府 外交")
    strip[2:38, 4 * CELL + 26 : 4 * CELL + 36] = 0
    shown: list[Grey] = []

    class Keeps(Sees):
        def read(self, strips: Sequence[Grey], languages: tuple[str, ...]) -> tuple[Reading, ...]:
            shown.extend(strips)
            return super().read(strips, languages)

    assert with_lost_signs(strip, reading, Keeps("府《")).text == "國民政府《外交"
    ys, xs = np.nonzero(shown[0][:, 4 + CELL + 2 :] < 128)
    assert np.ptp(ys) > 2 * np.ptp(xs)


def test_a_speck_is_no_sign() -> None:
    strip, reading = column("國民政府 外交")
    strip[10:12, 4 * CELL + 10 : 4 * CELL + 12] = 0
    reader = Sees("府。")
    assert with_lost_signs(strip, reading, reader) is reading


def test_an_empty_cell_without_ink_is_not_even_read() -> None:
    strip, reading = column("國民政府 外交")
    reader = Sees("府。")
    assert with_lost_signs(strip, reading, reader) is reading
    assert reader.shown == 0


def test_what_is_no_sign_is_not_invented() -> None:
    strip, reading = column("國民政府 外交", ink_in=(4,))
    for seen in ("府人", "人。", "。", "府。。"):
        assert with_lost_signs(strip, reading, Sees(seen)).text == "國民政府外交"
    assert with_lost_signs(strip, reading, Sees("府。", 0.1)).text == "國民政府外交"


def test_too_few_characters_show_no_cells() -> None:
    strip, reading = column("國 民", ink_in=(1,))
    assert with_lost_signs(strip, reading, Sees("國。")) is reading
