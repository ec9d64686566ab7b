"""Poor pages are read from a second preparation, if that is read more surely."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from pipeline.engines import Grey, Reading, Token
from pipeline.geometry import identity
from pipeline.stages.reading import Seen, read_layers, with_specks_if_surer
from pipeline.stages.recognise import Readers
from pipeline.stages.upright import Found, Upright
from tests.scans import rectangle

WIDTH, HEIGHT = 600, 700
QUADS = [rectangle(40, 60 * i + 20, 560, 60 * i + 60) for i in range(11)]


class DarkReader:
    """Is as sure as the darkest ink is dark, less what specks there are in the margin."""

    name = "dark"

    def __init__(self) -> None:
        self.strips = 0

    def fingerprint(self) -> dict[str, Any]:
        return {}

    def read(self, strips: Sequence[Grey], languages: tuple[str, ...] = ()) -> tuple[Reading, ...]:
        self.strips += len(strips)
        return tuple(self._one(strip) for strip in strips)

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
        return reading

    def _one(self, strip: Grey) -> Reading:
        sure = max(0.0, 1 - float(np.percentile(strip, 1)) / 255)
        return Reading("irat", sure, (Token("irat", 0.0, 99.0, sure),), self.name)


def page(level: int, script: str = "Latn") -> Upright:
    """A page of bars that are this dark."""
    image = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for i in range(len(QUADS)):
        image[60 * i + 34 : 60 * i + 46, 60:540] = level
    lines = tuple(
        Found(q, 0.0, across=True, coloured=False, level=(40.0, 60.0 * i, 560.0, 60.0 * i + 40))
        for i, q in enumerate(QUADS)
    )
    frame = identity(WIDTH, HEIGHT)
    return Upright(
        image, None, frame, np.eye(3), lines, 0, "horizontal", script, 0.0, ()
    )  # fmt: skip


def read(of: Upright) -> tuple[Seen, int]:
    reader = DarkReader()
    seen = read_layers(of, of.lines, Readers(latin=None, han=reader), ("hu",))
    return seen, reader.strips


def test_a_faint_page_is_read_again_from_darker_ink() -> None:
    seen, _ = read(page(150))
    assert [told.decision for told in seen.judgements] == ["smoothed and darkened"]
    scores = seen.judgements[0].evidence
    assert float(scores["smoothed and darkened"]) > float(scores["as prepared"])
    assert len(seen.lines) == len(QUADS)
    assert min(line.confidence for _, line in seen.lines) > 0.9


@pytest.mark.parametrize(("level", "script"), [(0, "Latn"), (150, "Hani")])
def test_other_pages_are_read_once(level: int, script: str) -> None:
    """Good ones, and Chinese ones, for which it is not known to help."""
    seen, strips = read(page(level, script))
    assert seen.judgements == ()
    assert strips <= 2 * len(QUADS)


def test_specks_are_kept_if_the_page_is_surer_with_them() -> None:
    without, with_them = page(120), page(40).image
    kept = with_specks_if_surer(without, with_them, DarkReader())
    assert kept.image is not without.image
    assert kept.judgements[-1].decision == "specks kept"
    removed = with_specks_if_surer(page(40), page(120).image, DarkReader())
    assert removed.judgements[-1].decision == "specks removed"
    assert with_specks_if_surer(without, None, DarkReader()) is without
