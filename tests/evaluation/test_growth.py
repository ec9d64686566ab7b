"""Memory against the length of a document, with a reader made of paper."""

from __future__ import annotations

import sys
from pathlib import Path

import pikepdf
import pytest

from pipeline.errors import FondsError
from pipeline.evaluation.bench import growth

FAKE = """
import sys, time
from pathlib import Path
import pikepdf
document = next(Path(sys.argv[2]).glob("*.pdf"))
with pikepdf.open(document) as pdf:
    held = bytearray(1_000_000 * len(pdf.pages))
time.sleep(1)
sys.exit(int(len(held) > 90_000_000))
"""


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    """Make a delivery of a PDF of two pages and one that cannot be opened."""
    folder = tmp_path / "delivery"
    folder.mkdir()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(100, 100))
        pdf.add_blank_page(page_size=(200, 100))
        pdf.save(folder / "two.pdf")
    (folder / "broken.pdf").write_bytes(b"no PDF at all")
    return folder


def test_pages_are_repeated_in_order(delivery: Path, tmp_path: Path) -> None:
    growth.repeated(delivery, 5, tmp_path / "made" / "long.pdf")
    with pikepdf.open(tmp_path / "made" / "long.pdf") as pdf:
        widths = [int(page.mediabox[2]) for page in pdf.pages]
    assert widths == [100, 200, 100, 200, 100]


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FondsError, match="No PDF"):
        growth.repeated(tmp_path, 5, tmp_path / "made" / "long.pdf")


def test_growth_is_seen_and_a_failed_run_is_told(
    delivery: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(growth, "command", lambda: [sys.executable, "-c", FAKE])
    assert growth.main(["--delivery", str(delivery), "--pages", "2", "60", "--jobs", "1"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    small, large = (next(row for row in rows if row[:1] == [n]) for n in ("2", "60"))
    assert int(large[1]) - int(small[1]) > 50
    assert growth.main(["--delivery", str(delivery), "--pages", "95", "--jobs", "1"]) != 0
    assert "fonds ended with 1" in capsys.readouterr().err
