"""What poppler and PDFium find in the PDFs of samples that were really read.

All samples where ``make ingest`` has been run (as CI does before the tests), else a few
that are read here. ``pytest -s`` shows the figures.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from msgspec import Struct
from PIL import Image

from pipeline.exports.collection import Collection
from pipeline.exports.pdf import Made, save
from pipeline.exports.pdf_layer import lines_in_order
from pipeline.exports.placing import line_turn, span
from pipeline.ingest import ingest
from pipeline.model import Line, Page, Record
from pipeline.settings import Settings
from tests.exports import readers
from tests.exports.pdf_measures import (
    MOST_OFF,
    excused,
    offsets,
    pages_of,
    pdfium_places,
    poppler_places,
    words,
)

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
# Hungarian with a wrong hidden layer and a turned page; a Chinese table; columns in a TIFF.
FEW = ("hu-talk-wrong-layer.pdf", "zh-table.pdf", "zht-vertical.tif")
# Words of one line that stand higher or lower by more than this share of their size are on two
# lines to every reader: cells far apart on a page that leans.
STEEP = 0.5
# A line on its head is one text of one height (pixels at 300 dpi, as MOST_OFF).
MOST_OFF_UPSIDE_DOWN = 7.0
# What every document and every page may grow by where 3 % are less (bytes).
DOCUMENT, PAGE = 5000, 4000

pytestmark = pytest.mark.engine


class Case(Struct, frozen=True):
    """A sample: its record, file and PDF, and what is said of that."""

    record: Record
    source: Path
    path: Path
    made: Made


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    """The samples with their PDFs."""
    folder = tmp_path_factory.mktemp("samples")
    collection = _collection(folder)
    found = []
    for record in collection.records():
        source = collection.source_path(record)
        if source is not None:
            path = folder / f"{source.stem}-made.pdf"
            found.append(Case(record, source, path, save(record, source, path)))
    assert {case.source.name for case in found} >= set(FEW)
    return found


def _collection(folder: Path) -> Collection:
    read = Collection(ROOT / "output", SAMPLES)
    if all(any(read.output.glob(f"records/{Path(name).stem}-*.json")) for name in FEW):
        return read
    delivery = folder / "in"
    delivery.mkdir()
    for name in FEW:
        shutil.copy(SAMPLES / name, delivery)
    ingest(delivery, folder / "out", Settings(jobs=1), quiet=True, events=None)
    return Collection(folder / "out", delivery)


def parts(line: Line, page: Page) -> list[str]:
    """Return a line as readers see it: parted where its words are on two heights."""
    turn = line_turn(line, page)
    cuts, place = [0], 0
    for one, other in pairwise(line.words):
        place = line.text.find(other.text, place + len(one.text))
        high, low = span(one.box, turn), span(other.box, turn)
        if turn == 0 and abs(high.bottom - low.bottom) > STEEP * (high.top - high.bottom):
            cuts.append(place)
    return [readers.one_spaced(line.text[a:b]) for a, b in pairwise([*cuts, len(line.text)])]


def wanted(pages: Sequence[Page]) -> list[str]:
    return [part for page in pages for line in lines_in_order(page) for part in parts(line, page)]


def upright(pages: Sequence[Page]) -> bool:
    return all(page.rotation == 0 and page.direction == "horizontal" for page in pages)


def test_pdfium_reads_every_page_line_by_line(cases: list[Case]) -> None:
    lines = parted = 0
    for case in cases:
        for number, pages in pages_of(case.record):
            seen = wanted(pages)
            assert readers.pdfium(case.path, number) == seen, case.source.name
            lines += len(readers.wanted(case.record, number))
            parted += len(seen) - len(readers.wanted(case.record, number))
    print(f"\nPDFium: {lines} lines of {len(cases)} samples as in the record, {parted} parted")
    assert parted <= 0.002 * lines


def test_poppler_reads_upright_pages_line_by_line(cases: list[Case]) -> None:
    count = 0
    for case in cases:
        for number, pages in pages_of(case.record):
            if upright(pages):
                assert readers.poppler(case.path, number) == wanted(pages), case.source.name
                count += 1
    print(f"\npoppler: {count} upright pages line by line")
    assert count >= len(cases) // 2


def test_poppler_finds_the_lines_of_turned_pages_and_columns(cases: list[Case]) -> None:
    """Poppler breaks lines that do not run to the right at every space and every step.

    So its text is asked for as it lies on the page (``-layout``), in reading order, and in
    the order of the file: nothing is lost, and nearly all lines are found whole.
    """
    whole = count = 0
    for case in cases:
        for number, pages in pages_of(case.record):
            if upright(pages):
                continue
            lines = readers.wanted(case.record, number)
            texts = [readers.poppler(case.path, number, o) for o in ("-raw", "-layout", "-q")]
            assert "".join("".join(texts[0]).split()) == "".join("".join(lines).split())
            found = {line for text in texts for line in text}
            whole += sum(line in found for line in lines)
            count += len(lines)
    print(f"\npoppler: {whole} of {count} lines of turned pages and columns whole")
    assert whole >= 0.85 * count


def test_search_finds_every_line(cases: list[Case]) -> None:
    for case in cases:
        for number, pages in pages_of(case.record):
            for text in wanted(pages):
                # A hyphen at the end of a line is none to PDFium: the word goes on.
                assert readers.found(case.path, text.rstrip("-"), number), (case.source.name, text)


def test_words_are_where_the_record_says(cases: list[Case]) -> None:
    """A word is what stands between two spaces; boxes are compared on all four sides."""
    count, far = 0, list[float]()
    for case in cases:
        for number, pages in pages_of(case.record):
            asked = [word for page in pages for word in words(page)]
            if any(j.what == "text-layer" and j.decision == "used" for j in pages[0].judgements):
                continue  # the page shows its own text, and keeps it
            scale = 300 / pages[0].dpi
            read = [poppler_places(case.path, number, pages[0].dpi)]
            if not _turned(case.path, number):
                read.append(pdfium_places(case.path, number, pages[0].dpi))
            head = any(page.rotation == 180 for page in pages)
            for places in read:
                off = [one * scale for one in offsets(asked, places)]
                count += len(off)
                far += [one for one in off if one > MOST_OFF]
                limit = MOST_OFF_UPSIDE_DOWN if head else MOST_OFF
                odd = [
                    (w, o) for w, o in zip(asked, off, strict=True)
                    if o > limit and not excused(w, o / scale)
                ]  # fmt: skip
                assert len(odd) <= (len(asked) // 40 if head else 0), (case.source.name, odd[:3])
    print(
        f"\nwords: {count - len(far)} of {count} within {MOST_OFF} pixels, worst {max(far or [0])}"
    )
    assert len(far) <= 0.025 * count  # most are letters of spaced words


def _turned(path: Path, number: int) -> bool:
    """Tell whether a page is stored turned: PDFium's boxes are those of the page as stored."""
    with pikepdf.open(path) as pdf:
        return bool(pdf.pages[number - 1].obj.get("/Rotate", 0))


