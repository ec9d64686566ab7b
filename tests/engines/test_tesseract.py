"""Strips become one sheet, and what is read on it goes back to its strip."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.engines import tesseract
from pipeline.engines.tesseract import TesseractReader, sheet
from pipeline.errors import MissingProgram, ReadFailure
from tests.scans import typed


def test_sheet_holds_every_strip_apart() -> None:
    """Strips of different widths stand below each other with paper between."""
    strips = [np.full((30, 100), 0, np.uint8), np.full((50, 300), 0, np.uint8)]
    page, tops = sheet(strips)
    assert page[tops[0] : tops[0] + 30].min() == 0
    assert (page[tops[0] + 30 : tops[1]] == 255).all()
    assert (page[:, :10] == 255).all()
    assert page.shape[1] > 300
    assert (page == 0).sum() == 30 * 100 + 50 * 300


def test_missing_program_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    tesseract.program_version.cache_clear()
    with pytest.raises(MissingProgram) as caught:
        tesseract.program_version()
    assert "tesseract-ocr-script-latn" in caught.value.remedy
    tesseract.program_version.cache_clear()


@pytest.mark.engine
def test_missing_model_says_what_to_install() -> None:
    strip = np.full((40, 200), 255, np.uint8)
    with pytest.raises(MissingProgram) as caught:
        TesseractReader("Klingon").read([strip], ())
    assert "Klingon" in caught.value.message
    assert "tesseract-ocr-Klingon" in caught.value.remedy


@pytest.mark.engine
def test_timeout_is_a_failure_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "SECONDS", 0.01)
    with pytest.raises(ReadFailure) as caught:
        TesseractReader().read([typed(["Report"] * 20)], ())
    assert caught.value.reason == "timeout"


@pytest.mark.engine
def test_broken_model_is_a_failure_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that cannot be loaded fails the page with a reason."""
    (tmp_path / "Latin.traineddata").write_bytes(b"no model")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(ReadFailure) as caught:
        TesseractReader().read([typed(["Report"], size=(300, 80), top=10)], ())
    assert caught.value.reason == "engine_error"


@pytest.mark.engine
def test_a_tall_strip_does_not_take_its_neighbours_words() -> None:
    strips = [typed([text], size=(400, height), letter=34, left=10, top=height // 2 - 20)
              for text, height in (("alpha", 60), ("beta", 160), ("gamma", 60))]  # fmt: skip
    assert [r.text for r in TesseractReader().read(strips, ())] == ["alpha", "beta", "gamma"]


def test_a_page_of_many_lines_takes_several_sheets() -> None:
    """Tesseract refuses a sheet of more than 32767 pixels."""
    from pipeline.engines.tesseract import MOST_HEIGHT, _sheetfuls

    strips = [np.full((100, 50), 255, np.uint8) for _ in range(700)]
    groups = list(_sheetfuls(strips))
    assert sum(map(len, groups)) == 700
    assert len(groups) > 1
    assert all(sheet(group)[0].shape[0] < MOST_HEIGHT + 200 for group in groups)
