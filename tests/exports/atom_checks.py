"""The checks of AtoM's import validator (AtoM 2.8), from its behaviour; one complaint a line.

Not checked, because they ask AtoM's database: repositories and slugs.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.exports.codes import ROWS

EVENTS = ("eventTypes", "eventDates", "eventStartDates", "eventEndDates", "eventActors",
          "eventActorHistories", "eventPlaces")  # fmt: skip
LONGEST = {"culture": 11, "language": 6, "script": 4}
SCRIPTS = {"Latn", "Hans", "Hant", "Hani", "Cyrl", "Grek"}
COLUMNS = frozenset(
    """legacyId parentId qubitParentSlug accessionNumber identifier title levelOfDescription
    extentAndMedium repository archivalHistory acquisition scopeAndContent appraisal accruals
    arrangement accessConditions reproductionConditions language script languageNote
    physicalCharacteristics findingAids locationOfOriginals locationOfCopies
    relatedUnitsOfDescription publicationNote digitalObjectPath digitalObjectURI
    digitalObjectChecksum generalNote subjectAccessPoints placeAccessPoints nameAccessPoints
    genreAccessPoints descriptionIdentifier institutionIdentifier rules descriptionStatus
    levelOfDetail revisionHistory languageOfDescription scriptOfDescription sources archivistNote
    publicationStatus physicalObjectName physicalObjectLocation physicalObjectType
    alternativeIdentifiers alternativeIdentifierLabels eventDates eventTypes eventStartDates
    eventEndDates eventDescriptions eventActors eventActorHistories eventPlaces slug
    culture""".split()
)
# What AtoM's database takes for a date: a year, a month or a day.
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def complaints(path: Path) -> list[str]:
    """Return everything that AtoM's validator would say about a CSV file."""
    data = path.read_bytes()
    text = data.decode("utf-8")
    with path.open(encoding="utf-8", newline="") as stream:
        header, *lines = csv.reader(stream)
    found = [*_file(data, text), *_columns(header, lines)]
    seen: list[tuple[str, str]] = []
    for number, line in enumerate(lines, start=2):
        row = dict(zip(header, line, strict=False))
        found += [f"row {number}: {what}" for what in _row(row, seen)]
        seen.append((row.get("legacyId", ""), row.get("culture", "")))
    return found


def _file(data: bytes, text: str) -> Iterator[str]:
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        yield "byte order mark"
    if "\r" in text:
        yield "line ends are not those of Unix"


def _columns(header: list[str], lines: list[list[str]]) -> Iterator[str]:
    if {len(line) for line in lines} - {len(header)}:
        yield "rows of different lengths"
    if len(set(header)) != len(header):
        yield "duplicate columns"
    yield from (f"unknown column {name}" for name in header if name not in COLUMNS)


def _row(row: dict[str, str], seen: list[tuple[str, str]]) -> Iterator[str]:
    if not "".join(row.values()).strip():
        yield "is empty"
    yield from _identity(row, seen)
    yield from _languages(row)
    yield from _events(row)
    if row["digitalObjectPath"] and row["digitalObjectURI"]:
        yield "digital object has a path and a URI"
    if len(row["alternativeIdentifiers"].split("|")) != len(
        row["alternativeIdentifierLabels"].split("|")
    ):
        yield "alternative identifiers and their labels differ in number"


def _identity(row: dict[str, str], seen: list[tuple[str, str]]) -> Iterator[str]:
    if not row["legacyId"]:
        yield "no legacyId"
    if (row["legacyId"], row["culture"]) in seen:
        yield "legacyId twice in one culture"
    if row["parentId"] and row["qubitParentSlug"]:
        yield "parentId and qubitParentSlug"
    if row["parentId"] and row["parentId"] not in {legacy for legacy, _ in seen}:
        yield "its parent is not above it"


def _languages(row: dict[str, str]) -> Iterator[str]:
    if row["culture"] not in ROWS:
        yield f"culture {row['culture']!r}"
    for column in ("language", "languageOfDescription"):
        yield from (f"{column} {v!r}" for v in _list(row, column) if v not in ROWS)
    for column in ("script", "scriptOfDescription"):
        yield from (f"{column} {v!r}" for v in _list(row, column) if v not in SCRIPTS)
    for column, longest in LONGEST.items():
        if any(len(v) > longest for v in row[column].split("|")):
            yield f"{column} is too long"


def _events(row: dict[str, str]) -> Iterator[str]:
    counts = {len(_list(row, column)) for column in EVENTS if _list(row, column)}
    if len(counts) > 1:
        yield "event columns differ in number"
    for column in ("eventStartDates", "eventEndDates"):
        for text in _list(row, column):
            if text != "NULL" and not DATE.fullmatch(text):
                yield f"{column} {text!r} is no date"


def _list(row: dict[str, str], column: str) -> list[str]:
    return [value for value in row.get(column, "").split("|") if value.strip()]
