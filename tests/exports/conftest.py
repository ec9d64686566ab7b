"""Records that were really read, for the tests of all formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.exports.collection import Collection
from tests.exports import papers, test_layout_xml

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def read_samples(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """The samples as ``make ingest`` read them (as CI does before the tests), and drawn pages.

    The drawn ones have what samples lack: failures, corrections, empty pages. Where the
    samples were not read there are only these.
    """
    folder = tmp_path_factory.mktemp("records")
    drawn = papers.record(b"scan", "irat.pdf", "application/pdf", *test_layout_xml.pages())
    output = papers.collection(folder, drawn).output
    for path in sorted((ROOT / "output" / "records").glob("*.json")):
        (output / "records" / path.name).write_bytes(path.read_bytes())
    return Collection(output)
