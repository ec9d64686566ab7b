"""Samples that are really read, and what poppler and PDFium find in their PDFs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pikepdf
import pytest

from pipeline.exports.collection import Collection
from pipeline.exports.pdf import save
from pipeline.ingest import ingest
from pipeline.model import Record
from pipeline.settings import Settings
from tests.exports import readers

SAMPLES = Path(__file__).parents[2] / "samples"
# Hungarian with a wrong hidden layer and a turned page; a Chinese table; columns in a TIFF.
FEW = ("hu-talk-wrong-layer.pdf", "zh-table.pdf", "zht-vertical.tif")
# Pixels at 300 dpi.
MOST_OFF = 3


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Record, Path, Path]]:
    """The records with their sources and PDFs."""
    folder = tmp_path_factory.mktemp("samples")
    delivery = folder / "in"
    delivery.mkdir()
    for name in FEW:
        shutil.copy(SAMPLES / name, delivery)
    ingest(delivery, folder / "out", Settings(jobs=1), quiet=True, events=None)
    found = []
    for record in Collection(folder / "out", delivery).records():
        source = delivery / record.source.paths[0]
        save(record, source, folder / f"{source.stem}-made.pdf")
        found.append((record, source, folder / f"{source.stem}-made.pdf"))
    return found


@pytest.mark.engine
def test_text_is_read_line_by_line(made: list[tuple[Record, Path, Path]]) -> None:
    assert len(made) == len(FEW)
    for record, _, path in made:
        for page in record.pages:
            wanted = readers.wanted(record, page.number)
            assert readers.pdfium(path, page.number) == wanted
            if page.direction == "horizontal":
                assert readers.poppler(path, page.number) == wanted


@pytest.mark.engine
def test_words_are_where_the_record_says(made: list[tuple[Record, Path, Path]]) -> None:
    [(record, path)] = [(r, p) for r, source, p in made if source.name == FEW[0]]
    page = record.pages[0]
    seen = readers.word_boxes(path, page.dpi)
    words = [w for region in page.regions for line in region.lines for w in line.words]
    for word in words:
        off = [
            max(abs(a - b) for a, b in zip(word.box, box, strict=True))
            for text, box in seen
            if text == word.text
        ]
        assert min(off) * 300 / page.dpi <= MOST_OFF, word


@pytest.mark.engine
def test_nothing_but_text_has_changed(
    made: list[tuple[Record, Path, Path]], tmp_path: Path
) -> None:
    for _, source, path in made:
        with pikepdf.open(path) as done:
            assert done.check_pdf_syntax() == []
            if source.suffix == ".pdf":
                with pikepdf.open(source) as own:
                    assert images(done) == images(own)
        if source.suffix == ".pdf":
            assert readers.drawn(path, tmp_path) == readers.drawn(source, tmp_path)
        assert path.stat().st_size <= 1.03 * source.stat().st_size + 6500


def images(pdf: pikepdf.Pdf) -> list[bytes]:
    streams = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
    return sorted(bytes(o.read_raw_bytes()) for o in streams if o.get("/Subtype") == "/Image")


@pytest.mark.engine
def test_hidden_guesses_are_gone(made: list[tuple[Record, Path, Path]]) -> None:
    [(record, path)] = [(r, p) for r, source, p in made if source.name == FEW[0]]
    with pikepdf.open(path) as pdf:
        said = bytes(pdf.Root.Metadata.read_bytes()).decode()
    assert "removed: hidden text of page 1" in said
    assert "Kirendehseg" not in " ".join(readers.poppler(path))
    assert json.dumps(record.id)[1:-1] in said
