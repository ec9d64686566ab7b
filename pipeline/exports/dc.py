"""Dublin Core: one ``oai_dc`` XML file a document, as OAI-PMH repositories hand it out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lxml import etree

from pipeline.exports import crosswalk
from pipeline.exports.collection import Collection
from pipeline.exports.markup import Element, Maker
from pipeline.model import Record

NAME = "dc"
DESCRIPTION = "Dublin Core (oai_dc): one XML file a document, for OAI-PMH and repositories"
NEEDS_SOURCES = False

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LOCATION = f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
PREFIXES: dict[str | None, str] = {"oai_dc": OAI_DC, "dc": DC, "xsi": XSI}


def write(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
    """Write ``<record>.xml`` for every record."""
    for record in collection.records():
        made = etree.tostring(
            element(record), xml_declaration=True, encoding="UTF-8", pretty_print=True
        )
        (folder / f"{collection.name(record)}.xml").write_bytes(made)
        progress()


def element(record: Record) -> Element:
    """Return a record's ``oai_dc:dc`` element."""
    root = Maker(OAI_DC, PREFIXES)("dc")
    root.set(f"{{{XSI}}}schemaLocation", LOCATION)
    make = Maker(DC, PREFIXES)
    for name, texts in _terms(record).items():
        root.extend(make.each(name, dict.fromkeys(texts)))
    return root


def _terms(record: Record) -> dict[str, list[str]]:
    """Return the fifteen elements' values, those that the record tells."""
    delivered = record.source.delivered
    dated = crosswalk.date(record)
    names = [entity.label for entity in crosswalk.named(record, "person", "organisation")]
    places = [entity.label for entity in crosswalk.named(record, "place")]
    return {
        "title": [crosswalk.title(record), crosswalk.other_title(record)],
        "creator": [party.name for party in crosswalk.creators(record)],
        "contributor": [party.name for party in crosswalk.recipients(record)],
        "subject": [*crosswalk.values(record, "subject"), *names],
        "coverage": places,
        "description": [record.summary or "", *crosswalk.remarks(record)],
        # EDTF, of which plain dates of ISO 8601 are a part.
        "date": [str(dated[0].value)] if dated else [],
        "type": list(crosswalk.values(record, "document_type")),
        "format": [record.source.media_type, crosswalk.extent(record)],
        "identifier": [value for _, value in crosswalk.identifiers(record)],
        "source": [delivered.get("collection", ""), *record.source.paths],
        "language": [language.code for language in record.languages],
        "relation": list(crosswalk.relations(record)),
        "rights": [*crosswalk.access(record), delivered.get("rights", "")],
    }
