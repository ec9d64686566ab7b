"""OpenSearch and Elasticsearch: files for the bulk API, and the index they go into.

``index.json`` is the index with analysers for Hungarian (``hungarian``), Chinese
(``smartcn``) and everything else (ICU); the two plugins are named in the README. The bulk
files are pairs of lines, an action and a document, split so that each fits into one request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from pipeline.exports import crosswalk
from pipeline.exports.collection import Collection
from pipeline.exports.edtf import When
from pipeline.model import Page, Record

NAME = "opensearch"
DESCRIPTION = "OpenSearch: files for the bulk API, and an index for Hungarian and Chinese"
NEEDS_SOURCES = False

ENCODER = msgspec.json.Encoder(order="sorted")
INDEX = "fonds"
# OpenSearch refuses requests over 100 MB; smaller ones are faster.
MOST_BYTES = 20_000_000


def write(collection: Collection, folder: Path, progress: Callable[[], None]) -> None:
    """Write ``index.json`` and ``bulk-0001.ndjson``, ``bulk-0002.ndjson`` ..."""
    index = files("pipeline.exports") / "data" / "opensearch-index.json"
    (folder / "index.json").write_bytes(index.read_bytes())
    number, size, stream = 1, 0, (folder / "bulk-0001.ndjson").open("wb")
    try:
        for record in collection.records():
            pair = _pair(record)
            if size and size + len(pair) > MOST_BYTES:
                stream.close()
                number, size = number + 1, 0
                stream = (folder / f"bulk-{number:04d}.ndjson").open("wb")
            stream.write(pair)
            size += len(pair)
            progress()
    finally:
        stream.close()


def _pair(record: Record) -> bytes:
    action = {"index": {"_index": INDEX, "_id": record.id}}
    return ENCODER.encode(action) + b"\n" + ENCODER.encode(document(record)) + b"\n"


def document(record: Record) -> dict[str, Any]:
    """Return a record as a document of the index; what it does not tell is left out."""
    quality = record.quality
    return dict(
        _told(
            id=record.id,
            paths=record.source.paths,
            media_type=record.source.media_type,
            page_count=record.source.pages,
            title=crosswalk.title(record),
            summary=record.summary,
            languages=[language.code for language in record.languages],
            grade=quality.grade,
            confidence=quality.confidence,
            needs_review=quality.needs_review,
            delivered=record.source.delivered,
            identifiers=[value for _, value in crosswalk.identifiers(record)],
            creators=[party.name for party in crosswalk.creators(record)],
            recipients=[party.name for party in crosswalk.recipients(record)],
            entities=[_told_dict(name=e.label, type=e.type, authority=e.authority,
                                 as_written=e.as_written) for e in record.entities],
            evidence=crosswalk.evidence(record),
            pages=[_page(page) for page in record.pages],
            **_date(record),
            **_single(record, "document_type", "classification", "urgency", "place", "subject"),
        )
    )  # fmt: skip


def _told(**values: Any) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, value in values.items() if value not in (None, "", (), [], {}))


def _told_dict(**values: Any) -> dict[str, Any]:
    return dict(_told(**values))


def _single(record: Record, *names: str) -> dict[str, str]:
    found = {name: crosswalk.values(record, name) for name in names}
    return {name: texts[0] for name, texts in found.items() if texts}


def _date(record: Record) -> dict[str, Any]:
    """Return the date as written, in EDTF, and as the range of days that it may mean."""
    dated = crosswalk.date(record)
    if dated is None:
        return {}
    value, taken = dated
    return {
        "date_written": value.as_written,
        "date_edtf": taken.edtf,
        "date_range": _range(taken),
    }


def _range(taken: When) -> dict[str, str]:
    return _told_dict(gte=taken.first_day, lte=taken.last_day)


def _page(page: Page) -> dict[str, Any]:
    return _told_dict(
        number=page.number,
        half=page.half,
        language=page.language,
        script=page.script,
        text=page.text,
        search_text=page.search_text,
    )
