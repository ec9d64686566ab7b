"""A page from file to record: whichever way it lies, its boxes stay on its ink."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray
from PIL import Image

from pipeline.engines import Reading
from pipeline.engines.ppocr import PaddleLineFinder
from pipeline.errors import ReadFailure
from pipeline.flow import Engines, PageResult, PageTask, engines, read_page
from pipeline.model import Box, Page
from pipeline.settings import DEFAULT_LANGUAGES, PageSettings
from pipeline.stages.recognise import Readers
from tests.fakes import HEAVY_BELOW, BlockFinder, LeaningReader, fake_engines
from tests.scans import (
    MEDIA_TYPES,
    SAMPLES,
    Grey,
    error_rate,
    ink_box,
    one_page,
    skewed,
    true_text,
    turned,
    typed,
)

SHEET = typed([HEAVY_BELOW] * 10)


def task(path: Path, number: int = 1, **settings: object) -> PageTask:
    known = PageSettings(**settings)  # type: ignore[arg-type]
    return PageTask(str(path), "0" * 64, MEDIA_TYPES[path.suffix], number, known)


def read(folder: Path, page: NDArray[np.uint8], use: Engines | None = None) -> PageResult:
    """Read an image without any model."""
    path = folder / "page.png"
    Image.fromarray(page).save(path)
    return read_page(task(path), use or fake_engines())


def boxes(page: Page) -> Iterator[Box]:
    for region in page.regions:
        yield region.box
        for line in region.lines:
            yield line.box
            yield from (word.box for word in line.words)


def assert_on_ink(page: Page, sheet: Grey) -> None:
    """All boxes are on the page, and the words' boxes together are its ink."""
    for x0, y0, x1, y1 in boxes(page):
        assert 0 <= x0 < x1 <= page.width
        assert 0 <= y0 < y1 <= page.height
    words = np.array([w.box for r in page.regions for line in r.lines for w in line.words])
    around = (*words.min(axis=0)[:2], *words.max(axis=0)[2:])
    assert around == pytest.approx(ink_box(sheet), abs=14)


@pytest.mark.parametrize("lies", [0, 90, 180, 270])
@pytest.mark.parametrize("slope", [0.0, 1.5])
def test_page_is_read_however_it_lies(tmp_path: Path, lies: int, slope: float) -> None:
    sheet = turned(skewed(SHEET, slope) if slope else SHEET, lies)
    [page] = read(tmp_path, sheet).pages
    assert (page.height, page.width) == sheet.shape
    assert (page.rotation + lies) % 360 == 0
    assert page.skew == pytest.approx(slope, abs=0.3)
    assert page.text.split("\n") == ["feljegyzés"] * 10
    assert_on_ink(page, sheet)


def test_lines_are_told_in_order_with_their_engine(tmp_path: Path) -> None:
    [page] = read(tmp_path, SHEET).pages
    lines = [line for region in page.regions for line in region.lines]
    assert [line.box[1] for line in lines] == sorted(line.box[1] for line in lines)
    assert {line.engine for line in lines} == {"han+latin"}
    assert page.search_text == " ".join(["feljegyzes"] * 10)
    assert page.quality.grade == "good"


def test_negative_is_read(tmp_path: Path) -> None:
    [page] = read(tmp_path, 255 - SHEET).pages
    assert page.negative
    assert page.text.count("feljegyzés") == 10


@pytest.mark.parametrize("level", [255, 200])
def test_blank_page_is_blank(tmp_path: Path, level: int) -> None:
    [page] = read(tmp_path, np.full((1754, 1240), level, np.uint8)).pages
    assert (page.blank, page.text, page.regions) == (True, "", ())
    assert page.quality.reasons == ("blank",)


def test_dirt_on_an_empty_page_does_not_turn_it(tmp_path: Path) -> None:
    """What looks like a line on its head is no writing, so the sheet lies as it was delivered."""
    dirt = turned(typed([HEAVY_BELOW]), 180)
    signs = LeaningReader(text="~")
    page = read(tmp_path, dirt, replace(fake_engines(), readers=Readers(signs, signs))).pages[0]
    assert page.blank
    assert page.judgements[3].decision.startswith("180")
    assert page.rotation == 0


def test_double_page_becomes_two_pages(tmp_path: Path) -> None:
    """Each half has its own lines, its number is the scan's."""
    sheet = np.hstack([typed([HEAVY_BELOW] * 9, size=(1100, 1400)) for _ in range(2)])
    left, right = read(tmp_path, sheet).pages
    assert (left.half, right.half) == ("left", "right")
    assert (left.number, right.number) == (1, 1)
    assert left.text.count("\n") == right.text.count("\n") == 8
    assert all(box[2] <= 1100 for box in boxes(left))
    assert all(box[0] >= 1100 for box in boxes(right))


def test_coloured_tilted_stamp_is_set_apart(tmp_path: Path) -> None:
    """It is a region of its own, and no part of the page's text."""
    stamp = skewed(typed(["LLLL LLLLLL LLLL"], top=1250, left=500), -5.0)
    sheet = np.dstack([SHEET] * 3)
    sheet[stamp < 128] = (190, 30, 40)
    [page] = read(tmp_path, sheet).pages
    assert [region.kind for region in page.regions] == ["body", "stamp"]
    assert page.text.count("feljegyzés") == 10


