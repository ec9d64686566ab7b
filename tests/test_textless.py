"""No text is made up where there is none: thirty pictures without a letter, read for real."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import cv2
import pytest

from pipeline.flow import PageTask, engines, read_page
from pipeline.model import Page
from pipeline.settings import DEFAULT_LANGUAGES, PageSettings
from tests.textless import PICTURES

# A word is taken at its word from this confidence on.
SURE = 0.85
ENGINES = engines(DEFAULT_LANGUAGES)

pytestmark = pytest.mark.engine


def read(name: str, folder: Path) -> Page:
    """Read one of the pictures as a page that was delivered."""
    path = folder / "picture.png"
    cv2.imwrite(str(path), PICTURES[name]())
    task = PageTask(str(path), "0" * 64, "image/png", 1, PageSettings())
    return read_page(task, ENGINES).pages[0]


def sure_text(page: Page) -> str:
    """What a page says in words that look sure."""
    words = [w for r in page.regions for line in r.lines for w in line.words]
    return "".join(word.text for word in words if word.confidence >= SURE)


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_is_read_where_nothing_is_written(name: str, tmp_path: Path) -> None:
    """Nothing comes out, or the page says that it could not be read.

    What looks sure on such a page is at most a pattern: few characters, again and again.
    """
    page = read(name, tmp_path)
    assert page.blank or page.quality.grade == "unreadable"
    assert page.blank or page.quality.needs_review
    commonest = Counter(sure_text(page)).most_common(3)
    assert len(sure_text(page)) - sum(count for _, count in commonest) <= 3
