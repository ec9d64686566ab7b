"""PP-OCR finds lines on pages of any size and reads single strips."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.engines import Reading, Token
from pipeline.engines.ppocr import PaddleLineFinder, PaddleReader
from pipeline.geometry import bounds
from pipeline.stages.strips import cut
from tests.scans import error_rate, ink_box, sample, typed

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def finder() -> PaddleLineFinder:
    return PaddleLineFinder()


def test_every_line_is_found_where_it_stands(finder: PaddleLineFinder) -> None:
    lines = [f"Paragraph number {i} of the report" for i in range(8)]
    page = typed(lines, size=(900, 700), pitch=65)
    found = sorted((bounds(quad) for quad in finder.find(page, 960)), key=lambda box: box[1])
    assert len(found) == len(lines)
    x0, y0, x1, y1 = ink_box(page)
    assert found[0][1] == pytest.approx(y0, abs=15)
    assert found[-1][3] == pytest.approx(y1, abs=15)
    assert min(box[0] for box in found) == pytest.approx(x0, abs=15)
    assert max(box[2] for box in found) == pytest.approx(x1, abs=15)


@pytest.mark.parametrize("shape", [(1, 1), (20, 3000), (3000, 20), (700, 500)])
def test_nothing_is_found_on_white_paper(finder: PaddleLineFinder, shape: tuple[int, int]) -> None:
    assert finder.find(np.full(shape, 255, np.uint8), 960) == ()


def test_finding_is_deterministic(finder: PaddleLineFinder) -> None:
    page = sample("zh-report.pdf", side=1200)
    first, second = finder.find(page, 960), finder.find(page, 960)
    assert len(first) > 10
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_chinese_lines_are_read(finder: PaddleLineFinder) -> None:
    """A line's reading does not depend on the lines beside it."""
    page = sample("zh-report.pdf")
    quads = [q for q in finder.find(page, 960) if bounds(q)[2] - bounds(q)[0] > 900][:3]
    strips = [strip.image for strip in cut(page, quads, None, 0.04)]
    reader = PaddleReader()
    together = reader.read(strips)
    assert together == tuple(reader.read([strip])[0] for strip in strips)
    assert all(reading.by_character and reading.confidence > 0.8 for reading in together)


def test_single_tokens_are_single_characters() -> None:
    strip = typed(["Report 12"], size=(260, 60), letter=34, left=10, top=8)
    [reading] = PaddleReader().read([strip])
    assert error_rate("Report 12", reading.text) == 0
    assert all(len(token.text) == 1 for token in reading.tokens)


def test_rivals_of_a_character_are_not_its_neighbours() -> None:
    """What stands beside a character is no other reading of it."""
    strip = typed(["hlásení felterjesztve 12"], size=(620, 60), letter=34, left=10, top=8)
    [reading] = PaddleReader().read([strip])
    letters = [token for token in reading.tokens if not token.text.isspace()]
    for before, token, after in zip(letters, letters[1:], letters[2:], strict=False):
        likely = {text for text, probability in token.rivals if probability > 0.5}
        assert not likely & {before.text, after.text}


class Two(PaddleReader):
    """Knows one character in two forms, and sees what it is told to on a character alone."""

    _alphabet = ["blank", "国", "國", "人"]
    _families = {1: (2,), 2: (1,)}

    def __init__(self, simplified: float, traditional: float) -> None:
        self.sees = np.array([[0.0, simplified, traditional, 0.0]], np.float32)
        self.shown: list[tuple[int, ...]] = []

    def _scores(self, strip: np.ndarray) -> np.ndarray:
        self.shown.append(strip.shape)
        return self.sees


def form(
    reader: Two, sure: float, rivals: tuple[tuple[str, float], ...], *, careful: bool
) -> Token:
    """The one character of a line, looked at again."""
    strip = np.full((40, 120), 255, np.uint8)
    reading = Reading("国", sure, (Token("国", 40.0, 80.0, sure, rivals),), "fake", True)
    return reader.alone(
        strip, reading, lambda form: 0.0, trust=1.0, careful=careful, lying=False
    ).tokens[0]


@pytest.mark.parametrize(
    ("sure", "rival", "alone", "found"),
    [
        (0.7, 0.3, (0.1, 0.9), "國"),
        (0.7, 0.3, (0.4, 0.6), "国"),
        (0.99, 0.01, (0.1, 0.9), "国"),
        (0.95, 0.05, (0.01, 0.99), "國"),
    ],
)
def test_both_looks_at_a_form_count(
    sure: float, rival: float, alone: tuple[float, float], found: str
) -> None:
    """The form that does not stand is told as a rival; together they are no surer than before."""
    token = form(Two(*alone), sure, (("國", rival), ("人", 0.001)), careful=False)
    assert token.text == found
    likely = dict(token.rivals)
    assert likely["人"] == 0.001
    [other] = {"国", "國"} - {found}
    assert likely[other] < token.confidence
    assert likely[other] + token.confidence == pytest.approx(sure + rival, abs=0.01)


@pytest.mark.parametrize(
    ("rivals", "careful", "looks"),
    [
        ((("國", 0.01),), False, 1),
        ((("國", 0.001),), False, 0),
        ((("國", 0.001),), True, 1),
        ((("人", 0.3),), True, 0),
    ],
)
def test_only_unsure_forms_are_looked_at_again(
    rivals: tuple[tuple[str, float], ...], *, careful: bool, looks: int
) -> None:
    """A careful reader needs less doubt; none looks without another form."""
    reader = Two(0.9, 0.1)
    assert form(reader, 0.9, rivals, careful=careful).text == "国"
    assert len(reader.shown) == looks