def test_nothing_but_text_has_changed(cases: list[Case], tmp_path: Path) -> None:
    for case in cases:
        with pikepdf.open(case.path) as done:
            assert done.check_pdf_syntax() == []
            if case.source.suffix == ".pdf":
                with pikepdf.open(case.source) as own:
                    assert images(done) == images(own)
            else:
                assert pixels(done) == frames(case.source)
        if case.source.suffix == ".pdf":
            assert drawn(case.path, tmp_path) == drawn(case.source, tmp_path), case.source.name


def images(pdf: pikepdf.Pdf) -> list[bytes]:
    streams = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
    return sorted(bytes(o.read_raw_bytes()) for o in streams if o.get("/Subtype") == "/Image")


def pixels(pdf: pikepdf.Pdf) -> list[bytes]:
    """Return the decoded images of an image that was made a PDF, a page each."""
    streams: list[Any] = [page.resources.XObject.Im0 for page in pdf.pages]
    shown = [pikepdf.PdfImage(stream) for stream in streams]
    return [_grey_or_colour(image.as_pil_image()) for image in shown]


def frames(path: Path) -> list[bytes]:
    with Image.open(path) as image:
        found = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            found.append(_grey_or_colour(image))
        return found


def _grey_or_colour(image: Image.Image) -> bytes:
    written = BytesIO()
    np.save(written, np.asarray(image.convert("RGB")))
    return written.getvalue()


def drawn(path: Path, folder: Path) -> list[bytes]:
    """Return how poppler draws all pages of a PDF."""
    place = folder / "drawn"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    run = ["pdftoppm", "-r", "100", str(path), str(place / "page")]
    subprocess.run(run, check=True, capture_output=True)
    return [page.read_bytes() for page in sorted(place.iterdir())]


def test_files_grow_by_three_percent_or_by_little(cases: list[Case]) -> None:
    """Three percent, or a few thousand bytes where a black and white scan is smaller than those.

    The text of a page with its places takes 2 to 4 kB packed, which is more than 3 % of a scan
    of 20 kB however it is written.
    """
    within = 0
    for case in cases:
        own, size = case.source.stat().st_size, case.path.stat().st_size
        within += size <= 1.03 * own
        assert size <= max(1.03 * own, own + DOCUMENT + PAGE * len(case.record.pages))
    print(f"\nsize: {within} of {len(cases)} within 3 % of the source")


def test_all_claim_to_be_pdf_a_and_hidden_guesses_are_gone(cases: list[Case]) -> None:
    for case in cases:
        assert case.made.conformance == "PDF/A-2b", case.made
        with pikepdf.open(case.path) as pdf:
            said = bytes(pdf.Root.Metadata.read_bytes()).decode()
        assert json.dumps(case.record.id)[1:-1] in said
        if case.source.name == FEW[0]:
            assert "removed: hidden text of page 1" in said
            assert "Kirendehseg" not in " ".join(readers.poppler(case.path))
