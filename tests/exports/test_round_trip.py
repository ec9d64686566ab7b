"""ALTO, hOCR, SQLite and NDJSON read back give the texts, boxes and languages of a record.

The samples that were really read (where ``make ingest`` has been run, as CI does before the
tests): Hungarian, Chinese, columns, turned and double pages, tables, stamps; and drawn pages
with what samples lack: failures, corrections, empty pages.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import etree, html
from msgspec import Struct

from pipeline.exports import load
from pipeline.exports.alto import page_name
from pipeline.exports.collection import Collection
from pipeline.exports.placing import grouped
from pipeline.model import Box, Line, Page, Record
from tests.exports import published
from tests.exports.readers import one_spaced

NAMES = ("ndjson", "alto", "hocr", "sqlite")


class Told(Struct, frozen=True):
    """A line as a format tells it: its text, box and language, and its words with boxes."""

    text: str
    box: Box
    language: str | None
    words: tuple[tuple[str, Box], ...] = ()


class Sheet(Struct, frozen=True):
    """A page as a format tells it."""

    number: int
    language: str
    lines: tuple[Told, ...]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, read_samples: Collection) -> Path:
    folder = tmp_path_factory.mktemp("formats")
    for name in NAMES:
        (folder / name).mkdir()
        load(name).write(read_samples, folder / name, lambda: None)
    return folder


def test_the_samples_hold_every_kind_of_page(read_samples: Collection) -> None:
    records = list(read_samples.records())
    if len(records) == 1:
        pytest.skip("the samples were not read: run 'make ingest'")
    pages = [page for record in records for page in record.pages]
    kinds = {region.kind for page in pages for region in page.regions}
    assert kinds >= {"body", "heading", "footer", "page-number", "table", "stamp"}
    assert {page.direction for page in pages} == {"horizontal", "vertical-rl"}
    assert {page.rotation for page in pages} == {0, 90, 180, 270}
    assert {page.half for page in pages} == {None, "left", "right"}
    assert {page.language for page in pages} >= {"hu", "zh-Hans", "zh-Hant", "en", "und"}
    assert any(page.failure for page in pages)


@pytest.mark.parametrize("name", NAMES)
def test_read_back_it_is_the_record(name: str, made: Path, read_samples: Collection) -> None:
    count = 0
    for record in read_samples.records():
        pages = [page for page in record.pages if name != "alto" or page.failure is None]
        wanted = [SAID[name](page) for page in pages]
        assert list(READ[name](made, record, read_samples)) == wanted, record.source.paths[0]
        count += sum(len(sheet.lines) for sheet in wanted)
    print(f"\n{name}: {count} lines of {len(read_samples.names())} records as they were")
    assert count


@pytest.mark.parametrize("name", ["alto", "mets", "ead", "dc"])
def test_the_xml_of_all_samples_is_valid(
    name: str, tmp_path: Path, read_samples: Collection
) -> None:
    load(name).write(read_samples, tmp_path, lambda: None)
    paths = list(tmp_path.rglob("*.xml"))
    assert [found for path in paths for found in published.faults(path)] == []
    print(f"\n{name}: {len(paths)} files valid")


# --- what a record says, as far as a format can hold it -----------------------------------


def _words(line: Line) -> tuple[tuple[str, Box], ...]:
    """Return a line's words; where they do not spell it (it was corrected), none."""
    told = [(word.text, word.box) for word in line.words]
    return tuple(told) if grouped(line) is not None else ()


def _sheet(page: Page, spell: Callable[[str], str], words: Callable[[Line], Any]) -> Sheet:
    lines = tuple(
        Told(spell(line.text), line.box, line.language, words(line))
        for region in sorted(page.regions, key=lambda region: region.order)
        for line in region.lines
    )
    return Sheet(page.number, page.language, lines)


SAID: dict[str, Callable[[Page], Sheet]] = {
    "ndjson": lambda page: _sheet(page, str, _words),
    # ALTO has one kind of space.
    "alto": lambda page: _sheet(page, one_spaced, _words),
    "hocr": lambda page: _sheet(page, str, _words),
    # SQLite holds lines, not words.
    "sqlite": lambda page: _sheet(page, str, lambda line: ()),
}


