"""PDF: the delivered pages untouched, with the text that was read laid invisibly on its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
from msgspec import Struct
from pikepdf import Dictionary, Name

from pipeline.errors import ReadFailure
from pipeline.exports.collection import Collection
from pipeline.exports.pdf_archival import colour_intent, tidy
from pipeline.exports.pdf_claim import obstacles
from pipeline.exports.pdf_font import Numbers, complete, packed
from pipeline.exports.pdf_hidden import clear
from pipeline.exports.pdf_images import wrapped
from pipeline.exports.pdf_layer import layer
from pipeline.exports.pdf_pen import RESOURCE
from pipeline.exports.pdf_places import from_pixels
from pipeline.exports.pdf_xmp import main_language, packet
from pipeline.model import Page, Record

NAME = "pdf"
DESCRIPTION = "searchable PDF/A-2b: the delivered images untouched, the text found on its place"
NEEDS_SOURCES = True

PDF_TYPE = "application/pdf"
VERSION = "1.7"
# What rewriting a file that someone broke, or broke on purpose, comes to.
UNREADABLE = (
    pikepdf.PdfError, ValueError, TypeError, AttributeError, LookupError, RecursionError,
)  # fmt: skip
ENCODER = msgspec.json.Encoder(order="sorted")


class Made(Struct, frozen=True):
    """A line of ``index.ndjson``: what became of a document.

    ``conformance`` is None where the file does not claim to be PDF/A; ``because`` says why.
    """

    record: str
    file: str | None
    conformance: str | None = None
    because: Sequence[str] = ()
    removed: Sequence[str] = ()


def write(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
    """Write ``<name>.pdf`` for each record whose source is at hand, and ``index.ndjson``."""
    with (folder / "index.ndjson").open("wb") as index:
        for record in collection.records():
            made = _document(collection, record, folder)
            index.write(ENCODER.encode(made) + b"\n")
            progress()


def _document(collection: Collection, record: Record, folder: Path) -> Made:
    path = collection.source_path(record)
    if path is None:
        return Made(record.id, None, because=("the delivered file is not at hand",))
    name = f"{collection.name(record)}.pdf"
    try:
        return save(record, path, folder / name)
    except ReadFailure as failure:
        return Made(record.id, None, because=(str(failure),))


def save(record: Record, source: Path, target: Path) -> Made:
    """Write a document as searchable PDF; raises ReadFailure where its source is damaged."""
    try:
        with _opened(record, source) as pdf:
            removed = [*tidy(pdf), *_lay(pdf, record)]
            colour_intent(pdf)
            why = obstacles(pdf)
            _describe(pdf, record, removed, conforms=not why)
            pdf.save(
                target,
                force_version=VERSION,
                deterministic_id=True,
                fix_metadata_version=False,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
            )
    except UNREADABLE as error:
        raise ReadFailure("damaged", f"it cannot be rewritten: {error}") from error
    return Made(record.id, target.name, None if why else "PDF/A-2b", why, removed)


def _opened(record: Record, source: Path) -> pikepdf.Pdf:
    if record.source.media_type == PDF_TYPE:
        return pikepdf.open(source)
    return wrapped(source, {page.number: page for page in record.pages})


def _lay(pdf: pikepdf.Pdf, record: Record) -> list[str]:
    """Lay the text on its pages; return what was taken out for it."""
    numbers = Numbers()
    face = pdf.make_indirect(Dictionary())
    notes: list[str] = []
    for number, pdf_page in enumerate(pdf.pages, start=1):
        parts = [page for page in record.pages if page.number == number]
        cleared = clear(pdf, pdf_page)
        if cleared.removed:
            notes.append(f"hidden text of page {number}")
        if cleared.left:
            notes.append(f"(hidden text of page {number} stays: it is mixed with shown text)")
        if not (cleared.shown and any(map(_has_own_text, parts))):
            _add(pdf, pdf_page, parts, numbers, face)
    if len(numbers):
        complete(pdf, face, numbers)
    return notes


def _has_own_text(page: Page) -> bool:
    """Tell whether the page was read from the text that it shows."""
    return any(j.what == "text-layer" and j.decision == "used" for j in page.judgements)


def _add(
    pdf: pikepdf.Pdf, pdf_page: pikepdf.Page, parts: Sequence[Page], numbers: Numbers, face: Any
) -> None:
    streams = [
        layer(page, from_pixels(pdf_page, page), numbers)
        for page in parts
        if any(region.lines for region in page.regions)
    ]
    if not streams:
        return
    before, after = _closed(pdf_page)
    pdf_page.contents_add(packed(pdf, before), prepend=True)
    pdf_page.contents_add(packed(pdf, after + b"\n".join(streams)))
    resources = Dictionary(dict(pdf_page.resources.items()))
    fonts = Dictionary(dict(resources.get("/Font", Dictionary()).items()))
    fonts[f"/{RESOURCE}"] = face
    resources.Font = fonts
    pdf_page.obj.Resources = resources


def _closed(pdf_page: pikepdf.Page) -> tuple[bytes, bytes]:
    """Return what is to stand before and after a page's content so that it leaves no trace."""
    depth = lowest = 0
    for instruction in pikepdf.parse_content_stream(pdf_page, "q Q"):
        depth += 1 if str(instruction.operator) == "q" else -1
        lowest = min(lowest, depth)
    opened = 1 - lowest
    return b"q " * opened, b"\n" + b"Q " * (opened + depth)


def _describe(pdf: pikepdf.Pdf, record: Record, removed: Sequence[str], *, conforms: bool) -> None:
    done = [f"removed: {what}" for what in removed] + ["added: invisible text of the record"]
    stream = pikepdf.Stream(pdf, packet(record, done, conforms=conforms))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(stream)
    language = main_language(record)
    if language:
        pdf.Root.Lang = pikepdf.String(language)
