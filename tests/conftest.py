"""Tests marked ``engine`` read real pages; they need Tesseract and its Latin model."""

from __future__ import annotations

import pytest

from pipeline.engines.tesseract import installed
from pipeline.errors import MissingProgram


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what cannot be read on this machine, and say why."""
    marked = [item for item in items if item.get_closest_marker("engine")]
    reason = _missing() if marked else ""
    for item in marked if reason else ():
        item.add_marker(pytest.mark.skip(reason=reason))


def _missing() -> str:
    try:
        return "" if "Latin" in installed() else "Tesseract has no Latin model"
    except MissingProgram as error:
        return error.message
