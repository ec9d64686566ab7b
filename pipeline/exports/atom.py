"""AtoM: a CSV of ISAD(G) descriptions, for its import page or ``csv:import``.

One row a document; a collection named by the delivery's list is a row of its own above its
documents. Columns are those of AtoM's example for ISAD(G) in AtoM 2.8, in its order. Lists
are separated by ``|``; the columns of events have equal counts, filled with ``NULL``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.exports import crosswalk
from pipeline.exports.codes import all_of
from pipeline.exports.collection import Collection
from pipeline.exports.safe import cell, one_line, several
from pipeline.exports.table import Row, table
from pipeline.model import Record

NAME = "atom"
DESCRIPTION = "AtoM (Access to Memory): CSV of ISAD(G) descriptions"
NEEDS_SOURCES = False

HEADERS = """
legacyId parentId qubitParentSlug accessionNumber identifier title levelOfDescription
extentAndMedium repository archivalHistory acquisition scopeAndContent appraisal accruals
arrangement accessConditions reproductionConditions language script languageNote
physicalCharacteristics findingAids locationOfOriginals locationOfCopies
relatedUnitsOfDescription publicationNote digitalObjectPath digitalObjectURI generalNote
subjectAccessPoints placeAccessPoints nameAccessPoints genreAccessPoints
descriptionIdentifier institutionIdentifier rules descriptionStatus levelOfDetail
revisionHistory languageOfDescription scriptOfDescription sources archivistNote
publicationStatus physicalObjectName physicalObjectLocation physicalObjectType
alternativeIdentifiers alternativeIdentifierLabels eventDates eventTypes eventStartDates
eventEndDates eventActors eventActorHistories culture
""".split()
NONE = "NULL"
# ISO 15924 scripts that are none of their own in AtoM's list.
NO_SCRIPT = frozenset({"Zyyy", "Zinh", "Zzzz"})


def write(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
    """Write ``information-objects.csv``."""
    seen: set[str] = set()
    with table(folder / "information-objects.csv", HEADERS) as add:
        for record in collection.records():
            above = one_line(record.source.delivered.get("collection", ""))
            if above and above not in seen:
                seen.add(above)
                add(_collection(above, record))
            add(_item(record, above))
            progress()


def _collection(name: str, record: Record) -> Row:
    """Return the row of a collection that the delivery's list names."""
    return {
        "legacyId": _collection_id(name),
        "title": cell(name),
        "levelOfDescription": "Collection",
        "repository": _delivered(record, "repository"),
        "publicationStatus": "Draft",
        "culture": "en",
    }


def _collection_id(name: str) -> str:
    return "fonds:collection:" + hashlib.sha256(name.encode()).hexdigest()[:16]


def _item(record: Record, above: str) -> Row:
    (_, first), *others = crosswalk.identifiers(record)
    return {
        "legacyId": record.id,
        "parentId": _collection_id(above) if above else "",
        "identifier": cell(first),
        "title": cell(crosswalk.title(record)),
        "levelOfDescription": "Item",
        "extentAndMedium": crosswalk.extent(record),
        "repository": _delivered(record, "repository"),
        "scopeAndContent": cell(_scope(record)),
        "accessConditions": _lines(crosswalk.access(record)),
        "reproductionConditions": _delivered(record, "rights"),
        "relatedUnitsOfDescription": _lines(crosswalk.relations(record)),
        "digitalObjectPath": _path(record),
        "generalNote": several((*crosswalk.notes(record), *_pathless(record))),
        "alternativeIdentifiers": several(value for _, value in others),
        "alternativeIdentifierLabels": several(kind for kind, _ in others),
        "publicationStatus": "Draft",
        "culture": "en",
        **_language(record),
        **_access_points(record),
        **_control(record),
        **_events(record),
    }


def _path(record: Record) -> str:
    """Return a path in the delivery as it is, empty where none can stand in a table.

    One that a spreadsheet takes for a formula begins with ``./``, which leads to the same file.
    """
    for path in record.source.paths:
        for way in (path, f"./{path}"):
            if cell(way) == way:
                return way
    return ""


def _pathless(record: Record) -> tuple[str, ...]:
    """Say why there is no path."""
    named = ", ".join(repr(path)[1:-1] for path in record.source.paths)
    return () if _path(record) else (f"The file's name has control characters: {named}",)


def _scope(record: Record) -> str:
    subject = crosswalk.values(record, "subject")
    return "\n".join([record.summary or "", *(f"Subject: {text}" for text in subject)]).strip()


def _language(record: Record) -> Row:
    known = all_of(language.code for language in record.languages)
    scripts = [code.script for code in known if code.script] or crosswalk.scripts(record)
    shares = (f"{found.code}: {found.share:.0%}" for found in record.languages)
    return {
        "language": several(dict.fromkeys(code.alpha2 for code in known)),
        "script": several(dict.fromkeys(code for code in scripts if code not in NO_SCRIPT)),
        "languageNote": "; ".join(shares) if len(record.languages) > 1 else "",
    }


def _access_points(record: Record) -> Row:
    people = [entity.label for entity in crosswalk.named(record, "person", "organisation")]
    to = [party.name for party in crosswalk.recipients(record)]
    written_at = crosswalk.values(record, "place")
    places = [entity.label for entity in crosswalk.named(record, "place")]
    return {
        "nameAccessPoints": several(dict.fromkeys(to + people)),
        "placeAccessPoints": several(dict.fromkeys([*written_at, *places])),
        "genreAccessPoints": several(crosswalk.values(record, "document_type")),
    }


def _control(record: Record) -> Row:
    return {
        "descriptionIdentifier": record.id,
        "descriptionStatus": "Draft",
        "languageOfDescription": "en",
        "scriptOfDescription": "Latn",
        "sources": several(record.source.paths, "\n"),
        "archivistNote": several((*crosswalk.reading(record), *crosswalk.evidence(record)), "\n"),
    }


def _events(record: Record) -> Row:
    """Return one creation event a creator; the first one bears the date."""
    actors = [party.name for party in crosswalk.creators(record)]
    dated = crosswalk.date(record)
    count = max(len(actors), 1 if dated else 0)
    if not count:
        return {}
    written = start = end = ""
    if dated:
        value, taken = dated
        written, start, end = crosswalk.shown(value), taken.start or "", taken.end or ""
    return {
        "eventTypes": several(["Creation"] * count),
        "eventDates": _filled([written], count),
        "eventStartDates": _filled([start], count),
        "eventEndDates": _filled([end], count),
        "eventActors": _filled(actors, count),
        "eventActorHistories": _filled([], count),
    }


def _filled(values: Sequence[str], count: int) -> str:
    """Return a list of that many values; NULL stands for those that are missing."""
    missing = [NONE] * (count - len(values))
    return several([*(value or NONE for value in values), *missing])


def _delivered(record: Record, key: str) -> str:
    return cell(one_line(record.source.delivered.get(key, "")))


def _lines(texts: Sequence[str]) -> str:
    return cell("\n".join(texts))
