"""Ruled lines go, letters stay."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.engines import Grey
from pipeline.stages.ruling import without_rules


def sheet() -> Grey:
    return np.full((1400, 1000), 255, np.uint8)


def test_a_page_without_rules_is_returned_as_it_is() -> None:
    page = sheet()
    cv2.putText(page, "FELJEGYZES", (100, 300), cv2.FONT_HERSHEY_SIMPLEX, 2, 0, 5)
    cleaned, count = without_rules(page)
    assert count == 0
    assert cleaned is page


def test_a_frame_is_removed_with_its_crossings() -> None:
    page = sheet()
    for y in (200, 400, 600):
        cv2.line(page, (100, y), (900, y), 0, 4)
    for x in (100, 500, 900):
        cv2.line(page, (x, 200), (x, 600), 0, 4)
    cleaned, count = without_rules(page)
    assert count >= 6
    assert (cleaned < 128).sum() == 0


def test_leaning_rules_are_rules() -> None:
    page = sheet()
    cv2.line(page, (100, 300), (900, 330), 0, 4)
    cleaned, _ = without_rules(page)
    assert (cleaned < 128).mean() < 0.0002


def test_letters_on_an_underline_keep_their_strokes() -> None:
    page, letters = sheet(), sheet()
    cv2.line(letters, (300, 240), (300, 330), 0, 8)
    page[:] = letters
    cv2.line(page, (100, 300), (900, 300), 0, 4)
    cleaned, _ = without_rules(page)
    stroke = letters[245:325] < 128
    kept = (cleaned[245:325] < 128) & stroke
    assert kept.sum() > 0.9 * stroke.sum()
    assert (cleaned[:, 400:] < 128).sum() == 0


def test_a_long_dash_among_letters_is_text() -> None:
    """On a small page a Chinese dash is long for the page, but not for its letters."""
    page = np.full((900, 600), 255, np.uint8)
    for i in range(60):
        x, y = 40 + i % 12 * 44, 60 + i // 12 * 90
        cv2.rectangle(page, (x, y), (x + 28, y + 34), 0, 3)
    cv2.line(page, (60, 620), (150, 620), 0, 4)
    cleaned, count = without_rules(page)
    assert count == 0
    assert np.array_equal(cleaned, page)


def test_a_row_of_dashes_is_text() -> None:
    page = sheet()
    for x in range(100, 900, 40):
        cv2.line(page, (x, 300), (x + 24, 300), 0, 4)
    cleaned, count = without_rules(page)
    assert count == 0
    assert np.array_equal(cleaned, page)


def heavy_letters(gap: int) -> np.ndarray:
    """Letters whose feet are ``gap`` pixels apart, on a small photograph."""
    page = np.full((1650, 1200), 255, np.uint8)
    for y in range(200, 900, 60):
        for i in range(30):
            x = 100 + i * 20
            cv2.line(page, (x + 9, y - 18), (x + 9, y), 0, 4)
            cv2.rectangle(page, (x, y), (x + 19 - gap, y + 4), 0, -1)
    return page


def test_heavy_letters_that_run_together_are_no_rule() -> None:
    """Their feet nearly touch; a line drawn close under them is of one piece."""
    page = heavy_letters(gap=1)
    cleaned, count = without_rules(page)
    assert count == 0
    assert np.array_equal(cleaned, page)
    assert without_rules(heavy_letters(gap=0))[1] == 12
