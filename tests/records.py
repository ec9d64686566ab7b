"""An output folder with two small documents, written as Fonds writes them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from pipeline.errors import ReadFailure
from pipeline.model import Evidence, Metadata, Page, Record, SourceInfo, Value
from pipeline.store import FailedPage, Store, record_parts
from pipeline.work import UNREAD
from tests.pages import GOOD, page

TEXT = "Feljegyzés\nBudapest, 1956. november 4."
DATE = "1956. november 4."
FAILURE = ReadFailure("timeout", "too slow").as_failure()


def value(text: str = DATE, **changes: Any) -> Value:
    """Return the date of the first page."""
    start = TEXT.index(DATE)
    quoted = Evidence(page=1, box=(300, 140, 640, 170), text=text, start=start, end=start + 17)
    made = Value(
        value="1956-11-04", as_written=text, evidence=(quoted,), confidence=0.9, rule="dates.own"
    )
    return replace(made, **changes)


def wide(made: Page) -> Page:
    """Return a page wide enough for the invented boxes of stamps."""
    return replace(made, width=4000)


def failed_page(number: int) -> Page:
    """Return a page that could not be read."""
    return Page(number=number, width=0, height=0, dpi=0, quality=UNREAD, failure=FAILURE)


def record(name: str = "one", **changes: Any) -> Record:
    """Return a record of two pages; its hash follows from the name."""
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    source = SourceInfo(
        paths=(f"box/{name}.pdf",), sha256=sha256, bytes=9, media_type="application/pdf", pages=2
    )
    made = Record(
        id=f"fonds:sha256:{sha256}",
        source=source,
        quality=GOOD,
        metadata=Metadata(date=value()),
        pages=(wide(page(TEXT, 1, stamps=("Titkos",))), page("Második lap", 2)),
    )
    return replace(made, **changes)


def canonical(made: Record) -> bytes:
    """Return a record's bytes."""
    return b"".join(record_parts(replace(made, pages=()), made.pages))


def record_bytes() -> bytes:
    """Return the bytes of a sound record."""
    return canonical(record())


def write(output: Path, *records: Record) -> Path:
    """Write an output folder with these records; return it."""
    store = Store(output)
    store.prepare()
    failed = []
    for made in records:
        path = made.source.paths[0]
        name = store.record_name(path, made.source.sha256)
        store.save_record(name, replace(made, pages=()), made.pages)
        failed += [FailedPage.of(path, p.number, p.failure) for p in made.pages if p.failure]
    store.save_failures(failed)
    log = {"started": "1989-10-23", "ended": "finished", "failures": msgspec.to_builtins(failed)}
    store.save_json(store.runs / "19891023T120000.000000Z.json", log)
    return output