# --- what the formats say -------------------------------------------------------------


def _ndjson(made: Path, record: Record, _: Collection) -> Iterator[Sheet]:
    for line in (made / "ndjson" / "records.ndjson").read_bytes().splitlines():
        back = msgspec.json.decode(line, type=Record)
        if back.id == record.id:
            assert back == record
            yield from map(SAID["ndjson"], back.pages)


def _alto(made: Path, record: Record, collection: Collection) -> Iterator[Sheet]:
    folder = made / "alto" / collection.name(record)
    names = [page_name(page) for page in record.pages if page.failure is None]
    assert sorted(names) == sorted(path.name for path in folder.iterdir())
    for name in names:  # of a Chinese double page the right half comes first
        [page] = etree.parse(str(folder / name)).getroot().iter("{*}Page")
        lines = tuple(_alto_line(line, record) for line in page.iter("{*}TextLine"))
        yield Sheet(int(page.get("PHYSICAL_IMG_NR")), page.get("LANG", "und"), lines)


def _alto_line(line: Any, record: Record) -> Told:
    parts = [part for part in line if not part.tag.endswith("Shape")]
    text = "".join(" " if part.tag.endswith("SP") else part.get("CONTENT") for part in parts)
    words = tuple((s.get("CONTENT"), _alto_box(s)) for s in line.iter("{*}String"))
    return Told(text, _alto_box(line), line.get("LANG"), _unless_spread(words, text, record))


def _alto_box(element: Any) -> Box:
    x, y, width, height = (int(element.get(k)) for k in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    return x, y, x + width, y + height


def _unless_spread(
    words: tuple[tuple[str, Box], ...], text: str, record: Record
) -> tuple[tuple[str, Box], ...]:
    """Return no words for a line that was corrected: the formats spread its words evenly."""
    lines = [line for p in record.pages for region in p.regions for line in region.lines]
    corrected = {one_spaced(line.text) for line in lines if grouped(line) is None}
    return () if one_spaced(text) in corrected else words


def _hocr(made: Path, record: Record, collection: Collection) -> Iterator[Sheet]:
    path = made / "hocr" / f"{collection.name(record)}.hocr"
    root = html.fromstring(path.read_bytes().partition(b"?>")[2])
    for page in root.find_class("ocr_page"):
        lines = tuple(_hocr_line(line, record) for line in page.find_class("ocr_line"))
        yield Sheet(int(_field(page, "ppageno")) + 1, page.get("lang", "und"), lines)


def _hocr_line(line: Any, record: Record) -> Told:
    words = tuple((w.text_content(), _hocr_box(w)) for w in line.find_class("ocrx_word"))
    text = line.text_content()
    return Told(text, _hocr_box(line), line.get("lang"), _unless_spread(words, text, record))


def _hocr_box(element: Any) -> Box:
    x0, y0, x1, y1 = map(int, _field(element, "bbox").split())
    return x0, y0, x1, y1


def _field(element: Any, name: str) -> str:
    parts = [part.strip() for part in element.get("title").split(";")]
    return str(next(part[len(name) + 1 :] for part in parts if part.startswith(f"{name} ")))


def _sqlite(made: Path, record: Record, _: Collection) -> Iterator[Sheet]:
    pages = """SELECT pages.id, pages.number, pages.language, pages.text FROM pages
        JOIN documents ON documents.id = document_id WHERE record = ? ORDER BY pages.id"""
    asked = """SELECT text, x0, y0, x1, y1, language, start FROM lines
        WHERE page_id = ? ORDER BY number"""
    with closing(sqlite3.connect(made / "sqlite" / "fonds.sqlite")) as database:
        for own, (key, number, language, text) in zip(
            record.pages, database.execute(pages, (record.id,)).fetchall(), strict=True
        ):
            assert text == own.text
            rows = database.execute(asked, (key,)).fetchall()
            yield Sheet(number, language, tuple(Told(r[0], r[1:5], r[5]) for r in rows))


READ: dict[str, Callable[[Path, Record, Collection], Iterator[Sheet]]] = {
    "ndjson": _ndjson,
    "alto": _alto,
    "hocr": _hocr,
    "sqlite": _sqlite,
}
