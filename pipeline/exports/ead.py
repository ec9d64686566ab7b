"""EAD3: one finding aid of the delivery, an item a document.

The finding aid is written while records are read; what stands above the items (span of
dates, languages, extent) is gathered by reading them once before. It carries no time of its
making, so that the same records give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from pipeline import __version__
from pipeline.exports.collection import Collection
from pipeline.exports.ead_item import EAD, item, languages
from pipeline.exports.markup import Element
from pipeline.exports.overview import Overview, overview

NAME = "ead"
DESCRIPTION = "EAD3: a finding aid of the delivery in XML"
NEEDS_SOURCES = False

NO_TIME = "not recorded"
NOT_STATED = "not stated"


def write(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
    """Write ``finding-aid.xml``."""
    seen = overview(collection)
    with (
        (folder / "finding-aid.xml").open("wb") as stream,
        etree.xmlfile(stream, encoding="UTF-8") as xml,
    ):
        xml.write_declaration()
        with xml.element(f"{{{EAD.namespace}}}ead", nsmap=EAD.prefixes):
            xml.write(_control(seen), pretty_print=True)
            with xml.element(f"{{{EAD.namespace}}}archdesc", level="collection"):
                xml.write(_did(seen), pretty_print=True)
                _items(xml, collection, progress)


def _items(xml: etree.xmlfile, collection: Collection, progress: Callable[[], None]) -> None:
    """Write the list of documents; EAD has no empty one."""
    with xml.element(f"{{{EAD.namespace}}}dsc"):
        for record in collection.records():
            xml.write(item(record), pretty_print=True)
            progress()


def _title(seen: Overview) -> str:
    return "; ".join(seen.collections) or f"Delivery of {seen.documents} documents"


def _control(seen: Overview) -> Element:
    return EAD(
        "control",
        EAD("recordid", f"fonds:delivery:{seen.digest}"),
        EAD("filedesc", EAD("titlestmt", EAD("titleproper", _title(seen)))),
        EAD("maintenancestatus", value="derived"),
        EAD(
            "maintenanceagency",
            EAD("agencyname", "; ".join(seen.repositories) or NOT_STATED),
        ),
        EAD(
            "maintenancehistory",
            EAD(
                "maintenanceevent",
                EAD("eventtype", value="derived"),
                EAD("eventdatetime", NO_TIME),
                EAD("agenttype", value="machine"),
                EAD("agent", f"fonds {__version__}"),
            ),
        ),
    )


def _did(seen: Overview) -> Element:
    return EAD("did", *_did_parts(seen))


def _did_parts(seen: Overview) -> Iterator[Element]:
    yield EAD("unittitle", _title(seen))
    if seen.first and seen.last:
        dates = EAD(
            "daterange",
            EAD("fromdate", seen.first, standarddate=seen.first),
            EAD("todate", seen.last, standarddate=seen.last),
        )
        yield EAD("unitdatestructured", dates, unitdatetype="inclusive")
    for quantity, unit in ((seen.documents, "documents"), (seen.pages, "pages")):
        yield EAD(
            "physdescstructured",
            EAD("quantity", str(quantity)),
            EAD("unittype", unit),
            physdescstructuredtype="spaceoccupied",
            coverage="whole",
        )
    yield from languages(seen.languages)
