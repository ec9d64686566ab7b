"""The pages to be read, laid out once so that every reader gets the same.

Not timed: copying the documents, rendering PDF pages with pdftoppm at 300 dpi and turning
images into PNG for the page readers, wrapping images into PDFs for the PDF readers.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import img2pdf
from PIL import Image, ImageOps, ImageSequence

from pipeline.evaluation.truth import TruthDocument, TruthPage, joined, load
from pipeline.model import Frozen

DPI = 300
LEAST_BELIEVABLE_DPI = 100


class BenchDocument(Frozen, frozen=True, kw_only=True):
    """A document: its truth, the PDF of it, and one image for each page."""

    truth: TruthDocument
    pdf: str
    images: tuple[str, ...]


class Workload(Frozen, frozen=True, kw_only=True):
    """Everything to be read; ``delivery`` is a folder with the documents as they came."""

    delivery: str
    documents: tuple[BenchDocument, ...]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return sum(len(document.images) for document in self.documents)


def lay_out(deliveries: Sequence[Path], folder: Path, limit: int | None) -> Workload:
    """Copy and render the documents that have ground truth, the first ``limit`` of each."""
    documents = []
    for index, delivery in enumerate(deliveries):
        for truth in load(delivery)[:limit]:
            source = delivery / truth.path
            if source.is_file():
                documents.append(_lay_out(truth, source, folder, index))
    return Workload(delivery=str(folder / "delivery"), documents=tuple(documents))


def pages(document: TruthDocument) -> Iterator[TruthPage]:
    """Yield the truth of whole pages: no peer splits double pages."""
    for _, halves in groupby(document.pages, key=lambda page: page.number):
        yield joined(tuple(halves))


def _lay_out(truth: TruthDocument, source: Path, folder: Path, index: int) -> BenchDocument:
    """Copy one document and render it."""
    delivered = folder / "delivery" / str(index) / truth.path
    rendered = folder / "rendered" / str(index) / truth.path
    delivered.parent.mkdir(parents=True, exist_ok=True)
    rendered.mkdir(parents=True)
    shutil.copyfile(source, delivered)
    if source.suffix.lower() == ".pdf":
        return BenchDocument(truth=truth, pdf=str(delivered), images=_render(source, rendered))
    images = tuple(_frames(source, rendered))
    return BenchDocument(truth=truth, pdf=_wrapped(images, rendered), images=images)


def _render(pdf: Path, folder: Path) -> tuple[str, ...]:
    """Render a PDF; one that poppler cannot open has no page images."""
    command = ["pdftoppm", "-r", str(DPI), "-png", str(pdf), str(folder / "page")]
    subprocess.run(command, check=False, capture_output=True)
    return tuple(str(image) for image in sorted(folder.glob("page*.png")))


def _frames(source: Path, folder: Path) -> Iterator[str]:
    """Save the frames of an image as PNG, turned as EXIF says."""
    with Image.open(source) as image:
        dpi = _dpi(image)
        for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
            upright = ImageOps.exif_transpose(frame)
            if upright.mode in {"RGBA", "LA", "P", "CMYK", "YCbCr"}:
                upright = upright.convert("RGB")
            path = folder / f"page-{number:04}.png"
            upright.save(path, dpi=(dpi, dpi))
            yield str(path)


def _dpi(image: Image.Image) -> int:
    """Return the resolution an image states, if it can be true."""
    stated = round(float(image.info.get("dpi", (0, 0))[0]))
    return stated if stated >= LEAST_BELIEVABLE_DPI else DPI


def _wrapped(images: Sequence[str], folder: Path) -> str:
    """Put images into a PDF without loss."""
    path = folder / "wrapped.pdf"
    path.write_bytes(img2pdf.convert(list(images)))
    return str(path)
