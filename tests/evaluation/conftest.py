"""Truth and output folders made by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline.model import Failure, Page, Record
from tests.evaluation.support import WriteOutput, WriteTruth, make_page


@pytest.fixture
def failed_page() -> Page:
    """Make a page that could not be read."""
    return make_page(failure=Failure(reason="timeout", message="too slow", remedy="wait"))


@pytest.fixture
def write_output(tmp_path: Path) -> WriteOutput:
    """Write records into an output folder."""

    def write(*records: Record) -> Path:
        folder = tmp_path / "output" / "records"
        folder.mkdir(parents=True, exist_ok=True)
        for index, record in enumerate(records):
            (folder / f"{index}.json").write_bytes(msgspec.json.encode(record))
        return folder.parent

    return write


@pytest.fixture
def write_truth(tmp_path: Path) -> WriteTruth:
    """Write a truth file in its JSON form."""

    def write(file: str, pages: list[dict[str, Any]], **fields: Any) -> Path:
        folder = tmp_path / "truth"
        folder.mkdir(exist_ok=True)
        known: dict[str, Any] = {"language": "hu", "script": "Latn", "half": None, "stamps": []}
        numbered = [{"number": n, **known, **page} for n, page in enumerate(pages, start=1)]
        content = {"file": file, "severity": "light", "pages": numbered, **fields}
        (folder / f"{Path(file).stem}.json").write_text(json.dumps(content), encoding="utf-8")
        return folder

    return write
