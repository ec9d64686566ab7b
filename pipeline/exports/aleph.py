"""Aleph and OpenAleph: FollowTheMoney entities, one JSON object a line.

A document is a ``Pages`` entity with one ``Page`` each; whoever is mentioned is a
``Mention``, resolved to a ``Person`` or ``Organization`` where the authority knows it. Places
known to the authority are ``Address`` entities of the document. Written without the
followthemoney library, whose model the tests check every entity against.

There is no ``contentHash``: it would promise a file in Aleph's archive that nobody put there.
FollowTheMoney has no confidence, so evidence and quality stand in ``notes``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

import msgspec

from pipeline.exports import crosswalk
from pipeline.exports.codes import codes
from pipeline.exports.collection import Collection
from pipeline.exports.safe import one_line, plain
from pipeline.model import Entity, Record
from pipeline.rules.tables import forms, rows

NAME = "aleph"
DESCRIPTION = "Aleph and OpenAleph: FollowTheMoney entities as NDJSON (documents, pages, mentions)"
NEEDS_SOURCES = False

ENCODER = msgspec.json.Encoder(order="sorted")
SCHEMA_OF = {"person": "Person", "organisation": "Organization", "place": "Address"}
Properties = dict[str, list[str]]
# Rows of the authority by their id.
Known = dict[str, tuple[str, ...]]


def write(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
    """Write ``entities.ftm.json``, NDJSON in spite of its usual name."""
    known = {row[0]: row for row in rows("authority.tsv")[1:]}
    written: set[str] = set()
    with (folder / "entities.ftm.json").open("wb") as stream:
        for record in collection.records():
            for entity in entities(record, known, written):
                stream.write(ENCODER.encode(entity) + b"\n")
            progress()


def entities(record: Record, known: Known, written: set[str]) -> Iterator[dict[str, object]]:
    """Return a record's entities; those of the authority only if they are not ``written``."""
    identity = f"fonds-{record.source.sha256}"
    yield _entity(identity, "Pages", _document(record))
    for index, page in enumerate(record.pages, start=1):
        properties = {
            "index": [str(index)],
            "bodyText": [plain(page.text)],
            "document": [identity],
            "detectedLanguage": _languages([page.language]),
        }
        yield _entity(f"{identity}-page-{index}", "Page", properties)
    for number, found in enumerate(record.entities, start=1):
        if found.authority in known and _authority_id(found) not in written:
            written.add(_authority_id(found))
            yield _entity(_authority_id(found), SCHEMA_OF[found.type], _names(known, found))
        yield _entity(f"{identity}-mention-{number}", "Mention", _mention(identity, known, found))


def _entity(identity: str, schema: str, properties: Properties) -> dict[str, object]:
    """Return an entity with its values once each, and without empty ones."""
    kept = {
        name: list(dict.fromkeys(value for value in values if value))
        for name, values in properties.items()
    }
    return {
        "id": identity,
        "schema": schema,
        "properties": {name: values for name, values in kept.items() if values},
    }


def _authority_id(found: Entity) -> str:
    return f"fonds-authority-{found.authority}"


def _languages(tags: Iterable[str]) -> list[str]:
    return [code.alpha3 for code in map(codes, tags) if code is not None]


def _document(record: Record) -> Properties:
    dated = crosswalk.date(record)
    days = list(dated[1].prefixes) if dated else []
    places = crosswalk.named(record, "place")
    return {
        "fileName": [PurePosixPath(one_line(record.source.paths[0])).name],
        "title": [crosswalk.title(record)],
        "mimeType": [record.source.media_type],
        "fileSize": [str(record.source.bytes)],
        "author": [party.name for party in crosswalk.creators(record)],
        "date": days,
        "authoredAt": days if dated and dated[1].kind == "single" else [],
        "language": _languages(language.code for language in record.languages),
        "summary": [plain(record.summary or "")],
        "keywords": _keywords(record),
        "notes": _notes(record),
        "processingAgent": list(dict.fromkeys(step.software for step in record.processing)),
        "peopleMentioned": [entity.label for entity in crosswalk.named(record, "person")],
        "locationMentioned": [entity.label for entity in places],
        "addressEntity": [_authority_id(entity) for entity in places if entity.authority],
    }


def _keywords(record: Record) -> list[str]:
    named = ("document_type", "classification", "urgency", "subject", "reference_numbers")
    return [text for name in named for text in crosswalk.values(record, name)]


def _notes(record: Record) -> list[str]:
    """Return all that FollowTheMoney has no property for."""
    to = [f"{party.role.capitalize()}: {party.name}" for party in crosswalk.recipients(record)]
    dated = crosswalk.date(record)
    written = [f"Date: {crosswalk.shown(dated[0])}"] if dated else []
    marks = (*crosswalk.access(record), *crosswalk.notes(record), *crosswalk.relations(record))
    made = (*crosswalk.reading(record), *crosswalk.evidence(record))
    return [*to, *written, *marks, *made]


def _names(known: Known, found: Entity) -> Properties:
    """Return an authority's names in all scripts, as the table has them."""
    row = known[found.authority or ""]
    label, others = row[2], [form for column in row[3:8] for form in forms(column)]
    full = {"full": [label]} if found.type == "place" else {}
    return {"name": [label], "alias": others, "wikidataId": list(row[8:9]), **full}


def _mention(identity: str, known: Known, found: Entity) -> Properties:
    resolved = found.authority in known and found.type != "place"
    return {
        "document": [identity],
        "name": [one_line(found.label), *map(one_line, found.as_written)],
        "detectedSchema": [SCHEMA_OF[found.type]],
        "resolved": [_authority_id(found)] if resolved else [],
    }