def test_trusted_layer_needs_no_reading(tmp_path: Path) -> None:
    """A born-digital page whose text is what it shows."""
    text = ["The delegation arrived on Monday", "and left again on Friday evening"]
    content = (
        b"BT /F 12 Tf 20 250 Td 20 TL "
        + b"".join(b"(%s) Tj T* " % t.encode() for t in text)
        + b"ET"
    )
    path = one_page(tmp_path / "page.pdf", content)

    class Agreeing(LeaningReader):
        def _one(self, strip: Grey) -> Reading:
            return Reading(next(told), 0.9, (), self.name)

    told = iter(text)
    finder = BlockFinder()
    [page] = read_page(task(path), Engines(finder, Readers(LeaningReader(), Agreeing()))).pages
    assert page.text.split("\n") == text
    assert finder.sides == []
    lines = [line for region in page.regions for line in region.lines]
    assert {line.engine for line in lines} == {"text-layer"}
    assert [j.decision for j in page.judgements if j.what == "text-layer"] == ["used"]


def test_a_turned_page_is_read_from_its_picture_as_told(tmp_path: Path) -> None:
    """Also where the page brings text along: that lies as the page did."""
    path = one_page(tmp_path / "page.pdf", b"BT /F 12 Tf 20 250 Td (The delegation arrived) Tj ET")
    finder = BlockFinder()
    told = replace(task(path, text_layer="trust"), rotation=180)
    use = Engines(finder, Readers(LeaningReader(), LeaningReader()))
    [page] = read_page(told, use).pages
    assert page.rotation == 180
    assert finder.sides
    assert not [j for j in page.judgements if j.what == "text-layer"]
    assert [j.evidence["told by"] for j in page.judgements if j.what == "orientation"] == ["human"]


def test_every_decision_and_every_stage_is_told(tmp_path: Path) -> None:
    result = read(tmp_path, SHEET)
    assert {j.what for j in result.pages[0].judgements} >= {
        "rasterise", "polarity", "preparation", "orientation", "double-page",
    }  # fmt: skip
    assert set(result.cpu) == {"rasterise", "prepare", "find", "seals", "arrange", "recognise"}


def test_large_page_is_scaled_and_its_boxes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    Image.fromarray(SHEET).save(path)
    [page] = read_page(task(path, max_pixels=SHEET.size // 2), fake_engines()).pages
    assert page.scale == pytest.approx(0.707, abs=0.01)
    assert page.width * page.height <= SHEET.size // 2
    assert "scaled down" in page.quality.reasons
    assert all(x1 <= page.width and y1 <= page.height for _, _, x1, y1 in boxes(page))


def test_same_page_same_result(tmp_path: Path) -> None:
    assert read(tmp_path, SHEET).pages == read(tmp_path, SHEET).pages


def test_unreadable_file_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "page.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    with pytest.raises(ReadFailure):
        read_page(task(tmp_path / "page.png"), fake_engines())


@pytest.mark.engine
@pytest.mark.parametrize(
    ("name", "most", "direction"),
    [("hu-memo.pdf", 0.02, "horizontal"), ("en-memo.pdf", 0.02, "horizontal"),
     ("zh-report.pdf", 0.04, "horizontal"),
     ("zht-vertical.tif", 0.06, "vertical-rl")],
)  # fmt: skip
def test_real_pages_are_read(name: str, most: float, direction: str) -> None:
    """A page of each language through the real engines."""
    [page] = read_page(task(SAMPLES / name), engines(DEFAULT_LANGUAGES)).pages
    assert page.direction == direction
    assert not page.blank
    assert error_rate(true_text(name), page.text) <= most
    assert all(0 <= x0 <= x1 <= page.width and 0 <= y0 <= y1 <= page.height
               for x0, y0, x1, y1 in boxes(page))  # fmt: skip


@pytest.mark.engine
def test_garbled_page_is_read_as_little(tmp_path: Path) -> None:
    """Noise is no text: nothing is invented with confidence."""
    noise = np.random.default_rng(3).integers(0, 256, (900, 700)).astype(np.uint8)
    use = Engines(PaddleLineFinder(), engines(DEFAULT_LANGUAGES).readers)
    [page] = read(tmp_path, noise, use).pages
    assert page.quality.grade in ("poor", "unreadable") or page.blank


def test_what_shines_through_is_left_out_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of a page: it is blank, for a person to look at; a part: the rest stands."""
    recognising = "pipeline.stages.recognise.of_other_side"
    monkeypatch.setattr(recognising, lambda strips, readings, reader: frozenset(range(len(strips))))
    [empty] = read(tmp_path, SHEET).pages
    assert (empty.blank, empty.text) == (True, "")
    assert empty.quality.needs_review
    told = [judgement for judgement in empty.judgements if judgement.what == "show-through"]
    assert [judgement.evidence for judgement in told] == [{"lines": 10}]
    monkeypatch.setattr(recognising, lambda strips, readings, reader: frozenset({0}))
    [rest] = read(tmp_path, SHEET).pages
    assert rest.text.count("feljegyzés") == 9
    assert "show-through" in rest.quality.reasons


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 1), (2, 2), (20, 20), (47, 47)])
def test_the_smallest_page_is_blank_and_no_fault(tmp_path: Path, shape: tuple[int, int]) -> None:
    [page] = read(tmp_path, np.full(shape, 255, np.uint8)).pages
    assert page.blank
    assert (page.height, page.width) == shape
