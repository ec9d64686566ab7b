"""hOCR: a document as HTML whose elements carry boxes and confidences (hOCR 1.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline import __version__
from pipeline.exports.alto import words
from pipeline.exports.collection import Collection
from pipeline.exports.markup import Element, Maker
from pipeline.exports.placing import line_turn
from pipeline.exports.safe import plain
from pipeline.model import Box, Line, Page, Record, Region, Word

NAME = "hocr"
DESCRIPTION = "hOCR: one HTML file a document with boxes and confidences"
NEEDS_SOURCES = False

NAMESPACE = "http://www.w3.org/1999/xhtml"
XML = "http://www.w3.org/XML/1998/namespace"
HTML = Maker(NAMESPACE)
DOCTYPE = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
CAPABILITIES = "ocr_page ocr_carea ocr_line ocr_header ocr_footer ocr_table ocrx_word ocrp_lang"
# hOCR's names for regions; all others are areas of content.
AREAS = {"header": "ocr_header", "footer": "ocr_footer", "table": "ocr_table"}
# hOCR tells how text is turned in degrees counter-clockwise.
ANGLES = (0, 270, 180, 90)


def write(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
    """Write ``<name>.hocr`` for every record, page by page."""
    for record in collection.records():
        with (folder / f"{collection.name(record)}.hocr").open("wb") as stream:
            _document(record, stream)
        progress()


def _document(record: Record, stream: Any) -> None:
    stream.write(DOCTYPE)
    attributes = {"lang": record.languages[0].code} if record.languages else {}
    with (
        etree.xmlfile(stream, encoding="UTF-8") as xml,
        xml.element(f"{{{NAMESPACE}}}html", attributes, nsmap=HTML.prefixes),
    ):
        xml.write(_head(record))
        with xml.element(f"{{{NAMESPACE}}}body"):
            for page in record.pages:
                xml.write("\n", page_element(record, page))
    stream.write(b"\n")


def _head(record: Record) -> Element:
    meta = {
        "ocr-system": f"fonds {__version__}",
        "ocr-capabilities": CAPABILITIES,
        "ocr-number-of-pages": str(len(record.pages)),
        "ocr-langs": " ".join(language.code for language in record.languages),
        "ocr-id": record.id,
    }
    return HTML(
        "head",
        HTML("meta", charset="utf-8"),
        HTML("title", record.title or record.source.paths[0]),
        *[_meta(name, content) for name, content in meta.items() if content],
    )


def _meta(name: str, content: str) -> Element:
    made = HTML("meta", content=content)
    made.set("name", name)
    return made


def page_element(record: Record, page: Page) -> Element:
    """Return a page; one that could not be read is empty and says why."""
    name = f"page_{page.number}{f'_{page.half}' if page.half else ''}"
    title = [
        f"image {_quoted(record.source.paths[0])}",
        _bbox((0, 0, page.width, page.height)),
        f"ppageno {page.number - 1}",
    ]
    if page.dpi:
        title.append(f"scan_res {page.dpi} {page.dpi}")
    if page.failure is not None:
        title.append(f"x_failure {_quoted(page.failure.reason)}")
    regions = sorted(page.regions, key=lambda region: region.order)
    areas = [_area(page, region, f"{name}_area_{i}") for i, region in enumerate(regions, 1)]
    return _made("div", "ocr_page", name, "; ".join(title), page.language, areas)


def _area(page: Page, region: Region, name: str) -> Element:
    kind = AREAS.get(region.kind, "ocr_carea")
    lines = [_line(page, line, f"{name}_line_{i}") for i, line in enumerate(region.lines, 1)]
    title = f"{_bbox(region.box)}; x_kind {region.kind}"
    return _made("div", kind, name, title, None, lines)


def _line(page: Page, line: Line, name: str) -> Element:
    angle = ANGLES[line_turn(line, page)]
    title = _bbox(line.box) + (f"; textangle {angle}" if angle else "")
    made = _made("span", "ocr_line", name, title, line.language, list(_words(line, page, name)))
    made.tail = "\n"
    return made


def _words(line: Line, page: Page, name: str) -> Iterator[Element]:
    """Return the words of a line; where the line has a space, one follows the word."""
    groups, place, count = words(line, page), 0, 0
    for group in groups:
        for word in group:
            count += 1
            place = line.text.index(word.text, place) + len(word.text)
            made = _word(word, f"{name}_word_{count}")
            rest = line.text[place:]
            made.tail = plain(rest[: len(rest) - len(rest.lstrip())])
            yield made


def _word(word: Word, name: str) -> Element:
    title = f"{_bbox(word.box)}; x_wconf {round(100 * word.confidence)}"
    made = _made("span", "ocrx_word", name, title, None, [])
    made.text = HTML("span", word.text).text
    return made


def _made(
    tag: str, kind: str, name: str, title: str, language: str | None, content: list[Element]
) -> Element:
    made = HTML(tag, *content, id=name, title=title)
    made.set("class", kind)
    if language and language != "und":
        made.set("lang", language)
        made.set(f"{{{XML}}}lang", language)
    return made


def _bbox(box: Box) -> str:
    return "bbox " + " ".join(map(str, box))


def _quoted(text: str) -> str:
    """Return text between quotation marks, as hOCR wants names of files."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
