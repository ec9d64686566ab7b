"""What must hold within one record; every check yields a JSON path and what is wrong there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from pipeline.errors import REMEDIES
from pipeline.model import (
    SCHEMA_VERSION,
    Box,
    Evidence,
    Metadata,
    Page,
    Record,
    Redactions,
    Region,
    Value,
)
from pipeline.stages.normalise import page_text
from pipeline.store import record_parts

Wrong = tuple[str, str]
Item = TypeVar("Item")
SHA256 = re.compile(r"[0-9a-f]{64}")
# A value without a place on the page: it came with the delivery, or from a person.
NEED_NO_EVIDENCE = frozenset({"delivered", "corrected"})
MOST_UNNORMALISED = 20


def bytes_of_record(data: bytes, record: Record) -> Iterator[Wrong]:
    """Check that the bytes are those that Fonds writes for this record, and NFC."""
    written = b"".join(record_parts(replace(record, pages=()), record.pages))
    if data != written:
        lines = zip(data.split(b"\n"), written.split(b"\n"), strict=False)
        same = next((n for n, (a, b) in enumerate(lines, 1) if a != b), 0)
        where = f"first in line {same}" if same else "at its end"
        yield "$", f"the file is not written as Fonds writes it ({where})"
    if not unicodedata.is_normalized("NFC", data.decode()):
        found = _not_nfc(msgspec.json.decode(data), "$")
        # The names of files are what they are: in another form they would not be found.
        wrong = [one for one in found if not one[0].startswith("$.source.paths")]
        yield from wrong[:MOST_UNNORMALISED]


def _not_nfc(value: Any, path: str) -> Iterator[Wrong]:
    if isinstance(value, str) and not unicodedata.is_normalized("NFC", value):
        yield path, "text is not in Unicode normal form NFC"
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _not_nfc(item, f"{path}[{index}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _not_nfc(item, f"{path}.{key}")


def identity(record: Record, name: str) -> Iterator[Wrong]:
    """Check version, id, hash and file name against each other."""
    sha256 = record.source.sha256
    if record.schema_version != SCHEMA_VERSION:
        yield "$.schema_version", f"is {record.schema_version}, not {SCHEMA_VERSION}"
    if not SHA256.fullmatch(sha256):
        yield "$.source.sha256", "is not a SHA-256 in 64 small hexadecimal digits"
    if record.id != f"fonds:sha256:{sha256}":
        yield "$.id", "is not fonds:sha256: and the hash of the source"
    if not name.endswith(f"-{sha256[:12]}.json"):
        yield "$.source.sha256", "does not begin with the 12 digits of the file name"
    if not record.source.paths:
        yield "$.source.paths", "names no file"


def numbering(record: Record) -> Iterator[Wrong]:
    """Check that every page of the source is there once, or as two halves, in order."""
    groups = [
        (number, [page.half for page in pages])
        for number, pages in groupby(record.pages, key=lambda page: page.number)
    ]
    if [number for number, _ in groups] != list(range(1, record.source.pages + 1)):
        yield "$.pages", f"are not numbered 1 to {record.source.pages} in order"
    for number, halves in groups:
        if halves != [None] and set(halves) != {"left", "right"}:
            yield "$.pages", f"page {number} is neither one page nor a left and a right half"
        elif len(halves) > 2:
            yield "$.pages", f"page {number} is there {len(halves)} times"


def page_in_itself(page: Page, path: str) -> Iterator[Wrong]:
    """Check a page: text, order, boxes, shares, failure."""
    if page.text != page_text(page.regions):
        yield f"{path}.text", "is not the lines of the regions in reading order"
    if [region.order for region in page.regions] != list(range(len(page.regions))):
        yield f"{path}.regions", "are not in reading order (order is not 0, 1, 2 ...)"
    for index, region in enumerate(page.regions):
        yield from _region(region, page, f"{path}.regions[{index}]")
    for script, share in page.script_shares.items():
        if not 0.0 <= share <= 1.0:
            yield f"{path}.script_shares.{script}", f"{share} is not a share (0-1)"
    if page.failure is not None:
        if page.failure.reason not in REMEDIES:
            yield f"{path}.failure.reason", f"there is no reason {page.failure.reason!r}"
        if page.regions:
            yield f"{path}.regions", "a page that failed has none"
    elif page.width <= 0 or page.height <= 0:
        yield path, f"a page that was read has a size, not {page.width} x {page.height}"


def _region(region: Region, page: Page, path: str) -> Iterator[Wrong]:
    yield from _box(region.box, page, f"{path}.box")
    for number, line in enumerate(region.lines):
        yield from _box(line.box, page, f"{path}.lines[{number}].box")
        for index, word in enumerate(line.words):
            yield from _box(word.box, page, f"{path}.lines[{number}].words[{index}].box")


def _box(box: Box, page: Page, path: str) -> Iterator[Wrong]:
    x0, y0, x1, y1 = box
    if x0 > x1 or y0 > y1:
        yield path, f"{list(box)} ends before it begins"
    elif x0 < 0 or y0 < 0 or x1 > page.width or y1 > page.height:
        yield path, f"{list(box)} leaves the page of {page.width} x {page.height} pixels"


def evidence(record: Record) -> Iterator[Wrong]:
    """Check that values have evidence, and that it is on the page where it says."""
    pages = {(page.number, page.half): page for page in record.pages}
    for path, value in _values(record):
        if not value.evidence and value.status not in NEED_NO_EVIDENCE:
            yield f"{path}.evidence", "a value needs evidence, unless it was delivered"
    for path, quoted in _quotations(record):
        found = pages.get((quoted.page, quoted.half))
        if found is None:
            half = f" ({quoted.half} half)" if quoted.half else ""
            yield f"{path}.page", f"there is no page {quoted.page}{half}"
            continue
        yield from _box(quoted.box, found, f"{path}.box")
        if (quoted.start is None) != (quoted.end is None):
            yield path, "start and end come together"
        elif quoted.start is not None and _cut(found, quoted) != quoted.text:
            yield f"{path}.text", "is not what stands at these offsets of the page's text"


def _cut(page: Page, quoted: Evidence) -> str | None:
    if quoted.start is None or quoted.end is None or not 0 <= quoted.start <= quoted.end:
        return None
    return page.text[quoted.start : quoted.end]


def _values(record: Record) -> Iterator[tuple[str, Value]]:
    """Return the values of the metadata and the findings with their paths."""
    for field in Metadata.__struct_fields__:
        found = getattr(record.metadata, field)
        if isinstance(found, Value):
            yield f"$.metadata.{field}", found
        elif isinstance(found, tuple):
            yield from _numbered(f"$.metadata.{field}", found)
    yield from _numbered("$.findings", record.findings)


def _quotations(record: Record) -> Iterator[tuple[str, Evidence]]:
    for path, value in _values(record):
        yield from _numbered(f"{path}.evidence", value.evidence)
    if isinstance(record.metadata.redactions, Redactions):
        yield from _numbered("$.metadata.redactions.boxes", record.metadata.redactions.boxes)
    for index, entity in enumerate(record.entities):
        yield from _numbered(f"$.entities[{index}].mentions", entity.mentions)
    for index, relation in enumerate(record.relations):
        yield from _numbered(f"$.relations[{index}].evidence", relation.evidence)


def _numbered(path: str, items: Iterable[Item]) -> Iterator[tuple[str, Item]]:
    return ((f"{path}[{index}]", item) for index, item in enumerate(items))


def all_of(data: bytes, record: Record, name: str) -> Iterator[Wrong]:
    """Run every check on a record, its bytes and its file name."""
    yield from bytes_of_record(data, record)
    yield from identity(record, name)
    for index, one in enumerate(record.pages):
        yield from page_in_itself(one, f"$.pages[{index}]")
    yield from numbering(record)
    yield from evidence(record)
