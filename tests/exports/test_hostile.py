"""Every format, given what senders, scanners and bad readings could put into a record."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import etree
from msgspec.structs import replace

from pipeline.errors import UsageError
from pipeline.exports import FORMATS
from pipeline.exports.bar import silent
from pipeline.exports.collection import Collection
from pipeline.exports.writing import export
from pipeline.model import Line, Metadata, Record
from tests.exports import papers, published, readers
from tests.exports.support import rich, said
from tests.records import failed_page, write

PDF = "application/pdf"
FORBIDDEN = "\x00\x01\x08\x0b\x0c\x1b\x7f\x85\ufffe\uffff"
# Bidirectional overrides, line and paragraph separators, a byte order mark, a rare character.
ODD = "\u202ebackwards\u202c \u2028\u2029 \ufeff \U00020bb7 \u0301 e\u0301"
ATTACKS = {
    "formula": '=HYPERLINK("http://x","y")',
    "formula after tab": "\t=1+1",
    "formula after line end": "\r\n@SUM(A1)",
    "formula after blanks": "  +1",
    "formula after a wide blank": "\u3000-1",
    "formula after a forbidden character": "\x00=1+1",
    "wide formula": "＝1",
    "forbidden characters": f"a{FORBIDDEN}b",
    "odd characters": ODD,
    "markup": "</dc:title>]]><script>&#0;&amp;--><!--",
    "quotation": '"a",\'b\';\n""|\\N\\\\',
    "json": '{"index":{"_index":"x"}}\n{"a":1}',
    "pdf": ") Tj ET <</S/JavaScript>> \\( ]TJ",
    "sql": "'); DROP TABLE documents; --",
    "path": "../../../etc/passwd",
    "long": "végtelen 无穷 " * 3_000,
    "empty": "",
    "blank": " \t\n ",
}
STARTS = tuple("=+-@\t\r＝＋－＠")


def hostile(folder: Path, text: str) -> Record:
    """Return a record that says ``text`` wherever it says something, and deliver its scan."""
    page = papers.page([replace(line(text), words=()), papers.row("rendes sor", 400)])
    page = replace(page, label=text or None, text=text)
    made = papers.delivered(folder, papers.bytes_of(papers.pdf_of(page)), "a.pdf", PDF, page)
    base = rich()
    entities = tuple(replace(one, label=text, as_written=(text,)) for one in base.entities)
    values: dict[str, Any] = {
        name: said(text)
        for name in ("title", "sender", "signatory", "recipient", "place", "subject", "date")
    }
    delivered = dict.fromkeys(base.source.delivered, text) | {text: text}
    return replace(
        base,
        id=made.id,
        source=replace(made.source, delivered=delivered),
        title=text,
        summary=text,
        metadata=Metadata(**values, reference_numbers=(said(text),), archive_reference=said(text)),
        entities=entities,
        relations=tuple(replace(one, target=text) for one in base.relations),
        findings=tuple(replace(one, as_written=text, rejected=text) for one in base.findings),
        pages=(page, failed_page(2)),
        processing=tuple(replace(step, software=text) for step in base.processing),
    )


def line(text: str) -> Line:
    return papers.row(text.replace("\n", " ") or " ", 300)


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_format_holds_what_a_record_says(tmp_path: Path, attack: str) -> None:
    made = hostile(tmp_path / "in", ATTACKS[attack])
    output = write(tmp_path / "output", made)
    folders = export(Collection(output, tmp_path / "in"), FORMATS, silent)
    assert len(folders) == len(FORMATS)
    for folder in folders:
        for path in (path for path in folder.rglob("*") if path.is_file()):
            if "sources" not in path.parts:
                CHECKS.get(path.suffix, lambda path: None)(path)
    assert not (tmp_path / "etc").exists()
    again = {folder: tree(folder) for folder in folders}
    export(Collection(output, tmp_path / "in"), FORMATS, silent)
    assert {folder: tree(folder) for folder in folders} == again


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def _xml(path: Path) -> None:
    """XML is well formed, which no forbidden character is, and valid against its schema."""
    root = etree.parse(str(path), etree.XMLParser(huge_tree=True)).getroot()
    assert not root.xpath("//*[local-name()='script' and not(@scriptcode)]")
    if path.suffix == ".xml":
        assert published.faults(path) == []


def _csv(path: Path) -> None:
    """No cell is a formula; every row has all cells."""
    with path.open(encoding="utf-8", newline="") as stream:
        csv.field_size_limit(10**8)
        header, *rows = csv.reader(stream)
    assert rows
    for row in rows:
        assert len(row) == len(header)
        for cell in row:
            assert not cell.startswith(STARTS), cell[:40]
            assert not cell.strip().startswith(STARTS), cell[:40]
            assert not set(cell) & set(FORBIDDEN)


def _json(path: Path) -> None:
    if path.name.endswith(".ftm.json"):  # as alephclient wants it: an entity a line
        _ndjson(path)
    else:
        json.loads(path.read_text(encoding="utf-8"))


def _ndjson(path: Path) -> None:
    for one in path.read_bytes().removesuffix(b"\n").split(b"\n"):
        assert isinstance(msgspec.json.decode(one), dict)


def _pdf(path: Path) -> None:
    assert readers.pdfium(path)[-1] == "rendes sor"
    assert readers.poppler(path)[-1] == "rendes sor"


def _sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM pages").fetchone() == (2,)


CHECKS: dict[str, Any] = {
    ".xml": _xml,
    ".hocr": _xml,
    ".csv": _csv,
    ".json": _json,
    ".ndjson": _ndjson,
    ".pdf": _pdf,
    ".sqlite": _sqlite,
}


def corrected() -> Line:
    made = papers.row("hibás", 300)
    return replace(made, text="Javított, hosszabb szöveg", engine="human")


BARE: dict[str, dict[str, Any]] = {
    "no pages": {"pages": ()},
    "only failures": {"pages": (failed_page(1),)},
    "empty pages": {"pages": (replace(papers.page([]), blank=True),)},
    "corrected": {"pages": (papers.page([corrected()]),)},
}


@pytest.mark.parametrize("kind", BARE)
def test_records_that_say_little(tmp_path: Path, kind: str) -> None:
    data = papers.bytes_of(papers.pdf_of(papers.page([])))
    made = papers.delivered(tmp_path / "in", data, "a.pdf", PDF)
    made = replace(made, title=None, summary=None, metadata=Metadata(), **BARE[kind])
    output = write(tmp_path / "output", made)
    for folder in export(Collection(output, tmp_path / "in"), FORMATS, silent):
        written = [path for path in folder.rglob("*") if path.is_file()]
        assert written or (folder.name == "alto" and kind in ("no pages", "only failures"))
        for path in written:
            if path.suffix not in (".pdf", ".sqlite"):
                CHECKS.get(path.suffix, lambda path: None)(path)


def test_half_a_character_is_no_record(tmp_path: Path) -> None:
    output = write(tmp_path / "output", rich())
    [path] = (output / "records").iterdir()
    path.write_bytes(path.read_bytes().replace(b"FELJEGYZ", b"\\ud800"))
    with pytest.raises(UsageError, match="is not a record"):
        export(Collection(output), ["ndjson"], silent)
