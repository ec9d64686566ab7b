"""Lines in their place: stamps by ink, tilt, frame and rim; words and struck-out places too."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from pipeline.geometry import identity
from pipeline.model import Box, Line
from pipeline.stages.placed import Placed
from pipeline.stages.placing import gaps, on_part, placed
from pipeline.stages.redactions import Struck
from pipeline.stages.rings import Ring
from pipeline.stages.seals import Seals
from pipeline.stages.upright import Found, Part, Upright
from tests.pages import line
from tests.scans import rectangle

WIDTH, HEIGHT = 1000, 1400
PAGE = Upright(
    image=np.full((HEIGHT, WIDTH), 255, np.uint8), coloured=None, frame=identity(WIDTH, HEIGHT),
    straight=np.eye(3), lines=(), rotation=0, direction="horizontal", script="Latn", skew=0.0,
    judgements=(),
)  # fmt: skip
WHOLE = Part(None, (), 0.0, float(WIDTH))
NONE = (Seals(), Seals())
Pair = tuple[Found, Line]


def found(
    text: str, box: Box, tilt: float = 0.0, *, coloured: bool = False, across: bool = True,
    confidence: float = 0.95,
) -> Pair:  # fmt: skip
    """A line that was found and read."""
    x0, y0, x1, y1 = (float(side) for side in box)
    quad = rectangle(x0, y0, x1, y1)
    read = replace(line(text, 0), box=box, words=(), confidence=confidence)
    return Found(quad, tilt, across, coloured, (x0, y0, x1, y1)), read


TEXT = [found(f"A tárgyalás folytatódik, {i}. nap", (100, 400 + 50 * i, 800, 440 + 50 * i))
        for i in range(6)]  # fmt: skip


def kinds(
    *pairs: Pair, seals: tuple[Seals, Seals] = NONE, frames: tuple[Box, ...] = ()
) -> dict[str, str]:
    lines: list[Placed] = placed(PAGE, WHOLE, [*TEXT, *pairs], seals, frames)
    return {p.line.text: str(p.apart) for p in lines}


def test_text_is_text() -> None:
    assert set(kinds().values()) == {"None"}


def test_tilted_and_coloured_lines_are_stamps() -> None:
    seen = kinds(
        found("ÉRKEZETT", (600, 100, 800, 140), tilt=25.0),
        found("TITKOS", (100, 1200, 300, 1240), coloured=True),
    )
    assert (seen["ÉRKEZETT"], seen["TITKOS"]) == ("stamp", "stamp")


def test_a_straight_line_of_a_tilted_stamp_is_part_of_it_and_a_red_letterhead_is_none() -> None:
    head = found("NÉPSZAVA", (400, 60, 600, 100), coloured=True)
    assert kinds(head)["NÉPSZAVA"] == "None"
    beside = found("1957. MÁJ. 4.", (400, 105, 600, 140), tilt=-6.0, coloured=True)
    assert kinds(head, beside)["NÉPSZAVA"] == "stamp"


def test_lines_up_the_margin_are_stamped_or_noted() -> None:
    seen = kinds(
        found("SZIGORÚAN TITKOS", (20, 300, 60, 700), across=False),
        found("irattárba, Kiss", (940, 300, 980, 700), across=False),
    )
    assert (seen["SZIGORÚAN TITKOS"], seen["irattárba, Kiss"]) == ("stamp", "marginal-note")


@pytest.mark.parametrize(("text", "named"), [("ÉRKEZETT 1957", "stamp"), ("Tárgy: szén", "None")])
def test_capitals_in_a_frame_of_their_own_are_a_stamp(text: str, named: str) -> None:
    assert (
        kinds(found(text, (600, 1000, 900, 1040)), frames=((590, 990, 910, 1050),))[text] == named
    )


def test_what_stands_inside_a_rim_is_the_seals() -> None:
    ring = Ring(700, 1100, 120, 120, 0.0)
    rim = (line("BAJAI TANÁCS", 0), rectangle(590, 990, 810, 1100))
    seals = (Seals((ring,), (rim,), (ring,)), Seals())
    seen = kinds(
        found("1951", (660, 1090, 740, 1120)),
        found("TANA", (640, 990, 700, 1030)),
        found("folyó hó 4-én", (400, 1080, 1000, 1120)),
        found("x~z", (600, 1060, 780, 1160), confidence=0.3),
        seals=seals,
    )
    assert seen["BAJAI TANÁCS"] == seen["1951"] == "stamp"
    assert seen["folyó hó 4-én"] == "None"
    assert {"TANA", "x~z"}.isdisjoint(seen)


def test_words_and_struck_out_places_are_told_along_the_lines() -> None:
    one = line("A követség", 0)
    box = (one.words[0].box[0], 100, one.words[-1].box[2], 130)
    pair = (found("", box)[0], replace(one, box=box))
    (put,) = placed(PAGE, Part("right", (), 50.0, 1000.0), [pair], NONE, ())
    assert put.spans == tuple((w.box[0] - 50.0, w.box[2] - 50.0) for w in one.words)
    struck = [Struck((300, 100, 500, 130), "black")]
    assert gaps(PAGE, Part("right", (), 50.0, 1000.0), struck) == [(250.0, 100.0, 450.0, 130.0)]
    assert on_part(PAGE, Part("left", (), 0.0, 390.0), [(300, 100, 500, 130)]) == []
