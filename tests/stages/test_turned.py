"""Of the two ways a line may be read the surer one is taken."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.engines import Grey, Reading, Token
from pipeline.stages.turned import right_way
from tests.scans import rectangle


class Sighted:
    """Reads lines whose dark half is on the left; others it half guesses."""

    name = "sighted"

    def fingerprint(self) -> dict[str, str]:
        return {}

    def read(self, strips: Sequence[Grey], languages: tuple[str, ...]) -> tuple[Reading, ...]:
        return tuple(self._read(strip) for strip in strips)

    def _read(self, strip: Grey) -> Reading:
        half = strip.shape[1] // 2
        upright = strip[:, :half].mean() < strip[:, half:].mean()
        text, sure = ("RENDBEN", 0.95) if upright else ("uqzpw", 0.55)
        return Reading(text, sure, tuple(Token(c, 0, 1, sure) for c in text), self.name, True)


def test_a_line_on_its_head_is_turned_and_others_stay() -> None:
    page = np.full((400, 600), 255, np.uint8)
    page[100:130, 50:150] = page[200:230, 250:350] = page[300:330, 250:350] = 0
    quads = [rectangle(50, y, 350, y + 30) for y in (100, 200, 300)]
    found = right_way(page, quads, [0, 1], Sighted())
    assert np.array_equal(found[0], quads[0])
    assert np.array_equal(found[1], quads[1][[2, 3, 0, 1]])
    assert found[2] is quads[2]
