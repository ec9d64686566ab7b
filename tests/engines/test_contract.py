"""What every reader promises, whichever engine stands behind it."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.engines import Reader
from pipeline.engines.ppocr import PaddleReader
from pipeline.engines.tesseract import TesseractReader
from tests.scans import Grey, typed

pytestmark = pytest.mark.engine

WIDTH = 620
WORDS = ("MEMORANDUM", "confidential report", "trade office")
BLANK: Grey = np.full((60, WIDTH), 255, np.uint8)


def strip(text: str) -> Grey:
    return typed([text], size=(WIDTH, 60), letter=34, left=12, top=8)


@pytest.fixture(scope="module", params=[TesseractReader, PaddleReader])
def reader(request: pytest.FixtureRequest) -> Reader:
    made: Reader = request.param()
    return made


def test_one_reading_a_strip_in_order(reader: Reader) -> None:
    """A blank strip between others keeps its place and reads as nothing."""
    strips = [strip(WORDS[0]), BLANK, strip(WORDS[1]), strip(WORDS[2])]
    first, nothing, second, third = reader.read(strips, ("en",))
    assert (first.text, second.text, third.text) == WORDS
    assert (nothing.text, nothing.tokens) == ("", ())
    assert {first.engine, nothing.engine} == {reader.name}


def test_tokens_lie_inside_the_strip(reader: Reader) -> None:
    """They follow each other, and their characters are the reading's."""
    [reading] = reader.read([strip(WORDS[1])], ())
    for token in reading.tokens:
        assert -1 <= token.x0 < token.x1 <= WIDTH + 1
        assert 0 <= token.confidence <= 1
    starts = [token.x0 for token in reading.tokens]
    assert starts == sorted(starts)
    joined = "".join(token.text for token in reading.tokens)
    assert joined.replace(" ", "") == reading.text.replace(" ", "")


def test_tokens_lie_where_the_ink_is(reader: Reader) -> None:
    """The last word's extent is that of its ink, give or take a letter."""
    image = strip("aaaa          MMMM")
    columns = np.flatnonzero((image < 128).any(axis=0))
    start = columns[np.flatnonzero(np.diff(columns) > 40)[-1] + 1]
    [reading] = reader.read([image], ())
    letters = [token for token in reading.tokens if "M" in token.text]
    assert min(token.x0 for token in letters) == pytest.approx(start, abs=25)
    assert max(token.x1 for token in letters) == pytest.approx(columns[-1], abs=25)


def test_confidence_is_a_share(reader: Reader) -> None:
    """Clean print is read surely."""
    [reading] = reader.read([strip(WORDS[0])], ())
    assert 0.7 < reading.confidence <= 1


def test_the_same_strips_read_the_same(reader: Reader) -> None:
    strips = [strip(text) for text in WORDS]
    assert reader.read(strips, ()) == reader.read(strips, ())


def test_no_strips_no_readings(reader: Reader) -> None:
    assert reader.read([], ()) == ()


@pytest.mark.parametrize("shape", [(1, 1), (3, 200), (200, 3), (40, 40)])
def test_odd_shapes_are_read_as_nothing(reader: Reader, shape: tuple[int, int]) -> None:
    [reading] = reader.read([np.full(shape, 255, np.uint8)], ())
    assert reading.tokens == ()


def test_fingerprint_names_the_models(reader: Reader) -> None:
    """Every model with its digest: what was read can be told apart by it."""
    told = reader.fingerprint()
    assert told["name"] == reader.name
    assert told["models"]
    assert all(digest.startswith("sha256:") for digest in told["models"].values())
