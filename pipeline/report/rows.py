"""The table of documents, and the runs: what the report's first page is drawn from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from pipeline.catalogue.parties import party
from pipeline.model import Metadata, Page, Record, Value

# A title of a megabyte is no title.
MOST_LETTERS = 300
SINGLE = ("date", "document_type", "classification", "sender", "recipient", "place")


class Counts(Struct, frozen=True):
    """What a run counted; logs of other versions may lack some of it."""

    documents: int = 0
    pages: int = 0
    read: int = 0
    cached: int = 0
    blank: int = 0
    failures: int = 0
    seconds: float = 0.0
    cpu_seconds_per_stage: dict[str, float] = {}


class Run(Struct, frozen=True):
    """A run as its log tells it."""

    started: str = ""
    ended: str = ""
    delivery: str = ""
    fonds: str = ""
    counts: Counts = Counts()


def runs(folder: Path) -> list[Run]:
    """Return the logs of all runs, oldest first; what is no log is passed by."""
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            found.append(msgspec.json.decode(path.read_bytes(), type=Run))
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            continue
    return found


def row(record: Record, name: str) -> dict[str, Any]:
    """Return a document's line of the table."""
    metadata = record.metadata
    return {
        "name": name,
        "path": record.source.paths[0] if record.source.paths else name,
        "title": (record.title or record.source.delivered.get("title", ""))[:MOST_LETTERS],
        **{field: _plain(getattr(metadata, field)) for field in SINGLE},
        "from": party(metadata.sender),
        "to": party(metadata.recipient),
        "languages": [language.code for language in record.languages],
        "pages": len(record.pages),
        "grades": [_grade(page) for page in record.pages],
        "checks": [
            page.quality.confidence if page.quality.needs_review else None for page in record.pages
        ],
        "grade": _document_grade(record),
        "confidence": record.quality.confidence,
        "reasons": record.quality.reasons,
        "review": sum(page.quality.needs_review for page in record.pages),
        "failures": [page.failure.reason for page in record.pages if page.failure],
        "fields": _found(metadata),
        "corrections": len(record.history),
        "box": _folder(record),
    }


def _plain(value: Value | None) -> str:
    return "" if value is None else str(value.value)[:MOST_LETTERS]


def _grade(page: Page) -> str:
    """Return a page's grade; blank and failed pages are told apart from read ones."""
    if page.failure:
        return "failed"
    return "blank" if page.blank else page.quality.grade


def _document_grade(record: Record) -> str:
    if record.pages and all(page.failure for page in record.pages):
        return "failed"
    return record.quality.grade


def _found(metadata: Metadata) -> list[str]:
    """Return the names of the fields that have a value."""
    return [
        field
        for field in Metadata.__struct_fields__
        if field != "redactions" and getattr(metadata, field) not in (None, ())
    ]


def _folder(record: Record) -> str:
    """Return the delivered folder: what an archive calls a box."""
    path = record.source.paths[0] if record.source.paths else ""
    return path.rpartition("/")[0]
