"""Omeka S: a CSV for its CSV Import module, columns named by Dublin Core terms.

Headers such as ``dcterms:title`` are mapped by Omeka itself; lists are separated by ``|``,
which has to be set on the import form. Titles and texts stand in one column a language,
because the module sets languages by column.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.exports import crosswalk
from pipeline.exports.collection import Collection
from pipeline.exports.safe import cell, several
from pipeline.exports.table import Row, table
from pipeline.model import Record

NAME = "omeka"
DESCRIPTION = "Omeka S: CSV of items with Dublin Core terms, and their full text"
NEEDS_SOURCES = False

HEADERS = """
dcterms:identifier dcterms:title dcterms:alternative dcterms:creator dcterms:contributor
dcterms:date dcterms:created dcterms:type dcterms:format dcterms:extent dcterms:language
dcterms:subject dcterms:spatial dcterms:abstract dcterms:description dcterms:accessRights
dcterms:rights dcterms:isPartOf dcterms:relation dcterms:source dcterms:provenance
bibo:content file
""".split()


def write(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
    """Write ``items.csv``."""
    with table(folder / "items.csv", HEADERS) as add:
        for record in collection.records():
            add(_row(record))
            progress()


def _row(record: Record) -> Row:
    delivered = record.source.delivered
    dated = crosswalk.date(record)
    return {
        # The record's id comes first: it is the one to match later imports by.
        "dcterms:identifier": several(v for _, v in crosswalk.identifiers(record)[::-1]),
        "dcterms:title": several([crosswalk.title(record)]),
        "dcterms:alternative": several([crosswalk.other_title(record)]),
        "dcterms:creator": several(party.name for party in crosswalk.creators(record)),
        "dcterms:contributor": several(party.name for party in crosswalk.recipients(record)),
        "dcterms:date": several([crosswalk.shown(dated[0])] if dated else []),
        "dcterms:created": several([str(dated[0].value)] if dated else []),
        "dcterms:type": several(crosswalk.values(record, "document_type")),
        "dcterms:format": record.source.media_type,
        "dcterms:extent": crosswalk.extent(record),
        "dcterms:language": several(language.code for language in record.languages),
        "dcterms:subject": several(_subjects(record)),
        "dcterms:spatial": several(_places(record)),
        "dcterms:abstract": several([record.summary or ""]),
        "dcterms:description": several(crosswalk.remarks(record)),
        "dcterms:accessRights": several(crosswalk.access(record)),
        "dcterms:rights": several([delivered.get("rights", "")]),
        "dcterms:isPartOf": several([delivered.get("collection", "")]),
        "dcterms:relation": several(crosswalk.relations(record)),
        "dcterms:source": several(record.source.paths),
        "dcterms:provenance": several((*crosswalk.reading(record), *crosswalk.evidence(record))),
        "bibo:content": _text(record),
        "file": cell(record.source.paths[0]),
    }


def _subjects(record: Record) -> dict[str, None]:
    names = (entity.label for entity in crosswalk.named(record, "person", "organisation"))
    return dict.fromkeys([*crosswalk.values(record, "subject"), *names])


def _places(record: Record) -> dict[str, None]:
    names = (entity.label for entity in crosswalk.named(record, "place"))
    return dict.fromkeys([*crosswalk.values(record, "place"), *names])


def _text(record: Record) -> str:
    """Return the full text with its lines; the separator of lists is no sign of writing."""
    return cell("\n\n".join(page.text for page in record.pages).replace("|", "¦"))
