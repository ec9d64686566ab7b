"""METS: a folder a document that ties its scan, its ALTO pages and its record together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from lxml import etree

from pipeline import __version__
from pipeline.exports import dc
from pipeline.exports.alto import page_name, page_xml
from pipeline.exports.collection import Collection
from pipeline.exports.markup import Element, Maker
from pipeline.exports.premis import events
from pipeline.model import Page, Record

NAME = "mets"
DESCRIPTION = "METS: a package a document of ALTO, record and provenance, pointing to the scan"
NEEDS_SOURCES = False

NAMESPACE = "http://www.loc.gov/METS/"
XLINK = "http://www.w3.org/1999/xlink"
METS = Maker(NAMESPACE, {"mets": NAMESPACE, "xlink": XLINK})
PDF_TYPE = "application/pdf"


class Placed:
    """A file of the package: its name, size and checksum."""

    def __init__(self, name: str, data: bytes) -> None:
        """Take the bytes as they are written."""
        self.name, self.size = name, len(data)
        self.sha256 = hashlib.sha256(data).hexdigest()


def write(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
    """Write ``<name>/mets.xml`` with ``record.json`` and ``alto/`` beside it."""
    for record in collection.records():
        own = folder / collection.name(record)
        (own / "alto").mkdir(parents=True)
        data = collection.record_path(record).read_bytes()
        kept = [_put(own, "record.json", data)]
        kept += [
            _put(own, f"alto/{page_name(page)}", page_xml(record, page))
            for page in record.pages
            if page.failure is None
        ]
        (own / "mets.xml").write_bytes(package(record, kept))
        progress()


def _put(folder: Path, name: str, data: bytes) -> Placed:
    (folder / name).write_bytes(data)
    return Placed(name, data)


def package(record: Record, files: Sequence[Placed]) -> bytes:
    """Return the METS file of a document; ``files``: its record, then its ALTO pages."""
    root = METS(
        "mets",
        _header(),
        METS("dmdSec", _wrapped("DC", dc.element(record)), ID="dmd_1"),
        _provenance(record),
        _files(record, files),
        _structure(record, {file.name for file in files}),
        OBJID=record.id,
        LABEL=record.title or record.source.paths[0],
        TYPE="document",
    )
    written = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return bytes(written)


def _header() -> Element:
    agent = METS(
        "agent",
        METS("name", f"fonds {__version__}"),
        ROLE="CREATOR",
        TYPE="OTHER",
        OTHERTYPE="SOFTWARE",
    )
    return METS("metsHdr", agent)


def _wrapped(kind: str, content: Element) -> Element:
    return METS("mdWrap", METS("xmlData", content), MDTYPE=kind)


def _provenance(record: Record) -> Element:
    sections = [
        METS("digiprovMD", _wrapped(kind, content), ID=f"prov_{i}")
        for i, (kind, content) in enumerate(events(record), start=1)
    ]
    return METS("amdSec", *sections, ID="amd_1")


def _files(record: Record, files: Sequence[Placed]) -> Element:
    source = record.source
    scan = METS(
        "file",
        _location(source.paths[0], delivered=True),
        ID="scan",
        MIMETYPE=source.media_type,
        SIZE=str(source.bytes),
        CHECKSUM=source.sha256,
        CHECKSUMTYPE="SHA-256",
        ADMID="amd_1",
    )
    images = [
        METS(
            "file",
            _location(source.paths[0], delivered=True, page=number),
            ID=f"image_{number}",
            MIMETYPE=source.media_type,
            SEQ=str(number),
        )
        for number in sorted({page.number for page in record.pages})
    ]
    return METS(
        "fileSec",
        METS("fileGrp", scan, USE="ORIGINAL"),
        METS("fileGrp", *images, USE="IMAGE") if images else None,
        _group(files[1:], "FULLTEXT"),
        _group(files[:1], "RECORD"),
    )


def _group(files: Sequence[Placed], use: str) -> Element | None:
    made = [
        METS(
            "file",
            _location(file.name),
            ID=_id(file.name),
            MIMETYPE="application/json" if file.name.endswith(".json") else "text/xml",
            SIZE=str(file.size),
            CHECKSUM=file.sha256,
            CHECKSUMTYPE="SHA-256",
        )
        for file in files
    ]
    return METS("fileGrp", *made, USE=use) if made else None


def _id(name: str) -> str:
    return "file_" + name.replace("/", "_").replace(".", "_")


def _location(path: str, *, delivered: bool = False, page: int | None = None) -> Element:
    """Return where a file is: beside this one, or in the delivery (its path there)."""
    href = quote(path) + (f"#page={page}" if page is not None else "")
    kind = {"LOCTYPE": "OTHER", "OTHERLOCTYPE": "DELIVERY"} if delivered else {"LOCTYPE": "URL"}
    made = METS("FLocat", **kind)
    made.set(f"{{{XLINK}}}href", href)
    return made


def _structure(record: Record, names: set[str]) -> Element:
    pages = [_division(page, names) for page in record.pages]
    document = METS(
        "div",
        METS("fptr", FILEID="scan"),
        METS("fptr", FILEID=_id("record.json")),
        *pages,
        TYPE="document",
        DMDID="dmd_1",
        ADMID="amd_1",
    )
    return METS("structMap", document, TYPE="PHYSICAL")


def _division(page: Page, names: set[str]) -> Element:
    """Return a page; one that could not be read says so."""
    alto = f"alto/{page_name(page)}"
    label = f"not read: {page.failure.reason}" if page.failure else page.label or ""
    return METS(
        "div",
        METS("fptr", FILEID=f"image_{page.number}"),
        METS("fptr", FILEID=_id(alto)) if alto in names else None,
        TYPE="page" if page.half is None else f"half page, {page.half}",
        ORDER=str(page.number),
        LABEL=label,
        ORDERLABEL=page.label or "",
    )
