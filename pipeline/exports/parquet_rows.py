"""The rows of the Parquet tables: columns with their kinds, and what a record gives."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.exports import crosswalk
from pipeline.model import Evidence, Page, Record

Columns = dict[str, str]
Row = dict[str, Any]

DOCUMENTS: Columns = {
    "id": "text", "path": "text", "paths": "list of text", "sha256": "text", "bytes": "int",
    "media_type": "text", "pages": "int", "title": "text", "summary": "text",
    "languages": "list of text", "grade": "text", "confidence": "real", "needs_review": "bool",
    "document_type": "text", "date": "text", "date_written": "text", "date_first": "day",
    "date_last": "day", "classification": "text", "urgency": "text", "place": "text",
    "subject": "text", "creators": "list of text", "recipients": "list of text",
    "reference_numbers": "list of text", "archive_reference": "text",
    "people": "list of text", "organisations": "list of text", "places": "list of text",
    "failed_pages": "int",
}  # fmt: skip
PAGES: Columns = {
    "id": "text", "number": "int", "half": "text", "label": "text", "language": "text",
    "script": "text", "direction": "text", "rotation": "int", "skew": "real", "width": "int",
    "height": "int", "dpi": "int", "scale": "real", "blank": "bool", "negative": "bool",
    "grade": "text", "confidence": "real", "needs_review": "bool", "reasons": "list of text",
    "text": "text", "search_text": "text", "lines": "int", "failure": "text",
}  # fmt: skip
FINDINGS: Columns = {
    "id": "text", "field": "text", "value": "text", "as_written": "text", "role": "text",
    "rule": "text", "status": "text", "confidence": "real", "rejected": "text",
    "authority": "text", "page": "int", "half": "text", "box": "list of int", "quotation": "text",
    "start": "int", "end": "int",
}  # fmt: skip


def documents(record: Record) -> Iterator[Row]:
    """Return the row of a document."""
    dated = crosswalk.date(record)
    taken = dated[1] if dated else None
    source, quality = record.source, record.quality
    yield {
        "id": record.id,
        "path": source.paths[0],
        "paths": list(source.paths),
        "sha256": source.sha256,
        "bytes": source.bytes,
        "media_type": source.media_type,
        "pages": source.pages,
        "title": record.title,
        "summary": record.summary,
        "languages": [language.code for language in record.languages],
        "grade": quality.grade,
        "confidence": quality.confidence,
        "needs_review": quality.needs_review,
        "date": taken.edtf if taken else None,
        "date_written": dated[0].as_written if dated else None,
        "date_first": _day(taken.first_day) if taken else None,
        "date_last": _day(taken.last_day) if taken else None,
        **{name: _first(record, name) for name in _SINGLE},
        "creators": [party.name for party in crosswalk.creators(record)],
        "recipients": [party.name for party in crosswalk.recipients(record)],
        "reference_numbers": list(crosswalk.values(record, "reference_numbers")),
        "people": [entity.label for entity in crosswalk.named(record, "person")],
        "organisations": [entity.label for entity in crosswalk.named(record, "organisation")],
        "places": [entity.label for entity in crosswalk.named(record, "place")],
        "failed_pages": sum(page.failure is not None for page in record.pages),
    }


_SINGLE = ("document_type", "classification", "urgency", "place", "subject", "archive_reference")


def _first(record: Record, name: str) -> str | None:
    return next(iter(crosswalk.values(record, name)), None)


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def pages(record: Record) -> Iterator[Row]:
    """Return a row for every page."""
    for page in record.pages:
        yield {"id": record.id, **_page(page)}


_SAME = """
number half label language script direction rotation skew width height dpi scale blank negative
text search_text
""".split()


def _page(page: Page) -> Row:
    return {
        **{name: getattr(page, name) for name in _SAME},
        "grade": page.quality.grade,
        "confidence": page.quality.confidence,
        "needs_review": page.quality.needs_review,
        "reasons": list(page.quality.reasons),
        "lines": sum(len(region.lines) for region in page.regions),
        "failure": page.failure.reason if page.failure else None,
    }


def findings(record: Record) -> Iterator[Row]:
    """Return a row for every place where a finding stands; one for a finding without any."""
    for found in record.findings:
        common = {
            "id": record.id,
            "field": found.field,
            "value": crosswalk.text(found),
            "as_written": found.as_written,
            "role": _text(found.role),
            "rule": found.rule,
            "status": found.status,
            "confidence": found.confidence,
            "rejected": _text(found.rejected),
            "authority": _text(found.authority),
        }
        for quoted in found.evidence or (None,):
            yield {**common, **_place(quoted)}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _place(quoted: Evidence | None) -> Row:
    if quoted is None:
        return {}
    return {
        "page": quoted.page,
        "half": quoted.half,
        "box": list(quoted.box),
        "quotation": quoted.text,
        "start": quoted.start,
        "end": quoted.end,
    }


TABLES: dict[str, tuple[Columns, Callable[[Record], Iterator[Row]]]] = {
    "documents": (DOCUMENTS, documents),
    "pages": (PAGES, pages),
    "findings": (FINDINGS, findings),
}
